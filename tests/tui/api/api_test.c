#include "config.h"

#include "tests/test.h"

#include "forms/buf.h"
#include "forms/mem.h"
#include "tests/scratch.h"
#include "tests/server/faults.h"
#include "tests/server/server.h"
#include "tests/server/trust.h"
#include "tests/server/words.h"
#include "tui/api/api.h"
#include "tui/api/secret.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATH    "/customers/create_portal"
#define BODY    "{\"customer_data\":{\"customer_key\":\"c-1\"}}"
#define KEY     "seam_test1_abcdefghijklmnop9f2c"
#define SECONDS 10

static struct reply wait_for_reply(struct api *a)
{
    struct reply r;
    while (!api_poll(a, &r))
        api_wait(a, NULL, 0, 1000);
    return r;
}

static struct api *api_for(const struct server *s)
{
    struct err e;
    struct api *a = api_new(server_url(s), SECONDS, &e);
    assert_non_null(a);
    return a;
}

static struct reply post(struct api *a, const struct credentials *c)
{
    struct err e;
    assert_true(api_start(a, c, PATH, BODY, strlen(BODY), &e));
    return wait_for_reply(a);
}

static struct credentials *a_key(void)
{
    struct credentials *c = credentials_new(KEY, NULL, "a test", NULL);
    assert_non_null(c);
    return c;
}

/* ---- the table of faults */

/* Nothing of the request may have left where that is what it says. */
static bool kept_quiet(const struct fault *f, const struct seen *seen)
{
    return f->delivery != DELIVERY_NONE ||
           (seen->posts == 0 && !memmem(seen->text, SEEN_MAX, KEY, strlen(KEY)));
}

static bool meets(const struct fault *f, const struct reply *r, const struct seen *seen)
{
    const bool ok = r->delivery == f->delivery && (f->status < 0 || r->status == f->status) &&
                    seen->connections <= 1 && seen->posts <= 1 &&
                    (r->delivery == DELIVERY_ANSWERED) == (r->err.code == ERR_NONE) &&
                    (f->refuses || seen->connections == 1) && kept_quiet(f, seen);
    if (!ok)
        print_error("%s: delivery %d, status %ld, %u connections, %u POSTs, \"%s\"\n", f->name, r->delivery,
                    r->status, seen->connections, seen->posts, r->err.text);
    return ok;
}

static bool survives(const struct fault *f)
{
    struct server *s = fault_server(f);
    char url[64];
    fault_url(f, s, url);
    struct api *a = api_new(url, f->seconds ? f->seconds : SECONDS, NULL);
    assert_non_null(a);
    struct credentials *c = a_key();
    struct reply r = post(a, c);
    credentials_free(c);
    api_free(a);
    const bool ok = meets(f, &r, server_end(s));
    reply_finish(&r);
    server_free(s);
    return ok;
}

static void api__ends_as_the_table_says__whatever_the_server_does(void **state)
{
    (void)state;
    size_t bad = 0;
    for (size_t i = 0; i < fault_count; i++)
        bad += !survives(&faults[i]);
    print_message("%zu faults, %zu bad outcomes\n", fault_count, bad);
    assert_int_equal(bad, 0);
}

static void api__ends_as_the_table_says__whatever_comes_over_tls(void **state)
{
    (void)state;
    if (!tls_possible())
        skip();
    size_t len, bad = 0;
    const char *authority = tls_authority(&len);
    trust(authority, len);
    for (size_t i = 0; i < tls_fault_count; i++)
        bad += !survives(&tls_faults[i]);
    trust(NULL, 0);
    print_message("%zu faults of TLS, %zu bad outcomes\n", tls_fault_count, bad);
    assert_int_equal(bad, 0);
}

/* The other tests trust an authority of their own; without it, the program believes nobody here. */
static void api__believes_no_authority__that_the_system_does_not(void **state)
{
    (void)state;
    if (!tls_possible())
        skip();
    struct server *s = server_start_tls(tls_faults[0].script, tls_faults[0].terms);
    struct api *a = api_for(s);
    struct credentials *c = a_key();
    struct reply r = post(a, c);
    assert_int_equal(r.delivery, DELIVERY_NONE);
    assert_non_null(strstr(r.err.text, "could not prove who it is"));
    assert_int_equal(server_end(s)->bytes, 0);
    credentials_free(c);
    reply_finish(&r);
    api_free(a);
    server_free(s);
}

