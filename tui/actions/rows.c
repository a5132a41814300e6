#include "tui/actions/rows.h"

#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

const char *outcome_name(enum outcome o)
{
    static const char *const names[] = {
        [OUTCOME_NONE] = "none",       [OUTCOME_NOT_SENT] = "not-sent", [OUTCOME_CREATED] = "created",
        [OUTCOME_REFUSED] = "refused", [OUTCOME_UNKNOWN] = "unknown",
    };
    return names[o];
}

const char *checked_name(enum checked c)
{
    static const char *const names[] = {
        [CHECKED_NOT] = NULL,
        [CHECKED_EXISTS] = "exists",
        [CHECKED_ABSENT] = "absent",
    };
    return names[c];
}

enum checked checked_find(const char *name)
{
    for (int c = CHECKED_EXISTS; name && c <= CHECKED_ABSENT; c++)
        if (strcmp(name, checked_name((enum checked)c)) == 0)
            return (enum checked)c;
    return CHECKED_NOT;
}

bool link_row_unknown(const struct link_row *r)
{
    return r->outcome == OUTCOME_UNKNOWN || r->outcome == OUTCOME_NONE;
}

bool link_row_open(const struct link_row *r)
{
    return link_row_unknown(r) && r->checked == CHECKED_NOT;
}

const char *environment_name(enum environment e)
{
    static const char *const names[] = {
        [ENVIRONMENT_NONE] = NULL,
        [ENVIRONMENT_SANDBOX] = "sandbox",
        [ENVIRONMENT_PRODUCTION] = "production",
    };
    return names[e];
}

static void config_row_finish(struct config_row *r)
{
    free(r->name);
    free(r->path);
    free(r->customer_key);
    free(r->ticket);
    free(r->last_url);
    free(r->broken);
    *r = (struct config_row){0};
}

/* The strings of a link, so that freeing and copying cannot forget one. */
static char **link_strings(struct link_row *r, size_t i)
{
    char **const all[] = {
        &r->configuration, &r->customer_key, &r->ticket,     &r->endpoint, &r->workspace_id,
        &r->url,           &r->expires_at,   &r->request_id, &r->type,     &r->message,
    };
    return i < sizeof all / sizeof *all ? all[i] : NULL;
}

void link_row_finish(struct link_row *r)
{
    if (!r)
        return;
    char **s;
    for (size_t i = 0; (s = link_strings(r, i)); i++)
        free(*s);
    *r = (struct link_row){0};
}

void link_row_copy(struct link_row *to, const struct link_row *from)
{
    *to = *from;
    char **s;
    for (size_t i = 0; (s = link_strings(to, i)); i++)
        if (*s)
            *s = xstrdup(*s);
}

/* Room for one more in a list of items of that size. */
static void *grown(void *items, size_t count, size_t *cap, size_t size)
{
    if (count < *cap)
        return items;
    *cap = *cap ? 2 * *cap : 16;
    return xreallocarray(items, *cap, size);
}

struct config_row *config_rows_add(struct config_rows *r)
{
    r->items = grown(r->items, r->count, &r->cap, sizeof *r->items);
    struct config_row *row = &r->items[r->count++];
    *row = (struct config_row){0};
    return row;
}

struct link_row *link_rows_add(struct link_rows *r)
{
    r->items = grown(r->items, r->count, &r->cap, sizeof *r->items);
    struct link_row *row = &r->items[r->count++];
    *row = (struct link_row){0};
    return row;
}

struct draft_row *draft_rows_add(struct draft_rows *r)
{
    r->items = grown(r->items, r->count, &r->cap, sizeof *r->items);
    struct draft_row *row = &r->items[r->count++];
    *row = (struct draft_row){0};
    return row;
}

void draft_row_finish(struct draft_row *r)
{
    free(r->configuration);
    free(r->path);
    free(r->focus);
    *r = (struct draft_row){0};
}

void draft_rows_finish(struct draft_rows *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->count; i++)
        draft_row_finish(&r->items[i]);
    free(r->items);
    *r = (struct draft_rows){0};
}

void config_rows_finish(struct config_rows *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->count; i++)
        config_row_finish(&r->items[i]);
    free(r->items);
    *r = (struct config_rows){0};
}

void link_rows_finish(struct link_rows *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->count; i++)
        link_row_finish(&r->items[i]);
    free(r->items);
    *r = (struct link_rows){0};
}
