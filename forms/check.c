/* One walk down the document: each value is met with all the nodes that govern it at once (those of its
 * parents' properties and items, with their allOf and the variants that were chosen), so that problems come
 * in the order of the document and each is said once. fit.c has the verdicts, explain.c the words, rules.c
 * the warnings. */
#include "forms/check.h"

#include "forms/check_walk.h"
#include "forms/choose.h"
#include "forms/explain.h"
#include "forms/fit.h"
#include "forms/fix.h"
#include "forms/mem.h"
#include "forms/mend.h"

#include <stdlib.h>
#include <string.h>

void walk_init(struct walk *w, const struct rule_world *world, struct problems *out)
{
    *w = (struct walk){.out = out, .world = *world};
    w->nodes = xreallocarray(NULL, SCHEMA_NODES_MAX, sizeof *w->nodes);
    buf_init(&w->scratch, BUF_BODY_MAX);
    buf_init(&w->text, BUF_TEXT_MAX);
    buf_init(&w->finding.text, BUF_TEXT_MAX);
    path_init(&w->pointer);
    arena_init(&w->names);
    w->memory = rule_memory_new();
}

void walk_finish(struct walk *w)
{
    free(w->nodes);
    buf_finish(&w->scratch);
    buf_finish(&w->text);
    buf_finish(&w->finding.text);
    path_finish(&w->pointer);
    arena_finish(&w->names);
    rule_memory_free(w->memory);
}

/* ---- reporting: pointers are built here only, as most values are fine */

/* Of a member that has no pointer (path.h), the value above it is the place. */
static bool put_pointer(struct walk *w, const struct subject *s)
{
    if (!s->parent)
        return path_set(&w->pointer, "");
    return put_pointer(w, s->parent) &&
           (s->name ? path_push(&w->pointer, s->name, s->name_len) : path_push_index(&w->pointer, s->index));
}

/* As many as were asked for: of the others nothing but their number is of use. */
static bool is_full(const struct problems *p)
{
    return p->limit && p->count >= p->limit;
}

static void add_or_hand_out(struct problems *out, char *pointer, const char *keyword, enum severity severity,
                            char *text)
{
    if (!out->each) {
        problems_add(out, pointer, keyword, severity, text);
        return;
    }
    problems_count(out, severity);
    out->each(out->context, &(struct problem){pointer, keyword, severity, text, {0}});
}

/* Adds a problem of the value, or of a member that it lacks, with the text in w->text, and clears that. */
static void report(struct walk *w, const struct subject *s, const struct schema_property *missing,
                   const char *keyword, enum severity severity)
{
    struct problems *out = w->out;
    if (w->world.verdict) {
        problems_count(out, severity);
    } else {
        if (put_pointer(w, s) && missing)
            path_push(&w->pointer, missing->name, missing->name_len);
        add_or_hand_out(out, w->pointer.text.data, keyword, severity, w->text.data);
        w->world.verdict = is_full(out);
    }
    buf_clear(&w->text);
}

/* A rule knows no paths: it names the member beside the value's that the value goes to. */
static struct fix placed_fix(struct fix take, const char *pointer)
{
    if (take.kind == FIX_MOVE) {
        char *parent = path_parent(pointer), *to = path_join(parent ? parent : "", take.to);
        free(parent);
        free(take.to);
        take.to = to;
    }
    return take;
}

/* The same with a fix, if there is one. */
static void report_finding(struct walk *w, const struct subject *s, const char *keyword,
                           enum severity severity)
{
    struct problems *out = w->out;
    const size_t before = out->count;
    buf_puts(&w->text, w->finding.text.data);
    report(w, s, NULL, keyword, severity);
    if (out->count > before)
        out->items[before].fix = placed_fix(w->finding.fix, out->items[before].pointer);
    else
        fix_finish(&w->finding.fix);
    w->finding.fix = (struct fix){0};
    buf_clear(&w->finding.text);
}

/* ---- one value */

void walk_push(struct walk *w, const struct schema_node *n, const struct json *v)
{
    if (fit_by_null(n, v))
        return;
    w->nodes[w->count++] = n;
    for (size_t i = 0; i < n->all_of_count; i++)
        walk_push(w, n->all_of[i], v);
}

