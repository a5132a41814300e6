#include "tui/jobs/submit.h"

#include "forms/safe.h"
#include "tui/actions/clock.h"

#include <string.h>

/* One value in its place: made safe, and in Markdown as plain text whatever it holds. */
static void put(struct buf *out, const char *text, bool markdown)
{
    struct buf safe;
    buf_init(&safe, BUF_TEXT_MAX);
    safe_text(text, strlen(text), false, &safe);
    for (const char *c = safe.data; *c; c++) {
        if (markdown && strchr("\\`*_{}[]<>()#+-!|~&", *c))
            buf_putc(out, '\\');
        buf_putc(out, *c);
    }
    buf_finish(&safe);
}

static void put_line(struct buf *out, const char *label, const char *value, bool markdown)
{
    if (!value || !*value)
        return;
    buf_printf(out, markdown ? "- %s: " : "%s: ", label);
    put(out, value, markdown);
    buf_putc(out, '\n');
}

/* The operator's own zone is named in it; without a time that can be read, the server's words stand. */
static void put_expiry(struct buf *out, const struct link_row *r, bool markdown)
{
    struct buf local;
    buf_init(&local, BUF_TEXT_MAX);
    if (r->expires)
        clock_local(r->expires, &local);
    put_line(out, "Expires", r->expires ? local.data : r->expires_at, markdown);
    buf_finish(&local);
}

/* Why there is no link in it: only a refusal, or a request that never left, can promise that none exists. */
static const char *without_link(enum outcome outcome)
{
    return outcome == OUTCOME_REFUSED || outcome == OUTCOME_NOT_SENT
               ? "No customer portal link was created.\n\n"
               : "It is not known whether a customer portal link was created.\n\n";
}

void submit_ticket_reply(const struct link_row *r, bool markdown, struct buf *out)
{
    if (r->outcome == OUTCOME_CREATED && r->url) {
        buf_puts(out, "Your customer portal is ready.\n\n");
        /* portal_url_valid let no character into it that would end it */
        buf_printf(out, markdown ? "[Open the customer portal](<%s>)\n\n" : "%s\n\n", r->url);
        put_expiry(out, r, markdown);
    } else {
        buf_puts(out, without_link(r->outcome));
    }
    put_line(out, "Customer", r->customer_key, markdown);
    put_line(out, "Ticket", r->ticket, markdown);
    if (r->outcome == OUTCOME_CREATED)
        buf_puts(out, "\nThe link signs in whoever opens it: please pass it on with care.\n");
}
