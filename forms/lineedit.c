#include "forms/lineedit.h"

#include "forms/utf8.h"

#include <string.h>
#include <utf8proc.h>

/* ---- clusters */

/* Between these two bytes a cluster ends, whatever stands before: both are ASCII, and only CR LF joins
 * those. From such a place, boundaries can be found without reading the text from its start. */
static bool surely_apart(char before, char after)
{
    return (unsigned char)before < 0x80 && (unsigned char)after < 0x80 && !(before == '\r' && after == '\n');
}

size_t cluster_next(const char *p, size_t len, size_t at)
{
    if (at >= len)
        return len;
    uint32_t before, after;
    utf8proc_int32_t state = 0;
    at += utf8_read(p + at, len - at, &before);
    while (at < len && !surely_apart(p[at - 1], p[at])) {
        const size_t bytes = utf8_read(p + at, len - at, &after);
        if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)after, &state))
            break;
        at += bytes;
        before = after;
    }
    return at;
}

/* A character that joins neither what stands before it nor what follows, as most letters and ideographs. */
static bool stands_alone(uint32_t c)
{
    return utf8proc_get_property((utf8proc_int32_t)c)->boundclass == UTF8PROC_BOUNDCLASS_OTHER;
}

/* A boundary at at, 1 to len - 1, whatever stands before. A text without ASCII has such places too: without
 * them, each step to the left would read all of it. */
static bool is_sure(const char *p, size_t len, size_t at)
{
    uint32_t before, after;
    size_t start = at - 1;
    if (surely_apart(p[start], p[at]))
        return true;
    while (start > 0 && ((unsigned char)p[start] & 0xC0) == 0x80)
        start--;
    return utf8_read(p + start, at - start, &before) == at - start && utf8_read(p + at, len - at, &after) &&
           stands_alone(before) && stands_alone(after);
}

/* A boundary at or before at, near it where the text allows. */
static size_t sure_boundary(const char *p, size_t len, size_t at)
{
    while (at > 0 && (at >= len || !is_sure(p, len, at)))
        at--;
    return at;
}

size_t cluster_prev(const char *p, size_t len, size_t at)
{
    if (at == 0)
        return 0;
    size_t found = sure_boundary(p, len, at - 1);
    for (size_t next = found; (next = cluster_next(p, len, next)) < at;)
        found = next;
    return found;
}

/* The first boundary at or after at. */
static size_t boundary_after(const char *p, size_t len, size_t at)
{
    size_t found = sure_boundary(p, len, at);
    while (found < at)
        found = cluster_next(p, len, found);
    return found;
}

static size_t clusters_between(const struct lineedit *l, size_t from, size_t to)
{
    size_t count = 0;
    for (; from < to; count++)
        from = cluster_next(l->text.data, l->text.len, from);
    return count;
}

/* ---- text */

void lineedit_init(struct lineedit *l, bool multiline)
{
    *l = (struct lineedit){.multiline = multiline};
    buf_init(&l->text, LINEEDIT_MAX);
    buf_init(&l->kill, LINEEDIT_MAX);
}

void lineedit_finish(struct lineedit *l)
{
    buf_finish(&l->text);
    buf_finish(&l->kill);
    l->cursor = l->aim = 0;
}

void lineedit_set(struct lineedit *l, const char *p, size_t len)
{
    struct buf text;
    /* Each bad byte becomes three. What is set was accepted elsewhere and must not be cut here. */
    buf_init(&text, len > LINEEDIT_MAX / 3 ? len * 3 : LINEEDIT_MAX);
    for (size_t at = 0; at < len;) {
        const size_t bytes = utf8_read(p + at, len - at, NULL);
        if (bytes)
            buf_add(&text, p + at, bytes);
        else
            buf_put_utf8(&text, 0xFFFD);
        at += bytes ? bytes : 1;
    }
    buf_finish(&l->text);
    l->text = text;
    l->text.max = text.len > LINEEDIT_MAX ? text.len : LINEEDIT_MAX;
    if (l->kill.max < l->text.max)
        l->kill.max = l->text.max;
    l->cursor = text.len;
    l->aim = 0;
}

/* An edit can join what stands left and right of the cursor into one cluster: it then moves behind it. */
static void place_cursor(struct lineedit *l, size_t at)
{
    l->cursor = boundary_after(l->text.data, l->text.len, at);
    l->aim = 0;
}

static bool splice(struct lineedit *l, const char *p, size_t len)
{
    if (!len || !buf_reserve(&l->text, len))
        return false;
    char *const here = l->text.data + l->cursor;
    memmove(here + len, here, l->text.len - l->cursor + 1);
    memcpy(here, p, len);
    l->text.len += len;
    place_cursor(l, l->cursor + len);
    return true;
}

static bool cut(struct lineedit *l, size_t from, size_t to)
{
    if (from >= to)
        return false;
    memmove(l->text.data + from, l->text.data + to, l->text.len - to);
    buf_truncate(&l->text, l->text.len - (to - from));
    place_cursor(l, from);
    return true;
}

static bool kill_range(struct lineedit *l, size_t from, size_t to)
{
    if (from >= to)
        return false;
    buf_clear(&l->kill);
    buf_add(&l->kill, l->text.data + from, to - from);
    return cut(l, from, to);
}