/* ---- what is sent */

static const struct step good[SCRIPT_MAX] = {
    {.kind = STEP_READ},
    {.kind = STEP_ANSWER,
     .bytes = "HTTP/1.1 200 OK\r\nSeam-Request-Id:  req-1\t\r\nseam-request-id: req-2\r\nContent-Type: "
              "text/x\x01y\r\nRetry-After: 7\r\n",
     .body = "{\"a\": 1}"},
};

static void api_start__sends_what_seam_expects__and_nothing_else(void **state)
{
    (void)state;
    struct server *s = server_start(good);
    struct api *a = api_for(s);
    struct credentials *c = a_key();
    struct reply r = post(a, c);
    assert_int_equal(r.delivery, DELIVERY_ANSWERED);
    const struct seen *seen = server_end(s);
    assert_memory_equal(seen->text, "POST " PATH " HTTP/1.1\r\n", strlen("POST " PATH " HTTP/1.1\r\n"));
    assert_non_null(strstr(seen->text, "\r\nAuthorization: Bearer " KEY "\r\n"));
    assert_non_null(strstr(seen->text, "\r\nContent-Type: application/json\r\n"));
    assert_non_null(strstr(seen->text, "\r\nUser-Agent: seam-portal-tui/"));
    assert_string_equal(strstr(seen->text, "\r\n\r\n") + 4, BODY);
    static const char *const absent[] = {"Expect", "Accept-Encoding", "seam-workspace", "Cookie", "Upgrade"};
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
        assert_null(strcasestr(seen->text, absent[i]));
    credentials_free(c);
    reply_finish(&r);
    api_free(a);
    server_free(s);
}

/* What other programs keep there for the host is none of its business. */
static void api_start__sends_no_password__of_the_operators_netrc(void **state)
{
    (void)state;
    static const char words[] = "machine 127.0.0.1 login operator password hunter2\n"
                                "default login operator password hunter2\n";
    const char *usual = getenv("HOME");
    char *home = usual ? xstrdup(usual) : NULL, *folder = scratch_new();
    char *file = scratch_path(folder, ".netrc");
    scratch_write(file, words, strlen(words));
    setenv("HOME", folder, 1);
    struct server *s = server_start(good);
    struct api *a = api_for(s);
    struct reply r = post(a, NULL);
    assert_int_equal(r.delivery, DELIVERY_ANSWERED);
    assert_null(strcasestr(server_end(s)->text, "Authorization"));
    reply_finish(&r);
    api_free(a);
    server_free(s);
    if (home)
        setenv("HOME", home, 1);
    else
        unsetenv("HOME");
    scratch_free(folder);
    free(home);
    free(file);
}

static void api_start__names_the_workspace__of_a_token(void **state)
{
    (void)state;
    struct server *s = server_start(good);
    struct api *a = api_for(s);
    struct credentials *c = credentials_new("seam_at1_abcdefghijklmnop", "w-1", "a test", NULL);
    struct reply r = post(a, c);
    assert_non_null(strstr(server_end(s)->text, "\r\nseam-workspace: w-1\r\n"));
    credentials_free(c);
    reply_finish(&r);
    api_free(a);
    server_free(s);
}

static void api_start__gets__without_a_body(void **state)
{
    (void)state;
    struct server *s = server_start(good);
    struct api *a = api_for(s);
    struct err e;
    assert_true(api_start(a, NULL, "/workspaces/get", NULL, 0, &e));
    struct reply r = wait_for_reply(a);
    assert_int_equal(r.status, 200);
    const struct seen *seen = server_end(s);
    assert_memory_equal(seen->text, "GET /workspaces/get HTTP/1.1\r\n", 30);
    assert_null(strcasestr(seen->text, "Authorization"));
    assert_null(strcasestr(seen->text, "Content-"));
    reply_finish(&r);
    api_free(a);
    server_free(s);
}

