/* The project's schema against Seam's own OpenAPI files, where they are at hand: every schema object is
 * compared with its counterpart in the text of both files, without the reader under forms/. */
#include "tests/test.h"

#include "tests/forms/generate.h"
#include "tests/forms/support.h"

#include "assets/asset.h"
#include "forms/check.h"
#include "forms/mem.h"
#include "forms/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct file {
    struct arena arena;
    char *text;
    struct json_tree tree;
};

struct comparison {
    const struct file *ours, *theirs;
    struct path path;
    size_t objects; /* compared */
    struct buf report;
};

static bool file_open(struct file *f, char *text, size_t len)
{
    *f = (struct file){.text = text};
    arena_init(&f->arena);
    return text && json_parse(&f->arena, text, len, &f->tree, NULL);
}

static void file_close(struct file *f)
{
    arena_finish(&f->arena);
    free(f->text);
}

static const struct json *member(const struct json *object, const char *name)
{
    return json_get(object, name, strlen(name));
}

static const struct json *follow(const struct file *f, const struct json *v)
{
    const struct json *reference = member(v, "$ref");
    if (!reference)
        return v;
    static const char prefix[] = "\"#/components/schemas/";
    assert_memory_equal(reference->text, prefix, sizeof prefix - 1);
    const char *name = reference->text + sizeof prefix - 1;
    const struct json *target = json_get(member(member(&f->tree.root, "components"), "schemas"), name,
                                         reference->text_len - sizeof prefix);
    assert_non_null(target);
    return target;
}

static const struct json *body_of(const struct file *f)
{
    const struct json *v = member(member(&f->tree.root, "paths"), SUPPORT_OPERATION);
    v = member(member(member(v, "post"), "requestBody"), "content");
    v = member(member(v, "application/json"), "schema");
    assert_non_null(v);
    return v;
}

static void differ(struct comparison *c, const char *what)
{
    buf_printf(&c->report, "%s %s\n", c->path.text.data, what);
}

/* Both hold the same values, in any order. */
static bool same_set(const struct json *a, const struct json *b)
{
    if (!json_is(a, JSON_ARRAY) || !json_is(b, JSON_ARRAY) || a->count != b->count)
        return false;
    for (uint32_t i = 0; i < a->count; i++) {
        bool found = false;
        for (uint32_t k = 0; !found && k < b->count; k++)
            found = json_same(&a->items[i], &b->items[k]);
        if (!found)
            return false;
    }
    return true;
}

/* Same value, members in any order; what ours has more is fine (a default of a newer field). */
static bool includes(const struct json *ours, const struct json *theirs)
{
    if (!json_is(theirs, JSON_OBJECT) || !json_is(ours, JSON_OBJECT))
        return json_same(ours, theirs);
    for (uint32_t i = 0; i < theirs->count; i++) {
        const char *name = theirs->items[i].text - theirs->items[i].name_back;
        const struct json *mine = json_get(ours, name, theirs->items[i].name_len);
        if (!mine || !includes(mine, &theirs->items[i]))
            return false;
    }
    return true;
}

/* How the value of a keyword is compared. */
enum way {
    WAY_EXACT,
    WAY_SET,
    WAY_DEFAULT,
    WAY_MARK,
    WAY_NODE,
    WAY_NODES,
    WAY_PROPERTIES,
    WAY_OURS,
    WAY_IGNORED
};

static const struct {
    const char *name;
    enum way way;
} ways[] = {
    {"type", WAY_EXACT},
    {"format", WAY_EXACT},
    {"pattern", WAY_EXACT},
    {"minLength", WAY_EXACT},
    {"maxLength", WAY_EXACT},
    {"minimum", WAY_EXACT},
    {"maximum", WAY_EXACT},
    {"exclusiveMinimum", WAY_EXACT},
    {"exclusiveMaximum", WAY_EXACT},
    {"minItems", WAY_EXACT},
    {"maxItems", WAY_EXACT},
    {"nullable", WAY_EXACT},
    {"discriminator", WAY_EXACT},
    {"enum", WAY_SET},
    {"required", WAY_SET},
    {"default", WAY_DEFAULT},
    {"x-undocumented", WAY_MARK},
    {"items", WAY_NODE},
    {"additionalProperties", WAY_NODE},
    {"oneOf", WAY_NODES},
    {"allOf", WAY_NODES},
    {"anyOf", WAY_NODES},
    {"properties", WAY_PROPERTIES},
    {"title", WAY_OURS},
    {"example", WAY_OURS},
    {"deprecated", WAY_OURS}, /* Seam writes it into the description */
    {"x-secret", WAY_OURS},
    {"x-expected", WAY_OURS},
    {"x-note", WAY_OURS},
    {"x-deprecated", WAY_OURS},
    {"description", WAY_IGNORED},
    {"x-route-path", WAY_IGNORED},
};

