#include "config.h"

#include "tests/test.h"

#include "tests/fake/clock.h"
#include "tests/forms/fixture.h"
#include "tests/scratch.h"
#include "tests/server/attempt.h"
#include "tests/server/trust.h"
#include "tests/torture/trial.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *home; /* of the kept answers */

/* ---- the table of faults */

static size_t bad_ends(const struct fault *table, size_t count, attempt_verdict *well)
{
    size_t bad = 0;
    bool reached;
    for (size_t i = 0; i < count;
         i++) /* the control need not wait for time limits: tests/torture/network does */
        if (well != naive_ends_well || !table[i].seconds)
            bad += !well(&table[i], &reached);
    return bad;
}

static void submit__ends_in_the_outcome_of_the_table__whatever_the_server_does(void **state)
{
    (void)state;
    const size_t bad = bad_ends(faults, fault_count, attempt_ends_well);
    print_message("%zu faults, %zu bad outcomes\n", fault_count, bad);
    assert_int_equal(bad, 0);
}

static void submit__ends_in_the_outcome_of_the_table__whatever_comes_over_tls(void **state)
{
    (void)state;
    if (!tls_possible())
        skip();
    size_t len;
    const char *authority = tls_authority(&len);
    trust(authority, len);
    const size_t bad = bad_ends(tls_faults, tls_fault_count, attempt_ends_well);
    trust(NULL, 0);
    print_message("%zu faults of TLS, %zu bad outcomes\n", tls_fault_count, bad);
    assert_int_equal(bad, 0);
}

static void submit__would_fail_the_table__without_its_care(void **state)
{
    (void)state;
    const size_t bad = bad_ends(faults, fault_count, naive_ends_well);
    const size_t bad_tls = tls_possible() ? bad_ends(tls_faults, tls_fault_count, naive_ends_well) : 0;
    print_message("%zu faults, %zu bad outcomes of the naive control; of TLS %zu, %zu\n", fault_count, bad,
                  tls_fault_count, bad_tls);
    assert_true(bad > fault_count / 2);
    assert_true(!tls_possible() || bad_tls > tls_fault_count / 2);
}

/* Those that send most; all are in tests/torture/network. */
static const struct fault *fault_named(const char *name)
{
    for (size_t i = 0; i < fault_count; i++)
        if (strcmp(faults[i].name, name) == 0)
            return &faults[i];
    fail_msg("no fault is called \"%s\"", name);
    return NULL;
}

static void submit__takes_no_more_memory_than_an_answer_may_need__whatever_is_sent(void **state)
{
    (void)state;
    static const char *const large[] = {"64 MiB", "gzip bomb of 165 MB", "half a million values",
                                        "headers of 100 KB", "JSON: nested 900,000 deep"};
    size_t naive = 0;
    for (size_t i = 0; i < sizeof large / sizeof *large; i++) {
        const struct trial t = trial_run(fault_named(large[i]), attempt_ends_well);
        if (t.grown < 0)
            skip(); /* not measured here */
        assert_true(t.well);
        assert_true(t.grown <= GROWTH_MAX_KIB);
        naive += trial_run(fault_named(large[i]), naive_ends_well).grown > GROWTH_MAX_KIB;
    }
    assert_true(naive > 0);
}

/* ---- a link */

#define LINK                                                                                                 \
    "\"url\":\"https://portal.example.com/"                                                                  \
    "1\",\"expires_at\":\"2026-11-21T20:54:17Z\",\"workspace_id\":\"w-1\""

static const struct step created[SCRIPT_MAX] = {
    {.kind = STEP_READ},
    {.kind = STEP_ANSWER,
     .bytes = "HTTP/1.1 200 OK\r\nseam-request-id: req-1\r\n",
     .body = "{\"customer_portal\":{" LINK "},\"ok\":true}"},
};

static void submit__sends_the_document__byte_for_byte(void **state)
{
    (void)state;
    struct attempt t;
    attempt_prepare(&t, created);
    struct submit *s = attempt_run(&t);
    const struct seen *seen = server_end(t.server);
    assert_string_equal(strstr(seen->text, "\r\n\r\n") + 4, BODY);
    assert_int_equal(submit_total(s), strlen(BODY));
    submit_free(s);
    attempt_clean_up(&t);
}

