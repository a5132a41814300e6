#include "config.h"

#include "tests/torture/ledger_sweep.h"

#include "forms/mem.h"
#include "tests/rng.h"
#include "tests/scratch.h"
#include "tests/torture/disk.h"
#include "tui/store/ledger.h"

#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void must(bool fine, const char *what)
{
    if (fine)
        return;
    fprintf(stderr, "%s\n", what);
    abort();
}

/* A folder with a ledger in it, or about to be. */
struct place {
    char *directory, *file;
};

static struct place place_new(void)
{
    char *directory = scratch_new();
    return (struct place){directory, scratch_path(directory, "state.db")};
}

static void place_free(struct place *p)
{
    free(p->file);
    scratch_free(p->directory);
}

static bool record(struct ledger *l, const char *customer, struct err *e)
{
    struct link_row r = {.started = 1, .customer_key = xstrdup(customer), .configuration = xstrdup("acme")};
    bool done = ledger_begin(l, &r, e);
    r.outcome = OUTCOME_CREATED;
    r.url = xasprintf("https://portal.example.com/%s", customer);
    done = done && ledger_end(l, &r, e);
    link_row_finish(&r);
    return done;
}

static bool count(struct ledger *l, const char *customer, size_t *out)
{
    struct link_rows rows = {0};
    const bool listed = ledger_links(l, &(struct ledger_query){.customer = customer}, &rows, NULL);
    *out = rows.count;
    link_rows_finish(&rows);
    return listed;
}

/* The path of a file that was moved aside, but not its log; NULL where there is none. */
static char *aside(const struct place *p, size_t *how_many)
{
    DIR *d = opendir(p->directory);
    char *found = NULL;
    *how_many = 0;
    must(d != NULL, p->directory);
    for (const struct dirent *entry; (entry = readdir(d));) {
        if (strncmp(entry->d_name, "state.db.damaged-", 17) != 0 || strstr(entry->d_name, "-wal") ||
            strstr(entry->d_name, "-shm"))
            continue;
        free(found);
        found = scratch_path(p->directory, entry->d_name);
        ++*how_many;
    }
    closedir(d);
    return found;
}

/* ---- a disk that fails */

static const char *const CUSTOMERS[] = {"first", "second", "third"};
enum { ATTEMPTS = sizeof CUSTOMERS / sizeof *CUSTOMERS };

/* What was said of each attempt. */
struct said {
    bool opened, recorded[ATTEMPTS];
};

static void attempt_all(const struct place *p, struct said *said)
{
    struct ledger *l = ledger_open(p->file, NULL);
    said->opened = l != NULL;
    for (size_t i = 0; l && i < ATTEMPTS; i++)
        said->recorded[i] = record(l, CUSTOMERS[i], NULL);
    ledger_close(l);
}

static bool is_sound(const struct place *p)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    const bool sound = sqlite3_open(p->file, &db) == SQLITE_OK &&
                       sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &s, NULL) == SQLITE_OK &&
                       sqlite3_step(s) == SQLITE_ROW &&
                       strcmp((const char *)sqlite3_column_text(s, 0), "ok") == 0;
    sqlite3_finalize(s);
    sqlite3_close(db);
    return sound;
}

/* lost: said to be recorded, and not there; all: those that were not, too. */
static void count_lost(struct ledger *l, const struct said *said, unsigned *lost, unsigned *all)
{
    for (size_t i = 0; i < ATTEMPTS; i++) {
        size_t there = 0;
        must(count(l, CUSTOMERS[i], &there), "the list of links");
        *lost += said->recorded[i] && there == 0;
        *all += there == 0;
    }
}

/* false: the disk had nothing to fail at any more. */
static bool one_failure(enum disk_failure how, unsigned at, struct tally *t, struct tally *naive)
{
    struct place p = place_new();
    struct said said = {0};
    unsigned lost = 0, all = 0;
    size_t moved;
    if (at % 2) /* with a past, and without */
        ledger_close(ledger_open(p.file, NULL));
    disk_fail(how, at);
    attempt_all(&p, &said);
    const bool fired = disk_mend();
    struct ledger *l = ledger_open(p.file, NULL);
    bool good = l && record(l, "afterwards", NULL);
    if (l)
        count_lost(l, &said, &lost, &all);
    ledger_close(l);
    free(aside(&p, &moved));
    good = good && lost == 0 && moved == 0 && is_sound(&p);
    t->planned++;
    t->fired += fired;
    t->bad += !good;
    naive->planned++;
    naive->bad += all > 0;
    if (!good)
        fprintf(stderr, "bad: a disk that fails (%d) at write %u\n", (int)how, at);
    place_free(&p);
    return fired;
}

