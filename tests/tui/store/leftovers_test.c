/* What goes after 30 days from the folders of data, and what stays for ever. The files are of today, and the
 * program runs some other day. */
#include "config.h"

#include "tests/tui/store/ledger_place.h"

#include "forms/mem.h"
#include "tests/scratch.h"
#include "tui/store/configurations.h"
#include "tui/store/leftovers.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { DAY = 24 * 60 * 60 };

struct data {
    struct paths paths;
    struct ledger *ledger;
};

static void make_data(struct data *d)
{
    setenv("XDG_DATA_HOME", ledger_folder, 1);
    setenv("XDG_CONFIG_HOME", ledger_folder, 1);
    assert_true(paths_init(&d->paths, NULL));
    d->ledger = ledger_must_open();
}

static void drop_data(struct data *d)
{
    ledger_close(d->ledger);
    paths_finish(&d->paths);
}

/* A program that runs so many days from now, and looks at a file at a time. */
static void sweep_after(const struct data *d, int days)
{
    struct leftovers *o = leftovers_new(&d->paths, d->ledger, time(NULL) + days * (int64_t)DAY);
    while (!leftovers_step(o, 1))
        ;
    leftovers_free(o);
}

static bool is_there(const char *folder, const char *name)
{
    struct stat st;
    char *path = scratch_path(folder, name);
    const bool there = lstat(path, &st) == 0;
    free(path);
    return there;
}

static void put(const char *folder, const char *name)
{
    char *path = scratch_path(folder, name);
    scratch_write(path, "{}", 2);
    free(path);
}

static void a_deleted_configuration__can_be_brought_back__for_30_days(void **state)
{
    struct data d;
    char *token = NULL;
    (void)state;
    make_data(&d);
    put(d.paths.configurations, "acme.json");
    put(d.paths.configurations, "saved.json");
    /* It was not edited for a year: what counts is when it was deleted. */
    char *path = configuration_path(&d.paths, "acme");
    const struct timespec year_ago[2] = {{.tv_sec = time(NULL) - 365 * DAY},
                                         {.tv_sec = time(NULL) - 365 * DAY}};
    assert_int_equal(utimensat(AT_FDCWD, path, year_ago, 0), 0);
    assert_true(configuration_delete(&d.paths, "acme", &token, NULL));
    sweep_after(&d, 29);
    assert_true(configuration_undelete(&d.paths, token, "acme", NULL));
    free(token);
    assert_true(configuration_delete(&d.paths, "acme", &token, NULL));
    sweep_after(&d, 31);
    assert_false(is_there(d.paths.deleted, token));
    assert_true(is_there(d.paths.configurations, "saved.json"));
    free(token);
    free(path);
    drop_data(&d);
}

static void what_has_no_name_of_ours__stays(void **state)
{
    struct data d;
    (void)state;
    make_data(&d);
    put(d.paths.deleted, "notes.txt");
    put(d.paths.answers, "answer.json");
    put(d.paths.answers, "notes.txt");
    char *folder = scratch_path(d.paths.deleted, "folder.json"),
         *link = scratch_path(d.paths.deleted, "l.1.json");
    assert_int_equal(mkdir(folder, 0700), 0);
    assert_int_equal(symlink(ledger_file, link), 0);
    sweep_after(&d, 400);
    assert_true(is_there(d.paths.deleted, "notes.txt"));
    assert_true(is_there(d.paths.deleted, "folder.json"));
    assert_false(is_there(d.paths.deleted, "l.1.json"));
    assert_true(is_there(ledger_folder, "state.db"));
    assert_true(is_there(d.paths.answers, "answer.json"));
    assert_true(is_there(d.paths.answers, "notes.txt"));
    free(link);
    free(folder);
    drop_data(&d);
}

/* An attempt of unknown outcome that began so many seconds ago, with an answer. */
static char *answered(const struct data *d, int64_t ago, int64_t *id)
{
    struct err e = {0};
    struct link_row r = {.started = time(NULL) - ago};
    if (!ledger_begin(d->ledger, &r, &e))
        fail_msg("%s", e.text);
    char *name = xasprintf("answer-%lld.txt", (long long)r.id);
    put(d->paths.answers, name);
    r.ended = time(NULL) - ago + 10;
    r.outcome = OUTCOME_UNKNOWN;
    if (!ledger_end(d->ledger, &r, &e))
        fail_msg("%s", e.text);
    *id = r.id;
    return name;
}

static void an_answer__stays__until_somebody_noted_what_became_of_it(void **state)
{
    struct data d;
    int64_t id, other;
    (void)state;
    make_data(&d);
    char *open = answered(&d, 0, &id), *checked = answered(&d, 0, &other);
    const int64_t then = time(NULL) + 100 * (int64_t)DAY;
    sweep_after(&d, 4000);
    assert_true(is_there(d.paths.answers, checked));
    assert_true(ledger_note_checked(d.ledger, other, CHECKED_EXISTS, then, NULL));
    sweep_after(&d, 129);
    assert_true(is_there(d.paths.answers, checked));
    assert_true(ledger_note_checked(d.ledger, other, CHECKED_NOT, then, NULL));
    sweep_after(&d, 4000);
    assert_true(is_there(d.paths.answers, checked));
    assert_true(ledger_note_checked(d.ledger, other, CHECKED_ABSENT, then, NULL));
    sweep_after(&d, 131);
    assert_false(is_there(d.paths.answers, checked));
    assert_true(is_there(d.paths.answers, open));
    free(open);
    free(checked);
    drop_data(&d);
}

/* The database began anew, and its numbers with it. */
static void an_answer__of_another_database__stays(void **state)
{
    struct data d;
    int64_t id;
    (void)state;
    make_data(&d);
    char *before = answered(&d, 5000, &id);
    assert_true(ledger_note_checked(d.ledger, id, CHECKED_EXISTS, time(NULL), NULL));
    char *after = answered(&d, -5000, &id);
    assert_true(ledger_note_checked(d.ledger, id, CHECKED_EXISTS, time(NULL), NULL));
    put(d.paths.answers, "answer-77.txt");
    sweep_after(&d, 400);
    assert_true(is_there(d.paths.answers, before));
    assert_true(is_there(d.paths.answers, after));
    assert_true(is_there(d.paths.answers, "answer-77.txt"));
    free(before);
    free(after);
    drop_data(&d);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, ledger_place_make, ledger_place_remove)
    const struct CMUnitTest tests[] = {
        TEST(a_deleted_configuration__can_be_brought_back__for_30_days),
        TEST(what_has_no_name_of_ours__stays),
        TEST(an_answer__stays__until_somebody_noted_what_became_of_it),
        TEST(an_answer__of_another_database__stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
