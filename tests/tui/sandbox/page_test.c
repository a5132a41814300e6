/* Text from elsewhere on the pages of the sandbox: it stays text, whatever it says. */
#include "tests/test.h"

#include "tests/forms/fixture.h"
#include "tests/hostile.h"
#include "tui/sandbox/page.h"

#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

/* Texts that mean something in HTML, wherever they come to stand. */
static const char *const markup[] = {
    "<script>alert(1)</script>",
    "</title></head><body onload=alert(1)>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "\" autofocus onfocus=\"alert(1)",
    "</td></tr></table><iframe src=//example.com>",
    "<!-- ",
    " --><b>",
    "]]><b>",
    "<style>*{display:none}</style>",
    "<meta http-equiv=refresh content=0>",
    "<base href=//example.com>",
    "&lt;script&gt;",
    "&#60;script&#62;",
    "&amp;lt;b&amp;gt;",
    "<a href=\"javascript:alert(1)\">",
    "<svg/onload=alert(1)>",
    "<\tscript>",
    "\u2028</script>",
    "</style><script>",
};

/* The text wherever a body can have one that the page shows, and in the names of members. */
static struct doc *body_with(const char *text, size_t len)
{
    static const char *const places[] = {"/customer_data/customer_key",
                                         "/locale",
                                         "/customization_profile_id",
                                         "/navigation_mode",
                                         "/features/connect/accepted_providers/0",
                                         "/features/manage/events/allowed_events/0",
                                         "/features/organize",
                                         "/landing_page/manage/space_key",
                                         "/deep_link/resource_key",
                                         "/deep_link/resource_type",
                                         "/customer_resources_filters/0/field",
                                         "/customer_resources_filters/0/operation",
                                         "/customer_resources_filters/0/value"};
    static const char start[] = "{\"custom_metadata\":{\"a\":1},\"landing_page\":{\"b\":{}}}";
    struct err e = {0};
    struct doc *d = doc_new(start, strlen(start), &e);
    assert_non_null(d);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        doc_set_chars(d, places[i], text, len, &e);
    doc_rename(d, "/custom_metadata/a", text, len, &e);
    doc_rename(d, "/landing_page/b", text, len, &e);
    return d;
}

static size_t count(const struct buf *page, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < page->len; i++)
        n += page->data[i] == c;
    return n;
}

/* Quotes and tags are as many as those of the page itself. */
static bool same_markup(const struct buf *a, const struct buf *b)
{
    static const char signs[] = "<>\"'";
    bool same = true;
    for (const char *c = signs; *c; c++)
        same = same && count(a, *c) == count(b, *c);
    return same;
}

struct sweep {
    const struct schema *schema;
    struct buf plain; /* the page with "a" */
    size_t shown, foreign, changed, naive;
};

static void make_page(const struct schema *s, const char *text, size_t len, struct buf *out)
{
    char *key = xstrndup(text, len);
    struct doc *d = body_with(text, len);
    buf_clear(out);
    page_portal(s, doc_root(d), key, key, out);
    doc_free(d);
    free(key);
}

/* What a page looks like whose writer trusts the world: the text between its tags. */
static bool naive_is_changed(const char *text, size_t len)
{
    struct buf page;
    buf_init(&page, BUF_TEXT_MAX);
    buf_puts(&page, "<p>");
    buf_add(&page, text, len);
    buf_puts(&page, "</p>\n");
    const bool changed = count(&page, '<') != 2 || count(&page, '>') != 2 || count(&page, '"') ||
                         count(&page, '\'') || hostile_foreign(page.data, page.len);
    buf_finish(&page);
    return changed;
}

static void look(void *context, const char *p, size_t len)
{
    struct sweep *s = context;
    if (memchr(p, '\0', len))
        return;
    struct buf page;
    buf_init(&page, PAGE_MAX);
    make_page(s->schema, p, len, &page);
    s->shown++;
    s->foreign += hostile_foreign(page.data, page.len) > 0;
    s->changed += !same_markup(&page, &s->plain);
    s->naive += naive_is_changed(p, len);
    buf_finish(&page);
}

static void page__is_the_same_around__whatever_text_is_in_it(void **state)
{
    (void)state;
    struct fixture f;
    struct sweep s = {0};
    fixture_begin(&f, "{}");
    s.schema = f.schema;
    buf_init(&s.plain, PAGE_MAX);
    make_page(f.schema, "a", 1, &s.plain);
    hostile_each(look, &s);
    for (size_t i = 0; i < sizeof markup / sizeof *markup; i++)
        look(&s, markup[i], strlen(markup[i]));
    print_message("pages: %zu texts, %zu foreign, %zu with other markup; naive %zu\n", s.shown, s.foreign,
                  s.changed, s.naive);
    assert_true(s.shown > 1400);
    assert_int_equal(s.foreign, 0);
    assert_int_equal(s.changed, 0);
    assert_true(s.naive > 1400);
    buf_finish(&s.plain);
    fixture_end(&f);
}

/* It is there, or the sweep would look at nothing. */
static void page__shows_each_of_them__as_text(void **state)
{
    (void)state;
    struct fixture f;
    struct buf page;
    fixture_begin(&f, "{}");
    buf_init(&page, PAGE_MAX);
    make_page(f.schema, "<b>Q&A</b>", 10, &page);
    size_t found = 0;
    for (const char *p = page.data; (p = strstr(p, "&lt;b&gt;Q&amp;A&lt;/b&gt;")); p++)
        found++;
    assert_true(found >= 10);
    buf_finish(&page);
    fixture_end(&f);
}

static void message__says_text__and_no_more(void **state)
{
    (void)state;
    struct buf page, plain;
    buf_init(&page, PAGE_MAX);
    buf_init(&plain, PAGE_MAX);
    page_message("a", "a", &plain);
    for (size_t i = 0; i < sizeof markup / sizeof *markup; i++) {
        buf_clear(&page);
        page_message(markup[i], markup[i], &page);
        assert_true(same_markup(&page, &plain));
    }
    buf_finish(&page);
    buf_finish(&plain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(page__is_the_same_around__whatever_text_is_in_it),
        cmocka_unit_test(page__shows_each_of_them__as_text),
        cmocka_unit_test(message__says_text__and_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
