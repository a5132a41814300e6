#include "forms/rules.h"

#include "forms/explain.h"
#include "forms/mem.h"
#include "forms/mend.h"

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
    {"deprecated", is_deprecated, false},  {"unknown", is_unknown, false},
    {"space", rule_space, false},          {"form", rule_form, false},
    {"order", rule_order, false},          {"utc", rule_utc, false},
    {"dangling", rule_dangling, true},     {"duplicate", rule_duplicate, false},
    {"unmatched", rule_unmatched, false},  {"zone", rule_zone, false},
    {"metadata", rule_metadata, false},    {"people", rule_people, false},
    {"subset", rule_subset, true},         {"needs", rule_needs, false},
    {"suggestion", rule_suggestion, true}, {"undocumented", rule_undocumented, false},
};
const size_t rule_count = sizeof rules / sizeof *rules;
