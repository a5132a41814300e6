/* The wizard: sections on the left, the form or the table of one of them, the JSON where there is room. */
#include "tui/screens/wizard_screen.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "tui/actions/clock.h"
#include "tui/screens/editing.h"
#include "tui/screens/frame.h"

#include <stdlib.h>
#include <string.h>

static struct wizard_screen *self(struct screen *s)
{
    return (struct wizard_screen *)s;
}

static const struct section *section_now(const struct wizard_screen *w, const struct session *se)
{
    return wizard_section(se->wizard, w->section);
}

enum section_kind wizard_kind(const struct wizard_screen *w, const struct session *se)
{
    const struct section *s = section_now(w, se);
    const struct json *v = s->kind == SECTION_LIST ? doc_get(se->doc, s->pointer) : NULL;
    return v && !json_is(v, JSON_ARRAY) ? SECTION_FORM : s->kind;
}

bool wizard_is_bare(const struct wizard_screen *w, const struct session *se)
{
    return wizard_kind(w, se) == SECTION_FORM && w->form.rows.count == 0;
}

bool wizard_in_sections(const struct wizard_screen *w, const struct session *se)
{
    return w->pane == PANE_SECTIONS || wizard_kind(w, se) == SECTION_REVIEW || wizard_is_bare(w, se);
}

/* ---- sections */

/* Notes the field in focus, so that it has the focus when the section is shown again. */
static void leave_section(struct wizard_screen *w, struct session *se)
{
    const struct row *row = form_row(&w->form);
    if (wizard_kind(w, se) != SECTION_FORM || !row)
        return;
    free(w->places[w->section]);
    w->places[w->section] = xstrdup(row->pointer);
    form_leave(&w->form, se);
}

static void show_section(struct wizard_screen *w, struct session *se, size_t section)
{
    w->section = section;
    w->kind = wizard_kind(w, se);
    switch (w->kind) {
    case SECTION_FORM:
        form_show_section(&w->form, se, section);
        if (w->places[section])
            form_go(&w->form, se, w->places[section]);
        break;
    case SECTION_LIST:
        list_show(&w->list, se, section_now(w, se)->pointer);
        break;
    case SECTION_REVIEW:
        break;
    }
}

static void change_section(struct wizard_screen *w, struct session *se, size_t section)
{
    if (section == w->section || section >= w->sidebar.count)
        return;
    leave_section(w, se);
    show_section(w, se, section);
}

/* An edit may have made a list of what was none, or the other way round. */
static void follow_kind(struct wizard_screen *w, struct session *se)
{
    if (w->kind != wizard_kind(w, se))
        show_section(w, se, w->section);
}

/* ---- going to a path */

/* The record that holds the path, when the path goes on inside it; heap, or NULL. */
static char *inner_record(const char *list, const char *pointer)
{
    const char *rest = pointer + strlen(list);
    struct buf token;
    size_t index;
    char *record = NULL;
    buf_init(&token, BUF_TEXT_MAX);
    if (path_within(list, pointer) && path_next(&rest, &token) && path_index(token.data, token.len, &index) &&
        *rest)
        record = path_join_index(list, index);
    buf_finish(&token);
    return record;
}

/* A field of a record is shown by the record's own screen. */
static void open_inner(struct session *se, const char *list, const char *pointer, struct effects *out)
{
    char *record = inner_record(list, pointer);
    if (record && doc_get(se->doc, record))
        effects_push(out, EFFECT_PUSH, SCREEN_RECORD, pointer);
    free(record);
}

static void go_to(struct wizard_screen *w, struct session *se, const char *pointer, struct effects *out)
{
    long section = wizard_section_of(se->wizard, pointer);
    if (section < 0)
        return;
    change_section(w, se, (size_t)section);
    w->pane = PANE_FORM;
    if (wizard_kind(w, se) == SECTION_LIST) {
        list_go(&w->list, se, pointer);
        open_inner(se, w->list.pointer, pointer, out);
        return;
    }
    form_go(&w->form, se, pointer);
    const struct row *row = form_row(&w->form);
    if (row && row->control == CONTROL_RECORDS)
        open_inner(se, row->pointer, pointer, out);
}

