/* Lines "name = value" with '#' comments: the form of the key file and of themes. A '#' begins a comment
 * at the start of a line or after a space. It knows nothing of what the names mean. */
#ifndef TUI_ACTIONS_CONF_H
#define TUI_ACTIONS_CONF_H

#include "forms/err.h"

/* A run of bytes in somebody else's text. */
struct span {
    const char *at;
    size_t len;
};

struct conf {
    struct span rest;
    size_t number; /* of the line that conf_next gave last, from 1 */
};

enum conf_result { CONF_LINE, CONF_END, CONF_BAD };

void conf_init(struct conf *c, const char *text, size_t len);
/* The next line that says something; name and value without the spaces around them, value may be empty.
 * CONF_BAD with *e, line set: a line without '=' or without a name. */
enum conf_result conf_next(struct conf *c, struct span *name, struct span *value, struct err *e);
/* Cuts the first piece off the list, up to the separator (or its end), without spaces around it; false when
 * nothing is left. */
bool span_cut(struct span *list, char separator, struct span *piece);
bool span_is(struct span s, const char *text);

#endif
