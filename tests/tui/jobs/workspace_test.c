#include "config.h"

#include "tests/test.h"

#include "tests/server/server.h"
#include "tui/jobs/workspace.h"

#include <string.h>

struct question {
    struct server *server;
    struct api *api;
    struct credentials *credentials;
    struct workspace_query *query;
};

static void ask(struct question *t, const struct step *script)
{
    *t = (struct question){.server = server_start(script)};
    t->api = api_new(server_url(t->server), 10, NULL);
    t->credentials = credentials_new("seam_at1_abcdefghijklmnop", "w-0", "a test", NULL);
    t->query = workspace_ask(t->api, t->credentials, NULL);
    assert_non_null(t->query);
}

static void ask_to_the_end(struct question *t, const struct step *script)
{
    ask(t, script);
    while (!workspace_step(t->query))
        api_wait(t->api, NULL, 0, -1);
}

static void clean_up(struct question *t)
{
    workspace_free(t->query);
    api_free(t->api);
    credentials_free(t->credentials);
    server_free(t->server);
}

static void workspace_ask__gets_the_workspace__as_whom_it_asks(void **state)
{
    (void)state;
    static const struct step script[SCRIPT_MAX] = {
        {.kind = STEP_READ},
        {.kind = STEP_ANSWER,
         .bytes = "HTTP/1.1 200 OK\r\n",
         .body = "{\"workspace\":{\"name\":\"Acme\",\"is_sandbox\":true},\"ok\":true}"},
    };
    struct question t;
    ask_to_the_end(&t, script);
    assert_string_equal(workspace_answer(t.query)->name, "Acme");
    assert_true(workspace_answer(t.query)->sandbox);
    assert_null(workspace_problem(t.query));
    const struct seen *seen = server_end(t.server);
    assert_memory_equal(seen->text, "GET /workspaces/get HTTP/1.1\r\n", 30);
    assert_non_null(strstr(seen->text, "seam-workspace: w-0\r\n"));
    assert_int_equal(seen->posts, 0);
    clean_up(&t);
}

static void workspace_problem__says_in_words__why_it_is_not_known(void **state)
{
    (void)state;
    static const struct {
        const char *head, *body, *words;
    } cases[] = {
        {"HTTP/1.1 401 Unauthorized\r\n", "{}", "the server did not accept the key (401)"},
        {"HTTP/1.1 403 Forbidden\r\n", "{}", "the server did not accept the key (403)"},
        {"HTTP/1.1 502 Bad Gateway\r\n", "<html>", "the server answered with status 502"},
        {"HTTP/1.1 200 OK\r\n", "<html>", "the answer of the server is of no use"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct step script[SCRIPT_MAX] = {
            {.kind = STEP_READ},
            {.kind = STEP_ANSWER, .bytes = cases[i].head, .body = cases[i].body},
        };
        struct question t;
        ask_to_the_end(&t, script);
        assert_null(workspace_answer(t.query));
        assert_string_equal(workspace_problem(t.query), cases[i].words);
        clean_up(&t);
    }
}

static void workspace_problem__says__that_nobody_listens(void **state)
{
    (void)state;
    struct question t;
    ask_to_the_end(&t, NULL);
    assert_null(workspace_answer(t.query));
    assert_non_null(strstr(workspace_problem(t.query), "No connection"));
    clean_up(&t);
}

static void workspace_free__leaves_the_connection__to_another_request(void **state)
{
    (void)state;
    static const struct step silent[SCRIPT_MAX] = {{.kind = STEP_READ}, {.kind = STEP_WAIT}};
    struct question t;
    ask(&t, silent);
    assert_false(workspace_step(t.query));
    workspace_free(t.query);
    t.query = NULL;
    assert_false(api_active(t.api));
    assert_true(api_start(t.api, NULL, API_CREATE_PORTAL, "{}", 2, NULL));
    clean_up(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(workspace_ask__gets_the_workspace__as_whom_it_asks),
        cmocka_unit_test(workspace_problem__says_in_words__why_it_is_not_known),
        cmocka_unit_test(workspace_problem__says__that_nobody_listens),
        cmocka_unit_test(workspace_free__leaves_the_connection__to_another_request),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