static void api_poll__gives_body_and_headers__made_safe(void **state)
{
    (void)state;
    struct server *s = server_start(good);
    struct api *a = api_for(s);
    struct reply r = post(a, NULL);
    assert_int_equal(r.len, 8);
    assert_string_equal(r.body, "{\"a\": 1}");
    assert_string_equal(r.request_id, "req-1");
    assert_string_equal(r.retry_after, "7");
    assert_string_equal(r.content_type, "text/x?y");
    assert_true(r.elapsed_ms >= 0);
    assert_false(api_active(a));
    struct reply none;
    assert_false(api_poll(a, &none));
    reply_finish(&r);
    api_free(a);
    server_free(s);
}

/* A gateway that repeats the request in its answer. */
static void api_poll__hides_the_key__wherever_an_answer_repeats_it(void **state)
{
    (void)state;
    static const struct step echo[SCRIPT_MAX] = {
        {.kind = STEP_READ},
        {.kind = STEP_ANSWER,
         .bytes = "HTTP/1.1 401 Unauthorized\r\nSeam-Request-Id: r/" KEY "\r\nContent-Type: text/" KEY
                  "\r\nRetry-After: " KEY "\r\n",
         .body = "no " KEY KEY ", nor half of it: " KEY},
    };
    struct server *s = server_start(echo);
    struct api *a = api_for(s);
    struct credentials *c = a_key();
    struct reply r = post(a, c);
    assert_int_equal(r.status, 401);
    assert_int_equal(r.len, strlen(echo[1].body));
    const char *const texts[] = {r.body, r.request_id, r.content_type, r.retry_after};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_null(strstr(texts[i], KEY));
        assert_non_null(strstr(texts[i], "****"));
    }
    assert_non_null(strstr(r.body, "*, nor half of it: *"));
    credentials_free(c);
    reply_finish(&r);
    api_free(a);
    server_free(s);
}

/* From a server that would answer the next request on the same connection, and no other connection before. */
static void api_start__opens_a_new_connection__for_each_request(void **state)
{
    (void)state;
    static const struct step patient[SCRIPT_MAX] = {READ, ANSWER("200 OK", "{}"), READ,
                                                    ANSWER("200 OK", "{}")};
    struct server *s = server_start(patient);
    struct api *a = api_for(s);
    for (int i = 0; i < 3; i++) {
        struct reply r = post(a, NULL);
        assert_int_equal(r.delivery, DELIVERY_ANSWERED);
        reply_finish(&r);
    }
    assert_int_equal(server_end(s)->connections, 3);
    api_free(a);
    server_free(s);
}

static void api_start__refuses__while_another_is_under_way(void **state)
{
    (void)state;
    struct server *s = server_start(good);
    struct api *a = api_for(s);
    struct err e;
    assert_true(api_start(a, NULL, PATH, BODY, strlen(BODY), &e));
    assert_true(api_active(a));
    assert_false(api_start(a, NULL, PATH, BODY, strlen(BODY), &e));
    assert_int_equal(e.code, ERR_USAGE);
    struct reply r = wait_for_reply(a);
    assert_int_equal(r.delivery, DELIVERY_ANSWERED);
    reply_finish(&r);
    api_free(a);
    assert_int_equal(server_end(s)->posts, 1);
    server_free(s);
}

static void api__does_not_follow__where_the_key_would_go(void **state)
{
    (void)state;
    struct server *thief = server_start(good);
    char head[128];
    snprintf(head, sizeof head, "HTTP/1.1 307 Temporary\r\nLocation: %s/x\r\n", server_url(thief));
    const struct step script[SCRIPT_MAX] = {{.kind = STEP_READ},
                                            {.kind = STEP_ANSWER, .bytes = head, .body = ""}};
    struct server *s = server_start(script);
    struct api *a = api_for(s);
    struct credentials *c = a_key();
    struct reply r = post(a, c);
    assert_int_equal(r.status, 307);
    assert_int_equal(server_end(s)->posts, 1);
    assert_int_equal(server_end(thief)->bytes, 0);
    credentials_free(c);
    reply_finish(&r);
    api_free(a);
    server_free(s);
    server_free(thief);
}