void sweep_disk(unsigned step, struct tally *t, struct tally *naive)
{
    disk_take_over();
    for (int how = 0; how < DISK_FAILURES; how++)
        for (unsigned at = 1; one_failure((enum disk_failure)how, at, t, naive); at += step)
            ;
}

/* ---- power that goes */

/* The same attempts, in a database that leaves writing to the system. */
static void attempt_all_naively(const struct place *p, struct said *said)
{
    sqlite3 *db = NULL;
    ledger_close(ledger_open(p->file, NULL));
    said->opened = sqlite3_open(p->file, &db) == SQLITE_OK &&
                   sqlite3_exec(db, "PRAGMA synchronous = OFF", NULL, NULL, NULL) == SQLITE_OK;
    for (size_t i = 0; said->opened && i < ATTEMPTS; i++) {
        char *text = sqlite3_mprintf("INSERT INTO attempts (outcome, started, ended, customer_key, stand_in, "
                                     "expires, status) VALUES (2, 1, 2, %Q, 0, 0, 200)",
                                     CUSTOMERS[i]);
        said->recorded[i] = sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK;
        sqlite3_free(text);
    }
    sqlite3_close(db);
}

/* at 0: it goes after the last of them. false: that is what happened. */
static bool one_cut(void (*attempt)(const struct place *p, struct said *said), unsigned at, struct tally *t)
{
    struct place p = place_new();
    struct said said = {0};
    unsigned lost = 0, all = 0;
    disk_fail(DISK_OFF, at);
    attempt(&p, &said);
    const bool fired = disk_mend();
    disk_power_off();
    struct ledger *l = ledger_open(p.file, NULL);
    const bool good = l && record(l, "afterwards", NULL);
    if (l)
        count_lost(l, &said, &lost, &all);
    ledger_close(l);
    t->planned++;
    t->fired += fired || at == 0;
    t->bad += !good || lost > 0 || !is_sound(&p);
    if ((!good || lost > 0) && attempt == attempt_all)
        fprintf(stderr, "bad: the power went before write %u, and %u attempts with it\n", at, lost);
    place_free(&p);
    return fired;
}

static void cut_all(void (*attempt)(const struct place *p, struct said *said), unsigned step, struct tally *t)
{
    one_cut(attempt, 0, t);
    for (unsigned at = 1; one_cut(attempt, at, t); at += step)
        ;
}

void sweep_power(unsigned step, struct tally *t, struct tally *naive)
{
    disk_take_over();
    cut_all(attempt_all, step, t);
    cut_all(attempt_all_naively, step, naive);
}

/* ---- a file that is damaged */

enum { OLD = 40 };

static void fill(const struct place *p)
{
    sqlite3 *db = NULL;
    ledger_close(ledger_open(p->file, NULL));
    must(sqlite3_open(p->file, &db) == SQLITE_OK, p->file);
    for (int i = 0; i < OLD; i++)
        must(sqlite3_exec(db,
                          "INSERT INTO attempts (outcome, started, ended, configuration, customer_key, "
                          "stand_in, url, expires, status) VALUES (2, 1, 2, 'acme', 'old', 0, "
                          "'https://portal.example.com/' || hex(randomblob(20)), 0, 200)",
                          NULL, NULL, NULL) == SQLITE_OK,
             "an old attempt");
    sqlite3_close(db);
}

/* Cut off, zeroed, of another place, or of no place at all. How many bytes are left. */
static size_t damage(struct rng *rng, char *bytes, size_t len)
{
    const size_t at = rng_below(rng, len), size = 1 + rng_below(rng, 600);
    const size_t part = at + size < len ? size : len - at;
    switch (rng_below(rng, 4)) {
    case 0:
        return at;
    case 1:
        memset(bytes + at, 0, part);
        break;
    case 2:
        memmove(bytes + at, bytes + rng_below(rng, len - part + 1), part);
        break;
    default:
        for (size_t i = 0; i < part; i++)
            bytes[at + i] = (char)rng_below(rng, 256);
    }
    return len;
}

