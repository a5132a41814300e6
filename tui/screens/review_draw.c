#include "tui/screens/review.h"

#include "forms/times.h"
#include "tui/actions/clock.h"
#include "tui/screens/frame.h"
#include "tui/screens/linkfacts.h"
#include "tui/screens/place.h"
#include "tui/screens/words.h"

#include <string.h>

enum { LABELS = 12, LISTED = 4 };

static const enum action HINTS[] = {ACTION_REVIEW_SEND,    ACTION_APP_BACK,     ACTION_REVIEW_TICKET,
                                    ACTION_REVIEW_KEY,     ACTION_APP_PROBLEMS, ACTION_APP_JSON,
                                    ACTION_REVIEW_DRY_RUN, ACTION_REVIEW_FORCE, ACTION_APP_SAVE,
                                    ACTION_APP_HELP,       ACTION_NONE};
static const enum action SENDING_HINTS[] = {ACTION_SENDING_CANCEL, ACTION_NONE};

/* ---- where to, and as whom */

static void add_workspace(const struct target *t, struct sheet *out)
{
    switch (t->workspace_state) {
    case WORKSPACE_UNASKED:
        sheet_fact(out, "Workspace", STYLE_VALUE, t->workspace);
        break;
    case WORKSPACE_ASKING:
        sheet_factf(out, "Workspace", STYLE_DIM, "%s%sasking the server for its name",
                    words_or(t->workspace, ""), t->workspace ? ": " : "");
        break;
    case WORKSPACE_KNOWN:
        sheet_factf(out, "Workspace", t->suspended ? STYLE_ERROR : STYLE_VALUE, "%s%s",
                    words_or(t->workspace, "without a name"), t->suspended ? ": SUSPENDED" : "");
        break;
    case WORKSPACE_FAILED:
        sheet_factf(out, "Workspace", STYLE_WARNING, "%s%snot known: %s", words_or(t->workspace, ""),
                    t->workspace ? ", its name is " : "", words_or(t->workspace_problem, "no answer"));
        break;
    }
}

static void add_target(const struct target *t, struct sheet *out)
{
    add_workspace(t, out);
    if (t->key_problem || !t->key)
        sheet_fact(out, "Key", STYLE_ERROR, words_or(t->key_problem, "none"));
    else
        sheet_factf(out, "Key", STYLE_VALUE, "%s%s%s", t->key, t->key_from ? ", from " : "",
                    words_or(t->key_from, ""));
    sheet_factf(out, "POST", STYLE_VALUE, "%s/customers/create_portal", words_or(t->endpoint, ""));
    sheet_fact(out, "Proxy", STYLE_VALUE, t->proxy);
}

/* ---- what */

static void add_customer(const struct session *se, struct sheet *out)
{
    const struct json *key = doc_get(se->doc, "/customer_data/customer_key");
    struct buf scratch;
    size_t len;
    if (!json_is(key, JSON_STRING)) {
        sheet_fact(out, "Customer", STYLE_UNSET, "not set");
        return;
    }
    buf_init(&scratch, BUF_TEXT_MAX);
    const char *chars = json_chars(key, &scratch, &len);
    if (len > 0)
        sheet_factf(out, "Customer", STYLE_VALUE, "%.*s", (int)len, chars);
    else
        sheet_fact(out, "Customer", STYLE_UNSET, "empty text");
    buf_finish(&scratch);
}

/* Sending again would make another link, and both would work. */
static void add_unchecked(const struct session *se, struct sheet *out)
{
    char key[WORDS_KEY_MAX];
    struct buf when;
    if (se->unchecked.of_customer == 0)
        return;
    buf_init(&when, BUF_TEXT_MAX);
    times_ago(clock_now(), se->unchecked.latest, clock_offset(se->unchecked.latest), &when);
    sheet_factf(
        out, "Look first", STYLE_WARNING,
        "A request for this customer (%s) may have made a link already. Look in the Seam console; %s lists "
        "it.",
        when.data, words_key(se->keymap, ACTION_APP_LINKS, key));
    buf_finish(&when);
}

static void add_body(const struct review *r, const struct session *se, struct sheet *out)
{
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    add_customer(se, out);
    add_unchecked(se, out);
    words_size(r->size, &text);
    buf_puts(&text, ", ");
    words_of(r->records, "record", "records", &text);
    sheet_fact(out, "Body", STYLE_VALUE, text.data);
    sheet_fact(out, "", STYLE_VALUE, r->records_text);
    sheet_fact(out, "Ticket", se->ticket ? STYLE_VALUE : STYLE_UNSET, words_or(se->ticket, "none"));
    buf_finish(&text);
}

/* ---- problems */

static void add_problem(const struct session *se, const struct problem *p, struct sheet *out)
{
    bool warning = p->severity == SEVERITY_WARNING;
    struct buf sentence;
    buf_init(&sentence, BUF_TEXT_MAX);
    place_sentence(se, p, &sentence);
    sheet_factf(out, "", warning ? STYLE_WARNING : STYLE_ERROR, "%s %s", warning ? "-" : "!", sentence.data);
    buf_finish(&sentence);
}

