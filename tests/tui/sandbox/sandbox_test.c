#include "config.h"

#include "tests/test.h"

#include "assets/asset.h"
#include "forms/buf.h"
#include "tui/api/api.h"
#include "tui/api/portal.h"
#include "tui/sandbox/sandbox.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define CREATE "/customers/create_portal"

/* Server and client in one process: whoever has work is given its turn. */
struct fixture {
    struct schema *schema;
    struct sandbox *sandbox;
    struct api *api;
    struct credentials *key;
};

static int set_up(void **state)
{
    struct fixture *f = test_calloc(1, sizeof *f);
    const struct asset *schema = asset_find("schema.json");
    f->schema = schema_new((const char *)schema->data, schema->len, CREATE, NULL);
    f->sandbox = sandbox_start(0, f->schema, NULL);
    f->api = f->sandbox ? api_new(sandbox_url(f->sandbox), 20, NULL) : NULL;
    f->key = credentials_new("seam_test1_anything", NULL, "a test", NULL);
    *state = f;
    return f->api && f->key ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    api_free(f->api);
    credentials_free(f->key);
    sandbox_stop(f->sandbox);
    schema_free(f->schema);
    test_free(f);
    return 0;
}

static void take_turns(struct fixture *f)
{
    struct pollfd fd = {.fd = sandbox_fd(f->sandbox), .events = POLLIN};
    const int ms = sandbox_wait_ms(f->sandbox);
    api_wait(f->api, &fd, 1, ms >= 0 && ms < 1000 ? ms : 1000);
    sandbox_step(f->sandbox);
}

static struct reply ask(struct fixture *f, const struct credentials *c, const char *path, const char *body)
{
    struct err e;
    assert_true(api_start(f->api, c, path, body, body ? strlen(body) : 0, &e));
    struct reply r;
    while (!api_poll(f->api, &r))
        take_turns(f);
    return r;
}

static struct reply create(struct fixture *f, const char *body)
{
    return ask(f, f->key, CREATE, body);
}

static struct reply create_for(struct fixture *f, const char *customer_key)
{
    struct buf body;
    buf_init(&body, BUF_TEXT_MAX);
    buf_printf(&body, "{\"customer_data\":{\"customer_key\":\"%s\"}}", customer_key);
    struct reply r = create(f, body.data);
    buf_finish(&body);
    return r;
}

static const char *path_of(const struct fixture *f, const char *url)
{
    assert_memory_equal(url, sandbox_url(f->sandbox), strlen(sandbox_url(f->sandbox)));
    return url + strlen(sandbox_url(f->sandbox));
}

/* The page behind the link of a whole answer. */
static struct reply open_link(struct fixture *f, const struct reply *created)
{
    struct portal p;
    struct err e = {0};
    if (!portal_read(created->body, created->len, true, &p, &e))
        fail_msg("%s: %s", e.text, created->body);
    struct reply page = ask(f, NULL, path_of(f, p.url), NULL);
    portal_finish(&p);
    return page;
}

