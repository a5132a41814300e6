#include "forms/preview.h"

#include "forms/preview_private.h"
#include "forms/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HIDDEN "\"\u2022\u2022\u2022\u2022\""

/* ---- making */

bool preview_hides(struct preview *p, const struct json *member)
{
    if (!p->redact || !p->secret || !(member->flags & JSON_NAMED) || json_is(member, JSON_NULL))
        return false;
    size_t len;
    const char *name = json_name(member, &p->name, &len);
    return p->secret(p->context, name, len);
}

static void count(struct preview *p)
{
    const struct json *root = doc_root(p->d);
    p->lines = root->count ? counts_inside(&p->counts, root) + 2 : 1;
}

static bool hides(void *preview, const struct json *member)
{
    return preview_hides(preview, member);
}

struct preview *preview_new(const struct doc *d, bool (*secret)(void *context, const char *name, size_t len),
                            void *context)
{
    struct preview *p = xcalloc(1, sizeof *p);
    p->d = d;
    p->secret = secret;
    p->context = context;
    p->counts.hidden = hides;
    p->counts.context = p;
    p->revision = doc_revision(d);
    path_init(&p->path);
    buf_init(&p->text, BUF_BODY_MAX);
    buf_init(&p->name, BUF_BODY_MAX);
    count(p);
    return p;
}

void preview_free(struct preview *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < p->fold_count; i++)
        free(p->folds[i].pointer);
    free(p->folds);
    counts_finish(&p->counts);
    path_finish(&p->path);
    buf_finish(&p->text);
    buf_finish(&p->name);
    free(p);
}

/* ---- following the document */

/* The children of the value at pointer changed; every container above it has one child that takes more or
 * fewer lines now. Sums are put right from the inside out. */
static void splice_below(struct preview *p, const struct json *v, const char *rest, struct buf *token,
                         const struct doc_change *c)
{
    if (!path_next(&rest, token)) {
        counts_splice(&p->counts, v, c->at, c->removed, c->added);
        return;
    }
    const long child = doc_child(v, token->data, token->len);
    if (child < 0)
        return;
    splice_below(p, &v->items[child], rest, token, c);
    counts_splice(&p->counts, v, (size_t)child, 1, 1);
}

static void splice(struct preview *p, const struct doc_change *c)
{
    struct buf token;
    buf_init(&token, BUF_BODY_MAX);
    splice_below(p, doc_root(p->d), c->container, &token, c);
    buf_finish(&token);
}

/* All changes since the counts were made, when they come down to one: as typing does, where each letter
 * takes the one before it back. */
static bool only_change(const struct preview *p, struct doc_change *out)
{
    struct doc_change next;
    if (!doc_change(p->d, p->revision + 1, out))
        return false;
    for (uint64_t r = p->revision + 2; r <= doc_revision(p->d); r++) {
        if (!doc_change(p->d, r, &next) || strcmp(next.container, out->container) != 0 ||
            next.at != out->at || next.removed != out->added)
            return false;
        out->added = next.added;
    }
    return true;
}

/* Folds are kept by path; the counts know them by address. True when all are where they were. */
static bool look_up_folds(struct preview *p)
{
    bool same = true;
    p->counts.exceptions =
        xreallocarray(p->counts.exceptions, p->fold_count + 1, sizeof *p->counts.exceptions);
    p->counts.exception_count = 0;
    for (size_t i = 0; i < p->fold_count; i++) {
        const struct json *v = doc_get(p->d, p->folds[i].pointer);
        const struct json *items = v && v->count ? v->items : NULL;
        same = same && items == p->folds[i].items;
        p->folds[i].items = items;
        if (items)
            p->counts.exceptions[p->counts.exception_count++] = items;
    }
    return same;
}

void preview_refresh(struct preview *p)
{
    struct doc_change change;
    if (p->revision == doc_revision(p->d))
        return;
    if (look_up_folds(p) && only_change(p, &change))
        splice(p, &change);
    else
        counts_clear(&p->counts);
    p->revision = doc_revision(p->d);
    count(p);
}