static size_t add_some(const struct session *se, enum severity severity, size_t room, struct sheet *out)
{
    struct problems some;
    problems_init(&some);
    session_list_kind(se, "", severity, 0, room, &some);
    const size_t added = some.count;
    for (size_t i = 0; i < added; i++)
        add_problem(se, &some.items[i], out);
    problems_finish(&some);
    return added;
}

static void add_problems(const struct session *se, struct sheet *out)
{
    static const enum severity order[] = {SEVERITY_ERROR, SEVERITY_SERVER, SEVERITY_WARNING};
    const size_t errors = checks_errors(se->checks), warnings = checks_warnings(se->checks);
    char more[WORDS_NUMBER_MAX];
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    words_of(errors, "error", "errors", &text);
    buf_puts(&text, ", ");
    words_of(warnings, "warning", "warnings", &text);
    sheet_fact(out, "Problems", errors ? STYLE_ERROR : warnings ? STYLE_WARNING : STYLE_GOOD, text.data);
    size_t room = LISTED;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        room -= add_some(se, order[i], room, out);
    if (session_problems(se) > LISTED)
        sheet_factf(out, "", STYLE_DIM, "and %s more", words_number(session_problems(se) - LISTED, more));
    buf_finish(&text);
}

void review_facts(const struct review *r, const struct session *se, struct sheet *out)
{
    sheet_init(out, LABELS);
    /* what matters most stands first: a small screen shows no more */
    linkfacts_environment(se->target.environment, se->target.stand_in, out);
    add_body(r, se, out);
    add_target(&se->target, out);
    add_problems(se, out);
}

/* ---- what y would do */

static void add_progress(const struct session *se, struct sheet *out)
{
    const struct sending *s = &se->sending;
    char back[WORDS_KEY_MAX];
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    buf_puts(&text, s->cancelling ? "Cancelling: " : "Sending: ");
    words_elapsed(clock_elapsed() - s->started_ms, &text);
    buf_puts(&text, ", ");
    words_size(s->sent, &text);
    buf_puts(&text, " of ");
    words_size(s->total, &text);
    sheet_words(out, 0, STYLE_HEADING, text.data);
    sheet_wordsf(out, 0, STYLE_NORMAL, "%s%s cancels.",
                 s->sent < s->total ? "" : "All is sent; waiting for the answer. ",
                 words_key(se->keymap, ACTION_APP_BACK, back));
    buf_finish(&text);
}

void review_verdict(const struct session *se, struct sheet *out)
{
    const struct target *t = &se->target;
    char send[WORDS_KEY_MAX], force[WORDS_KEY_MAX], key[WORDS_KEY_MAX];
    words_key(se->keymap, ACTION_REVIEW_SEND, send);
    sheet_init(out, LABELS);
    if (se->sending.active)
        add_progress(se, out);
    else if (t->key_problem || !t->key)
        sheet_wordsf(out, 0, STYLE_ERROR, "! Cannot send without a key. %s takes one for this session.",
                     words_key(se->keymap, ACTION_REVIEW_KEY, key));
    else if (checks_errors(se->checks))
        sheet_wordsf(out, 0, STYLE_ERROR, "! With errors %s does not send. %s sends in spite of them.", send,
                     words_key(se->keymap, ACTION_REVIEW_FORCE, force));
    else
        sheet_wordsf(out, 0, STYLE_GOOD, "%s sends. Each send makes a new link; there is no undo.", send);
}

/* ---- the screen */

static struct frame frame_of(const struct session *se)
{
    return (struct frame){
        .help = se->sending.active
                    ? "Each request makes another link, so it is never repeated by itself."
                    : "Enter does nothing on this screen. With errors, the server may still know "
                      "more than this program.",
        .hints = se->sending.active ? SENDING_HINTS : HINTS,
        .no_help = se->rows < 20,
    };
}

static int facts_rows(const struct session *se, int body_rows, int cols)
{
    struct sheet verdict;
    review_verdict(se, &verdict);
    int rows = body_rows - sheet_rows(&verdict, cols);
    sheet_finish(&verdict);
    return rows > 1 ? rows : 1;
}

int review_page(const struct session *se)
{
    struct frame f = frame_of(se);
    return facts_rows(se, frame_body_rows(&f, se), se->cols);
}

void review_draw(const struct screen *s, const struct session *se, struct cells *c)
{
    const struct review *r = (const struct review *)s;
    struct frame f = frame_of(se);
    struct area body = frame_draw(&f, se, c);
    if (body.rows > 0) {
        struct sheet facts, verdict;
        review_facts(r, se, &facts);
        review_verdict(se, &verdict);
        int rows = facts_rows(se, body.rows, body.cols);
        sheet_draw(&facts, area_part(body, 0, 0, rows, body.cols), r->top);
        struct area below = area_part(body, rows, 0, body.rows - rows, body.cols);
        sheet_draw(&verdict, below, 0);
        area_cursor(below, 0, 1);
        sheet_finish(&facts);
        sheet_finish(&verdict);
    }
    if (r->prompt.open)
        prompt_draw(&r->prompt, c);
}