static void api_start__sends_a_large_body_whole__and_counts_it(void **state)
{
    (void)state;
    struct server *s = server_start(good);
    struct api *a = api_for(s);
    const size_t len = (size_t)3 << 20;
    char *body = test_malloc(len);
    memset(body, ' ', len);
    struct err e;
    assert_true(api_start(a, NULL, PATH, body, len, &e));
    size_t sent = 0;
    struct reply r;
    while (!api_poll(a, &r)) {
        assert_true(api_sent(a) >= sent);
        sent = api_sent(a);
        api_wait(a, NULL, 0, 1000);
    }
    assert_true(sent > 0);
    assert_int_equal(r.status, 200);
    assert_true(server_end(s)->bytes > len);
    reply_finish(&r);
    test_free(body);
    api_free(a);
    server_free(s);
}

/* ---- waiting and ending */

static const struct step silent[SCRIPT_MAX] = {{.kind = STEP_READ}, {.kind = STEP_WAIT}};

static void api__gives_up__when_the_time_limit_is_reached(void **state)
{
    (void)state;
    struct server *s = server_start(silent);
    struct api *a = api_new(server_url(s), 1, NULL);
    struct reply r = post(a, NULL);
    assert_int_equal(r.delivery, DELIVERY_UNKNOWN);
    assert_non_null(strstr(r.err.text, "time limit"));
    reply_finish(&r);
    api_free(a);
    server_free(s);
}

/* It has more time than a small one, but not for standing still. */
static void api__gives_up__when_a_large_body_moves_no_more(void **state)
{
    (void)state;
    static const struct step stalls[SCRIPT_MAX] = {{.kind = STEP_TAKE, .len = 1}, {.kind = STEP_STALL}};
    const size_t len = (size_t)32 << 20; /* more than the system takes from either side */
    char *body = test_malloc(len);
    memset(body, ' ', len);
    struct server *s = server_start(stalls);
    struct api *a = api_new(server_url(s), 1, NULL);
    assert_true(api_start(a, NULL, PATH, body, len, NULL));
    struct reply r = wait_for_reply(a);
    assert_int_equal(r.delivery, DELIVERY_UNKNOWN);
    assert_non_null(strstr(r.err.text, "too slow"));
    reply_finish(&r);
    api_free(a);
    test_free(body);
    server_free(s);
}

static void api_cancel__leaves_it_unknown__once_the_request_began(void **state)
{
    (void)state;
    struct server *s = server_start(silent);
    struct api *a = api_for(s);
    struct err e;
    assert_true(api_start(a, NULL, PATH, BODY, strlen(BODY), &e));
    struct reply r;
    while (api_sent(a) < strlen(BODY)) {
        assert_false(api_poll(a, &r));
        api_wait(a, NULL, 0, 10);
    }
    api_cancel(a);
    assert_true(api_active(a));
    assert_true(api_poll(a, &r));
    assert_int_equal(r.delivery, DELIVERY_UNKNOWN);
    assert_non_null(strstr(r.err.text, "cancelled"));
    assert_false(api_active(a));
    reply_finish(&r);
    api_free(a);
    server_free(s);
}

static void api_cancel__means_not_sent__before_anything_happened(void **state)
{
    (void)state;
    struct server *s = server_start(good);
    struct api *a = api_for(s);
    struct err e;
    assert_true(api_start(a, NULL, PATH, BODY, strlen(BODY), &e));
    api_cancel(a);
    api_cancel(a);
    struct reply r;
    assert_true(api_poll(a, &r));
    assert_int_equal(r.delivery, DELIVERY_NONE);
    reply_finish(&r);
    api_free(a);
    assert_int_equal(server_end(s)->bytes, 0);
    server_free(s);
}

static void api_free__ends_a_request__that_is_under_way(void **state)
{
    (void)state;
    struct server *s = server_start(silent);
    struct api *a = api_for(s);
    struct err e;
    assert_true(api_start(a, NULL, PATH, BODY, strlen(BODY), &e));
    struct reply r;
    assert_false(api_poll(a, &r));
    api_free(a);
    api_free(NULL);
    server_free(s);
}

