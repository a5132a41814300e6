/* Warnings about what a value looks like: white space around keys, and the forms that the asset names. */
#include "forms/rules.h"

#include "forms/explain.h"
#include "forms/near.h"

#include <string.h>

/* ---- white space */

/* A byte of ASCII that can be seen: where nearly every key begins and ends. */
static bool is_plain(char c)
{
    return c > 0x20 && c < 0x7F;
}

/* A record's own key: required, text, and called "..._key". */
bool rule_space(const struct subject *s, const struct rule_world *world, struct finding *f)
{
    static const char suffix[] = "_key";
    const size_t len = sizeof suffix - 1;
    (void)world;
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
    size_t left = chars;
    const char *rest = near_trim(p, &left);
    const bool spaced = left < chars;
    if (spaced) {
        explain_name(s, &f->text);
        buf_puts(&f->text, " begins or ends with white space, which the server refuses. Remove it.");
        if (left > 0)
            rule_offer_text(f, rest, left, "Take the white space away");
    }
    buf_finish(&scratch);
    return spaced;
}

/* ---- forms of values */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* E.164: a plus, then up to 15 digits, the first of which is none. */
static bool is_phone(const char *p, size_t len)
{
    enum { MOST = 16, LEAST = 8 };
    if (len < LEAST || len > MOST || p[0] != '+' || p[1] == '0')
        return false;
    for (size_t i = 1; i < len; i++)
        if (!is_digit(p[i]))
            return false;
    return true;
}

/* A number with its country that was only written for people. A 0 in parentheses is for callers within the
 * country, some of which need it from outside too; and behind a slash another number may stand. */
static void offer_phone(const char *p, size_t len, struct finding *f)
{
    struct buf plain;
    buf_init(&plain, BUF_TEXT_MAX);
    for (size_t i = 0; i < len; i++)
        if (is_digit(p[i]) || (p[i] == '+' && plain.len == 0))
            buf_putc(&plain, p[i]);
        else if (!strchr(" -().", p[i]) || p[i] == '\0' || (p[i] == '(' && i + 1 < len && p[i + 1] == '0'))
            len = 0; /* something else is meant */
    if (len > 0 && is_phone(plain.data, plain.len)) {
        struct buf words;
        buf_init(&words, BUF_TEXT_MAX);
        buf_printf(&words, "Change it to %s", plain.data);
        rule_offer_text(f, plain.data, plain.len, words.data);
        buf_finish(&words);
    }
    buf_finish(&plain);
}

static bool bad_phone(const char *p, size_t len, struct finding *f)
{
    if (len == 0 || is_phone(p, len))
        return false;
    buf_puts(&f->text,
             "Phone numbers are written with the country and without spaces, such as +15550100199.");
    offer_phone(p, len, f);
    return true;
}

static bool bad_mail(const char *p, size_t len, struct finding *f)
{
    return len > 0 && !memchr(p, '@', len) &&
           buf_puts(&f->text, "This is no e-mail address: it has no @, as in guest@example.com.");
}

static bool bad_name(const char *p, size_t len, struct finding *f)
{
    (void)p;
    return len == 0 && buf_puts(&f->text, "The name is empty. Give one, or make the field not set.");
}

static bool beyond(const struct json *number, double most, const char *words, struct finding *f)
{
    const double value = json_double(number);
    return (value < -most || value > most) && buf_puts(&f->text, words);
}

struct text_form {
    const char *name;
    bool (*breaks)(const char *p, size_t len, struct finding *f);
};

static const struct text_form text_forms[] = {{"e-mail", bad_mail}, {"name", bad_name}, {"phone", bad_phone}};

static bool breaks_text(const struct subject *s, const char *form, struct finding *f)
{
    struct buf scratch;
    size_t len;
    bool broken = false;
    buf_init(&scratch, BUF_BODY_MAX);
    const char *p = json_chars(s->value, &scratch, &len);
    for (size_t i = 0; i < sizeof text_forms / sizeof *text_forms; i++)
        broken = broken || (strcmp(text_forms[i].name, form) == 0 && text_forms[i].breaks(p, len, f));
    buf_finish(&scratch);
    return broken;
}

bool rule_concerns_form(const struct rule_world *world, const char *name, size_t len)
{
    return wizard_form(world->wizard, name, len) != NULL;
}

bool rule_form(const struct subject *s, const struct rule_world *world, struct finding *f)
{
    if (!s->known || (s->value->kind != JSON_STRING && s->value->kind != JSON_NUMBER))
        return false;
    const char *form = wizard_form(world->wizard, s->name, s->name_len);
    if (s->value->kind == JSON_STRING)
        return breaks_text(s, form, f);
    if (strcmp(form, "latitude") == 0)
        return beyond(s->value, 90, "A latitude lies between -90 and 90.", f);
    return strcmp(form, "longitude") == 0 &&
           beyond(s->value, 180, "A longitude lies between -180 and 180.", f);
}
