/* Warnings about what the server limits or needs beside a value: metadata, people on a stay, events, the deep
 * link, and what it does not document. Which members are meant stands in the asset. */
#include "forms/rules.h"

#include "forms/explain.h"
#include "forms/mem.h"
#include "forms/near.h"
#include "forms/safe.h"
#include "forms/utf8.h"

#include <stdlib.h>
#include <string.h>

/* ---- metadata */

enum { ENTRIES_MAX = 50, NAME_MAX_CHARS = 40 };

bool rule_concerns_map(const struct rule_world *world, const char *name, size_t len)
{
    const char *space;
    return wizard_meaning(world->wizard, world->list, name, len, &space) == MEANING_NAMES;
}

static bool is_map(const struct subject *s, const struct rule_world *world)
{
    return world->wizard && s->name && s->value->kind == JSON_OBJECT &&
           rule_concerns_map(world, s->name, s->name_len);
}

static size_t characters(const char *p, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += ((unsigned char)p[i] & 0xC0) != 0x80;
    return n;
}

/* A name without its periods, where no other entry has it. */
static void offer_name(const struct subject *s, struct finding *f)
{
    char *name = xstrndup(s->name, s->name_len);
    for (char *p = name; *p; p++)
        *p = *p == '.' ? '_' : *p;
    if (strlen(name) == s->name_len && characters(name, s->name_len) <= NAME_MAX_CHARS &&
        !subject_is_one_of_many(s) && !json_get(s->parent->value, name, s->name_len))
        f->fix = (struct fix){.kind = FIX_MOVE, .words = xasprintf("Call it %s", name), .to = xstrdup(name)};
    free(name);
}

bool rule_metadata(const struct subject *s, const struct rule_world *world, struct finding *f)
{
    if (s->value->kind == JSON_OBJECT && s->value->count > ENTRIES_MAX && is_map(s, world))
        return buf_printf(&f->text, "These are %u entries; the server takes at most %d.", s->value->count,
                          ENTRIES_MAX);
    if (!s->parent->name || !is_map(s->parent, world))
        return false;
    if (memchr(s->name, '.', s->name_len)) {
        if (!world->verdict)
            offer_name(s, f);
        return buf_puts(&f->text, "The server refuses names with a period in metadata.");
    }
    return characters(s->name, s->name_len) > NAME_MAX_CHARS &&
           buf_printf(&f->text, "The name is longer than the %d characters that the server takes.",
                      NAME_MAX_CHARS);
}

/* ---- two people on one stay */

bool rule_concerns_person(const struct rule_world *world, const char *name, size_t len)
{
    const char *space;
    return world->list &&
           wizard_meaning(world->wizard, world->list, name, len, &space) == MEANING_REFERENCE &&
           wizard_is_people(world->wizard, space);
}

static bool names_person(const struct rule_world *world, const struct json *member, struct buf *scratch)
{
    size_t len;
    const char *name = json_name(member, scratch, &len);
    return member->kind == JSON_STRING && member->text_len > strlen("\"\"") &&
           rule_concerns_person(world, name, len);
}

/* Said of the second one. */
bool rule_people(const struct subject *s, const struct rule_world *world, struct finding *f)
{
    if (s->value->kind != JSON_STRING || s->value->text_len <= strlen("\"\"") ||
        s->parent->value->kind != JSON_OBJECT)
        return false;
    struct buf scratch;
    bool found = false;
    buf_init(&scratch, BUF_TEXT_MAX);
    for (uint32_t i = 0; i < s->index && !found; i++)
        found = names_person(world, &s->parent->value->items[i], &scratch);
    buf_finish(&scratch);
    return found &&
           buf_puts(&f->text, "This names a second person. A stay is for one: keep the one that is meant.");
}

/* ---- one of what another member holds */

bool rule_concerns_part(const struct rule_world *world, const char *name, size_t len)
{
    return wizard_whole(world->wizard, name, len) != NULL;
}

bool rule_subset(const struct subject *s, const struct rule_world *world, struct finding *f)
{
    const struct subject *array = s->parent, *object = array->parent;
    if (s->name || !world->wizard || !array->name || !object || s->value->kind != JSON_STRING)
        return false;
    const char *whole = wizard_whole(world->wizard, array->name, array->name_len);
    const struct json *allowed = whole ? json_get(object->value, whole, strlen(whole)) : NULL;
    if (!json_is(allowed, JSON_ARRAY))
        return false;
    for (uint32_t i = 0; i < allowed->count; i++)
        if (json_same(&allowed->items[i], s->value))
            return false;
    buf_puts(&f->text, "This is not among ");
    buf_puts(&f->text, whole);
    buf_puts(&f->text, ", so that it cannot be chosen. Add it there, or take it away here.");
    return true;
}

