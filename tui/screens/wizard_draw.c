/* How the wizard's screen is cut into panes, and drawn. */
#include "tui/screens/wizard_screen.h"

#include "forms/safe.h"
#include "tui/screens/frame.h"
#include "tui/screens/words.h"

#include <string.h>

enum {
    NARROW = 80,    /* below: one pane at a time */
    WIDE = 120,     /* from here on: the JSON beside the form */
    TALL = 46,      /* rows from which the JSON stands below ... */
    TALL_COLS = 84, /* ... where there is no room beside */
    SIDEBAR = 21,
    SIDEBAR_WIDE = 24,
    AIRY = 14, /* rows from which the heading gets a blank line */
};

/* ---- panes */

static struct area none(struct area body)
{
    return area_part(body, 0, 0, 0, 0);
}

/* The JSON: right of the form or below it. */
static void cut_json(struct panes *p, const struct session *se)
{
    struct area f = p->form;
    if (se->cols >= WIDE) {
        int cols = se->cols / 3;
        p->rule_json = f.col + f.cols - cols - 1;
        p->form = area_part(f, 0, 0, f.rows, f.cols - cols - 1);
        p->json = area_part(f, 0, f.cols - cols, f.rows, cols);
    } else if (se->rows >= TALL && se->cols <= TALL_COLS) {
        int rows = f.rows * 2 / 5;
        p->rule_below = f.rows - rows - 1;
        p->form = area_part(f, 0, 0, f.rows - rows - 1, f.cols);
        p->json = area_part(f, f.rows - rows, 0, rows, f.cols);
    }
}

struct panes wizard_panes(const struct wizard_screen *w, const struct session *se, struct area body)
{
    struct panes p = {.sections = none(body),
                      .json = none(body),
                      .form = body,
                      .rule_sections = -1,
                      .rule_json = -1,
                      .rule_below = -1};
    bool table = w->pane == PANE_FORM && wizard_kind(w, se) == SECTION_LIST;
    if (se->cols < NARROW && w->pane == PANE_SECTIONS) {
        p.sections = body;
        p.form = none(body);
        return p;
    }
    /* a table in use gets the sidebar's columns where they are scarce */
    if (se->cols >= NARROW && (!table || se->cols >= WIDE)) {
        int cols = se->cols >= WIDE ? SIDEBAR_WIDE : SIDEBAR;
        p.rule_sections = cols;
        p.sections = area_part(body, 0, 0, body.rows, cols);
        p.form = area_part(body, 0, cols + 1, body.rows, body.cols - cols - 1);
    }
    cut_json(&p, se);
    return p;
}

struct area wizard_content(struct area pane)
{
    int heading = pane.rows >= AIRY ? 2 : 1;
    return area_part(pane, heading, 0, pane.rows - heading, pane.cols);
}

/* ---- drawing */

/* "Features > Manage": a page below another one names it. */
static void add_title(const struct wizard_screen *w, const struct session *se, struct buf *out)
{
    const struct section *s = wizard_section(se->wizard, w->section);
    for (size_t i = w->section; s->depth > 0 && i-- > 0;) {
        const struct section *above = wizard_section(se->wizard, i);
        if (above->depth == 0) {
            buf_printf(out, "%s > ", above->title);
            break;
        }
    }
    buf_puts(out, s->title);
}

static void draw_tally(const struct wizard_screen *w, struct area a, int from)
{
    const struct tally *t = &w->sidebar.tallies[w->section];
    struct buf words;
    buf_init(&words, 100);
    words_count(t->set, &words);
    buf_puts(&words, " set");
    if (t->problems > 0) {
        buf_puts(&words, ", ");
        words_of(t->problems, "problem", "problems", &words);
    }
    if (a.cols - safe_width(words.data, words.len) - 1 > from + 1)
        area_puts_right(a, 0, a.cols - 1, STYLE_DIM, words.data);
    buf_finish(&words);
}

static void draw_review(const struct session *se, struct area a, bool focus)
{
    char key[32] = "";
    keymap_label(se->keymap, ACTION_FORM_OPEN, false, key, sizeof key);
    area_printf(a, 0, 1, STYLE_NORMAL, "Press %s to review what will be sent.", key);
    area_puts(a, 1, 1, STYLE_DIM, "Nothing is sent from here.");
    if (focus)
        area_cursor(a, 0, 1);
}

/* A page that only holds others together. */
static void draw_empty(struct area a, bool focus)
{
    area_wrap(a, 0, 1, a.cols - 2, a.rows, STYLE_DIM, "The fields are on the pages below this one.");
    if (focus)
        area_cursor(a, 0, 1);
}

/* What fills the pane, below its first row. */
static void draw_content(const struct wizard_screen *w, const struct session *se, struct area content)
{
    const bool focus = w->pane == PANE_FORM;
    switch (wizard_kind(w, se)) {
    case SECTION_FORM:
        if (wizard_is_bare(w, se))
            draw_empty(content, focus);
        else
            form_draw(&w->form, se, content, focus);
        break;
    case SECTION_LIST:
        list_draw(&w->list, se, content, focus);
        break;
    case SECTION_REVIEW:
        draw_review(se, content, focus);
        break;
    }
}

