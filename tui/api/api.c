#include "config.h"

#include "tui/api/api.h"

#include "forms/buf.h"
#include "forms/mem.h"
#include "tui/api/proxy.h"
#include "tui/api/secret.h"
#include "tui/api/url.h"
#include "tui/late.h"

#include <curl/curl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define BODY_MAX            ((size_t)1 << 20)
#define HEADERS_MAX         ((size_t)64 << 10)
#define CONNECT_SECONDS_MAX 10L
#define SLOWEST_UPLOAD      ((size_t)256 << 10) /* bytes a second: what a large body adds to the time limit */
#define WAIT_UNLIMITED      60000               /* curl_multi_poll knows no "no limit"; requests end sooner */

/* What is called of libcurl, which is loaded with the first request. */
#define CURL_CALLS(X)                                                                                        \
    X(easy_cleanup)                                                                                          \
    X(easy_getinfo)                                                                                          \
    X(easy_init)                                                                                             \
    X(easy_setopt)                                                                                           \
    X(global_cleanup)                                                                                        \
    X(global_init_mem)                                                                                       \
    X(multi_add_handle)                                                                                      \
    X(multi_cleanup)                                                                                         \
    X(multi_info_read)                                                                                       \
    X(multi_init)                                                                                            \
    X(multi_perform)                                                                                         \
    X(multi_poll)                                                                                            \
    X(multi_remove_handle)                                                                                   \
    X(slist_append)                                                                                          \
    X(slist_free_all)

struct curl_calls {
#define CALL(name) __typeof__(curl_##name) *name;
    CURL_CALLS(CALL)
#undef CALL
};

struct api {
    char *endpoint; /* without a slash at the end */
    char *proxy, *proxy_shown;
    long timeout;
    struct curl_calls curl; /* nothing but NULL until multi is there */
    CURLM *multi;           /* NULL: no request was made yet */
    /* the request under way */
    CURL *easy; /* NULL: none */
    struct curl_slist *headers;
    struct buf body;
    size_t header_bytes;
    bool begun;      /* the connection is up: from here on, bytes of the request may have left */
    bool head_whole; /* the empty line after the headers came */
    bool too_large;  /* a cap was passed */
    char detail[CURL_ERROR_SIZE];
    bool ended; /* reply is ready for api_poll */
    struct reply reply;
};

/* ---- what may be talked to */

static bool endpoint_parse(const char *endpoint, struct url *u, struct err *e)
{
    struct err why;
    if (!url_parse(endpoint, u, &why))
        return err_set(e, ERR_USAGE, "The endpoint cannot be used. %s", why.text);
    if (!u->https && !url_loopback(u))
        return err_set(e, ERR_USAGE,
                       "The endpoint must begin with https://: guests' data and the key are "
                       "sent to it. http:// is for this machine only.");
    if (strpbrk(u->rest, "?#"))
        return err_set(e, ERR_USAGE, "The endpoint must not hold a '?' or a '#'.");
    return true;
}

bool api_endpoint_valid(const char *endpoint, struct err *e)
{
    struct url u;
    return endpoint_parse(endpoint, &u, e);
}

struct api *api_new(const char *endpoint, long timeout_seconds, struct err *e)
{
    struct url u;
    if (!endpoint_parse(endpoint, &u, e))
        return NULL;
    if (timeout_seconds < 1 || timeout_seconds > API_TIMEOUT_MAX) {
        err_set(e, ERR_USAGE, "The time limit must be between 1 and %d seconds.", API_TIMEOUT_MAX);
        return NULL;
    }
    unsetenv("SSLKEYLOGFILE"); /* libcurl would write the keys of the connection there */
    struct api *a = xcalloc(1, sizeof *a);
    size_t len = strlen(endpoint);
    while (len && endpoint[len - 1] == '/')
        len--;
    a->endpoint = xstrndup(endpoint, len);
    a->timeout = timeout_seconds;
    a->proxy = proxy_for(&u);
    a->proxy_shown = a->proxy ? proxy_label(a->proxy) : NULL;
    buf_init(&a->body, BODY_MAX);
    return a;
}

