/* What differs between the open configuration and its file: by record and field, with both values. */
#include "forms/diff.h"
#include "forms/mem.h"
#include "tui/screens/frame.h"
#include "tui/screens/place.h"
#include "tui/screens/screen.h"
#include "tui/screens/words.h"
#include "tui/widgets/listing.h"

#include <stdlib.h>
#include <string.h>

enum { VALUES_A_SLICE = 2000, VALUE_MAX = 200 };

struct diff_screen {
    struct screen base;
    bool asked;            /* for the file; it comes with a report */
    const struct doc *doc; /* the comparison is of it, ... */
    uint64_t revision;     /* ... as it was then, ... */
    uint64_t others;       /* ... and of this session->other */
    struct diff *diff;     /* NULL: the file is not there yet */
    size_t focus;
};

static struct diff_screen *self(struct screen *s)
{
    return (struct diff_screen *)s;
}

/* ---- comparing */

static void forget(struct diff_screen *s, struct session *se)
{
    if (s->diff && !diff_done(s->diff))
        session_progress(se, NULL, 0, 0, false);
    diff_free(s->diff);
    s->diff = NULL;
}

static void compare(struct diff_screen *s, struct session *se)
{
    if (!se->other || !se->doc)
        return;
    forget(s, se);
    s->diff = diff_new(se->wizard, doc_root(se->other), doc_root(se->doc));
    s->doc = se->doc;
    s->revision = doc_revision(se->doc);
    s->others = se->others;
}

static bool is_current(const struct diff_screen *s, const struct session *se)
{
    return s->diff && s->doc == se->doc && s->revision == doc_revision(se->doc) && s->others == se->others;
}

static bool work(struct screen *screen, struct session *se, struct effects *out)
{
    struct diff_screen *s = self(screen);
    size_t done, all;
    (void)out;
    if (!is_current(s, se) || diff_done(s->diff))
        return false;
    if (diff_step(s->diff, VALUES_A_SLICE)) {
        session_progress(se, NULL, 0, 0, false);
        return false;
    }
    diff_progress(s->diff, &done, &all);
    session_progress(se, "Comparing", done, all, true);
    return true;
}

static const struct difference *focused(const struct diff_screen *s, const struct session *se)
{
    return is_current(s, se) ? diff_at(s->diff, s->focus) : NULL;
}

/* ---- words */

/* The value on one side; what is not there as a whole is said so. */
static void add_side(const struct session *se, const struct doc *d, const char *pointer, struct buf *out)
{
    const struct json *v = pointer ? doc_get(d, pointer) : NULL;
    const bool hidden = pointer && diff_is_secret(se->wizard, pointer) && !session_reveals(se);
    if (v)
        diff_value(v, hidden, VALUE_MAX, out);
    else
        buf_puts(out, "-");
}

static void add_moved(size_t moved, struct buf *out)
{
    words_of(moved, "item elsewhere", "items elsewhere", out);
}

enum diff_column { COLUMN_WHERE, COLUMN_FILE, COLUMN_HERE };

struct view {
    const struct diff_screen *screen;
    const struct session *se;
};

static void cell(void *context, size_t row, size_t column, struct buf *out)
{
    const struct view *v = context;
    const struct difference *x = diff_at(v->screen->diff, row);
    const struct session *se = v->se;
    switch ((enum diff_column)column) {
    case COLUMN_WHERE:
        if (x->after)
            place_words(se, x->after, out);
        else
            place_words_in(se, se->other, x->before, out);
        break;
    case COLUMN_FILE:
        add_side(se, se->other, x->before, out);
        break;
    case COLUMN_HERE:
        if (x->kind == DIFF_MOVED)
            add_moved(x->moved, out);
        else
            add_side(se, se->doc, x->after, out);
        break;
    }
}

static char mark(void *context, size_t row)
{
    static const char marks[] = {
        [DIFF_ADDED] = '+', [DIFF_REMOVED] = '-', [DIFF_CHANGED] = ' ', [DIFF_MOVED] = '~'};
    const struct view *v = context;
    return marks[diff_at(v->screen->diff, row)->kind];
}

/* "3 differ, 1 only here, 2 only in the file" */
static void count_words(const struct diff *d, struct buf *out)
{
    static const struct {
        enum diff_kind kind;
        const char *words;
    } parts[] = {{DIFF_CHANGED, "differ"},
                 {DIFF_ADDED, "only here"},
                 {DIFF_REMOVED, "only in the file"},
                 {DIFF_MOVED, "in another order"}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const size_t count = diff_count_of(d, parts[i].kind);
        if (!count)
            continue;
        if (out->len)
            buf_puts(out, ", ");
        words_count(count, out);
        buf_printf(out, " %s", parts[i].words);
    }
    if (!out->len)
        buf_puts(out, diff_done(d) ? "Nothing differs: the file says the same." : "comparing");
}

/* ---- the picture */

/* Both values of the row in focus, in full where there is room. */
static void add_values(const struct view *v, struct buf *file, struct buf *here)
{
    const struct difference *x = focused(v->screen, v->se);
    if (!x)
        return;
    buf_puts(file, "In the file: ");
    cell((void *)(uintptr_t)v, v->screen->focus, COLUMN_FILE, file);
    buf_puts(here, "Here: ");
    cell((void *)(uintptr_t)v, v->screen->focus, COLUMN_HERE, here);
}

