/* Golden screens: a screen on a session, keys in as an operator presses them, the grid out, compared with a
 * file that a person can read.
 *
 *     struct golden *g = golden_new("{\"locale\":\"en-US\"}", 24, 80);
 *     g->se.name = xstrdup("acme");               // anything of the session may be set first
 *     golden_open(g, SCREEN_WIZARD, NULL);
 *     golden_keys(g, "Down Down Enter text:Acme F5");
 *     golden_expect(g, "wizard-filled");          // tests/screens/golden/wizard-filled.80x24.txt
 *     golden_assert_effect(g, EFFECT_SAVE, NULL); // what the screens asked of the world
 *     golden_report(g, EFFECT_SAVE, REPORT_DONE, NULL);
 *     golden_free(g);
 *
 * Keys go through the real key map and the real stack of screens; effects on the stack are performed, all
 * others are recorded in g->effects. The clock stands at FAKE_NOW (tests/fake/clock.h). With GOLDEN_UPDATE=1
 * in the environment golden_expect writes its files instead: look at them before you commit them. */
#ifndef TESTS_SCREENS_GOLDEN_H
#define TESTS_SCREENS_GOLDEN_H

#include "tests/test.h"

#include "tui/app/stack.h"

struct golden {
    struct session se;
    struct effects effects; /* recorded, in order, since golden_forget */
    bool quit;              /* EFFECT_QUIT was asked for */
    bool busy;              /* keys come so fast that no work is done between them: see golden_work */

    struct stack stack;
    struct cells cells;
    struct schema *schema;
    struct wizard *wizard;
    struct keymap *keymap;
};

/* A session with the built-in schema, pages and keys, in a sandbox with a key. json: the open
 * configuration, saved as "acme"; NULL: none is open. */
struct golden *golden_new(const char *json, int rows, int cols);
/* The same with another schema: a file that an operator may load. */
struct golden *golden_new_with(const char *schema, size_t len, const char *json, int rows, int cols);
void golden_free(struct golden *g);
/* The time zones of fake_zones() (tests/forms/fake_zones.h), as if the system had them. Before any screen is
 * opened. */
void golden_zones(struct golden *g);
/* Puts a screen on the stack, as EFFECT_PUSH would. */
void golden_open(struct golden *g, enum screen_id id, const char *argument);
/* Names of keys as in keys.conf, separated by spaces; "text:abc" types a, b, c. */
void golden_keys(struct golden *g, const char *keys);
/* Types a text with spaces. */
void golden_type(struct golden *g, const char *text);
void golden_paste(struct golden *g, const char *text);
void golden_resize(struct golden *g, int rows, int cols);
/* The fake clock moves on by a second, and the top screen hears of it. */
void golden_tick(struct golden *g);
/* One slice of the screens' work (screen_ops.work); false: nothing is left to do. All of it is done after
 * each key and each report, unless the test makes the operator busy. */
bool golden_work(struct golden *g);
/* The world answers an effect; err may be NULL where it did not fail. */
void golden_report(struct golden *g, enum effect_type effect, enum report_state state, const struct err *err);
/* Forgets the recorded effects. */
void golden_forget(struct golden *g);

/* Fails unless the last recorded effect is of this type and, text not NULL, has this text. */
void golden_assert_effect(const struct golden *g, enum effect_type type, const char *text);
void golden_assert_no_effect(const struct golden *g);
/* Fails unless the top screen is this one: name as in its screen_ops. */
void golden_assert_top(const struct golden *g, const char *name);
void golden_assert_shows(struct golden *g, const char *text);
void golden_assert_hides(struct golden *g, const char *text);
/* The document of the session as JSON text; heap. */
char *golden_json(const struct golden *g);
void golden_assert_json(const struct golden *g, const char *wanted);

/* The screen now: lines, then where the cursor is. Heap. styles: then a letter for each cell (theme.h). */
char *golden_screen(struct golden *g, bool styles);
void golden_expect(struct golden *g, const char *name);
/* The same with styles; name.80x24.styles.txt. */
void golden_expect_styles(struct golden *g, const char *name);

#endif