/* What the API client never sends: the bytes as they are, and all that comes back. */
static char *say(struct fixture *f, const char *request)
{
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    const char *port = strrchr(sandbox_url(f->sandbox), ':') + 1;
    const struct sockaddr_in there = {.sin_family = AF_INET,
                                      .sin_port = htons((uint16_t)strtoul(port, NULL, 10)),
                                      .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    assert_true(connect(fd, (const struct sockaddr *)&there, sizeof there) == 0 || errno == EINPROGRESS);
    struct pollfd ready = {.fd = fd, .events = POLLOUT};
    assert_int_equal(poll(&ready, 1, -1), 1);
    assert_int_equal(send(fd, request, strlen(request), MSG_NOSIGNAL), strlen(request));
    struct buf answer;
    buf_init(&answer, BUF_TEXT_MAX);
    for (;;) {
        char bytes[4096];
        const ssize_t got = recv(fd, bytes, sizeof bytes, 0);
        if (got > 0)
            buf_add(&answer, bytes, (size_t)got);
        else if (got == 0 || errno != EAGAIN)
            break;
        else
            take_turns(f);
    }
    close(fd);
    return buf_detach(&answer, NULL);
}

static void expect(struct fixture *f, const char *request, const char *status_line, const char *words)
{
    char *answer = say(f, request);
    if (strncmp(answer, status_line, strlen(status_line)) != 0 || !strstr(answer, words))
        fail_msg("%s\n->\n%s", request, answer);
    free(answer);
}

/* ---- links */

static void sandbox__makes_a_link__that_serves_a_page(void **state)
{
    struct fixture *f = *state;
    struct reply r = create(
        f,
        "{\"customer_data\":{\"customer_key\":\"acme-hotels\",\"rooms\":[{\"room_key\":\"r-1\",\"name\":"
        "\"101\"},{\"room_key\":\"r-2\",\"name\":\"102\"}]},\"locale\":\"pt-PT\",\"features\":{"
        "\"connect\":{\"exclude\":true,\"accepted_providers\":[\"august\",\"yale\"]}},\"landing_page\":{"
        "\"manage\":{\"room_key\":\"r-1\"}},\"deep_link\":{\"resource_type\":\"reservation\","
        "\"resource_key\":\"res-1\"},\"customer_resources_filters\":[{\"field\":\"vip\",\"operation\":\"=\","
        "\"value\":true},{\"operation\":\"=\",\"field\":\"tier\",\"value\":\"true\"}]}");
    assert_int_equal(r.status, 200);
    assert_non_null(r.request_id);
    struct portal p;
    assert_true(portal_read(r.body, r.len, true, &p, NULL));
    assert_string_equal(p.customer_key, "acme-hotels");
    assert_string_equal(p.workspace_id, SANDBOX_WORKSPACE);
    assert_true(p.has_expires);
    assert_non_null(p.created_at);
    struct reply page = open_link(f, &r);
    assert_int_equal(page.status, 200);
    assert_string_equal(page.content_type, "text/html; charset=utf-8");
    static const char *const words[] = {"<th>Customer</th><td>acme-hotels</td>",
                                        "<th>Language</th><td>pt-PT</td>",
                                        "<th>Language picker</th><td class=\"on\">shown</td>",
                                        "<th>Navigation</th><td class=\"unset\">full</td>",
                                        "<th>Rooms</th><td>2</td>",
                                        "<th>Connect tab</th><td class=\"off\">hidden</td>",
                                        "<th>Providers to offer</th><td>august, yale</td>",
                                        "<th>Manage tab</th><td class=\"on\">shown</td>",
                                        "<th>Landing page</th><td>Room: r-1</td>",
                                        "<th>Deep link</th><td>Reservation: res-1</td>",
                                        "<li>vip = yes</li>",
                                        "<li>tier = &quot;true&quot;</li>"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strstr(page.body, words[i]))
            fail_msg("no \"%s\" in %s", words[i], page.body);
    assert_non_null(strstr(page.body, p.expires_at));
    portal_finish(&p);
    reply_finish(&page);
    reply_finish(&r);
}

static void sandbox__escapes__all_that_came_with_the_body(void **state)
{
    struct fixture *f = *state;
    struct reply r =
        create(f, "{\"customer_data\":{\"customer_key\":\"<script>'&\\u202e\\u001b\"},"
                  "\"customer_resources_filters\":[{\"field\":\"tier\",\"operation\":\"=\",\"value\":"
                  "\"\\\"<b>\"}]}");
    assert_int_equal(r.status, 200);
    struct reply page = open_link(f, &r);
    assert_null(strstr(page.body, "<script"));
    assert_null(strstr(page.body, "<b>"));
    assert_null(strchr(page.body, '\x1b'));
    assert_null(strstr(page.body, "\u202e"));
    assert_non_null(strstr(page.body, "&lt;script&gt;&#39;&amp;"));
    assert_non_null(strstr(page.body, "<li>tier = &quot;\\&quot;&lt;b&gt;&quot;"));
    reply_finish(&page);
    reply_finish(&r);
}

static void sandbox__takes_the_empty_body__and_makes_a_customer_up(void **state)
{
    struct fixture *f = *state;
    struct reply r = create(f, "{}");
    struct portal p;
    assert_true(portal_read(r.body, r.len, true, &p, NULL));
    assert_memory_equal(p.customer_key, "customer-", 9);
    portal_finish(&p);
    reply_finish(&r);
}

static void sandbox__gives_each_link_its_own_token__and_forgets_the_oldest(void **state)
{
    struct fixture *f = *state;
    struct reply first = create(f, "{}");
    struct reply page = open_link(f, &first);
    assert_int_equal(page.status, 200);
    reply_finish(&page);
    for (int i = 0; i < SANDBOX_LINKS; i++) {
        struct reply r = create(f, "{}");
        assert_string_not_equal(r.body, first.body);
        reply_finish(&r);
    }
    page = open_link(f, &first);
    assert_int_equal(page.status, 404);
    reply_finish(&page);
    reply_finish(&first);
}

static void sandbox__serves_pages_without_scripts__and_its_style(void **state)
{
    struct fixture *f = *state;
    static const char *const headers[] = {
        ("Content-Security-Policy: default-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors "
         "'none'; base-uri 'none'\r\n"),
        "X-Content-Type-Options: nosniff\r\n",
        "Referrer-Policy: no-referrer\r\n",
        "Cache-Control: no-store\r\n",
    };
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        expect(f, "GET /portal/nonsense HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 404 ",
               headers[i]);
        expect(f, "GET /style.css HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 200 ",
               headers[i]);
        expect(f, "POST /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 4", headers[i]);
    }
    expect(f, "GET /style.css HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 200 ",
           "Content-Type: text/css");
}