static void report_broken(struct walk *w, const struct subject *s, const struct schema_node *n,
                          unsigned broken)
{
    for (enum fit_keyword k = 0; k < FIT_COUNT; k++) {
        if (!(broken >> k & 1))
            continue;
        if (!w->world.verdict) {
            explain_broken(s, n, k, &w->finding.text);
            mend_value(s, n, k, &w->finding);
        }
        report_finding(w, s, fit_keyword_name(k), SEVERITY_ERROR);
    }
}

/* The variants of a oneOf or anyOf. */
struct variants {
    const char *keyword;
    const struct schema_node *const *nodes;
    size_t count, most; /* at most so many may fit */
};

/* No variant fits. With one that was meant, what is wrong with that one is said where it is wrong. */
static void report_none(struct walk *w, const struct subject *s, const struct variants *v,
                        const struct chosen *c)
{
    if (c->best) {
        walk_push(w, c->best, s->value);
        return;
    }
    if (!c->kind) {
        if (!w->world.verdict)
            explain_no_choice(s, v->nodes, v->count, &w->finding.text);
        for (size_t i = 0; !w->world.verdict && w->finding.fix.kind == FIX_NONE && i < v->count; i++)
            mend_value(s, v->nodes[i], FIT_TYPE, &w->finding);
        report_finding(w, s, v->keyword, SEVERITY_ERROR);
        return;
    }
    const struct subject kind = {.value = json_get(s->value, c->kind->name, c->kind->name_len),
                                 .parent = s,
                                 .name = c->kind->name,
                                 .name_len = c->kind->name_len,
                                 .nodes = &c->kind->node,
                                 .node_count = 1};
    if (kind.value && !w->world.verdict)
        explain_no_kind(&kind, v->nodes, v->count, &w->text);
    else if (!w->world.verdict)
        explain_missing(s, s->nodes[0], c->kind, &w->text);
    report(w, s, c->kind, kind.value ? "enum" : "required", SEVERITY_ERROR);
}

static void choose_variants(struct walk *w, const struct subject *s, const struct variants *v)
{
    struct chosen c;
    choose(v->nodes, v->count, s->value, &w->scratch, &c);
    if (c.count == 0)
        report_none(w, s, v, &c);
    if (c.count > v->most) {
        if (!w->world.verdict)
            explain_many_choices(s, c.fitting, c.count, &w->text);
        report(w, s, NULL, v->keyword, SEVERITY_ERROR);
    }
    for (size_t i = 0; i < c.count; i++)
        walk_push(w, c.fitting[i], s->value);
}

static void apply_rules(struct walk *w, const struct subject *s)
{
    uint32_t asked = s->rules;
    for (size_t i = 0; asked; i++, asked >>= 1)
        if (asked & 1 && rules[i].breaks(s, &w->world, &w->finding))
            report_finding(w, s, rules[i].keyword, SEVERITY_WARNING);
}

/* Required by an earlier node as well: one problem is enough. */
static bool is_repeated(const struct subject *s, size_t node, const struct schema_property *p)
{
    for (size_t i = 0; i < node; i++) {
        const struct schema_property *other = schema_own_property(s->nodes[i], p->name, p->name_len);
        if (other && other->required)
            return true;
    }
    return false;
}

static void report_missing(struct walk *w, const struct subject *s)
{
    for (size_t i = 0; i < s->node_count; i++) {
        const struct schema_node *n = s->nodes[i];
        for (size_t k = 0; k < n->property_count; k++) {
            const struct schema_property *p = &n->properties[k];
            if (!p->required || json_get(s->value, p->name, p->name_len) || is_repeated(s, i, p))
                continue;
            if (!w->world.verdict)
                explain_missing(s, n, p, &w->text);
            report(w, s, p, "required", SEVERITY_ERROR);
        }
    }
}

/* Checks s->value, but for what lies below it, against the nodes from first on; adds the variants that are
 * chosen, and leaves all in s->nodes. */
static void walk_value(struct walk *w, struct subject *s, size_t first)
{
    unsigned reported = 0;
    s->nodes = w->nodes + first;
    for (size_t i = first; i < w->count; i++) {
        const struct schema_node *n = w->nodes[i];
        s->node_count = w->count - first;
        const unsigned broken = fit_broken(n, s->value, &w->scratch);
        if (broken) {
            report_broken(w, s, n, broken & ~reported);
            reported |= broken;
        }
        if (broken & 1u << FIT_TYPE)
            continue;
        if (n->one_of_count)
            choose_variants(w, s, &(struct variants){"oneOf", n->one_of, n->one_of_count, 1});
        if (n->any_of_count)
            choose_variants(w, s, &(struct variants){"anyOf", n->any_of, n->any_of_count, n->any_of_count});
    }
    s->node_count = w->count - first;
    if (s->parent)
        apply_rules(w, s);
    if (s->value->kind == JSON_OBJECT)
        report_missing(w, s);
}

