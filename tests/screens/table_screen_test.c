/* The table of records: order, filter, marks, going to a row, and what is done with the marked ones. */
#include "tests/test.h"

#include "tests/screens/hotel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROOMS "/customer_data/rooms"

static const char BODY[] = "{\"customer_data\":{\"rooms\":["
                           "{\"room_key\":\"r10\",\"name\":\"Cellar\",\"parent_site_key\":\"north\"},"
                           "{\"room_key\":\"r9\",\"name\":\"attic\"},"
                           "{\"room_key\":\"r2\",\"name\":\"Balcony\",\"parent_site_key\":\"east\"},"
                           "{\"room_key\":\"r1\",\"name\":\"Den\",\"parent_site_key\":\"north\"}]}}";

static struct golden *rooms(void)
{
    struct golden *g = golden_new(BODY, 24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, ROOMS);
    golden_forget(g);
    return g;
}

/* The keys of the rows as they are shown, marked ones with a star, the cursor's in brackets. */
static void check_rows(struct golden *g, const char *wanted)
{
    enum { MARKS = 3 };
    struct buf got;
    char *screen = golden_screen(g, false);
    buf_init(&got, BUF_TEXT_MAX);
    for (char *line = screen, *next; *line; line = next) {
        const size_t len = strcspn(line, "\n");
        next = line + len + (line[len] == '\n');
        line[len] = '\0';
        const char *number = line + MARKS + strspn(line + MARKS, " ");
        const char *key = number + strspn(number, "0123456789") + 1;
        if (len <= MARKS || key == number + 1 || *key != 'r')
            continue;
        buf_printf(&got, line[0] == '>' ? "%s[%s%.*s]" : "%s%s%.*s", got.len ? " " : "",
                   line[1] == '*' ? "*" : "", (int)strcspn(key, " "), key);
    }
    free(screen);
    assert_string_equal(got.data, wanted);
    buf_finish(&got);
}

static void keys(const char *pressed, const char *wanted)
{
    struct golden *g = rooms();
    golden_keys(g, pressed);
    check_rows(g, wanted);
    golden_free(g);
}

static void table__looks_as_expected(void **state)
{
    (void)state;
    hotel_expect("/customer_data/reservations", "> > > r", "table-sorted");
    hotel_expect("/customer_data/reservations", "Space Space", "table-marked");
    hotel_expect("/customer_data/reservations", "/ text:name:week Enter *", "table-filtered");
    hotel_expect("/customer_data/reservations", "Right Right", "table-scrolled");
    hotel_expect("/customer_data/reservations", "Space Space d", "table-deleted");
    hotel_expect("/customer_data/reservations", "1 2", "table-number");
    hotel_expect("/customer_data/reservations", "e Tab Tab", "table-cell");
    hotel_expect("/customer_data/reservations", "* E", "table-set");
    hotel_expect("/customer_data/reservations", "* E text:starts Enter", "table-set-value");
}

/* In the smallest window, too: the box gives way, and what it has no room for is said in the help line. */
static void the_row_of_a_cell__stays_in_sight(void **state)
{
    (void)state;
    char *body = hotel_rooms(9);
    for (int row = 1; row <= 9; row++) {
        struct golden *g = golden_new(body, 12, 40);
        char shown[40];
        golden_open(g, SCREEN_START, NULL);
        golden_open(g, SCREEN_WIZARD, "/customer_data/rooms");
        for (int i = 1; i < row; i++)
            golden_keys(g, "Down");
        golden_keys(g, "e");
        snprintf(shown, sizeof shown, ">    %d room-%d", row, row);
        golden_assert_shows(g, shown);
        golden_keys(g, "Ctrl-U");
        golden_assert_shows(g, "Room key is empty");
        golden_free(g);
    }
    free(body);
}

static void columns__sort__one_after_the_other_and_back(void **state)
{
    (void)state;
    keys("", "[r10] r9 r2 r1");
    keys(">", "r1 r2 r9 [r10]");
    keys("> r", "[r10] r9 r2 r1");
    keys("> >", "r9 r2 [r10] r1");
    keys("> > >", "r2 [r10] r1 r9");
    keys("> > > r", "[r10] r1 r2 r9");
    keys("> <", "[r10] r9 r2 r1");
    keys("<", "r2 [r10] r1 r9");
    keys("r", "[r10] r9 r2 r1");
}