static void api_wait__wakes_for_other_descriptors__with_and_without_a_request(void **state)
{
    (void)state;
    struct server *s = server_start(silent); /* before the pipe, or its process would hold an end */
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    struct pollfd fd = {.fd = ends[0], .events = POLLIN};
    struct api *a = api_for(s);
    assert_int_equal(api_wait(NULL, &fd, 1, 0), 0);
    assert_int_equal(api_wait(a, &fd, 1, 0), 0);
    assert_int_equal(write(ends[1], "x", 1), 1);
    assert_int_equal(api_wait(NULL, &fd, 1, -1), 1);
    assert_int_equal(fd.revents, POLLIN);
    struct err e;
    assert_true(api_start(a, NULL, PATH, BODY, strlen(BODY), &e));
    fd.revents = 0;
    assert_int_equal(api_wait(a, &fd, 1, -1), 1);
    assert_int_equal(fd.revents, POLLIN);
    char byte;
    assert_int_equal(read(ends[0], &byte, 1), 1);
    close(ends[1]);
    int ready;
    struct reply r;
    while ((ready = api_wait(a, &fd, 1, 1000)) == 0)
        assert_false(api_poll(a, &r));
    assert_int_equal(fd.revents & POLLHUP, POLLHUP);
    close(ends[0]);
    api_free(a);
    server_free(s);
}

/* ---- where it may go */

