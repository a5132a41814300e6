#include "forms/schema.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "forms/pattern.h"
#include "forms/schema_find.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 200 /* of schemas in schemas, over all references */

struct schema {
    struct arena arena;
    char *text;
    struct json_tree tree;
    const struct schema_node *root;
    struct schema_pattern **patterns; /* as they need an end of their own */
    size_t pattern_count;
};

/* What a $ref led to. node is NULL while it is being read: meeting it again then is a loop. */
struct target {
    const struct json *place;
    const struct schema_node *node;
    size_t size;
};

struct reader {
    struct schema *schema;
    struct target *targets;
    size_t target_count;
    size_t size; /* nodes so far, references expanded */
    int depth;
    struct buf scratch;
    struct err *e;
};

static const char too_large[] = "it is larger or deeper than any request body should be.";

static const struct schema_node *read_node(struct reader *r, const struct json *v);

/* ---- keywords: what is written there goes to a member of the node */

struct keyword;
typedef bool read_keyword(struct reader *r, const struct keyword *k, struct schema_node *n,
                          const struct json *v);

struct keyword {
    const char *name;
    read_keyword *read;
    size_t member; /* offset in struct schema_node */
    size_t beside; /* of the has_ flag, or of the count, that belongs to it */
};

#define MEMBER(type, n, offset) ((type *)(void *)((char *)(n) + (offset)))

static bool refuse(struct reader *r, const struct json *v, enum err_code code, const char *reason)
{
    size_t line, column;
    json_place(&r->schema->tree, v, NULL, &line, &column);
    return err_set_at(r->e, code, line, column, "This OpenAPI document cannot be used: %s", reason);
}

/* A copy in the arena, with a NUL behind it. */
static const char *keep(struct reader *r, const char *p, size_t len)
{
    char *copy = arena_text(&r->schema->arena, len + 1);
    memcpy(copy, p, len);
    copy[len] = '\0';
    return copy;
}

/* The characters of v, kept. */
static const char *read_chars(struct reader *r, const struct json *v, size_t *len)
{
    if (!json_is(v, JSON_STRING)) {
        refuse(r, v, ERR_TYPE, "a text is expected here.");
        return NULL;
    }
    const char *p = json_chars(v, &r->scratch, len);
    return keep(r, p, *len);
}

static bool read_text(struct reader *r, const struct keyword *k, struct schema_node *n, const struct json *v)
{
    size_t len;
    return (*MEMBER(const char *, n, k->member) = read_chars(r, v, &len)) != NULL;
}

static bool read_flag(struct reader *r, const struct keyword *k, struct schema_node *n, const struct json *v)
{
    if (!json_is(v, JSON_BOOL))
        return refuse(r, v, ERR_TYPE, "true or false is expected here.");
    *MEMBER(bool, n, k->member) = json_is_true(v);
    return true;
}

static bool read_number(struct reader *r, const struct keyword *k, struct schema_node *n,
                        const struct json *v)
{
    if (!json_is(v, JSON_NUMBER))
        return refuse(r, v, ERR_TYPE, "a number is expected here.");
    *MEMBER(double, n, k->member) = json_double(v);
    *MEMBER(bool, n, k->beside) = true;
    return true;
}

static bool read_size(struct reader *r, const struct keyword *k, struct schema_node *n, const struct json *v)
{
    const double number = json_is(v, JSON_NUMBER) ? json_double(v) : -1;
    if (!(number >= 0 && number <= 1e15) || number != (double)(size_t)number)
        return refuse(r, v, ERR_TYPE, "a whole number of 0 or more is expected here.");
    *MEMBER(size_t, n, k->member) = (size_t)number;
    *MEMBER(bool, n, k->beside) = true;
    return true;
}

/* The value itself, whatever it is. */
static bool read_value(struct reader *r, const struct keyword *k, struct schema_node *n, const struct json *v)
{
    (void)r;
    *MEMBER(const struct json *, n, k->member) = v;
    return true;
}

static bool read_enum(struct reader *r, const struct keyword *k, struct schema_node *n, const struct json *v)
{
    if (!json_is(v, JSON_ARRAY) || v->count == 0)
        return refuse(r, v, ERR_TYPE, "a list of values is expected here.");
    return read_value(r, k, n, v);
}

static bool read_schema(struct reader *r, const struct keyword *k, struct schema_node *n,
                        const struct json *v)
{
    return (*MEMBER(const struct schema_node *, n, k->member) = read_node(r, v)) != NULL;
}

