#include "tests/forms/generate.h"

#include "forms/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A body is written in one pass down the schema. Every spot where something could be made wrong is counted;
 * the first pass of generate_mutated counts them all, the second spoils the one that was drawn. */
struct maker {
    struct rng rng;
    struct buf *out;
    bool odd_space;
    size_t level;
    struct path path;
    char variant[300]; /* the pointer of the choice of variants that is being written, or "" */
    size_t spots, target;
    struct mutation *mutation;
};

static void make_value(struct maker *m, const struct schema_node *n);

static bool chance(struct maker *m, size_t percent)
{
    return rng_below(&m->rng, 100) < percent;
}

#define PICK(m, list) ((list)[rng_below(&(m)->rng, sizeof(list) / sizeof *(list))])

static void space(struct maker *m)
{
    static const char *const odd[] = {"", "", "", " ", "\t", "\n", "\r\n", "  \n\t "};
    if (m->odd_space)
        buf_puts(m->out, PICK(m, odd));
}

static void new_line(struct maker *m)
{
    if (m->odd_space) {
        space(m);
        return;
    }
    buf_putc(m->out, '\n');
    for (size_t i = 0; i < m->level; i++)
        buf_puts(m->out, "  ");
}

/* Whether this is the spot to spoil; then what follows is wrong, and noted. Inside a choice of variants the
 * error may be said anywhere in the choice. */
static bool spoils(struct maker *m, const char *name, const char *keyword)
{
    if (++m->spots != m->target)
        return false;
    struct mutation *mutation = m->mutation;
    const bool inside = m->variant[0] && strcmp(m->variant, m->path.text.data) != 0;
    *mutation =
        (struct mutation){.name = name, .invalid = keyword, .exact = keyword && !inside, .keyword = keyword};
    snprintf(mutation->pointer, sizeof mutation->pointer, "%s", inside ? m->variant : m->path.text.data);
    return true;
}

/* ---- strings */

static void put_characters(struct maker *m, size_t count)
{
    static const char *const plain[] = {"a", "Z",  "7", " ",      "-",      "é",
                                        "ß", "東", "🐕", "\u0301", "\u200d", "'"};
    static const char *const escaped[] = {"\\n",     "\\t",     "\\\"",           "\\\\", "\\/",
                                          "\\u0000", "\\u00e9", "\\ud83d\\udc15", "\\b"};
    while (count-- > 0)
        buf_puts(m->out, chance(m, 85) ? PICK(m, plain) : PICK(m, escaped));
}

/* Begins and ends with a letter, so that it can be a key. */
static void make_text(struct maker *m)
{
    buf_puts(m->out, "\"k");
    put_characters(m, rng_below(&m->rng, 12));
    buf_puts(m->out, "x\"");
}

static void make_long_text(struct maker *m, size_t units)
{
    buf_putc(m->out, '"');
    size_t left = units;
    while (left >= 2 && chance(m, 99)) {
        buf_puts(m->out, chance(m, 50) ? "🐕" : "\\u00e9a");
        left -= 2;
    }
    while (left-- > 0)
        buf_putc(m->out, 'x');
    buf_putc(m->out, '"');
}

static void make_date_time(struct maker *m)
{
    const unsigned long day = 1 + rng_below(&m->rng, 28), month = 1 + rng_below(&m->rng, 12);
    static const char *const ends[] = {"Z", "+01:00", "-23:59", ".5Z", ".123456789+14:00"};
    buf_printf(m->out, "\"%04zu-%02lu-%02luT%02zu:%02zu:%02zu%s\"", 1600 + rng_below(&m->rng, 1000), month,
               day, rng_below(&m->rng, 24), rng_below(&m->rng, 60), rng_below(&m->rng, 60), PICK(m, ends));
}

static void make_uuid(struct maker *m)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    buf_putc(m->out, '"');
    for (size_t i = 0; i < 36; i++)
        buf_putc(m->out, i == 8 || i == 13 || i == 18 || i == 23 ? '-' : digits[rng_below(&m->rng, 22)]);
    buf_putc(m->out, '"');
}

static const char *const bad_times[] = {"\"\"",
                                        "\"2026-11-20\"",
                                        "\"2026-11-20T15:00:00\"",
                                        "\"2026-13-20T15:00:00Z\"",
                                        "\"2026-02-30T15:00:00Z\"",
                                        "\"2026-11-20T25:00:00Z\"",
                                        "\"2026-11-20T15:00Z\"",
                                        "\"tomorrow\"",
                                        "\"2026-11-20T15:00:00Z \""};
