#include "tui/sandbox/links.h"

#include "tui/sandbox/answer.h"

#include <stdlib.h>
#include <string.h>

const struct made_link *made_links_add(struct made_links *l, int64_t expires, char *take_page)
{
    struct made_link *link = &l->items[l->made++ % SANDBOX_LINKS];
    free(link->page);
    link->page = take_page;
    link->expires = expires;
    random_hex(link->token, TOKEN_LEN);
    return link;
}

const struct made_link *made_links_find(const struct made_links *l, const char *token)
{
    for (size_t i = 0; i < SANDBOX_LINKS; i++)
        if (l->items[i].page && strcmp(l->items[i].token, token) == 0)
            return &l->items[i];
    return NULL;
}

void made_links_finish(struct made_links *l)
{
    for (size_t i = 0; i < SANDBOX_LINKS; i++)
        free(l->items[i].page);
    *l = (struct made_links){0};
}
