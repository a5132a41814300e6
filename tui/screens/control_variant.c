/* Shapes told apart by the value of a member: the deep link. Members that the chosen shape does not have are
 * parked, not lost. */
#include "forms/mem.h"
#include "forms/path.h"
#include "tui/screens/control.h"

#include <stdlib.h>
#include <string.h>

enum { VARIANTS_MAX = 32 };

struct shape {
    const struct schema_node *node;
    const char *name; /* of the member that tells */
    size_t name_len;
    const struct json *words; /* what it says for this shape */
};

static void find_teller(void *context, const struct schema_property *p)
{
    struct shape *s = context;
    if (p->node->enumeration && !s->name) {
        s->name = p->name;
        s->name_len = p->name_len;
        s->words = p->node->enumeration;
    }
}

/* Shapes of the row's node; one for a plain object. */
static size_t shapes_of(const struct row *row, struct shape *out)
{
    const struct schema_node *nodes[VARIANTS_MAX];
    size_t count = row->node ? schema_variants(row->node, nodes, VARIANTS_MAX) : 0;
    if (count == 0 && row->node)
        nodes[count++] = row->node;
    if (count > VARIANTS_MAX)
        count = VARIANTS_MAX;
    for (size_t i = 0; i < count; i++) {
        out[i] = (struct shape){.node = nodes[i]};
        schema_each_property(nodes[i], find_teller, &out[i]);
    }
    return count;
}

static const struct json *told(const struct json *value, const struct shape *s)
{
    return json_is(value, JSON_OBJECT) && s->name ? json_get(value, s->name, s->name_len) : NULL;
}

static bool says(const struct shape *s, const struct json *word)
{
    for (size_t i = 0; s->words && i < s->words->count; i++)
        if (word && json_same(json_item(s->words, i), word))
            return true;
    return false;
}

/* Some shape knows the word that the value says. */
static bool is_known(const struct shape *all, size_t count, const struct json *value)
{
    for (size_t i = 0; i < count; i++)
        if (says(&all[i], told(value, &all[i])))
            return true;
    return false;
}

/* Members of the value belong to the shapes that its word picks, or to all when no shape knows the word. */
static bool in_use(const struct shape *all, size_t count, const struct json *value, size_t index)
{
    return !is_known(all, count, value) || says(&all[index], told(value, &all[index]));
}

struct expansion {
    const struct session *se;
    const struct row *row;
    const struct shape *shape;
    struct rows *out;
    size_t first; /* rows of this expansion begin here */
};

static void add_member(void *context, const struct schema_property *p)
{
    struct expansion *x = context;
    if (strcmp(p->name, x->shape->name ? x->shape->name : "") == 0)
        return;
    char *at = path_join(x->row->pointer, p->name);
    for (size_t i = x->first; i < x->out->count; i++)
        if (strcmp(x->out->items[i].pointer, at) == 0) {
            free(at);
            return;
        }
    struct buf label;
    buf_init(&label, BUF_TEXT_MAX);
    if (p->node->title) /* the shape's own: another one may call a member of that name something else */
        buf_puts(&label, p->node->title);
    else
        wizard_label(x->se->wizard, at, &label);
    struct row *r = control_add_row(x->out, x->row, CONTROL_TEXT, at, label.data);
    r->node = p->node;
    r->help = p->node->help;
    r->required = p->required;
    buf_finish(&label);
    free(at);
}

static void expand_variant(const struct session *se, const struct row *row, const struct json *value,
                           struct rows *out)
{
    struct shape all[VARIANTS_MAX];
    size_t count = shapes_of(row, all);
    struct expansion x = {.se = se, .row = row, .out = out, .first = out->count};
    for (size_t i = 0; i < count && json_is(value, JSON_OBJECT); i++) {
        x.shape = &all[i];
        if (in_use(all, count, value, i))
            schema_each_property(all[i].node, add_member, &x);
    }
    control_add_rest(out, x.first, row, value, count > 0 ? all[0].name : NULL);
}