static void submit__records_the_link__with_all_that_is_known(void **state)
{
    (void)state;
    fake_clock_set(FAKE_NOW, 0);
    struct attempt t;
    attempt_prepare(&t, created);
    struct submit *s = attempt_run(&t);
    const struct link_row *const rows[] = {submit_result(s), &t.ledger.last};
    for (size_t i = 0; i < 2; i++) {
        const struct link_row *row = rows[i];
        assert_int_equal(row->id, 1);
        assert_int_equal(row->outcome, OUTCOME_CREATED);
        assert_int_equal(row->started, FAKE_NOW);
        assert_int_equal(row->ended, FAKE_NOW);
        assert_string_equal(row->configuration, "hotels");
        assert_string_equal(row->customer_key, "acme-hotels");
        assert_string_equal(row->ticket, "SUP-4821");
        assert_string_equal(row->endpoint, server_url(t.server));
        assert_string_equal(row->workspace_id, "w-1");
        assert_string_equal(row->url, "https://portal.example.com/1");
        assert_string_equal(row->expires_at, "2026-11-21T20:54:17Z");
        assert_int_equal(row->expires, 1795294457);
        assert_string_equal(row->request_id, "req-1");
        assert_int_equal(row->status, 200);
        assert_null(row->message);
        assert_int_equal(row->environment, ENVIRONMENT_PRODUCTION);
        assert_false(row->stand_in);
    }
    assert_null(submit_kept_answer(s));
    assert_null(submit_ledger_err(s));
    assert_int_equal(submit_retry_after(s), -1);
    assert_true(submit_step(s)); /* an end is an end */
    assert_int_equal(t.ledger.ended, 1);
    submit_free(s);
    attempt_clean_up(&t);
}

static void submit__takes_a_link_to_this_machine__from_a_server_on_it_only(void **state)
{
    (void)state;
    static const struct step local[SCRIPT_MAX] = {
        {.kind = STEP_READ},
        {.kind = STEP_ANSWER,
         .bytes = "HTTP/1.1 200 OK\r\n",
         .body = "{\"url\":\"http://127.0.0.1:1/portal/x\"}"},
    };
    for (int on_this_machine = 0; on_this_machine < 2; on_this_machine++) {
        struct attempt t;
        attempt_prepare(&t, local);
        t.request.local = on_this_machine;
        struct submit *s = attempt_run(&t);
        assert_int_equal(submit_result(s)->outcome, on_this_machine ? OUTCOME_CREATED : OUTCOME_UNKNOWN);
        assert_int_equal(submit_result(s)->environment, ENVIRONMENT_PRODUCTION);
        assert_false(submit_result(s)->stand_in);
        submit_free(s);
        attempt_clean_up(&t);
    }
}

static void submit__keeps_an_answer_that_it_cannot_use__beside_an_older_one(void **state)
{
    (void)state;
    static const struct step script[SCRIPT_MAX] = {
        {.kind = STEP_READ},
        {.kind = STEP_ANSWER, .bytes = "HTTP/1.1 200 OK\r\n", .body = "<html>maybe</html>"},
    };
    char *kept[3];
    for (size_t i = 0; i < 3; i++) { /* the fake ledger gives each the same number */
        struct attempt t;
        attempt_prepare(&t, script);
        struct submit *s = attempt_run(&t);
        assert_int_equal(submit_result(s)->outcome, OUTCOME_UNKNOWN);
        kept[i] = strdup(submit_kept_answer(s));
        submit_free(s);
        attempt_clean_up(&t);
    }
    assert_string_not_equal(kept[0], kept[1]);
    assert_string_not_equal(kept[1], kept[2]);
    for (size_t i = 0; i < 3; i++) {
        char *answer = scratch_read(kept[i], NULL);
        assert_string_equal(answer, "<html>maybe</html>");
        assert_int_equal(scratch_mode(kept[i]), 0600);
        unlink(kept[i]);
        free(answer), free(kept[i]);
    }
}

/* ---- refusals */

static void submit__shows_a_refusal__at_its_fields(void **state)
{
    (void)state;
    static const struct step script[SCRIPT_MAX] = {
        {.kind = STEP_READ},
        {.kind = STEP_ANSWER,
         .bytes = "HTTP/1.1 400 Bad Request\r\n",
         .body = "{\"error\":{\"type\":\"invalid_input\",\"message\":\"Bad.\",\"request_id\":\"req-2\","
                 "\"validation_errors\":{\"locale\":{\"_errors\":[\"No such locale.\"]}}},\"ok\":false}"},
    };
    struct attempt t;
    attempt_prepare(&t, script);
    struct submit *s = attempt_run(&t);
    const struct link_row *row = submit_result(s);
    assert_int_equal(row->outcome, OUTCOME_REFUSED);
    assert_string_equal(row->type, "invalid_input");
    assert_string_equal(row->message, "Bad.");
    assert_string_equal(row->request_id, "req-2");
    assert_string_equal(row->workspace_id, "w-0");
    assert_int_equal(submit_problems(s)->count, 1);
    assert_string_equal(problems_at(submit_problems(s), "/locale")->text, "No such locale.");
    submit_free(s);
    attempt_clean_up(&t);
}