void preview_set_redact(struct preview *p, bool on)
{
    if (p->redact == on)
        return;
    p->redact = on;
    counts_clear(&p->counts);
    count(p);
}

bool preview_redacts(const struct preview *p)
{
    return p->redact;
}

/* ---- folds */

static long fold_index(const struct preview *p, const char *pointer)
{
    for (size_t i = 0; i < p->fold_count; i++)
        if (strcmp(p->folds[i].pointer, pointer) == 0)
            return (long)i;
    return -1;
}

static void flip_fold(struct preview *p, const char *pointer, long known)
{
    if (known < 0) {
        p->folds = xreallocarray(p->folds, p->fold_count + 1, sizeof *p->folds);
        p->folds[p->fold_count++] = (struct fold){.pointer = xstrdup(pointer)};
    } else {
        free(p->folds[known].pointer);
        p->folds[known] = p->folds[--p->fold_count];
    }
    look_up_folds(p);
}

void preview_fold(struct preview *p, const char *pointer, bool folded)
{
    const long known = fold_index(p, pointer);
    if (!*pointer || folded == ((known >= 0) != p->counts.all_folded))
        return;
    flip_fold(p, pointer, known);
    /* For the sums above, as if the container had given way to another. */
    char *parent = path_parent(pointer), *token = path_last(pointer);
    const struct json *v = doc_get(p->d, parent);
    const long child = doc_child(v, token, strlen(token));
    if (child >= 0)
        splice(p, &(struct doc_change){.container = parent, .at = (size_t)child, .removed = 1, .added = 1});
    free(parent);
    free(token);
    count(p);
}

void preview_fold_all(struct preview *p, bool folded)
{
    while (p->fold_count > 0)
        free(p->folds[--p->fold_count].pointer);
    look_up_folds(p);
    p->counts.all_folded = folded;
    counts_clear(&p->counts);
    count(p);
}

bool preview_is_folded(const struct preview *p, const struct json *v)
{
    return v->count > 0 && v != doc_root(p->d) && counts_folded(&p->counts, v);
}

/* ---- lines */

void preview_at_root(struct preview *p)
{
    path_set(&p->path, "");
    p->beyond = 0;
}

static bool push(struct preview *p, const struct json *container, uint32_t index)
{
    if (!json_is(container, JSON_OBJECT))
        return path_push_index(&p->path, index);
    size_t len;
    const char *name = json_name(&container->items[index], &p->name, &len);
    return path_push(&p->path, name, len);
}

size_t preview_enter(struct preview *p, const struct json *container, uint32_t index)
{
    const size_t mark = p->path.text.len;
    if (p->beyond || !push(p, container, index))
        p->beyond++;
    return mark;
}

void preview_leave(struct preview *p, size_t mark)
{
    if (p->beyond)
        p->beyond--;
    buf_truncate(&p->path.text, mark);
}

size_t preview_lines(const struct preview *p)
{
    return p->lines;
}

/* A line of the preview: where a value begins, or where a container ends. */
struct spot {
    const struct json *v;
    int depth;
    bool closing; /* the container's last line */
    bool last;    /* of its siblings: no comma */
};

/* Goes down to the line, leaving its path in p->path. */
static struct spot spot_at(struct preview *p, uint32_t line)
{
    struct spot s = {.v = doc_root(p->d), .last = true};
    preview_at_root(p);
    while (line > 0) {
        line--;
        if (line == counts_inside(&p->counts, s.v)) {
            s.closing = true;
            break;
        }
        const uint32_t child = counts_child_at(&p->counts, s.v, &line);
        preview_enter(p, s.v, child);
        s.last = child + 1 == s.v->count;
        s.v = &s.v->items[child];
        s.depth++;
    }
    return s;
}

static void add_span(struct preview *p, struct preview_line *line, enum span_kind kind, const char *text,
                     size_t len)
{
    line->spans[line->span_count++] = (struct span){kind, (uint32_t)p->text.len, (uint32_t)len};
    buf_add(&p->text, text, len);
}

