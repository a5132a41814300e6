/* What the sandbox answers to each request, as Seam would. */
#ifndef TUI_SANDBOX_ROUTES_H
#define TUI_SANDBOX_ROUTES_H

#include "tui/sandbox/answer.h"
#include "tui/sandbox/links.h"

struct site {
    const struct schema *schema;
    const char *url; /* what links begin with */
    struct made_links links;
};

/* a was initialised. now: seconds since 1970. */
void site_answer(struct site *site, const struct request *rq, int64_t now, struct answer *a);

#endif
