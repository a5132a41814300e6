/* The links made so far, newest first. The links themselves are secrets: they are shown only in the details
 * of one, and copied without being shown. */
#include "forms/mem.h"
#include "forms/times.h"
#include "tui/actions/clock.h"
#include "tui/screens/filterline.h"
#include "tui/screens/frame.h"
#include "tui/screens/linkfacts.h"
#include "tui/screens/screen.h"
#include "tui/screens/words.h"
#include "tui/widgets/listing.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Which of them are shown, before the filter. */
enum links_choice {
    CHOICE_ALL,
    CHOICE_USABLE, /* those that have not expired */
    CHOICE_OPEN,   /* those that may have made a link, and nobody looked */
};

struct links {
    struct screen base;
    size_t focus; /* of shown */
    size_t *shown;
    size_t shown_count;
    size_t open_count; /* of all: nobody knows whether they made a link */
    struct filterline filter;
    enum links_choice choice;
    bool details; /* of the one in focus */
    int top;      /* first row in sight of them */
};

/* ---- which are shown */

static bool is_usable(const struct link_row *r)
{
    return r->outcome == OUTCOME_CREATED && r->url && (r->expires == 0 || r->expires > clock_now());
}

static const struct link_row *row_in_focus(const struct links *l, const struct session *se)
{
    return l->focus < l->shown_count ? &se->links.items[l->shown[l->focus]] : NULL;
}

static bool is_chosen(const struct links *l, const struct link_row *r)
{
    return l->choice == CHOICE_ALL || (l->choice == CHOICE_USABLE ? is_usable(r) : link_row_open(r));
}

static void count_open(struct links *l, const struct session *se)
{
    l->open_count = 0;
    for (size_t i = 0; i < se->links.count; i++)
        l->open_count += link_row_open(&se->links.items[i]);
}

static void run_filter(struct links *l, const struct session *se)
{
    count_open(l, se);
    l->shown = xreallocarray(l->shown, se->links.count + 1, sizeof *l->shown);
    l->shown_count = 0;
    for (size_t i = 0; i < se->links.count; i++) {
        const struct link_row *r = &se->links.items[i];
        const char *texts[] = {r->customer_key, r->ticket, r->configuration, r->request_id};
        if (filterline_passes(&l->filter, texts, sizeof texts / sizeof *texts) && is_chosen(l, r))
            l->shown[l->shown_count++] = i;
    }
    if (l->focus >= l->shown_count)
        l->focus = l->shown_count ? l->shown_count - 1 : 0;
}

/* ---- the list */

enum links_column {
    COLUMN_WHEN,
    COLUMN_CUSTOMER,
    COLUMN_CONFIGURATION,
    COLUMN_TICKET,
    COLUMN_RESULT,
    COLUMN_EXPIRES
};

static const struct listing_column COLUMNS[] = {
    [COLUMN_WHEN] = {"WHEN", 11, 2, 0, false},
    [COLUMN_CUSTOMER] = {"CUSTOMER", 12, 0, 20, false},
    [COLUMN_CONFIGURATION] = {"CONFIGURATION", 13, 4, 20, false},
    [COLUMN_TICKET] = {"TICKET", 8, 3, 4, false},
    [COLUMN_RESULT] = {"RESULT", 8, 5, 0, false},
    [COLUMN_EXPIRES] = {"EXPIRES", 10, 1, 8, false},
};

struct view {
    const struct links *links;
    const struct session *session;
};

static const struct link_row *row_at(const struct view *v, size_t row)
{
    return &v->session->links.items[v->links->shown[row]];
}

/* The status where nothing better is known: short enough for a column. */
static void put_result(const struct link_row *r, struct buf *out)
{
    if (r->outcome == OUTCOME_CREATED)
        buf_puts(out, r->environment == ENVIRONMENT_SANDBOX ? "sandbox" : "created");
    else if (r->outcome == OUTCOME_REFUSED && r->status)
        buf_printf(out, "%ld", r->status);
    else if (link_row_unknown(r))
        buf_puts(out, r->checked == CHECKED_EXISTS   ? "exists"
                      : r->checked == CHECKED_ABSENT ? "no link"
                                                     : outcome_name(OUTCOME_UNKNOWN));
    else
        buf_puts(out, outcome_name(r->outcome));
}

