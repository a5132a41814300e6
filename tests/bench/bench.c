/* bench PROGRAM TOOLS KEY [N...]: the rows of the performance page that can be measured here, as ratios
 * against programs that users know, taken in turn in one run. Prints a table in Markdown. A peer that is not
 * installed is named as missing. TOOLS is the directory of its helpers, with a slash; KEY one that the
 * sandbox takes. It asserts nothing: goals that are missed are named "over". */
#include "tests/bench/bench.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define RUNS 7
#define SLOW 10000 /* ms after which a comparison is content with the runs it has */

void bench_line(const char *row, unsigned n, double ours, const char *unit, const char *peer, double theirs,
                double ratio, double goal)
{
    printf("| %s | %u | %.2f %s | %s %.2f | %.2f | <= %.2f | %s |\n", row, n, ours, unit, peer, theirs, ratio,
           goal, ratio <= goal ? "met" : "over");
    fflush(stdout);
}

void bench_missing(const char *row, unsigned n, const char *peer)
{
    printf("| %s | %u | | %s is not installed | | | |\n", row, n, peer);
}

/* Runs two commands in turn and prints the median of the pairwise ratios. Returns our median, 0 where there
 * is none. */
static double compare(const struct bench *b, const char *row, const char *const ours[], const char *peer,
                      const char *const theirs[], double goal)
{
    if (!measure_installed(theirs[0])) {
        bench_missing(row, b->n, peer);
        return 0;
    }
    double mine[RUNS], other[RUNS], ratio[RUNS];
    size_t runs = 0;
    for (const double start = measure_now(); runs < RUNS && (!runs || measure_now() - start < SLOW); runs++) {
        struct usage u = {0}, v = {0};
        if (!measure_process(ours, NULL, &u) || u.status != 0 || !measure_process(theirs, NULL, &v) ||
            v.status != 0) {
            printf("| %s | %u | failed (exit %d, %s %d) | | | | |\n", row, b->n, u.status, peer, v.status);
            return 0;
        }
        mine[runs] = u.wall;
        other[runs] = v.wall;
        ratio[runs] = u.wall / v.wall;
    }
    const double median = measure_quantile(mine, runs, .5);
    bench_line(row, b->n, median, "ms", peer, measure_quantile(other, runs, .5),
               measure_quantile(ratio, runs, .5), goal);
    return median;
}

/* Row 15: how a figure grows from one size to the next, ten times as large, start-up (as it is at the
 * smallest size) taken off. Linear is 10. */
struct growth {
    const char *row;
    double start, last;
    unsigned last_n;
};

static void grow(struct growth *g, unsigned n, double took)
{
    const double before = g->last - g->start, now = took - g->start;
    if (g->last_n && n == 10 * g->last_n && before > 0)
        printf("| 15 growth: %s | %u | %.2f ms | at %u %.2f | %.2f | <= 11.00 | %s |\n", g->row, n, now,
               g->last_n, before, now / before, now / before <= 11 ? "met" : "over");
    if (!g->last_n)
        g->start = took;
    g->last = took;
    g->last_n = n;
}

/* Row 1 and 2: start to the first whole frame, and the memory it took. */
static void start_up(const struct bench *b, const char *const ours[], const char *peer,
                     const char *const theirs[])
{
    double mine[RUNS], other[RUNS], ratio[RUNS], my_peak = 0, peak = 0;
    if (!measure_installed(theirs[0])) {
        bench_missing("1 first frame", b->n, peer);
        return;
    }
    for (int i = 0; i < RUNS; i++) {
        struct session s;
        if (!session_start(ours, 40, 120, &s))
            return;
        mine[i] = session_read(&s, s.started, 5000).settled;
        my_peak = session_peak(&s);
        session_end(&s);
        if (!session_start(theirs, 40, 120, &s))
            return;
        other[i] = session_read(&s, s.started, 5000).settled;
        peak = session_peak(&s);
        session_end(&s);
        ratio[i] = mine[i] / other[i];
    }
    bench_line("1 first frame", b->n, measure_quantile(mine, RUNS, .5), "ms", peer,
               measure_quantile(other, RUNS, .5), measure_quantile(ratio, RUNS, .5), 3.0);
    bench_line("2 memory at the first frame", b->n, my_peak, "MB", peer, peak, my_peak / peak, 2.5);
}

