#include "config.h"

#include "tests/server/server.h"

#include "forms/mem.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct server {
    pid_t pid; /* 0: none, or ended */
    int fd;
    unsigned port;
    char url[64];
    struct tls *tls;   /* NULL: plain */
    struct seen *seen; /* shared with the process */
};

/* ---- in the server's process */

struct connection {
    int fd;
    struct tls_stream *tls; /* NULL: plain */
    bool over;              /* what still comes is nothing that the client meant: TLS is not, or no more */
    struct seen *seen;
    char head[SEEN_MAX]; /* of this connection */
    size_t len;
};

static unsigned occurrences(const char *p, size_t len, const char *word)
{
    unsigned n = 0;
    const size_t size = strlen(word);
    for (const char *end = p + len; (p = memmem(p, (size_t)(end - p), word, size)); p += size)
        n++;
    return n;
}

static void remember(struct connection *c, const char *p, size_t len)
{
    struct seen *s = c->seen;
    const size_t before = s->bytes < SEEN_MAX - 1 ? s->bytes : SEEN_MAX - 1;
    const size_t kept = len < SEEN_MAX - 1 - before ? len : SEEN_MAX - 1 - before;
    memcpy(s->text + before, p, kept);
    s->bytes += len;
    const size_t more = len < sizeof c->head - c->len ? len : sizeof c->head - c->len;
    memcpy(c->head + c->len, p, more);
    c->len += more;
    s->posts = occurrences(s->text, before + kept, "POST /");
}

/* false at the end of the connection. */
static bool take_some(struct connection *c)
{
    char bytes[16384];
    const ssize_t got =
        c->tls ? tls_receive(c->tls, bytes, sizeof bytes) : recv(c->fd, bytes, sizeof bytes, 0);
    if (got <= 0)
        return false;
    remember(c, bytes, (size_t)got);
    return true;
}

static size_t content_length(const struct connection *c)
{
    const char *name = memmem(c->head, c->len, "Content-Length: ", 16);
    return name ? strtoul(name + 16, NULL, 10) : 0;
}

static void take_request(struct connection *c)
{
    const size_t before = c->seen->bytes;
    const char *end;
    while (!(end = memmem(c->head, c->len, "\r\n\r\n", 4)))
        if (!take_some(c))
            return;
    const size_t whole = (size_t)(end - c->head) + 4 + content_length(c);
    while (c->seen->bytes - before < whole && take_some(c))
        ;
}

static bool say(struct connection *c, const char *p, size_t len)
{
    while (len) {
        const ssize_t sent = c->tls ? tls_send(c->tls, p, len) : send(c->fd, p, len, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        p += sent;
        len -= (size_t)sent;
    }
    return true;
}

/* What the client says meanwhile ends a pause, and so does its end. */
static void drip(struct connection *c, const struct step *s)
{
    enum { PAUSE_MS = 50 };
    struct pollfd client = {.fd = c->fd, .events = POLLIN};
    for (size_t i = 0; say(c, &s->bytes[i % s->len], 1); i++)
        if (poll(&client, 1, PAUSE_MS) == 1 && !take_some(c))
            return;
}

/* With the system's room for what was sent full, the end of the client cannot arrive either. */
static void stall(const struct connection *c)
{
    enum { LOOK_EVERY_MS = 10 };
    while (!c->seen->ending)
        poll(NULL, 0, LOOK_EVERY_MS);
}

static void answer(struct connection *c, const char *head, const char *body)
{
    char line[64];
    const int len = snprintf(line, sizeof line, "Content-Length: %zu\r\n\r\n", strlen(body));
    if (say(c, head, strlen(head)) && say(c, line, (size_t)len))
        say(c, body, strlen(body));
}

/* Nothing of it is said to the other side. */
static void forget_tls(struct connection *c)
{
    tls_stream_free(c->tls);
    c->tls = NULL;
    c->over = true;
}

static void perform(struct connection *c, const struct step *s)
{
    switch (s->kind) {
    case STEP_END:
        break;
    case STEP_READ:
        take_request(c);
        break;
    case STEP_TAKE:
        while (c->seen->bytes < s->len && take_some(c))
            ;
        break;
    case STEP_SEND:
        say(c, s->bytes, s->len);
        break;
    case STEP_REPEAT:
        for (size_t i = 0; i < s->count && say(c, s->bytes, s->len); i++)
            ;
        break;
    case STEP_DRIP:
        drip(c, s);
        break;
    case STEP_ANSWER:
        answer(c, s->bytes, s->body);
        break;
    case STEP_WAIT:
        while (take_some(c))
            ;
        break;
    case STEP_STALL:
        stall(c);
        break;
    case STEP_RAW:
        send(c->fd, s->bytes, s->len, MSG_NOSIGNAL);
        break;
    case STEP_CUT:
        forget_tls(c);
        break;
    case STEP_RESET:
        setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &(struct linger){.l_onoff = 1}, sizeof(struct linger));
        close(c->fd);
        c->fd = -1;
        break;
    }
}

