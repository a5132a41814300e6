/* The links that a sandbox made: the last SANDBOX_LINKS, in memory. */
#ifndef TUI_SANDBOX_LINKS_H
#define TUI_SANDBOX_LINKS_H

#include "tui/sandbox/sandbox.h"

#define TOKEN_LEN 32

struct made_link {
    char token[TOKEN_LEN + 1];
    int64_t expires;
    char *page; /* heap */
};

struct made_links {
    struct made_link items[SANDBOX_LINKS];
    size_t made; /* since the start; the item of number n is n % SANDBOX_LINKS */
};

/* A new link with a token of chance, in place of the oldest where there is no room. page becomes its own. */
const struct made_link *made_links_add(struct made_links *l, int64_t expires, char *take_page);
const struct made_link *made_links_find(const struct made_links *l, const char *token);
void made_links_finish(struct made_links *l);

#endif