/* Before the first request. */
static bool load_curl(struct api *a, struct err *e)
{
    static const char *const names[] = {
#define CALL(name) "curl_" #name,
        CURL_CALLS(CALL)
#undef CALL
    };
    if (a->multi)
        return true;
    if (!late_load(LATE_CURL, names, sizeof names / sizeof *names, &a->curl, e))
        return false;
    if (a->curl.global_init_mem(CURL_GLOBAL_DEFAULT, wiping_malloc, wiping_free, wiping_realloc,
                                wiping_strdup, wiping_calloc) != CURLE_OK)
        return err_set(e, ERR_NETWORK, "libcurl could not be started.");
    a->multi = a->curl.multi_init();
    if (!a->multi)
        mem_exhausted();
    return true;
}

/* With NOSIGNAL, libcurl leaves SIGPIPE to its caller, and a TLS library may write where it comes. */
static void hold_sigpipe(struct sigaction *before)
{
    sigaction(SIGPIPE, &(struct sigaction){.sa_handler = SIG_IGN}, before);
}

static void restore_sigpipe(const struct sigaction *before)
{
    sigaction(SIGPIPE, before, NULL);
}

static void close_request(struct api *a)
{
    if (a->easy) {
        struct sigaction before;
        hold_sigpipe(&before); /* TLS says goodbye */
        a->curl.multi_remove_handle(a->multi, a->easy);
        a->curl.easy_cleanup(a->easy);
        restore_sigpipe(&before);
        a->easy = NULL;
    }
    if (a->headers)
        a->curl.slist_free_all(a->headers);
    a->headers = NULL;
}

void api_free(struct api *a)
{
    if (!a)
        return;
    close_request(a);
    if (a->multi) {
        a->curl.multi_cleanup(a->multi);
        a->curl.global_cleanup();
    }
    reply_finish(&a->reply);
    buf_finish(&a->body);
    free(a->endpoint);
    free(a->proxy);
    free(a->proxy_shown);
    free(a);
}

const char *api_endpoint(const struct api *a)
{
    return a->endpoint;
}

const char *api_proxy(const struct api *a)
{
    return a->proxy_shown;
}

/* ---- what libcurl calls */

/* The last moment before the first byte of the request leaves. */
static int on_begin(void *context, char *remote, char *local, int remote_port, int local_port)
{
    (void)remote, (void)local, (void)remote_port, (void)local_port;
    ((struct api *)context)->begun = true;
    return CURL_PREREQFUNC_OK;
}

static size_t on_body(char *p, size_t size, size_t count, void *context)
{
    struct api *a = context;
    if (buf_add(&a->body, p, size * count))
        return size * count;
    a->too_large = true;
    return 0;
}

static size_t on_header(char *p, size_t size, size_t count, void *context)
{
    struct api *a = context;
    const size_t len = size * count;
    a->header_bytes += len;
    if (a->header_bytes > HEADERS_MAX) {
        a->too_large = true;
        return 0;
    }
    if (len >= 5 && memcmp(p, "HTTP/", 5) == 0) { /* perhaps of an answer that follows a 1xx */
        reply_forget_headers(&a->reply);
        a->head_whole = false;
    }
    a->head_whole = a->head_whole || (len && (*p == '\r' || *p == '\n'));
    reply_take_header(&a->reply, p, len);
    return len;
}

/* ---- a request */

/* The reliability page says why for each. */
static const struct {
    CURLoption option;
    long value;
} fixed_options[] = {
    {CURLOPT_FORBID_REUSE, 1}, /* on a reused connection that dies, libcurl repeats the POST by itself */
    {CURLOPT_FRESH_CONNECT,
     1}, /* the same a second time: one POST too many is the worst that can be done here */
    {CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1}, /* with HTTP/2, a refused stream is repeated as well */
    {CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2}, /* whatever the system's own settings allow */
    {CURLOPT_PROXY_SSLVERSION, CURL_SSLVERSION_TLSv1_2},
    {CURLOPT_HEADEROPT, CURLHEADER_SEPARATE}, /* the key is not for the proxy */
    {CURLOPT_SUPPRESS_CONNECT_HEADERS, 1},
    /* url_parse() has refused it; libcurl, which reads the address in its own way, is to find none either */
    {CURLOPT_DISALLOW_USERNAME_IN_URL, 1},
    /* a libcurl that resolves names without a thread would take SIGALRM, which ends a program that hangs */
    {CURLOPT_NOSIGNAL, 1},
#if LIBCURL_VERSION_NUM >= 0x075700
    {CURLOPT_QUICK_EXIT, 1}, /* a resolver that hangs must not hold a cancelled request */
#endif
    {CURLOPT_LOW_SPEED_LIMIT, 1}, /* bytes a second: a large body has more time, but not for standing still */
    /* What libcurl does by itself, of this version; it is to do so in all. */
    {CURLOPT_FOLLOWLOCATION, 0},
    {CURLOPT_SSL_VERIFYPEER, 1},
    {CURLOPT_SSL_VERIFYHOST, 2},
    {CURLOPT_PROXY_SSL_VERIFYPEER, 1},
    {CURLOPT_PROXY_SSL_VERIFYHOST, 2},
    {CURLOPT_NETRC, CURL_NETRC_IGNORED},
    {CURLOPT_HTTP09_ALLOWED, 0},
};