static bool read_schemas(struct reader *r, const struct keyword *k, struct schema_node *n,
                         const struct json *v)
{
    if (!json_is(v, JSON_ARRAY) || v->count == 0)
        return refuse(r, v, ERR_TYPE, "a list of schemas is expected here.");
    const struct schema_node **nodes = arena_alloc(&r->schema->arena, v->count * sizeof *nodes);
    for (uint32_t i = 0; i < v->count; i++)
        if (!(nodes[i] = read_node(r, &v->items[i])))
            return false;
    *MEMBER(const struct schema_node *const *, n, k->member) = nodes;
    *MEMBER(size_t, n, k->beside) = v->count;
    return true;
}

static bool read_additional(struct reader *r, const struct keyword *k, struct schema_node *n,
                            const struct json *v)
{
    if (!json_is(v, JSON_BOOL))
        return read_schema(r, k, n, v);
    n->closed = !json_is_true(v);
    return true;
}

/* The index of v's text in a NULL-terminated list, or -1. */
static int index_of(const struct json *v, const char *const *names)
{
    for (int i = 0; names[i]; i++)
        if (json_chars_equal(v, names[i], strlen(names[i])))
            return i;
    return -1;
}

static bool read_type(struct reader *r, const struct keyword *k, struct schema_node *n, const struct json *v)
{
    static const char *const names[] = {"object", "array", "string", "number", "integer", "boolean", NULL};
    const int i = json_is(v, JSON_STRING) ? index_of(v, names) : -1;
    if (i < 0)
        return refuse(r, v, ERR_TYPE,
                      "the type is none of object, array, string, number, integer and boolean.");
    *MEMBER(enum schema_type, n, k->member) = (enum schema_type)(i + SCHEMA_OBJECT);
    return true;
}

static bool read_format(struct reader *r, const struct keyword *k, struct schema_node *n,
                        const struct json *v)
{
    static const char *const names[] = {"uuid", "date-time", "uri", "float", NULL};
    if (!json_is(v, JSON_STRING))
        return refuse(r, v, ERR_TYPE, "a text is expected here.");
    const int i = index_of(v, names);
    *MEMBER(enum schema_format, n, k->member) = i < 0 ? FORMAT_OTHER : (enum schema_format)(i + FORMAT_UUID);
    return true;
}

static bool read_pattern(struct reader *r, const struct keyword *k, struct schema_node *n,
                         const struct json *v)
{
    size_t len;
    if (!(n->pattern_text = read_chars(r, v, &len)))
        return false;
    struct err reason = {0};
    struct schema_pattern *p = pattern_new(n->pattern_text, len, &reason);
    if (!p)
        return refuse(r, v, reason.code, reason.text);
    struct schema *s = r->schema;
    s->patterns = xreallocarray(s->patterns, s->pattern_count + 1, sizeof *s->patterns);
    s->patterns[s->pattern_count++] = p;
    *MEMBER(const struct schema_pattern *, n, k->member) = p;
    return true;
}

static bool read_properties(struct reader *r, const struct keyword *k, struct schema_node *n,
                            const struct json *v)
{
    if (!json_is(v, JSON_OBJECT))
        return refuse(r, v, ERR_TYPE, "an object is expected here.");
    struct schema_property *list = arena_alloc(&r->schema->arena, (v->count + 1) * sizeof *list);
    for (uint32_t i = 0; i < v->count; i++) {
        const struct schema_node *node = read_node(r, &v->items[i]);
        if (!node)
            return false;
        size_t len;
        const char *name = json_name(&v->items[i], &r->scratch, &len);
        list[i] = (struct schema_property){.name = keep(r, name, len), .name_len = len, .node = node};
    }
    *MEMBER(const struct schema_property *, n, k->member) = list;
    *MEMBER(size_t, n, k->beside) = v->count;
    return true;
}

/* A remark; of several, the first. */
static bool read_note(struct reader *r, const struct keyword *k, struct schema_node *n, const struct json *v)
{
    return n->note || !json_is(v, JSON_STRING) || read_text(r, k, n, v);
}

static bool read_undocumented(struct reader *r, const struct keyword *k, struct schema_node *n,
                              const struct json *v)
{
    n->undocumented = !json_is(v, JSON_BOOL) || json_is_true(v);
    return read_note(r, k, n, v);
}

/* Seam's own files write "---", "deprecated: Use that instead." and "---" as lines below a description. */
static bool read_help(struct reader *r, const struct keyword *k, struct schema_node *n, const struct json *v)
{
    static const char start[] = "\n---\ndeprecated: ";
    if (!read_text(r, k, n, v))
        return false;
    const char *remark = strstr(n->help, start);
    if (!remark)
        return true;
    const char *reason = remark + sizeof start - 1;
    n->deprecated = true;
    n->note = keep(r, reason, strcspn(reason, "\n"));
    n->help = keep(r, n->help, (size_t)(remark - n->help));
    return true;
}

