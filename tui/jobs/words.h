/* A command that an operator has written down, cut into the words of an argument vector: nothing here goes
 * through a shell. */
#ifndef TUI_JOBS_WORDS_H
#define TUI_JOBS_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Cuts text, in place, at spaces and tabs; single and double quotes keep them and are left out. words, of max
 * + 1, end with NULL. Returns how many; 0 when there are none or too many, or a quote stays open. */
size_t command_words(char *text, char **words, size_t max);

#endif