/* What undo changed, while letters are keys: the pane keeps the focus, and no record opens. */
static void show_change(struct wizard_screen *w, struct session *se, const char *pointer)
{
    long section = wizard_section_of(se->wizard, pointer);
    if (section < 0)
        return;
    change_section(w, se, (size_t)section);
    w->follow = true;
    if (wizard_kind(w, se) == SECTION_LIST)
        list_go(&w->list, se, pointer);
    else if (w->pane != PANE_FORM)
        form_go(&w->form, se, pointer);
    else if (!form_show_change(&w->form, se, pointer))
        w->pane = PANE_SECTIONS;
}

/* Undo, a list of problems, the finder: they leave a path for us. */
static void take_goto(struct wizard_screen *w, struct session *se, struct effects *out)
{
    char *pointer = se->goto_pointer;
    bool shows = se->goto_shows;
    se->goto_pointer = NULL;
    if (pointer && shows)
        show_change(w, se, pointer);
    else if (pointer)
        go_to(w, se, pointer, out);
    free(pointer);
}

static void next_problem(struct wizard_screen *w, struct session *se, bool forward, struct effects *out)
{
    const struct row *row = form_row(&w->form);
    char *record = wizard_kind(w, se) == SECTION_LIST ? list_record(&w->list, se) : NULL, *found;
    const char *here = record ? record : row ? row->pointer : "";
    if (session_next_problem(se, here, forward, &found)) {
        go_to(w, se, found, out);
        free(found);
    }
    free(record);
}

/* ---- after every event */

/* The path that the JSON shows; heap. */
static char *focus_pointer(const struct wizard_screen *w, const struct session *se)
{
    const struct row *row = form_row(&w->form);
    char *record = wizard_kind(w, se) == SECTION_LIST ? list_record(&w->list, se) : NULL;
    if (record)
        return record;
    return xstrdup(wizard_kind(w, se) == SECTION_FORM && row ? row->pointer : section_now(w, se)->pointer);
}

static void follow_focus(struct wizard_screen *w, const struct session *se)
{
    char *at = focus_pointer(w, se);
    jsonpane_go(&w->json, at);
    free(at);
}

static void count(struct wizard_screen *w, const struct session *se)
{
    if (w->counted == se->judged)
        return;
    sidebar_count_section(&w->sidebar, se, w->section);
    w->counted = se->judged;
}

/* Brings everything that depends on the size and the document up to date. */
static void settle(struct screen *s, struct session *se)
{
    struct wizard_screen *w = self(s);
    struct area body = {.rows = frame_body_rows(&(struct frame){0}, se), .cols = se->cols};
    struct panes p = wizard_panes(w, se, body);
    struct area content = wizard_content(p.form);
    count(w, se);
    sidebar_arrange(&w->sidebar, se, w->section, p.sections.rows);
    if (wizard_kind(w, se) == SECTION_FORM)
        form_fit(&w->form, se, content.rows, content.cols);
    if (wizard_kind(w, se) == SECTION_LIST)
        list_fit(&w->list, se, content.rows, content.cols);
    if (p.json.rows > 1) {
        jsonpane_sync(&w->json, se, p.json.rows - 1);
        jsonpane_count(&w->json, se);
        if (w->pane != PANE_JSON || w->follow)
            follow_focus(w, se);
        w->follow = false;
    }
}

/* The document changed by other hands. */
static void reread(struct wizard_screen *w, struct session *se)
{
    follow_kind(w, se);
    if (wizard_kind(w, se) == SECTION_FORM)
        form_sync(&w->form, se);
    if (wizard_kind(w, se) == SECTION_LIST)
        list_sync(&w->list, se);
    sidebar_count(&w->sidebar, se);
    w->counted = se->judged;
}

/* ---- actions */

static bool json_shown(const struct wizard_screen *w, const struct session *se)
{
    struct area body = {.rows = frame_body_rows(&(struct frame){0}, se), .cols = se->cols};
    return wizard_panes(w, se, body).json.rows > 1;
}

static void next_pane(struct wizard_screen *w, struct session *se)
{
    if (w->pane == PANE_FORM && wizard_kind(w, se) == SECTION_FORM)
        form_leave(&w->form, se);
    if (w->pane == PANE_SECTIONS)
        w->pane = PANE_FORM;
    else if (w->pane == PANE_FORM && json_shown(w, se))
        w->pane = PANE_JSON;
    else
        w->pane = PANE_SECTIONS;
}

