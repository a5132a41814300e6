/* How the form looks: labels left and values right, or above each other where there is no room; what is wrong
 * with a field stands under it. */
#include "forms/mem.h"
#include "forms/path.h"
#include "forms/safe.h"
#include "forms/secrets.h"
#include "tui/screens/control.h"
#include "tui/screens/words.h"

#include <stdlib.h>
#include <string.h>

enum { MARGIN = 3, INDENT = 2, NARROW = 80, LABEL_MIN = 12, MESSAGE_INDENT = 2 };

/* One row as it is laid out. */
struct place {
    const struct form *form;
    const struct session *se;
    size_t index;
    const struct row *row;
    const struct json *value;
    bool focus;
    bool current; /* the form's, whether or not the form has the focus */
    bool narrow;
    bool alone; /* its label is the title of a box */
    int cols;
    int value_col; /* where the value begins */
};

/* What all rows have in common. */
struct layout {
    const struct form *form;
    const struct session *se;
    bool narrow, alone;
    int cols, value_col;
};

static const struct control_ops *control_at(const struct place *p)
{
    return control_for(p->row, p->value);
}

/* ---- what the text becomes, and what is wrong */

/* What the control says of the text in focus; true: that this is wrong. */
static bool sentence(const struct place *p, struct buf *out)
{
    const struct control_ops *c = control_at(p);
    const struct control_view view = {.form = p->form, .se = p->se, .row = p->row, .value = p->value};
    return p->current && c->says && c->says(&view, out);
}

static int message_room(const struct place *p)
{
    return p->cols - MARGIN - MESSAGE_INDENT;
}

/* The line under the field; false: there is nothing to say. */
static bool message(const struct place *p, struct buf *out)
{
    const struct err *typed = &p->form->typed;
    struct buf said;
    buf_init(&said, BUF_TEXT_MAX);
    const bool wrong = sentence(p, &said);
    if (wrong)
        buf_printf(out, "! %s", said.data);
    buf_finish(&said);
    if (wrong)
        return true;
    if (p->focus && typed->code != ERR_NONE) {
        buf_puts(out, "! ");
        if (typed->line > 0)
            buf_printf(out, "line %zu, column %zu: ", typed->line, typed->column);
        return buf_puts(out, typed->text);
    }
    const struct problem *problem = form_problem(p->form, p->index);
    if (!problem)
        return false;
    buf_puts(out, problem->severity == SEVERITY_SERVER ? "! Server: " : "! ");
    if (p->current && problem->fix.kind != FIX_NONE) {
        char key[WORDS_KEY_MAX]; /* first, since the words about it may be cut */
        buf_printf(out, "%s: %s. ", words_key(p->se->keymap, ACTION_FORM_FIX, key), problem->fix.words);
    }
    return buf_puts(out, problem->text);
}

static int message_rows(const struct place *p)
{
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    int rows = 0;
    if (message(p, &text))
        rows = p->focus && safe_width(text.data, text.len) > message_room(p) ? 2 : 1;
    buf_finish(&text);
    return rows;
}

/* Between the value and what is wrong with it. */
static int sentence_rows(const struct place *p)
{
    enum { MOST = 4 };
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    const bool wrong = sentence(p, &text);
    const int rows = !wrong && text.len > 0 ? area_wrap_lines(text.data, message_room(p), MOST) : 0;
    buf_finish(&text);
    return rows;
}

/* ---- layout */

static int label_width(const struct row *r)
{
    return safe_width(r->label, strlen(r->label)) + r->depth * INDENT + (r->required ? 2 : 0);
}

/* A name that an operator gave: one long one shall not take the room of all values. */
static bool is_given_name(const struct row *r)
{
    return r->control == CONTROL_TYPED && r->depth > 0;
}

static int value_column(const struct form *f, int cols)
{
    int widest = LABEL_MIN;
    for (size_t i = 0; i < f->rows.count; i++) {
        const struct row *r = &f->rows.items[i];
        if (r->kind == ROW_FIELD && !is_given_name(r) && label_width(r) > widest)
            widest = label_width(r);
    }
    int most = cols / 2;
    return MARGIN + (widest < most ? widest : most) + 2;
}

static struct layout lay_out(const struct form *f, const struct session *se, int cols)
{
    const bool narrow = se->cols < NARROW, alone = f->only;
    return (struct layout){f, se, narrow, alone, cols, narrow || alone ? MARGIN : value_column(f, cols)};
}

static struct place place_of(const struct layout *l, size_t index, bool focus)
{
    const struct row *row = &l->form->rows.items[index];
    return (struct place){.form = l->form,
                          .se = l->se,
                          .index = index,
                          .row = row,
                          .value = row->kind == ROW_FIELD ? doc_get(l->se->doc, row->pointer) : NULL,
                          .focus = focus && index == l->form->focus,
                          .current = index == l->form->focus,
                          .narrow = l->narrow,
                          .alone = l->alone,
                          .cols = l->cols,
                          .value_col = l->value_col + (l->narrow ? row->depth * INDENT : 0)};
}

