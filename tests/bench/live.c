/* Rows about a program that is at work: what a key costs where there is much, and while a request gets no
 * answer. */
#include "tests/bench/bench.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define UP     "\033[A"
#define DOWN   "\033[B"
#define F3     "\033OR"
#define F5     "\033[15~"
#define CTRL_L "\014"
#define CTRL_Q "\021"

struct times {
    double p50, p95; /* to the last byte of the picture */
    double first95;  /* to its first byte: where a clock on the screen may follow within SESSION_QUIET */
};

/* Two keys in turn, KEYS times in all. */
static struct times press(struct session *s, const char *key, const char *other)
{
    double first[KEYS], settled[KEYS];
    size_t n = 0;
    for (int i = 0; i < KEYS; i++) {
        const char *pressed = i % 2 ? other : key;
        const struct reaction r = session_keys(s, pressed, strlen(pressed));
        if (!r.bytes)
            continue;
        first[n] = r.first;
        settled[n++] = r.settled;
    }
    struct times t;
    t.p50 = measure_quantile(settled, n, .5);
    t.p95 = measure_quantile(settled, n, .95);
    t.first95 = measure_quantile(first, n, .95);
    return t;
}

/* ---- row 6 */

static bool start_table(const struct bench *b, struct session *s)
{
    if (!bench_open(b, 40, 120, s))
        return false;
    bench_go_to_reservations(s);
    return true;
}

static void beside(const struct bench *b, const char *what, struct times many, struct times few)
{
    char row[80];
    snprintf(row, sizeof row, "6 %s: p50", what);
    bench_line(row, b->n, many.p50, "ms", "at 10", few.p50, many.p50 / few.p50, 1.25);
    snprintf(row, sizeof row, "6 %s: p95", what);
    bench_line(row, b->n, many.p95, "ms", "at 10", few.p95, many.p95 / few.p95, 1.5);
}

void bench_size_of_keys(const struct bench *b)
{
    struct bench ten = *b;
    struct session s, t;
    ten.n = 10;
    if (b->n <= 10 || !bench_generate(&ten) || !start_table(b, &s))
        return;
    if (!start_table(&ten, &t)) {
        session_end(&s);
        return;
    }
    const struct times many = press(&s, DOWN, UP), few = press(&t, DOWN, UP);
    beside(b, "down and up in the table", many, few);
    session_keys(&s, "\r", 1); /* into the record, its first field */
    session_keys(&t, "\r", 1);
    const struct times typed = press(&s, "x", "y"), typed_few = press(&t, "x", "y");
    beside(b, "typed character, checked", typed, typed_few);
    session_end(&s);
    session_end(&t);
}

/* ---- row 9 */

void bench_preview(const struct bench *b)
{
    static const char page_down[] = "\033[6~";
    const char *const vim[] = {"vim",       "-u", "NONE",        "-n",    "-c",
                               "syntax on", "-c", "set ft=json", b->file, NULL};
    struct session s, t;
    if (!measure_installed("vim")) {
        bench_missing("9 page of the JSON in colours", b->n, "vim");
        return;
    }
    if (!bench_open(b, 40, 120, &s))
        return;
    session_keys(&s, F3, strlen(F3));
    if (session_start(vim, 40, 120, &t)) {
        session_read(&t, t.started, 20000);
        const struct times mine = press(&s, page_down, page_down), other = press(&t, page_down, page_down);
        bench_line("9 page of the JSON in colours", b->n, mine.p50, "ms", "vim, syntax on", other.p50,
                   mine.p50 / other.p50, 0.6);
        session_end(&t);
    }
    session_end(&s);
}

/* ---- row 14 */

/* The size of the terminal, back and forth. */
static double resize(struct session *s)
{
    double times[KEYS / 4];
    for (size_t i = 0; i < KEYS / 4; i++)
        times[i] = session_resize(s, i % 2 ? 40 : 24, i % 2 ? 120 : 80).settled;
    return measure_quantile(times, KEYS / 4, .5);
}

/* vim shows a body that fills the screen, too. */
static void resize_beside_vim(const struct bench *b, const char *body, struct session *s)
{
    const char *const vim[] = {"vim", "-u", "NONE", "-n", body, NULL};
    struct session t;
    if (!measure_installed("vim") || !session_start(vim, 40, 120, &t)) {
        bench_missing("14 another size", b->n, "vim");
        return;
    }
    session_read(&t, t.started, 5000);
    const double mine = resize(s), other = resize(&t);
    bench_line("14 another size, while a request stalls", b->n, mine, "ms", "vim", other, mine / other, 2);
    session_end(&t);
}

/* The review screen of a configuration that the sandbox never answers. */
static bool start_review(const struct bench *b, const char *url, struct session *s)
{
    const char *const ours[] = {b->program, "--endpoint", url, b->file, NULL};
    if (!session_start(ours, 40, 120, s))
        return false;
    session_read(s, s->started, 5000);
    session_keys(s, F5, strlen(F5));
    return true;
}

static void against_goal(const char *row, unsigned n, double took, double goal)
{
    bench_line(row, n, took, "ms", "goal", goal, took / goal, 1);
}

static void stall(const struct bench *b, const char *body, const char *url)
{
    struct session s;
    if (!start_review(b, url, &s))
        return;
    const struct times idle = press(&s, CTRL_L, CTRL_L);
    double since = measure_now();
    if (write(s.fd, "y", 1) == 1)
        session_until(&s, since, "All is sent", 5000);
    const struct times busy = press(&s, CTRL_L, CTRL_L);
    bench_line("14 redraw, while a request stalls: p95", b->n, busy.first95, "ms", "idle", idle.first95,
               busy.first95 / idle.first95, 1.5);
    resize_beside_vim(b, body, &s);
    since = measure_now();
    if (write(s.fd, "\003", 1) == 1)
        against_goal("14 giving the request up", b->n, session_until(&s, since, "may exist", 5000), 250);
    session_end(&s);
}

/* Once nothing is left to be written: the first end puts into the database what the killed session left. */
static void leave(const struct bench *b, const char *url)
{
    struct session s;
    if (!start_review(b, url, &s))
        return;
    against_goal("14 Esc", b->n, session_keys(&s, "\033", 1).settled, 50);
    session_exit(&s, CTRL_Q, 1, 2000);
    if (start_review(b, url, &s))
        against_goal("14 quit", b->n, session_exit(&s, CTRL_Q, 1, 2000), 10);
}

void bench_stall(const struct bench *b, const char *key)
{
    struct bench hung = *b;
    char url[256];
    snprintf(hung.file, sizeof hung.file, "%s/hang.json", b->dir);
    FILE *f = fopen(hung.file, "w");
    if (!f)
        return;
    fputs("{\"customer_data\": {\"customer_key\": \"sandbox-hang\"}}\n", f);
    fclose(f);
    const pid_t server = bench_sandbox(b, url, sizeof url);
    if (server < 0 || !url[0]) {
        printf("| 14 a request that stalls | %u | the sandbox did not start | | | | |\n", b->n);
        return;
    }
    setenv("SEAM_API_KEY", key, 1);
    stall(&hung, b->file, url);
    leave(&hung, url);
    unsetenv("SEAM_API_KEY");
    kill(server, SIGTERM);
    waitpid(server, NULL, 0);
}
