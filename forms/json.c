#include "forms/json.h"

#include "forms/json_scan.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* Objects up to this many members are checked for repeated names pair by pair. */
#define PAIRWISE_MAX 16
/* Bytes of a name in an error. */
#define NAME_SHOWN 60

/* A container that is still open. */
struct level {
    struct json value; /* itself, as far as it is known */
    const char *open;  /* its bracket */
    const char *name;  /* its own, or NULL */
    const char *after; /* where its latest child ended, or the bracket */
    size_t mark;       /* its children stand above it in the stack */
};

struct json_parser {
    const char *text, *at, *end;
    struct arena *arena;
    /* Children of the containers that are still open, innermost last: they move to the arena in one block
     * when their container closes. */
    struct json *stack;
    size_t used, cap;
    struct json root;
    unsigned depth;
    size_t worth; /* bytes of work that a step is to do */
    bool begun, ended, good;
    bool tired; /* that was done before a container was closed */
    struct json_fault fault;
    struct level levels[JSON_DEPTH_MAX]; /* [0, depth) are open; the others are not even zeroed */
};

/* ---- names twice in one object */

static const char *raw_name(const struct json *member)
{
    return member->text - member->name_back;
}

static bool names_equal(const struct json *a, const struct json *b, struct buf scratch[2])
{
    if (!((a->flags | b->flags) & JSON_NAME_ESCAPED))
        return a->name_len == b->name_len && memcmp(raw_name(a), raw_name(b), a->name_len) == 0;
    size_t a_len, b_len;
    const char *a_name = json_name(a, &scratch[0], &a_len);
    const char *b_name = json_name(b, &scratch[1], &b_len);
    return a_len == b_len && memcmp(a_name, b_name, a_len) == 0;
}

/* As much of a name as a sentence can hold, cut between characters. */
static int shown_length(const char *name, size_t len)
{
    size_t shown = len < NAME_SHOWN ? len : NAME_SHOWN;
    while (shown < len && ((unsigned char)name[shown] & 0xC0) == 0x80)
        shown--;
    return (int)shown;
}

static bool fault_twice(struct json_parser *p, const struct json *member)
{
    const char *const name = raw_name(member);
    return json_fault_set(&p->fault, name - 1, "the name \"%.*s%s\" appears twice in this object",
                          shown_length(name, member->name_len), name,
                          member->name_len > NAME_SHOWN ? "..." : "");
}

static const struct json *repeated_of_few(const struct json *members, size_t count, struct buf scratch[2])
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = 0; k < i; k++)
            if (members[i].name_len == members[k].name_len ||
                ((members[i].flags | members[k].flags) & JSON_NAME_ESCAPED))
                if (names_equal(&members[i], &members[k], scratch))
                    return &members[i];
    return NULL;
}

struct named {
    const char *name; /* decoded */
    size_t len;
    const struct json *member;
};

/* Any order will do that brings equal names together, the earlier member first. */
static int by_name(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    if (x->len != y->len)
        return x->len < y->len ? -1 : 1;
    const int order = memcmp(x->name, y->name, x->len);
    return order ? order : (x->member > y->member) - (x->member < y->member);
}

/* Sorted, not hashed: names that somebody chose so that they collide cost no more than others. */
static const struct json *repeated_of_many(const struct json *members, size_t count, struct buf *scratch)
{
    struct arena decoded;
    arena_init(&decoded);
    struct named *list = xreallocarray(NULL, count, sizeof *list);
    for (size_t i = 0; i < count; i++) {
        struct named *n = &list[i];
        n->member = &members[i];
        n->name = json_name(&members[i], scratch, &n->len);
        if (members[i].flags & JSON_NAME_ESCAPED)
            n->name = memcpy(arena_text(&decoded, n->len), n->name, n->len);
    }
    qsort(list, count, sizeof *list, by_name);
    const struct json *found = NULL;
    for (size_t i = 1; i < count; i++)
        if (list[i].len == list[i - 1].len && memcmp(list[i].name, list[i - 1].name, list[i].len) == 0 &&
            (!found || list[i].member < found))
            found = list[i].member;
    free(list);
    arena_finish(&decoded);
    return found;
}