static const char *const bad_uuids[] = {
    "\"\"", "\"7b0d2f6e-3c51-4f0a-9a52\"", "\"7b0d2f6e3c514f0a9a526d1f3f1b8c20\"",
    "\"7x0d2f6e-3c51-4f0a-9a52-6d1f3f1b8c20\"", "\"{7b0d2f6e-3c51-4f0a-9a52-6d1f3f1b8c20}\""};
static const char *const good_clocks[] = {"\"00:00\"", "\"15:00\"", "\"23:59:59\"", "\"1\\u0035:30\""};
static const char *const bad_clocks[] = {"\"\"",         "\"3pm\"",    "\"24:00\"",
                                         "\"9:00\"",     "\"12:60\"",  "\"12:00:\"",
                                         "\"12:00\\n\"", "\" 12:00\"", "\"1\u0662:00\""};
static const char *const good_names[] = {"\"vip\"", "\"_\"", "\"a1_B\"", "\"v\\u0069p\""};
static const char *const bad_names[] = {"\"\"", "\"1a\"", "\"a-b\"", "\"a b\"", "\"señal\"", "\"vip\\n\""};

/* What fits a pattern or format and what does not: known by hand, as no machine can tell from a pattern. */
static const struct shape {
    const char *pattern; /* or NULL */
    enum schema_format format;
    void (*make)(struct maker *m);
    const char *const *good, *const *bad;
    size_t good_count, bad_count;
} shapes[] = {
    {NULL, FORMAT_DATE_TIME, make_date_time, NULL, bad_times, 0, sizeof bad_times / sizeof *bad_times},
    {NULL, FORMAT_UUID, make_uuid, NULL, bad_uuids, 0, sizeof bad_uuids / sizeof *bad_uuids},
    {"^([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?$", FORMAT_NONE, NULL, good_clocks, bad_clocks,
     sizeof good_clocks / sizeof *good_clocks, sizeof bad_clocks / sizeof *bad_clocks},
    {"^[a-zA-Z_]\\w*$", FORMAT_NONE, NULL, good_names, bad_names, sizeof good_names / sizeof *good_names,
     sizeof bad_names / sizeof *bad_names},
};

static const struct shape *shape_of(const struct schema_node *n)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (n->pattern_text ? shapes[i].pattern && strcmp(shapes[i].pattern, n->pattern_text) == 0
                            : n->format != FORMAT_NONE && shapes[i].format == n->format)
            return &shapes[i];
    return NULL;
}

static void make_string(struct maker *m, const struct schema_node *n)
{
    const struct shape *shape = shape_of(n);
    if (n->pattern && !shape)
        abort(); /* a new pattern in the schema: give it a shape */
    if (shape && spoils(m, "text of another form", n->pattern ? "pattern" : "format"))
        buf_puts(m->out, shape->bad[rng_below(&m->rng, shape->bad_count)]);
    else if (shape && shape->make)
        shape->make(m);
    else if (shape)
        buf_puts(m->out, shape->good[rng_below(&m->rng, shape->good_count)]);
    else if (n->has_min_length && n->min_length == 1 && spoils(m, "an empty key", "minLength"))
        buf_puts(m->out, "\"\"");
    else if (n->has_max_length && spoils(m, "a text that is one unit too long", "maxLength"))
        make_long_text(m, n->max_length + 1);
    else if (n->has_max_length && chance(m, 10))
        make_long_text(m, n->max_length);
    else if (!n->has_min_length && chance(m, 5))
        buf_puts(m->out, "\"\"");
    else
        make_text(m);
}

/* ---- other scalars */

static void make_enum(struct maker *m, const struct schema_node *n)
{
    static const char *const others[] = {"\"\"", "\"other\"", "\"en-us\"", "\"full \"", "\"==\""};
    if (spoils(m, "a value that is not in the list", "enum")) {
        buf_puts(m->out, PICK(m, others));
        return;
    }
    const struct json *value = json_item(n->enumeration, rng_below(&m->rng, n->enumeration->count));
    buf_add(m->out, value->text, value->text_len);
}

