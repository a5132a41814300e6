/* Seeded walks through all screens of a body with door codes of every shape: no screen shows one, and none is
 * in what the screens ask of the world without a word about it, as long as nobody asks for them. The same
 * walks with the codes shown are the control. */
#include "tests/test.h"

#include "tests/rng.h"
#include "tests/screens/golden.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORD   "CvJrBkQzHdMp"
#define NUMBER "471108151623"

enum { SEEDS = 8, KEYS = 800 };

/* Other things are wrong, too: whatever is said about a record could quote its code. */
static const char BODY[] =
    "{\"customer_data\":{\"customer_key\":\"acme\",\"guests\":[{\"guest_key\":\"g1\",\"name\":\"Ana\"}],"
    "\"reservations\":["
    "{\"reservation_key\":\"r1\",\"name\":\"One\",\"guest_key\":\"g1\",\"preferred_code\":\"" WORD "\"},"
    "{\"reservation_key\":\"r1\",\"name\":\"Two\",\"guest_key\":\"g2\",\"preferred_code\":" NUMBER "},"
    "{\"reservation_key\":\"r3\",\"name\":\"\",\"starts_at\":\"soon\",\"preferred_code\":[\"" WORD "\"]},"
    "{\"reservation_key\":\"r4\",\"preferred_code\":{\"" WORD "\":" NUMBER "}},"
    "{\"reservation_key\":\"r5\",\"preferred_code\":\" " WORD "\\u202e \"}],"
    "\"bookings\":[{\"booking_key\":\"b1\",\"preferred_code\":\"" WORD
    "\",\"x_new\":{\"preferred_code\":\"" WORD "\"}}],"
    "\"access_grants\":[{\"access_grant_key\":\"a1\",\"preferred_code\":\"" NUMBER "\"}]},"
    "\"x_new\":{\"preferred_code\":\"" WORD "\"}}";

static const char *const PRESSED[] = {
    "Up",        "Down",    "Down",       "Left",   "Right",  "Tab",        "Tab",   "Shift-Tab", "Enter",
    "Enter",     "Enter",   "Esc",        "Esc",    "Space",  "Home",       "End",   "PgUp",      "PgDn",
    "F1",        "F3",      "F4",         "F5",     "F6",     "F6",         "F7",    "F8",        "F8",
    "Shift-F8",  "F9",      "Alt-!",      "Alt-.",  "Alt-W",  "Alt-H",      "Alt-Y", "Alt-=",     "Alt-U",
    "Ctrl-Down", "Ctrl-Up", "Ctrl-Space", "Ctrl-O", "Ctrl-X", "Ctrl-Right", "a",     "c",         "d",
    "e",         "E",       "*",          "-",      "J",      "K",          "<",     ">",         "w",
    "x",         "i",       "f",          "F",      "y",      "Y",          "z",     "p",         "u",
    "U",         "/",       "!",          "g",      "G",      ".",          "C",     "=",         "1",
};

static bool has_code(const char *text)
{
    return text && (strstr(text, WORD) || strstr(text, NUMBER));
}

struct walk {
    struct golden *g;
    unsigned looks, shown, given;
    bool said; /* the screen of before: the body is written with its codes */
};

/* What an effect may carry: what goes to the operator's own editor, a copy that says so, a file of which it
 * was said. */
static bool gives_away(const struct walk *w, const struct effect *e)
{
    if (!has_code(e->text) && !has_code(e->other))
        return false;
    return e->type != EFFECT_EDIT && !(e->type == EFFECT_COPY && e->other) &&
           !(e->type == EFFECT_WRITE && w->said);
}

static void complain(const struct walk *w, const char *key, const char *what)
{
    const struct stack *s = &w->g->stack;
    if (!session_reveals(&w->g->se))
        fprintf(stderr, "after %s on the screen %s: %s\n", key, s->items[s->count - 1]->ops->name, what);
}

static void look(struct walk *w, const char *key)
{
    char *screen = golden_screen(w->g, false);
    w->looks++;
    if (has_code(screen) && w->shown++ == 0)
        complain(w, key, screen);
    for (size_t i = 0; i < w->g->effects.count; i++)
        if (gives_away(w, &w->g->effects.items[i]) && w->given++ == 0)
            complain(w, key, w->g->effects.items[i].text);
    w->said = strstr(screen, "Door codes are written, too.") != NULL;
    golden_forget(w->g);
    free(screen);
}

/* Of a text of several lines, where Enter is a line feed. */
static bool has_lines(const struct golden *g)
{
    char *at = stack_focus(&g->stack, &g->se);
    const bool has = at && (strstr(at, "x_new") || strstr(at, "preferred_code"));
    free(at);
    return has;
}

/* A letter would be typed into a code, which shows it: whoever types there has asked for it. */
static bool types(const struct golden *g, const char *name)
{
    const struct screen *top = g->stack.items[g->stack.count - 1];
    struct key k;
    bool typing = false;
    top->ops->scopes(top, &g->se, &typing);
    return typing && key_parse(name, strlen(name), &k) &&
           (key_is_text(k) || (has_lines(g) && strcmp(name, "Enter") == 0));
}

static void step(struct walk *w, struct rng *r, bool revealed)
{
    const char *key = PRESSED[rng_below(r, sizeof PRESSED / sizeof *PRESSED)];
    if (rng_below(r, 100) == 0)
        golden_resize(w->g, rng_below(r, 2) ? 24 : 40, rng_below(r, 2) ? 80 : 200);
    if (types(w->g, key))
        return;
    golden_keys(w->g, key);
    if (!revealed)
        session_hide(&w->g->se); /* the list of commands has the one that shows them */
    if (w->g->stack.count == 1)
        golden_open(w->g, SCREEN_WIZARD, rng_below(r, 2) ? "/customer_data/reservations" : NULL);
    look(w, key);
}

static void answer_server(struct golden *g)
{
    problems_add(&g->se.said, "/customer_data/reservations/0/preferred_code", "server", SEVERITY_SERVER,
                 "No.");
    g->se.judged++;
}

static void walk(struct walk *w, size_t seed, bool revealed)
{
    struct rng r;
    w->g = golden_new(BODY, 24, 80);
    rng_init(&r, seed);
    golden_open(w->g, SCREEN_START, NULL);
    golden_open(w->g, SCREEN_WIZARD, "/customer_data/reservations");
    answer_server(w->g);
    for (int i = 0; i < KEYS; i++) {
        if (revealed && !session_reveals(&w->g->se))
            session_reveal(&w->g->se);
        step(w, &r, revealed);
    }
    golden_free(w->g);
}

static void screens__show_no_door_code__wherever_somebody_goes(void **state)
{
    (void)state;
    struct walk ours = {0}, control = {0};
    for (size_t seed = 1; seed <= SEEDS; seed++) {
        walk(&ours, seed, false);
        walk(&control, seed, true);
    }
    print_message("leaks: %u looks, %u shown, %u given away; with codes shown %u\n", ours.looks, ours.shown,
                  ours.given, control.shown);
    assert_true(ours.looks > SEEDS * KEYS / 3);
    assert_int_equal(ours.shown, 0);
    assert_int_equal(ours.given, 0);
    assert_true(control.shown > control.looks / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(screens__show_no_door_code__wherever_somebody_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