/* A heading is shown when a field below it is. */
static bool shown(const struct form *f, const struct session *se, size_t index)
{
    const struct row *r = &f->rows.items[index];
    if (r->kind == ROW_FIELD)
        return !form_hides(f, se, index);
    for (size_t i = index + 1; i < f->rows.count; i++) {
        const struct row *below = &f->rows.items[i];
        if (below->kind == ROW_HEADING && below->depth <= r->depth)
            return false;
        if (below->kind == ROW_FIELD && !form_hides(f, se, i))
            return true;
    }
    return false;
}

static int value_rows(const struct place *p)
{
    const struct control_ops *c = control_at(p);
    return c->height ? c->height(p->form, p->se, p->row, p->value, p->focus) : 1;
}

/* Of the label, where it stands above the value. */
static int label_rows(const struct place *p)
{
    return p->narrow && !p->alone ? 1 : 0;
}

/* Lines that the row takes, with the blank line above a heading. */
static int row_height(const struct layout *l, size_t index)
{
    if (!shown(l->form, l->se, index))
        return 0;
    struct place p = place_of(l, index, true);
    if (p.row->kind == ROW_HEADING)
        return 2;
    return label_rows(&p) + value_rows(&p) + sentence_rows(&p) + message_rows(&p);
}

/* At the top of the form a heading needs no blank line. */
static int saved_at_top(const struct form *f, size_t top)
{
    return f->rows.items[top].kind == ROW_HEADING ? 1 : 0;
}

/* Lines from row top up to row last; heights has those of every row. */
static int height_between(const struct form *f, const int *heights, size_t top, size_t last)
{
    int sum = 0;
    for (size_t i = top; i <= last; i++)
        sum += heights[i];
    return heights[top] > 0 ? sum - saved_at_top(f, top) : sum;
}

/* The first row to show, near the old one, so that the focus is in sight. */
static size_t find_top(const struct form *f, const int *heights, int rows)
{
    size_t top = f->top < f->rows.count ? f->top : 0;
    if (f->focus < top)
        top = f->focus;
    while (top < f->focus && height_between(f, heights, top, f->focus) > rows)
        top++;
    /* no empty lines at the end while there is something above */
    while (top > 0 && height_between(f, heights, top - 1, f->rows.count - 1) <= rows)
        top--;
    /* the heading of the first field in sight */
    if (top > 0 && f->rows.items[top - 1].kind == ROW_HEADING &&
        height_between(f, heights, top - 1, f->focus) <= rows)
        top--;
    return top;
}

void form_fit(struct form *f, const struct session *se, int rows, int cols)
{
    f->rows_seen = rows;
    if (f->judged != se->judged) {
        form_look_up_keys(f, se);
        form_look_up_problems(f, se);
    }
    if (f->focus >= f->rows.count || rows <= 0) {
        f->top = 0;
        return;
    }
    struct layout l = lay_out(f, se, cols);
    int *heights = xcalloc(f->rows.count, sizeof *heights);
    for (size_t i = 0; i < f->rows.count; i++)
        heights[i] = row_height(&l, i);
    f->top = find_top(f, heights, rows);
    free(heights);
}

/* ---- drawing */

static void draw_heading(const struct place *p, struct area a, int row)
{
    int col = 1 + p->row->depth * INDENT;
    area_text_cut(a, row, col, a.cols - col, STYLE_HEADING, p->row->label, strlen(p->row->label));
}

/* Returns the column after it. */
static int draw_label(const struct place *p, struct area a, int row)
{
    int col = MARGIN + p->row->depth * INDENT;
    int room = p->narrow ? a.cols - col : p->value_col - 1 - col;
    if (p->focus)
        area_puts(a, row, 0, STYLE_FOCUS, ">");
    if (form_problem(p->form, p->index))
        area_puts(a, row, 1, STYLE_ERROR, "!");
    if (p->alone)
        return col;
    if (p->row->required)
        room -= 2;
    enum style s = p->focus ? STYLE_SELECTED : STYLE_LABEL;
    int end = area_text_cut(a, row, col, room, s, p->row->label, strlen(p->row->label));
    return p->row->required ? area_puts(a, row, end, STYLE_ERROR, " *") : end;
}

/* Where the label stands above the value, the note stands behind the label. */
static void draw_note(const struct control_view *v, struct area a, int row, int from)
{
    enum { GAP = 2 };
    struct buf note;
    buf_init(&note, BUF_TEXT_MAX);
    control_note(v, &note);
    int col = a.cols - 1 - safe_width(note.data, note.len);
    if (col >= from + GAP)
        area_puts(a, row, col, STYLE_DIM, note.data);
    buf_finish(&note);
}

static void draw_messages(const struct place *p, struct area a, int row, int height)
{
    const int col = MARGIN + MESSAGE_INDENT, said = sentence_rows(p);
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    if (said > 0) {
        sentence(p, &text);
        area_wrap(a, row, col, message_room(p), said, STYLE_NORMAL, text.data);
    }
    buf_clear(&text);
    if (message(p, &text))
        area_wrap(a, row + said, col, message_room(p), height - said, STYLE_ERROR, text.data);
    buf_finish(&text);
}