static void the_cursor__stays_on_its_record__in_another_order(void **state)
{
    (void)state;
    keys("Down Down >", "r1 [r2] r9 r10");
    keys("Down Down > <", "r10 r9 [r2] r1");
}

static void rows__keep_their_places__when_a_record_of_a_sorted_table_changes(void **state)
{
    (void)state;
    struct golden *g = rooms();
    golden_keys(g, "> Home Enter");
    golden_assert_shows(g, "row 1 of 4 shown");
    golden_keys(g, "Ctrl-E text:00 Esc");
    check_rows(g, "[r100] r2 r9 r10");
    golden_keys(g, "r r");
    check_rows(g, "r2 r9 r10 [r100]");
    golden_free(g);
}

static void records__follow_one_another__as_the_table_shows_them(void **state)
{
    (void)state;
    struct golden *g = rooms();
    golden_keys(g, "> / text:parent:north Enter Enter");
    golden_assert_shows(g, "[r1_");
    golden_assert_shows(g, "row 1 of 2 shown");
    golden_keys(g, "Ctrl-Down");
    golden_assert_shows(g, "[r10_");
    golden_assert_shows(g, "row 2 of 2 shown");
    golden_keys(g, "Ctrl-Down");
    golden_assert_shows(g, "This is the last one.");
    golden_keys(g, "Esc");
    check_rows(g, "r1 [r10]");
    golden_free(g);
}

static void numbers__have_room__when_few_of_many_rows_are_shown(void **state)
{
    (void)state;
    char *body = hotel_rooms(1000);
    struct golden *g = golden_new(body, 24, 80);
    golden_open(g, SCREEN_WIZARD, ROOMS);
    golden_keys(g, "/ text:room-1000");
    golden_assert_shows(g, ">  1000 room-1000");
    golden_free(g);
    free(body);
}

static void counts__read_well__of_one_and_of_thousands(void **state)
{
    (void)state;
    struct buf body;
    buf_init(&body, BUF_BODY_MAX);
    buf_puts(&body, "{\"customer_data\":{\"customer_key\":\"big\",\"rooms\":[{\"room_key\":\"a\"}");
    for (size_t i = 0; i < 1200; i++)
        buf_puts(&body, ",{\"room_key\":\"a\"}");
    buf_puts(&body, "]}}");
    struct golden *g = golden_new(body.data, 24, 80);
    golden_open(g, SCREEN_WIZARD, ROOMS);
    golden_keys(g, "* E Enter");
    golden_assert_shows(g, ", of 1,201 rows");
    golden_keys(g, "Esc - Space E Enter");
    golden_assert_shows(g, ", of 1 row ");
    golden_keys(g, "Esc 9 9 9 9 G");
    golden_assert_shows(g, "There are 1,201 rows.");
    golden_assert_shows(g, "! 2,402 problems");
    golden_free(g);
    buf_finish(&body);
}

static void filter__names_a_field__by_what_its_name_begins_with(void **state)
{
    (void)state;
    keys("/ text:name:a Enter", "[r10] r9 r2");
    keys("/ text:site:east Enter", "[r2]");
    keys("/ text:-site: Enter", "[r9]");
}

static void marks__are_set_one_by_one__in_a_range__and_all(void **state)
{
    (void)state;
    keys("Space", "*r10 [r9] r2 r1");
    keys("Space Up Space", "r10 [r9] r2 r1");
    keys("Down Space Down Ctrl-Space", "r10 *r9 *r2 [*r1]");
    keys("*", "[*r10] *r9 *r2 *r1");
    keys("* -", "[r10] r9 r2 r1");
    keys("/ text:north Enter * Esc", "[*r10] r9 r2 *r1");
    keys("Space > ", "r1 r2 [r9] *r10");
}

static void a_range__without_a_mark__is_explained(void **state)
{
    (void)state;
    struct golden *g = rooms();
    golden_keys(g, "Ctrl-Space");
    golden_assert_shows(g, "Mark a row first");
    golden_free(g);
}

static void marked_rows__are_deleted_in_one_step__and_come_back_in_one(void **state)
{
    (void)state;
    struct golden *g = rooms();
    golden_keys(g, "Space Down Space d");
    check_rows(g, "r9 [r1]");
    golden_assert_shows(g, "Deleted 2 rows. Press u to bring them back.");
    golden_keys(g, "u");
    char *json = golden_json(g);
    assert_string_equal(json, BODY);
    free(json);
    golden_keys(g, "U");
    check_rows(g, "[r9] r1");
    golden_free(g);
}