static void cell(void *context, size_t row, size_t column, struct buf *out)
{
    const struct link_row *r = row_at(context, row);
    switch ((enum links_column)column) {
    case COLUMN_WHEN:
        times_ago(clock_now(), r->started, clock_offset(r->started), out);
        break;
    case COLUMN_CUSTOMER:
        buf_puts(out, words_or(r->customer_key, "-"));
        break;
    case COLUMN_CONFIGURATION:
        buf_puts(out, words_or(r->configuration, "-"));
        break;
    case COLUMN_TICKET:
        buf_puts(out, words_or(r->ticket, "-"));
        break;
    case COLUMN_RESULT:
        put_result(r, out);
        break;
    case COLUMN_EXPIRES:
        words_expiry(clock_now(), r->outcome == OUTCOME_CREATED ? r->expires : 0, out);
        break;
    }
}

static char mark(void *context, size_t row)
{
    return link_row_open(row_at(context, row)) ? '!' : ' ';
}

static void draw_heading(const struct links *l, const struct session *se, struct area a)
{
    char n[WORDS_NUMBER_MAX];
    struct buf words;
    buf_init(&words, BUF_TEXT_MAX);
    static const char *const titles[] = {"Links", "Usable links", "To check"};
    int col = area_puts(a, 0, 1, STYLE_HEADING, titles[l->choice]) + 2;
    if (l->shown_count < se->links.count)
        buf_printf(&words, "%s of ", words_number(l->shown_count, n));
    words_count(se->links.count, &words);
    if (a.cols >= 60)
        buf_puts(&words, ", newest first");
    if (l->open_count && l->choice != CHOICE_OPEN)
        buf_printf(&words, ", %zu to check", l->open_count);
    int end = area_puts_right(a, 0, a.cols - 1, STYLE_DIM, words.data);
    filterline_draw(&l->filter, a, 0, col, end - col - 1);
    buf_finish(&words);
}

static void draw_list(const struct links *l, const struct session *se, struct area a)
{
    struct view view = {l, se};
    struct listing_model model = {&view, l->shown_count, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, cell,
                                  mark};
    struct area list = area_part(a, 1, 0, a.rows - 1, a.cols);
    listing_draw(&model, l->focus, list);
    draw_heading(l, se, a); /* last, for the cursor of the filter */
    if (l->shown_count == 0)
        area_wrap(list, 1, 3, list.cols - 4, 2, STYLE_DIM,
                  se->links.count ? "None is like this. Esc shows all."
                                  : "No link was made yet. Open a configuration and review it.");
}

/* ---- the details of one */

static void add_details(const struct link_row *r, struct sheet *lines)
{
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    sheet_init(lines, LINKFACTS_LABELS);
    sheet_words(lines, 0, r->outcome == OUTCOME_CREATED ? STYLE_GOOD : STYLE_ERROR, linkfacts_headline(r));
    if (r->url)
        sheet_words(lines, 0, STYLE_VALUE, r->url);
    sheet_words(lines, 0, STYLE_NORMAL, "");
    linkfacts_add(r, lines);
    clock_local(r->started, &text);
    sheet_fact(lines, "Sent", STYLE_VALUE, text.data);
    sheet_fact(lines, "Made from", STYLE_VALUE, r->configuration);
    sheet_fact(lines, "Endpoint", STYLE_VALUE, r->endpoint);
    linkfacts_answer(r, lines);
    linkfacts_checked(r, lines);
    linkfacts_advice(r, -1, lines);
    buf_finish(&text);
}

static void draw_details(const struct links *l, const struct link_row *r, struct area a)
{
    struct sheet lines;
    add_details(r, &lines);
    sheet_draw(&lines, a, l->top);
    area_cursor(a, r->url && l->top == 0 ? 1 : 0, 1);
    sheet_finish(&lines);
}

static bool scroll_details(struct links *l, const struct session *se, enum action action, int page)
{
    const struct link_row *r = row_in_focus(l, se);
    struct sheet lines;
    if (!r)
        return false;
    add_details(r, &lines);
    bool scrolled = sheet_scroll(&l->top, action, sheet_rows(&lines, se->cols), page);
    sheet_finish(&lines);
    return scrolled;
}

static const enum action LIST_HINTS[] = {ACTION_LINKS_OPEN,      ACTION_LINKS_COPY,   ACTION_LINKS_REPLY,
                                         ACTION_APP_BACK,        ACTION_LINKS_FILTER, ACTION_LINKS_USABLE,
                                         ACTION_LINKS_OPEN_ONES, ACTION_APP_HELP,     ACTION_NONE};
