/* What a problem suggests, done by one key: from the field, from the row, and for all of its kind. */
#include "tests/test.h"

#include "tests/screens/golden.h"

#define STAYS           "/customer_data/reservations"
#define STAY(key, time) "{\"reservation_key\":\"" key "\",\"starts_at\":\"2026-11-20T" time "\"}"
#define BODY(a, b)                                                                                           \
    "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[" STAY("s-1", a) "," STAY(                 \
        "s-2", b) "]},\"locale\":\"fr\"}"
#define FIRST BODY("15:00:00+02:00", "16:00:00+02:00")

static struct golden *at(const char *pointer, int rows, int cols)
{
    struct golden *g = golden_new(FIRST, rows, cols);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, pointer);
    golden_forget(g);
    return g;
}

static void the_field__is_mended__where_it_stands(void **state)
{
    (void)state;
    static const int sizes[][2] = {{24, 80}, {40, 120}, {12, 40}};
    for (size_t i = 0; i < 3; i++) {
        struct golden *g = at("/locale", sizes[i][0], sizes[i][1]);
        golden_expect(g, "fix-field");
        golden_keys(g, "Ctrl-X");
        golden_assert_shows(g, "Fixed: Change it to fr-FR.");
        golden_assert_hides(g, "Did you mean");
        golden_keys(g, "Ctrl-X");
        golden_assert_shows(g, "Nothing is wrong with this field.");
        golden_keys(g, "u");
        golden_assert_json(g, FIRST);
        golden_free(g);
    }
}

/* Where the cursor stands in a text a "u" would be typed: another key of the same action is named. */
static void undo__is_named_by_a_key__that_works_there(void **state)
{
    (void)state;
    struct golden *g = at(STAYS "/0/starts_at", 24, 80);
    golden_keys(g, "Ctrl-X");
    golden_assert_shows(g, "Press Ctrl-_ to undo it.");
    golden_keys(g, "Ctrl-_");
    golden_assert_json(g, FIRST);
    golden_keys(g, "Esc f");
    golden_assert_shows(g, "Press u to undo it.");
    golden_keys(g, "u");
    golden_assert_json(g, FIRST);
    golden_free(g);
}

static void a_row__is_mended__where_one_fix_is_at_stake(void **state)
{
    (void)state;
    struct golden *g = at(STAYS, 24, 80);
    golden_keys(g, "f");
    golden_assert_shows(g, "Fixed: Change it to 2026-11-20T13:00:00Z.");
    golden_keys(g, "f");
    golden_assert_shows(g, "Nothing is wrong with this reservation.");
    golden_assert_top(g, "wizard");
    golden_keys(g, "u");
    golden_assert_json(g, FIRST);
    golden_free(g);
}

#define TIMES(key, from, to)                                                                                 \
    "{\"reservation_key\":\"" key "\",\"starts_at\":\"2026-11-20T" from "\",\"ends_at\":\"2026-11-21T" to    \
    "\"}"
#define TWO(a, b) "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[" a "," b "]}}"
#define OFF       "15:00:00+02:00"
#define UTC       "13:00:00Z"

/* A row with two: they are listed, and what is done there is done to them alone. */
static void a_row__with_several_fixes__lists_them(void **state)
{
    (void)state;
    static const char body[] = TWO(TIMES("s-1", OFF, OFF), TIMES("s-2", OFF, OFF));
    static const int sizes[][2] = {{24, 80}, {40, 120}, {12, 40}};
    for (size_t i = 0; i < 3; i++) {
        struct golden *g = golden_new(body, sizes[i][0], sizes[i][1]);
        golden_open(g, SCREEN_START, NULL);
        golden_open(g, SCREEN_WIZARD, STAYS);
        golden_keys(g, "Down f");
        golden_assert_top(g, "problems");
        golden_expect(g, "problems-row");
        golden_keys(g, "Down f");
        golden_assert_json(g, TWO(TIMES("s-1", OFF, OFF), TIMES("s-2", OFF, UTC)));
        golden_keys(g, "u F");
        golden_assert_shows(g, "Fixed 2 problems of this kind.");
        golden_assert_json(g, TWO(TIMES("s-1", OFF, OFF), TIMES("s-2", UTC, UTC)));
        golden_assert_shows(g, "None here any more.");
        golden_keys(g, "!");
        golden_assert_shows(g, "Reservations, s-1, Starts");
        golden_keys(g, "! u Esc");
        golden_assert_top(g, "wizard");
        golden_assert_json(g, body);
        golden_free(g);
    }
}

static void problems_of_a_record__are_listed_first__from_its_form(void **state)
{
    (void)state;
    struct golden *g = golden_new(TWO(TIMES("s-1", OFF, OFF), TIMES("s-2", OFF, UTC)), 24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, STAYS);
    golden_keys(g, "Down Enter Alt-!");
    golden_assert_shows(g, "! lists all 3");
    golden_assert_shows(g, "0 errors, 1 warning ");
    golden_assert_hides(g, "s-1");
    golden_keys(g, "f Esc");
    golden_assert_top(g, "record");
    golden_keys(g, "Alt-!"); /* nothing is wrong with it now */
    golden_assert_shows(g, "Reservations, s-1, Starts");
    golden_keys(g, "Esc");
    golden_assert_top(g, "record");
    golden_free(g);
}

static void all_of_a_kind__are_mended__in_one_step(void **state)
{
    (void)state;
    struct golden *g = at(STAYS, 24, 80);
    golden_keys(g, "! End F");
    golden_assert_top(g, "problems");
    golden_assert_shows(g, "Fixed 2 problems of this kind.");
    golden_assert_json(g, BODY("13:00:00Z", "14:00:00Z"));
    golden_keys(g, "u");
    golden_assert_json(g, FIRST);
    golden_free(g);
}