#define AT(member) offsetof(struct schema_node, member)

/* "required" is missing here: it is read after the rest, as it needs the properties. */
static const struct keyword keywords[] = {
    {"additionalProperties", read_additional, AT(additional), 0},
    {"allOf", read_schemas, AT(all_of), AT(all_of_count)},
    {"anyOf", read_schemas, AT(any_of), AT(any_of_count)},
    {"default", read_value, AT(fallback), 0},
    {"deprecated", read_flag, AT(deprecated), 0},
    {"description", read_help, AT(help), 0},
    {"enum", read_enum, AT(enumeration), 0},
    {"example", read_value, AT(example), 0},
    {"exclusiveMaximum", read_flag, AT(exclusive_maximum), 0},
    {"exclusiveMinimum", read_flag, AT(exclusive_minimum), 0},
    {"format", read_format, AT(format), 0},
    {"items", read_schema, AT(items), 0},
    {"maxItems", read_size, AT(max_items), AT(has_max_items)},
    {"maxLength", read_size, AT(max_length), AT(has_max_length)},
    {"maximum", read_number, AT(maximum), AT(has_maximum)},
    {"minItems", read_size, AT(min_items), AT(has_min_items)},
    {"minLength", read_size, AT(min_length), AT(has_min_length)},
    {"minimum", read_number, AT(minimum), AT(has_minimum)},
    {"nullable", read_flag, AT(nullable), 0},
    {"oneOf", read_schemas, AT(one_of), AT(one_of_count)},
    {"pattern", read_pattern, AT(pattern), 0},
    {"properties", read_properties, AT(properties), AT(property_count)},
    {"title", read_text, AT(title), 0},
    {"type", read_type, AT(type), 0},
    {"x-deprecated", read_note, AT(note), 0},
    {"x-expected", read_text, AT(expected), 0},
    {"x-note", read_note, AT(note), 0},
    {"x-secret", read_flag, AT(secret), 0},
    {"x-undocumented", read_undocumented, AT(note), 0},
};

static const struct keyword *keyword_of(const char *name, size_t len)
{
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (strlen(keywords[i].name) == len && memcmp(keywords[i].name, name, len) == 0)
            return &keywords[i];
    return NULL;
}

/* Marks the properties that must be there. A name without a property of its own gets one that accepts
 * any value, so that it is asked for as well. */
static bool read_required(struct reader *r, struct schema_node *n, const struct json *v)
{
    if (!v)
        return true;
    if (!json_is(v, JSON_ARRAY))
        return refuse(r, v, ERR_TYPE, "a list of names is expected here.");
    if ((r->size += v->count) > SCHEMA_NODES_MAX)
        return refuse(r, v, ERR_LIMIT, "more names are required than any request body should have.");
    struct schema_property *list =
        arena_alloc(&r->schema->arena, (n->property_count + v->count + 1) * sizeof *list);
    if (n->property_count)
        memcpy(list, n->properties, n->property_count * sizeof *list);
    size_t count = n->property_count;
    for (uint32_t i = 0; i < v->count; i++) {
        size_t len, k = 0;
        const char *name = read_chars(r, &v->items[i], &len);
        if (!name)
            return false;
        while (k < count && (list[k].name_len != len || memcmp(list[k].name, name, len) != 0))
            k++;
        if (k == count)
            list[count++] = (struct schema_property){.name = name, .name_len = len, .node = &schema_anything};
        list[k].required = true;
    }
    n->properties = list;
    n->property_count = count;
    return true;
}

/* ---- references */

/* The value that a $ref such as "#/components/..." names; NULL with the reason. */
static const struct json *resolve(struct reader *r, const struct json *reference)
{
    size_t len;
    const char *text = read_chars(r, reference, &len);
    if (!text)
        return NULL;
    const char *pointer = text + 1;
    const struct json *v = text[0] == '#' && path_valid(pointer) ? &r->schema->tree.root : NULL;
    while (v && path_next(&pointer, &r->scratch)) {
        size_t index;
        if (json_is(v, JSON_OBJECT))
            v = json_get(v, r->scratch.data, r->scratch.len);
        else if (json_is(v, JSON_ARRAY) && path_index(r->scratch.data, r->scratch.len, &index))
            v = json_item(v, index);
        else
            v = NULL;
    }
    if (!v)
        refuse(r, reference, ERR_NOT_FOUND, "this $ref leads nowhere in the document.");
    return v;
}

