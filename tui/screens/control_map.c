/* Free names with values: metadata. Its own line takes a new name; each pair is a field below it. */
#include "forms/mem.h"
#include "forms/path.h"
#include "forms/safe.h"
#include "tui/screens/control.h"

#include <stdlib.h>

/* The text of this line is a name that is not in the document yet. */
static void load(const struct session *se, const struct row *row, const struct json *value, struct buf *text)
{
    (void)se;
    (void)row;
    (void)value;
    (void)text;
}

static void store(const struct control_call *c)
{
    (void)c;
}

/* Adds the pair with an empty text. Heap: its path; NULL: there was no name, or it is there already. */
static char *add_pair(const struct control_call *c)
{
    const struct buf *name = &c->form->field.line.text;
    if (name->len == 0)
        return NULL;
    char *at = path_join(c->row->pointer, name->data);
    if (doc_get(c->se->doc, at))
        session_say(c->se, SEVERITY_NOTE, "There is already a value with that name.");
    else if (!control_set_chars(c, at, "", 0)) {
        free(at);
        return NULL;
    }
    return at;
}

static bool act(const struct control_call *c, enum action action)
{
    if (action != ACTION_FORM_OPEN || c->form->field.line.text.len == 0)
        return false;
    char *at = add_pair(c);
    if (at) {
        form_refresh(c->form, c->se);
        form_go(c->form, c->se, at);
    }
    free(at);
    return true;
}

/* A name that was typed is not dropped because the focus moves on. */
static void leave(const struct control_call *c)
{
    free(add_pair(c));
}

static void expand(const struct session *se, const struct row *row, const struct json *value,
                   struct rows *out)
{
    struct buf name;
    buf_init(&name, BUF_TEXT_MAX);
    for (size_t i = 0; json_is(value, JSON_OBJECT) && i < value->count; i++) {
        size_t len;
        const char *p = json_name(json_item(value, i), &name, &len);
        char *label = xstrndup(p, len);
        char *at = path_join(row->pointer, label);
        struct row *r = control_add_row(out, row, CONTROL_TYPED, at, label);
        r->node = schema_at(se->schema, at);
        r->nullable = r->node && r->node->nullable;
        r->help = row->help;
        free(at);
        free(label);
    }
    buf_finish(&name);
}

static void draw(const struct control_view *v)
{
    enum { ADD = 6 };
    if (!v->focus && control_draw_absent(v))
        return;
    size_t count = json_is(v->value, JSON_OBJECT) ? v->value->count : 0;
    const char *state = !v->value                      ? "not set"
                        : json_is(v->value, JSON_NULL) ? "null"
                        : count == 0                   ? "none (empty)"
                                                       : NULL;
    int col = state ? area_puts(v->area, 0, 0, STYLE_UNSET, state)
                    : area_printf(v->area, 0, 0, STYLE_VALUE, "%zu pair%s", count, count == 1 ? "" : "s");
    if (!v->focus)
        return;
    col = area_puts(v->area, 0, col + 2, STYLE_LABEL, "add: ");
    int width = v->area.cols - col;
    if (width > ADD)
        textfield_draw(&v->form->field, v->area, 0, col, width, true, false);
}

static const enum action HINTS[] = {ACTION_FORM_OPEN, ACTION_FORM_NEXT, ACTION_FORM_CLEAR, ACTION_NONE};

const struct control_ops control_map = {
    .type = "names with values",
    .kinds = KIND(JSON_OBJECT),
    .hints = HINTS,
    .typing = control_types,
    .load = load,
    .store = store,
    .act = act,
    .leave = leave,
    .draw = draw,
    .expand = expand,
};
