/* bench PROGRAM TOOLS KEY [N...]: the rows of the performance page that can be measured here, as ratios
 * against programs that users know, taken in turn in one run. Prints a table in Markdown. A peer that is not
 * installed is named as missing. TOOLS is the directory of its helpers, with a slash; KEY one that the
 * sandbox takes. It asserts nothing: goals that are missed are named "over". */
#include "tests/bench/measure.h"

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

#define RUNS      7
#define SLOW      10000 /* ms after which a comparison is content with the runs it has */
#define KEYS      40
#define PATH_SIZE 512

struct bench {
    const char *program, *tools;
    char dir[PATH_SIZE / 2];
    unsigned n;
    char file[PATH_SIZE]; /* the body with n reservations */
    double file_mb;
    char validator[PATH_SIZE], schema[PATH_SIZE]; /* for python3-jsonschema */
};

static void line(const char *row, unsigned n, double ours, const char *unit, const char *peer, double theirs,
                 double ratio, double goal)
{
    printf("| %s | %u | %.2f %s | %s %.2f | %.2f | <= %.2f | %s |\n", row, n, ours, unit, peer, theirs, ratio,
           goal, ratio <= goal ? "met" : "over");
    fflush(stdout);
}

static void missing(const char *row, unsigned n, const char *peer)
{
    printf("| %s | %u | | %s is not installed | | | |\n", row, n, peer);
}

/* Runs two commands in turn and prints the median of the pairwise ratios. */
static void compare(const struct bench *b, const char *row, const char *const ours[], const char *peer,
                    const char *const theirs[], double goal)
{
    if (!measure_installed(theirs[0])) {
        missing(row, b->n, peer);
        return;
    }
    double mine[RUNS], other[RUNS], ratio[RUNS];
    size_t runs = 0;
    for (const double start = measure_now(); runs < RUNS && (!runs || measure_now() - start < SLOW); runs++) {
        struct usage u = {0}, v = {0};
        if (!measure_process(ours, NULL, &u) || u.status != 0 || !measure_process(theirs, NULL, &v) ||
            v.status != 0) {
            printf("| %s | %u | failed (exit %d, %s %d) | | | | |\n", row, b->n, u.status, peer, v.status);
            return;
        }
        mine[runs] = u.wall;
        other[runs] = v.wall;
        ratio[runs] = u.wall / v.wall;
    }
    line(row, b->n, measure_quantile(mine, runs, .5), "ms", peer, measure_quantile(other, runs, .5),
         measure_quantile(ratio, runs, .5), goal);
}

/* Row 1 and 2: start to the first whole frame, and the memory it took. */
static void start_up(const struct bench *b, const char *const ours[], const char *const nano[])
{
    double mine[RUNS], other[RUNS], ratio[RUNS], my_peak = 0, peak = 0;
    if (!measure_installed("nano")) {
        missing("1 first frame", b->n, "nano");
        return;
    }
    for (int i = 0; i < RUNS; i++) {
        struct session s;
        if (!session_start(ours, 40, 120, &s))
            return;
        mine[i] = session_read(&s, s.started, 5000).settled;
        my_peak = session_peak(&s);
        session_end(&s);
        if (!session_start(nano, 40, 120, &s))
            return;
        other[i] = session_read(&s, s.started, 5000).settled;
        peak = session_peak(&s);
        session_end(&s);
        ratio[i] = mine[i] / other[i];
    }
    line("1 first frame", b->n, measure_quantile(mine, RUNS, .5), "ms", "nano",
         measure_quantile(other, RUNS, .5), measure_quantile(ratio, RUNS, .5), 3.0);
    line("2 memory at the first frame", b->n, my_peak, "MB", "nano", peak, my_peak / peak, 2.5);
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

/* The way from the first frame to the table of reservations: find field (F7), its name, Enter. */
static void go_to_reservations(struct session *s)
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
        missing("5 key to screen", b->n, "nano");
        return;
    }
    const char *const ours[] = {b->program, b->file, NULL};
    const char *const nano[] = {"nano", "-I", b->file, NULL};
    struct session s, t;
    if (!session_start(ours, 40, 120, &s) || !session_start(nano, 40, 120, &t))
        return;
    session_read(&s, s.started, 5000);
    session_read(&t, t.started, 5000);
    go_to_reservations(&s);
    for (size_t i = 0; i < sizeof pressed / sizeof *pressed; i++) {
        if (pressed[i].key[1] == '\0') /* typing needs a text field: open the record, go to its first field */
            session_keys(&s, "\r", 1);
        const double mine = key_p95(&s, pressed[i].key), other = key_p95(&t, pressed[i].key);
        line(pressed[i].row, b->n, mine, "ms", "nano", other, mine / other, 1.5);
    }
    session_end(&s);
    session_end(&t);
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
    line("10 peak memory: validate, show", b->n, peak, "MB", "file", b->file_mb, peak / b->file_mb, 2.5);
    struct session s;
    const char *const open[] = {b->program, b->file, NULL};
    if (session_start(open, 40, 120, &s)) {
        session_read(&s, s.started, 10000);
        session_keys(&s, "x", 1);      /* into the customer key */
        session_keys(&s, "\033OR", 3); /* F3: the JSON screen counts all lines */
        session_keys(&s, "G", 1);
        session_keys(&s, "\033OQ", 3); /* F2: save */
        line("10 peak memory: opened, checked, previewed, saved", b->n, session_peak(&s), "MB", "file",
             b->file_mb, session_peak(&s) / b->file_mb, 2.5);
        session_end(&s);
    }
}

/* Starts the stand-in server; its URL goes to url. */
static pid_t start_sandbox(const struct bench *b, char *url, size_t size)
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
    const pid_t server = start_sandbox(b, url, sizeof url);
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

static bool generate(struct bench *b)
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

static void rows_at(struct bench *b, const char *key)
{
    const char *const show[] = {b->program, "show", b->file, NULL};
    const char *const jq[] = {"jq", ".", b->file, NULL};
    const char *const validate[] = {b->program, "validate", b->file, NULL};
    const char *const python[] = {"python3", b->validator, b->schema, b->file, NULL};
    compare(b, "4 show", show, "jq .", jq, 0.20);
    keys(b);
    memory(b);
    compare(b, "11 validate", validate, "own show", show, 2.0);
    compare(b, "11 validate", validate, "python3-jsonschema", python, b->n >= 100000 ? 0.2 : 0.05);
    inside(b);
    submit(b, key);
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
    const char *const nano[] = {"nano", "-I", b.file, NULL}, *const ours[] = {b.program, b.file, NULL};
    b.n = 1;
    if (generate(&b))
        start_up(&b, ours, nano);
    for (int i = 4; i < argc; i++) {
        b.n = (unsigned)strtoul(argv[i], NULL, 10);
        if (generate(&b))
            rows_at(&b, argv[3]);
    }
    struct usage u;
    measure_process((const char *const[]){"rm", "-rf", b.dir, NULL}, NULL, &u);
    return 0;
}
