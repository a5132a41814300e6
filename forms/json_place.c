/* Lines and columns of values. */
#include "forms/json.h"
#include "forms/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MARKED ((size_t)4 << 10) /* bytes from one mark to the next */

/* Moves on to p, a later byte of the text. */
static void advance(struct json_spot *spot, const char *text, const char *p)
{
    const char *at = text + spot->offset;
    const char *line_end;
    while ((line_end = memchr(at, '\n', (size_t)(p - at)))) {
        spot->line++;
        spot->column = 0;
        at = line_end + 1;
    }
    size_t columns = 0;
    for (; at < p; at++)
        columns += ((unsigned char)*at & 0xC0) != 0x80;
    spot->column += columns;
    spot->offset = (size_t)(p - text);
}

static void add_mark(struct json_hint *h, const char *text)
{
    struct json_spot spot = h->count ? h->marks[h->count - 1] : (struct json_spot){0};
    if (h->count == h->cap) {
        h->cap = h->cap ? 2 * h->cap : 64;
        h->marks = xreallocarray(h->marks, h->cap, sizeof *h->marks);
    }
    advance(&spot, text, text + spot.offset + MARKED);
    h->marks[h->count++] = spot;
}

/* The latest place that was asked for, or the mark before p where that is nearer: there is one at each
 * multiple of the distance. */
static void approach(struct json_hint *h, const char *text, const char *p)
{
    const size_t offset = (size_t)(p - text), marks = offset / MARKED;
    while (h->count < marks)
        add_mark(h, text);
    const struct json_spot mark = marks ? h->marks[marks - 1] : (struct json_spot){0};
    if (h->latest.offset > offset || h->latest.offset < mark.offset)
        h->latest = mark;
}

void json_place(const struct json_tree *tree, const struct json *v, struct json_hint *hint, size_t *line,
                size_t *column)
{
    const uintptr_t p = (uintptr_t)v->text, start = (uintptr_t)tree->text;
    struct json_spot fresh = {0}, *spot = hint ? &hint->latest : &fresh;
    *line = *column = 0;
    if (p < start || p >= start + tree->len)
        return;
    if (hint)
        approach(hint, tree->text, v->text);
    advance(spot, tree->text, v->text);
    *line = spot->line + 1;
    *column = spot->column + 1;
}

void json_hint_finish(struct json_hint *hint)
{
    free(hint->marks);
    *hint = (struct json_hint){0};
}

struct json_spot json_spot_of(const char *text, const char *at)
{
    struct json_spot spot = {0};
    advance(&spot, text, at);
    spot.line++;
    spot.column++;
    return spot;
}
