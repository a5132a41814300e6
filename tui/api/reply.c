#include "config.h"

#include "tui/api/reply.h"

#include "forms/mem.h"
#include "tui/api/secret.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define HEADER_SHOWN 200 /* characters that are kept of a header's value */

void reply_finish(struct reply *r)
{
    free(r->body);
    free(r->request_id);
    free(r->retry_after);
    free(r->content_type);
    *r = (struct reply){0};
}

/* line begins with "NAME:": its value without the white space around it, for people and for copying: what
 * is not visible ASCII becomes '?'. The first one of a name counts. */
static void keep_header(const char *line, size_t len, const char *name, char **out)
{
    const size_t skip = strlen(name);
    if (*out || len <= skip || line[skip] != ':' || strncasecmp(line, name, skip) != 0)
        return;
    const char *p = line + skip + 1, *end = line + len;
    while (p < end && strchr(" \t", *p))
        p++;
    while (end > p && strchr(" \t\r\n", end[-1]))
        end--;
    const size_t shown = (size_t)(end - p) < HEADER_SHOWN ? (size_t)(end - p) : HEADER_SHOWN;
    char *value = xstrndup(p, shown);
    for (size_t i = 0; i < shown; i++)
        if (value[i] < ' ' || value[i] > '~')
            value[i] = '?';
    *out = value;
}

void reply_forget_headers(struct reply *r)
{
    char **const kept[] = {&r->request_id, &r->retry_after, &r->content_type};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        free(*kept[i]);
        *kept[i] = NULL;
    }
}

void reply_take_header(struct reply *r, const char *line, size_t len)
{
    keep_header(line, len, "seam-request-id", &r->request_id);
    keep_header(line, len, "retry-after", &r->retry_after);
    keep_header(line, len, "content-type", &r->content_type);
}

void reply_hide(struct reply *r, const char *secret)
{
    char *const texts[] = {r->request_id, r->retry_after, r->content_type, r->err.text};
    secret_hide(secret, r->body, r->len);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i])
            secret_hide(secret, texts[i], strlen(texts[i]));
}