bool bench_open(const struct bench *b, int rows, int cols, struct session *out)
{
    const char *const ours[] = {b->program, b->file, NULL};
    char home[PATH_SIZE];
    snprintf(home, sizeof home, "%s/home-XXXXXX", b->dir);
    if (!mkdtemp(home))
        return false;
    setenv("XDG_DATA_HOME", home, 1); /* the session before was killed, and its edits would be offered */
    if (!session_start(ours, rows, cols, out))
        return false;
    session_until(out, out->started, "Customer key", 20000);
    return true;
}

/* p95 of the reactions to one key, pressed KEYS times. */
static double key_p95(struct session *s, const char *key)
{
    double times[KEYS];
    size_t n = 0;
    for (int i = 0; i < KEYS; i++) {
        const struct reaction r = session_keys(s, key, strlen(key));
        if (r.bytes)
            times[n++] = r.settled;
    }
    return measure_quantile(times, n, .95);
}

/* From the start of a program to that text. */
static double starts_to(const char *const argv[], const char *text)
{
    struct session s;
    if (!session_start(argv, 40, 120, &s))
        return 0;
    const double took = session_until(&s, s.started, text, 20000);
    session_end(&s);
    return took;
}

/* Row 3: a large file to a frame that can be used, and to the one before it, with the bar. */
static void open_file(const struct bench *b)
{
    const char *const ours[] = {b->program, b->file, NULL};
    const char *const vim[] = {"vim", "-u", "NONE", "-n", b->file, NULL}, *const visidata[] = {"vd", b->file,
                                                                                               NULL};
    const struct {
        const char *name, *const *argv, *text; /* that the frame shows */
        double goal;
    } peers[] = {{"vim", vim, "customer_key", 1.0}, {"visidata", visidata, "customer_data", 0.1}};
    for (size_t i = 0; i < sizeof peers / sizeof *peers; i++) {
        if (!measure_installed(peers[i].argv[0])) {
            bench_missing("3 open to the first rows", b->n, peers[i].name);
            continue;
        }
        const double first = starts_to(ours, "F1"), mine = starts_to(ours, "Customer key"),
                     other = starts_to(peers[i].argv, peers[i].text);
        bench_line("3 a picture that answers keys", b->n, first, "ms", peers[i].name, other, first / other,
                   peers[i].goal);
        bench_line("3 open to the first rows", b->n, mine, "ms", peers[i].name, other, mine / other,
                   peers[i].goal);
    }
}

/* Find field (F7), its name, Enter. */
void bench_go_to_reservations(struct session *s)
{
    session_keys(s, "\033[18~", 5);
    session_keys(s, "reservations", 12);
    session_keys(s, "\r", 1);
}

/* Row 5: a key to the screen, in our table and in nano on the same file. */
static void keys(const struct bench *b)
{
    static const struct {
        const char *row, *key;
    } pressed[] = {
        {"5 key to screen: down", "\033[B"},
        {"5 key to screen: page down", "\033[6~"},
        {"5 key to screen: typed character", "x"},
    };
    if (!measure_installed("nano")) {
        bench_missing("5 key to screen", b->n, "nano");
        return;
    }
    const char *const nano[] = {"nano", "-I", b->file, NULL};
    struct session s, t;
    if (!bench_open(b, 40, 120, &s) || !session_start(nano, 40, 120, &t))
        return;
    session_read(&t, t.started, 5000);
    bench_go_to_reservations(&s);
    for (size_t i = 0; i < sizeof pressed / sizeof *pressed; i++) {
        if (pressed[i].key[1] == '\0') /* typing needs a text field: open the record, go to its first field */
            session_keys(&s, "\r", 1);
        const double mine = key_p95(&s, pressed[i].key), other = key_p95(&t, pressed[i].key);
        bench_line(pressed[i].row, b->n, mine, "ms", "nano", other, mine / other, 1.5);
    }
    session_end(&s);
    session_end(&t);
}

