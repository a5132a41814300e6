#include "forms/match.h"
#include "forms/mem.h"
#include "forms/view_private.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MAX = 64 };

void filter_init(struct filter *f)
{
    *f = (struct filter){.words = xstrdup("")};
    buf_init(&f->scratch, BUF_BODY_MAX);
    buf_init(&f->shown, BUF_TEXT_MAX);
}

static void drop_wants(struct filter *f)
{
    for (size_t i = 0; i < f->count; i++) {
        free(f->wants[i].member);
        free(f->wants[i].text);
    }
    free(f->wants);
    f->wants = NULL;
    f->count = f->cap = 0;
}

void filter_finish(struct filter *f)
{
    drop_wants(f);
    free(f->words);
    buf_finish(&f->scratch);
    buf_finish(&f->shown);
}

/* ---- what was typed */

static bool begins_with(const char *text, const char *p, size_t len)
{
    return strlen(text) >= len && text_find(text, len, 0, p, len) == 0;
}

/* The member that the name stands for: called so, or the only one that it begins, or whose label it does. */
static const char *member_called(const struct column *columns, size_t count, const char *name, size_t len)
{
    const char *found = NULL;
    size_t fitting = 0;
    for (size_t i = 0; i < count; i++) {
        const struct column *c = &columns[i];
        if (strlen(c->member) == len && memcmp(c->member, name, len) == 0)
            return c->member;
        if (begins_with(c->member, name, len) || begins_with(c->label, name, len)) {
            found = c->member;
            fitting++;
        }
    }
    return fitting == 1 ? found : NULL;
}

/* The member that a word names before its colon, with what lies deeper; heap. NULL: it names none. */
static char *member_of(const struct column *columns, size_t count, const char *word, size_t len)
{
    const char *dot = memchr(word, '.', len);
    const size_t head = dot ? (size_t)(dot - word) : len;
    const char *member = head ? member_called(columns, count, word, head) : NULL;
    return member ? xasprintf("%s%.*s", member, (int)(len - head), word + head) : NULL;
}

/* Cuts the next word off; quotes keep spaces and are left out. false: there is none. */
static bool next_word(const char **at, struct buf *word)
{
    const char *p = *at;
    bool quoted = false;
    buf_clear(word);
    while (*p == ' ')
        p++;
    if (!*p)
        return false;
    for (; *p && (quoted || *p != ' '); p++)
        if (*p == '"')
            quoted = !quoted;
        else
            buf_putc(word, *p);
    *at = p;
    return true;
}

/* As a table shows them: "2026-11", "15:00". */
static bool is_clock(const char *text)
{
    return strspn(text, "0123456789-:") == strlen(text) && strpbrk(text, "-:") != NULL;
}

static void add_want(struct filter *f, const struct column *columns, size_t count, const struct buf *word)
{
    struct want want = {0};
    const char *text = word->data;
    if (text[0] == '-' && text[1]) {
        want.absent = true;
        text++;
    }
    const char *colon = strchr(text, ':');
    if (colon && (want.member = member_of(columns, count, text, (size_t)(colon - text))))
        text = colon + 1;
    want.text = xstrdup(text);
    want.clock = is_clock(text);
    if (f->count == f->cap) {
        f->cap = 2 * f->cap + 4;
        f->wants = xreallocarray(f->wants, f->cap, sizeof *f->wants);
    }
    f->wants[f->count++] = want;
}

void filter_set(struct filter *f, const struct wizard *w, const char *list, const char *words)
{
    struct column columns[COLUMNS_MAX];
    const size_t count = wizard_columns(w, list, columns, COLUMNS_MAX);
    struct buf word;
    buf_init(&word, BUF_TEXT_MAX);
    drop_wants(f);
    xreplace(&f->words, words);
    while (next_word(&words, &word))
        add_want(f, columns, count, &word);
    buf_finish(&word);
}

/* ---- records */

/* A look at the text before it is read as a time. */
static bool may_be_time(const char *p, size_t len)
{
    enum { SHORTEST = 20, HYPHEN = 4, T = 10 };
    return len >= SHORTEST && p[HYPHEN] == '-' && p[T] == 'T';
}

static bool holds_text(struct filter *f, const struct want *w, const struct json *record,
                       const struct json *v)
{
    size_t len;
    const char *p = json_chars(v, &f->scratch, &len);
    if (w->clock && f->times.shown && may_be_time(p, len)) {
        buf_clear(&f->shown);
        if (f->times.shown(f->times.context, record, p, len, &f->shown))
            return text_matches(f->shown.data, f->shown.len, w->text, strlen(w->text));
    }
    return text_matches(p, len, w->text, strlen(w->text));
}

/* The word's text stands in the value, or in one that lies in it. */
static bool holds(struct filter *f, const struct want *w, const struct json *record, const struct json *v)
{
    if (v->kind == JSON_STRING)
        return holds_text(f, w, record, v);
    if (!json_is_container(v))
        return text_matches(v->text, v->text_len, w->text, strlen(w->text));
    for (uint32_t i = 0; i < v->count; i++)
        if (holds(f, w, record, &v->items[i]))
            return true;
    return false;
}

/* The value that "a.b" leads to, or NULL. */
static const struct json *deeper(const struct json *v, const char *path)
{
    while (v && *path) {
        const size_t len = strcspn(path, ".");
        v = json_is(v, JSON_OBJECT) ? json_get(v, path, len) : NULL;
        path += len + (path[len] == '.');
    }
    return v;
}

static bool is_there(struct filter *f, const struct want *w, const struct json *record)
{
    const struct json *v = w->member ? deeper(record, w->member) : record;
    if (!v || (w->member && v->kind == JSON_NULL))
        return false;
    return !*w->text || holds(f, w, record, v);
}

bool filter_passes(struct filter *f, const struct json *record)
{
    for (size_t i = 0; i < f->count; i++)
        if (is_there(f, &f->wants[i], record) == f->wants[i].absent)
            return false;
    return true;
}
