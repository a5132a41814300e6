#include "forms/rules.h"

#include "forms/explain.h"
#include "forms/utf8.h"

#include <string.h>

static bool is_deprecated(const struct subject *s, const struct rule_world *world, struct finding *f)
{
    (void)world;
    for (size_t i = 0; i < s->node_count; i++) {
        if (!s->nodes[i]->deprecated)
            continue;
        explain_name(s, &f->text);
        buf_puts(&f->text, " is deprecated.");
        if (s->nodes[i]->note)
            buf_printf(&f->text, " %s", s->nodes[i]->note);
        return true;
    }
    return false;
}

/* Only where the schema names the members that it expects: elsewhere any name is as good as another. */
static bool is_unknown(const struct subject *s, const struct rule_world *world, struct finding *f)
{
    (void)world;
    if (s->known)
        return false;
    size_t named = 0;
    for (size_t i = 0; i < s->parent->node_count; i++)
        named += s->parent->nodes[i]->property_count;
    return named > 0 && buf_puts(&f->text, "The program does not know this field; it will be sent as it is.");
}

/* White space as ECMAScript's trim() takes it away. */
static bool is_space(uint32_t c)
{
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
           c == 0x3000 || c == 0xFEFF;
}

static bool has_outer_space(const char *p, size_t len)
{
    uint32_t first, last;
    size_t start = len;
    if (!utf8_read(p, len, &first))
        return false;
    while (start > 0 && ((unsigned char)p[--start] & 0xC0) == 0x80)
        continue;
    return is_space(first) || (utf8_read(p + start, len - start, &last) && is_space(last));
}

/* A byte of ASCII that can be seen: where nearly every key begins and ends. */
static bool is_plain(char c)
{
    return c > 0x20 && c < 0x7F;
}

/* A record's own key: required, text, and called "..._key". */
static bool has_spaced_key(const struct subject *s, const struct rule_world *world, struct finding *f)
{
    (void)world;
    static const char suffix[] = "_key";
    const size_t len = sizeof suffix - 1;
    if (!s->required || s->value->kind != JSON_STRING || s->name_len < len ||
        memcmp(s->name + s->name_len - len, suffix, len) != 0)
        return false;
    const char *raw = s->value->text;
    if (!(s->value->flags & JSON_ESCAPED) && is_plain(raw[1]) && is_plain(raw[s->value->text_len - 2]))
        return false;
    struct buf scratch;
    buf_init(&scratch, BUF_BODY_MAX);
    size_t chars;
    const char *p = json_chars(s->value, &scratch, &chars);
    const bool spaced = has_outer_space(p, chars);
    buf_finish(&scratch);
    if (!spaced)
        return false;
    explain_name(s, &f->text);
    return buf_puts(&f->text, " begins or ends with white space, which the server refuses. Remove it.");
}

const struct rule rules[] = {
    {"deprecated", is_deprecated, false}, {"unknown", is_unknown, false},
    {"space", has_spaced_key, false},     {"dangling", rule_dangling, true},
    {"duplicate", rule_duplicate, false}, {"unmatched", rule_unmatched, false},
};
const size_t rule_count = sizeof rules / sizeof *rules;
