/* Seeded random keys, pastes and sizes on the real screens: whatever is pressed, the document stays one that
 * can be written and read, and undo leads back to the bytes that it began with. */
#include "tests/test.h"

#include "tests/rng.h"
#include "tests/screens/hotel.h"

#include <stdlib.h>
#include <string.h>

enum { SEEDS = 12, KEYS = 1500 };

/* Keys that do something, more often than the alphabet would hit them. Not those that open the review: what
 * is behind it belongs to other tests. */
static const char *const PRESSED[] = {
    "Up",         "Down",    "Left",    "Right",     "Tab",        "Shift-Tab",   "Enter",  "Enter",
    "Esc",        "Space",   "Del",     "Home",      "End",        "PgUp",        "PgDn",   "Backspace",
    "F6",         "F3",      "F8",      "Alt-X",     "Alt-0",      "Alt-'",       "Alt-.",  "Alt-M",
    "Ctrl-Space", "Ctrl-O",  "Alt-T",   "Ctrl-K",    "Ctrl-U",     "Ctrl-W",      "Ctrl-Y", "Ctrl-_",
    "Alt-U",      "Alt-E",   "Ctrl-Up", "Ctrl-Down", "Alt-R",      "a",           "c",      "d",
    "J",          "K",       "u",       "U",         "y",          "Y",           "z",      "n",
    "r",          "/",       "g",       "G",         ".",          "Ctrl-A",      "Alt-N",  "Alt-P",
    "text:x1",    "text:[{", "text:\"", "text:~/0",  "text:-9.5e", "text:\u00e9",
};

static const char *const PASTED[] = {"true", "{\"a\": [1, {}]}", "a\tb\r\nc", "\u6771\u4eac", ""};

/* Esc from the wizard closes the configuration in the program; here it stays, and the wizard comes back. */
static void keep_wizard_open(struct golden *g)
{
    if (g->stack.count == 1)
        golden_open(g, SCREEN_WIZARD, NULL);
}

static void step(struct golden *g, struct rng *r)
{
    static const struct {
        int rows, cols;
    } sizes[] = {{24, 80}, {40, 120}, {12, 40}, {50, 80}, {5, 20}};
    size_t size = rng_below(r, 200);
    if (size < sizeof sizes / sizeof *sizes)
        golden_resize(g, sizes[size].rows, sizes[size].cols);
    else if (size < 10)
        golden_paste(g, PASTED[rng_below(r, sizeof PASTED / sizeof *PASTED)]);
    else
        golden_keys(g, PRESSED[rng_below(r, sizeof PRESSED / sizeof *PRESSED)]);
    keep_wizard_open(g);
}

static void assert_readable(const struct golden *g, size_t seed)
{
    char *json = golden_json(g);
    struct err e = {0};
    struct doc *again = doc_new(json, strlen(json), &e);
    if (!again)
        fail_msg("seed %zu: line %zu, column %zu: %s\n%s", seed, e.line, e.column, e.text, json);
    doc_free(again);
    free(json);
}

static void assert_undone(struct golden *g, size_t seed)
{
    while (doc_undo(g->se.doc, NULL))
        continue;
    char *json = golden_json(g);
    if (strcmp(json, HOTEL) != 0)
        fail_msg("seed %zu: undo does not lead back:\n%s", seed, json);
    free(json);
}

static void any_keys__leave_a_document_that_can_be_read__and_undone(void **state)
{
    (void)state;
    for (size_t seed = 1; seed <= SEEDS; seed++) {
        struct rng r;
        struct golden *g = hotel(NULL);
        rng_init(&r, seed);
        for (int i = 0; i < KEYS; i++) {
            step(g, &r);
            if (i % 50 == 0) {
                char *screen = golden_screen(g, false);
                assert_non_null(screen);
                free(screen);
                golden_forget(g);
            }
        }
        assert_readable(g, seed);
        assert_undone(g, seed);
        golden_free(g);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_keys__leave_a_document_that_can_be_read__and_undone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
