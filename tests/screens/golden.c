#include "config.h"

#include "tests/screens/golden.h"

#include "assets/asset.h"
#include "forms/mem.h"
#include "tests/fake/clock.h"
#include "tests/forms/fake_zones.h"
#include "tests/golden_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- making */

static void load_assets(struct golden *g, const char *schema, size_t len)
{
    const struct asset *wizard = asset_find("wizard.json"), *keys = asset_find("keys.conf");
    struct err e = {0};
    g->schema = schema_new(schema, len, "/customers/create_portal", &e);
    if (!g->schema)
        fail_msg("the schema:%zu: %s", e.line, e.text);
    g->wizard = wizard_new((const char *)wizard->data, wizard->len, g->schema, &e);
    if (!g->wizard)
        fail_msg("wizard.json:%zu: %s", e.line, e.text);
    g->keymap = keymap_new();
    if (!keymap_read(g->keymap, (const char *)keys->data, keys->len, &e))
        fail_msg("keys.conf:%zu: %s", e.line, e.text);
}

static void open_document(struct golden *g, const char *json)
{
    struct err e = {0};
    g->se.doc = doc_new(json, strlen(json), &e);
    if (!g->se.doc)
        fail_msg("the document of the test: %s", e.text);
    g->se.name = xstrdup("acme");
    g->se.path = xstrdup("/home/sam/configurations/acme.json");
    session_open(&g->se, g->se.doc);
}

struct golden *golden_new(const char *json, int rows, int cols)
{
    const struct asset *schema = asset_find("schema.json");
    return golden_new_with((const char *)schema->data, schema->len, json, rows, cols);
}

struct golden *golden_new_with(const char *schema, size_t len, const char *json, int rows, int cols)
{
    struct golden *g = xcalloc(1, sizeof *g);
    fake_clock_set(FAKE_NOW, 0);
    session_init(&g->se);
    stack_init(&g->stack);
    effects_init(&g->effects);
    cells_init(&g->cells, rows, cols, false);
    load_assets(g, schema, len);
    g->se.schema = g->schema;
    g->se.wizard = g->wizard;
    g->se.keymap = g->keymap;
    g->se.home = "/home/sam";
    g->se.rows = rows;
    g->se.cols = cols;
    g->se.target = (struct target){
        .environment = ENVIRONMENT_SANDBOX,
        .endpoint = xstrdup("https://connect.getseam.com"),
        .workspace = xstrdup("Acme Sandbox"),
        .workspace_state = WORKSPACE_KNOWN,
        .key = xstrdup("seam_test...9f2c"),
        .key_from = xstrdup("environment SEAM_API_KEY"),
    };
    if (json)
        open_document(g, json);
    return g;
}

void golden_zones(struct golden *g)
{
    g->se.zones = fake_zones();
    session_open(&g->se, g->se.doc);
}

void golden_free(struct golden *g)
{
    stack_finish(&g->stack);
    session_finish(&g->se);
    effects_finish(&g->effects);
    cells_finish(&g->cells);
    keymap_free(g->keymap);
    wizard_free(g->wizard);
    schema_free(g->schema);
    free(g);
}

/* ---- events in */

/* As the loop does: in order, what the screens answer behind what was asked for before. */
static void perform_all(struct golden *g, struct effects *queue)
{
    for (size_t i = 0; i < queue->count; i++) {
        const struct effect e = queue->items[i]; /* the list may move while it grows */
        if (e.type == EFFECT_QUIT)
            g->quit = true;
        if (!stack_perform(&g->stack, &g->se, &e, queue))
            effects_add_flag(&g->effects, e.type, e.text, e.other, e.flag);
    }
    effects_finish(queue);
}

bool golden_work(struct golden *g)
{
    struct effects queue;
    effects_init(&queue);
    const bool more = stack_work(&g->stack, &g->se, &queue), asked = queue.count > 0;
    perform_all(g, &queue);
    return more || asked;
}

/* As when no key comes for a while. */
static void settle(struct golden *g)
{
    while (!g->busy && golden_work(g))
        ;
}

static void dispatch(struct golden *g, const struct event *ev)
{
    struct effects queue;
    effects_init(&queue);
    stack_event(&g->stack, &g->se, ev, &queue);
    perform_all(g, &queue);
    settle(g);
}

void golden_open(struct golden *g, enum screen_id id, const char *argument)
{
    struct effects queue;
    effects_init(&queue);
    effects_push(&queue, EFFECT_PUSH, (int)id, argument);
    perform_all(g, &queue);
    settle(g);
}

static void press(struct golden *g, struct key k)
{
    const struct event ev = {.type = EVENT_KEY, .key = k};
    dispatch(g, &ev);
}