static bool set_fixed_options(const struct api *a)
{
    bool ok = true;
    for (size_t i = 0; i < sizeof fixed_options / sizeof *fixed_options; i++)
        ok = ok && a->curl.easy_setopt(a->easy, fixed_options[i].option, fixed_options[i].value) == CURLE_OK;
    return ok;
}

static bool set_protocols(const struct api *a, bool https)
{
#if LIBCURL_VERSION_NUM >= 0x075500
    return a->curl.easy_setopt(a->easy, CURLOPT_PROTOCOLS_STR, https ? "https" : "http") == CURLE_OK;
#else
    const long protocol = https ? CURLPROTO_HTTPS : CURLPROTO_HTTP;
    return a->curl.easy_setopt(a->easy, CURLOPT_PROTOCOLS, protocol) == CURLE_OK;
#endif
}

/* The endpoint's host may take a->timeout to say anything; a large body may take longer to send. */
static bool set_limits(const struct api *a, size_t body_len)
{
    const long connect = a->timeout < CONNECT_SECONDS_MAX ? a->timeout : CONNECT_SECONDS_MAX;
    const long total = a->timeout + (long)(body_len / SLOWEST_UPLOAD);
    return a->curl.easy_setopt(a->easy, CURLOPT_CONNECTTIMEOUT, connect) == CURLE_OK &&
           a->curl.easy_setopt(a->easy, CURLOPT_TIMEOUT, total) == CURLE_OK &&
           a->curl.easy_setopt(a->easy, CURLOPT_LOW_SPEED_TIME, a->timeout) == CURLE_OK;
}

static bool set_callbacks(struct api *a)
{
    return a->curl.easy_setopt(a->easy, CURLOPT_PREREQFUNCTION, on_begin) == CURLE_OK &&
           a->curl.easy_setopt(a->easy, CURLOPT_PREREQDATA, a) == CURLE_OK &&
           a->curl.easy_setopt(a->easy, CURLOPT_WRITEFUNCTION, on_body) == CURLE_OK &&
           a->curl.easy_setopt(a->easy, CURLOPT_WRITEDATA, a) == CURLE_OK &&
           a->curl.easy_setopt(a->easy, CURLOPT_HEADERFUNCTION, on_header) == CURLE_OK &&
           a->curl.easy_setopt(a->easy, CURLOPT_HEADERDATA, a) == CURLE_OK &&
           a->curl.easy_setopt(a->easy, CURLOPT_ERRORBUFFER, a->detail) == CURLE_OK;
}

static bool set_target(const struct api *a, const char *path)
{
    char *address = xasprintf("%s%s", a->endpoint, path);
    struct url u;
    const bool ok = url_parse(address, &u, NULL) && set_protocols(a, u.https) &&
                    a->curl.easy_setopt(a->easy, CURLOPT_URL, address) == CURLE_OK &&
                    a->curl.easy_setopt(a->easy, CURLOPT_PROXY, a->proxy ? a->proxy : "") == CURLE_OK &&
                    a->curl.easy_setopt(a->easy, CURLOPT_NOPROXY, "") == CURLE_OK;
    free(address);
    return ok;
}