static void draw_form_pane(const struct wizard_screen *w, const struct session *se, struct area a)
{
    if (a.rows == 0)
        return;
    struct buf title;
    buf_init(&title, BUF_TEXT_MAX);
    add_title(w, se, &title);
    if (wizard_kind(w, se) == SECTION_LIST) {
        list_draw_head(&w->list, a, title.data);
    } else {
        const int end = area_text_cut(a, 0, 1, a.cols - 1, STYLE_HEADING, title.data, title.len);
        if (wizard_kind(w, se) == SECTION_FORM && !wizard_is_bare(w, se))
            draw_tally(w, a, end);
    }
    draw_content(w, se, wizard_content(a));
    buf_finish(&title);
}

static void draw_json_pane(const struct wizard_screen *w, const struct session *se, struct area a)
{
    struct buf words;
    if (a.rows < 2)
        return;
    buf_init(&words, 100);
    jsonpane_status(&w->json, se, &words);
    area_puts(a, 0, 1, STYLE_HEADING, "JSON");
    area_puts_right(a, 0, a.cols - 1, STYLE_DIM, words.data);
    jsonpane_draw(&w->json, se, area_part(a, 1, 0, a.rows - 1, a.cols), w->pane == PANE_JSON);
    buf_finish(&words);
}

static const enum action *hints(const struct wizard_screen *w, const struct session *se,
                                enum action own[FORM_HINTS])
{
    static const enum action sections[] = {
        ACTION_FORM_OPEN,       ACTION_APP_PANE, ACTION_APP_HELP,         ACTION_APP_BACK,
        ACTION_FORM_SHOW_UNSET, ACTION_APP_SAVE, ACTION_APP_JSON,         ACTION_APP_EDIT,
        ACTION_APP_REVIEW,      ACTION_APP_FIND, ACTION_APP_NEXT_PROBLEM, ACTION_APP_UNDO,
        ACTION_APP_PALETTE,     ACTION_NONE};
    static const enum action json[] = {ACTION_JSON_GO,  ACTION_JSON_FOLD,  ACTION_APP_PANE,
                                       ACTION_APP_JSON, ACTION_APP_EDIT,   ACTION_APP_HELP,
                                       ACTION_APP_BACK, ACTION_APP_REVIEW, ACTION_NONE};
    if (w->pane == PANE_JSON)
        return json;
    if (wizard_in_sections(w, se))
        return sections;
    if (wizard_kind(w, se) == SECTION_LIST)
        return list_hints(&w->list, se);
    form_hints(&w->form, se, own);
    return own;
}

static void words_of_focus(const struct wizard_screen *w, const struct session *se, struct buf *help,
                           struct buf *where)
{
    const struct section *s = wizard_section(se->wizard, w->section);
    bool in_form = w->pane == PANE_FORM && w->kind == SECTION_FORM;
    if (in_form) {
        form_help(&w->form, help);
        form_where(&w->form, se, se->cols - 2, where);
        return;
    }
    if (w->kind == SECTION_LIST && w->list.box.open) {
        fieldbox_help(&w->list.box, se, help);
        form_where(&w->list.box.form, se, se->cols - 2, where);
        return;
    }
    if (s->help)
        buf_puts(help, s->help);
    if (w->kind == SECTION_LIST && w->pane == PANE_FORM)
        list_where(&w->list, se, where);
}

static void draw_rules(const struct panes *p, struct area body)
{
    if (p->rule_sections >= 0)
        area_rule_down(body, p->rule_sections, 0, body.rows);
    if (p->rule_json >= 0)
        area_rule_down(body, p->rule_json, 0, body.rows);
    if (p->rule_below >= 0)
        area_rule(area_part(body, 0, p->rule_sections + 1, body.rows, body.cols), p->rule_below);
}

void wizard_draw(const struct screen *s, const struct session *se, struct cells *c)
{
    const struct wizard_screen *w = (const struct wizard_screen *)s;
    enum action own[FORM_HINTS];
    bool typing;
    struct buf help, where;
    buf_init(&help, BUF_TEXT_MAX);
    buf_init(&where, BUF_TEXT_MAX);
    w->base.ops->scopes(s, se, &typing);
    words_of_focus(w, se, &help, &where);
    struct area body = frame_draw(&(struct frame){.help = help.len ? help.data : NULL,
                                                  .where = where.len ? where.data : NULL,
                                                  .hints = hints(w, se, own),
                                                  .typing = typing},
                                  se, c);
    if (body.rows > 0) {
        struct panes p = wizard_panes(w, se, body);
        draw_rules(&p, body);
        sidebar_draw(&w->sidebar, se, p.sections, w->section, w->pane == PANE_SECTIONS);
        draw_form_pane(w, se, p.form);
        draw_json_pane(w, se, p.json);
        form_draw_popup(&w->form, se, body);
        if (wizard_kind(w, se) == SECTION_LIST)
            list_draw_popup(&w->list, se, body, wizard_content(p.form));
    }
    buf_finish(&help);
    buf_finish(&where);
}