/* p50 of the bytes that one key costs on the wire, pressed KEYS times. */
static double key_bytes(struct session *s, const char *key)
{
    double bytes[KEYS];
    for (int i = 0; i < KEYS; i++)
        bytes[i] = (double)session_keys(s, key, strlen(key)).bytes;
    return measure_quantile(bytes, KEYS, .5);
}

/* Rows 7 and 8: what a key sends, at 80 columns, and two hundred of them in one write. */
static void traffic(const struct bench *b)
{
    enum { DOWNS = 200 };
    char downs[3 * DOWNS + 1] = "";
    const char *const nano[] = {"nano", "-I", b->file, NULL};
    struct session s, t;
    for (size_t i = 0; i < DOWNS; i++)
        memcpy(downs + 3 * i, "\033[B", 4);
    if (!bench_open(b, 24, 80, &s))
        return;
    bench_go_to_reservations(&s);
    const double down = key_bytes(&s, "\033[B");
    bench_line("7 bytes for a down", b->n, down, "bytes", "goal", 160, down / 160, 1);
    if (measure_installed("nano") && session_start(nano, 24, 80, &t)) {
        session_read(&t, t.started, 20000);
        const double mine = session_keys(&s, downs, 3 * DOWNS).settled,
                     other = session_keys(&t, downs, 3 * DOWNS).settled;
        bench_line("8 200 downs in one write", b->n, mine, "ms", "nano", other, mine / other, 1.5);
        session_end(&t);
    } else {
        bench_missing("8 200 downs in one write", b->n, "nano");
    }
    session_keys(&s, "\033[H\r", 4);
    const double typed = key_bytes(&s, "x");
    bench_line("7 bytes for a typed character", b->n, typed, "bytes", "goal", 40, typed / 40, 1);
    session_end(&s);
}

/* From the keys to the text. */
static double until(struct session *s, const char *pressed, const char *text)
{
    const double since = measure_now();
    const size_t len = strlen(pressed);
    return write(s->fd, pressed, len) == (ssize_t)len ? session_until(s, since, text, 20000) : 0;
}

/* The table of all reservations filtered and sorted, from the keys to the last change of the picture. */
static void arrange(const struct bench *b)
{
    const char *const nano[] = {"nano", "-I", b->file, NULL};
    struct session s, t;
    if (!measure_installed("nano")) {
        bench_missing("filter, sort", b->n, "nano");
        return;
    }
    if (!bench_open(b, 40, 120, &s) || !session_start(nano, 40, 120, &t))
        return;
    session_read(&t, t.started, 20000);
    bench_go_to_reservations(&s);
    const double other = until(&t, "\027zzzz\r", "not found");
    const double filter = until(&s, "/zzzz", "No reservation holds");
    session_keys(&s, "\033", 1);
    const double sort = session_keys(&s, ">>", 2).settled;
    bench_line("filter all fields", b->n, filter, "ms", "nano, searching", other, filter / other, 1);
    bench_line("sort by name", b->n, sort, "ms", "nano, searching", other, sort / other, 2);
    session_end(&s);
    session_end(&t);
}

