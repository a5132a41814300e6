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

static void checked(struct golden *g)
{
    listed(g);
    g->se.links.items[3].checked = CHECKED_EXISTS;
    g->se.links.items[3].checked_at = FAKE_NOW;
    g->se.links.items[5].checked = CHECKED_ABSENT;
    golden_report(g, EFFECT_LINKS, REPORT_DONE, NULL);
    golden_keys(g, "Down Down Down");
}

static void checked_details(struct golden *g)
{
    checked(g);
    golden_keys(g, "Enter");
}

static void to_check(struct golden *g)
{
    listed(g);
    golden_keys(g, "c");
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
    sample_expect(NULL, checked, "links-checked");
    sample_expect(NULL, checked_details, "links-details-checked");
    sample_expect(NULL, to_check, "links-to-check");
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

/* As perform does it. */
static void noted(struct golden *g, enum checked found)
{
    g->se.links.items[3].checked = found;
    golden_report(g, EFFECT_LINK_CHECKED, REPORT_DONE, NULL);
}

static void links__notes_what_was_found__and_takes_it_back_by_the_same_key(void **state)
{
    (void)state;
    struct golden *g = links();
    golden_assert_shows(g, "2 to check");
    golden_keys(g, "Down Down Down e");
    golden_assert_effect(g, EFFECT_LINK_CHECKED, "56");
    assert_string_equal(g->effects.items[0].other, "exists");
    noted(g, CHECKED_EXISTS);
    golden_assert_shows(g, "1 to check");
    golden_assert_shows(g, "Noted: the link exists.");
    golden_forget(g);
    golden_keys(g, "n");
    assert_string_equal(g->effects.items[0].other, "absent");
    noted(g, CHECKED_ABSENT);
    golden_forget(g);
    golden_keys(g, "n");
    assert_null(g->effects.items[0].other);
    noted(g, CHECKED_NOT);
    golden_assert_shows(g, "The note is taken back");
    golden_assert_shows(g, "2 to check");
    golden_free(g);
}

static void links__notes_nothing__where_the_outcome_is_known(void **state)
{
    (void)state;
    struct golden *g = links();
    golden_keys(g, "e n");
    golden_assert_no_effect(g);
    golden_assert_shows(g, "It is known how this request ended");
    golden_free(g);
}

static void links__shows_what_is_to_check__and_keeps_it_in_place_once_noted(void **state)
{
    (void)state;
    struct golden *g = links();
    golden_keys(g, "c");
    golden_assert_shows(g, "tokyo-stay");
    golden_assert_hides(g, "bluebay");
    noted(g, CHECKED_EXISTS);
    golden_assert_shows(g, "tokyo-stay");
    golden_keys(g, "u");
    golden_assert_hides(g, "tokyo-stay");
    golden_keys(g, "u");
    golden_assert_shows(g, "bluebay");
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
        cmocka_unit_test(links__notes_what_was_found__and_takes_it_back_by_the_same_key),
        cmocka_unit_test(links__notes_nothing__where_the_outcome_is_known),
        cmocka_unit_test(links__shows_what_is_to_check__and_keeps_it_in_place_once_noted),
        cmocka_unit_test(links__draws_nothing_stale__when_listing_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
