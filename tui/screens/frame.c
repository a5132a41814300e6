#include "tui/screens/frame.h"

#include "forms/buf.h"
#include "forms/safe.h"
#include "tui/screens/words.h"
#include "tui/widgets/progressbar.h"

#include <stdio.h>
#include <string.h>

enum { SMALLEST_ROWS = 10, SMALLEST_COLS = 40, FULL_ROWS = 20, FULL_COLS = 80, HINT_GAP = 3 };

/* ---- the title line */

/* What the title shows besides the name; each step leaves out what is missed least. */
static const struct detail {
    bool key, ticket, workspace, gap, words;
} DETAILS[] = {
    {true, true, true, true, true},     {false, true, true, true, true},
    {false, false, true, true, true},   {false, false, false, true, true},
    {false, false, false, true, false}, {false, false, false, false, false},
};

static const char *environment_word(const struct target *t)
{
    switch (t->environment) {
    case ENVIRONMENT_SANDBOX:
        return "SANDBOX";
    case ENVIRONMENT_PRODUCTION:
        return "PRODUCTION";
    case ENVIRONMENT_NONE:
        break;
    }
    return "NO KEY";
}

static void title_left(const struct frame *f, const struct session *se, const struct detail *d,
                       struct buf *out)
{
    buf_clear(out);
    if (f->title)
        buf_puts(out, f->title);
    else if (se->doc)
        buf_printf(out, "%s%s",
                   se->name   ? se->name
                   : se->path ? se->path
                              : "(no name yet)",
                   doc_modified(se->doc) ? " [+]" : "");
    else
        buf_puts(out, "seam-portal-tui");
    if (d->ticket && se->doc && se->ticket)
        buf_printf(out, "   ticket %s", se->ticket);
}

static void title_right(const struct session *se, const struct detail *d, struct area a, struct buf *out)
{
    enum { WORKSPACE_COLS = 20 }; /* a name; of an id the first part tells it apart */
    const char *dot = area_mark(a, MARK_DOT), *ellipsis = area_mark(a, MARK_ELLIPSIS);
    const struct target *t = &se->target;
    size_t count = session_problems(se);
    buf_clear(out);
    buf_puts(out, environment_word(t));
    if (d->workspace && t->workspace) {
        size_t len = strlen(t->workspace), fits = safe_fit(t->workspace, len, WORKSPACE_COLS, NULL);
        buf_printf(out, " %s %.*s%s", dot, (int)fits, t->workspace, fits < len ? ellipsis : "");
    }
    if (d->key && t->key)
        buf_printf(out, " %s key %s", dot, t->key);
    if (count && d->words) {
        buf_puts(out, "   ! ");
        words_of(count, "problem", "problems", out);
    } else if (count) {
        buf_puts(out, " !");
        words_count(count, out);
    }
}

static int width_of(const struct buf *b)
{
    return safe_width(b->data, b->len);
}

static void draw_title(const struct frame *f, const struct session *se, struct area a)
{
    struct buf left, right;
    buf_init(&left, BUF_TEXT_MAX);
    buf_init(&right, BUF_TEXT_MAX);
    int room = a.cols - 2;
    for (size_t i = 0; i < sizeof DETAILS / sizeof *DETAILS; i++) {
        const struct detail *d = &DETAILS[i];
        title_left(f, se, d, &left);
        title_right(se, d, a, &right);
        if (width_of(&left) + width_of(&right) + (d->gap ? 3 : 1) <= room)
            break;
    }
    bool production = se->target.environment == ENVIRONMENT_PRODUCTION;
    if (production) /* the whole line stands out: a send from here reaches real customers */
        area_style(a, 0, 0, a.cols, STYLE_PRODUCTION);
    enum style base = production ? STYLE_PRODUCTION : STYLE_TITLE;
    int begin = a.cols - 1 - width_of(&right);
    area_text_cut(a, 0, 1, begin - 2, base, left.data, left.len);
    area_text(a, 0, begin, base, right.data, right.len);
    const char *word = environment_word(&se->target);
    if (!production)
        area_style(a, 0, begin, (int)strlen(word),
                   se->target.environment == ENVIRONMENT_SANDBOX ? STYLE_SANDBOX : STYLE_WARNING);
    buf_finish(&left);
    buf_finish(&right);
}

/* ---- help lines and messages */

static const struct {
    const char *lead;
    enum style style;
} TONES[] = {
    [SEVERITY_ERROR] = {"! ", STYLE_ERROR},
    [SEVERITY_WARNING] = {"! ", STYLE_WARNING},
    [SEVERITY_SERVER] = {"Server: ", STYLE_ERROR},
    [SEVERITY_NOTE] = {"", STYLE_GOOD},
};

static void put_message(const struct session *se, bool typing, struct buf *out)
{
    buf_puts(out, TONES[se->message.severity].lead);
    words_message(se->keymap, typing, se->message.text, out);
}

