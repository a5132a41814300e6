#include "config.h"

#include "tui/sandbox/sandbox.h"

#include "forms/mem.h"
#include "tui/late.h"
#include "tui/sandbox/routes.h"

#include <arpa/inet.h>
#include <errno.h>
#include <limits.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define CONNECTIONS  64u
#define IDLE_SECONDS 120u
#define HUNG_MAX     16
/* Even a text that got out of its place could load, run, send and frame nothing. */
#define SECURITY_POLICY                                                                                      \
    "default-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"

/* Microhttpd answered with enum MHD_Result only since 0.9.71. */
#if MHD_VERSION < 0x00097002
typedef int mhd_result;
#else
typedef enum MHD_Result mhd_result;
#endif

/* A request while it arrives. */
struct arrival {
    struct buf body;
    bool too_large, hung;
};

/* What is called of libmicrohttpd, which is loaded when a sandbox starts. */
#define MHD_CALLS(X)                                                                                         \
    X(add_response_header)                                                                                   \
    X(create_response_from_buffer)                                                                           \
    X(destroy_response)                                                                                      \
    X(get_daemon_info)                                                                                       \
    X(get_timeout)                                                                                           \
    X(lookup_connection_value)                                                                               \
    X(queue_response)                                                                                        \
    X(resume_connection)                                                                                     \
    X(run)                                                                                                   \
    X(start_daemon)                                                                                          \
    X(stop_daemon)                                                                                           \
    X(suspend_connection)

struct mhd_calls {
#define CALL(name) __typeof__(MHD_##name) *name;
    MHD_CALLS(CALL)
#undef CALL
};

struct sandbox {
    struct mhd_calls mhd;
    struct MHD_Daemon *daemon;
    char url[64];
    size_t limit;
    struct site site;
    struct MHD_Connection *hung[HUNG_MAX]; /* connections that wait for an answer that never comes */
    size_t hung_count;
};

/* ---- one request */

static const char *header(const struct sandbox *s, struct MHD_Connection *connection, const char *name)
{
    return s->mhd.lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static void put_header(const struct sandbox *s, struct MHD_Response *response, const char *name,
                       const char *value)
{
    if (value)
        s->mhd.add_response_header(response, name, value);
}

static mhd_result send_answer(const struct sandbox *s, struct MHD_Connection *connection,
                              const struct answer *a)
{
    struct MHD_Response *response =
        s->mhd.create_response_from_buffer(a->body.len, a->body.data, MHD_RESPMEM_MUST_COPY);
    if (!response)
        return MHD_NO;
    put_header(s, response, "Content-Type", a->content_type);
    put_header(s, response, "Cache-Control", "no-store");
    put_header(s, response, "Content-Security-Policy", SECURITY_POLICY);
    put_header(s, response, "Referrer-Policy", "no-referrer");
    put_header(s, response, "X-Content-Type-Options", "nosniff");
    put_header(s, response, "seam-request-id", a->request_id);
    put_header(s, response, "Retry-After", a->retry_after);
    put_header(s, response, "Allow", a->allow);
    put_header(s, response, "Location", a->location);
    const mhd_result queued = s->mhd.queue_response(connection, a->status, response);
    s->mhd.destroy_response(response);
    return queued;
}

/* A connection that is resumed comes back to on_request, which then ends it. */
static void release_oldest(struct sandbox *s)
{
    struct MHD_Connection *oldest = s->hung[0];
    s->hung_count--;
    memmove(s->hung, s->hung + 1, s->hung_count * sizeof *s->hung);
    s->mhd.resume_connection(oldest);
}

static mhd_result hang(struct sandbox *s, struct MHD_Connection *connection, struct arrival *arrival)
{
    if (s->hung_count == HUNG_MAX)
        release_oldest(s);
    s->hung[s->hung_count++] = connection;
    arrival->hung = true;
    s->mhd.suspend_connection(connection);
    return MHD_YES;
}

static mhd_result answer_request(struct sandbox *s, struct MHD_Connection *connection,
                                 struct arrival *arrival, const char *method, const char *path)
{
    const struct request rq = {
        .method = method,
        .path = path,
        .authorization = header(s, connection, "Authorization"),
        .workspace = header(s, connection, "seam-workspace"),
        .content_type = header(s, connection, "Content-Type"),
        .body = arrival->body.data,
        .len = arrival->body.len,
        .too_large = arrival->too_large,
    };
    struct answer a;
    answer_init(&a);
    site_answer(&s->site, &rq, (int64_t)time(NULL), &a);
    const mhd_result result = a.ending == ENDING_DROP   ? MHD_NO
                              : a.ending == ENDING_HANG ? hang(s, connection, arrival)
                                                        : send_answer(s, connection, &a);
    answer_finish(&a);
    return result;
}

/* Microhttpd calls it when the headers are there, for each piece of the body, and at the end of it. A body
 * over the limit is read to its end all the same: a client that is cut off may never see the answer. */
static mhd_result on_request(void *context, struct MHD_Connection *connection, const char *path,
                             const char *method, const char *version, const char *upload, size_t *upload_len,
                             void **state)
{
    (void)version;
    struct sandbox *s = context;
    struct arrival *arrival = *state;
    if (!arrival) {
        *state = arrival = xcalloc(1, sizeof *arrival);
        buf_init(&arrival->body, s->limit);
        return MHD_YES;
    }
    if (arrival->hung)
        return MHD_NO;
    if (*upload_len == 0)
        return answer_request(s, connection, arrival, method, path);
    if (!arrival->too_large && !buf_add(&arrival->body, upload, *upload_len)) {
        arrival->too_large = true;
        buf_finish(&arrival->body);
    }
    *upload_len = 0;
    return MHD_YES;
}

static void on_end(void *context, struct MHD_Connection *connection, void **state,
                   enum MHD_RequestTerminationCode why)
{
    (void)context, (void)connection, (void)why;
    struct arrival *arrival = *state;
    if (!arrival)
        return;
    buf_finish(&arrival->body);
    free(arrival);
    *state = NULL;
}

/* ---- the server */

static bool listen_on(struct sandbox *s, unsigned port, struct err *e)
{
    const struct sockaddr_in here = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    s->daemon = s->mhd.start_daemon(MHD_USE_EPOLL | MHD_USE_SUSPEND_RESUME, 0, NULL, NULL, on_request, s,
                                    MHD_OPTION_SOCK_ADDR, &here, MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL,
                                    MHD_OPTION_CONNECTION_LIMIT, CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT,
                                    IDLE_SECONDS, MHD_OPTION_END);
    if (!s->daemon)
        return err_set(e, ERR_IO, "The sandbox cannot listen on 127.0.0.1, port %u: %s", port,
                       strerror(errno));
    const union MHD_DaemonInfo *info = s->mhd.get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);
    snprintf(s->url, sizeof s->url, "http://127.0.0.1:%u", info ? info->port : port);
    return true;
}