static void add_words(struct preview *p, struct preview_line *line, enum span_kind kind, const char *words)
{
    add_span(p, line, kind, words, strlen(words));
}

static void add_name(struct preview *p, struct preview_line *line, const struct json *v)
{
    const size_t start = p->text.len;
    buf_putc(&p->text, '"');
    buf_add(&p->text, v->text - v->name_back, v->name_len);
    buf_putc(&p->text, '"');
    line->spans[line->span_count++] =
        (struct span){SPAN_NAME, (uint32_t)start, (uint32_t)(p->text.len - start)};
    add_words(p, line, SPAN_PUNCT, ": ");
}

static void add_folded(struct preview *p, struct preview_line *line, const struct json *v)
{
    const bool list = json_is(v, JSON_ARRAY);
    char words[80], n[WORDS_NUMBER_MAX];
    const int len = snprintf(words, sizeof words, " \u2026 %s %s%s ", words_number(v->count, n),
                             list ? "item" : "field", v->count == 1 ? "" : "s");
    add_words(p, line, SPAN_PUNCT, list ? "[" : "{");
    add_span(p, line, SPAN_FOLD, words, (size_t)len);
    add_words(p, line, SPAN_PUNCT, list ? "]" : "}");
}

static void add_value(struct preview *p, struct preview_line *line, const struct json *v)
{
    switch ((enum json_kind)v->kind) {
    case JSON_STRING:
        add_span(p, line, SPAN_STRING, v->text, v->text_len);
        break;
    case JSON_NUMBER:
        add_span(p, line, SPAN_NUMBER, v->text, v->text_len);
        break;
    case JSON_NULL:
    case JSON_BOOL:
        add_span(p, line, SPAN_WORD, v->text, v->text_len);
        break;
    case JSON_ARRAY:
        add_words(p, line, SPAN_PUNCT, v->count ? "[" : "[]");
        break;
    case JSON_OBJECT:
        add_words(p, line, SPAN_PUNCT, v->count ? "{" : "{}");
        break;
    }
}

/* From the value's beginning on; false when the value goes on below this line. */
static bool add_opening(struct preview *p, struct preview_line *line, const struct spot *s)
{
    if (s->v->flags & JSON_NAMED)
        add_name(p, line, s->v);
    if (preview_hides(p, s->v)) {
        add_words(p, line, SPAN_HIDDEN, HIDDEN);
        return true;
    }
    line->foldable = s->v->count > 0 && s->depth > 0;
    line->folded = preview_is_folded(p, s->v);
    if (line->folded)
        add_folded(p, line, s->v);
    else
        add_value(p, line, s->v);
    return line->folded || s->v->count == 0;
}

bool preview_line(struct preview *p, size_t number, struct preview_line *out)
{
    if (number >= preview_lines(p))
        return false;
    const struct spot s = spot_at(p, (uint32_t)number);
    *out = (struct preview_line){.depth = s.depth};
    buf_clear(&p->text);
    for (int i = 0; i < s.depth; i++)
        buf_puts(&p->text, "  ");
    bool complete = true;
    if (s.closing)
        add_words(p, out, SPAN_PUNCT, json_is(s.v, JSON_ARRAY) ? "]" : "}");
    else
        complete = add_opening(p, out, &s);
    if (complete && !s.last)
        add_words(p, out, SPAN_PUNCT, ",");
    out->text = p->text.data;
    out->len = p->text.len;
    out->pointer = p->path.text.data;
    return true;
}

size_t preview_find(struct preview *p, const char *pointer)
{
    struct buf token;
    buf_init(&token, BUF_BODY_MAX);
    const struct json *v = doc_root(p->d);
    size_t line = 0;
    while (path_next(&pointer, &token)) {
        const long child = doc_child(v, token.data, token.len);
        if (child < 0 || preview_is_folded(p, v) || preview_hides(p, v))
            break;
        line += 1 + counts_before(&p->counts, v, (uint32_t)child);
        v = &v->items[child];
    }
    buf_finish(&token);
    return line;
}