static enum way way_of(const struct json *keyword)
{
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (strlen(ways[i].name) == keyword->name_len &&
            memcmp(keyword->text - keyword->name_back, ways[i].name, keyword->name_len) == 0)
            return ways[i].way;
    fail_msg("no way to compare \"%.*s\"", (int)keyword->name_len, keyword->text - keyword->name_back);
    return WAY_IGNORED;
}

static void compare(struct comparison *c, const struct json *ours, const struct json *theirs);

static void compare_list(struct comparison *c, const struct json *ours, const struct json *theirs)
{
    if (ours->count != theirs->count) {
        differ(c, "another number of variants");
        return;
    }
    for (uint32_t i = 0; i < ours->count; i++) {
        path_push_index(&c->path, i);
        compare(c, &ours->items[i], &theirs->items[i]);
        path_pop(&c->path);
    }
}

static void compare_properties(struct comparison *c, const struct json *ours, const struct json *theirs)
{
    for (uint32_t i = 0; i < theirs->count; i++) {
        const struct json *t = &theirs->items[i];
        const char *name = t->text - t->name_back;
        const struct json *mine = json_get(ours, name, t->name_len);
        path_push(&c->path, name, t->name_len);
        if (mine)
            compare(c, mine, t);
        else
            differ(c, "is missing in our schema");
        path_pop(&c->path);
    }
    for (uint32_t i = 0; i < ours->count; i++) {
        const char *name = ours->items[i].text - ours->items[i].name_back;
        path_push(&c->path, name, ours->items[i].name_len);
        if (!json_get(theirs, name, ours->items[i].name_len))
            differ(c, "is in our schema only");
        path_pop(&c->path);
    }
}

static void compare_keyword(struct comparison *c, enum way way, const struct json *ours,
                            const struct json *theirs)
{
    bool same = true;
    switch (way) {
    case WAY_EXACT:
        same = json_same(ours, theirs);
        break;
    case WAY_SET:
        same = same_set(ours, theirs);
        break;
    case WAY_DEFAULT:
        same = includes(ours, theirs);
        break;
    case WAY_NODE:
        compare(c, ours, theirs);
        break;
    case WAY_NODES:
        compare_list(c, ours, theirs);
        break;
    case WAY_PROPERTIES:
        compare_properties(c, ours, theirs);
        break;
    case WAY_MARK:
    case WAY_OURS:
    case WAY_IGNORED:
        break;
    }
    if (!same)
        differ(c, "differs");
}

static void compare(struct comparison *c, const struct json *ours, const struct json *theirs)
{
    ours = follow(c->ours, ours);
    theirs = follow(c->theirs, theirs);
    c->objects++;
    for (uint32_t i = 0; i < theirs->count; i++) {
        const struct json *t = &theirs->items[i];
        const char *name = t->text - t->name_back;
        const enum way way = way_of(t);
        const struct json *mine = json_get(ours, name, t->name_len);
        path_push(&c->path, name, t->name_len);
        if (mine)
            compare_keyword(c, way, mine, t);
        else if (way != WAY_IGNORED)
            differ(c, "is missing in our schema");
        path_pop(&c->path);
    }
    for (uint32_t i = 0; i < ours->count; i++) {
        const struct json *o = &ours->items[i];
        const char *name = o->text - o->name_back;
        const enum way way = way_of(o);
        path_push(&c->path, name, o->name_len);
        if (way != WAY_IGNORED && way != WAY_OURS && !json_get(theirs, name, o->name_len))
            differ(c, "is in our schema only");
        path_pop(&c->path);
    }
}

/* The text of a file of Seam's; skips the test where it is not at hand. */
static char *read_shared(const char *file_name, size_t *len)
{
    char path[1000];
    snprintf(path, sizeof path, "%s/api/%s", TEST_SHARED, file_name);
    char *text = support_read(path, len);
    if (!text)
        skip();
    return text;
}