/* Two fields that both want the name which one of them gets. */
static void mending_all__goes_on__where_one_cannot_be_mended(void **state)
{
    (void)state;
#define STAYS_OF(a, b)                                                                                       \
    "{\"customer_data\":{\"customer_key\":\"c\",\"guests\":[{\"guest_key\":\"g\",\"name\":\"G\"}],"          \
    "\"reservations\":["                                                                                     \
    "{\"reservation_key\":\"s-1\"," a "},{\"reservation_key\":\"s-2\"," b "}]}}"
    static const char before[] = STAYS_OF("\"guestKey\":\"g\"", "\"guestKey\":\"g\",\"guest-key\":\"g\"");
    struct golden *g = golden_new(before, 24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, STAYS);
    golden_keys(g, "! F");
    golden_assert_shows(g, "Fixed 2 problems of this kind.");
    golden_assert_json(g, STAYS_OF("\"guest_key\":\"g\"", "\"guest_key\":\"g\",\"guest-key\":\"g\""));
    golden_keys(g, "u");
    golden_assert_json(g, before);
    golden_free(g);
#undef STAYS_OF
}

/* More of them than are checked at once, in the list of problems. */
enum { MANY = 3000 };
static struct golden *many(struct buf *body)
{
    buf_init(body, BUF_BODY_MAX);
    buf_puts(body, "{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[");
    for (int i = 0; i < MANY; i++)
        buf_printf(body, "%s{\"reservation_key\":\"s-%d\",\"starts_at\":\"2026-11-20T15:00:00+02:00\"}",
                   i ? "," : "", i);
    buf_puts(body, "]}}");
    struct golden *g = golden_new(body->data, 24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, STAYS);
    golden_keys(g, "!");
    return g;
}

static void mending_all__that_is_given_up__leaves_no_trace(void **state)
{
    (void)state;
    struct buf body;
    struct golden *g = many(&body);
    golden_keys(g, "End");
    g->busy = true;
    golden_keys(g, "F");
    for (int slice = 0; slice < 25; slice++)
        assert_true(golden_work(g));
    golden_assert_shows(g, "500 warnings");
    golden_keys(g, "Esc");
    golden_assert_shows(g, "Nothing was fixed.");
    golden_assert_top(g, "problems");
    golden_assert_json(g, body.data);
    assert_false(doc_modified(g->se.doc));
    while (golden_work(g))
        ;
    golden_assert_shows(g, "> 3000 warning"); /* where the cursor was, though all were counted anew */
    g->busy = false;
    golden_keys(g, "F");
    golden_assert_shows(g, "Fixed 3,000 problems of this kind.");
    golden_free(g);
    buf_finish(&body);
}

/* Only a guess can mend these, and guesses are left out where they can be. */
static void what_was_meant__is_put_in_its_place__for_all_of_a_kind(void **state)
{
    (void)state;
#define GUESTS(a, b)                                                                                         \
    "{\"customer_data\":{\"customer_key\":\"c\",\"guests\":[{\"guest_key\":\"guest-anna\"}],"                \
    "\"reservations\":["                                                                                     \
    "{\"reservation_key\":\"s-1\",\"guest_key\":\"" a "\"},{\"reservation_key\":\"s-2\",\"guest_key\":\"" b  \
    "\"}]}}"
    struct golden *g = golden_new(GUESTS("guest-ana", "guest-annna"), 24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, STAYS);
    golden_keys(g, "! / text:guest-ana Enter");
    golden_assert_shows(g, "Did you mean");
    golden_keys(g, "F"); /* the filter shows one of them */
    golden_assert_shows(g, "Fixed 1 problem of this kind.");
    golden_assert_json(g, GUESTS("guest-anna", "guest-annna"));
    golden_keys(g, "u Esc / text:here Enter");
    golden_assert_shows(g, "2 of 3");
    golden_keys(g, "F");
    golden_assert_shows(g, "Fixed 2 problems of this kind.");
    golden_assert_json(g, GUESTS("guest-anna", "guest-anna"));
    golden_free(g);
#undef GUESTS
}

static void a_filter__that_ends_early__leaves_no_bar(void **state)
{
    (void)state;
    static const char *const ways[] = {"Esc", "Enter Enter", "Enter Esc Esc"};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct buf body;
        struct golden *g = many(&body);
        g->busy = true;
        golden_keys(g, "/ text:s");
        assert_true(golden_work(g));
        assert_non_null(g->se.progress.words);
        golden_keys(g, ways[i]);
        assert_null(g->se.progress.words);
        golden_free(g);
        buf_finish(&body);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_field__is_mended__where_it_stands),
        cmocka_unit_test(undo__is_named_by_a_key__that_works_there),
        cmocka_unit_test(a_row__is_mended__where_one_fix_is_at_stake),
        cmocka_unit_test(a_row__with_several_fixes__lists_them),
        cmocka_unit_test(problems_of_a_record__are_listed_first__from_its_form),
        cmocka_unit_test(all_of_a_kind__are_mended__in_one_step),
        cmocka_unit_test(mending_all__goes_on__where_one_cannot_be_mended),
        cmocka_unit_test(mending_all__that_is_given_up__leaves_no_trace),
        cmocka_unit_test(what_was_meant__is_put_in_its_place__for_all_of_a_kind),
        cmocka_unit_test(a_filter__that_ends_early__leaves_no_bar),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