/* Of the children above mark. */
static bool check_names(struct json_parser *p, size_t mark)
{
    const size_t count = p->used - mark;
    if (count < 2)
        return true;
    const struct json *const members = p->stack + mark;
    struct buf scratch[2];
    buf_init(&scratch[0], JSON_TEXT_MAX);
    buf_init(&scratch[1], JSON_TEXT_MAX);
    const struct json *twice = count <= PAIRWISE_MAX ? repeated_of_few(members, count, scratch)
                                                     : repeated_of_many(members, count, &scratch[0]);
    buf_finish(&scratch[0]);
    buf_finish(&scratch[1]);
    return !twice || fault_twice(p, twice);
}

/* ---- values */

static void skip_space(struct json_parser *p)
{
    const char *at = p->at;
    while (at < p->end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
        at++;
    p->at = at;
}

/* Where the next child of the innermost container is made. */
static struct json *next_child(struct json_parser *p)
{
    if (p->used == p->cap) {
        p->cap = p->cap ? p->cap * 2 : 256;
        p->stack = xreallocarray(p->stack, p->cap, sizeof *p->stack);
    }
    return &p->stack[p->used];
}

/* The child in that place is whole. */
static void add_child(struct json_parser *p, struct level *in, struct json *v, const char *name)
{
    v->flags |= JSON_LEAD;
    v->lead = (uint32_t)(v->text - in->after);
    v->name_back = name ? (uint32_t)(v->text - name) : 0;
    in->after = p->at;
    p->used++;
}

/* Moves children to the arena, side by side; true: all of them are there. A hundred thousand are megabytes,
 * which may be more than a step's worth. */
static bool take_children(struct json_parser *p, struct level *in)
{
    struct json *v = &in->value;
    const size_t count = p->used - in->mark, most = p->worth / sizeof *v + 1;
    if (count && !v->items)
        v->items = arena_alloc(p->arena, count * sizeof *v->items);
    const size_t rest = count - v->count, taken = rest < most ? rest : most;
    if (v->items)
        memcpy(v->items + v->count, p->stack + in->mark + v->count, taken * sizeof *v->items);
    v->count += (uint32_t)taken;
    p->tired = taken < rest;
    return !p->tired;
}

static bool read_name(struct json_parser *p, struct json *out, const char **name)
{
    if (p->at == p->end || *p->at != '"') {
        if (p->at < p->end && *p->at == '}')
            return json_fault_set(&p->fault, p->at, "a comma is not allowed before }");
        if (p->at < p->end && *p->at == '\'')
            return json_fault_set(&p->fault, p->at, "a name is put in double quotes (\"), not single ones");
        return json_fault_set(&p->fault, p->at,
                              p->at == p->end ? "the text ends where a name is expected"
                                              : "a name in double quotes is expected here");
    }
    bool escaped;
    *name = p->at + 1;
    p->at = json_scan_string(p->at, p->end, &escaped, &p->fault);
    if (!p->at)
        return false;
    out->name_len = (uint32_t)(p->at - 1 - *name);
    out->flags |= JSON_NAMED | (escaped ? JSON_NAME_ESCAPED : 0);
    skip_space(p);
    if (p->at == p->end || *p->at != ':')
        return json_fault_set(&p->fault, p->at, "a colon is expected after the name \"%.*s%s\"",
                              shown_length(*name, out->name_len), *name,
                              out->name_len > NAME_SHOWN ? "..." : "");
    p->at++;
    skip_space(p);
    return true;
}

static bool fault_after_value(struct json_parser *p, const char *open, char close)
{
    const struct json_spot began = json_spot_of(p->text, open);
    if (p->at == p->end)
        return json_fault_set(
            &p->fault, p->at,
            "the text ends, but the %c of line %zu, column %zu is still open; %c is missing", *open,
            began.line, began.column, close);
    if (*p->at == ']' || *p->at == '}')
        return json_fault_set(&p->fault, p->at, "this %c does not close the %c of line %zu, column %zu",
                              *p->at, *open, began.line, began.column);
    if (*p->at == '/' || *p->at == '#')
        return json_fault_set(&p->fault, p->at, "JSON has no comments; a comma or %c is expected here",
                              close);
    return json_fault_set(&p->fault, p->at, "a comma or %c is expected after the value", close);
}

static bool read_word(struct json_parser *p, const char *word, enum json_kind kind, uint8_t flag,
                      struct json *out)
{
    const size_t len = strlen(word);
    if ((size_t)(p->end - p->at) < len || memcmp(p->at, word, len) != 0)
        return json_fault_no_value(&p->fault, p->at, p->end);
    out->kind = (uint8_t)kind;
    out->flags |= flag;
    p->at += len;
    return true;
}

static bool read_string(struct json_parser *p, struct json *out)
{
    bool escaped;
    p->at = json_scan_string(p->at, p->end, &escaped, &p->fault);
    out->kind = JSON_STRING;
    out->flags |= escaped ? JSON_ESCAPED : 0;
    return p->at;
}

static bool read_number(struct json_parser *p, struct json *out)
{
    p->at = json_scan_number(p->at, p->end, &p->fault);
    out->kind = JSON_NUMBER;
    return p->at;
}

static bool read_word_or_number(struct json_parser *p, struct json *out)
{
    switch (*p->at) {
    case 't':
        return read_word(p, "true", JSON_BOOL, JSON_TRUE, out);
    case 'f':
        return read_word(p, "false", JSON_BOOL, 0, out);
    case 'n':
        return read_word(p, "null", JSON_NULL, 0, out);
    default:
        if (*p->at == '-' || (*p->at >= '0' && *p->at <= '9'))
            return read_number(p, out);
        return json_fault_no_value(&p->fault, p->at, p->end);
    }
}

static bool read_scalar(struct json_parser *p, struct json *out)
{
    out->text = p->at;
    if (*p->at == '"') {
        if (!read_string(p, out))
            return false;
    } else if (!read_word_or_number(p, out)) {
        return false;
    }
    out->text_len = (uint32_t)(p->at - out->text);
    return true;
}

static bool open_container(struct json_parser *p, const struct json *value, const char *name)
{
    if (p->depth == JSON_DEPTH_MAX) {
        json_fault_set(&p->fault, p->at, "arrays and objects are nested more than %d deep", JSON_DEPTH_MAX);
        p->fault.code = ERR_LIMIT;
        return false;
    }
    p->levels[p->depth++] =
        (struct level){.value = *value, .open = p->at, .name = name, .after = p->at + 1, .mark = p->used};
    p->at++;
    return true;
}

static bool close_container(struct json_parser *p)
{
    struct level *in = &p->levels[p->depth - 1];
    struct json *v = &in->value;
    const bool named = *in->open == '{';
    if (!v->items && named && !check_names(p, in->mark))
        return false;
    if (!take_children(p, in))
        return true;
    p->at++;
    p->used = in->mark;
    v->kind = named ? JSON_OBJECT : JSON_ARRAY;
    v->text = in->open;
    v->text_len = (uint32_t)(p->at - in->open);
    if (--p->depth == 0) {
        p->root = *v;
        return true;
    }
    struct json *child = next_child(p);
    *child = *v;
    add_child(p, in - 1, child, in->name);
    return true;
}

static bool read_child(struct json_parser *p, struct level *in, bool named)
{
    struct json *v = next_child(p);
    const char *name = NULL;
    *v = (struct json){0};
    if (named && !read_name(p, v, &name))
        return false;
    if (p->at == p->end)
        return json_fault_no_value(&p->fault, p->at, p->end);
    if (*p->at == '{' || *p->at == '[')
        return open_container(p, v, name);
    if (!named && *p->at == ']')
        return json_fault_set(&p->fault, p->at, "a comma is not allowed before ]");
    if (!read_scalar(p, v))
        return false;
    add_child(p, in, v, name);
    return true;
}

/* The children of the innermost container from the next one on: to its end, to the first that is a container
 * itself, or past stop. */
static bool read_on(struct json_parser *p, const char *stop)
{
    struct level *const in = &p->levels[p->depth - 1];
    const unsigned depth = p->depth;
    const bool named = *in->open == '{';
    const char close = named ? '}' : ']';
    do {
        skip_space(p);
        if (p->at == p->end)
            return fault_after_value(p, in->open, close);
        if (*p->at == close)
            return close_container(p);
        if (p->used > in->mark) {
            if (*p->at != ',')
                return fault_after_value(p, in->open, close);
            p->at++;
            skip_space(p);
        }
        if (!read_child(p, in, named))
            return false;
    } while (p->depth == depth && p->at <= stop);
    return true;
}

/* ---- the whole text */

static bool read_first(struct json_parser *p)
{
    p->begun = true;
    if (p->end - p->at >= 3 && memcmp(p->at, "\xEF\xBB\xBF", 3) == 0)
        return json_fault_set(&p->fault, p->at,
                              "the text begins with a byte order mark; save it as UTF-8 without one");
    skip_space(p);
    if (p->at == p->end)
        return json_fault_set(&p->fault, p->at, "there is no JSON here: the text is empty");
    if (*p->at == '{' || *p->at == '[')
        return open_container(p, &p->root, NULL);
    return read_scalar(p, &p->root);
}

static bool read_last(struct json_parser *p)
{
    skip_space(p);
    if (p->at < p->end)
        return json_fault_set(&p->fault, p->at, "the text must end after its one value, but more follows");
    return true;
}

static void parser_init(struct json_parser *p, struct arena *a, const char *text, size_t len)
{
    memset(p, 0, offsetof(struct json_parser, levels));
    p->text = p->at = len ? text : ""; /* NULL and 0 is an empty text too */
    p->end = p->text + len;
    p->arena = a;
    p->ended = len > JSON_TEXT_MAX;
}

bool json_parser_step(struct json_parser *p, size_t bytes)
{
    if (p->ended)
        return true;
    const char *const stop = (size_t)(p->end - p->at) > bytes ? p->at + bytes : p->end;
    bool good = p->begun || read_first(p);
    p->worth = bytes;
    p->tired = false;
    while (good && p->depth && p->at <= stop && !p->tired)
        good = read_on(p, stop);
    if (good && p->depth)
        return false;
    p->good = good && read_last(p);
    p->ended = true;
    return true;
}

bool json_parser_result(const struct json_parser *p, struct json_tree *tree, struct err *e)
{
    const size_t len = (size_t)(p->end - p->text);
    *tree = (struct json_tree){.text = p->text, .len = len};
    if (len > JSON_TEXT_MAX)
        return err_set(e, ERR_LIMIT, "the text is larger than %zu MiB", JSON_TEXT_MAX >> 20);
    if (!p->good) {
        const struct json_spot place = json_spot_of(p->text, p->fault.at);
        return err_set_at(e, p->fault.code, place.line, place.column, "%s", p->fault.text);
    }
    tree->root = p->root;
    tree->head = (size_t)(p->root.text - p->text);
    tree->tail = tree->head + p->root.text_len;
    return true;
}

bool json_parse(struct arena *a, const char *text, size_t len, struct json_tree *tree, struct err *e)
{
    struct json_parser p;
    parser_init(&p, a, text, len);
    json_parser_step(&p, SIZE_MAX);
    free(p.stack);
    return json_parser_result(&p, tree, e);
}

struct json_parser *json_parser_new(struct arena *a, const char *text, size_t len)
{
    struct json_parser *p = xmalloc(sizeof *p);
    parser_init(p, a, text, len);
    return p;
}

void json_parser_free(struct json_parser *p)
{
    if (!p)
        return;
    free(p->stack);
    free(p);
}

size_t json_parser_offset(const struct json_parser *p)
{
    /* a word that was refused has none that was read */
    return p->at ? (size_t)(p->at - p->text) : 0;
}