/* Row 12: a durable save, against the same with a shell's tools. */
static void save(const struct bench *b)
{
    double mine[RUNS], other[RUNS], ratio[RUNS];
    static const char safe[] = "cp \"$0\" \"$0.t\" && sync \"$0.t\" && mv \"$0.t\" \"$0.d\"";
    const char *const shell[] = {"sh", "-c", safe, b->file, NULL};
    struct session s;
    if (!bench_open(b, 40, 120, &s))
        return;
    for (size_t i = 0; i < RUNS; i++) {
        struct usage u;
        session_keys(&s, "x", 1); /* into the customer key */
        mine[i] = session_keys(&s, "\033OQ", 3).settled;
        if (!measure_process(shell, NULL, &u) || u.status != 0)
            break;
        other[i] = u.wall;
        ratio[i] = mine[i] / other[i];
    }
    session_end(&s);
    bench_line("12 save, durable", b->n, measure_quantile(mine, RUNS, .5), "ms", "cp, sync, mv",
               measure_quantile(other, RUNS, .5), measure_quantile(ratio, RUNS, .5), 2.0);
}

/* Row 10: peak memory of opening, checking and writing, against the size of the file. */
static void memory(const struct bench *b)
{
    const char *const validate[] = {b->program, "validate", b->file, NULL};
    const char *const show[] = {b->program, "show", b->file, NULL};
    struct usage u = {0}, v = {0};
    if (!measure_process(validate, NULL, &u) || !measure_process(show, NULL, &v))
        return;
    const double peak = u.peak > v.peak ? u.peak : v.peak;
    bench_line("10 peak memory: validate, show", b->n, peak, "MB", "file", b->file_mb, peak / b->file_mb,
               2.5);
    struct session s;
    if (bench_open(b, 40, 120, &s)) {
        session_keys(&s, "x", 1);      /* into the customer key */
        session_keys(&s, "\033OR", 3); /* F3: the JSON screen counts all lines */
        session_keys(&s, "G", 1);
        session_keys(&s, "\033OQ", 3); /* F2: save */
        bench_line("10 peak memory: opened, checked, previewed, saved", b->n, session_peak(&s), "MB", "file",
                   b->file_mb, session_peak(&s) / b->file_mb, 2.5);
        session_end(&s);
    }
}

pid_t bench_sandbox(const struct bench *b, char *url, size_t size)
{
    int out[2];
    if (pipe(out) < 0)
        return -1;
    const pid_t pid = fork();
    if (pid == 0) {
        dup2(out[1], 1);
        close(out[0]);
        close(out[1]);
        execl(b->program, b->program, "sandbox", "--port", "0", "--print-url", (char *)NULL);
        _exit(127);
    }
    close(out[1]);
    FILE *f = fdopen(out[0], "r");
    if (!f || !fgets(url, (int)size, f))
        url[0] = '\0';
    url[strcspn(url, "\n")] = '\0';
    if (f)
        fclose(f);
    return pid;
}

/* Row 13: submit, with its check and its record, against curl posting the same file. */
static void submit(const struct bench *b, const char *key)
{
    char url[256], target[400], header[200], data[PATH_SIZE + 1];
    const pid_t server = bench_sandbox(b, url, sizeof url);
    if (server < 0 || !url[0]) {
        printf("| 13 submit | %u | the sandbox did not start | | | | |\n", b->n);
        return;
    }
    setenv("SEAM_API_KEY", key, 1);
    snprintf(target, sizeof target, "%s/customers/create_portal", url);
    snprintf(header, sizeof header, "Authorization: Bearer %s", key);
    snprintf(data, sizeof data, "@%s", b->file);
    const char *const ours[] = {b->program, "submit", "--endpoint", url, b->file, NULL};
    const char *const curl[] = {
        "curl",          "-sf", "-H",   header, "-H", "Content-Type: application/json",
        "--data-binary", data,  target, NULL};
    compare(b, "13 submit", ours, "curl", curl, b->file_mb < 1 ? 1.5 : 2.5);
    unsetenv("SEAM_API_KEY");
    kill(server, SIGTERM);
    waitpid(server, NULL, 0);
}

