/* What effects do to the world, on a real disk and with a server that follows a script. */
#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "tests/program.h"
#include "tests/scratch.h"
#include "tests/server/server.h"
#include "tui/app/perform.h"

#include <stdlib.h>
#include <string.h>

static char *directory;

struct scene {
    struct server *server; /* NULL: none was asked for */
    struct session se;
    struct world w;
};

static int make_scratch(void **state)
{
    (void)state;
    directory = scratch_new();
    program_home(directory);
    return 0;
}

static int remove_scratch(void **state)
{
    (void)state;
    scratch_free(directory);
    return 0;
}

static void begin(struct scene *s, const char *key, const struct step *script)
{
    *s = (struct scene){.server = server_start(script)};
    const struct connection_options options = {.endpoint = server_url(s->server), .timeout = 10};
    struct err e = {0};
    session_init(&s->se);
    if (!world_open(&s->w, &e) || !world_connect(&s->w, &options, &s->se, &e) ||
        !world_set_key(&s->w, &s->se, key, "w-0", &e))
        fail_msg("%s", e.text);
}

static void end(struct scene *s)
{
    s->se.doc = NULL; /* the world's */
    session_finish(&s->se);
    world_finish(&s->w);
    server_free(s->server);
}

/* Performs one effect; its report is in *out where it has one at once. */
static bool perform_with(struct scene *s, enum effect_type type, const char *text, const char *other,
                         struct report *out)
{
    struct effects list;
    effects_init(&list);
    effects_add(&list, type, text, other);
    const bool reported = perform(&s->w, &s->se, NULL, &list.items[0], out);
    effects_finish(&list);
    return reported;
}

/* ---- which workspace a credential opens */

static void wait_for(struct scene *s, enum effect_type type)
{
    struct report r;
    do {
        perform_wait(&s->w, NULL, 0, -1);
    } while (!perform_step(&s->w, &s->se, &r) || r.effect != type || r.state == REPORT_PROGRESS);
    assert_int_equal(r.state, REPORT_DONE);
}

static void ask_workspace(struct scene *s)
{
    struct report r;
    assert_false(perform_with(s, EFFECT_WORKSPACE, NULL, NULL, &r));
    assert_int_equal(s->se.target.workspace_state, WORKSPACE_ASKING);
    wait_for(s, EFFECT_WORKSPACE);
}

#define KEY_OF_A_SANDBOX    "seam_test1_not_a_real_key"
#define KEY_OF_A_PRODUCTION "seam_live1_not_a_real_key"
#define TOKEN               "seam_at1_not_a_real_token"

static void workspace__decides_the_environment__of_a_token_and_towards_care(void **state)
{
    (void)state;
    static const struct {
        const char *key, *says;
        enum environment environment;
    } cases[] = {
        {TOKEN, "\"is_sandbox\":true", ENVIRONMENT_SANDBOX},
        {TOKEN, "\"is_sandbox\":false", ENVIRONMENT_PRODUCTION},
        {TOKEN, "\"is_suspended\":true", ENVIRONMENT_PRODUCTION},
        {KEY_OF_A_PRODUCTION, "\"is_sandbox\":true", ENVIRONMENT_PRODUCTION},
        {KEY_OF_A_SANDBOX, "\"is_sandbox\":true", ENVIRONMENT_SANDBOX},
        {KEY_OF_A_SANDBOX, "\"is_sandbox\":false", ENVIRONMENT_PRODUCTION},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *body = xasprintf("{\"workspace\":{\"name\":\"Acme\",%s},\"ok\":true}", cases[i].says);
        const struct step script[SCRIPT_MAX] = {
            {.kind = STEP_READ},
            {.kind = STEP_ANSWER, .bytes = "HTTP/1.1 200 OK\r\n", .body = body},
        };
        struct scene s;
        begin(&s, cases[i].key, script);
        ask_workspace(&s);
        assert_int_equal(s.se.target.workspace_state, WORKSPACE_KNOWN);
        assert_string_equal(s.se.target.workspace, "Acme");
        assert_int_equal(s.se.target.environment, cases[i].environment);
        assert_int_equal(s.se.target.suspended, strstr(cases[i].says, "suspended") != NULL);
        end(&s);
        free(body);
    }
}

static void workspace__is_not_known__with_the_reason_in_words(void **state)
{
    (void)state;
    static const struct step script[SCRIPT_MAX] = {
        {.kind = STEP_READ},
        {.kind = STEP_ANSWER, .bytes = "HTTP/1.1 401 Unauthorized\r\n", .body = "{}"},
    };
    struct scene s;
    begin(&s, KEY_OF_A_SANDBOX, script);
    ask_workspace(&s);
    assert_int_equal(s.se.target.workspace_state, WORKSPACE_FAILED);
    assert_string_equal(s.se.target.workspace_problem, "the server did not accept the key (401)");
    assert_int_equal(s.se.target.environment, ENVIRONMENT_SANDBOX);
    end(&s);
}

static void send__goes_at_once__while_the_workspace_is_asked_for(void **state)
{
    (void)state;
    static const struct step silent[SCRIPT_MAX] = {{.kind = STEP_READ}, {.kind = STEP_WAIT}};
    struct scene s;
    struct report r;
    begin(&s, KEY_OF_A_SANDBOX, silent);
    s.se.doc = s.w.open.doc = doc_new("{}", 2, NULL);
    assert_false(perform_with(&s, EFFECT_WORKSPACE, NULL, NULL, &r));
    assert_false(perform_with(&s, EFFECT_SEND, NULL, NULL, &r));
    assert_true(s.se.sending.active);
    assert_int_equal(s.se.target.workspace_state, WORKSPACE_UNASKED);
    assert_false(perform_with(&s, EFFECT_WORKSPACE, NULL, NULL, &r)); /* not beside a request */
    assert_int_equal(s.se.target.workspace_state, WORKSPACE_UNASKED);
    assert_false(perform_with(&s, EFFECT_CANCEL, NULL, NULL, &r));
    wait_for(&s, EFFECT_SEND);
    end(&s);
}

static void key__makes_the_workspace_unknown__while_another_is_asked_for(void **state)
{
    (void)state;
    static const struct step silent[SCRIPT_MAX] = {{.kind = STEP_READ}, {.kind = STEP_WAIT}};
    struct scene s;
    struct report r;
    begin(&s, KEY_OF_A_SANDBOX, silent);
    assert_false(perform_with(&s, EFFECT_WORKSPACE, NULL, NULL, &r));
    assert_true(perform_with(&s, EFFECT_KEY, KEY_OF_A_PRODUCTION, NULL, &r));
    assert_int_equal(r.state, REPORT_DONE);
    assert_int_equal(s.se.target.workspace_state, WORKSPACE_UNASKED);
    assert_int_equal(s.se.target.environment, ENVIRONMENT_PRODUCTION);
    assert_null(s.se.target.workspace);
    end(&s);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_scratch, remove_scratch)
    const struct CMUnitTest tests[] = {
        TEST(workspace__decides_the_environment__of_a_token_and_towards_care),
        TEST(workspace__is_not_known__with_the_reason_in_words),
        TEST(send__goes_at_once__while_the_workspace_is_asked_for),
        TEST(key__makes_the_workspace_unknown__while_another_is_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
