/* All problems of the open configuration, errors first. */
#include "forms/mem.h"
#include "forms/path.h"
#include "forms/safe.h"
#include "tui/screens/filterline.h"
#include "tui/screens/frame.h"
#include "tui/screens/place.h"
#include "tui/screens/screen.h"
#include "tui/screens/words.h"
#include "tui/widgets/listing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct problem_list {
    struct screen base;
    size_t focus, count;
    bool errors_only; /* what keeps it from being sent, and what the server said */
    struct filterline filter;
    size_t *matches; /* while there is a filter: the places, among all, of those that pass */
    size_t match_count, match_cap, looked;
    uint64_t judged; /* session->judged that they are of */
};

enum { RANKS = 3, ROWS_EACH = 2, ROWS_FOCUS = 5, GAP = 3, INDENT = 5, NARROW = 80 };
static const struct {
    enum severity severity;
    const char *word;
    enum style style;
} KINDS[RANKS] = {
    {SEVERITY_ERROR, "ERROR", STYLE_ERROR},
    {SEVERITY_SERVER, "SERVER", STYLE_ERROR},
    {SEVERITY_WARNING, "warning", STYLE_WARNING},
};

static size_t count_of(const struct session *se, enum severity severity)
{
    return severity == SEVERITY_ERROR     ? checks_errors(se->checks)
           : severity == SEVERITY_WARNING ? checks_warnings(se->checks)
                                          : se->said.count;
}

/* Kinds that are listed. */
static size_t ranks_of(const struct problem_list *l)
{
    return l->errors_only ? RANKS - 1 : RANKS;
}

static size_t count_all(const struct problem_list *l, const struct session *se)
{
    size_t all = 0;
    for (size_t k = 0; k < ranks_of(l); k++)
        all += count_of(se, KINDS[k].severity);
    return all;
}

static bool is_filtered(const struct problem_list *l)
{
    return *filterline_text(&l->filter) != '\0';
}

static void filter_again(struct problem_list *l, const struct session *se)
{
    l->match_count = l->looked = 0;
    l->judged = se->judged;
}

static void count(struct problem_list *l, const struct session *se)
{
    if (l->judged != se->judged)
        filter_again(l, se);
    const size_t all = count_all(l, se);
    l->count = is_filtered(l) ? l->match_count : all;
    const bool settled = checks_done(se->checks) && (!is_filtered(l) || l->looked >= all);
    if (settled && l->focus >= l->count) /* else the place of the focus may be counted yet */
        l->focus = l->count ? l->count - 1 : 0;
}

/* Makes those from one on, of all: errors, then what the server said, then warnings; each in the order of the
 * document. */
static void take_of_all(const struct problem_list *l, const struct session *se, size_t first, size_t most,
                        struct problems *out)
{
    const size_t enough = out->count + most;
    for (size_t k = 0; k < ranks_of(l) && out->count < enough; k++) {
        const size_t all = count_of(se, KINDS[k].severity);
        if (first < all)
            session_list_kind(se, KINDS[k].severity, first, enough - out->count, out);
        first -= first < all ? first : all;
    }
}

/* The same of those that are shown. */
static void take(const struct problem_list *l, const struct session *se, size_t first, size_t most,
                 struct problems *out)
{
    problems_init(out);
    if (!is_filtered(l)) {
        take_of_all(l, se, first, most, out);
        return;
    }
    for (size_t i = first; i < l->match_count && i - first < most; i++)
        take_of_all(l, se, l->matches[i], 1, out);
}

/* ---- the filter */

static bool passes(const struct problem_list *l, const struct session *se, const struct problem *p)
{
    struct buf where, path;
    buf_init(&where, BUF_TEXT_MAX);
    buf_init(&path, BUF_TEXT_MAX);
    place_problem(se, p, &where);
    path_show(p->pointer, &path);
    const char *texts[] = {where.data, path.data, p->text, p->keyword};
    const bool passed = filterline_passes(&l->filter, texts, sizeof texts / sizeof *texts);
    buf_finish(&where);
    buf_finish(&path);
    return passed;
}

static bool is_looking(const struct problem_list *l, const struct session *se)
{
    return is_filtered(l) && l->looked < count_all(l, se);
}

/* Looks at some more; false: nothing is left to look at. */
static bool work(struct screen *s, struct session *se, struct effects *out)
{
    enum { SLICE = 100 };
    struct problem_list *l = (struct problem_list *)s;
    struct problems some;
    (void)out;
    count(l, se);
    const size_t all = count_all(l, se);
    if (!is_looking(l, se))
        return false;
    problems_init(&some);
    checks_guess(se->checks, false);
    take_of_all(l, se, l->looked, SLICE, &some);
    checks_guess(se->checks, true);
    for (size_t i = 0; i < some.count; i++) {
        if (l->match_count == l->match_cap) {
            l->match_cap = l->match_cap ? l->match_cap * 2 : 64;
            l->matches = xreallocarray(l->matches, l->match_cap, sizeof *l->matches);
        }
        if (passes(l, se, &some.items[i]))
            l->matches[l->match_count++] = l->looked + i;
    }
    l->looked = some.count ? l->looked + some.count : all;
    problems_finish(&some);
    session_progress(se, l->looked < all ? "Filtering" : NULL, l->looked, all, false);
    count(l, se);
    return true;
}