/* Compares the bodies; report must be exactly what is expected. */
static void compare_with(const char *file_name, const char *expected)
{
    size_t len;
    char *text = read_shared(file_name, &len);
    struct file ours, theirs;
    assert_true(file_open(&theirs, text, len));
    const struct asset *a = asset_find("schema.json");
    assert_true(file_open(&ours, xstrndup((const char *)a->data, a->len), a->len));
    struct comparison c = {.ours = &ours, .theirs = &theirs};
    path_init(&c.path);
    buf_init(&c.report, BUF_TEXT_MAX);
    compare(&c, body_of(&ours), body_of(&theirs));
    assert_string_equal(c.report.data, expected);
    assert_in_range(c.objects, 250, SCHEMA_NODES_MAX);
    buf_finish(&c.report);
    path_finish(&c.path);
    file_close(&ours);
    file_close(&theirs);
}

static void our_schema__equals__the_newer_file(void **state)
{
    (void)state;
    compare_with("customers.newer.openapi.json", "");
}

/* All that the newer file changed is written down here: read_only is new, and deep_link, once one object with
 * two kinds of target, became a choice of three objects. */
static void our_schema__equals_the_built_for_file__but_for_what_is_newer(void **state)
{
    (void)state;
    compare_with("create_portal.openapi.json",
                 "/allOf/0/properties/deep_link/properties is missing in our schema\n"
                 "/allOf/0/properties/deep_link/required is missing in our schema\n"
                 "/allOf/0/properties/deep_link/type is missing in our schema\n"
                 "/allOf/0/properties/deep_link/discriminator is in our schema only\n"
                 "/allOf/0/properties/deep_link/oneOf is in our schema only\n"
                 "/allOf/0/properties/read_only is in our schema only\n");
}

/* The change of deep_link takes nothing away: what the older file accepts is one of the newer choices. */
static void our_deep_link__accepts__what_the_built_for_file_accepts(void **state)
{
    (void)state;
    struct schema *s = support_schema();
    const struct schema_node *choices[8];
    assert_int_equal(schema_variants(schema_at(s, "/deep_link"), choices, 8), 3);
    static const char *const kinds[] = {"reservation", "space"};
    for (size_t i = 0; i < 2; i++) {
        const struct schema_node *kind = schema_child(choices[i], "resource_type", 13, NULL);
        assert_int_equal(kind->enumeration->count, 1);
        assert_true(json_chars_equal(json_item(kind->enumeration, 0), kinds[i], strlen(kinds[i])));
        const struct schema_node *key = schema_child(choices[i], "resource_key", 12, NULL);
        assert_int_equal(key->type, SCHEMA_STRING);
        assert_false(key->has_min_length || key->has_max_length || key->pattern || key->enumeration);
        assert_int_equal(choices[i]->property_count, 2);
        assert_false(choices[i]->closed);
    }
    schema_free(s);
}

/* Their files can be used in place of ours: --openapi. */
static void the_newer_file__gives_the_same_verdicts__on_generated_bodies(void **state)
{
    (void)state;
    size_t len;
    char *text = read_shared("customers.newer.openapi.json", &len);
    struct schema *ours = support_schema(), *theirs = schema_new(text, len, SUPPORT_OPERATION, NULL);
    free(text);
    assert_non_null(theirs);
    const struct schema_node *old = schema_at(theirs, "/features/manage_devices");
    assert_true(old->deprecated && old->note);
    struct buf body;
    buf_init(&body, BUF_BODY_MAX);
    for (uint64_t seed = 0; seed < 500; seed++) {
        struct mutation m;
        struct arena arena;
        struct json_tree tree;
        buf_clear(&body);
        generate_mutated(seed, ours, false, &body, &m);
        arena_init(&arena);
        assert_true(json_parse(&arena, body.data, body.len, &tree, NULL));
        assert_int_equal(check_valid(schema_root(theirs), &tree.root), !m.invalid);
        arena_finish(&arena);
    }
    buf_finish(&body);
    schema_free(theirs);
    schema_free(ours);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(our_schema__equals__the_newer_file),
        cmocka_unit_test(our_schema__equals_the_built_for_file__but_for_what_is_newer),
        cmocka_unit_test(the_newer_file__gives_the_same_verdicts__on_generated_bodies),
        cmocka_unit_test(our_deep_link__accepts__what_the_built_for_file_accepts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