static void leave(struct session *se, struct effects *out)
{
    if (session_unsaved(se)) {
        effects_push(out, EFFECT_PUSH, SCREEN_ASK, "close");
        return;
    }
    effects_add(out, EFFECT_HOME, NULL, NULL);
    effects_add(out, EFFECT_CLOSE, NULL, NULL);
}

static void back(struct wizard_screen *w, struct session *se, struct effects *out)
{
    if (w->pane == PANE_SECTIONS) {
        leave(se, out);
        return;
    }
    if (wizard_kind(w, se) == SECTION_FORM)
        form_leave(&w->form, se);
    w->pane = PANE_SECTIONS;
}

static bool move_section(struct wizard_screen *w, struct session *se, enum action action)
{
    enum { PAGE = 8 };
    long all = (long)w->sidebar.count, by = 0;
    switch (action) {
    case ACTION_FORM_NEXT:
    case ACTION_MOVE_DOWN:
        by = 1;
        break;
    case ACTION_FORM_PREVIOUS:
    case ACTION_MOVE_UP:
        by = -1;
        break;
    case ACTION_MOVE_PAGE_UP:
    case ACTION_MOVE_HALF_UP:
        by = -PAGE;
        break;
    case ACTION_MOVE_PAGE_DOWN:
    case ACTION_MOVE_HALF_DOWN:
        by = PAGE;
        break;
    case ACTION_MOVE_FIRST:
        by = -all;
        break;
    case ACTION_MOVE_LAST:
        by = all;
        break;
    case ACTION_FORM_SHOW_UNSET:
        w->sidebar.show_all = !w->sidebar.show_all;
        return true;
    default:
        return false;
    }
    change_section(w, se, sidebar_step(&w->sidebar, w->section, by));
    return true;
}

/* A page that only holds others together: what is opened is the first of those. */
static void enter(struct wizard_screen *w, struct session *se)
{
    if (wizard_is_bare(w, se))
        change_section(w, se, sidebar_step(&w->sidebar, w->section, 1));
    w->pane = PANE_FORM;
}

static bool sections_update(struct wizard_screen *w, struct session *se, enum action action,
                            struct effects *out)
{
    bool enters = action == ACTION_FORM_OPEN || action == ACTION_MOVE_RIGHT;
    if (enters && wizard_kind(w, se) == SECTION_REVIEW)
        effects_push(out, EFFECT_PUSH, SCREEN_REVIEW, NULL);
    else if (enters)
        enter(w, se);
    return enters || move_section(w, se, action);
}

static bool json_update(struct wizard_screen *w, struct session *se, enum action action, struct effects *out)
{
    const char *at = jsonpane_pointer(&w->json);
    if (action == ACTION_JSON_GO && at) {
        char *copy = xstrdup(at);
        go_to(w, se, copy, out);
        free(copy);
        return true;
    }
    if (action == ACTION_JSON_FOLD) {
        jsonpane_fold(&w->json);
        return true;
    }
    return w->json.preview && jsonview_update(&w->json.view, w->json.preview, action);
}

static bool pane_update(struct wizard_screen *w, struct session *se, const struct event *ev,
                        enum action action, struct effects *out)
{
    if (w->pane == PANE_JSON)
        return json_update(w, se, action, out);
    if (wizard_in_sections(w, se))
        return sections_update(w, se, action, out);
    if (wizard_kind(w, se) == SECTION_LIST)
        return list_update(&w->list, se, ev, action, out);
    return form_update(&w->form, se, ev, action, out);
}

static void open_json(const struct wizard_screen *w, const struct session *se, struct effects *out)
{
    char *at = focus_pointer(w, se);
    effects_push(out, EFFECT_PUSH, SCREEN_JSON, at);
    free(at);
}