/* ---- drawing */

/* "f fix it" at the right end, where there is a fix. Returns the columns that it takes. */
static int draw_fix(const struct session *se, const struct problem *p, struct area a, int row)
{
    char key[WORDS_KEY_MAX], words[2 * WORDS_KEY_MAX];
    if (p->fix.kind == FIX_NONE)
        return 0;
    snprintf(words, sizeof words, "%s fix it", words_key(se->keymap, ACTION_PROBLEMS_FIX, key));
    return a.cols - area_puts_right(a, row, a.cols - 1, STYLE_KEY, words);
}

/* Rows that the problem in focus takes: where help has one line, its text is in the list in full. */
static int focus_rows(const struct problem *p, int cols)
{
    const int wanted = 1 + area_wrap_lines(p->text, cols - INDENT - 1, ROWS_FOCUS - 1);
    return cols < NARROW && wanted > ROWS_EACH ? wanted : ROWS_EACH;
}

/* As many of the path's last parts as there is room for; none that begin with a place in a list. */
static void draw_path(const char *pointer, enum style style, struct area a, int row, int room)
{
    struct buf path;
    buf_init(&path, BUF_TEXT_MAX);
    for (const char *rest = pointer; rest && *rest; rest = strchr(rest + 1, '/')) {
        buf_clear(&path);
        path_show(rest, &path);
        if (*path.data != '[' && safe_width(path.data, path.len) < room) {
            area_puts_right(a, row, a.cols - 1, style, path.data);
            break;
        }
    }
    buf_finish(&path);
}

static void draw_one(const struct session *se, const struct problem *p, size_t number, bool focus,
                     struct area a, int row)
{
    struct buf where;
    size_t k = 0;
    while (k < RANKS - 1 && KINDS[k].severity != p->severity)
        k++;
    buf_init(&where, BUF_TEXT_MAX);
    place_problem(se, p, &where);
    if (focus) {
        area_fill(area_part(a, row, 0, 1, a.cols), STYLE_FOCUS);
        area_cursor(a, row, 1);
    }
    int col = area_printf(a, row, 1, focus ? STYLE_FOCUS : STYLE_DIM, "%c %zu ", focus ? '>' : ' ', number);
    col = area_printf(a, row, col, focus ? STYLE_FOCUS : KINDS[k].style, "%-7s ", KINDS[k].word);
    col = area_text_cut(a, row, col, a.cols - col - 1, focus ? STYLE_FOCUS : STYLE_VALUE, where.data,
                        where.len);
    draw_path(p->pointer, focus ? STYLE_FOCUS : STYLE_DIM, a, row, a.cols - col - GAP);
    const int rows = focus ? focus_rows(p, a.cols) - 1 : ROWS_EACH - 1;
    const int room = a.cols - INDENT - 1 - (a.cols < NARROW ? 0 : draw_fix(se, p, a, row + 1));
    area_wrap(a, row + 1, INDENT, room, rows, STYLE_NORMAL, p->text);
    buf_finish(&where);
}

static void draw_heading(const struct problem_list *l, const struct session *se, struct area a)
{
    char n[WORDS_NUMBER_MAX];
    struct buf words;
    buf_init(&words, BUF_TEXT_MAX);
    int col = area_puts(a, 0, 1, STYLE_HEADING, "Problems");
    if (l->filter.typing || is_filtered(l)) {
        words_count(l->count, &words);
        buf_puts(&words, " of ");
        words_count(count_all(l, se), &words);
        const int end = area_puts_right(a, 0, a.cols - 1, STYLE_DIM, words.data);
        filterline_draw(&l->filter, a, 0, col + 2, end - col - 4);
        buf_finish(&words);
        return;
    }
    words_of(checks_errors(se->checks), "error", "errors", &words);
    if (checks_errors(se->checks) && a.cols >= 60)
        buf_puts(&words, " (block sending)");
    buf_puts(&words, ", ");
    words_of(checks_warnings(se->checks), "warning", "warnings", &words);
    if (l->errors_only && checks_warnings(se->checks))
        buf_puts(&words, " (hidden)");
    if (se->said.count)
        buf_printf(&words, ", %s said by the server", words_number(se->said.count, n));
    area_puts(a, 0, col + 3, STYLE_NORMAL, words.data);
    buf_finish(&words);
}