static const struct schema_node *read_reference(struct reader *r, const struct json *v)
{
    const struct json *place = resolve(r, v);
    if (!place)
        return NULL;
    for (size_t i = 0; i < r->target_count; i++) {
        if (r->targets[i].place != place)
            continue;
        if (!r->targets[i].node)
            refuse(r, v, ERR_LIMIT, "this $ref leads back to a schema that it is part of.");
        else
            r->size += r->targets[i].size;
        return r->targets[i].node;
    }
    const size_t mine = r->target_count++, before = r->size;
    r->targets = xreallocarray(r->targets, r->target_count, sizeof *r->targets);
    r->targets[mine] = (struct target){.place = place};
    const struct schema_node *n = read_node(r, place);
    r->targets[mine].node = n;
    r->targets[mine].size = r->size - before;
    return n;
}

/* ---- schemas */

static bool read_keywords(struct reader *r, struct schema_node *n, const struct json *v)
{
    for (uint32_t i = 0; i < v->count; i++) {
        size_t len;
        const char *name = json_name(&v->items[i], &r->scratch, &len);
        const struct keyword *k = keyword_of(name, len);
        if (k && !k->read(r, k, n, &v->items[i]))
            return false;
    }
    return read_required(r, n, json_get(v, "required", 8));
}

static const struct schema_node *read_object(struct reader *r, const struct json *v)
{
    struct schema_node *n = arena_alloc(&r->schema->arena, sizeof *n);
    *n = (struct schema_node){0};
    if (!read_keywords(r, n, v))
        return NULL;
    n->lookup = schema_index_properties(&r->schema->arena, n->properties, n->property_count);
    return n;
}

static const struct schema_node *read_node(struct reader *r, const struct json *v)
{
    if (!json_is(v, JSON_OBJECT)) {
        refuse(r, v, ERR_TYPE, "a schema (an object) is expected here.");
        return NULL;
    }
    if (r->depth == DEPTH_MAX || r->size >= SCHEMA_NODES_MAX) {
        refuse(r, v, ERR_LIMIT, too_large);
        return NULL;
    }
    r->depth++;
    const struct json *reference = json_get(v, "$ref", 4);
    const struct schema_node *n;
    if (reference) {
        n = read_reference(r, reference);
    } else {
        r->size++;
        n = read_object(r, v);
    }
    r->depth--;
    return n;
}

/* The schema of the operation's request body, or NULL with a reason. */
static const struct json *find_body(struct reader *r, const char *operation)
{
    const struct json *root = &r->schema->tree.root;
    const struct json *body = json_get(json_get(root, "paths", 5), operation, strlen(operation));
    body = json_get(json_get(body, "post", 4), "requestBody", 11);
    const struct json *reference = json_get(body, "$ref", 4);
    if (reference && !(body = resolve(r, reference)))
        return NULL;
    body = json_get(json_get(body, "content", 7), "application/json", 16);
    body = json_get(body, "schema", 6);
    if (!body)
        err_set(r->e, ERR_NOT_FOUND, "This OpenAPI document does not describe what to send to %s.",
                operation);
    return body;
}

struct schema *schema_new(const char *text, size_t len, const char *operation, struct err *e)
{
    if (len > SCHEMA_TEXT_MAX) {
        err_set(e, ERR_LIMIT, "This OpenAPI document is larger than %zu MiB.", SCHEMA_TEXT_MAX >> 20);
        return NULL;
    }
    struct schema *s = xcalloc(1, sizeof *s);
    s->text = xstrndup(text, len);
    arena_init(&s->arena);
    struct reader r = {.schema = s, .e = e};
    buf_init(&r.scratch, SCHEMA_TEXT_MAX);
    if (json_parse(&s->arena, s->text, len, &s->tree, e)) {
        const struct json *body = find_body(&r, operation);
        s->root = body ? read_node(&r, body) : NULL;
        if (s->root && r.size > SCHEMA_NODES_MAX) {
            refuse(&r, body, ERR_LIMIT, too_large);
            s->root = NULL;
        }
    }
    buf_finish(&r.scratch);
    free(r.targets);
    if (!s->root) {
        schema_free(s);
        return NULL;
    }
    return s;
}

void schema_free(struct schema *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->pattern_count; i++)
        pattern_free(s->patterns[i]);
    free(s->patterns);
    arena_finish(&s->arena);
    free(s->text);
    free(s);
}

const struct schema_node *schema_root(const struct schema *s)
{
    return s->root;
}
