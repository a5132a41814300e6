/* A command as it is typed into a POSIX shell, taken apart into words; nothing is run, and nothing is filled
 * in for $NAME or `command`. Quotes are '...', "..." and bash's $'...'; a backslash joins lines; # begins a
 * comment. It ends at the line's end, ; | or &, below which a here-document follows. */
#ifndef FORMS_SHELL_WORDS_H
#define FORMS_SHELL_WORDS_H

#include "forms/err.h"

struct shell_word {
    char *text; /* without its quotes; heap */
    size_t len;
    size_t line;     /* that it begins on, from 1 */
    bool unfinished; /* a shell would fill something in: $NAME, $(command) */
};

struct shell_words {
    struct shell_word *items;
    size_t count, cap;
    char *input; /* of a here-document; heap or NULL */
    size_t input_len;
    bool input_unfinished;
    size_t end; /* offset of what follows the command */
};

/* line: the number of the text's first line. Fills *out, which shell_words_finish empties also after a
 * failure. false with *e and its line: a quote stays open, or a here-document. A command without words is an
 * empty line. */
bool shell_words_read(const char *p, size_t len, size_t line, struct shell_words *out, struct err *e);
void shell_words_finish(struct shell_words *w);

#endif