static void draw_field(const struct place *p, struct area a, int row, int height)
{
    int end = draw_label(p, a, row);
    int under = label_rows(p);
    int rows = value_rows(p);
    struct area value = area_part(a, row + under, p->value_col, rows, a.cols - p->value_col - 1);
    const struct control_view view = {.form = p->form,
                                      .se = p->se,
                                      .row = p->row,
                                      .value = p->value,
                                      .area = value,
                                      .focus = p->focus,
                                      .narrow = p->narrow};
    if (control_hides(&view))
        control_draw_hidden(&view);
    else
        control_at(p)->draw(&view);
    if (under)
        draw_note(&view, a, row, end);
    draw_messages(p, a, row + under + rows, height - under - rows);
}

static void draw_hidden_count(const struct form *f, const struct session *se, struct area a, int row)
{
    size_t count = 0;
    char key[32];
    for (size_t i = 0; i < f->rows.count; i++)
        count += f->rows.items[i].kind == ROW_FIELD && form_hides(f, se, i);
    if (count == 0 || !keymap_label(se->keymap, ACTION_FORM_SHOW_UNSET, true, key, sizeof key))
        return;
    area_printf(a, row + 1, MARGIN, STYLE_DIM, "%s: show %zu fields that are not set", key, count);
}

void form_draw(const struct form *f, const struct session *se, struct area a, bool focus)
{
    struct layout l = lay_out(f, se, a.cols);
    int row = 0;
    for (size_t i = f->top; i < f->rows.count && row < a.rows; i++) {
        int height = row_height(&l, i);
        struct place p = place_of(&l, i, focus);
        if (height > 0 && i == f->top)
            height -= saved_at_top(f, i);
        if (height > 0 && p.row->kind == ROW_HEADING)
            draw_heading(&p, a, row + height - 1);
        else if (height > 0)
            draw_field(&p, a, row, height);
        row += height;
    }
    draw_hidden_count(f, se, a, row);
}

void form_draw_popup(const struct form *f, const struct session *se, struct area body)
{
    if (f->chooser.open)
        chooser_draw(&f->chooser, se, body);
    if (f->prompt.open)
        prompt_draw(&f->prompt, body.cells);
}

/* ---- words about the focus */

void form_help(const struct form *f, struct buf *out)
{
    const struct row *r = form_row(f);
    if (!r)
        return;
    if (r->help)
        buf_puts(out, r->help);
    if (r->note)
        buf_printf(out, "%s%s", out->len ? " " : "", r->note);
}

void form_says(const struct form *f, const struct session *se, struct buf *out)
{
    const struct layout l = lay_out(f, se, se->cols);
    if (!form_row(f))
        return;
    const struct place p = place_of(&l, f->focus, true);
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    if (!message(&p, &text))
        sentence(&p, &text);
    buf_puts(out, text.data);
    buf_finish(&text);
}

/* The path, cut from the left so that the field's own name stays. */
static void add_path(const char *shown_path, size_t len, int room, bool ascii, struct buf *out)
{
    const char *ellipsis = ascii ? "..." : "\u2026";
    int over = safe_width(shown_path, len) - room;
    if (over <= 0) {
        buf_add(out, shown_path, len);
        return;
    }
    size_t cut = safe_fit(shown_path, len, over + 3, NULL);
    buf_puts(out, ellipsis);
    buf_add(out, shown_path + cut, len - cut);
}

void form_where(const struct form *f, const struct session *se, int width, struct buf *out)
{
    const struct row *r = form_row(f);
    if (!r)
        return;
    struct buf path, kind;
    buf_init(&path, BUF_TEXT_MAX);
    buf_init(&kind, BUF_TEXT_MAX);
    const struct json *value = doc_get(se->doc, r->pointer);
    path_show(r->pointer, &path);
    if (se->cols >= NARROW)
        buf_printf(&kind, "%s%s, %s", control_for(r, value)->type, r->nullable ? " or null" : "",
                   r->required ? "required" : "optional");
    int room = width - safe_width(kind.data, kind.len) - 2;
    add_path(path.data, path.len, room, se->ascii, out);
    for (int gap = width - safe_width(out->data, out->len) - safe_width(kind.data, kind.len);
         kind.len > 0 && gap > 0; gap--)
        buf_putc(out, ' ');
    buf_add(out, kind.data, kind.len);
    buf_finish(&path);
    buf_finish(&kind);
}

void form_copy(const struct form *f, const struct session *se, struct effects *out)
{
    const struct row *r = form_row(f);
    struct buf text;
    if (!r)
        return;
    buf_init(&text, BUF_BODY_MAX);
    const struct json *value = doc_get(se->doc, r->pointer);
    char *about = words_with_codes(!value ? 0 : r->secret ? 1 : secrets_in(se->wizard, value), true);
    control_plain(value, &text);
    effects_add(out, EFFECT_COPY, text.data, about);
    free(about);
    buf_finish(&text);
}
