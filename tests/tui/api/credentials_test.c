#include "config.h"

#include "tests/test.h"

#include "tui/api/credentials.h"
#include "tui/api/secret.h"

#include <stdlib.h>
#include <string.h>

#define KEY   "seam_test2ZTo_0mEYQW2TvNDCx9f2c"
#define LIVE  "seam_live1_0mEYQW2TvNDCx1a2b"
#define TOKEN "seam_at1_0mEYQW2TvNDCxzzzz"

static void set(const char *key, const char *token, const char *workspace)
{
    const char *const names[] = {"SEAM_API_KEY", "SEAM_PERSONAL_ACCESS_TOKEN", "SEAM_WORKSPACE_ID"};
    const char *const values[] = {key, token, workspace};
    for (size_t i = 0; i < 3; i++)
        if (values[i])
            setenv(names[i], values[i], 1);
        else
            unsetenv(names[i]);
}

static void credentials_from_environment__reads_a_key__and_wipes_it(void **state)
{
    (void)state;
    set(KEY, NULL, NULL);
    char *in_place = getenv("SEAM_API_KEY");
    struct credentials *c;
    struct err e;
    assert_true(credentials_from_environment(NULL, &c, &e));
    assert_string_equal(credentials_authorization(c), "Bearer " KEY);
    assert_string_equal(credentials_label(c), "seam_test...9f2c");
    assert_string_equal(credentials_from(c), "environment SEAM_API_KEY");
    assert_null(credentials_workspace(c));
    assert_true(credentials_sandbox(c));
    assert_false(credentials_is_token(c));
    assert_null(getenv("SEAM_API_KEY"));
    assert_string_equal(in_place, "");
    credentials_free(c);
}

static void credentials_from_environment__reads_a_token__with_its_workspace(void **state)
{
    (void)state;
    set(NULL, TOKEN, "w-1");
    struct credentials *c;
    struct err e;
    assert_true(credentials_from_environment(NULL, &c, &e));
    assert_string_equal(credentials_label(c), "seam_at...zzzz");
    assert_string_equal(credentials_workspace(c), "w-1");
    assert_true(credentials_is_token(c));
    assert_false(credentials_sandbox(c));
    assert_null(getenv("SEAM_PERSONAL_ACCESS_TOKEN"));
    credentials_free(c);
}

static void credentials_from_environment__says_none__when_nothing_is_set(void **state)
{
    (void)state;
    struct credentials *c;
    struct err e;
    set(NULL, NULL, "w-1");
    assert_true(credentials_from_environment(NULL, &c, &e));
    assert_null(c);
    set("", "", NULL);
    assert_true(credentials_from_environment(NULL, &c, &e));
    assert_null(c);
}

static void credentials_from_environment__refuses_with_names__what_does_not_fit(void **state)
{
    (void)state;
    static const struct {
        const char *key, *token, *workspace;
        const char *words[2];
    } cases[] = {
        {KEY, TOKEN, "w-1", {"SEAM_API_KEY", "SEAM_PERSONAL_ACCESS_TOKEN"}},
        {NULL, TOKEN, NULL, {"SEAM_WORKSPACE_ID", "workspace"}},
        {NULL, TOKEN, "", {"SEAM_WORKSPACE_ID", "workspace"}},
        {NULL, TOKEN, "a\nb", {"workspace id", "character"}},
        {TOKEN, NULL, "w-1", {"SEAM_API_KEY", "SEAM_PERSONAL_ACCESS_TOKEN"}},
        {NULL, KEY, "w-1", {"SEAM_PERSONAL_ACCESS_TOKEN", "SEAM_API_KEY"}},
        {"seam_cst1_abc", NULL, NULL, {"client session", "API key"}},
        {NULL, "seam_cst1_abc", "w-1", {"client session", "API key"}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        set(cases[i].key, cases[i].token, cases[i].workspace);
        struct credentials *c;
        struct err e;
        assert_false(credentials_from_environment(NULL, &c, &e));
        assert_null(c);
        assert_int_equal(e.code, ERR_CREDENTIALS);
        for (size_t w = 0; w < 2; w++)
            assert_non_null(strstr(e.text, cases[i].words[w]));
        assert_null(getenv("SEAM_API_KEY"));
        assert_null(getenv("SEAM_PERSONAL_ACCESS_TOKEN"));
    }
    set(NULL, NULL, NULL);
}

static void credentials_new__refuses__what_is_no_usable_key(void **state)
{
    (void)state;
    char long_key[2000] = "seam_test";
    memset(long_key + 9, 'a', sizeof long_key - 10);
    const char *const bad[] = {"",
                               "seam_cst1_abc",
                               "seam_pk1_abc",
                               "eyJhbGciOi",
                               "sk_live_abc",
                               "SEAM_test",
                               "seam_test\n",
                               "seam_test\r\nX: y",
                               " seam_test",
                               "seam_te st",
                               "seam_test\t",
                               "seam_t\xc3\xa9st",
                               "seam_test\x7f",
                               long_key,
                               "seam_at1_abc"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err e = {0};
        assert_null(credentials_new(bad[i], NULL, "a test", &e));
        assert_int_equal(e.code, ERR_CREDENTIALS);
        if (*bad[i]) /* the words never hold the secret */
            assert_null(strstr(e.text, bad[i]));
    }
}

static void credentials_label__shows_only_the_prefix__of_a_short_key(void **state)
{
    (void)state;
    struct credentials *c = credentials_new("seam_test_a", "w-1", "typed", NULL);
    assert_string_equal(credentials_label(c), "seam_test...");
    assert_null(credentials_workspace(c));
    credentials_free(c);
    c = credentials_new(LIVE, NULL, "typed", NULL);
    assert_string_equal(credentials_label(c), "seam_...1a2b");
    assert_false(credentials_sandbox(c));
    assert_string_equal(credentials_from(c), "typed");
    credentials_free(c);
    credentials_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(credentials_from_environment__reads_a_key__and_wipes_it),
        cmocka_unit_test(credentials_from_environment__reads_a_token__with_its_workspace),
        cmocka_unit_test(credentials_from_environment__says_none__when_nothing_is_set),
        cmocka_unit_test(credentials_from_environment__refuses_with_names__what_does_not_fit),
        cmocka_unit_test(credentials_new__refuses__what_is_no_usable_key),
        cmocka_unit_test(credentials_label__shows_only_the_prefix__of_a_short_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