/* ---- refusals */

static void sandbox__checks_credentials__as_seam_does(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *secret, *workspace;
        long status;
        const char *type;
    } cases[] = {
        {NULL, NULL, 401, "unauthorized"},
        {"seam_live1_abc", NULL, 401, "unauthorized"},
        {"seam_test1_abc", NULL, 200, NULL},
        {"seam_at1_abc", "w-1", 200, NULL},
    };
    static const char *const paths[] = {CREATE, "/workspaces/get"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct credentials *c =
            cases[i].secret ? credentials_new(cases[i].secret, cases[i].workspace, "a test", NULL) : NULL;
        for (size_t k = 0; k < 2; k++) {
            struct reply r = ask(f, c, paths[k], k == 0 ? "{}" : NULL);
            assert_int_equal(r.status, cases[i].status);
            struct refusal refusal;
            refusal_read(r.body, r.len, &refusal, NULL);
            if (cases[i].type) {
                assert_string_equal(refusal.type, cases[i].type);
                assert_string_equal(refusal.request_id, r.request_id);
            }
            refusal_finish(&refusal);
            reply_finish(&r);
        }
        credentials_free(c);
    }
    expect(f,
           "GET /workspaces/get HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer seam_at1\r\nConnection: "
           "close\r\n\r\n",
           "HTTP/1.1 400 ", "missing_workspace_id");
}

static void sandbox__names_the_fields__that_the_schema_refuses(void **state)
{
    struct fixture *f = *state;
    struct reply r =
        create(f, "{\"locale\":5,\"customer_data\":{\"customer_key\":\"c-1\",\"rooms\":[{\"room_key\":\"r\","
                  "\"name\":\"1\"},{\"room_key\":7,\"name\":\"2\"}]}}");
    assert_int_equal(r.status, 400);
    struct refusal refusal;
    struct problems p;
    problems_init(&p);
    refusal_read(r.body, r.len, &refusal, &p);
    assert_string_equal(refusal.type, "invalid_input");
    assert_non_null(problems_at(&p, "/locale"));
    assert_non_null(problems_at(&p, "/customer_data/rooms/1/room_key"));
    assert_null(problems_at(&p, "/customer_data/rooms/0/room_key"));
    assert_non_null(strstr(r.body, "\"validation_errors\":{\"_errors\":[]"));
    problems_finish(&p);
    refusal_finish(&refusal);
    reply_finish(&r);
}

static void sandbox__says_where__a_body_is_no_json(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *body, *words;
    } cases[] = {{"{\n \"a\": }", "Line 2, column 7"}, {"[]", "object"}, {"", "Line 1"}, {"{} {}", "Line 1"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reply r = create(f, cases[i].body);
        assert_int_equal(r.status, 400);
        assert_non_null(strstr(r.body, "invalid_input"));
        if (!strstr(r.body, cases[i].words))
            fail_msg("%s -> %s", cases[i].body, r.body);
        reply_finish(&r);
    }
}

#define KEYED " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer seam_test\r\nConnection: close\r\n"

