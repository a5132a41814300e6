/* The warning about a time zone that the system's database does not have. */
#include "forms/rules.h"

#include "forms/safe.h"

#include <string.h>

/* What is said of it, and what is certainly meant. */
static void describe(const struct zones *zones, const char *p, size_t len, struct finding *f)
{
    enum { COLUMNS = 60 };
    buf_putc(&f->text, '"');
    safe_text(p, safe_fit(p, len, COLUMNS, NULL), false, &f->text);
    buf_puts(&f->text, "\" is no time zone that is known here.");
    const char *near = zones_near(zones, p, len);
    if (!near) {
        buf_puts(&f->text, " Zones are called like Europe/Lisbon.");
        return;
    }
    struct buf words;
    buf_init(&words, BUF_TEXT_MAX);
    buf_printf(&f->text, " Did you mean %s?", near);
    buf_printf(&words, "Change it to %s", near);
    rule_offer_text(f, near, strlen(near), words.data);
    buf_finish(&words);
}

bool rule_zone(const struct subject *s, const struct rule_world *world, struct finding *f)
{
    if (!world->zones || !s->known || s->value->kind != JSON_STRING)
        return false;
    const char *form = wizard_form(world->wizard, s->name, s->name_len);
    if (strcmp(form, FORM_ZONE) != 0)
        return false;
    struct buf scratch;
    size_t len;
    buf_init(&scratch, BUF_BODY_MAX);
    const char *p = json_chars(s->value, &scratch, &len);
    const bool unknown = !zones_known(world->zones, p, len);
    if (unknown && !world->verdict)
        describe(world->zones, p, len, f);
    buf_finish(&scratch);
    return unknown;
}