/* Where the row in focus may have made a link. */
static const enum action UNKNOWN_HINTS[] = {ACTION_LINKS_EXISTS, ACTION_LINKS_ABSENT,    ACTION_LINKS_OPEN,
                                            ACTION_APP_BACK,     ACTION_LINKS_OPEN_ONES, ACTION_LINKS_FILTER,
                                            ACTION_LINKS_USABLE, ACTION_APP_HELP,        ACTION_NONE};
static const enum action DETAILS_HINTS[] = {ACTION_LINKS_COPY, ACTION_LINKS_REPLY, ACTION_APP_BACK,
                                            ACTION_APP_HELP, ACTION_NONE};
static const enum action UNKNOWN_DETAILS_HINTS[] = {ACTION_LINKS_EXISTS, ACTION_LINKS_ABSENT, ACTION_APP_BACK,
                                                    ACTION_APP_HELP, ACTION_NONE};
static const enum action BARE_HINTS[] = {ACTION_APP_BACK, ACTION_APP_HELP, ACTION_NONE};
static const enum action FILTER_HINTS[] = {ACTION_PROMPT_ACCEPT, ACTION_APP_BACK, ACTION_NONE};

static const enum action *hints_for(const struct links *l, const struct link_row *r)
{
    if (l->filter.typing)
        return FILTER_HINTS;
    if (r && link_row_unknown(r))
        return l->details ? UNKNOWN_DETAILS_HINTS : UNKNOWN_HINTS;
    if (l->details)
        return r && r->url ? DETAILS_HINTS : BARE_HINTS;
    return LIST_HINTS;
}

static const char *help_for(const struct links *l, const struct link_row *r)
{
    if (r && link_row_open(r))
        return "The link may exist. Look in the Seam console, then note what you found.";
    if (l->details)
        return r && r->url ? "Whoever has this link is signed in: treat it like a password." : NULL;
    return "Links are hidden in this list, for they are secrets: copy one, or open its details.";
}

static struct frame frame_of(const struct links *l, const struct session *se)
{
    const struct link_row *r = row_in_focus(l, se);
    return (struct frame){.hints = hints_for(l, r), .help = help_for(l, r), .typing = l->filter.typing};
}

static void draw(const struct screen *s, const struct session *se, struct cells *c)
{
    const struct links *l = (const struct links *)s;
    const struct link_row *r = row_in_focus(l, se);
    struct frame f = frame_of(l, se);
    struct area body = frame_draw(&f, se, c);
    if (body.rows == 0)
        return;
    if (l->details && r)
        draw_details(l, r, body);
    else
        draw_list(l, se, body);
}

/* ---- events */

static void copy(struct session *se, const struct link_row *r, bool reply, struct effects *out)
{
    if (!r || !r->url) {
        session_say(se, SEVERITY_NOTE, "There is no link to copy.");
        return;
    }
    char *id = xasprintf("%" PRId64, r->id);
    effects_add(out, reply ? EFFECT_COPY_REPLY : EFFECT_COPY, reply ? id : r->url, NULL);
    free(id);
}

/* The same key once more takes the note back, so that a slip costs nothing. */
static void note(struct session *se, const struct link_row *r, enum action action, struct effects *out)
{
    const enum checked found = action == ACTION_LINKS_EXISTS ? CHECKED_EXISTS : CHECKED_ABSENT;
    if (!r || !link_row_unknown(r)) {
        session_say(se, SEVERITY_NOTE,
                    r ? "It is known how this request ended: there is nothing to note."
                      : "There is no request to note it for.");
        return;
    }
    char *id = xasprintf("%" PRId64, r->id);
    effects_add(out, EFFECT_LINK_CHECKED, id, r->checked == found ? NULL : checked_name(found));
    free(id);
}

static void say_noted(struct session *se, const struct link_row *r)
{
    static const char *const words[] = {
        [CHECKED_NOT] = "The note is taken back: somebody has to look.",
        [CHECKED_EXISTS] = "Noted: the link exists. The same key takes the note back.",
        [CHECKED_ABSENT] = "Noted: no link was made. The same key takes the note back.",
    };
    session_say(se, SEVERITY_NOTE, "%s", words[r->checked]);
}

/* What was copied, how, and that it is of no use any more. */
static void say_copied(struct session *se, const struct link_row *r, bool reply)
{
    struct buf what;
    buf_init(&what, BUF_TEXT_MAX);
    if (reply)
        linkfacts_reply(r, &what);
    if (!is_usable(r))
        buf_printf(&what, "%sThis link has expired.", what.len ? " " : "");
    session_say(se, is_usable(r) ? SEVERITY_NOTE : SEVERITY_WARNING, "%s%s%s", what.data, what.len ? " " : "",
                se->copied);
    buf_finish(&what);
}

