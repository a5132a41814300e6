/* Warnings about times: an end before its beginning, and zones that older servers do not take. */
#include "forms/rules.h"

#include "forms/explain.h"
#include "forms/times.h"

#include <string.h>

/* zulu, may be NULL: it is written with a Z. */
static bool read_time(const struct json *v, struct instant *out, bool *zulu)
{
    struct buf scratch;
    size_t len;
    if (!json_is(v, JSON_STRING))
        return false;
    buf_init(&scratch, BUF_TEXT_MAX);
    const char *p = json_chars(v, &scratch, &len);
    const bool read = times_parse(p, len, out, NULL);
    if (read && zulu)
        *zulu = p[len - 1] == 'Z';
    buf_finish(&scratch);
    return read;
}

static bool is_after(const struct instant *a, const struct instant *b)
{
    return a->seconds != b->seconds ? a->seconds > b->seconds : a->nanoseconds > b->nanoseconds;
}

bool rule_concerns_end(const struct rule_world *world, const char *name, size_t len)
{
    return wizard_begin(world->wizard, name, len) != NULL;
}

bool rule_order(const struct subject *s, const struct rule_world *world, struct finding *f)
{
    struct instant begin, end;
    const char *first =
        s->value->kind == JSON_STRING ? wizard_begin(world->wizard, s->name, s->name_len) : NULL;
    if (!first || !read_time(s->value, &end, NULL) ||
        !read_time(json_get(s->parent->value, first, strlen(first)), &begin, NULL) || is_after(&end, &begin))
        return false;
    explain_name(s, &f->text);
    return buf_puts(&f->text, " is not after the beginning.");
}

static bool is_date_time(const struct subject *s)
{
    for (size_t i = 0; i < s->node_count; i++)
        if (s->nodes[i]->format == FORMAT_DATE_TIME)
            return true;
    return false;
}

/* Times that end in Z, as nearly all do, are known by their last letter. */
bool rule_utc(const struct subject *s, const struct rule_world *world, struct finding *f)
{
    struct instant t;
    bool zulu;
    if (s->value->kind != JSON_STRING || s->value->text[s->value->text_len - 2] == 'Z' || !is_date_time(s) ||
        !read_time(s->value, &t, &zulu) || zulu)
        return false;
    buf_puts(&f->text, "Older servers take times in UTC only, which end in Z.");
    if (!world->verdict && !f->unfixed) {
        struct buf utc, words;
        buf_init(&utc, BUF_TEXT_MAX);
        buf_init(&words, BUF_TEXT_MAX);
        times_utc(&t, &utc);
        buf_printf(&words, "Change it to %s", utc.data);
        rule_offer_text(f, utc.data, utc.len, words.data);
        buf_finish(&words);
        buf_finish(&utc);
    }
    return true;
}
