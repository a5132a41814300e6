#include "config.h"

#include "tests/test.h"

#include "tests/forms/support.h"

#include "forms/check.h"
#include "forms/mem.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CASES TEST_DATA "/check"

static const char *const severities[] = {"error", "warning", "server"};

static int is_case(const struct dirent *d)
{
    return d->d_name[0] != '.';
}

static char *read_part(const char *name, const char *part, size_t *len)
{
    char *path = xasprintf("%s/%s/%s", CASES, name, part);
    char *text = support_read(path, len);
    free(path);
    return text;
}

/* The case's own schema, where it has one. */
static struct schema *schema_of(const char *name)
{
    size_t len;
    char *own = read_part(name, "schema.json", &len);
    if (!own)
        return NULL;
    char *text =
        xasprintf("{\"paths\":{\"/do\":{\"post\":{\"requestBody\":{\"content\":{\"application/json\":{"
                  "\"schema\":%s}}}}}}}",
                  own);
    struct err e = {0};
    struct schema *s = schema_new(text, strlen(text), "/do", &e);
    if (!s)
        fail_msg("%s: %s", name, e.text);
    free(own);
    free(text);
    return s;
}

/* One line, "pointer keyword severity part-of-the-text" with tabs between, says what q says. */
static bool is_said(const struct problem *q, const char *line, size_t len)
{
    char *start = xasprintf("%s\t%s\t%s\t", q->pointer, q->keyword, severities[q->severity]);
    char *copy = xstrndup(line, len);
    const size_t head = strlen(start);
    const bool same = strncmp(copy, start, head) == 0 && strstr(q->text, copy + head);
    free(start);
    free(copy);
    return same;
}

static bool are_said(const struct problems *p, const char *lines)
{
    size_t i = 0;
    for (const char *end; (end = strchr(lines, '\n')); lines = end + 1, i++)
        if (i >= p->count || !is_said(&p->items[i], lines, (size_t)(end - lines)))
            return false;
    return i == p->count;
}

static bool run_case(const char *name, const struct schema *usual)
{
    size_t len;
    char *text = read_part(name, "doc.json", &len), *expected = read_part(name, "problems", NULL);
    assert_non_null(text);
    assert_non_null(expected);
    struct schema *own = schema_of(name);
    const struct schema *s = own ? own : usual;
    struct arena a;
    arena_init(&a);
    struct json_tree tree;
    assert_true(json_parse(&a, text, len, &tree, NULL));
    struct problems p;
    problems_init(&p);
    check_document(s, &tree.root, 0, &p);
    const bool passed = are_said(&p, expected) && (p.errors == 0) == check_valid(schema_root(s), &tree.root);
    if (!passed) {
        print_error("%s, expected:\n%sfound:\n", name, expected);
        for (size_t i = 0; i < p.count; i++)
            print_error("%s\t%s\t%s\t%s\n", p.items[i].pointer, p.items[i].keyword,
                        severities[p.items[i].severity], p.items[i].text);
    }
    problems_finish(&p);
    arena_finish(&a);
    schema_free(own);
    free(text);
    free(expected);
    return passed;
}

static void check_document__says__what_each_case_expects(void **state)
{
    (void)state;
    struct dirent **names;
    const int count = scandir(CASES, &names, is_case, alphasort);
    assert_in_range(count, 80, 100000);
    struct schema *s = support_schema();
    int failed = 0;
    for (int i = 0; i < count; i++) {
        failed += !run_case(names[i]->d_name, s);
        free(names[i]);
    }
    free(names);
    schema_free(s);
    assert_int_equal(failed, 0);
}

static struct problems check_text(const struct schema *s, const char *text, size_t limit)
{
    struct arena a;
    arena_init(&a);
    struct json_tree tree;
    assert_true(json_parse(&a, text, strlen(text), &tree, NULL));
    struct problems p;
    problems_init(&p);
    check_document(s, &tree.root, limit, &p);
    arena_finish(&a);
    return p;
}

static const char many_wrong[] = "{\"locale\":1,\"read_only\":1,\"is_embedded\":1,\"other\":1,\"_dev\":1}";

static void check_document__keeps_the_counts__when_a_limit_cuts_the_list(void **state)
{
    (void)state;
    struct schema *s = support_schema();
    struct problems p = check_text(s, many_wrong, 2);
    assert_int_equal(p.count, 2);
    assert_int_equal(p.errors, 4);
    assert_int_equal(p.warnings, 2); /* other, and _dev, which is not documented */
    assert_string_equal(p.items[1].pointer, "/read_only");
    problems_finish(&p);
    schema_free(s);
}

static void check_document__replaces_its_own_problems__and_keeps_the_servers(void **state)
{
    (void)state;
    struct schema *s = support_schema();
    struct problems p = check_text(s, many_wrong, 0);
    problems_add(&p, "/locale", "server", SEVERITY_SERVER, "No.");
    struct arena a;
    arena_init(&a);
    struct json_tree tree;
    assert_true(json_parse(&a, "{\"locale\":1}", 12, &tree, NULL));
    check_document(s, &tree.root, 0, &p);
    assert_int_equal(p.count, 2);
    assert_int_equal(p.errors, 1);
    assert_int_equal(p.warnings, 0);
    assert_int_equal(problems_at(&p, "/locale")->severity, SEVERITY_ERROR);
    problems_drop(&p, "/locale", SEVERITY_ERROR);
    assert_int_equal(p.errors, 0);
    assert_int_equal(problems_at(&p, "/locale")->severity, SEVERITY_SERVER);
    assert_null(problems_at(&p, "/loc"));
    problems_finish(&p);
    arena_finish(&a);
    schema_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(check_document__says__what_each_case_expects),
        cmocka_unit_test(check_document__keeps_the_counts__when_a_limit_cuts_the_list),
        cmocka_unit_test(check_document__replaces_its_own_problems__and_keeps_the_servers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
