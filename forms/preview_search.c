#include "forms/match.h"
#include "forms/preview_private.h"

#include <stdlib.h>
#include <string.h>

/* A search through the visible lines [low, high). What lies in a fold counts as on the fold's line. */
struct search {
    struct preview *p;
    const char *text;
    size_t len;
    bool forward;
    size_t low, high;
};

/* With its quotes, as it is shown. What an edit made has none in memory: behind its name lies its value. */
static bool name_matches(const struct search *s, const struct json *v)
{
    const char *name = v->text - v->name_back;
    if (v->flags & JSON_LEAD)
        return text_matches(name - 1, (size_t)v->name_len + 2, s->text, s->len);
    struct buf *quoted = &s->p->name;
    buf_clear(quoted);
    buf_putc(quoted, '"');
    buf_add(quoted, name, v->name_len);
    buf_putc(quoted, '"');
    return text_matches(quoted->data, quoted->len, s->text, s->len);
}

/* The line on which v begins, as far as it belongs to v itself. */
static bool line_matches(const struct search *s, const struct json *v, bool hidden)
{
    if (v->flags & JSON_NAMED && name_matches(s, v))
        return true;
    return !hidden && !json_is_container(v) && text_matches(v->text, v->text_len, s->text, s->len);
}

static bool search_value(const struct search *s, const struct json *v, size_t line, bool in_fold);

static bool search_child(const struct search *s, const struct json *v, uint32_t index, size_t line,
                         bool in_fold)
{
    const size_t mark = preview_enter(s->p, v, index);
    const bool found = search_value(s, &v->items[index], line, in_fold);
    if (!found)
        preview_leave(s->p, mark);
    return found;
}

/* The children of v, which stands on a line, that have lines among those that are searched: [*first, *end).
 */
static void find_children(const struct search *s, const struct json *v, size_t line, uint32_t *first,
                          uint32_t *end)
{
    struct counts *c = &s->p->counts;
    const size_t from = line + 1, to = from + counts_inside(c, v);
    *first = 0;
    *end = s->low < to && s->high > from ? v->count : 0;
    uint32_t low = (uint32_t)(s->low - from), last = (uint32_t)(s->high - 1 - from);
    if (*end && s->low > from)
        *first = counts_child_at(c, v, &low);
    if (*end && s->high < to)
        *end = counts_child_at(c, v, &last) + 1;
}

static bool search_children(const struct search *s, const struct json *v, size_t line, bool in_fold)
{
    const bool fold = in_fold || preview_is_folded(s->p, v);
    uint32_t first = 0, end = v->count;
    if (!fold)
        find_children(s, v, line, &first, &end);
    size_t at = fold ? line : line + 1 + counts_before(&s->p->counts, v, s->forward ? first : end);
    for (uint32_t i = 0; i < end - first; i++) {
        const uint32_t child = s->forward ? first + i : end - 1 - i;
        const size_t lines = fold ? 0 : counts_lines(&s->p->counts, &v->items[child]);
        if (!s->forward)
            at -= lines;
        if (search_child(s, v, child, at, fold))
            return true;
        if (s->forward)
            at += lines;
    }
    return false;
}

/* True when found; p->path is then the value's. */
static bool search_value(const struct search *s, const struct json *v, size_t line, bool in_fold)
{
    const bool hidden = preview_hides(s->p, v);
    const bool own = line >= s->low && line < s->high;
    if (s->forward && own && line_matches(s, v, hidden))
        return true;
    if (!hidden && v->count > 0 && search_children(s, v, line, in_fold))
        return true;
    return !s->forward && own && line_matches(s, v, hidden);
}

static void unfold_above(struct preview *p, const char *pointer)
{
    char *above = path_parent(pointer);
    while (above) {
        preview_fold(p, above, false);
        char *next = path_parent(above);
        free(above);
        above = next;
    }
}

bool preview_search_lines(struct preview *p, const char *text, size_t low, size_t high, bool forward,
                          size_t *line)
{
    const struct search s = {p, text, strlen(text), forward, low, high};
    preview_at_root(p);
    if (s.len == 0 || low >= high || !search_value(&s, doc_root(p->d), 0, false))
        return false;
    char *pointer = xstrdup(p->path.text.data);
    unfold_above(p, pointer);
    *line = preview_find(p, pointer);
    free(pointer);
    return true;
}

bool preview_search(struct preview *p, const char *text, size_t from, bool forward, size_t *line)
{
    const size_t lines = preview_lines(p);
    if (from >= lines)
        from = forward ? 0 : lines - 1;
    const size_t split = forward ? from : from + 1;
    return preview_search_lines(p, text, forward ? split : 0, forward ? lines : split, forward, line) ||
           preview_search_lines(p, text, forward ? 0 : split, forward ? split : lines, forward, line);
}

struct tally {
    struct search search;
    const struct json *sought;
    size_t count, place;
};

static void tally_value(struct tally *t, const struct json *v)
{
    const bool hidden = preview_hides(t->search.p, v);
    if (line_matches(&t->search, v, hidden)) {
        t->count++;
        if (v == t->sought)
            t->place = t->count;
    }
    for (uint32_t i = 0; !hidden && i < v->count; i++)
        tally_value(t, &v->items[i]);
}

size_t preview_matches(struct preview *p, const char *text, const char *pointer, size_t *place)
{
    struct tally t = {.search = {.p = p, .text = text, .len = strlen(text)},
                      .sought = doc_get(p->d, pointer)};
    if (t.search.len > 0)
        tally_value(&t, doc_root(p->d));
    *place = t.place;
    return t.count;
}