/* A server may repeat what it was sent: its words are shown, recorded and copied into tickets. */
static void submit__hides_door_codes__in_what_the_server_says(void **state)
{
    (void)state;
    static const struct step script[SCRIPT_MAX] = {
        {.kind = STEP_READ},
        {.kind = STEP_ANSWER,
         .bytes = "HTTP/1.1 400 Bad Request\r\n",
         .body =
             "{\"error\":{\"type\":\"code_4711\",\"message\":\"The code '4711' is taken.\",\"request_id\":"
             "\"r-47110\",\"validation_errors\":{\"customer_data\":{\"reservations\":{\"0\":"
             "{\"preferred_code\":{\"_errors\":[\"Not 4711.\"]}}}}}},\"ok\":false}"},
    };
    static const char code[] = "/customer_data/reservations/0/preferred_code";
    struct fixture f;
    struct attempt t;
    fixture_begin(&f, "{\"customer_data\":{\"reservations\":[{\"preferred_code\":\"4711\"}]}}");
    attempt_prepare(&t, script);
    t.request.doc = f.doc;
    t.request.wizard = f.wizard;
    struct submit *s = attempt_run(&t);
    const struct link_row *row = submit_result(s);
    assert_string_equal(row->message, "The code '****' is taken.");
    assert_string_equal(row->type, "code_****");
    assert_string_equal(row->request_id, "r-47110");
    assert_string_equal(t.ledger.last.message, row->message);
    assert_string_equal(problems_at(submit_problems(s), code)->text, "Not ****.");
    assert_non_null(strstr(server_end(t.server)->text, "4711")); /* it was sent */
    submit_free(s);
    attempt_clean_up(&t);
    fixture_end(&f);
}

static void submit_retry_after__says__how_long_to_wait(void **state)
{
    (void)state;
    static const struct {
        const char *head;
        long seconds;
    } cases[] = {
        {"HTTP/1.1 429 Too Many\r\nRetry-After: 7\r\n", 7},
        {"HTTP/1.1 503 Unavailable\r\nRetry-After: Fri, 20 Nov 2026 20:55:17 GMT\r\n", 60},
        {"HTTP/1.1 429 Too Many\r\n", -1},
        {"HTTP/1.1 400 Bad\r\nRetry-After: 7\r\n", -1},
    };
    fake_clock_set(FAKE_NOW, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct step script[SCRIPT_MAX] = {{.kind = STEP_READ},
                                                {.kind = STEP_ANSWER, .bytes = cases[i].head, .body = ""}};
        struct attempt t;
        attempt_prepare(&t, script);
        struct submit *s = attempt_run(&t);
        assert_int_equal(submit_retry_after(s), cases[i].seconds);
        submit_free(s);
        attempt_clean_up(&t);
    }
}

/* ---- when the ledger cannot be written */

static void look_at_server(void *context)
{
    struct attempt *t = context;
    assert_int_equal(t->ledger.last.outcome, OUTCOME_NONE);
    assert_false(api_active(t->api));
}

static void submit_start__records_the_attempt__before_it_sends(void **state)
{
    (void)state;
    struct attempt t;
    attempt_prepare(&t, created);
    t.ledger.at_begin = look_at_server;
    t.ledger.context = &t;
    struct submit *s = attempt_run(&t);
    assert_int_equal(t.ledger.begun, 1);
    assert_int_equal(server_end(t.server)->posts, 1);
    submit_free(s);
    attempt_clean_up(&t);
}

static void submit_start__sends_nothing__when_the_attempt_cannot_be_recorded(void **state)
{
    (void)state;
    struct attempt t;
    attempt_prepare(&t, created);
    t.ledger.begin_fails = true;
    struct err e = {0};
    assert_null(submit_start(&t.request, &e));
    assert_int_equal(e.code, ERR_IO);
    assert_false(api_active(t.api));
    assert_int_equal(server_end(t.server)->bytes, 0);
    attempt_clean_up(&t);
}

static void submit_start__closes_the_attempt__when_the_request_cannot_start(void **state)
{
    (void)state;
    struct attempt t;
    attempt_prepare(&t, created);
    assert_true(api_start(t.api, NULL, "/workspaces/get", NULL, 0, NULL));
    struct err e = {0};
    assert_null(submit_start(&t.request, &e));
    assert_int_equal(e.code, ERR_USAGE);
    assert_int_equal(t.ledger.ended, 1);
    assert_int_equal(t.ledger.last.outcome, OUTCOME_NOT_SENT);
    attempt_clean_up(&t);
}