static void sandbox__refuses__other_paths_methods_and_types(void **state)
{
    struct fixture *f = *state;
    expect(f, "GET /elsewhere" KEYED "\r\n", "HTTP/1.1 404 ", "route_not_found");
    expect(f, "GET " CREATE KEYED "\r\n", "HTTP/1.1 405 ", "Allow: POST");
    expect(f, "DELETE /workspaces/get" KEYED "\r\n", "HTTP/1.1 405 ", "method_not_allowed");
    expect(f, "POST " CREATE KEYED "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}", "HTTP/1.1 400 ",
           "invalid_content_type");
    expect(f, "POST " CREATE KEYED "Content-Length: 2\r\n\r\n{}", "HTTP/1.1 400 ", "invalid_content_type");
    expect(f, "POST " CREATE KEYED "Content-Type: application/jsonx\r\nContent-Length: 2\r\n\r\n{}",
           "HTTP/1.1 400 ", "invalid_content_type");
    expect(f,
           "POST " CREATE KEYED
           "Content-Type: application/json; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}",
           "HTTP/1.1 200 ", "seam-request-id: sandbox-");
}

static void sandbox__answers_413__above_its_limit_only(void **state)
{
    struct fixture *f = *state;
    sandbox_limit(f->sandbox, 200000);
    struct buf body;
    buf_init(&body, BUF_BODY_MAX);
    for (size_t i = 0; i < 199998; i++)
        buf_putc(&body, ' ');
    buf_puts(&body, "{}");
    struct reply r = create(f, body.data);
    assert_int_equal(r.status, 200);
    reply_finish(&r);
    buf_putc(&body, ' ');
    r = create(f, body.data);
    assert_int_equal(r.status, 413);
    reply_finish(&r);
    sandbox_limit(f->sandbox, SANDBOX_BODY_MAX);
    r = create(f, body.data);
    assert_int_equal(r.status, 200);
    reply_finish(&r);
    buf_finish(&body);
}

/* ---- tricks */

static void sandbox_trick__makes_it_answer__as_it_says(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *customer_key;
        long status;
        const char *words, *retry_after;
    } cases[] = {
        {"sandbox-400", 400, "\"locale\":{\"_errors\":[\"", NULL},
        {"sandbox-401", 401, "unauthorized", NULL},
        {"sandbox-403", 403, "forbidden", NULL},
        {"sandbox-404", 404, "_not_found", NULL},
        {"sandbox-413", 413, "Too Large", NULL},
        {"sandbox-429", 429, "rate_limit", "7"},
        {"sandbox-302", 302, "", NULL},
        {"sandbox-500", 500, "internal_server_error", NULL},
        {"sandbox-502", 502, "<html>", NULL},
        {"sandbox-503", 503, "", "30"},
        {"sandbox-garbled", 200, "javascript:", NULL},
        {"sandbox-drop", 0, NULL, NULL},
        {"sandbox-hang", 0, NULL, NULL},
        {"sandbox-expired", 200, "customer_portal", NULL},
        {"sandbox-magic-link", 200, "{\"magic_link\":{", NULL},
        {"sandbox-flat", 200, "{\"url\":", NULL},
    };
    const size_t count = sizeof cases / sizeof *cases;
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(sandbox_trick(i)->customer_key, cases[i].customer_key);
        if (strcmp(cases[i].customer_key, "sandbox-hang") == 0)
            continue;
        struct reply r = create_for(f, cases[i].customer_key);
        assert_int_equal(r.status, cases[i].status);
        assert_int_equal(r.delivery, cases[i].status ? DELIVERY_ANSWERED : DELIVERY_UNKNOWN);
        if (cases[i].words && !strstr(r.body, cases[i].words))
            fail_msg("%s -> %s", cases[i].customer_key, r.body);
        if (cases[i].retry_after)
            assert_string_equal(r.retry_after, cases[i].retry_after);
        else
            assert_null(r.retry_after);
        reply_finish(&r);
    }
    assert_null(sandbox_trick(count));
}

static void sandbox_trick__gives_an_expired_link__whose_page_says_so(void **state)
{
    struct fixture *f = *state;
    struct reply r = create_for(f, "sandbox-expired");
    struct reply page = open_link(f, &r);
    assert_int_equal(page.status, 410);
    assert_non_null(strstr(page.body, "expired"));
    reply_finish(&page);
    reply_finish(&r);
}

