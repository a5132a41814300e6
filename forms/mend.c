#include "forms/mend.h"

#include "forms/mem.h"
#include "forms/near.h"
#include "forms/times.h"
#include "forms/when.h"

#include <stdlib.h>
#include <string.h>

/* A value of JSON text that the node takes becomes the fix. shown: how people read it. */
static bool offer(const struct schema_node *n, const char *json, size_t len, const char *shown,
                  struct finding *f)
{
    struct arena nodes;
    struct json_tree tree;
    struct buf scratch;
    arena_init(&nodes);
    buf_init(&scratch, BUF_BODY_MAX);
    const bool fits = json_parse(&nodes, json, len, &tree, NULL) && fit_whole(n, &tree.root, &scratch);
    if (fits) {
        buf_printf(&f->text, " Did you mean %s?", shown);
        f->fix = (struct fix){
            .kind = FIX_SET, .words = xasprintf("Change it to %s", shown), .value = xstrndup(json, len)};
    }
    buf_finish(&scratch);
    arena_finish(&nodes);
    return fits;
}

static bool offer_chars(const struct schema_node *n, const char *p, size_t len, struct finding *f)
{
    struct buf quoted;
    char *shown = xstrndup(p, len);
    buf_init(&quoted, BUF_BODY_MAX);
    const bool done = json_quote(&quoted, p, len) && offer(n, quoted.data, quoted.len, shown, f);
    buf_finish(&quoted);
    free(shown);
    return done;
}

/* ---- one of several words */

/* "fr" is fr-FR, "EN_us" is en-US. */
static void mend_word(const struct schema_node *n, const char *p, size_t len, struct finding *f)
{
    struct near near = {.best = NEAR_FAR};
    struct buf scratch, found;
    buf_init(&scratch, BUF_TEXT_MAX);
    buf_init(&found, BUF_TEXT_MAX);
    for (uint32_t i = 0; i < n->enumeration->count; i++) {
        const struct json *v = &n->enumeration->items[i];
        size_t word_len;
        if (!json_is(v, JSON_STRING))
            continue;
        const char *word = json_chars(v, &scratch, &word_len);
        const bool begins = len >= 2 && len < word_len && near_same(p, len, word, len);
        const bool same = near_same(p, len, word, word_len);
        const size_t far = same || begins ? 0 : len < 4 ? NEAR_FAR : near_distance(p, len, word, word_len);
        const size_t before = near.best;
        near_meet(&near, "", 0, far);
        if (far < before) {
            buf_clear(&found);
            buf_add(&found, word, word_len);
        }
    }
    if (near.found)
        offer_chars(n, found.data, found.len, f);
    buf_finish(&found);
    buf_finish(&scratch);
}

/* ---- another type */

static bool is_word(const char *p, size_t len, const char *word)
{
    return strlen(word) == len && near_same(p, len, word, len);
}

static void mend_type(const struct subject *s, const struct schema_node *n, const char *p, size_t len,
                      struct finding *f)
{
    const struct json *v = s->value;
    if (v->kind == JSON_NULL && s->name && !s->required) {
        buf_puts(&f->text, " Leave it out instead.");
        f->fix = (struct fix){.kind = FIX_UNSET, .words = xstrdup("Make it not set")};
    } else if (n->type == SCHEMA_BOOLEAN && p && (is_word(p, len, "true") || is_word(p, len, "yes"))) {
        offer(n, "true", 4, "yes", f);
    } else if (n->type == SCHEMA_BOOLEAN && p && (is_word(p, len, "false") || is_word(p, len, "no"))) {
        offer(n, "false", 5, "no", f);
    } else if ((n->type == SCHEMA_NUMBER || n->type == SCHEMA_INTEGER) && p && len < 40) {
        p = near_trim(p, &len);
        char *digits = xstrndup(p, len);
        offer(n, digits, len, digits, f);
        free(digits);
    } else if (n->type == SCHEMA_STRING && (v->kind == JSON_NUMBER || v->kind == JSON_BOOL)) {
        char *quoted = xasprintf("\"%.*s\"", (int)v->text_len, v->text);
        offer(n, quoted, strlen(quoted), quoted, f);
        free(quoted);
    }
}

/* ---- times */