static void api_endpoint_valid__takes_https_and_this_machine__only(void **state)
{
    (void)state;
    static const struct {
        const char *endpoint;
        bool valid;
    } cases[] = {
        {API_DEFAULT_ENDPOINT, true},
        {"https://connect.example.com/", true},
        {"https://connect.example.com:8443/base/path", true},
        {"HTTPS://CONNECT.EXAMPLE.COM", true},
        {"https://[2001:db8::1]:443", true},
        {"http://127.0.0.1:8080", true},
        {"http://127.255.0.9", true},
        {"http://localhost:1", true},
        {"http://[::1]:1", true},
        {"http://connect.example.com", false},
        {"http://127.0.0.1.example.com", false},
        {"http://localhost.example.com", false},
        {"http://127.1", false},
        {"http://127.0.0.256", false},
        {"http://127.0.0.01", false},
        {"http://127.0.0.1.", false},
        {"http://128.0.0.1", false},
        {"http://0.0.0.0", false},
        {"http://[::2]", false},
        {"https://user@connect.example.com", false},
        {"https://user:pass@connect.example.com", false},
        {"https://connect.example.com?x=1", false},
        {"https://connect.example.com/#x", false},
        {"https://connect.example.com/a b", false},
        {"https://connect.example.com/\r\nX: y", false},
        {"https://", false},
        {"https://:443", false},
        {"https://-x.example.com", false},
        {"https://a..example.com", false},
        {"https://[::1", false},
        {"https://[]", false},
        {"https://[::1]x", false},
        {"connect.example.com", false},
        {"ftp://connect.example.com", false},
        {"file:///etc/passwd", false},
        {"", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err e = {0};
        if (api_endpoint_valid(cases[i].endpoint, &e) != cases[i].valid)
            fail_msg("\"%s\": %s", cases[i].endpoint, e.text);
        assert_int_equal(e.code, cases[i].valid ? ERR_NONE : ERR_USAGE);
        struct api *a = api_new(cases[i].endpoint, SECONDS, NULL);
        assert_int_equal(a != NULL, cases[i].valid);
        api_free(a);
    }
    struct err e;
    assert_false(api_endpoint_valid("https://user@connect.example.com", &e));
    assert_non_null(strstr(e.text, "user name or password"));
    assert_null(api_new(API_DEFAULT_ENDPOINT, 0, NULL));
    assert_null(api_new(API_DEFAULT_ENDPOINT, 100000, NULL));
}

static void api_proxy__names_the_proxy__without_its_password(void **state)
{
    (void)state;
    static const struct {
        const char *proxy, *except, *endpoint, *shown;
    } cases[] = {
        {"http://user:pass@proxy.example.com:3128", NULL, API_DEFAULT_ENDPOINT,
         "http://proxy.example.com:3128"},
        {"http://user:pa/ss@proxy.example.com", NULL, API_DEFAULT_ENDPOINT, "http://proxy.example.com"},
        {"proxy.example.com:3128", NULL, API_DEFAULT_ENDPOINT, "proxy.example.com:3128"},
        {"proxy.example.com", "example.com, getseam.com", API_DEFAULT_ENDPOINT, NULL},
        {"proxy.example.com", ".getseam.com", API_DEFAULT_ENDPOINT, NULL},
        {"proxy.example.com", "seam.com", API_DEFAULT_ENDPOINT, "proxy.example.com"},
        {"proxy.example.com", "*", API_DEFAULT_ENDPOINT, NULL},
        {"proxy.example.com", NULL, "https://127.0.0.1:1", NULL},
        {"proxy.example.com", NULL, "http://127.0.0.1:1", NULL},
        {"", NULL, API_DEFAULT_ENDPOINT, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        setenv("https_proxy", cases[i].proxy, 1);
        setenv("no_proxy", cases[i].except ? cases[i].except : "", 1);
        struct api *a = api_new(cases[i].endpoint, SECONDS, NULL);
        if (cases[i].shown)
            assert_string_equal(api_proxy(a), cases[i].shown);
        else
            assert_null(api_proxy(a));
        api_free(a);
    }
    unsetenv("https_proxy");
    unsetenv("no_proxy");
}

/* libcurl quotes an address that it cannot use, with the password; a long one it cuts off. */
static void api_proxy__keeps_its_password_to_itself__where_its_address_is_wrong(void **state)
{
    (void)state;
    char *const proxies[] = {
        xstrdup("http://user:pass@proxy.example.com:99999"),
        xstrdup("http://user:pass/word@127.0.0.1:1"),
        xstrdup("nothing://user:pass@127.0.0.1:1"),
        xstrdup("user:pass@[::1"),
        xasprintf("http://user:pass%0300d@proxy.example.com:99999", 0),
    };
    for (size_t i = 0; i < sizeof proxies / sizeof *proxies; i++) {
        setenv("https_proxy", proxies[i], 1);
        struct api *a = api_new("https://connect.example.com", SECONDS, NULL);
        unsetenv("https_proxy");
        struct credentials *c = a_key();
        struct reply r = post(a, c);
        assert_int_equal(r.delivery, DELIVERY_NONE);
        assert_non_null(strstr(r.err.text, "address of the proxy"));
        if (strstr(r.err.text, "pass") || strstr(api_proxy(a), "pass"))
            fail_msg("%s", r.err.text);
        reply_finish(&r);
        credentials_free(c);
        api_free(a);
        free(proxies[i]);
    }
}

/* Proxies that make no connection: nothing of the request itself has left. */
static const struct {
    const char *what;
    long seconds;
    struct step script[SCRIPT_MAX];
} bad_proxies[] = {
    {"refuses", SECONDS, {READ, {.kind = STEP_ANSWER, .bytes = "HTTP/1.1 403 Forbidden\r\n", .body = "no"}}},
    {"asks who we are",
     SECONDS,
     {READ,
      {.kind = STEP_ANSWER,
       .bytes = "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=x\r\n",
       .body = ""}}},
    {"points elsewhere",
     SECONDS,
     {READ,
      {.kind = STEP_ANSWER, .bytes = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\n", .body = ""}}},
    {"speaks another protocol", SECONDS, {READ, SAY("SSH-2.0-OpenSSH_9.2\r\n")}},
    {"says yes and speaks plainly", SECONDS, {READ, SAY("HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")}},
    {"closes", SECONDS, {READ}},
    {"resets", SECONDS, {READ, RESET}},
    {"is silent", 1, {READ, WAIT}},
};

static void fails_quietly(size_t which)
{
    struct server *s = server_start(bad_proxies[which].script);
    setenv("https_proxy", server_url(s), 1);
    struct api *a = api_new("https://connect.example.com", bad_proxies[which].seconds, NULL);
    unsetenv("https_proxy");
    struct credentials *c = a_key();
    struct reply r = post(a, c);
    const struct seen *seen = server_end(s);
    if (r.delivery != DELIVERY_NONE || seen->connections != 1 || strstr(seen->text, "seam_test") ||
        strstr(seen->text, "customer"))
        fail_msg("the proxy %s: delivery %d, %u connections, it saw \"%s\"", bad_proxies[which].what,
                 r.delivery, seen->connections, seen->text);
    assert_memory_equal(seen->text, "CONNECT connect.example.com:443 ", 32);
    reply_finish(&r);
    credentials_free(c);
    api_free(a);
    server_free(s);
}

static void api__shows_the_key_to_no_proxy__and_counts_as_not_sent(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad_proxies / sizeof *bad_proxies; i++)
        fails_quietly(i);
}

static void api_new__removes_the_key_log__before_libcurl_sees_it(void **state)
{
    (void)state;
    setenv("SSLKEYLOGFILE", "keys.log", 1);
    struct api *a = api_new("https://connect.example.com///", SECONDS, NULL);
    assert_null(getenv("SSLKEYLOGFILE"));
    assert_string_equal(api_endpoint(a), "https://connect.example.com");
    api_free(a);
}

static void wiping_realloc__keeps_the_bytes__of_the_smaller_size(void **state)
{
    (void)state;
    char *p = wiping_strdup("abc");
    p = wiping_realloc(p, 100);
    assert_string_equal(p, "abc");
    p = wiping_realloc(p, 2);
    assert_memory_equal(p, "ab", 2);
    wiping_free(p);
    wiping_free(NULL);
    p = wiping_calloc(3, 5);
    for (size_t i = 0; i < 15; i++)
        assert_int_equal(p[i], 0);
    wiping_free(p);
    assert_null(wiping_malloc(SIZE_MAX));
    assert_null(wiping_calloc(SIZE_MAX, 2));
}

/* A system that allows everything there ever was: what is refused then is refused by the program. For
 * OpenSSL, which reads it with its first use. */
static char *allow_all_of_tls(const char *folder)
{
    static const char words[] = "openssl_conf = all\n[all]\nssl_conf = modes\n[modes]\nsystem_default = lax\n"
                                "[lax]\nMinProtocol = TLSv1\nCipherString = ALL:@SECLEVEL=0\n";
    char *file = scratch_path(folder, "openssl.cnf");
    scratch_write(file, words, strlen(words));
    setenv("OPENSSL_CONF", file, 1);
    return file;
}

int main(void)
{
    static const char *const proxies[] = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY",
                                          "http_proxy",  "no_proxy",    "NO_PROXY"};
    for (size_t i = 0; i < sizeof proxies / sizeof *proxies; i++)
        unsetenv(proxies[i]);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(api__ends_as_the_table_says__whatever_the_server_does),
        cmocka_unit_test(api__ends_as_the_table_says__whatever_comes_over_tls),
        cmocka_unit_test(api__believes_no_authority__that_the_system_does_not),
        cmocka_unit_test(api_start__sends_what_seam_expects__and_nothing_else),
        cmocka_unit_test(api_start__sends_no_password__of_the_operators_netrc),
        cmocka_unit_test(api_start__names_the_workspace__of_a_token),
        cmocka_unit_test(api_start__gets__without_a_body),
        cmocka_unit_test(api_poll__gives_body_and_headers__made_safe),
        cmocka_unit_test(api_poll__hides_the_key__wherever_an_answer_repeats_it),
        cmocka_unit_test(api_start__opens_a_new_connection__for_each_request),
        cmocka_unit_test(api_start__refuses__while_another_is_under_way),
        cmocka_unit_test(api__does_not_follow__where_the_key_would_go),
        cmocka_unit_test(api_start__sends_a_large_body_whole__and_counts_it),
        cmocka_unit_test(api__gives_up__when_the_time_limit_is_reached),
        cmocka_unit_test(api__gives_up__when_a_large_body_moves_no_more),
        cmocka_unit_test(api_cancel__leaves_it_unknown__once_the_request_began),
        cmocka_unit_test(api_cancel__means_not_sent__before_anything_happened),
        cmocka_unit_test(api_free__ends_a_request__that_is_under_way),
        cmocka_unit_test(api_wait__wakes_for_other_descriptors__with_and_without_a_request),
        cmocka_unit_test(api_endpoint_valid__takes_https_and_this_machine__only),
        cmocka_unit_test(api_proxy__names_the_proxy__without_its_password),
        cmocka_unit_test(api_proxy__keeps_its_password_to_itself__where_its_address_is_wrong),
        cmocka_unit_test(api__shows_the_key_to_no_proxy__and_counts_as_not_sent),
        cmocka_unit_test(api_new__removes_the_key_log__before_libcurl_sees_it),
        cmocka_unit_test(wiping_realloc__keeps_the_bytes__of_the_smaller_size),
    };
    char *folder = scratch_new(), *lax = allow_all_of_tls(folder);
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    scratch_free(folder);
    free(lax);
    return failed;
}