static void make_integer(struct maker *m, const struct schema_node *n)
{
    static const char *const good[] = {"1", "60", "60.0", "6e1", "1.5E2", "1200e-1", "99999999999999999999"};
    static const char *const fractions[] = {"1.5", "0.1", "15e-1", "60.000001"};
    static const char *const low[] = {"0", "-1", "-0.0", "0e5", "-1e3"};
    if (spoils(m, "a fraction", "type"))
        buf_puts(m->out, PICK(m, fractions));
    else if (n->has_minimum && spoils(m, "a number that is too small", "minimum"))
        buf_puts(m->out, PICK(m, low));
    else
        buf_puts(m->out, PICK(m, good));
}

static void make_number(struct maker *m)
{
    static const char *const good[] = {
        "0", "-0", "38.7223", "-9.1393", "1e2", "1.10", "-179.99999999999999999"};
    buf_puts(m->out, PICK(m, good));
}

/* A value of a type that n does not take; n has a type and no variants. */
static void make_other_type(struct maker *m, const struct schema_node *n)
{
    static const struct {
        enum schema_type type;
        const char *text;
    } values[] = {{SCHEMA_OBJECT, "{}"},     {SCHEMA_ARRAY, "[]"},     {SCHEMA_STRING, "\"12a\""},
                  {SCHEMA_NUMBER, "7"},      {SCHEMA_BOOLEAN, "true"}, {SCHEMA_BOOLEAN, "false"},
                  {SCHEMA_ARRAY, "[\"x\"]"}, {SCHEMA_ANY, "null"}};
    for (;;) {
        const size_t i = rng_below(&m->rng, sizeof values / sizeof *values);
        const bool number = values[i].type == SCHEMA_NUMBER && n->type == SCHEMA_INTEGER;
        if (values[i].type == n->type || number || (values[i].type == SCHEMA_ANY && n->nullable))
            continue;
        buf_puts(m->out, values[i].text);
        return;
    }
}

/* ---- lists and objects */

static void make_array(struct maker *m, const struct schema_node *n)
{
    const size_t count = rng_below(&m->rng, 4);
    buf_putc(m->out, '[');
    m->level++;
    for (size_t i = 0; i < count; i++) {
        buf_puts(m->out, i ? "," : "");
        new_line(m);
        path_push_index(&m->path, i);
        make_value(m, n->items);
        path_pop(&m->path);
    }
    m->level--;
    if (count)
        new_line(m);
    buf_putc(m->out, ']');
}

struct members {
    struct schema_property items[64];
    size_t count;
};

static void add_member(void *context, const struct schema_property *p)
{
    struct members *list = context;
    if (list->count == sizeof list->items / sizeof *list->items)
        abort();
    list->items[list->count++] = *p;
}

/* The members that are written, in any order: all that are required, and some of the others. */
static void draw_members(struct maker *m, const struct schema_node *n, struct members *list)
{
    struct members all = {.count = 0};
    schema_each_property(n, add_member, &all);
    const size_t percent = 10 + rng_below(&m->rng, 80);
    list->count = 0;
    for (size_t i = 0; i < all.count; i++)
        if (all.items[i].required || chance(m, percent))
            list->items[list->count++] = all.items[i];
    for (size_t i = list->count; i > 1; i--) {
        const size_t k = rng_below(&m->rng, i);
        const struct schema_property swapped = list->items[i - 1];
        list->items[i - 1] = list->items[k];
        list->items[k] = swapped;
    }
}

/* The name as a JSON string, now and then with an escape in it. */
static void put_name(struct maker *m, const char *name, size_t len)
{
    new_line(m);
    if (len > 0 && chance(m, 3)) {
        buf_printf(m->out, "\"\\u%04x%.*s\"", (unsigned)(unsigned char)name[0], (int)len - 1, name + 1);
    } else {
        json_quote(m->out, name, len);
    }
    space(m);
    buf_puts(m->out, m->odd_space ? ":" : ": ");
    space(m);
}

static size_t put_member(struct maker *m, const char *name, size_t len, const struct schema_node *node,
                         size_t index)
{
    buf_puts(m->out, index ? "," : "");
    put_name(m, name, len);
    if (node)
        make_value(m, node);
    else
        buf_puts(m->out, "{\"any\":[1,null]}");
    return index + 1;
}