static bool set_body(const struct api *a, const char *body, size_t len)
{
    if (!body)
        return a->curl.easy_setopt(a->easy, CURLOPT_HTTPGET, 1L) == CURLE_OK;
    return a->curl.easy_setopt(a->easy, CURLOPT_POST, 1L) == CURLE_OK &&
           a->curl.easy_setopt(a->easy, CURLOPT_POSTFIELDS, body) == CURLE_OK &&
           a->curl.easy_setopt(a->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)len) == CURLE_OK;
}

/* name with its colon and space */
static void add_header(struct api *a, const char *name, const char *value)
{
    char *line = secret_joined(name, value);
    struct curl_slist *longer = a->curl.slist_append(a->headers, line);
    explicit_bzero(line, strlen(line));
    free(line);
    if (!longer)
        mem_exhausted();
    a->headers = longer;
}

static bool set_headers(struct api *a, const struct credentials *c, bool with_body)
{
    add_header(a, "Accept: ", "application/json");
    add_header(a, "User-Agent: ", PACKAGE_NAME "/" PACKAGE_VERSION);
    if (with_body)
        add_header(a, "Content-Type: ", "application/json");
    if (c)
        add_header(a, "Authorization: ", credentials_authorization(c));
    if (c && credentials_workspace(c))
        add_header(a, "seam-workspace: ", credentials_workspace(c));
    struct curl_slist *longer =
        a->curl.slist_append(a->headers, "Expect:"); /* or large bodies wait for a 100 */
    if (!longer)
        mem_exhausted();
    a->headers = longer;
    return a->curl.easy_setopt(a->easy, CURLOPT_HTTPHEADER, a->headers) == CURLE_OK;
}

static void forget_last(struct api *a)
{
    reply_finish(&a->reply);
    buf_clear(&a->body);
    a->header_bytes = 0;
    a->begun = a->head_whole = a->too_large = a->ended = false;
    a->detail[0] = '\0';
}

bool api_start(struct api *a, const struct credentials *c, const char *path, const char *body, size_t len,
               struct err *e)
{
    if (api_active(a))
        return err_set(e, ERR_USAGE, "Another request is under way.");
    if (!load_curl(a, e))
        return false;
    forget_last(a);
    a->easy = a->curl.easy_init();
    if (!a->easy)
        mem_exhausted();
    if (set_fixed_options(a) && set_limits(a, len) && set_callbacks(a) && set_target(a, path) &&
        set_body(a, body, len) && set_headers(a, c, body != NULL) &&
        a->curl.multi_add_handle(a->multi, a->easy) == CURLM_OK)
        return true;
    close_request(a);
    return err_set(e, ERR_NETWORK, "The request could not be prepared: this libcurl lacks what it needs.");
}

size_t api_sent(const struct api *a)
{
    curl_off_t sent = 0;
    if (a->easy)
        a->curl.easy_getinfo(a->easy, CURLINFO_SIZE_UPLOAD_T, &sent);
    return sent > 0 ? (size_t)sent : 0;
}

bool api_active(const struct api *a)
{
    return a->easy || a->ended;
}

/* ---- the end of a request */

static const struct {
    CURLcode code;
    const char *words;
} failures[] = {
    {CURLE_COULDNT_RESOLVE_HOST, "The host name of the endpoint was not found."},
    {CURLE_COULDNT_RESOLVE_PROXY, "The host name of the proxy was not found."},
    {CURLE_COULDNT_CONNECT, "No connection to the server could be made."},
    {CURLE_PROXY, "The proxy did not make the connection."},
    {CURLE_SSL_CONNECT_ERROR, "The server did not agree on a safe connection (TLS 1.2 or later)."},
    {CURLE_PEER_FAILED_VERIFICATION,
     "The server could not prove who it is: its certificate was not accepted."},
    {CURLE_OPERATION_TIMEDOUT, "The time limit was reached."},
    {CURLE_GOT_NOTHING, "The server closed the connection without an answer."},
    {CURLE_PARTIAL_FILE, "The connection ended in the middle of the answer."},
    {CURLE_RECV_ERROR, "The connection broke while the answer was awaited."},
    {CURLE_SEND_ERROR, "The connection broke while the request was sent."},
    {CURLE_UNSUPPORTED_PROTOCOL, "What came back is not an HTTP answer."},
    {CURLE_WEIRD_SERVER_REPLY, "What came back is not a proper HTTP answer."},
    {CURLE_ABORTED_BY_CALLBACK, "The request was cancelled."},
};

