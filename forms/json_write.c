#include "forms/json.h"

#include <string.h>

#define BUFFER 8192

/* Pieces that are neighbours in memory grow together into one run, so that what was not touched leaves in
 * one call; short runs are gathered in a buffer. */
struct writer {
    json_sink *sink;
    void *context;
    const char *run;
    size_t run_len;
    size_t used;
    bool good;
    char buffer[BUFFER];
};

static void send(struct writer *w, const char *p, size_t len)
{
    if (w->good && len)
        w->good = w->sink(w->context, p, len);
}

static void flush_buffer(struct writer *w)
{
    send(w, w->buffer, w->used);
    w->used = 0;
}

/* A piece that has no neighbour to grow together with: it goes to the buffer at once. */
static inline void put_piece(struct writer *w, const char *p, size_t len)
{
    if (len > BUFFER - w->used) {
        flush_buffer(w);
        if (len > BUFFER / 2) {
            send(w, p, len);
            return;
        }
    }
    memcpy(w->buffer + w->used, p, len);
    w->used += len;
}

static void end_run(struct writer *w)
{
    if (w->run_len)
        put_piece(w, w->run, w->run_len);
    w->run_len = 0;
}

static void put(struct writer *w, const char *p, size_t len)
{
    if (w->run_len && w->run + w->run_len == p) {
        w->run_len += len;
        return;
    }
    end_run(w);
    w->run = p;
    w->run_len = len;
}

static void put_many(struct writer *w, char c, size_t count)
{
    end_run(w);
    while (count) {
        if (w->used == BUFFER)
            flush_buffer(w);
        const size_t room = BUFFER - w->used, now = count < room ? count : room;
        memset(w->buffer + w->used, c, now);
        w->used += now;
        count -= now;
    }
}

static void start(struct writer *w, json_sink *sink, void *context)
{
    w->sink = sink;
    w->context = context;
    w->run = NULL;
    w->run_len = w->used = 0;
    w->good = true;
}

