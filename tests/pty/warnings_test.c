/* Every kind of warning among 10,000 stays in the real program: listed, counted by page, gone through with
 * F8, mended by one key where one fix is certain, and taken back. */
#include "config.h"

#include "tests/pty/opened.h"
#include "tests/pty/zones.h"

#include "forms/mem.h"
#include "tests/scratch.h"

#include <stdlib.h>

enum { STAYS = 10000 };

/* What is wrong stands in the order in which F8 finds it. */
static const char beginning[] =
    "{\n  \"customer_data\": {\n    \"customer_key\": \"c\",\n"
    "    \"spaces\": [{\"space_key\": \"loft\", \"name\": \"Loft\", \"customer_data\": {\"time_zone\": "
    "\"test/loft\"}}],\n"
    "    \"guests\": [\n"
    "      {\"guest_key\": \"ana\", \"name\": \"Ana\", \"email_address\": \"ana@example.com\"},\n"
    "      {\"guest_key\": \"bea\", \"name\": \"Bea\", \"email_address\": \"ana@example.com\"},\n"
    "      {\"guest_key\": \" cleo\", \"name\": \"Cleo\", \"phone_number\": \"+1 (555) 010-0100\"}\n    ],\n"
    "    \"reservations\": [\n";
static const char wrong[] =
    "      {\"reservation_key\": \"early\", \"starts_at\": \"2024-12-04T15:00:00Z\", \"ends_at\": "
    "\"2024-12-01T11:00:00Z\"},\n"
    "      {\"reservation_key\": \"stay-7\", \"name\": \"again\"},\n"
    "      {\"reservation_key\": \"dangling\", \"guest_key\": \"Ana\"},\n"
    "      {\"reservation_key\": \"metadata\", \"custom_metadata\": {\"a name of more than forty characters "
    "for it\": "
    "\"1\"}},\n"
    "      {\"reservation_key\": \"misspelled\", \"startsAt\": \"2024-12-01T11:00:00Z\"}\n    ]\n  },\n";
static const char rest[] =
    "  \"customer_resources_filters\": [{\"field\": \"nobody_has_it\", \"operation\": \"=\", "
    "\"value\": \"x\"}],\n"
    "  \"deep_link\": {\"resource_type\": \"reservation\", \"resource_key\": \"stay-1\"},\n"
    "  \"features\": {\"manage_devices\": {\"exclude\": true}}\n}\n";

static void write_body(struct buf *out)
{
    buf_puts(out, beginning);
    for (int i = 1; i <= STAYS; i++)
        buf_printf(out, "      {\"reservation_key\": \"stay-%d\", \"name\": \"Guest %d\"},\n", i, i);
    buf_puts(out, wrong);
    buf_puts(out, rest);
}

struct scene {
    char *zones;
    struct opened *o;
};

static int begin(void **state)
{
    struct scene *s = xcalloc(1, sizeof *s);
    s->zones = zones_new();
    s->o = opened_new(write_body, "Reservations", "10,005 rows");
    pty_wait_text(s->o->p, "15 problems", 0);
    *state = s;
    return 0;
}

static int end(void **state)
{
    struct scene *s = *state;
    opened_free(s->o);
    scratch_free(s->zones);
    free(s);
    return 0;
}

static void all__are_listed__and_counted_by_page(void **state)
{
    struct scene *s = *state;
    pty_keys(s->o->p, "F6");
    opened_expect(s->o, "warnings-pages");
    pty_keys(s->o->p, "!");
    opened_expect(s->o, "warnings");
    pty_keys(s->o->p, "End f");
    pty_expect(s->o->p, "warnings-fixed");
    opened_check_saved(s->o, false);
    opened_undo(s->o, 1);
}

static void each__is_reached__and_mended_where_the_fix_is_certain(void **state)
{
    static const struct {
        const char *name;
        const char *fixed; /* NULL: what is meant is not certain */
    } found[] = {
        {"warning-email", NULL},
        {"warning-email-again", NULL},
        {"warning-space", "warning-space-fixed"},
        {"warning-phone", "warning-phone-fixed"},
        {"warning-duplicate", NULL},
        {"warning-order", NULL},
        {"warning-duplicate-again", NULL},
        {"warning-dangling", "warning-dangling-fixed"},
        {"warning-metadata", NULL},
        {"warning-misspelled", "warning-misspelled-fixed"},
        {"warning-filter", NULL},
        {"warning-link", "warning-link-fixed"},
    };
    struct scene *s = *state;
    int fixed = 1;
    pty_keys(s->o->p, "F6 Home F8");
    pty_expect(s->o->p, "warning-zone");
    pty_keys(s->o->p, "Ctrl-X");
    pty_wait_text(s->o->p, "Fixed: Change it to Test/Loft.", 0); /* with the hour there now, beside it */
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        pty_keys(s->o->p, "F8");
        pty_expect(s->o->p, found[i].name);
        if (!found[i].fixed)
            continue;
        pty_keys(s->o->p, "Ctrl-X");
        pty_expect(s->o->p, found[i].fixed);
        fixed++;
    }
    opened_check_saved(s->o, false);
    opened_undo(s->o, fixed);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(all__are_listed__and_counted_by_page),
        TEST(each__is_reached__and_mended_where_the_fix_is_certain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