/* help: of the problem in focus, in full, since in the list it has one row. */
static struct frame frame_of(const struct problem_list *l, const char *help)
{
    static const enum action filtering[] = {ACTION_PROMPT_ACCEPT, ACTION_APP_BACK, ACTION_NONE};
    static const enum action hints[] = {
        ACTION_PROBLEMS_GO, ACTION_PROBLEMS_FIX,    ACTION_PROBLEMS_FIX_ALL, ACTION_APP_UNDO,
        ACTION_APP_BACK,    ACTION_PROBLEMS_FILTER, ACTION_PROBLEMS_ERRORS,  ACTION_PROBLEMS_COPY_ALL,
        ACTION_APP_COPY,    ACTION_APP_REVIEW,      ACTION_APP_JSON,         ACTION_APP_HELP,
        ACTION_NONE};
    return (struct frame){
        .help =
            help ? help : "Problems never stop you from moving, saving or previewing. Errors stop sending.",
        .hints = l->filter.typing ? filtering : hints,
        .typing = l->filter.typing,
    };
}

static size_t page_of(int body_rows)
{
    int page = (body_rows - 1) / ROWS_EACH;
    return page > 0 ? (size_t)page : 1;
}

/* focus: rows that the one in focus takes. */
static void draw_some(const struct problem_list *l, const struct session *se, int focus, struct area body)
{
    const size_t page = page_of(body.rows - (focus - ROWS_EACH)), top = listing_top(l->focus, l->count, page);
    struct problems shown;
    int row = 1;
    take(l, se, top, page, &shown);
    for (size_t i = 0; i < shown.count; i++) {
        const bool here = top + i == l->focus;
        draw_one(se, &shown.items[i], top + i + 1, here, body, row);
        row += here ? focus : ROWS_EACH;
    }
    problems_finish(&shown);
}

/* What is wrong and what would be done about it. Where the list has said the first, the whole path instead.
 */
static void describe(const struct problem *p, int cols, struct buf *out)
{
    const bool fixable = p->fix.kind != FIX_NONE;
    if (cols >= NARROW)
        buf_printf(out, "%s%s", p->text, fixable ? " " : "");
    else if (!fixable)
        path_show(p->pointer, out);
    if (fixable)
        buf_printf(out, "Fix: %s.", p->fix.words);
}

static void draw(const struct screen *s, const struct session *se, struct cells *c)
{
    const struct problem_list *l = (const struct problem_list *)s;
    struct problems focus;
    struct buf help;
    take(l, se, l->focus, 1, &focus);
    buf_init(&help, BUF_TEXT_MAX);
    if (focus.count)
        describe(&focus.items[0], se->cols, &help);
    struct frame f = frame_of(l, focus.count ? help.data : NULL);
    struct area body = frame_draw(&f, se, c);
    if (body.rows > 0) {
        draw_some(l, se, focus.count ? focus_rows(&focus.items[0], body.cols) : ROWS_EACH, body);
        draw_heading(l, se, body); /* last, for the cursor of the filter */
    }
    if (body.rows > 0 && l->count == 0) {
        area_cursor(body, 2, 3);
        area_puts(body, 2, 3, is_filtered(l) ? STYLE_DIM : STYLE_GOOD,
                  is_filtered(l)   ? "None is like this. Esc shows all."
                  : l->errors_only ? "No errors: nothing keeps it from being sent."
                                   : "None. Review and send when you are ready.");
    }
    buf_finish(&help);
    problems_finish(&focus);
}

/* ---- events */

static bool put_line(const struct problem *p, struct buf *out)
{
    path_show(p->pointer, out);
    return buf_printf(out, ": %s", p->text);
}

static void copy(const struct problem *p, struct effects *out)
{
    struct buf line;
    buf_init(&line, BUF_TEXT_MAX);
    put_line(p, &line);
    effects_add(out, EFFECT_COPY, line.data, NULL);
    buf_finish(&line);
}

/* All that are shown, a line each: what somebody else can read and mend. */
static void copy_all(const struct problem_list *l, struct session *se, struct effects *out)
{
    enum { MOST = 2000 };
    char n[WORDS_NUMBER_MAX];
    struct problems all;
    struct buf lines;
    buf_init(&lines, BUF_TEXT_MAX);
    checks_guess(se->checks, false);
    take(l, se, 0, MOST, &all);
    checks_guess(se->checks, true);
    for (size_t i = 0; i < all.count; i++) {
        put_line(&all.items[i], &lines);
        buf_putc(&lines, '\n');
    }
    if (l->count > MOST)
        buf_printf(&lines, "... and %s more\n", words_number(l->count - MOST, n));
    effects_add(out, EFFECT_COPY, lines.data, NULL);
    problems_finish(&all);
    buf_finish(&lines);
}