static void submit__gives_the_link__also_when_it_cannot_be_recorded(void **state)
{
    (void)state;
    struct attempt t;
    attempt_prepare(&t, created);
    t.ledger.end_fails = true;
    struct submit *s = attempt_run(&t);
    assert_int_equal(submit_ledger_err(s)->code, ERR_IO);
    assert_string_equal(submit_result(s)->url, "https://portal.example.com/1");
    submit_free(s);
    attempt_clean_up(&t);
}

/* ---- when another program writes to the ledger */

static void submit__records_the_end_later__while_the_ledger_is_in_use(void **state)
{
    (void)state;
    fake_clock_set(FAKE_NOW, 0);
    struct attempt t;
    attempt_prepare(&t, created);
    t.ledger.end_busy = 3;
    struct submit *s = attempt_start(&t);
    assert_int_equal(submit_wait(s), -1);
    size_t steps = 0;
    while (!submit_step(s)) {
        steps += t.ledger.end_busy < 3;
        api_wait(t.api, NULL, 0, submit_wait(s) >= 0 ? 0 : 1000);
    }
    assert_int_equal(steps, 3);
    assert_int_equal(submit_wait(s), -1);
    assert_int_equal(t.ledger.ended, 1);
    assert_int_equal(t.ledger.last.outcome, OUTCOME_CREATED);
    assert_null(submit_ledger_err(s));
    assert_int_equal(server_end(t.server)->posts, 1);
    submit_free(s);
    attempt_clean_up(&t);
}

static void submit__gives_the_link__when_the_ledger_stays_in_use(void **state)
{
    (void)state;
    fake_clock_set(FAKE_NOW, 0);
    struct attempt t;
    attempt_prepare(&t, created);
    t.ledger.end_busy = SIZE_MAX;
    struct submit *s = attempt_start(&t);
    while (submit_wait(s) < 0) {
        assert_false(submit_step(s));
        api_wait(t.api, NULL, 0, 1000);
    }
    fake_clock_advance(4000);
    assert_false(submit_step(s));
    fake_clock_advance(1000);
    assert_true(submit_step(s));
    assert_int_equal(submit_ledger_err(s)->code, ERR_BUSY);
    assert_string_equal(submit_result(s)->url, "https://portal.example.com/1");
    submit_free(s);
    attempt_clean_up(&t);
}

/* ---- cancelling */

static const struct step silent[SCRIPT_MAX] = {{.kind = STEP_READ}, {.kind = STEP_WAIT}};

static void wait_until_sent(struct attempt *t, struct submit *s)
{
    while (submit_sent(s) < submit_total(s)) {
        api_wait(t->api, NULL, 0, 10);
        assert_false(submit_step(s));
    }
}

static void submit_cancel__leaves_it_unknown__once_it_was_sent(void **state)
{
    (void)state;
    struct attempt t;
    attempt_prepare(&t, silent);
    struct submit *s = attempt_start(&t);
    wait_until_sent(&t, s);
    submit_cancel(s);
    assert_true(submit_step(s));
    assert_int_equal(t.ledger.last.outcome, OUTCOME_UNKNOWN);
    assert_int_equal(submit_result(s)->status, 0);
    submit_cancel(s);
    submit_free(s);
    attempt_clean_up(&t);
}

static void submit_cancel__is_not_sent__before_the_first_step(void **state)
{
    (void)state;
    struct attempt t;
    attempt_prepare(&t, created);
    struct submit *s = attempt_start(&t);
    submit_cancel(s);
    assert_true(submit_step(s));
    assert_int_equal(t.ledger.last.outcome, OUTCOME_NOT_SENT);
    assert_int_equal(server_end(t.server)->posts, 0);
    submit_free(s);
    attempt_clean_up(&t);
}

static void submit_free__records_an_outcome__for_what_still_runs(void **state)
{
    (void)state;
    struct attempt t;
    attempt_prepare(&t, silent);
    struct submit *s = attempt_start(&t);
    wait_until_sent(&t, s);
    submit_free(s);
    submit_free(NULL);
    assert_int_equal(t.ledger.ended, 1);
    assert_int_equal(t.ledger.last.outcome, OUTCOME_UNKNOWN);
    assert_false(api_active(t.api));
    attempt_clean_up(&t);
}

/* ---- the reply for a ticket */

static void expect_reply(const struct link_row *row, bool markdown, const char *text)
{
    struct buf out;
    buf_init(&out, BUF_TEXT_MAX);
    submit_ticket_reply(row, markdown, &out);
    assert_string_equal(out.data, text);
    buf_finish(&out);
}