/* Reads on until the client has closed, and counts what it means. */
static void finish(struct connection *c)
{
    char rest[4096];
    if (c->tls)
        tls_end(c->tls);
    shutdown(c->fd, SHUT_WR);
    while (!c->over && take_some(c))
        ;
    while (recv(c->fd, rest, sizeof rest, 0) > 0)
        ;
    forget_tls(c);
    close(c->fd);
}

static void serve(const struct server *s, int fd, const struct step *script)
{
    struct connection *c = xcalloc(1, sizeof *c);
    c->fd = fd;
    c->seen = s->seen;
    c->tls = s->tls ? tls_accept(s->tls, fd) : NULL;
    s->seen->connections++;
    c->over = s->tls && !c->tls;
    for (size_t i = 0; !c->over && i < SCRIPT_MAX && script[i].kind != STEP_END && c->fd >= 0; i++)
        perform(c, &script[i]);
    if (c->fd >= 0)
        finish(c);
    tls_stream_free(c->tls);
    free(c);
}

static _Noreturn void live(struct server *s, const struct step *script, pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGPIPE, SIG_IGN); /* OpenSSL writes to sockets that are gone */
    if (getppid() != parent)
        _exit(1);
    for (;;) {
        const int fd = accept(s->fd, NULL, NULL);
        if (fd >= 0)
            serve(s, fd, script);
    }
}

/* ---- in the test */

static void must(bool ok, const char *what)
{
    if (!ok) {
        perror(what);
        abort();
    }
}

static struct server *start(const struct step *script, struct tls *take)
{
    struct server *s = xcalloc(1, sizeof *s);
    s->tls = take;
    s->seen = mmap(NULL, sizeof *s->seen, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    must(s->seen != MAP_FAILED, "mmap");
    s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    must(s->fd >= 0, "socket");
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof here;
    must(bind(s->fd, (struct sockaddr *)&here, size) == 0, "bind");
    must(getsockname(s->fd, (struct sockaddr *)&here, &size) == 0, "getsockname");
    s->port = ntohs(here.sin_port);
    snprintf(s->url, sizeof s->url, "%s://127.0.0.1:%u", s->tls ? "https" : "http", s->port);
    if (!script)
        return s;
    must(listen(s->fd, 8) == 0, "listen");
    const pid_t parent = getpid();
    s->pid = fork();
    must(s->pid >= 0, "fork");
    if (s->pid == 0)
        live(s, script, parent);
    return s;
}

struct server *server_start(const struct step *script)
{
    return start(script, NULL);
}

struct server *server_start_tls(const struct step *script, const struct tls_terms *terms)
{
    return start(script, tls_new(terms));
}

const char *server_url(const struct server *s)
{
    return s->url;
}

unsigned server_port(const struct server *s)
{
    return s->port;
}

/* A connection that is still in the queue is part of what happened: it is served before the end. The
 * server takes connections in order, so one of ours that it has closed shows that it is through. */
static void drain(const struct server *s)
{
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in there = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)s->port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    must(fd >= 0 && connect(fd, (struct sockaddr *)&there, sizeof there) == 0, "connect");
    shutdown(fd, SHUT_WR);
    char bytes[4096];
    while (recv(fd, bytes, sizeof bytes, 0) > 0)
        ;
    close(fd);
    s->seen->connections--;
}

const struct seen *server_end(struct server *s)
{
    if (s->pid) {
        s->seen->ending = true;
        drain(s);
        kill(s->pid, SIGKILL);
        waitpid(s->pid, NULL, 0);
        s->pid = 0;
    }
    return s->seen;
}

void server_free(struct server *s)
{
    if (!s)
        return;
    server_end(s);
    close(s->fd);
    tls_free(s->tls);
    munmap(s->seen, sizeof *s->seen);
    free(s);
}