static void the_cursor__stays_on_its_record__when_marked_ones_go(void **state)
{
    (void)state;
    keys("Space d", "[r9] r2 r1");
    keys("Space Space Home Down d", "[r2] r1");
    keys("Space Down Down d", "r9 r2 [r1]");
    keys("End Space Home Down d", "r10 [r9] r2");
}

static void marked_rows__are_copied__as_a_list(void **state)
{
    (void)state;
    struct golden *g = rooms();
    golden_keys(g, "Down y");
    golden_assert_effect(g, EFFECT_COPY, "{\n  \"room_key\": \"r9\",\n  \"name\": \"attic\"\n}");
    golden_keys(g, "Space y");
    golden_assert_effect(g, EFFECT_COPY, "[\n{\n  \"room_key\": \"r9\",\n  \"name\": \"attic\"\n}\n]");
    golden_free(g);
}

static void document(const char *pressed, const char *wanted)
{
    struct golden *g = rooms();
    golden_keys(g, pressed);
    char *json = golden_json(g);
    assert_string_equal(json, wanted);
    free(json);
    golden_free(g);
}

#define ROOMS_JSON(a, b, c, d) "{\"customer_data\":{\"rooms\":[" a "," b "," c "," d "]}}"
#define R10                    "{\"room_key\":\"r10\",\"name\":\"Cellar\",\"parent_site_key\":\"north\"}"
#define R9                     "{\"room_key\":\"r9\",\"name\":\"attic\"}"
#define R2                     "{\"room_key\":\"r2\",\"name\":\"Balcony\",\"parent_site_key\":\"east\"}"
#define R1                     "{\"room_key\":\"r1\",\"name\":\"Den\",\"parent_site_key\":\"north\"}"

static void a_cell__is_edited_in_place__and_leads_to_those_around_it(void **state)
{
    (void)state;
    document(
        "e Ctrl-E text:0 Enter",
        ROOMS_JSON("{\"room_key\":\"r100\",\"name\":\"Cellar\",\"parent_site_key\":\"north\"}", R9, R2, R1));
    document("e Tab Ctrl-Down Ctrl-E text:! Esc",
             ROOMS_JSON(R10, "{\"room_key\":\"r9\",\"name\":\"attic!\"}", R2, R1));
    document("e Tab Ctrl-Down Ctrl-E text:! Esc u", BODY);
    document(
        "Down e Tab Tab text:west Enter",
        ROOMS_JSON(R10, "{\"room_key\":\"r9\",\"name\":\"attic\",\"parent_site_key\":\"west\"}", R2, R1));
    document("e Tab Shift-Tab Shift-Tab Ctrl-Up Alt-X Enter",
             ROOMS_JSON("{\"name\":\"Cellar\",\"parent_site_key\":\"north\"}", R9, R2, R1));
}

static void a_cell__opens_again__in_the_column_edited_last(void **state)
{
    (void)state;
    struct golden *g = rooms();
    golden_keys(g, "e Tab Enter Down e");
    golden_assert_shows(g, "[attic_");
    golden_keys(g, "F1");
    golden_assert_top(g, "help");
    golden_free(g);
}

static void one_field__is_set_on_all_marked_rows__in_one_step(void **state)
{
    (void)state;
    static const char wanted[] =
        ROOMS_JSON("{\"room_key\":\"r10\",\"name\":\"Loft\",\"parent_site_key\":\"north\"}", R9,
                   "{\"room_key\":\"r2\",\"name\":\"Loft\",\"parent_site_key\":\"east\"}",
                   "{\"room_key\":\"r1\",\"name\":\"Loft\",\"parent_site_key\":\"north\"}");
    document("* Down Space E text:name Enter Ctrl-U text:Loft Enter", wanted);
    document("* Down Space E text:name Enter Ctrl-U text:Loft Enter u", BODY);
    document("* Down Space E text:name Enter Ctrl-U text:Loft Enter u U", wanted);
    document("* E text:site Enter Alt-X Enter", ROOMS_JSON("{\"room_key\":\"r10\",\"name\":\"Cellar\"}", R9,
                                                           "{\"room_key\":\"r2\",\"name\":\"Balcony\"}",
                                                           "{\"room_key\":\"r1\",\"name\":\"Den\"}"));
    document("* E text:name Enter Ctrl-U text:Loft Esc", BODY);
    document("* E Esc", BODY);
}