/* "3pm" where 15:00 is wanted. */
static void mend_clock(const struct schema_node *n, const char *p, size_t len, struct finding *f)
{
    struct buf time;
    buf_init(&time, 64);
    if (when_time_of_day(p, len, &time))
        offer_chars(n, time.data, time.len, f);
    buf_finish(&time);
}

/* Z, or +01:00. The hyphen of "2026-11-2 9pm" is as far from the end as an offset's sign. */
static bool has_offset(const char *p, size_t len)
{
    const char *sign = len >= strlen("+01:00") ? p + len - strlen("+01:00") : "";
    return (len > 0 && (p[len - 1] == 'Z' || p[len - 1] == 'z')) ||
           ((*sign == '+' || *sign == '-') && sign[strlen("+01")] == ':');
}

/* "2026-11-20 15:00z" says all that RFC 3339 wants to know; what has no zone does not. */
static void mend_date_time(const struct schema_node *n, const char *p, size_t len, struct finding *f)
{
    const struct when_world utc = {.minute_of_day = -1};
    struct when t;
    struct buf text;
    size_t digits = 0;
    while (digits < len && digits < 4 && p[digits] >= '0' && p[digits] <= '9')
        digits++;
    if (digits < 4 || !has_offset(p, len) || !when_parse(p, len, &utc, &t, NULL))
        return;
    const struct instant instant = {.seconds = t.seconds};
    buf_init(&text, 64);
    times_utc(&instant, &text);
    offer_chars(n, text.data, text.len, f);
    buf_finish(&text);
}

/* A problem is read, copied and printed where nobody asked to see a secret: the fix stands, unseen. */
static void hide_fix(size_t text_len, struct finding *f)
{
    if (f->fix.kind != FIX_SET)
        return;
    buf_truncate(&f->text, text_len);
    buf_puts(&f->text, " What is there can be made to fit.");
    free(f->fix.words);
    f->fix.words = xstrdup("Make it fit; it stays hidden");
}

void mend_value(const struct subject *s, const struct schema_node *n, enum fit_keyword k, struct finding *f)
{
    struct buf scratch;
    size_t len = 0;
    const size_t text_len = f->text.len;
    buf_init(&scratch, BUF_BODY_MAX);
    const char *p = s->value->kind == JSON_STRING ? json_chars(s->value, &scratch, &len) : NULL;
    if (k == FIT_TYPE)
        mend_type(s, n, p, len, f);
    else if (k == FIT_ENUM && p && n->enumeration)
        mend_word(n, p, len, f);
    else if (k == FIT_PATTERN && p)
        mend_clock(n, p, len, f);
    else if (k == FIT_FORMAT && p && n->format == FORMAT_DATE_TIME)
        mend_date_time(n, p, len, f);
    if (subject_is_secret(s))
        hide_fix(text_len, f);
    buf_finish(&scratch);
}

/* ---- names */

struct meeting {
    const struct subject *s;
    struct near near;
};

/* guestKey is guest_key. */
static bool same_name(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t i = 0, k = 0;
    for (; i < a_len || k < b_len; i++, k++) {
        while (i < a_len && (a[i] == '_' || a[i] == '-' || a[i] == ' '))
            i++;
        while (k < b_len && (b[k] == '_' || b[k] == '-' || b[k] == ' '))
            k++;
        if (i >= a_len || k >= b_len)
            return i >= a_len && k >= b_len;
        if (!near_same(a + i, 1, b + k, 1))
            return false;
    }
    return true;
}

static void meet(void *context, const struct schema_property *p)
{
    struct meeting *m = context;
    const struct subject *s = m->s;
    const size_t far = same_name(s->name, s->name_len, p->name, p->name_len) ? 0
                       : s->name_len < 6                                     ? NEAR_FAR
                                         : near_distance(s->name, s->name_len, p->name, p->name_len);
    if (far < NEAR_FAR && !json_get(s->parent->value, p->name, p->name_len))
        near_meet(&m->near, p->name, p->name_len, far);
}

void mend_name(const struct subject *s, struct buf *out)
{
    struct meeting m = {.s = s, .near = {.best = NEAR_FAR}};
    buf_clear(out);
    for (size_t i = 0; i < s->parent->node_count && !subject_is_one_of_many(s); i++)
        for (size_t k = 0; k < s->parent->nodes[i]->property_count; k++)
            meet(&m, &s->parent->nodes[i]->properties[k]);
    if (m.near.found)
        buf_add(out, m.near.found, m.near.len);
}