static void make_object(struct maker *m, const struct schema_node *n)
{
    struct members list;
    draw_members(m, n, &list);
    size_t written = 0;
    buf_putc(m->out, '{');
    m->level++;
    for (size_t i = 0; i < list.count; i++) {
        const struct schema_property *p = &list.items[i];
        path_push(&m->path, p->name, p->name_len);
        if (!p->required || !spoils(m, "a member that is missing", "required"))
            written = put_member(m, p->name, p->name_len, p->node, written);
        path_pop(&m->path);
    }
    for (size_t i = n->additional ? rng_below(&m->rng, 4) : 0; i > 0; i--) {
        char name[20];
        const int len = snprintf(name, sizeof name, "%zu/~é", i);
        path_push(&m->path, name, (size_t)len);
        written = put_member(m, name, (size_t)len, n->additional, written);
        path_pop(&m->path);
    }
    if (!n->additional && !m->variant[0] && spoils(m, "a member that nobody knows", NULL))
        written = put_member(m, "zzz new", 7, NULL, written);
    m->level--;
    if (written)
        new_line(m);
    buf_putc(m->out, '}');
}

/* ---- choices */

static bool takes_scalars(const struct schema_node *n)
{
    return n->one_of[0]->type == SCHEMA_STRING;
}

/* Objects of one member each, as the landing pages: two of them at once fit twice. */
static bool make_two_at_once(struct maker *m, const struct schema_node *n)
{
    const struct schema_node *leaves[64];
    const size_t count = schema_variants(n, leaves, 64);
    if (count < 2 || leaves[0]->property_count != 1 || !spoils(m, "two choices at once", "oneOf"))
        return false;
    const size_t a = rng_below(&m->rng, count), b = (a + 1 + rng_below(&m->rng, count - 1)) % count;
    buf_printf(m->out, "{\"%s\":\"one\",\"%s\":\"two\"}", leaves[a]->properties[0].name,
               leaves[b]->properties[0].name);
    return true;
}

static void make_variant(struct maker *m, const struct schema_node *n)
{
    const bool outermost = !m->variant[0];
    if (outermost)
        snprintf(m->variant, sizeof m->variant, "%s", m->path.text.data);
    if (outermost && spoils(m, "a value that fits no variant", "oneOf"))
        buf_puts(m->out, takes_scalars(n) ? "7" : "[]");
    else if (!outermost || !make_two_at_once(m, n))
        make_value(m, n->one_of[rng_below(&m->rng, n->one_of_count)]);
    if (outermost)
        m->variant[0] = '\0';
}

static void make_value(struct maker *m, const struct schema_node *n)
{
    if (n->nullable && chance(m, 15)) {
        buf_puts(m->out, "null");
        return;
    }
    if (n->one_of_count) {
        make_variant(m, n);
        return;
    }
    const bool is_variant = strcmp(m->variant, m->path.text.data) == 0 && m->variant[0];
    if (n->type != SCHEMA_ANY && !is_variant && spoils(m, "a value of another type", "type")) {
        make_other_type(m, n);
        return;
    }
    if (n->enumeration)
        make_enum(m, n);
    else if (n->type == SCHEMA_STRING)
        make_string(m, n);
    else if (n->type == SCHEMA_INTEGER)
        make_integer(m, n);
    else if (n->type == SCHEMA_NUMBER)
        make_number(m);
    else if (n->type == SCHEMA_BOOLEAN)
        buf_puts(m->out, chance(m, 50) ? "true" : "false");
    else if (n->type == SCHEMA_ARRAY)
        make_array(m, n);
    else
        make_object(m, n);
}

/* ---- bodies */

/* Writes the body of a seed and returns how many spots it has. */
static size_t make_body(uint64_t seed, const struct schema *s, bool odd_space, size_t target, struct buf *out,
                        struct mutation *mutation)
{
    struct maker m = {.out = out, .odd_space = odd_space, .target = target, .mutation = mutation};
    rng_init(&m.rng, seed);
    path_init(&m.path);
    space(&m);
    make_value(&m, schema_root(s));
    space(&m);
    path_finish(&m.path);
    return m.spots;
}

void generate_valid(uint64_t seed, const struct schema *s, bool odd_space, struct buf *out)
{
    struct mutation none;
    make_body(seed, s, odd_space, 0, out, &none);
}

void generate_mutated(uint64_t seed, const struct schema *s, bool odd_space, struct buf *out,
                      struct mutation *m)
{
    struct buf unused;
    buf_init(&unused, BUF_BODY_MAX);
    const size_t spots = make_body(seed, s, odd_space, 0, &unused, m);
    buf_finish(&unused);
    struct rng which;
    rng_init(&which, ~seed);
    *m = (struct mutation){0};
    make_body(seed, s, odd_space, 1 + rng_below(&which, spots), out, m);
}
