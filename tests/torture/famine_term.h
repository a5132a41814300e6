/* A terminal that types by itself, a key a turn of the loop, in the place of tui/term/term.c. */
#ifndef TESTS_TORTURE_FAMINE_TERM_H
#define TESTS_TORTURE_FAMINE_TERM_H

#include "tui/screens/session.h"

#include <stdbool.h>

struct famine_typist {
    /* Names of keys as in keys.conf, separated by spaces; "text:abc" is a, b, c; "paste:abc" is one event;
     * "sent" waits for the end of the request that runs. At its end the terminal hangs up. */
    const char *script;
    const struct session *session; /* NULL until the loop runs */
    void (*before_key)(void);      /* all that came of the key before is done */
    bool *opened, *rescued;        /* as they come */
};

/* From now on; it has to live as long as the terminal. */
void famine_type(struct famine_typist *t);

#endif