static void draw_help(const struct frame *f, const struct session *se, struct area a)
{
    int used = 0, width = a.cols - 2;
    if (se->message.text[0]) {
        struct buf text;
        buf_init(&text, BUF_TEXT_MAX);
        put_message(se, f->typing, &text);
        used = area_wrap(a, 0, 1, width, a.rows, TONES[se->message.severity].style, text.data);
        buf_finish(&text);
    } else if (f->help) {
        /* where the second line is wanted for the path, the help keeps to the first */
        used = area_wrap(a, 0, 1, width, f->where ? 1 : a.rows, STYLE_HELP, f->help);
    }
    if (f->where && used < a.rows)
        area_text_cut(a, a.rows - 1, 1, width, STYLE_DIM, f->where, strlen(f->where));
}

/* ---- hint lines */

static void draw_hints(const struct frame *f, const struct session *se, struct area a)
{
    int row = 0, col = 1;
    for (const enum action *h = f->hints; h && *h != ACTION_NONE; h++) {
        char key[32];
        if (!keymap_label(se->keymap, *h, f->typing, key, sizeof key))
            continue;
        const char *hint = action_hint(*h);
        int width = safe_width(key, strlen(key)) + 1 + safe_width(hint, strlen(hint));
        if (col + width > a.cols - 1) {
            col = 1;
            if (++row == a.rows)
                return;
        }
        int after = area_puts(a, row, col, STYLE_KEY, key);
        area_puts(a, row, after + 1, STYLE_HINT, hint);
        col += width + HINT_GAP;
    }
}

/* ---- work that goes on */

/* On the rule above the hints: it takes no row from anything, so nothing jumps when it comes and goes. */
static void draw_progress(const struct session *se, struct area row)
{
    if (!session_shows_progress(se))
        return;
    const struct progress *p = &se->progress;
    char hint[64] = "", key[32];
    if (p->cancellable && keymap_label(se->keymap, ACTION_APP_BACK, false, key, sizeof key))
        snprintf(hint, sizeof hint, "%s cancels", key);
    progressbar_draw(row, p->words, p->done, p->all, hint);
}

/* ---- all of it */

/* Rows of the parts below the title; body 0: the terminal is too small. */
struct layout {
    int lines; /* of hints, and of help where there is any */
    int help;
    int body;
};

/* Rows that the message would take, up to as many as are given to it: with the longer of its keys, so that a
 * screen need not know what has the focus to know its rows. */
static int message_rows(const struct session *se, int cols)
{
    enum { MESSAGE_MOST = 3 };
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    put_message(se, true, &text);
    const int rows = area_wrap_lines(text.data, cols - 2, MESSAGE_MOST);
    buf_finish(&text);
    return rows;
}

static bool is_too_small(int rows, int cols)
{
    return rows < SMALLEST_ROWS || cols < SMALLEST_COLS;
}

static int hint_rows(int rows, int cols)
{
    return rows >= FULL_ROWS && cols >= FULL_COLS ? 2 : 1;
}

static struct layout lay_out(const struct frame *f, const struct session *se, int rows, int cols)
{
    enum { TITLE_AND_RULES = 3 };
    if (is_too_small(rows, cols))
        return (struct layout){0};
    struct layout l = {.lines = hint_rows(rows, cols)};
    if (!f->no_help || se->message.text[0])
        l.help = l.lines;
    if (l.help && message_rows(se, cols) > l.help) /* in a small terminal it takes rows of the body */
        l.help = message_rows(se, cols);
    l.body = rows - TITLE_AND_RULES - l.lines - (l.help ? l.help + 1 : 0);
    return l;
}

int frame_body_rows(const struct frame *f, const struct session *se)
{
    return lay_out(f, se, se->rows, se->cols).body;
}

struct area frame_draw(const struct frame *f, const struct session *se, struct cells *c)
{
    cells_clear(c);
    struct area all = area_all(c);
    struct layout l = lay_out(f, se, c->rows, c->cols);
    if (l.body == 0) {
        area_wrap(all, 0, 0, c->cols, c->rows, STYLE_WARNING,
                  "40x10 needed, your work is safe, Ctrl-S saves");
        return area_part(all, 0, 0, 0, 0);
    }
    draw_title(f, se, area_part(all, 0, 0, 1, c->cols));
    area_rule(all, 1);
    if (l.help) {
        area_rule(all, 2 + l.body);
        draw_help(f, se, area_part(all, 3 + l.body, 0, l.help, c->cols));
    }
    area_rule(all, c->rows - l.lines - 1);
    draw_progress(se, area_part(all, c->rows - l.lines - 1, 0, 1, c->cols));
    draw_hints(f, se, area_part(all, c->rows - l.lines, 0, l.lines, c->cols));
    return area_part(all, 2, 0, l.body, c->cols);
}

void frame_cover(struct cells *c)
{
    if (is_too_small(c->rows, c->cols))
        return;
    const int lines = hint_rows(c->rows, c->cols);
    area_fill(area_part(area_all(c), c->rows - lines, 0, lines, c->cols), STYLE_NORMAL);
}