static void sandbox_trick__hangs__and_leaves_the_others_served(void **state)
{
    struct fixture *f = *state;
    static const char hang[] = "{\"customer_data\":{\"customer_key\":\"sandbox-hang\"}}";
    for (int i = 0; i < 20; i++) { /* more than it holds at once */
        struct api *waiting = api_new(sandbox_url(f->sandbox), 20, NULL);
        assert_true(api_start(waiting, f->key, CREATE, hang, strlen(hang), NULL));
        struct reply r;
        while (api_sent(waiting) < strlen(hang)) {
            assert_false(api_poll(waiting, &r));
            take_turns(f);
        }
        struct reply other = create(f, "{}");
        assert_int_equal(other.status, 200);
        reply_finish(&other);
        assert_false(api_poll(waiting, &r));
        api_free(waiting);
    }
}

/* ---- in the foreground */

/* not_its: a descriptor that the child must not hold, or -1. */
static pid_t run_in_child(const struct fixture *f, int until_eof, int not_its)
{
    int said[2];
    assert_int_equal(pipe(said), 0);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        close(not_its);
        struct sandbox *s = sandbox_start(0, f->schema, NULL);
        if (!s || write(said[1], "x", 1) != 1)
            _exit(1);
        sandbox_run(s, until_eof);
        sandbox_stop(s);
        _exit(42);
    }
    char byte;
    assert_int_equal(read(said[0], &byte, 1), 1); /* it runs */
    close(said[0]);
    close(said[1]);
    return pid;
}

static void expect_end(pid_t pid)
{
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 42);
}

static void sandbox_run__ends__with_the_pipe_that_it_follows(void **state)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    const pid_t pid = run_in_child(*state, ends[0], ends[1]);
    close(ends[1]);
    expect_end(pid);
    close(ends[0]);
}

static void sandbox_run__ends__on_signals(void **state)
{
    static const int signals[] = {SIGTERM, SIGINT, SIGHUP};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        sigset_t one, before; /* blocked until sandbox_run lets it in, or it might come too early */
        sigemptyset(&one);
        sigaddset(&one, signals[i]);
        sigprocmask(SIG_BLOCK, &one, &before);
        const pid_t pid = run_in_child(*state, -1, -1);
        sigprocmask(SIG_SETMASK, &before, NULL);
        kill(pid, signals[i]);
        expect_end(pid);
    }
}

static void sandbox_start__says_why__it_cannot_listen(void **state)
{
    struct fixture *f = *state;
    const unsigned port = (unsigned)strtoul(strrchr(sandbox_url(f->sandbox), ':') + 1, NULL, 10);
    struct err e = {0};
    assert_null(sandbox_start(port, f->schema, &e));
    assert_int_equal(e.code, ERR_IO);
    assert_non_null(strstr(e.text, "127.0.0.1"));
    assert_null(sandbox_start(65536, f->schema, &e));
    assert_int_equal(e.code, ERR_USAGE);
    sandbox_stop(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sandbox__makes_a_link__that_serves_a_page),
        cmocka_unit_test(sandbox__escapes__all_that_came_with_the_body),
        cmocka_unit_test(sandbox__takes_the_empty_body__and_makes_a_customer_up),
        cmocka_unit_test(sandbox__gives_each_link_its_own_token__and_forgets_the_oldest),
        cmocka_unit_test(sandbox__serves_pages_without_scripts__and_its_style),
        cmocka_unit_test(sandbox__checks_credentials__as_seam_does),
        cmocka_unit_test(sandbox__names_the_fields__that_the_schema_refuses),
        cmocka_unit_test(sandbox__says_where__a_body_is_no_json),
        cmocka_unit_test(sandbox__refuses__other_paths_methods_and_types),
        cmocka_unit_test(sandbox__answers_413__above_its_limit_only),
        cmocka_unit_test(sandbox_trick__makes_it_answer__as_it_says),
        cmocka_unit_test(sandbox_trick__gives_an_expired_link__whose_page_says_so),
        cmocka_unit_test(sandbox_trick__hangs__and_leaves_the_others_served),
        cmocka_unit_test(sandbox_run__ends__with_the_pipe_that_it_follows),
        cmocka_unit_test(sandbox_run__ends__on_signals),
        cmocka_unit_test(sandbox_start__says_why__it_cannot_listen),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