static bool finish(struct writer *w)
{
    end_run(w);
    flush_buffer(w);
    return w->good;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* ---- the style of a place */

/* White space before a name or value: bytes of a text, then some more of its last one. */
struct gap {
    const char *p;
    size_t len;
    size_t deeper;
};

struct style {
    struct gap first, next; /* before the first child; before the others, after the comma */
    const char *colon;      /* from the name's closing quote to the value */
    size_t colon_len;
    size_t unit; /* characters of indentation for each level */
};

static const struct style root_style = {
    .first = {"\n", 1, 0}, .next = {"\n", 1, 0}, .colon = ": ", .colon_len = 2, .unit = 2};

static bool breaks_line(const struct gap *g)
{
    return g->len && memchr(g->p, '\n', g->len);
}

static char fill_of(const struct gap *g)
{
    return g->len && g->p[g->len - 1] == '\t' ? '\t' : ' ';
}

static void put_gap(struct writer *w, const struct gap *g)
{
    put(w, g->p, g->len);
    put_many(w, fill_of(g), g->deeper);
}

static const char *start_of_member(const struct json *v)
{
    return v->flags & JSON_NAMED ? v->text - v->name_back - 1 : v->text;
}

static bool lead_has_comma(const struct json *v)
{
    const char *p = v->text - v->lead, *const end = start_of_member(v);
    while (p < end && is_space(*p))
        p++;
    return p < end && *p == ',';
}

/* From the last line break of the white space before end, no further back than begin. */
static struct gap last_line_of_space(const char *begin, const char *end)
{
    const char *p = end;
    while (p > begin && is_space(p[-1]) && *p != '\n')
        p--;
    if (p > begin && *p == '\n' && p < end && p[-1] == '\r')
        p--;
    return (struct gap){.p = p, .len = (size_t)(end - p)};
}

/* The white space right before a child that was read: a blank line before one child is not its siblings'
 * style. */
static struct gap gap_before(const struct json *v)
{
    return last_line_of_space(v->text - v->lead, start_of_member(v));
}

/* The white space right behind the opening bracket of the text. */
static struct gap gap_inside(const struct json *v)
{
    const char *end = v->text + 1;
    while (is_space(*end))
        end++;
    return last_line_of_space(v->text + 1, end);
}

/* A container that held nothing in the text it was read from. */
static bool was_empty(const struct json *v)
{
    const char *p = v->text + v->text_len - 1;
    while (p - 1 > v->text && is_space(p[-1]))
        p--;
    return p - 1 == v->text;
}

static size_t indentation(const struct gap *g)
{
    size_t len = 0;
    while (len < g->len && g->p[g->len - 1 - len] != '\n')
        len++;
    return len + g->deeper;
}

/* What stands around the children that a text set apart: one that was first, one that was not. */
static void find_examples(const struct json *v, const struct json **first, const struct json **next)
{
    *first = *next = NULL;
    for (uint32_t i = 0; i < v->count && !(*first && *next); i++) {
        const struct json *child = &v->items[i];
        if (!(child->flags & JSON_LEAD))
            continue;
        const struct json **kind = lead_has_comma(child) ? next : first;
        if (!*kind)
            *kind = child;
        if (i > 16 && *next)
            break;
    }
}

/* One space after a comma where there is one after a colon. */
static struct gap beside(const struct style *s)
{
    const bool spaced = s->colon_len && s->colon[s->colon_len - 1] == ' ';
    return (struct gap){.p = " ", .len = spaced ? 1 : 0};
}

static struct style style_from_examples(const struct json *v, const struct json *first,
                                        const struct json *next, const struct gap *own,
                                        const struct style *outer)
{
    const struct json *any = next ? next : first;
    struct style s = *outer;
    if (any->flags & JSON_NAMED) {
        s.colon = any->text - any->name_back + any->name_len + 1;
        s.colon_len = (size_t)(any->text - s.colon);
    }
    s.next = gap_before(any);
    s.first = first ? gap_before(first) : gap_inside(v);
    if (!next && !s.next.len)
        s.next = beside(&s);
    if (breaks_line(&s.first) && breaks_line(own) && indentation(&s.first) > indentation(own))
        s.unit = indentation(&s.first) - indentation(own);
    return s;
}

/* Below a container that stands on a line of its own, children do so too, one level deeper. */
static struct style style_from_outside(const struct gap *own, const struct style *outer)
{
    struct style s = *outer;
    if (breaks_line(own)) {
        s.first = s.next = *own;
        s.first.deeper = s.next.deeper = own->deeper + outer->unit;
    } else {
        s.first = (struct gap){.p = ""};
        s.next = breaks_line(&outer->next) ? beside(outer) : outer->next;
    }
    return s;
}

/* ---- the tree as it is now */

static void write_value(struct writer *w, const struct json *v, const struct gap *own,
                        const struct style *outer);

/* A child that became the first, or is the first no more, stands on its line as its new neighbours do. */
static void write_moved_lead(struct writer *w, const struct json *child, bool is_first, const struct style *s)
{
    const char *const start = start_of_member(child);
    if (!is_first)
        put(w, ",", 1);
    put_gap(w, is_first ? &s->first : &s->next);
    put(w, start, (size_t)(child->text - start));
}

static void write_own_lead(struct writer *w, const struct json *child, bool is_first, const struct gap *own,
                           const struct style *s)
{
    const char *lead = child->text - child->lead;
    const bool comma = lead_has_comma(child);
    if (is_first == comma && !breaks_line(own)) {
        write_moved_lead(w, child, is_first, s);
        return;
    }
    if (is_first && comma)
        lead = (const char *)memchr(lead, ',', child->lead) + 1;
    if (!is_first && !comma)
        put(w, ",", 1);
    put(w, lead, (size_t)(child->text - lead));
}

static void write_made_lead(struct writer *w, const struct json *child, bool is_first, const struct style *s)
{
    if (!is_first)
        put(w, ",", 1);
    put_gap(w, is_first ? &s->first : &s->next);
    if (child->flags & JSON_NAMED) {
        put(w, "\"", 1);
        put(w, child->text - child->name_back, child->name_len);
        put(w, "\"", 1);
        put(w, s->colon, s->colon_len);
    }
}

/* Nothing of it changed, nor whether a comma goes before it: most children of a list of which one changed. */
static bool stands_as_read(const struct json *child, bool is_first)
{
    return (child->flags & JSON_LEAD) && !(child->flags & JSON_CHANGED) && lead_has_comma(child) != is_first;
}

static void write_child(struct writer *w, const struct json *child, bool is_first, const struct style *s)
{
    if (stands_as_read(child, is_first)) {
        put(w, child->text - child->lead, (size_t)child->lead + child->text_len);
    } else if (child->flags & JSON_LEAD) {
        const struct gap own = gap_before(child);
        write_own_lead(w, child, is_first, &own, s);
        write_value(w, child, &own, s);
    } else {
        write_made_lead(w, child, is_first, s);
        write_value(w, child, is_first ? &s->first : &s->next, s);
    }
}

static void write_close(struct writer *w, const struct json *v, const struct gap *own, const struct style *s,
                        bool as_read)
{
    const char *const close = v->text + v->text_len - 1;
    const char *tail = close;
    while (as_read && is_space(tail[-1]))
        tail--;
    if (!as_read && breaks_line(&s->first) && breaks_line(own))
        put_gap(w, own);
    put(w, tail, (size_t)(close + 1 - tail));
}

static void write_changed(struct writer *w, const struct json *v, const struct gap *own,
                          const struct style *outer)
{
    const bool hollow = was_empty(v);
    if (!v->count) {
        const char *pair = v->kind == JSON_OBJECT ? "{}" : "[]";
        put(w, hollow ? v->text : pair, hollow ? v->text_len : 2);
        return;
    }
    const struct json *first, *next;
    find_examples(v, &first, &next);
    const struct style s =
        first || next ? style_from_examples(v, first, next, own, outer) : style_from_outside(own, outer);
    put(w, v->text, 1);
    for (uint32_t i = 0; i < v->count; i++)
        write_child(w, &v->items[i], i == 0, &s);
    write_close(w, v, own, &s, !hollow && (first || next));
}

static void write_value(struct writer *w, const struct json *v, const struct gap *own,
                        const struct style *outer)
{
    if (json_is_container(v) && (v->flags & JSON_CHANGED))
        write_changed(w, v, own, outer);
    else
        put(w, v->text, v->text_len);
}

bool json_write(const struct json_tree *tree, json_sink *sink, void *context)
{
    struct writer w;
    start(&w, sink, context);
    put(&w, tree->text, tree->head);
    write_value(&w, &tree->root, &root_style.first, &root_style);
    put(&w, tree->text + tree->tail, tree->len - tree->tail);
    return finish(&w);
}

/* ---- one value alone */

static void break_line(struct writer *w, size_t depth)
{
    put_piece(w, "\n", 1);
    put_many(w, ' ', 2 * depth);
}

static void write_plain(struct writer *w, const struct json *v, bool pretty, size_t depth);

static void write_plain_children(struct writer *w, const struct json *v, bool pretty, size_t depth)
{
    for (uint32_t i = 0; i < v->count; i++) {
        const struct json *child = &v->items[i];
        if (i)
            put_piece(w, ",", 1);
        if (pretty)
            break_line(w, depth);
        if (v->kind == JSON_OBJECT) {
            put_piece(w, "\"", 1);
            put_piece(w, child->text - child->name_back, child->name_len);
            put_piece(w, "\": ", pretty ? 3 : 2);
        }
        write_plain(w, child, pretty, depth);
    }
    if (pretty && v->count)
        break_line(w, depth - 1);
}

static void write_plain(struct writer *w, const struct json *v, bool pretty, size_t depth)
{
    if (!json_is_container(v)) {
        put_piece(w, v->text, v->text_len);
        return;
    }
    put_piece(w, v->kind == JSON_OBJECT ? "{" : "[", 1);
    write_plain_children(w, v, pretty, depth + 1);
    put_piece(w, v->kind == JSON_OBJECT ? "}" : "]", 1);
}

static bool write_alone(const struct json *v, bool pretty, json_sink *sink, void *context)
{
    struct writer w;
    start(&w, sink, context);
    write_plain(&w, v, pretty, 0);
    return finish(&w);
}

bool json_write_pretty(const struct json *v, json_sink *sink, void *context)
{
    return write_alone(v, true, sink, context);
}

bool json_write_compact(const struct json *v, json_sink *sink, void *context)
{
    return write_alone(v, false, sink, context);
}

bool json_to_buf(void *buf, const char *p, size_t len)
{
    return buf_add(buf, p, len);
}
