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

/* " for acme-hotels-eu" */
static void put_customer(struct buf *out, const struct link_row *r, bool markdown)
{
    if (!r->customer_key || !*r->customer_key)
        return;
    buf_puts(out, " for ");
    put(out, r->customer_key, markdown);
}

/* The operator's own zone is named in it; without a time that can be read, the server's words stand. */
static void put_expiry(struct buf *out, const struct link_row *r, bool markdown)
{
    struct buf local;
    buf_init(&local, BUF_TEXT_MAX);
    if (r->expires)
        clock_local(r->expires, &local);
    const char *when = r->expires ? local.data : r->expires_at;
    if (when && *when) {
        buf_puts(out, r->expires ? "The link works until " : "The link expires at ");
        put(out, when, markdown);
        buf_puts(out, ". ");
    }
    buf_finish(&local);
}

/* Why there is no link in it: only a refusal, or a request that never left, can promise that none exists. */
static const char *without_link(enum outcome outcome)
{
    return outcome == OUTCOME_REFUSED || outcome == OUTCOME_NOT_SENT
               ? "No customer portal link was created"
               : "It is not known whether a customer portal link was created";
}

static void put_link(struct buf *out, const struct link_row *r, bool markdown)
{
    buf_puts(out, "The customer portal");
    put_customer(out, r, markdown);
    buf_puts(out, " is ready:\n\n");
    /* portal_url_valid let no character into it that would end it */
    buf_printf(out, markdown ? "[Open the customer portal](<%s>)\n\n" : "%s\n\n", r->url);
    put_expiry(out, r, markdown);
    buf_puts(out, "It signs in whoever opens it, so please share it with care.\n");
}

void submit_ticket_reply(const struct link_row *r, bool markdown, struct buf *out)
{
    if (r->outcome == OUTCOME_CREATED && r->url) {
        put_link(out, r, markdown);
    } else {
        buf_puts(out, without_link(r->outcome));
        put_customer(out, r, markdown);
        buf_puts(out, ".\n");
    }
    if (r->ticket && *r->ticket) {
        buf_puts(out, "\nTicket: ");
        put(out, r->ticket, markdown);
        buf_putc(out, '\n');
    }
}
