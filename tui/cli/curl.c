#include "config.h"

#include "tui/cli/curl.h"

#include "forms/mem.h"
#include "forms/safe.h"
#include "tui/api/api.h"
#include "tui/cli/output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The text as one word of a POSIX shell. */
static void quote(struct buf *out, const char *text)
{
    buf_putc(out, '\'');
    for (; *text; text++)
        if (*text == '\'')
            buf_puts(out, "'\\''");
        else
            buf_putc(out, *text);
    buf_putc(out, '\'');
}

/* A name that would have to be altered to be shown cannot be copied from the screen either. */
static bool is_plain(const char *text)
{
    struct buf safe;
    buf_init(&safe, BUF_TEXT_MAX);
    safe_text(text, strlen(text), false, &safe);
    const bool same = strcmp(safe.data, text) == 0;
    buf_finish(&safe);
    return same;
}

static void add_header(struct buf *out, const char *header)
{
    buf_printf(out, " \\\n  -H %s", header);
}

static bool print_and_remember(void *last, const char *p, size_t len)
{
    if (len)
        *(char *)last = p[len - 1];
    return print_bytes(NULL, p, len);
}

/* No line of JSON is the bare word BODY, so nothing in the document can end it early; the quotes around the
 * word keep the shell from expanding anything in it. */
static void print_here_document(const struct doc *d)
{
    char last = '\n';
    printf(" \\\n  --data-binary @- <<'BODY'\n");
    doc_write(d, print_and_remember, &last);
    printf("%sBODY\n", last == '\n' ? "" : "\n");
}

static void put_url(struct buf *out, const char *endpoint)
{
    size_t len = strlen(endpoint);
    while (len && endpoint[len - 1] == '/')
        len--;
    char *url = xasprintf("%.*s" API_CREATE_PORTAL, (int)len, endpoint);
    quote(out, url);
    free(url);
}

void curl_print(const struct curl_command *c)
{
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    buf_puts(&text, "curl -sS ");
    put_url(&text, c->endpoint);
    add_header(&text, c->token ? "\"Authorization: Bearer $SEAM_PERSONAL_ACCESS_TOKEN\""
                               : "\"Authorization: Bearer $SEAM_API_KEY\"");
    if (c->token && c->workspace) {
        char *header = xasprintf("seam-workspace: %s", c->workspace);
        buf_puts(&text, " \\\n  -H ");
        quote(&text, header);
        free(header);
    } else if (c->token) {
        add_header(&text, "\"seam-workspace: $SEAM_WORKSPACE_ID\"");
    }
    add_header(&text, "'Content-Type: application/json'");
    const bool by_name = c->file && is_plain(c->file);
    if (by_name) {
        buf_puts(&text, " \\\n  --data-binary @");
        quote(&text, c->file);
        buf_putc(&text, '\n');
    }
    print_bytes(NULL, text.data, text.len);
    buf_finish(&text);
    if (!by_name)
        print_here_document(c->doc);
}
