/* Exactly one of several members: the landing page. What another member held is parked, not lost: it comes
 * back when it is chosen again, and is not sent. */
#include "forms/mem.h"
#include "forms/path.h"
#include "tui/screens/control.h"

#include <stdlib.h>
#include <string.h>

enum { CHOICES_MAX = 64 };

static const struct choice *present(const struct session *se, const struct row *row, struct choice *all,
                                    size_t *count)
{
    const struct json *value = doc_get(se->doc, row->pointer);
    *count = wizard_choices(se->wizard, row, all, CHOICES_MAX);
    for (size_t i = 0; i < *count && json_is(value, JSON_OBJECT); i++)
        if (json_get(value, all[i].member, strlen(all[i].member)))
            return &all[i];
    return NULL;
}

static void open_choices(const struct control_call *c)
{
    struct choice all[CHOICES_MAX];
    size_t count;
    const struct choice *now = present(c->se, c->row, all, &count);
    control_choose(c, &(struct chooser_options){.title = c->row->label,
                                                .pointer = c->row->pointer,
                                                .current = now ? now->label : NULL});
    for (size_t i = 0; i < count; i++)
        chooser_offer(&c->form->chooser, all[i].label, strlen(all[i].label), all[i].member);
    chooser_show(&c->form->chooser, c->se);
}

static void choose(const struct control_call *c, const struct choice *all, size_t count, size_t chosen)
{
    struct err e = {0};
    doc_group_begin(c->se->doc);
    /* the new one first, so that the object never becomes empty */
    bool done = control_restore(c, all[chosen].member, &e);
    for (size_t i = 0; i < count && done; i++)
        if (i != chosen)
            done = control_park(c, all[i].member, &e);
    control_edited(c, c->row->pointer, done, &e);
    doc_group_end(c->se->doc);
}

static void one_of_chosen(const struct control_call *c, const char *value, size_t len)
{
    struct choice all[CHOICES_MAX];
    size_t count;
    present(c->se, c->row, all, &count);
    for (size_t i = 0; i < count; i++)
        if (strlen(all[i].label) == len && memcmp(all[i].label, value, len) == 0) {
            choose(c, all, count, i);
            return;
        }
}

static void turn(const struct control_call *c, size_t by)
{
    struct choice all[CHOICES_MAX];
    size_t count;
    const struct choice *now = present(c->se, c->row, all, &count);
    if (count > 0)
        choose(c, all, count, now ? ((size_t)(now - all) + count + by) % count : 0);
}

static bool act_one_of(const struct control_call *c, enum action action)
{
    switch (action) {
    case ACTION_FORM_OPEN:
    case ACTION_FORM_PICK:
        open_choices(c);
        return true;
    case ACTION_MOVE_RIGHT:
    case ACTION_FORM_TOGGLE:
        turn(c, 1);
        return true;
    case ACTION_MOVE_LEFT:
        turn(c, (size_t)-1);
        return true;
    default:
        return false;
    }
}

/* A field for each member that is there: more than one is a problem that the operator must be able to see
 * and to mend. */
static void expand_one_of(const struct session *se, const struct row *row, const struct json *value,
                          struct rows *out)
{
    struct choice all[CHOICES_MAX];
    size_t count;
    size_t first = out->count;
    present(se, row, all, &count);
    for (size_t i = 0; i < count && json_is(value, JSON_OBJECT); i++) {
        if (!json_get(value, all[i].member, strlen(all[i].member)))
            continue;
        char *at = path_join(row->pointer, all[i].member);
        struct row *r =
            control_add_row(out, row, all[i].ref_list ? CONTROL_KEY : CONTROL_TEXT, at, all[i].label);
        r->ref_list = all[i].ref_list ? xstrdup(all[i].ref_list) : NULL;
        r->node = schema_at(se->schema, at);
        r->required = true;
        r->help = row->help;
        free(at);
    }
    control_add_rest(out, first, row, value, NULL);
}

static void draw_one_of(const struct control_view *v)
{
    struct choice all[CHOICES_MAX];
    size_t count;
    const struct choice *now = present(v->se, v->row, all, &count);
    if (!v->focus && control_draw_absent(v))
        return;
    const char *word = now ? now->label : v->value ? "none of the known ones" : "not set";
    control_draw_word(v, word, strlen(word));
}

static const enum action HINTS[] = {ACTION_FORM_OPEN, ACTION_FORM_TOGGLE, ACTION_FORM_UNSET, ACTION_NONE};

const struct control_ops control_one_of = {
    .type = "exactly one of several",
    .kinds = KIND(JSON_OBJECT),
    .hints = HINTS,
    .act = act_one_of,
    .chosen = one_of_chosen,
    .draw = draw_one_of,
    .expand = expand_one_of,
};