static struct frame frame_of(const struct session *se, const char *help, const char *where)
{
    static const enum action hints[] = {ACTION_DIFF_GO,  ACTION_APP_BACK, ACTION_DIFF_REVEAL,
                                        ACTION_APP_UNDO, ACTION_APP_HELP, ACTION_NONE};
    static const enum action waiting[] = {ACTION_APP_BACK, ACTION_NONE};
    return (struct frame){.help = help, .where = where, .hints = se->opening ? waiting : hints};
}

static void draw_heading(const struct diff_screen *s, const struct session *se, struct area a)
{
    struct buf words;
    buf_init(&words, BUF_TEXT_MAX);
    const int col =
        area_puts(a, 0, 1, STYLE_HEADING, a.cols < 60 ? "Differences" : "What differs from the file");
    if (is_current(s, se))
        count_words(s->diff, &words);
    else
        buf_puts(&words, "The file is being read.");
    area_text_cut(a, 0, col + 2, a.cols - col - 3, STYLE_NORMAL, words.data, words.len);
    buf_finish(&words);
}

static void draw(const struct screen *screen, const struct session *se, struct cells *c)
{
    static const struct listing_column columns[] = {[COLUMN_WHERE] = {"WHERE", 12, 0, 60, false},
                                                    [COLUMN_FILE] = {"FILE", 10, 0, 40, false},
                                                    [COLUMN_HERE] = {"HERE", 10, 0, 40, false}};
    const struct diff_screen *s = (const struct diff_screen *)screen;
    struct view v = {s, se};
    struct buf file, here;
    buf_init(&file, BUF_TEXT_MAX);
    buf_init(&here, BUF_TEXT_MAX);
    add_values(&v, &file, &here);
    const struct frame f = frame_of(se, file.data, here.data);
    struct area body = frame_draw(&f, se, c);
    const struct listing_model m = {&v, is_current(s, se) ? diff_count(s->diff) : 0, columns, 3, cell, mark};
    if (body.rows > 1) {
        draw_heading(s, se, body);
        if (m.rows)
            listing_draw(&m, s->focus, area_part(body, 1, 0, body.rows - 1, body.cols));
        else
            area_cursor(body, 0, 1);
    }
    buf_finish(&file);
    buf_finish(&here);
}

/* ---- events */

/* A field of a record, in its form; else on its page. */
static void go(const struct diff_screen *s, struct session *se, struct effects *out)
{
    const struct difference *x = focused(s, se);
    if (!x)
        return;
    if (!x->after) {
        session_say(se, SEVERITY_NOTE, "This is only in the file: there is no field to go to.");
        return;
    }
    const long section = wizard_section_of(se->wizard, x->after);
    const char *list = section >= 0 ? wizard_section(se->wizard, (size_t)section)->pointer : "";
    if (*list && strcmp(list, x->after) != 0)
        effects_push(out, EFFECT_PUSH, SCREEN_RECORD, x->after);
    else
        screen_goto(x->after, out);
}

/* A large file is not kept for nobody. */
static void back(struct session *se, struct effects *out)
{
    if (se->opening)
        effects_add(out, EFFECT_CANCEL, NULL, NULL);
    session_other(se, NULL);
    effects_add(out, EFFECT_POP, NULL, NULL);
}

static void on_key(struct diff_screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    const struct frame f = frame_of(se, "", "");
    const int rows = frame_body_rows(&f, se) - 2;
    const size_t count = is_current(s, se) ? diff_count(s->diff) : 0;
    if (screen_is_back(ev, action) || (se->opening && action == ACTION_APP_INTERRUPT))
        back(se, out);
    else if (action == ACTION_DIFF_GO)
        go(s, se, out);
    else if (!listing_move(&s->focus, action, count, rows > 0 ? (size_t)rows : 1))
        screen_common(&s->base, se, action, out);
}

static void on_report(struct session *se, const struct event *ev, struct effects *out)
{
    if (ev->effect != EFFECT_COMPARE) {
        screen_report(se, ev, out);
    } else if (ev->state == REPORT_FAILED) {
        session_say_err(se, ev->err);
        effects_add(out, EFFECT_POP, NULL, NULL);
    }
}

static void update(struct screen *screen, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct diff_screen *s = self(screen);
    if (ev->type == EVENT_SHOWN && (!s->asked || !se->other)) {
        s->asked = true;
        effects_add(out, EFFECT_COMPARE, NULL, NULL);
    } else if (ev->type == EVENT_SHOWN) {
        session_goto(se, NULL); /* of the record that was left */
    }
    if (ev->type == EVENT_KEY || ev->type == EVENT_PASTE)
        on_key(s, se, ev, action, out);
    if (ev->type == EVENT_REPORT)
        on_report(se, ev, out);
    if (!is_current(s, se)) /* the file has come, or something was undone or edited */
        compare(s, se);
}

static const char *const *scopes(const struct screen *s, const struct session *se, bool *typing)
{
    static const char *const list[] = {"diff", "move", "app", NULL};
    (void)s;
    (void)se;
    *typing = false;
    return list;
}

static void diff_screen_free(struct screen *screen)
{
    struct diff_screen *s = self(screen);
    diff_free(s->diff);
    free(s);
}

/* It ticks so that what is revealed hides again by itself. */
static const struct screen_ops OPS = {.name = "diff",
                                      .scopes = scopes,
                                      .update = update,
                                      .draw = draw,
                                      .free = diff_screen_free,
                                      .work = work,
                                      .ticks = true};

struct screen *diff_screen_new(struct session *se, const char *argument)
{
    struct diff_screen *s = xcalloc(1, sizeof *s);
    (void)se;
    (void)argument;
    s->base.ops = &OPS;
    return &s->base;
}