static void type(struct golden *g, const char *text, size_t len)
{
    for (size_t at = 0; at < len;) {
        size_t next = at + 1;
        while (next < len && ((unsigned char)text[next] & 0xC0) == 0x80)
            next++;
        struct key k;
        if (!key_parse(text + at, next - at, &k))
            fail_msg("\"%.*s\" holds what no key types", (int)len, text);
        press(g, k);
        at = next;
    }
}

void golden_type(struct golden *g, const char *text)
{
    type(g, text, strlen(text));
}

void golden_keys(struct golden *g, const char *keys)
{
    static const char typed[] = "text:";
    const size_t prefix = sizeof typed - 1;
    for (const char *p = keys; *(p += strspn(p, " "));) {
        const size_t len = strcspn(p, " ");
        struct key k;
        if (strncmp(p, typed, prefix) == 0)
            type(g, p + prefix, len - prefix);
        else if (key_parse(p, len, &k))
            press(g, k);
        else
            fail_msg("\"%.*s\" is no key", (int)len, p);
        p += len;
    }
}

void golden_paste(struct golden *g, const char *text)
{
    const struct event ev = {.type = EVENT_PASTE, .text = text, .len = strlen(text)};
    dispatch(g, &ev);
}

void golden_resize(struct golden *g, int rows, int cols)
{
    const struct event ev = {.type = EVENT_RESIZE};
    g->se.home = "/home/sam";
    g->se.rows = rows;
    g->se.cols = cols;
    cells_resize(&g->cells, rows, cols);
    dispatch(g, &ev);
}

void golden_tick(struct golden *g)
{
    const struct event ev = {.type = EVENT_TICK};
    fake_clock_advance(1000);
    dispatch(g, &ev);
}

void golden_report(struct golden *g, enum effect_type effect, enum report_state state, const struct err *err)
{
    const struct event ev = {.type = EVENT_REPORT, .effect = effect, .state = state, .err = err};
    dispatch(g, &ev);
}

void golden_forget(struct golden *g)
{
    effects_finish(&g->effects);
}

/* ---- what came of it */

void golden_assert_effect(const struct golden *g, enum effect_type wanted, const char *text)
{
    if (!g->effects.count)
        fail_msg("no effect was asked for");
    const struct effect *last = &g->effects.items[g->effects.count - 1];
    assert_int_equal(last->type, wanted);
    if (text) {
        assert_non_null(last->text);
        assert_string_equal(last->text, text);
    }
}

void golden_assert_no_effect(const struct golden *g)
{
    if (g->effects.count)
        fail_msg("effect number %d was asked for", (int)g->effects.items[0].type);
}

void golden_assert_top(const struct golden *g, const char *name)
{
    assert_true(g->stack.count > 0);
    assert_string_equal(g->stack.items[g->stack.count - 1]->ops->name, name);
}

char *golden_screen(struct golden *g, bool styles)
{
    g->cells.ascii = g->se.ascii;
    cells_clear(&g->cells);
    stack_draw(&g->stack, &g->se, &g->cells);
    char *lines = cells_dump(&g->cells, styles);
    char *all = g->cells.cursor_shown ? xasprintf("%scursor: row %d, column %d\n", lines, g->cells.cursor_row,
                                                  g->cells.cursor_col)
                                      : xasprintf("%scursor: hidden\n", lines);
    free(lines);
    return all;
}

/* To the log of the test: cmocka's own messages are cut at a kilobyte. */
static void print_screen(const char *what, const char *screen)
{
    fprintf(stderr, "%s:\n%s", what, screen);
}

void golden_assert_shows(struct golden *g, const char *text)
{
    char *screen = golden_screen(g, false);
    if (!strstr(screen, text)) {
        print_screen("The screen", screen);
        fail_msg("\"%s\" is not on the screen", text);
    }
    free(screen);
}

void golden_assert_hides(struct golden *g, const char *text)
{
    char *screen = golden_screen(g, false);
    if (strstr(screen, text)) {
        print_screen("The screen", screen);
        fail_msg("\"%s\" is on the screen", text);
    }
    free(screen);
}

static bool add_json(void *context, const char *p, size_t len)
{
    return buf_add(context, p, len);
}

char *golden_json(const struct golden *g)
{
    struct buf b;
    buf_init(&b, BUF_BODY_MAX);
    assert_true(doc_write(g->se.doc, add_json, &b));
    return buf_detach(&b, NULL);
}

void golden_assert_json(const struct golden *g, const char *wanted)
{
    char *got = golden_json(g);
    assert_string_equal(got, wanted);
    free(got);
}

static void expect(struct golden *g, const char *name, bool styles)
{
    char *path =
        golden_file_path(TEST_GOLDEN, name, g->cells.cols, g->cells.rows, styles ? "styles.txt" : "txt");
    char *got = golden_screen(g, styles);
    golden_file_check(path, got);
    free(got);
    free(path);
}

void golden_expect(struct golden *g, const char *name)
{
    expect(g, name, false);
}

void golden_expect_styles(struct golden *g, const char *name)
{
    expect(g, name, true);
}