static const char *failure_words(CURLcode code)
{
    for (size_t i = 0; i < sizeof failures / sizeof *failures; i++)
        if (failures[i].code == code)
            return failures[i].words;
    return "The request failed.";
}

static void describe_failure(struct api *a, CURLcode code)
{
    if (a->too_large)
        err_set(&a->reply.err, ERR_LIMIT,
                "The answer was larger than this program accepts (%zu KiB of headers, %zu KiB of body).",
                HEADERS_MAX >> 10, BODY_MAX >> 10);
    else if (a->proxy && proxy_quoted(a->proxy, a->detail))
        err_set(&a->reply.err, ERR_NETWORK, "%s Is the address of the proxy right (%s)?", failure_words(code),
                a->proxy_shown);
    else if (a->detail[0])
        err_set(&a->reply.err, ERR_NETWORK, "%s (%s)", failure_words(code), a->detail);
    else
        err_set(&a->reply.err, ERR_NETWORK, "%s", failure_words(code));
}

/* The key is still in the headers of the request. */
static void hide_echoes(struct api *a)
{
    const char *secret = NULL;
    for (const struct curl_slist *h = a->headers; h && !secret; h = h->next)
        secret = secret_in_header(h->data);
    if (secret)
        reply_hide(&a->reply, secret);
}

static void finish_request(struct api *a, CURLcode code)
{
    struct reply *r = &a->reply;
    if (code == CURLE_OK && !a->head_whole) /* libcurl takes a close within the headers for their end */
        code = CURLE_PARTIAL_FILE;
    curl_off_t elapsed_us = 0;
    a->curl.easy_getinfo(a->easy, CURLINFO_TOTAL_TIME_T, &elapsed_us);
    a->curl.easy_getinfo(a->easy, CURLINFO_RESPONSE_CODE, &r->status);
    r->elapsed_ms = elapsed_us / 1000;
    r->delivery = code == CURLE_OK ? DELIVERY_ANSWERED : a->begun ? DELIVERY_UNKNOWN : DELIVERY_NONE;
    if (code != CURLE_OK)
        describe_failure(a, code);
    r->body = buf_detach(&a->body, &r->len);
    hide_echoes(a);
    close_request(a);
    a->ended = true;
}

void api_cancel(struct api *a)
{
    if (a->easy)
        finish_request(a, CURLE_ABORTED_BY_CALLBACK);
}

static void advance(struct api *a)
{
    int running, left;
    struct sigaction before;
    hold_sigpipe(&before);
    const CURLMcode code = a->curl.multi_perform(a->multi, &running);
    restore_sigpipe(&before);
    if (code != CURLM_OK) {
        finish_request(a, CURLE_FAILED_INIT);
        return;
    }
    for (const CURLMsg *m; a->easy && (m = a->curl.multi_info_read(a->multi, &left));)
        if (m->msg == CURLMSG_DONE)
            finish_request(a, m->data.result);
}

bool api_poll(struct api *a, struct reply *out)
{
    if (a->easy)
        advance(a);
    if (!a->ended)
        return false;
    *out = a->reply;
    a->reply = (struct reply){0};
    a->ended = false;
    return true;
}

int api_wait(struct api *a, struct pollfd *fds, unsigned count, int timeout_ms)
{
    if (a && a->ended)
        timeout_ms = 0;
    if (!a || !a->easy)
        return poll(fds, count, timeout_ms);
    struct curl_waitfd *waited = xcalloc(count, sizeof *waited);
    for (unsigned i = 0; i < count; i++)
        waited[i] = (struct curl_waitfd){
            .fd = fds[i].fd,
            .events = (short)((fds[i].events & POLLIN ? CURL_WAIT_POLLIN : 0) |
                              (fds[i].events & POLLOUT ? CURL_WAIT_POLLOUT : 0)),
        };
    a->curl.multi_poll(a->multi, waited, count, timeout_ms < 0 ? WAIT_UNLIMITED : timeout_ms, NULL);
    free(waited);
    /* libcurl passes on neither POLLHUP nor POLLERR: a terminal that went away would be missed. */
    return poll(fds, count, 0);
}