static void open_words(const struct control_call *c)
{
    struct shape all[VARIANTS_MAX];
    size_t count = shapes_of(c->row, all);
    struct buf now;
    buf_init(&now, BUF_TEXT_MAX);
    if (count > 0)
        control_plain(told(c->value, &all[0]), &now);
    control_choose(c, &(struct chooser_options){.title = c->row->label,
                                                .pointer = c->row->pointer,
                                                .current = now.len ? now.data : NULL,
                                                .free_text = true});
    for (size_t i = 0; i < count; i++)
        for (size_t w = 0; all[i].words && w < all[i].words->count; w++) {
            buf_clear(&now);
            control_plain(json_item(all[i].words, w), &now);
            chooser_offer(&c->form->chooser, now.data, now.len, NULL);
        }
    chooser_show(&c->form->chooser, c->se);
    buf_finish(&now);
}

struct switching {
    const struct control_call *call;
    const struct shape *shape;
    bool wanted; /* by the shape that was chosen; else taken away unless another one wants it */
    const struct shape *all;
    size_t count;
    struct err e;
};

static void switch_member(void *context, const struct schema_property *p)
{
    struct switching *s = context;
    if (strcmp(p->name, s->shape->name ? s->shape->name : "") == 0)
        return;
    if (s->wanted) {
        char *at = path_join(s->call->row->pointer, p->name);
        if (doc_parked(s->call->se->doc, at) || p->required)
            control_restore(s->call, p->name, &s->e);
        free(at);
        return;
    }
    const struct json *value = doc_get(s->call->se->doc, s->call->row->pointer);
    for (size_t i = 0; i < s->count; i++)
        if (in_use(s->all, s->count, value, i) && schema_child(s->all[i].node, p->name, p->name_len, NULL))
            return;
    control_park(s->call, p->name, &s->e);
}

static void variant_chosen(const struct control_call *c, const char *value, size_t len)
{
    struct shape all[VARIANTS_MAX];
    size_t count = shapes_of(c->row, all);
    if (count == 0 || !all[0].name)
        return;
    struct switching s = {.call = c, .all = all, .count = count};
    char *at = path_join(c->row->pointer, all[0].name);
    doc_group_begin(c->se->doc);
    bool done = doc_set_chars(c->se->doc, at, value, len, &s.e);
    /* a newer word than the schema's takes nothing away and asks for nothing */
    if (done && !is_known(all, count, doc_get(c->se->doc, c->row->pointer)))
        count = 0;
    for (size_t i = 0; i < count && done; i++) {
        s.shape = &all[i];
        s.wanted = in_use(all, count, doc_get(c->se->doc, c->row->pointer), i);
        schema_each_property(all[i].node, switch_member, &s);
    }
    control_edited(c, c->row->pointer, done, &s.e);
    doc_group_end(c->se->doc);
    free(at);
}

static bool act_variant(const struct control_call *c, enum action action)
{
    if (action != ACTION_FORM_OPEN && action != ACTION_FORM_PICK && action != ACTION_FORM_TOGGLE)
        return false;
    open_words(c);
    return true;
}

static void draw_variant(const struct control_view *v)
{
    struct shape all[VARIANTS_MAX];
    size_t count = shapes_of(v->row, all);
    struct buf word;
    if (!v->focus && control_draw_absent(v))
        return;
    buf_init(&word, BUF_TEXT_MAX);
    if (count > 0)
        control_plain(told(v->value, &all[0]), &word);
    if (word.len == 0)
        buf_puts(&word, v->value ? "of no known kind" : "not set");
    control_draw_word(v, word.data, word.len);
    buf_finish(&word);
}

static const enum action HINTS[] = {ACTION_FORM_OPEN, ACTION_FORM_UNSET, ACTION_NONE};

const struct control_ops control_variant = {
    .type = "one of several shapes",
    .kinds = KIND(JSON_OBJECT),
    .hints = HINTS,
    .act = act_variant,
    .chosen = variant_chosen,
    .draw = draw_variant,
    .expand = expand_variant,
};