/* SQLite as it is, told nothing of damage. */
static bool naive_works(const struct place *p)
{
    sqlite3 *db = NULL;
    const bool works =
        sqlite3_open(p->file, &db) == SQLITE_OK &&
        sqlite3_exec(db,
                     "INSERT INTO attempts (outcome, started, ended, stand_in, expires, "
                     "status) VALUES (0, 1, 0, 0, 0, 0)",
                     NULL, NULL, NULL) == SQLITE_OK &&
        sqlite3_exec(db, "SELECT * FROM attempts ORDER BY id DESC", NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_close(db);
    return works;
}

/* Its header may say that it is somebody else's business. */
static bool refused_with_words(const struct err *e)
{
    return strstr(e->text, "newer seam-portal-tui") || strstr(e->text, "another program");
}

static bool kept_aside(const struct place *p, const char *bytes, size_t len)
{
    size_t how_many, kept_len;
    char *path = aside(p, &how_many);
    if (!path)
        return true;
    char *kept = scratch_read(path, &kept_len);
    const bool same = how_many == 1 && kept_len == len && memcmp(kept, bytes, len) == 0;
    free(kept);
    free(path);
    return same;
}

/* The new attempt is there, and so is every byte of the old file, here or aside. */
static bool survives(const struct place *p, const char *bytes, size_t len)
{
    struct err e = {0};
    size_t found = 0;
    struct ledger *l = ledger_open(p->file, &e);
    if (!l)
        return refused_with_words(&e);
    const bool good = count(l, NULL, &found) && record(l, "new", &e) && count(l, "new", &found) && found == 1;
    ledger_close(l);
    if (!good)
        fprintf(stderr, "bad: a damaged file: %s\n", e.text);
    return good && kept_aside(p, bytes, len);
}

static void one_damage(struct rng *rng, const char *whole, size_t len, struct tally *t, struct tally *naive)
{
    char *bytes = xmalloc(len);
    memcpy(bytes, whole, len);
    const size_t left = damage(rng, bytes, len);
    struct place theirs = place_new(), ours = place_new();
    scratch_write(theirs.file, bytes, left);
    scratch_write(ours.file, bytes, left);
    const bool stopped = !naive_works(&theirs);
    t->planned++;
    t->fired += stopped;
    t->bad += !survives(&ours, bytes, left);
    naive->planned++;
    naive->bad += stopped;
    place_free(&theirs);
    place_free(&ours);
    free(bytes);
}

void sweep_damage(size_t trials, struct tally *t, struct tally *naive)
{
    struct rng rng;
    struct place p = place_new();
    size_t len;
    rng_init(&rng, 20261121);
    fill(&p);
    char *whole = scratch_read(p.file, &len);
    place_free(&p);
    for (size_t i = 0; i < trials; i++)
        one_damage(&rng, whole, len, t, naive);
    free(whole);
}

/* ---- many processes */

/* Opens the file anew for each attempt, as short commands do. The exit status is how many it could not
 * record. */
static _Noreturn void write_many(const struct place *p, unsigned attempts, bool waits, int gate)
{
    char byte;
    int failed = 0;
    must(read(gate, &byte, 1) == 0, "the gate");
    for (unsigned i = 0; i < attempts; i++) {
        struct ledger *l = ledger_later(p->file);
        if (!waits)
            ledger_set_patience(l, 0);
        failed += !record(l, "of many", NULL);
        ledger_close(l);
    }
    _exit(failed < 255 ? failed : 255);
}

/* Processes that wait at a gate, which is returned: closing it lets them in, all at once. No database may be
 * open here, since SQLite must not be carried through a fork. */
static int start_writers(const struct place *p, unsigned processes, unsigned attempts, bool waits)
{
    int gate[2];
    must(pipe(gate) == 0, "a pipe");
    fflush(NULL);
    for (unsigned i = 0; i < processes; i++) {
        const pid_t child = fork();
        must(child >= 0, "fork");
        if (child > 0)
            continue;
        close(gate[1]);
        write_many(p, attempts, waits, gate[0]);
    }
    close(gate[0]);
    return gate[1];
}

/* How many attempts they could not record. */
static unsigned await_writers(unsigned attempts)
{
    unsigned failed = 0;
    for (int status; wait(&status) > 0;)
        failed += WIFEXITED(status) ? (unsigned)WEXITSTATUS(status) : attempts;
    return failed;
}

/* Another program is writing when they begin. It lets go once they are on their way; of those that wait for
 * nobody, once they have given up. */
static void all_write(unsigned processes, unsigned attempts, bool waits, struct tally *t)
{
    struct place p = place_new();
    sqlite3 *other = NULL;
    size_t there = 0;
    unsigned failed = 0;
    const int gate = start_writers(&p, processes, attempts, waits);
    ledger_close(ledger_open(p.file, NULL));
    must(sqlite3_open(p.file, &other) == SQLITE_OK &&
             sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK,
         "another program");
    close(gate);
    if (!waits)
        failed = await_writers(attempts);
    must(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL) == SQLITE_OK, "the end of the other program");
    sqlite3_close(other);
    if (waits)
        failed = await_writers(attempts);
    struct ledger *l = ledger_open(p.file, NULL);
    must(l && count(l, "of many", &there), "the list of links");
    ledger_close(l);
    t->planned += processes * attempts;
    t->fired += processes * attempts - failed;
    t->bad += processes * attempts - (unsigned)there;
    place_free(&p);
}

void sweep_writers(unsigned processes, unsigned attempts, struct tally *t, struct tally *naive)
{
    all_write(processes, attempts, true, t);
    all_write(processes, attempts, false, naive);
}