/* ---- what another member needs */

/* "Navigation: restricted and Embedded in another page: yes" */
static void put_needs(const struct wizard *w, const struct json *needs, struct buf *out)
{
    struct buf scratch;
    size_t len;
    buf_init(&scratch, BUF_TEXT_MAX);
    for (uint32_t i = 0; i < needs->count; i++) {
        const struct json *v = &needs->items[i];
        const char *name = json_name(v, &scratch, &len);
        char *member = xstrndup(name, len), *pointer = xasprintf("/%s", member);
        buf_puts(out, i ? " and " : "");
        wizard_label(w, pointer, out);
        buf_puts(out, ": ");
        if (v->kind == JSON_STRING) {
            const char *text = json_chars(v, &scratch, &len);
            buf_add(out, text, len);
        } else {
            buf_puts(out, json_is_true(v) ? "yes" : "no");
        }
        free(pointer);
        free(member);
    }
    buf_finish(&scratch);
}

bool rule_concerns_needy(const struct rule_world *world, const char *name, size_t len)
{
    return wizard_needs(world->wizard, name, len) != NULL;
}

bool rule_needs(const struct subject *s, const struct rule_world *world, struct finding *f)
{
    const struct json *needs =
        world->wizard && !s->parent->parent ? wizard_needs(world->wizard, s->name, s->name_len) : NULL;
    bool lacks = false;
    for (uint32_t i = 0; needs && i < needs->count; i++) {
        struct buf scratch;
        size_t len;
        buf_init(&scratch, BUF_TEXT_MAX);
        const char *name = json_name(&needs->items[i], &scratch, &len);
        const struct json *v = json_get(s->parent->value, name, len);
        lacks = lacks || !v || !json_same(v, &needs->items[i]);
        buf_finish(&scratch);
    }
    if (!lacks || world->verdict)
        return lacks;
    struct buf text, words;
    buf_init(&text, BUF_TEXT_MAX);
    buf_init(&words, BUF_TEXT_MAX);
    json_write_compact(needs, json_to_buf, &text);
    put_needs(world->wizard, needs, &words);
    explain_name(s, &f->text);
    buf_printf(&f->text, " works only with %s.", words.data);
    f->fix = (struct fix){
        .kind = FIX_BESIDE, .words = xasprintf("Set %s", words.data), .value = xstrdup(text.data)};
    buf_finish(&words);
    buf_finish(&text);
    return true;
}

/* ---- what is not documented */

bool rule_undocumented(const struct subject *s, const struct rule_world *world, struct finding *f)
{
    (void)world;
    for (size_t i = 0; i < s->node_count; i++)
        if (s->nodes[i]->undocumented || (s->nodes[i]->items && s->nodes[i]->items->undocumented)) {
            explain_name(s, &f->text);
            return buf_puts(&f->text, ": not documented. It works today, and may change without notice.");
        }
    return false;
}

/* ---- a suggestion, nearly */

bool rule_concerns_suggested(const struct rule_world *world, const char *name, size_t len)
{
    return wizard_suggestions(world->wizard, name, len) != NULL;
}

bool rule_suggestion(const struct subject *s, const struct rule_world *world, struct finding *f)
{
    const struct subject *array = s->parent;
    if (s->name || !world->wizard || !array->name || s->value->kind != JSON_STRING)
        return false;
    const char *const *names = wizard_suggestions(world->wizard, array->name, array->name_len);
    if (!names)
        return false;
    struct near near = {.best = NEAR_FAR};
    struct buf scratch;
    size_t len;
    buf_init(&scratch, BUF_TEXT_MAX);
    const char *p = json_chars(s->value, &scratch, &len);
    bool known = false;
    for (const char *const *name = names; *name && !known; name++)
        known = strlen(*name) == len && memcmp(*name, p, len) == 0;
    if (!known)
        near_meet_all(&near, p, len, names);
    if (near.found && !world->verdict) {
        char *words = xasprintf("Change it to %s", near.found);
        buf_printf(&f->text, "This name is not known here. Did you mean %s?", near.found);
        rule_offer_text(f, near.found, near.len, words);
        free(words);
    }
    buf_finish(&scratch);
    return near.found != NULL;
}
