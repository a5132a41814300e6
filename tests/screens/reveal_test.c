/* Hidden values on every screen that can show them: hidden until asked for, shown for thirty seconds, hidden
 * at once by the same key, whatever happens meanwhile. */
#include "tests/test.h"

#include "tests/fake/clock.h"
#include "tests/screens/hotel.h"

#include <stdlib.h>
#include <string.h>

#define STAY  "/customer_data/reservations/0"
#define STAYS "/customer_data/reservations"

/* Each has the door code 4711 in sight. */
struct scene {
    const char *name;
    int cols;
    void (*open)(struct golden *g);
    const char *keys[3]; /* that reveal */
};

static void on_stack(struct golden *g, const char *pointer)
{
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, pointer);
}

static void open_form(struct golden *g)
{
    on_stack(g, STAY "/name");
}

static void open_field(struct golden *g)
{
    on_stack(g, STAY "/preferred_code");
}

static void open_list(struct golden *g)
{
    on_stack(g, STAYS);
}

static void open_list_alone(struct golden *g)
{
    on_stack(g, NULL);
    golden_open(g, SCREEN_LIST, STAYS);
}

static void open_json(struct golden *g)
{
    on_stack(g, NULL);
    golden_open(g, SCREEN_JSON, STAY "/preferred_code");
}

static void open_pane(struct golden *g)
{
    on_stack(g, STAYS);
    golden_keys(g, "F6");
}

static void open_diff(struct golden *g)
{
    struct err e;
    on_stack(g, NULL);
    golden_open(g, SCREEN_DIFF, NULL);
    struct doc *theirs = doc_new(HOTEL, strlen(HOTEL), &e);
    doc_set_chars(theirs, STAY "/preferred_code", "1234", 4, &e);
    session_other(&g->se, theirs);
    golden_report(g, EFFECT_COMPARE, REPORT_DONE, NULL);
}

static void open_import(struct golden *g)
{
    static const char table[] = "Reservation key\tDoor code\nr1\t4711\n";
    on_stack(g, STAYS);
    golden_keys(g, "i");
    golden_paste(g, table);
    golden_report(g, EFFECT_FIND_MAPPING, REPORT_DONE, NULL);
}

static void open_import_rows(struct golden *g)
{
    open_import(g);
    golden_keys(g, "p");
}

static const struct scene scenes[] = {
    {"a field beside it", 80, open_form, {"Alt-R"}},
    {"the field", 80, open_field, {"Alt-R"}},
    {"a table", 300, open_list, {"Alt-R"}},
    {"a table of its own", 300, open_list_alone, {"Alt-R"}},
    {"JSON", 80, open_json, {"v", "r", "Alt-R"}},
    {"the JSON pane", 120, open_pane, {"v", "r", "Alt-R"}},
    {"the differences", 80, open_diff, {"v", "r", "Alt-R"}},
    {"a mapping", 80, open_import, {"Alt-R"}},
    {"rows of a table", 80, open_import_rows, {"Alt-R"}},
};

static struct golden *set(const struct scene *s)
{
    fake_clock_set(FAKE_NOW, 1000);
    struct golden *g = golden_new(HOTEL, 40, s->cols);
    s->open(g);
    return g;
}

static bool shows(struct golden *g)
{
    char *screen = golden_screen(g, false);
    const bool found = strstr(screen, "4711") != NULL;
    free(screen);
    return found;
}

/* The planned looks, and those that were not as they should be. */
struct looks {
    const char *name;
    unsigned planned, bad;
};

static void look(struct looks *l, struct golden *g, bool wanted, const char *when)
{
    l->planned++;
    if (shows(g) == wanted)
        return;
    l->bad++;
    char *screen = golden_screen(g, false);
    print_message("%s, %s: %s\n%s\n", l->name, when, wanted ? "hidden" : "shown", screen);
    free(screen);
}

static void wait(struct golden *g, int seconds)
{
    for (int i = 0; i < seconds; i++)
        golden_tick(g);
}

static void by_key(struct looks *l, const struct scene *s, const char *key)
{
    struct golden *g = set(s);
    look(l, g, false, "before");
    golden_keys(g, key);
    look(l, g, true, "asked for");
    golden_keys(g, key);
    look(l, g, false, "after the second press");
    golden_keys(g, key);
    wait(g, 29);
    look(l, g, true, "after 29 s");
    wait(g, 1);
    look(l, g, false, "after 30 s");
    golden_free(g);
}

