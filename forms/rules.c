#include "forms/rules.h"

#include "forms/explain.h"
#include "forms/mem.h"
#include "forms/mend.h"

#include <stdlib.h>
#include <string.h>

/* The member in its place, where that is not taken. */
static void offer_successor(const struct subject *s, const struct rule_world *world, struct finding *f)
{
    const char *to = world->wizard ? wizard_successor(world->wizard, s->name, s->name_len) : NULL;
    if (to && !json_get(s->parent->value, to, strlen(to)))
        f->fix = (struct fix){.kind = FIX_MOVE, .words = xasprintf("Move it to %s", to), .to = xstrdup(to)};
}

void rule_offer_text(struct finding *f, const char *text, size_t len, const char *words)
{
    if (f->unfixed)
        return;
    struct buf quoted;
    buf_init(&quoted, BUF_BODY_MAX);
    if (json_quote(&quoted, text, len))
        f->fix = (struct fix){.kind = FIX_SET, .words = xstrdup(words), .value = xstrdup(quoted.data)};
    buf_finish(&quoted);
}

static bool is_deprecated(const struct subject *s, const struct rule_world *world, struct finding *f)
{
    for (size_t i = 0; i < s->node_count; i++) {
        if (!s->nodes[i]->deprecated)
            continue;
        explain_name(s, &f->text);
        buf_puts(&f->text, " is deprecated.");
        if (s->nodes[i]->note)
            buf_printf(&f->text, " %s", s->nodes[i]->note);
        if (!world->verdict)
            offer_successor(s, world, f);
        return true;
    }
    return false;
}

/* A member with another name, where that is certain. */
static void offer_name(const struct subject *s, struct finding *f)
{
    struct buf name;
    buf_init(&name, BUF_TEXT_MAX);
    mend_name(s, &name);
    if (name.len > 0) {
        buf_printf(&f->text, " Did you mean %s?", name.data);
        f->fix = (struct fix){
            .kind = FIX_MOVE, .words = xasprintf("Call it %s", name.data), .to = xstrdup(name.data)};
    }
    buf_finish(&name);
}

/* Only where the schema names the members that it expects: elsewhere any name is as good as another. */
static bool is_unknown(const struct subject *s, const struct rule_world *world, struct finding *f)
{
    if (s->known)
        return false;
    size_t named = 0;
    for (size_t i = 0; i < s->parent->node_count; i++)
        named += s->parent->nodes[i]->property_count;
    if (named == 0)
        return false;
    buf_puts(&f->text, "The program does not know this field; it will be sent as it is.");
    if (!world->verdict)
        offer_name(s, f);
    return true;
}

const struct rule rules[] = {
    {"deprecated", NULL, BELOW_NONE, is_deprecated},
    {"unknown", NULL, BELOW_NONE, is_unknown},
    {"space", NULL, BELOW_NONE, rule_space},
    {"form", rule_concerns_form, BELOW_NONE, rule_form},
    {"order", rule_concerns_end, BELOW_NONE, rule_order},
    {"utc", NULL, BELOW_NONE, rule_utc},
    {"dangling", rule_concerns_reference, BELOW_ITEMS, rule_dangling},
    {"duplicate", rule_concerns_owned, BELOW_NONE, rule_duplicate},
    {"unmatched", rule_concerns_named, BELOW_NONE, rule_unmatched},
    {"zone", rule_concerns_form, BELOW_NONE, rule_zone},
    {"metadata", rule_concerns_map, BELOW_MEMBERS, rule_metadata},
    {"people", rule_concerns_person, BELOW_NONE, rule_people},
    {"subset", rule_concerns_part, BELOW_ITEMS, rule_subset},
    {"needs", rule_concerns_needy, BELOW_NONE, rule_needs},
    {"suggestion", rule_concerns_suggested, BELOW_ITEMS, rule_suggestion},
    {"undocumented", NULL, BELOW_NONE, rule_undocumented},
};
const size_t rule_count = sizeof rules / sizeof *rules;
_Static_assert(sizeof rules / sizeof *rules <= 32, "one bit for each rule");

/* By a place that the name alone decides; the last that had it. */
enum { KNOWN_NAMES = 128, KNOWN_NAME_MAX = 47 };
struct known_name {
    const char *list;
    uint32_t rules;
    uint8_t len; /* 0: nothing is known */
    char name[KNOWN_NAME_MAX];
};

struct rule_memory {
    uint32_t below[BELOW_MEMBERS + 1]; /* the rules of each enum rule_below */
    struct known_name names[KNOWN_NAMES];
};

struct rule_memory *rule_memory_new(void)
{
    struct rule_memory *m = xcalloc(1, sizeof *m);
    for (size_t i = 0; i < rule_count; i++)
        m->below[rules[i].below] |= UINT32_C(1) << i;
    return m;
}

void rule_memory_free(struct rule_memory *m)
{
    free(m);
}

static uint32_t rules_of_name(const struct rule_world *world, const char *name, size_t len)
{
    uint32_t found = 0;
    for (size_t i = 0; i < rule_count; i++)
        if (!rules[i].concerns || (world->wizard && rules[i].concerns(world, name, len)))
            found |= UINT32_C(1) << i;
    return found;
}

/* The same with a memory. */
static uint32_t recall(const struct rule_world *world, struct rule_memory *m, const char *name, size_t len)
{
    if (len == 0 || len > KNOWN_NAME_MAX)
        return rules_of_name(world, name, len);
    const size_t place = 31 * len + 7 * (unsigned char)name[0] + (unsigned char)name[len / 2];
    struct known_name *k = &m->names[place % KNOWN_NAMES];
    if (k->len != len || k->list != world->list || memcmp(k->name, name, len) != 0) {
        k->rules = rules_of_name(world, name, len);
        k->list = world->list;
        k->len = (uint8_t)len;
        memcpy(k->name, name, len);
    }
    return k->rules;
}

uint32_t rules_of(const struct subject *s, const struct rule_world *world, struct rule_memory *m)
{
    const uint32_t above = s->parent->rules;
    if (!s->name)
        return above & m->below[BELOW_ITEMS];
    return recall(world, m, s->name, s->name_len) | (above & m->below[BELOW_MEMBERS]);
}
