/* A list of records inside a form: says how many, and opens their table. */
#include "forms/mem.h"
#include "forms/words.h"
#include "tui/screens/control.h"

#include <stdlib.h>
#include <string.h>

/* The wizard shows it as a section of its own. */
static bool is_section(const struct session *se, const char *list)
{
    for (size_t i = 0; i < wizard_section_count(se->wizard); i++) {
        const struct section *s = wizard_section(se->wizard, i);
        if (s->kind == SECTION_LIST && strcmp(s->pointer, list) == 0)
            return true;
    }
    return false;
}

static bool act(const struct control_call *c, enum action action)
{
    if (action != ACTION_FORM_OPEN && action != ACTION_FORM_PICK)
        return false;
    doc_visit(c->se->doc);
    if (is_section(c->se, c->row->pointer)) {
        session_goto(c->se, c->row->pointer);
    } else {
        effects_push(c->out, EFFECT_PUSH, SCREEN_LIST, c->row->pointer);
    }
    return true;
}

static void draw(const struct control_view *v)
{
    enum style s = v->focus ? STYLE_FOCUS : STYLE_VALUE;
    if (v->focus)
        area_cursor(v->area, 0, 0);
    if (control_draw_absent(v))
        return;
    char n[WORDS_NUMBER_MAX];
    if (v->value->count == 0)
        area_puts(v->area, 0, 0, s, "none (empty list)");
    else
        area_printf(v->area, 0, 0, s, "%s record%s", words_number(v->value->count, n),
                    v->value->count == 1 ? "" : "s");
}

static const enum action HINTS[] = {ACTION_FORM_OPEN, ACTION_FORM_UNSET, ACTION_FORM_SHOW_UNSET, ACTION_NONE};

const struct control_ops control_records = {
    .type = "list of records",
    .kinds = KIND(JSON_ARRAY),
    .hints = HINTS,
    .act = act,
    .draw = draw,
};
