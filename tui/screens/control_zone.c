/* The name of a time zone: typed, or chosen from those that the system knows. */
#include "forms/mem.h"
#include "forms/when.h"
#include "tui/actions/clock.h"
#include "tui/screens/control.h"

#include <stdlib.h>
#include <string.h>

static void open_names(const struct control_call *c)
{
    const struct zones *z = c->se->zones;
    struct buf now;
    buf_init(&now, BUF_TEXT_MAX);
    control_plain(c->value, &now);
    control_choose(c, &(struct chooser_options){.title = c->row->label,
                                                .pointer = c->row->pointer,
                                                .current = now.len ? now.data : NULL,
                                                .free_text = true});
    chooser_offer_zones(&c->form->chooser, z);
    chooser_show(&c->form->chooser, c->se);
    buf_finish(&now);
}

static bool act(const struct control_call *c, enum action action)
{
    if (action != ACTION_FORM_OPEN && action != ACTION_FORM_PICK)
        return false;
    if (c->se->zones && c->se->zones->names(c->se->zones->context)[0]) {
        open_names(c);
        return true;
    }
    if (action == ACTION_FORM_PICK)
        session_say(c->se, SEVERITY_NOTE,
                    "This computer has no list of time zones (tzdata). Type a name like Europe/Lisbon.");
    return action == ACTION_FORM_PICK;
}

/* "now 20 Nov 21:54": so that a wrong zone is seen. */
static void note(const struct control_view *v, struct buf *out)
{
    struct buf name;
    const struct zones *zones = v->se->zones;
    control_note_state(v, out);
    if (out->len > 0 || !zones)
        return;
    buf_init(&name, BUF_TEXT_MAX);
    control_plain(v->value, &name);
    const struct zone *z = zones->find(zones->context, name.data, name.len);
    if (z) {
        buf_puts(out, "now ");
        when_show_short(clock_now() - clock_now() % 60, z, clock_now(), out);
    }
    buf_finish(&name);
}

static const enum action HINTS[] = {ACTION_FORM_OPEN, ACTION_FORM_NEXT, ACTION_FORM_CLEAR, ACTION_NONE};

const struct control_ops control_zone = {
    .type = "time zone",
    .kinds = KINDS_SCALAR,
    .hints = HINTS,
    .typing = control_types,
    .store = control_store_chars,
    .act = act,
    .chosen = control_take_chars,
    .draw = control_draw_field,
    .note = note,
};