struct sandbox *sandbox_start(unsigned port, const struct schema *schema, struct err *e)
{
    if (port > UINT16_MAX) {
        err_set(e, ERR_USAGE, "A port is a number from 0 to 65535.");
        return NULL;
    }
    static const char *const names[] = {
#define CALL(name) "MHD_" #name,
        MHD_CALLS(CALL)
#undef CALL
    };
    struct sandbox *s = xcalloc(1, sizeof *s);
    s->limit = SANDBOX_BODY_MAX;
    s->site.schema = schema;
    s->site.url = s->url;
    if (late_load(LATE_MICROHTTPD, names, sizeof names / sizeof *names, &s->mhd, e) && listen_on(s, port, e))
        return s;
    free(s);
    return NULL;
}

void sandbox_stop(struct sandbox *s)
{
    if (!s)
        return;
    while (s->hung_count)
        release_oldest(s);
    s->mhd.run(s->daemon);
    s->mhd.stop_daemon(s->daemon);
    made_links_finish(&s->site.links);
    free(s);
}

const char *sandbox_url(const struct sandbox *s)
{
    return s->url;
}

void sandbox_limit(struct sandbox *s, size_t bytes)
{
    s->limit = bytes;
}

int sandbox_fd(const struct sandbox *s)
{
    return s->mhd.get_daemon_info(s->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

int sandbox_wait_ms(const struct sandbox *s)
{
    MHD_UNSIGNED_LONG_LONG ms;
    if (s->mhd.get_timeout(s->daemon, &ms) != MHD_YES)
        return -1;
    return ms < INT_MAX ? (int)ms : INT_MAX;
}

void sandbox_step(struct sandbox *s)
{
    s->mhd.run(s->daemon);
}

/* ---- in the foreground */

static void wake(int number)
{
    (void)number;
}

static const int endings[] = {SIGINT, SIGTERM, SIGHUP};
#define ENDINGS (sizeof endings / sizeof *endings)

/* How signals were treated before, and the mask while it waits. */
struct signals {
    struct sigaction endings[ENDINGS], pipe;
    sigset_t before, waiting;
};

/* The signals that end it are let in only while ppoll waits: none can be missed between two waits. */
static void catch_signals(struct signals *s)
{
    sigset_t blocked;
    sigemptyset(&blocked);
    for (size_t i = 0; i < ENDINGS; i++)
        sigaddset(&blocked, endings[i]);
    sigprocmask(SIG_BLOCK, &blocked, &s->before);
    s->waiting = s->before;
    for (size_t i = 0; i < ENDINGS; i++) {
        sigdelset(&s->waiting, endings[i]);
        sigaction(endings[i], &(struct sigaction){.sa_handler = wake}, &s->endings[i]);
    }
    sigaction(SIGPIPE, &(struct sigaction){.sa_handler = SIG_IGN}, &s->pipe);
}

static void restore_signals(const struct signals *s)
{
    for (size_t i = 0; i < ENDINGS; i++)
        sigaction(endings[i], &s->endings[i], NULL);
    sigaction(SIGPIPE, &s->pipe, NULL);
    sigprocmask(SIG_SETMASK, &s->before, NULL);
}

static bool at_eof(int fd)
{
    char bytes[256];
    const ssize_t got = read(fd, bytes, sizeof bytes);
    return got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN);
}

/* false: it is time to end. */
static bool wait_for_work(const struct sandbox *s, int until_eof, const sigset_t *mask)
{
    struct pollfd fds[] = {{.fd = sandbox_fd(s), .events = POLLIN}, {.fd = until_eof, .events = POLLIN}};
    const int ms = sandbox_wait_ms(s);
    const struct timespec limit = {.tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000};
    if (ppoll(fds, 2, ms < 0 ? NULL : &limit, mask) < 0)
        return false;
    return !fds[1].revents || !at_eof(until_eof);
}

void sandbox_run(struct sandbox *s, int until_eof)
{
    struct signals signals;
    catch_signals(&signals);
    while (wait_for_work(s, until_eof, &signals.waiting))
        sandbox_step(s);
    restore_signals(&signals);
}