static void setting_marked_rows__can_be_given_up__without_a_trace(void **state)
{
    (void)state;
    enum { MANY = 5000 };
    char *body = hotel_rooms(MANY);
    struct golden *g = golden_new(body, 24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, ROOMS);
    golden_keys(g, "* E text:name Enter Ctrl-U text:Loft");
    g->busy = true;
    golden_keys(g, "Enter");
    assert_true(golden_work(g));
    golden_keys(g, "j");
    assert_true(golden_work(g));
    golden_keys(g, "Esc");
    assert_false(golden_work(g));
    golden_assert_shows(g, "Nothing was set.");
    char *json = golden_json(g);
    assert_string_equal(json, body);
    free(json);
    assert_false(doc_modified(g->se.doc));
    g->busy = false;
    golden_keys(g, "E text:name Enter Ctrl-U text:Loft Enter");
    golden_assert_shows(g, "Set on 5,000 rows.");
    golden_keys(g, "u");
    json = golden_json(g);
    assert_string_equal(json, body);
    free(json);
    golden_free(g);
    free(body);
}

static void setting__without_marks__is_explained(void **state)
{
    (void)state;
    struct golden *g = rooms();
    golden_keys(g, "E");
    golden_assert_shows(g, "Mark the rows first");
    golden_free(g);
}

static void order_filter_and_marks__survive__a_visit_to_another_section(void **state)
{
    (void)state;
    struct golden *g = rooms();
    golden_keys(g, "> / text:north Enter * Down Esc");
    golden_keys(g, "> / text:north Enter Down F6 Down Down Up Up F6");
    check_rows(g, "*r10 [*r1]");
    golden_assert_shows(g, "2 marked, 2 of 4 rows");
    golden_free(g);
}

static void digits__go_to_a_row__by_its_number(void **state)
{
    (void)state;
    keys("3 G", "r10 r9 [r2] r1");
    keys("> 3 G", "r1 [r2] r9 r10");
    keys("3 Esc G", "r10 r9 r2 [r1]");
    struct golden *g = rooms();
    golden_keys(g, "1 2");
    golden_assert_shows(g, "go to row 12");
    golden_keys(g, "G");
    golden_assert_shows(g, "There are 4 rows.");
    golden_keys(g, "/ text:north Enter 2 G");
    golden_assert_shows(g, "The filter leaves row 2 out.");
    golden_free(g);
}

static void rows__move__only_in_the_order_of_the_configuration(void **state)
{
    (void)state;
    struct golden *g = rooms();
    golden_keys(g, "> J");
    golden_assert_shows(g, "Rows can be moved while all are shown");
    golden_keys(g, "< J");
    check_rows(g, "r9 [r10] r2 r1");
    golden_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table__looks_as_expected),
        cmocka_unit_test(the_row_of_a_cell__stays_in_sight),
        cmocka_unit_test(columns__sort__one_after_the_other_and_back),
        cmocka_unit_test(the_cursor__stays_on_its_record__in_another_order),
        cmocka_unit_test(rows__keep_their_places__when_a_record_of_a_sorted_table_changes),
        cmocka_unit_test(records__follow_one_another__as_the_table_shows_them),
        cmocka_unit_test(numbers__have_room__when_few_of_many_rows_are_shown),
        cmocka_unit_test(counts__read_well__of_one_and_of_thousands),
        cmocka_unit_test(filter__names_a_field__by_what_its_name_begins_with),
        cmocka_unit_test(marks__are_set_one_by_one__in_a_range__and_all),
        cmocka_unit_test(a_range__without_a_mark__is_explained),
        cmocka_unit_test(marked_rows__are_deleted_in_one_step__and_come_back_in_one),
        cmocka_unit_test(the_cursor__stays_on_its_record__when_marked_ones_go),
        cmocka_unit_test(marked_rows__are_copied__as_a_list),
        cmocka_unit_test(a_cell__is_edited_in_place__and_leads_to_those_around_it),
        cmocka_unit_test(a_cell__opens_again__in_the_column_edited_last),
        cmocka_unit_test(one_field__is_set_on_all_marked_rows__in_one_step),
        cmocka_unit_test(setting_marked_rows__can_be_given_up__without_a_trace),
        cmocka_unit_test(setting__without_marks__is_explained),
        cmocka_unit_test(order_filter_and_marks__survive__a_visit_to_another_section),
        cmocka_unit_test(digits__go_to_a_row__by_its_number),
        cmocka_unit_test(rows__move__only_in_the_order_of_the_configuration),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