/* All that have the same keyword, where this one has a fix: the others most likely have, too. */
static void fix_all(const struct problem *p, struct session *se, struct effects *out)
{
    if (p->fix.kind == FIX_NONE)
        session_fix(se, p); /* which says that there is none */
    else
        effects_push(out, EFFECT_PUSH, SCREEN_FIXING, p->keyword);
}

/* The problem with the number that was typed: 1 to 9, as they are listed. false: another key. */
static bool go_to_number(const struct problem_list *l, const struct session *se, const struct event *ev,
                         enum action action, struct effects *out)
{
    const bool digit =
        action == ACTION_NONE && ev->key.mods == 0 && ev->key.code >= '1' && ev->key.code <= '9';
    const size_t number = digit ? (size_t)(ev->key.code - '0') : 0;
    struct problems one;
    if (!digit)
        return false;
    take(l, se, number - 1, 1, &one);
    if (one.count)
        screen_goto(one.items[0].pointer, out);
    problems_finish(&one);
    return true;
}

static void look_from_top(struct problem_list *l, const struct session *se)
{
    l->focus = 0;
    filter_again(l, se);
}

static void show_errors(struct problem_list *l, const struct session *se)
{
    l->errors_only = !l->errors_only;
    filter_again(l, se);
}

static void act(struct problem_list *l, struct session *se, const struct event *ev, enum action action,
                struct effects *out)
{
    struct problems focus;
    take(l, se, l->focus, 1, &focus);
    const struct problem *p = focus.count ? &focus.items[0] : NULL;
    struct frame f = frame_of(l, p ? p->text : NULL);
    bool changed = false;
    if (is_looking(l, se)) /* the next slice, if there is one, shows its bar again */
        session_progress(se, NULL, 0, 0, false);
    if (filterline_update(&l->filter, ev, action, &changed)) {
        if (changed)
            look_from_top(l, se);
    } else if (screen_is_back(ev, action))
        effects_add(out, EFFECT_POP, NULL, NULL);
    else if (action == ACTION_PROBLEMS_FILTER)
        filterline_start(&l->filter);
    else if (action == ACTION_PROBLEMS_COPY_ALL)
        copy_all(l, se, out);
    else if (listing_move(&l->focus, action, l->count, page_of(frame_body_rows(&f, se))))
        ; /* it has moved */
    else if (go_to_number(l, se, ev, action, out))
        ; /* it goes there */
    else if (action == ACTION_PROBLEMS_ERRORS)
        show_errors(l, se);
    else if (action == ACTION_PROBLEMS_GO && p)
        screen_goto(p->pointer, out);
    else if (action == ACTION_PROBLEMS_FIX && p)
        session_fix(se, p);
    else if (action == ACTION_PROBLEMS_FIX_ALL && p)
        fix_all(p, se, out);
    else if (action == ACTION_APP_COPY && p)
        copy(p, out);
    else if (action == ACTION_APP_NEXT_PROBLEM)
        listing_move(&l->focus, ACTION_MOVE_DOWN, l->count, 1);
    else if (action == ACTION_APP_PREVIOUS_PROBLEM)
        listing_move(&l->focus, ACTION_MOVE_UP, l->count, 1);
    else if (action != ACTION_APP_PROBLEMS)
        screen_common(&l->base, se, action, out);
    count(l, se); /* undo may have changed them */
    problems_finish(&focus);
}

static const char *const *scopes(const struct screen *s, const struct session *se, bool *typing)
{
    static const char *const list[] = {"problems", "move", "app", NULL};
    const struct problem_list *l = (const struct problem_list *)s;
    (void)se;
    *typing = l->filter.typing;
    return l->filter.typing ? filterline_scopes() : list;
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct problem_list *l = (struct problem_list *)s;
    if (ev->type == EVENT_SHOWN) {
        session_changed(se, "");
        count(l, se);
    } else if (ev->type == EVENT_REPORT) {
        screen_report(se, ev, out);
    } else if (ev->type == EVENT_KEY || ev->type == EVENT_PASTE) {
        act(l, se, ev, action, out);
    }
}

static void problems_screen_free(struct screen *s)
{
    struct problem_list *l = (struct problem_list *)s;
    filterline_finish(&l->filter);
    free(l->matches);
    free(l);
}

static const struct screen_ops OPS = {.name = "problems",
                                      .scopes = scopes,
                                      .update = update,
                                      .draw = draw,
                                      .free = problems_screen_free,
                                      .work = work};

struct screen *problems_new(struct session *se, const char *argument)
{
    struct problem_list *l = xcalloc(1, sizeof *l);
    (void)argument;
    l->base.ops = &OPS;
    filterline_init(&l->filter);
    count(l, se);
    return &l->base;
}
