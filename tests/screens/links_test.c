#include "tests/test.h"

#include "tests/fake/clock.h"
#include "tests/screens/sample.h"

#include <string.h>

static void listed(struct golden *g)
{
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_LINKS, NULL);
    sample_links(&g->se);
    golden_report(g, EFFECT_LINKS, REPORT_DONE, NULL);
    golden_forget(g);
}

static struct golden *links(void)
{
    struct golden *g = golden_new(NULL, 24, 80);
    listed(g);
    return g;
}

static void nothing_made(struct golden *g)
{
    golden_open(g, SCREEN_LINKS, NULL);
    golden_report(g, EFFECT_LINKS, REPORT_DONE, NULL);
}

static void filtering(struct golden *g)
{
    listed(g);
    golden_keys(g, "/ text:acme");
}

static void usable(struct golden *g)
{
    listed(g);
    golden_keys(g, "u");
}

static void details(struct golden *g)
{
    listed(g);
    golden_keys(g, "Enter");
}

static void details_of_unknown(struct golden *g)
{
    listed(g);
    golden_keys(g, "Down Down Down Enter");
}

static void links__looks_right__in_every_state(void **state)
{
    (void)state;
    sample_expect(NULL, listed, "links");
    sample_expect(NULL, nothing_made, "links-empty");
    sample_expect(NULL, filtering, "links-filter");
    sample_expect(NULL, usable, "links-usable");
    sample_expect(NULL, details, "links-details");
    sample_expect(NULL, details_of_unknown, "links-details-unknown");
}

static void links__hides_every_link__until_its_details_are_opened(void **state)
{
    (void)state;
    struct golden *g = links();
    golden_assert_hides(g, "example.com/portal");
    golden_keys(g, "Enter");
    golden_assert_shows(g, "https://example.com/portal/1234");
    golden_keys(g, "Esc");
    golden_assert_hides(g, "example.com/portal");
    golden_assert_top(g, "links");
    golden_free(g);
}

static void links__copies__without_showing(void **state)
{
    (void)state;
    struct golden *g = links();
    golden_keys(g, "y");
    golden_assert_effect(g, EFFECT_COPY, "https://example.com/portal/1234");
    golden_assert_hides(g, "example.com/portal");
    golden_keys(g, "t");
    golden_assert_effect(g, EFFECT_COPY_REPLY, "59");
    golden_free(g);
}

static void links__warns__when_a_copied_link_has_expired(void **state)
{
    (void)state;
    struct golden *g = links();
    golden_keys(g, "Down Down y");
    golden_assert_effect(g, EFFECT_COPY, "https://example.com/portal/1100");
    memcpy(g->se.copied, "Copied.", sizeof "Copied.");
    golden_report(g, EFFECT_COPY, REPORT_DONE, NULL);
    golden_assert_shows(g, "! This link has expired. Copied.");
    golden_keys(g, "g y");
    golden_report(g, EFFECT_COPY, REPORT_DONE, NULL);
    golden_assert_shows(g, "\n Copied.");
    golden_free(g);
}

static void links__copies_nothing__where_there_is_no_link(void **state)
{
    (void)state;
    struct golden *g = links();
    golden_keys(g, "Down y t");
    golden_assert_no_effect(g);
    golden_assert_shows(g, "There is no link");
    golden_free(g);
}

static void links__shows_only_usable_ones__when_asked(void **state)
{
    (void)state;
    struct golden *g = links();
    golden_keys(g, "u");
    golden_assert_shows(g, "1 of 6");
    golden_assert_shows(g, "acme-hotels-eu");
    golden_assert_hides(g, "bluebay");
    golden_keys(g, "u");
    golden_assert_shows(g, "bluebay");
    golden_free(g);
}

static void links__filters__by_ticket_and_customer(void **state)
{
    (void)state;
    struct golden *g = links();
    golden_keys(g, "/ text:sup-4790 Enter");
    golden_assert_shows(g, "bluebay");
    golden_assert_hides(g, "acme-hotels-eu");
    golden_keys(g, "Esc");
    golden_assert_shows(g, "acme-hotels-eu");
    golden_keys(g, "Esc");
    golden_assert_top(g, "start");
    golden_free(g);
}

static void links__begins_filtered__with_its_argument(void **state)
{
    (void)state;
    struct golden *g = golden_new(NULL, 24, 80);
    sample_links(&g->se);
    golden_open(g, SCREEN_LINKS, "tokyo");
    golden_assert_shows(g, "tokyo-stay");
    golden_assert_hides(g, "bluebay");
    golden_free(g);
}

static void links__draws_nothing_stale__when_listing_fails(void **state)
{
    (void)state;
    struct golden *g = links();
    const struct err e = {.code = ERR_IO, .text = "The database cannot be read."};
    link_rows_finish(&g->se.links);
    golden_report(g, EFFECT_LINKS, REPORT_FAILED, &e);
    golden_assert_shows(g, "The database cannot be read.");
    golden_keys(g, "Enter y t");
    golden_assert_no_effect(g);
    golden_free(g);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links__looks_right__in_every_state),
        cmocka_unit_test(links__hides_every_link__until_its_details_are_opened),
        cmocka_unit_test(links__copies__without_showing),
        cmocka_unit_test(links__warns__when_a_copied_link_has_expired),
        cmocka_unit_test(links__copies_nothing__where_there_is_no_link),
        cmocka_unit_test(links__shows_only_usable_ones__when_asked),
        cmocka_unit_test(links__filters__by_ticket_and_customer),
        cmocka_unit_test(links__begins_filtered__with_its_argument),
        cmocka_unit_test(links__draws_nothing_stale__when_listing_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