static void report(struct links *l, struct session *se, const struct event *ev, struct effects *out)
{
    if (ev->effect == EFFECT_LINKS) /* even a failure has emptied the list */
        run_filter(l, se);
    const struct link_row *r = row_in_focus(l, se);
    bool copied = ev->effect == EFFECT_COPY || ev->effect == EFFECT_COPY_REPLY;
    if (ev->effect == EFFECT_LINK_CHECKED && ev->state == REPORT_DONE && r) {
        count_open(l, se); /* which rows are shown stays: the note can be taken back where it was made */
        say_noted(se, r);
    } else if (copied && ev->state == REPORT_DONE && r)
        say_copied(se, r, ev->effect == EFFECT_COPY_REPLY);
    else
        screen_report(se, ev, out);
}

static bool back(struct links *l, const struct event *ev, enum action action, struct effects *out)
{
    if (!screen_is_back(ev, action))
        return false;
    if (l->details)
        l->details = false;
    else
        effects_add(out, EFFECT_POP, NULL, NULL);
    return true;
}

static bool move(struct links *l, const struct session *se, enum action action)
{
    struct frame f = frame_of(l, se);
    int page = frame_body_rows(&f, se);
    if (l->details)
        return scroll_details(l, se, action, page);
    return listing_move(&l->focus, action, l->shown_count, page > 3 ? (size_t)page - 2 : 1);
}

/* Once more shows all again. */
static void choose(struct links *l, const struct session *se, enum links_choice choice)
{
    l->choice = l->choice == choice ? CHOICE_ALL : choice;
    run_filter(l, se);
}

static void act(struct links *l, struct session *se, const struct event *ev, enum action action,
                struct effects *out)
{
    if (back(l, ev, action, out) || move(l, se, action))
        return;
    const struct link_row *r = row_in_focus(l, se);
    switch (action) {
    case ACTION_APP_REVEAL: /* here a link is what is hidden */
    case ACTION_LINKS_OPEN:
        l->details = r && !l->details;
        l->top = 0;
        break;
    case ACTION_LINKS_COPY:
    case ACTION_LINKS_REPLY:
        copy(se, r, action == ACTION_LINKS_REPLY, out);
        break;
    case ACTION_LINKS_FILTER:
        filterline_start(&l->filter);
        break;
    case ACTION_LINKS_USABLE:
        choose(l, se, CHOICE_USABLE);
        break;
    case ACTION_LINKS_OPEN_ONES:
        choose(l, se, CHOICE_OPEN);
        break;
    case ACTION_LINKS_EXISTS:
    case ACTION_LINKS_ABSENT:
        note(se, r, action, out);
        break;
    case ACTION_APP_LINKS:
        break; /* here already */
    default:
        screen_common(&l->base, se, action, out);
    }
}

static const char *const *scopes(const struct screen *s, const struct session *se, bool *typing)
{
    static const char *const list[] = {"links", "move", "app", NULL};
    const struct links *l = (const struct links *)s;
    (void)se;
    *typing = l->filter.typing;
    return l->filter.typing ? filterline_scopes() : list;
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct links *l = (struct links *)s;
    bool changed;
    if (ev->type == EVENT_SHOWN) {
        run_filter(l, se);
        effects_add(out, EFFECT_LINKS, NULL, NULL);
    } else if (ev->type == EVENT_REPORT) {
        report(l, se, ev, out);
    } else if (!l->details && filterline_update(&l->filter, ev, action, &changed)) {
        if (changed)
            run_filter(l, se);
    } else if (ev->type == EVENT_KEY) {
        act(l, se, ev, action, out);
    }
}

static void links_free(struct screen *s)
{
    struct links *l = (struct links *)s;
    filterline_finish(&l->filter);
    free(l->shown);
    free(l);
}

static const struct screen_ops OPS = {
    .name = "links", .scopes = scopes, .update = update, .draw = draw, .free = links_free, .ticks = true};

struct screen *links_new(struct session *se, const char *argument)
{
    struct links *l = xcalloc(1, sizeof *l);
    l->base.ops = &OPS;
    filterline_init(&l->filter);
    if (argument)
        filterline_set(&l->filter, argument);
    run_filter(l, se);
    return &l->base;
}