/* ---- what lies below */

static struct subject member_of(struct walk *w, const struct subject *s, size_t first, size_t end,
                                size_t index, const char *name, size_t len)
{
    struct subject child = {
        .value = &s->value->items[index], .parent = s, .index = index, .name = name, .name_len = len};
    bool refused = false;
    for (size_t i = first; i < end; i++) {
        const struct schema_node *n = w->nodes[i];
        const struct schema_property *p = schema_own_property(n, name, len);
        const struct schema_node *node = p ? p->node : n->additional;
        child.required |= p && p->required;
        child.known |= node != NULL;
        refused |= !node && n->closed;
        if (node)
            walk_push(w, node, child.value);
    }
    if (refused) {
        if (!w->world.verdict)
            explain_refused(&child, &w->text);
        report(w, &child, NULL, "additionalProperties", SEVERITY_ERROR);
    }
    child.rules = rules_of(&child, &w->world, w->memory);
    return child;
}

struct subject walk_child(struct walk *w, const struct subject *s, size_t first, size_t index)
{
    const size_t end = w->count;
    const struct json *v = &s->value->items[index];
    if (s->value->kind == JSON_ARRAY) {
        for (size_t i = first; i < end; i++)
            if (w->nodes[i]->items)
                walk_push(w, w->nodes[i]->items, v);
        struct subject item = {.value = v, .parent = s, .index = index};
        item.rules = rules_of(&item, &w->world, w->memory);
        return item;
    }
    size_t len;
    const char *name = json_name(v, &w->scratch, &len);
    if (v->flags & JSON_NAME_ESCAPED) {
        /* It has to outlive what else is decoded before this member is done with. */
        char *kept = arena_text(&w->names, len);
        memcpy(kept, name, len);
        name = kept;
    }
    return member_of(w, s, first, end, index, name, len);
}

/* The array may be a list of the wizard's. */
static bool enter_list(struct walk *w, const struct subject *s)
{
    const struct wizard *wizard = w->world.wizard;
    const bool named = put_pointer(w, s);
    for (size_t i = 0; named && i < wizard_list_count(wizard); i++)
        if (strcmp(wizard_list_pointer(wizard, i), w->pointer.text.data) == 0) {
            w->world.list = wizard_list_pointer(wizard, i);
            w->world.array = s->value;
            return true;
        }
    return false;
}

void walk_all(struct walk *w, struct subject *s, size_t first)
{
    walk_value(w, s, first);
    const bool entered = s->value->kind == JSON_ARRAY && w->world.keys && !w->world.list && enter_list(w, s);
    const bool left = w->leaves && s->value->kind == JSON_ARRAY && w->leaves(w->context, s->value);
    for (uint32_t i = 0; !left && s->node_count && i < s->value->count; i++) {
        const size_t begin = w->count;
        struct subject child = walk_child(w, s, first, i);
        walk_all(w, &child, begin);
    }
    if (entered)
        w->world.list = NULL;
    w->count = first;
}

/* ---- from outside */

void check_document_in(const struct schema *s, const struct rule_world *world, size_t limit,
                       struct problems *out)
{
    problems_drop(out, "", SEVERITY_ERROR);
    problems_drop(out, "", SEVERITY_WARNING);
    out->errors = out->warnings = 0;
    out->limit = limit;
    struct walk w;
    walk_init(&w, world, out);
    w.world.verdict = world->verdict || is_full(out);
    w.finding.unfixed = out->each != NULL;
    walk_push(&w, schema_root(s), world->root);
    struct subject top = {.value = world->root};
    walk_all(&w, &top, 0);
    walk_finish(&w);
}

void check_document(const struct schema *s, const struct json *root, size_t limit, struct problems *out)
{
    check_document_in(s, &(struct rule_world){.root = root}, limit, out);
}

bool check_valid(const struct schema_node *n, const struct json *v)
{
    struct buf scratch;
    buf_init(&scratch, BUF_BODY_MAX);
    const bool valid = fit_whole(n, v, &scratch);
    buf_finish(&scratch);
    return valid;
}
