#include "tui/screens/linkfacts.h"

#include "forms/times.h"
#include "tui/actions/clock.h"
#include "tui/screens/words.h"

#include <limits.h>

const char *linkfacts_headline(const struct link_row *r)
{
    static const char *const found[] = {
        [CHECKED_EXISTS] = "No usable answer, but the link exists: somebody looked",
        [CHECKED_ABSENT] = "No usable answer, and no link was made: somebody looked",
    };
    static const char *const lines[] = {
        [OUTCOME_NONE] = "It is not known how this request ended: the link may exist",
        [OUTCOME_NOT_SENT] = "Nothing was sent: nothing was created",
        [OUTCOME_CREATED] = "Customer portal created",
        [OUTCOME_REFUSED] = "The server refused: nothing was created",
        [OUTCOME_UNKNOWN] = "No usable answer: the link may exist",
    };
    return link_row_unknown(r) && !link_row_open(r) ? found[r->checked] : lines[r->outcome];
}

void linkfacts_checked(const struct link_row *r, struct sheet *out)
{
    if (!link_row_unknown(r) || link_row_open(r))
        return;
    struct buf when;
    buf_init(&when, BUF_TEXT_MAX);
    clock_local(r->checked_at, &when);
    sheet_factf(out, "Checked", r->checked == CHECKED_EXISTS ? STYLE_GOOD : STYLE_VALUE, "%s, noted %s",
                r->checked == CHECKED_EXISTS ? "exists" : "does not exist", when.data);
    buf_finish(&when);
}

void linkfacts_environment(enum environment environment, bool stand_in, struct sheet *out)
{
    static const struct {
        const char *words;
        enum style style;
    } worlds[] = {
        [ENVIRONMENT_NONE] = {"not known: it depends on the key", STYLE_WARNING},
        [ENVIRONMENT_SANDBOX] = {"SANDBOX", STYLE_SANDBOX},
        [ENVIRONMENT_PRODUCTION] = {"PRODUCTION: real customers", STYLE_PRODUCTION},
    };
    sheet_fact(out, "Environment", worlds[environment].style,
               stand_in ? "SANDBOX: this program's own stand-in server" : worlds[environment].words);
}

void linkfacts_expiry(const struct link_row *r, struct buf *out)
{
    if (r->expires == 0) {
        buf_puts(out, words_or(r->expires_at, "the server did not say when"));
        return;
    }
    clock_local(r->expires, out);
    buf_puts(out, ", ");
    times_countdown(clock_now(), r->expires, out);
}

void linkfacts_add(const struct link_row *r, struct sheet *out)
{
    if (r->outcome == OUTCOME_CREATED) {
        struct buf text;
        buf_init(&text, BUF_TEXT_MAX);
        linkfacts_expiry(r, &text);
        sheet_fact(out, "Expires", STYLE_VALUE, text.data);
        buf_finish(&text);
    }
    sheet_fact(out, "Customer", STYLE_VALUE, words_or(r->customer_key, NULL));
    sheet_fact(out, "Ticket", STYLE_VALUE, r->ticket);
    sheet_fact(out, "Workspace", STYLE_VALUE, r->workspace_id);
    if (r->environment != ENVIRONMENT_NONE)
        linkfacts_environment(r->environment, r->stand_in, out);
}

void linkfacts_answer(const struct link_row *r, struct sheet *out)
{
    if (r->status)
        sheet_factf(out, "Status", STYLE_VALUE, "%ld%s%s", r->status, r->type ? "  " : "",
                    words_or(r->type, ""));
    sheet_fact(out, r->outcome == OUTCOME_REFUSED ? "Server said" : "Reason", STYLE_ERROR, r->message);
    sheet_fact(out, "Request id", STYLE_VALUE, r->request_id);
}

void linkfacts_reply(const struct link_row *r, struct buf *out)
{
    buf_printf(out, "A reply for %s.", words_or(r->ticket, "a ticket"));
}

/* The first line whose range holds the status. */
static const struct {
    long from, to;
    const char *text;
} ADVICE[] = {
    {400, 400, "Correct the fields that the server names, then review again."},
    {401, 401,
     "The key was not accepted. The review screen takes another one; a personal access token also needs the "
     "id of its workspace."},
    {403, 403, "The key may not do this. The review screen takes another one."},
    {404, 404, "Look at what the message names: the endpoint, or a record or profile that does not exist."},
    {413, 413, "The body is too large for the server: send fewer records at once."},
    {422, 422, "Correct the fields that the server names, then review again."},
    {429, 429, "Too many requests. Wait, then send again."},
    {300, 399, "The endpoint answers with another address. Correct the endpoint; nothing is followed."},
    {500, 599, "The server has trouble of its own. Send again later."},
    {LONG_MIN, LONG_MAX, "Read what the server said, and review again."},
};

static void refused(const struct link_row *r, struct sheet *out)
{
    size_t i = 0;
    while (r->status < ADVICE[i].from || r->status > ADVICE[i].to)
        i++;
    sheet_fact(out, "Try next", STYLE_NORMAL, ADVICE[i].text);
}

static void unknown(const struct link_row *r, struct sheet *out)
{
    static const char *const next[] = {
        [CHECKED_NOT] =
            "Look in the Seam console whether this customer's portal was made before you send again: another "
            "request makes another link, and both work. Note what you found in the list of links.",
        [CHECKED_EXISTS] =
            "Take the link from the Seam console. Another request makes another link, and both "
            "work.",
        [CHECKED_ABSENT] = "Review and send again.",
    };
    sheet_fact(out, "Try next", STYLE_NORMAL, next[r->checked]);
}

void linkfacts_advice(const struct link_row *r, long retry_after, struct sheet *out)
{
    switch (r->outcome) {
    case OUTCOME_REFUSED:
        refused(r, out);
        break;
    case OUTCOME_NOT_SENT:
        sheet_fact(out, "Try next", STYLE_NORMAL, "Look at the reason, then review and send again.");
        break;
    case OUTCOME_NONE:
    case OUTCOME_UNKNOWN:
        unknown(r, out);
        break;
    case OUTCOME_CREATED:
        return;
    }
    if (retry_after >= 0)
        sheet_factf(out, "", STYLE_NORMAL, "The server asks to wait for %ld s.", retry_after);
}