static void meanwhile(struct looks *l, const struct scene *s)
{
    struct golden *g = set(s);
    golden_keys(g, s->keys[0]);
    golden_open(g, SCREEN_PALETTE, NULL); /* a pop-up, below which nothing hears of time */
    wait(g, 30);
    golden_keys(g, "Esc");
    look(l, g, false, "after 30 s below a pop-up");
    golden_keys(g, s->keys[0]);
    golden_open(g, SCREEN_LINKS, NULL);
    golden_resize(g, 24, s->cols);
    wait(g, 30);
    golden_resize(g, 40, s->cols);
    golden_keys(g, "Esc");
    look(l, g, false, "after 30 s on another screen");
    golden_free(g);
}

/* The two clocks part: one of them is set, or the machine sleeps, which only the other one counts. */
static void clocks(struct looks *l, const struct scene *s)
{
    static const struct {
        const char *when;
        int64_t now, elapsed;
        bool wanted;
    } jumps[] = {
        {"a second later", 1, 1000, true},
        {"the clock is set back", -3600, 1000, false},
        {"the clock is set forward", 3600, 1000, false},
        {"the machine slept", 31, 1000, false},
        {"the clock is set back so that it seems to stand", 0, 30000, false},
    };
    for (size_t i = 0; i < sizeof jumps / sizeof *jumps; i++) {
        struct golden *g = set(s);
        golden_keys(g, s->keys[0]);
        fake_clock_set(FAKE_NOW + jumps[i].now, 1000 + jumps[i].elapsed);
        look(l, g, jumps[i].wanted, jumps[i].when);
        golden_free(g);
    }
}

static void hidden_values__are_shown__for_thirty_seconds_and_no_longer(void **state)
{
    (void)state;
    unsigned planned = 0;
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
        struct looks l = {.name = scenes[i].name};
        for (size_t k = 0; k < 3 && scenes[i].keys[k]; k++)
            by_key(&l, &scenes[i], scenes[i].keys[k]);
        meanwhile(&l, &scenes[i]);
        clocks(&l, &scenes[i]);
        assert_int_equal(l.bad, 0);
        planned += l.planned;
    }
    print_message("reveal: %u looks at %zu screens\n", planned, sizeof scenes / sizeof *scenes);
    fake_clock_set(FAKE_NOW, 1000);
}

static void hidden_values__are_hidden__in_another_configuration(void **state)
{
    (void)state;
    struct err e;
    struct golden *g = set(&scenes[4]);
    golden_keys(g, "v");
    assert_true(session_reveals(&g->se));
    struct doc *before = g->se.doc;
    session_open(&g->se, doc_new(HOTEL, strlen(HOTEL), &e));
    assert_false(session_reveals(&g->se));
    doc_free(before);
    golden_free(g);
}

static void a_field__shows_what_is_typed_into_it__and_not_what_it_held(void **state)
{
    (void)state;
    struct golden *g = set(&scenes[1]);
    golden_assert_shows(g, "Alt-R shows it");
    golden_keys(g, "Left Right End Shift-Tab Tab");
    golden_assert_hides(g, "471");
    golden_keys(g, "Backspace text:2");
    golden_assert_shows(g, "[4712_");
    golden_keys(g, "Shift-Tab Tab");
    golden_assert_hides(g, "471");
    golden_keys(g, "Shift-Tab Alt-U");
    golden_assert_hides(g, "471");
    golden_free(g);
}

/* A code that came as something else than text is edited as JSON, or shown as what it is. */
static void a_code_of_another_type__is_hidden__as_well(void **state)
{
    (void)state;
    static const char *const values[] = {"4711", "[\"4711\"]", "{\"pin\":4711}"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        for (size_t k = 0; k < 6; k++) {
            struct err e;
            struct golden *g = golden_new(HOTEL, 40, scenes[k].cols);
            assert_true(doc_set_text(g->se.doc, STAY "/preferred_code", values[i], strlen(values[i]), &e));
            session_changed(&g->se, "");
            scenes[k].open(g);
            if (shows(g))
                fail_msg("%s shows %s", scenes[k].name, values[i]);
            golden_free(g);
        }
}

static void the_key__has_nothing_to_show__without_a_configuration(void **state)
{
    (void)state;
    struct golden *g = golden_new(NULL, 24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_keys(g, "Alt-R");
    golden_assert_shows(g, "Nothing is hidden here.");
    golden_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hidden_values__are_shown__for_thirty_seconds_and_no_longer),
        cmocka_unit_test(hidden_values__are_hidden__in_another_configuration),
        cmocka_unit_test(a_field__shows_what_is_typed_into_it__and_not_what_it_held),
        cmocka_unit_test(a_code_of_another_type__is_hidden__as_well),
        cmocka_unit_test(the_key__has_nothing_to_show__without_a_configuration),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