static void submit_ticket_reply__is_ready_to_paste__plain_and_in_markdown(void **state)
{
    (void)state;
    char url[] = "https://portal.example.com/1", customer[] = "acme_*hotels*\x1b[2J", ticket[] = "SUP-4821",
         at[] = "2026-11-21T20:54:17Z";
    struct link_row row = {.outcome = OUTCOME_CREATED,
                           .url = url,
                           .customer_key = customer,
                           .ticket = ticket,
                           .expires_at = at,
                           .expires = 1795294457};
    expect_reply(
        &row, false,
        "The customer portal for acme_*hotels*\u241b[2J is ready:\n\nhttps://portal.example.com/1\n\n"
        "The link works until 21 Nov 2026 20:54 UTC. It signs in whoever opens it, so please share it "
        "with care.\n\nTicket: SUP-4821\n");
    expect_reply(
        &row, true,
        "The customer portal for acme\\_\\*hotels\\*\u241b\\[2J is ready:\n\n"
        "[Open the customer portal](<https://portal.example.com/1>)\n\n"
        "The link works until 21 Nov 2026 20:54 UTC. It signs in whoever opens it, so please share it "
        "with care.\n\nTicket: SUP\\-4821\n");
    row = (struct link_row){.outcome = OUTCOME_CREATED, .url = url, .expires_at = at};
    expect_reply(&row, false,
                 "The customer portal is ready:\n\nhttps://portal.example.com/1\n\n"
                 "The link expires at 2026-11-21T20:54:17Z. It signs in whoever opens it, so please share it "
                 "with care.\n");
    row.expires_at = NULL;
    expect_reply(&row, false,
                 "The customer portal is ready:\n\nhttps://portal.example.com/1\n\n"
                 "It signs in whoever opens it, so please share it with care.\n");
    row = (struct link_row){.outcome = OUTCOME_REFUSED, .ticket = ticket, .customer_key = ticket};
    expect_reply(&row, false, "No customer portal link was created for SUP-4821.\n\nTicket: SUP-4821\n");
    row.outcome = OUTCOME_UNKNOWN;
    row.customer_key = NULL;
    expect_reply(&row, false,
                 "It is not known whether a customer portal link was created.\n\nTicket: SUP-4821\n");
}

static int make_home(void **state)
{
    (void)state;
    home = scratch_new();
    return setenv("XDG_DATA_HOME", home, 1);
}

static int remove_home(void **state)
{
    (void)state;
    scratch_free(home);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(submit__ends_in_the_outcome_of_the_table__whatever_the_server_does),
        cmocka_unit_test(submit__ends_in_the_outcome_of_the_table__whatever_comes_over_tls),
        cmocka_unit_test(submit__would_fail_the_table__without_its_care),
        cmocka_unit_test(submit__takes_no_more_memory_than_an_answer_may_need__whatever_is_sent),
        cmocka_unit_test(submit__sends_the_document__byte_for_byte),
        cmocka_unit_test(submit__records_the_link__with_all_that_is_known),
        cmocka_unit_test(submit__takes_a_link_to_this_machine__from_a_server_on_it_only),
        cmocka_unit_test(submit__keeps_an_answer_that_it_cannot_use__beside_an_older_one),
        cmocka_unit_test(submit__shows_a_refusal__at_its_fields),
        cmocka_unit_test(submit__hides_door_codes__in_what_the_server_says),
        cmocka_unit_test(submit_retry_after__says__how_long_to_wait),
        cmocka_unit_test(submit_start__records_the_attempt__before_it_sends),
        cmocka_unit_test(submit_start__sends_nothing__when_the_attempt_cannot_be_recorded),
        cmocka_unit_test(submit_start__closes_the_attempt__when_the_request_cannot_start),
        cmocka_unit_test(submit__gives_the_link__also_when_it_cannot_be_recorded),
        cmocka_unit_test(submit__records_the_end_later__while_the_ledger_is_in_use),
        cmocka_unit_test(submit__gives_the_link__when_the_ledger_stays_in_use),
        cmocka_unit_test(submit_cancel__leaves_it_unknown__once_it_was_sent),
        cmocka_unit_test(submit_cancel__is_not_sent__before_the_first_step),
        cmocka_unit_test(submit_free__records_an_outcome__for_what_still_runs),
        cmocka_unit_test(submit_ticket_reply__is_ready_to_paste__plain_and_in_markdown),
    };
    return cmocka_run_group_tests(tests, make_home, remove_home);
}