bool bench_generate(struct bench *b)
{
    char generator[PATH_SIZE];
    snprintf(b->file, sizeof b->file, "%s/body-%u.json", b->dir, b->n);
    snprintf(generator, sizeof generator, "%sbody", b->tools);
    const pid_t pid = fork();
    if (pid == 0) {
        char n[16];
        snprintf(n, sizeof n, "%u", b->n);
        const int fd = open(b->file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        dup2(fd, 1);
        execl(generator, generator, n, (char *)NULL);
        _exit(127);
    }
    int status = 1;
    waitpid(pid, &status, 0);
    struct stat st;
    if (status != 0 || stat(b->file, &st) != 0)
        return false;
    b->file_mb = (double)st.st_size / 1e6;
    return true;
}

/* Rows that need no other process: inside.c prints them. */
static void inside(const struct bench *b)
{
    const pid_t pid = fork();
    if (pid == 0) {
        char program[PATH_SIZE], n[16];
        snprintf(program, sizeof program, "%sinside", b->tools);
        snprintf(n, sizeof n, "%u", b->n);
        execl(program, program, b->file, n, (char *)NULL);
        _exit(127);
    }
    int status;
    waitpid(pid, &status, 0);
    if (status != 0)
        printf("| in process | %u | failed | | | | |\n", b->n);
}

struct growths {
    struct growth show, validate;
};

static void rows_at(struct bench *b, const char *key, struct growths *g)
{
    const char *const show[] = {b->program, "show", b->file, NULL};
    const char *const jq[] = {"jq", ".", b->file, NULL};
    const char *const validate[] = {b->program, "validate", b->file, NULL};
    const char *const python[] = {"python3", b->validator, b->schema, b->file, NULL};
    open_file(b);
    const double shown = compare(b, "4 show", show, "jq .", jq, 0.20);
    keys(b);
    traffic(b);
    arrange(b);
    memory(b);
    const double checked = compare(b, "11 validate", validate, "own show", show, 2.0);
    compare(b, "11 validate", validate, "python3-jsonschema", python, b->n >= 100000 ? 0.2 : 0.05);
    inside(b);
    submit(b, key);
    save(b);
    bench_size_of_keys(b);
    bench_preview(b);
    grow(&g->show, b->n, shown);
    grow(&g->validate, b->n, checked);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fputs("usage: bench PROGRAM TOOLS/ SANDBOX-KEY [N...]\n", stderr);
        return 2;
    }
    struct bench b = {.program = argv[1], .tools = argv[2]};
    const char *tmp = getenv("TMPDIR"), *source = getenv("srcdir");
    snprintf(b.validator, sizeof b.validator, "%s/tests/forms/validator.py", source ? source : ".");
    snprintf(b.schema, sizeof b.schema, "%s/assets/schema.json", source ? source : ".");
    snprintf(b.dir, sizeof b.dir, "%s/seam-bench-XXXXXX", tmp ? tmp : "/tmp");
    if (!mkdtemp(b.dir)) {
        perror(b.dir);
        return 1;
    }
    /* a home of its own: the measurements shall not write into the operator's */
    setenv("XDG_DATA_HOME", b.dir, 1);
    setenv("XDG_CONFIG_HOME", b.dir, 1);
    unsetenv("SEAM_API_KEY");
    puts("| row | reservations | ours | peer | ratio | goal | |\n|---|---|---|---|---|---|---|");
    const char *const nano[] = {"nano", "-I", b.file, NULL}, *const ours[] = {b.program, b.file, NULL},
                      *const htop[] = {"htop", NULL};
    b.n = 1;
    if (bench_generate(&b)) {
        start_up(&b, ours, "nano", nano);
        start_up(&b, ours, "htop", htop);
    }
    bench_stall(&b, argv[3]);
    struct growths g = {.show = {.row = "show"}, .validate = {.row = "validate"}};
    for (int i = 4; i < argc; i++) {
        b.n = (unsigned)strtoul(argv[i], NULL, 10);
        if (bench_generate(&b))
            rows_at(&b, argv[3], &g);
    }
    struct usage u;
    measure_process((const char *const[]){"rm", "-rf", b.dir, NULL}, NULL, &u);
    return 0;
}
