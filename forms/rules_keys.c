/* Warnings that the keys know: references that lead nowhere, keys and texts that several records have. */
#include "forms/rules.h"

#include "forms/explain.h"
#include "forms/mem.h"
#include "forms/safe.h"
#include "forms/words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A text that says something to other records. */
struct said {
    enum meaning meaning; /* never MEANING_RESOURCE or MEANING_REFERENCES */
    const char *space;
    const char *text;
    size_t len;
    struct buf scratch;
};

static enum meaning meaning_of_name(const struct rule_world *world, const char *name, size_t len)
{
    const char *space;
    return world->keys ? wizard_meaning(world->wizard, world->list, name, len, &space) : MEANING_NONE;
}

bool rule_concerns_reference(const struct rule_world *world, const char *name, size_t len)
{
    const enum meaning m = meaning_of_name(world, name, len);
    return m == MEANING_REFERENCE || m == MEANING_REFERENCES || m == MEANING_RESOURCE;
}

bool rule_concerns_owned(const struct rule_world *world, const char *name, size_t len)
{
    const enum meaning m = meaning_of_name(world, name, len);
    return m == MEANING_KEY || m == MEANING_VALUE;
}

bool rule_concerns_named(const struct rule_world *world, const char *name, size_t len)
{
    return meaning_of_name(world, name, len) == MEANING_NAMED;
}

/* The index reads a record's own members, and those of the objects in it that say nothing themselves. */
static bool is_read(const struct subject *member, const struct rule_world *world)
{
    const char *space;
    for (const struct subject *s = member->parent; s && s->parent; s = s->parent) {
        if (!s->name)
            return world->list && s->parent->value == world->array;
        if (wizard_meaning(world->wizard, world->list, s->name, s->name_len, &space) != MEANING_NONE)
            return false;
    }
    return !world->list;
}

static enum meaning meaning_of(const struct subject *s, const struct rule_world *world, const char **space)
{
    const struct subject *member = s->name ? s : s->parent;
    if (!world->keys || s->value->kind != JSON_STRING || !member->name)
        return MEANING_NONE;
    enum meaning m = wizard_meaning(world->wizard, world->list, member->name, member->name_len, space);
    if (m == MEANING_NONE || !is_read(member, world))
        return MEANING_NONE;
    if (m == MEANING_RESOURCE && s->name) {
        *space = wizard_list_said(world->wizard, s->parent->value, *space);
        m = *space ? MEANING_REFERENCE : MEANING_NONE;
    }
    if (s->name)
        return m == MEANING_REFERENCES ? MEANING_NONE : m;
    return m == MEANING_REFERENCES ? MEANING_REFERENCE : MEANING_NONE;
}

/* false: it says nothing. To be finished in any case. */
static bool said_begin(struct said *x, const struct subject *s, const struct rule_world *world)
{
    buf_init(&x->scratch, BUF_BODY_MAX);
    x->meaning = meaning_of(s, world, &x->space);
    if (x->meaning == MEANING_NONE)
        return false;
    x->text = json_chars(s->value, &x->scratch, &x->len);
    return x->len > 0;
}

static void quote(const struct said *x, struct buf *out)
{
    buf_putc(out, '"');
    safe_text(x->text, x->len, false, out);
    buf_putc(out, '"');
}

static void offer_key(const struct said *x, const struct rule_world *world, struct finding *f)
{
    struct buf near;
    buf_init(&near, BUF_TEXT_MAX);
    const bool guess = !world->guesses || *world->guesses > 0;
    if (guess && world->guesses)
        --*world->guesses;
    if (guess && keys_near(world->keys, x->space, x->text, x->len, &near)) {
        char *words = xasprintf("Change it to %s", near.data);
        buf_printf(&f->text, ". Did you mean \"%s\"?", near.data);
        rule_offer_text(f, near.data, near.len, words);
        free(words);
    } else {
        buf_puts(&f->text, ". That is fine where it was sent before.");
    }
    buf_finish(&near);
}

bool rule_dangling(const struct subject *s, const struct rule_world *world, struct finding *f)
{
    struct said x;
    const bool found = said_begin(&x, s, world) && x.meaning == MEANING_REFERENCE &&
                       keys_own(world->keys, x.space, x.text, x.len) == 0;
    if (found && !world->verdict) {
        const char *one = wizard_record_name(world->wizard, x.space);
        buf_puts(&f->text, "No ");
        buf_putc(&f->text, (char)tolower((unsigned char)one[0]));
        buf_puts(&f->text, one + 1);
        buf_puts(&f->text, " here has the key ");
        quote(&x, &f->text);
        offer_key(&x, world, f);
    }
    buf_finish(&x.scratch);
    return found;
}

/* The first few of the records that have it, as the table numbers them. */
struct row_list {
    const char *list;
    struct buf *out;
    size_t count;
};

static bool put_row(void *context, const char *list, size_t index)
{
    enum { NAMED = 4 };
    struct row_list *r = context;
    if (strcmp(list, r->list) == 0)
        buf_printf(r->out, "%s%zu", r->count++ ? ", " : "", index + 1);
    return r->count < NAMED;
}

static void put_rows(const struct said *x, const struct rule_world *world, struct buf *out)
{
    struct row_list r = {world->list, out, 0};
    if (!world->list || (world->guesses && *world->guesses == 0))
        return;
    if (world->guesses)
        --*world->guesses;
    buf_puts(out, " Rows ");
    keys_each(world->keys, x->space, x->text, x->len, true, put_row, &r);
    buf_puts(out, r.count == keys_own(world->keys, x->space, x->text, x->len) ? "." : " and others.");
}

bool rule_duplicate(const struct subject *s, const struct rule_world *world, struct finding *f)
{
    char n[WORDS_NUMBER_MAX];
    struct said x;
    size_t owners = 0;
    if (said_begin(&x, s, world) && (x.meaning == MEANING_KEY || x.meaning == MEANING_VALUE))
        owners = keys_own(world->keys, x.space, x.text, x.len);
    if (owners > 1 && !world->verdict) {
        quote(&x, &f->text);
        buf_printf(
            &f->text,
            x.meaning == MEANING_KEY
                ? " is the key of %s records of this list. Only one of them stays; give each its own."
                : " is the e-mail address of %s people. Their stays may be left out; give each their own.",
            words_number(owners, n));
        if (x.meaning == MEANING_KEY)
            put_rows(&x, world, &f->text);
    }
    buf_finish(&x.scratch);
    return owners > 1;
}

bool rule_unmatched(const struct subject *s, const struct rule_world *world, struct finding *f)
{
    struct said x;
    const bool found = said_begin(&x, s, world) && x.meaning == MEANING_NAMED &&
                       keys_own(world->keys, x.space, x.text, x.len) == 0;
    if (found && !world->verdict) {
        buf_puts(&f->text, "No record has ");
        quote(&x, &f->text);
        buf_printf(&f->text, " in its %s, so that the filter lets nothing through.", x.space);
    }
    buf_finish(&x.scratch);
    return found;
}
