/* How the list of problems looks. */
#include "forms/path.h"
#include "forms/safe.h"
#include "tui/screens/place.h"
#include "tui/screens/problems_list.h"
#include "tui/screens/words.h"
#include "tui/widgets/listing.h"

#include <stdio.h>
#include <string.h>

enum { ROWS_EACH = 2, ROWS_FOCUS = 5, GAP = 3, INDENT = 5, NARROW = 80, WIDE = 60 };
static const struct {
    enum severity severity;
    const char *word;
    enum style style;
} KINDS[] = {
    {SEVERITY_ERROR, "ERROR", STYLE_ERROR},
    {SEVERITY_SERVER, "SERVER", STYLE_ERROR},
    {SEVERITY_WARNING, "warning", STYLE_WARNING},
};

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
    while (k < sizeof KINDS / sizeof *KINDS - 1 && KINDS[k].severity != p->severity)
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

/* "2 errors (block sending), 1 warning" */
static void put_counts(const struct problem_list *l, const struct session *se, bool wide, struct buf *out)
{
    const size_t errors = problem_list_of(l, se, SEVERITY_ERROR),
                 warnings = problem_list_of(l, se, SEVERITY_WARNING),
                 said = problem_list_of(l, se, SEVERITY_SERVER);
    char n[WORDS_NUMBER_MAX];
    words_of(errors, "error", "errors", out);
    if (errors && wide)
        buf_puts(out, " (block sending)");
    buf_puts(out, ", ");
    words_of(warnings, "warning", "warnings", out);
    if (l->errors_only && warnings)
        buf_puts(out, " (hidden)");
    if (said)
        buf_printf(out, wide ? ", %s said by the server" : ", %s server", words_number(said, n));
}

/* "Problems", or "Reservations, res-1", and that others are not listed. */
static int draw_title(const struct problem_list *l, const struct session *se, struct area a, int *end)
{
    struct buf words;
    *end = a.cols;
    if (!*problem_list_within(l))
        return area_puts(a, 0, 1, STYLE_HEADING, "Problems");
    char key[WORDS_KEY_MAX];
    words_key(se->keymap, ACTION_APP_PROBLEMS, key);
    buf_init(&words, BUF_TEXT_MAX);
    buf_printf(&words, "%s lists all ", key);
    words_count(session_problems(se), &words);
    if (!l->filter.typing && !problem_list_filtered(l) && a.cols >= NARROW)
        *end = area_puts_right(a, 0, a.cols - 1, STYLE_DIM, words.data) - 2;
    buf_clear(&words);
    place_words(se, l->record, &words);
    const int col = area_text_cut(a, 0, 1, *end / 2, STYLE_HEADING, words.data, words.len);
    buf_finish(&words);
    return col;
}

static void draw_heading(const struct problem_list *l, const struct session *se, struct area a)
{
    struct buf words;
    buf_init(&words, BUF_TEXT_MAX);
    int end;
    const int col = draw_title(l, se, a, &end);
    if (l->filter.typing || problem_list_filtered(l)) {
        words_count(l->count, &words);
        buf_puts(&words, " of ");
        words_count(problem_list_all(l, se), &words);
        end = area_puts_right(a, 0, a.cols - 1, STYLE_DIM, words.data);
        filterline_draw(&l->filter, a, 0, col + 2, end - col - 4);
    } else {
        const int gap = a.cols >= WIDE ? 3 : 2;
        put_counts(l, se, a.cols >= WIDE && !*problem_list_within(l), &words);
        area_text_cut(a, 0, col + gap, end - col - gap, STYLE_NORMAL, words.data, words.len);
    }
    buf_finish(&words);
}

struct frame problem_list_frame(const struct problem_list *l, const char *help)
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

size_t problem_list_page(int body_rows)
{
    int page = (body_rows - 1) / ROWS_EACH;
    return page > 0 ? (size_t)page : 1;
}

/* focus: rows that the one in focus takes. */
static void draw_some(const struct problem_list *l, const struct session *se, int focus, struct area body)
{
    const size_t page = problem_list_page(body.rows - (focus - ROWS_EACH)),
                 top = listing_top(l->focus, l->count, page);
    struct problems shown;
    int row = 1;
    problem_list_take(l, se, top, page, &shown);
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
    if (fixable) /* first, since the rest may be cut, and stands in the list */
        buf_printf(out, "Fix: %s. ", p->fix.words);
    if (cols >= NARROW)
        buf_puts(out, p->text);
    else if (!fixable)
        path_show(p->pointer, out);
}

static const char *empty_words(const struct problem_list *l, const struct session *se)
{
    if (problem_list_looking(l, se) || !checks_done(se->checks))
        return "Looking ...";
    if (problem_list_filtered(l))
        return "None is like this. Esc shows all.";
    if (*problem_list_within(l))
        return "None here any more. Esc leads back.";
    return l->errors_only ? "No errors: nothing keeps it from being sent."
                          : "None. Review and send when you are ready.";
}

void problem_list_draw(const struct problem_list *l, const struct session *se, struct cells *c)
{
    struct problems focus;
    struct buf help;
    problem_list_take(l, se, l->focus, 1, &focus);
    buf_init(&help, BUF_TEXT_MAX);
    if (focus.count)
        describe(&focus.items[0], se->cols, &help);
    struct frame f = problem_list_frame(l, focus.count ? help.data : NULL);
    struct area body = frame_draw(&f, se, c);
    if (body.rows > 0) {
        draw_some(l, se, focus.count ? focus_rows(&focus.items[0], body.cols) : ROWS_EACH, body);
        draw_heading(l, se, body); /* last, for the cursor of the filter */
    }
    if (body.rows > 0 && l->count == 0) {
        const bool good = !problem_list_filtered(l) && checks_done(se->checks);
        area_puts(body, 2, 3, good ? STYLE_GOOD : STYLE_DIM, empty_words(l, se));
        if (!l->filter.typing)
            area_cursor(body, 2, 3);
    }
    buf_finish(&help);
    problems_finish(&focus);
}
