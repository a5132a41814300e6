/* Shapes told apart by the value of a member: the deep link. Members that the chosen shape does not have are
 * parked, not lost. */
#include "forms/mem.h"
#include "forms/path.h"
#include "tui/screens/control.h"
#include "tui/screens/lookup.h"

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
    bool known; /* the shape is the one that the value says */
    struct rows *out;
    size_t first; /* rows of this expansion begin here */
};

static bool has_row(const struct expansion *x, const char *pointer)
{
    for (size_t i = x->first; i < x->out->count; i++)
        if (strcmp(x->out->items[i].pointer, pointer) == 0)
            return true;
    return false;
}

static void add_member(void *context, const struct schema_property *p)
{
    struct expansion *x = context;
    if (strcmp(p->name, x->shape->name ? x->shape->name : "") == 0)
        return;
    char *at = path_join(x->row->pointer, p->name);
    if (!has_row(x, at)) {
        struct row *r = wizard_member_row(x->se->wizard, x->row->pointer, x->se->doc, p, x->known, x->out);
        r->depth = x->row->depth + 1;
        if (!x->known) { /* each shape says something else of it, and needs it or not */
            r->help = x->row->help;
            r->required = false;
        }
    }
    free(at);
}

static void expand_variant(const struct session *se, const struct row *row, const struct json *value,
                           struct rows *out)
{
    struct shape all[VARIANTS_MAX];
    size_t count = shapes_of(row, all);
    struct expansion x = {
        .se = se, .row = row, .known = is_known(all, count, value), .out = out, .first = out->count};
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

/* ---- a key says nothing to another kind */

/* The kind, other than that one, whose records have the key; false: none has. Added to kind. */
static bool find_owner(const struct switching *s, const struct buf *key, const struct buf *besides,
                       struct buf *kind)
{
    const struct session *se = s->call->se;
    for (size_t i = 0; i < s->count; i++)
        for (size_t w = 0; s->all[i].words && w < s->all[i].words->count; w++) {
            buf_clear(kind);
            control_plain(json_item(s->all[i].words, w), kind);
            const char *list = wizard_list_of_kind(se->wizard, kind->data, kind->len);
            if (list && strcmp(kind->data, besides->data) != 0 &&
                lookup_record(se, list, key->data, key->len) != SIZE_MAX)
                return true;
        }
    return false;
}

/* The key of a record of another kind waits until that kind is chosen again; what waited for the new one
 * comes back. A key that names nothing here may be any kind's, and stays. */
static void sort_key(struct switching *s, const char *at, const struct buf *now)
{
    struct doc *d = s->call->se->doc;
    const char *list = wizard_list_of_kind(s->call->se->wizard, now->data, now->len);
    struct buf key, kind;
    buf_init(&key, BUF_TEXT_MAX);
    buf_init(&kind, BUF_TEXT_MAX);
    control_plain(doc_get(d, at), &key);
    char *waits = path_join(at, now->data);
    if (list && lookup_record(s->call->se, list, key.data, key.len) == SIZE_MAX) {
        if (find_owner(s, &key, now, &kind)) {
            char *aside = path_join(at, kind.data);
            doc_park(d, aside, doc_get(d, at));
            doc_set_chars(d, at, "", 0, &s->e);
            buf_clear(&key);
            free(aside);
        }
        const struct json *parked = doc_parked(d, waits);
        if (key.len == 0 && parked)
            doc_set(d, at, parked, &s->e);
    }
    free(waits);
    buf_finish(&kind);
    buf_finish(&key);
}

static void sort_member(void *context, const struct schema_property *p)
{
    struct switching *s = context;
    const char *kind;
    if (wizard_meaning(s->call->se->wizard, NULL, p->name, p->name_len, &kind) != MEANING_RESOURCE)
        return;
    char *at = path_join(s->call->row->pointer, p->name);
    char *beside = path_join(s->call->row->pointer, kind);
    struct buf now;
    buf_init(&now, BUF_TEXT_MAX);
    control_plain(doc_get(s->call->se->doc, beside), &now);
    if (doc_get(s->call->se->doc, at))
        sort_key(s, at, &now);
    buf_finish(&now);
    free(beside);
    free(at);
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
        if (s.wanted)
            schema_each_property(all[i].node, sort_member, &s);
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
