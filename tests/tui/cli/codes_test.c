/* Door codes of every shape, right and wrong, through all commands that read a body: what they print, and
 * what they say, has none of them unless it was asked for. */
#include "config.h"

#include "tests/test.h"

#include "forms/buf.h"
#include "forms/mem.h"
#include "tests/home.h"
#include "tests/program.h"
#include "tests/scratch.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CODE "CvJrBkQzHdMp"

static struct program p;

static int end(void **state)
{
    program_finish(&p);
    return home_end(state);
}

/* The member as it stands in the body; some of it is no JSON. */
static const char *const shapes[] = {
    "\"preferred_code\":\"" CODE "\"",
    "\"preferred_code\":\"" CODE " \"",
    "\"preferred_code\":\"" CODE "\\u202e\"",
    "\"preferred_code\":[\"" CODE "\"]",
    "\"preferred_code\":{\"pin\":\"" CODE "\"}",
    "\"preferred_code\":{\"" CODE "\":1}",
    "\"preferred_code\":" CODE,
    "\"preferred_code\":4" CODE,
    "\"preferred_code\":'" CODE "'",
    "\"preferred_code\":\"" CODE,
    "\"preferred_code\":\"" CODE "\\q\"",
    "\"preferred_code\":\"" CODE "\x01\"",
    "\"preferred_code\":\"" CODE "\xff\"",
    "\"preferred_code\":\"" CODE "\" \"" CODE "\"",
    "\"preferred_code\":\"" CODE "\",\"preferred_code\":\"" CODE "\"",
    "\"preferred_code\" \"" CODE "\"",
    "\"preferred_code\":true" CODE,
};

static void write_body(const char *name, const char *member)
{
    char *body =
        xasprintf("{\"customer_data\":{\"customer_key\":\"c\",\"reservations\":[{\"reservation_key\":\"r1\","
                  "\"name\":\"Stay\",\"starts_at\":\"soon\",%s},{\"reservation_key\":\"r1\",%s}]}}\n",
                  member, member);
    scratch_write(name, body, strlen(body));
    free(body);
}

struct looks {
    unsigned planned, said, bad; /* said: something was printed */
};

static void look(struct looks *l, const char *what, const char *shape)
{
    l->planned++;
    l->said += p.out_len > 0 || *p.err;
    if (!strstr(p.out, CODE) && !strstr(p.err, CODE))
        return;
    l->bad++;
    print_message("%s of %s:\n%s%s\n", what, shape, p.out, p.err);
}

#define RUN(l, shape, ...)                                                                                   \
    do {                                                                                                     \
        program_run(&p, NULL, __VA_ARGS__, NULL);                                                            \
        look(l, #__VA_ARGS__, shape);                                                                        \
    } while (0)

static void look_at_commands(struct looks *l, const char *shape)
{
    static const char other[] = "{\"customer_data\":{\"reservations\":[{\"reservation_key\":\"r1\"}]}}";
    write_body("body.json", shape);
    scratch_write("other.json", other, strlen(other));
    RUN(l, shape, "validate", "body.json");
    RUN(l, shape, "validate", "--format", "json", "body.json");
    RUN(l, shape, "diff", "body.json", "other.json");
    RUN(l, shape, "diff", "--format", "json", "other.json", "body.json");
    RUN(l, shape, "export", "csv", "--list", "reservations", "body.json");
    RUN(l, shape, "export", "json", "--list", "reservations", "body.json");
    RUN(l, shape, "show", "--redact", "body.json");
    RUN(l, shape, "show", "--redact", "--format", "curl", "body.json");
    RUN(l, shape, "submit", "--sandbox", "body.json");
    RUN(l, shape, "submit", "--sandbox", "--force", "body.json");
    RUN(l, shape, "links");
    RUN(l, shape, "links", "--format", "json");
}

static void commands__print_no_door_code__unless_asked(void **state)
{
    (void)state;
    struct looks l = {0};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        look_at_commands(&l, shapes[i]);
    print_message("codes: planned %u said %u bad %u\n", l.planned, l.said, l.bad);
    assert_int_equal(l.bad, 0);
    assert_true(l.said > l.planned / 2);
}

/* ---- tables */

static void look_at_tables(struct looks *l, const char *cell)
{
    char *table = xasprintf("Reservation key,Door code,Arrival\nr2,%s,2027-03-01\nr3,%s,never\n,%s,never\n",
                            cell, cell, cell);
    write_body("body.json", "\"preferred_code\":\"1\"");
    scratch_write("stays.csv", table, strlen(table));
    RUN(l, cell, "import", "csv", "--list", "reservations", "--dry-run", "stays.csv", "body.json");
    RUN(l, cell, "import", "csv", "--list", "reservations", "--map", "Door code=preferred_code", "--map",
        "Arrival=starts_at", "--map", "Reservation key=reservation_key", "stays.csv", "body.json");
    RUN(l, cell, "import", "csv", "--list", "reservations", "--map", "Door code=preferred_code", "--map",
        "Arrival=starts_at", "--map", "Reservation key=reservation_key", "--skip-bad", "--bad", "bad.csv",
        "stays.csv", "body.json");
    unlink("bad.csv"); /* the rows as they are, for the operator */
    free(table);
}

static void imports__name_no_door_code__in_what_they_say(void **state)
{
    (void)state;
    static const char *const cells[] = {CODE,         "\"" CODE "\n\"", "\"" CODE "\"\"\"",
                                        " " CODE " ", "\xff" CODE,      "\"" CODE};
    struct looks l = {0};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        look_at_tables(&l, cells[i]);
    print_message("tables: planned %u said %u bad %u\n", l.planned, l.said, l.bad);
    assert_int_equal(l.bad, 0);
    assert_int_equal(l.said, l.planned);
}

/* The control: the same search finds it wherever it was asked for. */
static void the_search__finds_door_codes__that_are_asked_for(void **state)
{
    (void)state;
    struct looks l = {0};
    write_body("body.json", shapes[0]);
    write_body("other.json", "\"preferred_code\":\"1\"");
    RUN(&l, "", "show", "body.json");
    RUN(&l, "", "diff", "--secrets", "body.json", "other.json");
    RUN(&l, "", "export", "csv", "--secrets", "--list", "reservations", "body.json");
    RUN(&l, "", "export", "json", "--secrets", "--list", "reservations", "body.json");
    RUN(&l, "", "submit", "--dry-run", "--sandbox", "--force", "body.json");
    assert_int_equal(l.bad, l.planned);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, home_begin, end)
    const struct CMUnitTest tests[] = {
        TEST(commands__print_no_door_code__unless_asked),
        TEST(imports__name_no_door_code__in_what_they_say),
        TEST(the_search__finds_door_codes__that_are_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