static void add_typed(struct buf *out, uint32_t c, bool multiline)
{
    if (c == '\n' || c == '\r')
        buf_putc(out, multiline ? '\n' : ' ');
    else if (c == '\t' || (c >= 0x20 && c < 0x7F) || c >= 0xA0)
        buf_put_utf8(out, c);
}

bool lineedit_insert(struct lineedit *l, const char *p, size_t len)
{
    struct buf typed;
    buf_init(&typed, l->text.max);
    for (size_t at = 0; at < len && !typed.full;) {
        uint32_t c = 0xFFFD;
        const size_t bytes = utf8_read(p + at, len - at, &c);
        at += bytes ? bytes : 1;
        if (c == '\r' && at < len && p[at] == '\n')
            continue;
        add_typed(&typed, c, l->multiline);
    }
    const bool changed = !typed.full && splice(l, typed.data, typed.len);
    buf_finish(&typed);
    return changed;
}

bool lineedit_yank(struct lineedit *l)
{
    return splice(l, l->kill.data, l->kill.len);
}

/* ---- places relative to the cursor */

static size_t left_of(const struct lineedit *l)
{
    return cluster_prev(l->text.data, l->text.len, l->cursor);
}

static size_t right_of(const struct lineedit *l)
{
    return cluster_next(l->text.data, l->text.len, l->cursor);
}

static size_t line_start(const struct lineedit *l, size_t at)
{
    while (l->multiline && at > 0 && l->text.data[at - 1] != '\n')
        at--;
    return l->multiline ? at : 0;
}

/* at is a boundary. CR LF, which a text that was set may hold, is one cluster and ends the line before it. */
static size_t line_end(const struct lineedit *l, size_t at)
{
    const char *const from = l->text.data + at;
    const char *end = l->multiline ? memchr(from, '\n', l->text.len - at) : NULL;
    if (!end)
        return l->text.len;
    return (size_t)(end - l->text.data) - (end > from && end[-1] == '\r');
}

static bool is_word(const struct lineedit *l, size_t at)
{
    uint32_t c;
    if (!utf8_read(l->text.data + at, l->text.len - at, &c))
        return false;
    if (c == '_')
        return true;
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return true;
    default:
        return false;
    }
}

static size_t word_start(const struct lineedit *l)
{
    size_t at = l->cursor;
    bool in_word = false;
    while (at > 0) {
        const size_t before = cluster_prev(l->text.data, l->text.len, at);
        const bool word = is_word(l, before);
        if (in_word && !word)
            break;
        in_word = word;
        at = before;
    }
    return at;
}

static size_t word_end(const struct lineedit *l)
{
    size_t at = l->cursor;
    while (at < l->text.len && !is_word(l, at))
        at = cluster_next(l->text.data, l->text.len, at);
    while (at < l->text.len && is_word(l, at))
        at = cluster_next(l->text.data, l->text.len, at);
    return at;
}

/* ---- what keys do */

bool lineedit_backspace(struct lineedit *l)
{
    return cut(l, left_of(l), l->cursor);
}

bool lineedit_delete(struct lineedit *l)
{
    return cut(l, l->cursor, right_of(l));
}

bool lineedit_kill_to_end(struct lineedit *l)
{
    const size_t end = line_end(l, l->cursor);
    return kill_range(l, l->cursor, end > l->cursor ? end : right_of(l));
}

bool lineedit_kill_to_start(struct lineedit *l)
{
    return kill_range(l, line_start(l, l->cursor), l->cursor);
}

bool lineedit_kill_word_back(struct lineedit *l)
{
    return kill_range(l, word_start(l), l->cursor);
}

bool lineedit_kill_word(struct lineedit *l)
{
    return kill_range(l, l->cursor, word_end(l));
}

static bool go(struct lineedit *l, size_t to)
{
    const bool moved = l->cursor != to;
    l->cursor = to;
    l->aim = 0;
    return moved;
}

bool lineedit_left(struct lineedit *l)
{
    return go(l, left_of(l));
}

bool lineedit_right(struct lineedit *l)
{
    return go(l, right_of(l));
}

bool lineedit_word_left(struct lineedit *l)
{
    return go(l, word_start(l));
}

bool lineedit_word_right(struct lineedit *l)
{
    return go(l, word_end(l));
}

bool lineedit_home(struct lineedit *l)
{
    return go(l, line_start(l, l->cursor));
}

bool lineedit_end(struct lineedit *l)
{
    return go(l, line_end(l, l->cursor));
}

/* To the column of the cursor, or the one that an up or down before wanted, in the line that begins at
 * start. */
static bool go_to_line(struct lineedit *l, size_t start)
{
    const size_t aim = l->aim ? l->aim : clusters_between(l, line_start(l, l->cursor), l->cursor) + 1;
    const size_t end = line_end(l, start);
    size_t at = start;
    for (size_t column = 1; column < aim && at < end; column++)
        at = cluster_next(l->text.data, l->text.len, at);
    go(l, at);
    l->aim = aim;
    return true;
}

bool lineedit_up(struct lineedit *l)
{
    const size_t start = line_start(l, l->cursor);
    return start > 0 && go_to_line(l, line_start(l, start - 1));
}

bool lineedit_down(struct lineedit *l)
{
    const size_t end = line_end(l, l->cursor);
    return end < l->text.len && go_to_line(l, cluster_next(l->text.data, l->text.len, end));
}