static void screen_action(struct wizard_screen *w, struct session *se, enum action action,
                          struct effects *out)
{
    switch (action) {
    case ACTION_MOVE_LEFT:
        if (w->pane == PANE_FORM)
            back(w, se, out);
        break;
    case ACTION_APP_PANE:
        next_pane(w, se);
        break;
    case ACTION_APP_BACK:
        back(w, se, out);
        break;
    case ACTION_APP_NEXT_PROBLEM:
    case ACTION_APP_PREVIOUS_PROBLEM:
        next_problem(w, se, action == ACTION_APP_NEXT_PROBLEM, out);
        break;
    case ACTION_APP_JSON:
        open_json(w, se, out);
        break;
    case ACTION_APP_EDIT:
        if (w->pane != PANE_SECTIONS)
            screen_common(&w->base, se, action, out);
        else
            editing_begin(se, "", out);
        break;
    case ACTION_APP_COPY:
        if (w->pane == PANE_FORM && wizard_kind(w, se) == SECTION_FORM) {
            form_copy(&w->form, se, out);
            break;
        }
        screen_common(&w->base, se, action, out);
        break;
    default:
        if (w->pane == PANE_FORM && wizard_kind(w, se) == SECTION_FORM && action == ACTION_APP_UNDO)
            doc_visit(se->doc);
        screen_common(&w->base, se, action, out);
        break;
    }
}

static void on_key(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct wizard_screen *w = self(s);
    uint64_t before = doc_revision(se->doc);
    if (!pane_update(w, se, ev, action, out)) {
        screen_action(w, se, action, out);
        if (doc_revision(se->doc) != before)
            reread(w, se);
    }
    follow_kind(w, se);
    take_goto(w, se, out);
}

static void shown(struct screen *s, struct session *se, struct effects *out)
{
    struct wizard_screen *w = self(s);
    if (form_returned(&w->form, se)) {
        /* back from a record that was made for a field: the focus stays on the field */
        session_goto(se, NULL);
    }
    list_returned(&w->list, se);
    reread(w, se);
    take_goto(w, se, out);
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    static const struct screen_answers answers = {shown, on_key, settle};
    screen_answer(&answers, s, se, ev, action, out);
}

static bool work(struct screen *s, struct session *se, struct effects *out)
{
    struct wizard_screen *w = self(s);
    (void)out;
    if (wizard_kind(w, se) != SECTION_LIST)
        return form_work(&w->form, se);
    const bool looking = list_is_looking(&w->list);
    if (list_work(&w->list, se))
        return true;
    if (looking)
        settle(s, se); /* the focus may be on another row now */
    return false;
}

static const char *const *scopes(const struct screen *s, const struct session *se, bool *typing)
{
    static const char *const sections[] = {"form", "move", "app", NULL};
    static const char *const json[] = {"json", "move", "app", NULL};
    const struct wizard_screen *w = (const struct wizard_screen *)s;
    *typing = false;
    if (w->pane == PANE_JSON)
        return json;
    if (wizard_in_sections(w, se))
        return sections;
    return wizard_kind(w, se) == SECTION_LIST ? list_scopes(&w->list, se, typing)
                                              : form_scopes(&w->form, se, typing);
}

static char *focus(const struct screen *s, const struct session *se)
{
    return focus_pointer((const struct wizard_screen *)s, se);
}

static void wizard_screen_free(struct screen *s)
{
    struct wizard_screen *w = self(s);
    for (size_t i = 0; i < w->sidebar.count; i++)
        free(w->places[i]);
    free(w->places);
    sidebar_finish(&w->sidebar);
    form_finish(&w->form);
    list_finish(&w->list);
    jsonpane_finish(&w->json);
    free(w);
}

/* It ticks so that what is revealed hides again by itself. */
static const struct screen_ops OPS = {.name = "wizard",
                                      .scopes = scopes,
                                      .update = update,
                                      .draw = wizard_draw,
                                      .free = wizard_screen_free,
                                      .focus = focus,
                                      .work = work,
                                      .ticks = true};

struct screen *wizard_screen_new(struct session *se, const char *argument)
{
    struct wizard_screen *w = xcalloc(1, sizeof *w);
    w->base.ops = &OPS;
    w->pane = PANE_FORM;
    sidebar_init(&w->sidebar, se);
    w->places = xcalloc(w->sidebar.count, sizeof *w->places);
    form_init(&w->form);
    list_init(&w->list);
    show_section(w, se, 0);
    if (argument)
        session_goto(se, argument);
    return &w->base;
}
