/* Looking changes nothing: every page, every list, every field of seeded bodies (half of them with a value of
 * a kind that its field does not expect) gets the focus once, and the document keeps its bytes. */
#include "tests/test.h"

#include "forms/path.h"
#include "tests/forms/generate.h"
#include "tests/screens/golden.h"

#include <stdlib.h>
#include <string.h>

enum { SEEDS = 24, FIELDS = 30 };

static void draw(struct golden *g)
{
    char *screen = golden_screen(g, false);
    assert_non_null(strstr(screen, "cursor: row"));
    free(screen);
}

static bool on_top(const struct golden *g, const char *name)
{
    return strcmp(g->stack.items[g->stack.count - 1]->ops->name, name) == 0;
}

static void visit_fields(struct golden *g)
{
    for (int i = 0; i < FIELDS; i++) {
        golden_keys(g, "Tab");
        if (i % 6 == 0)
            draw(g);
    }
}

/* With the focus on the sections: into the page, into the first record of a list, and back. */
static void visit_section(struct golden *g)
{
    golden_keys(g, "Enter");
    draw(g);
    if (on_top(g, "review")) {
        golden_keys(g, "Esc");
        return;
    }
    visit_fields(g);
    golden_keys(g, "Home End");
    draw(g);
    golden_keys(g, "Esc");
}

static void visit_records(struct golden *g, const char *list)
{
    char *record = path_join_index(list, 0);
    if (doc_get(g->se.doc, record)) {
        golden_open(g, SCREEN_RECORD, record);
        golden_keys(g, "Alt-.");
        visit_fields(g);
        golden_keys(g, "Ctrl-Down Ctrl-Up Esc");
    }
    free(record);
}

static void visit_all(struct golden *g)
{
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, NULL);
    golden_keys(g, "Esc Home");
    for (size_t i = 0; i < wizard_section_count(g->wizard); i++) {
        visit_section(g);
        golden_keys(g, "Down");
    }
    for (size_t i = 0; i < wizard_section_count(g->wizard); i++)
        if (wizard_section(g->wizard, i)->kind == SECTION_LIST)
            visit_records(g, wizard_section(g->wizard, i)->pointer);
    golden_keys(g, "F3 PgDn End z z Esc");
}

static void generate(size_t seed, const struct schema *s, struct buf *out)
{
    struct mutation m;
    if (seed % 2)
        generate_valid(seed, s, true, out);
    else
        generate_mutated(seed, s, true, out, &m);
}

static void looking_at_everything__changes_nothing(void **state)
{
    (void)state;
    for (size_t seed = 1; seed <= SEEDS; seed++) {
        struct golden *g = golden_new(NULL, seed % 3 ? 24 : 12, seed % 3 ? 80 : 40);
        struct buf body;
        struct err e = {0};
        buf_init(&body, BUF_BODY_MAX);
        generate(seed, g->schema, &body);
        g->se.doc = doc_new(body.data, body.len, &e);
        if (!g->se.doc) /* the mutation made the body something else than an object */
            goto next;
        session_open(&g->se, g->se.doc);
        visit_all(g);
        char *json = golden_json(g);
        if (strcmp(json, body.data) != 0)
            fail_msg("seed %zu: looking changed\n%s\nto\n%s", seed, body.data, json);
        free(json);
    next:
        buf_finish(&body);
        golden_free(g);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(looking_at_everything__changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
