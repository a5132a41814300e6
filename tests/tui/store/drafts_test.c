/* Drafts in the database: what is kept, who owns it, what a kill leaves of it. */
#include "config.h"

#include "tests/test.h"

#include "forms/buf.h"
#include "forms/mem.h"
#include "tests/places.h"
#include "tests/scratch.h"
#include "tui/store/drafts.h"
#include "tui/store/ledger_db.h"
#include "tui/store/migrations.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct place {
    char *directory, *database, *lock;
    struct ledger *l;
    struct drafts *d;
};

static void must(bool done, const struct err *e)
{
    if (!done)
        fail_msg("%s", e->text);
}

static int make_place(void **state)
{
    struct place *p = xcalloc(1, sizeof *p);
    struct err e = {0};
    p->directory = scratch_new();
    p->database = scratch_path(p->directory, "state.db");
    p->lock = scratch_path(p->directory, "drafts.lock");
    p->l = ledger_open(p->database, &e);
    must(p->l != NULL, &e);
    p->d = drafts_new(p->l, p->lock);
    *state = p;
    return 0;
}

static int remove_place(void **state)
{
    struct place *p = *state;
    drafts_free(p->d);
    ledger_close(p->l);
    scratch_free(p->directory);
    free(p->database);
    free(p->lock);
    free(p);
    return 0;
}

/* The strings are only looked at. */
static struct draft draft_of(const char *name)
{
    return (struct draft){
        .row = {.configuration = (char *)(uintptr_t)name,
                .path = (char *)(uintptr_t) "/nowhere/acme.json",
                .focus = (char *)(uintptr_t) "/customer_data",
                .started = 10,
                .changed = 20,
                .edits = 3},
        .unsaved = true,
        .base_digest = UINT64_C(0xFEDCBA9876543210),
        .base_size = 4,
    };
}

static int64_t begin(struct place *p, const char *name, const char *journal)
{
    struct err e = {0};
    struct draft x = draft_of(name);
    must(drafts_begin(p->d, &x, &e), &e);
    must(drafts_keep(p->d, &x, 0, journal, strlen(journal), &e), &e);
    return x.row.id;
}

static size_t listed(struct drafts *d)
{
    struct err e = {0};
    struct draft_rows rows = {0};
    must(drafts_list(d, &rows, &e), &e);
    const size_t count = rows.count;
    draft_rows_finish(&rows);
    return count;
}

/* A part of it, read by pieces of a byte. */
static char *draft_text(struct drafts *d, int64_t id, enum draft_part part, size_t *len)
{
    struct draft_reading r;
    struct err e = {0};
    bool more = true;
    draft_reading_init(&r, id, part);
    while (more)
        must(drafts_read(d, &r, 1, &more, &e), &e);
    return buf_detach(&r.text, len);
}

static void assert_journal(struct drafts *d, int64_t id, const char *text)
{
    size_t len = 0;
    char *kept = draft_text(d, id, DRAFT_JOURNAL, &len);
    assert_non_null(kept);
    assert_string_equal(kept, text);
    assert_int_equal(len, strlen(text));
    free(kept);
}

static void a_draft__is_found_as_it_was_kept(void **state)
{
    struct place *p = *state;
    struct draft x;
    struct err e = {0};
    const int64_t id = begin(p, "acme", "first");
    must(drafts_leave(p->d, id, 0, &e), &e);
    must(drafts_find(p->d, id, &x, &e), &e);
    assert_string_equal(x.row.configuration, "acme");
    assert_string_equal(x.row.path, "/nowhere/acme.json");
    assert_string_equal(x.row.focus, "/customer_data");
    assert_int_equal(x.row.started, 10);
    assert_int_equal(x.row.changed, 20);
    assert_int_equal(x.row.edits, 3);
    assert_int_equal(x.row.ended, 0);
    assert_true(x.unsaved);
    assert_int_equal(x.base_digest, UINT64_C(0xFEDCBA9876543210));
    assert_int_equal(x.base_size, 4);
    assert_false(x.base_kept);
    draft_finish(&x);
    assert_journal(p->d, id, "first");
}

static void a_journal__grows__and_its_end_gives_way(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    struct draft x = draft_of("acme");
    must(drafts_begin(p->d, &x, &e), &e);
    must(drafts_keep(p->d, &x, 0, "abc", 3, &e), &e);
    must(drafts_keep(p->d, &x, 0, "def", 3, &e), &e);
    must(drafts_keep(p->d, &x, 1, "X", 1, &e), &e);
    assert_journal(p->d, x.row.id, "abcdeX");
    must(drafts_keep(p->d, &x, 4, "Y", 1, &e), &e);
    assert_journal(p->d, x.row.id, "abY");
    must(drafts_keep(p->d, &x, 3, "", 0, &e), &e);
    assert_journal(p->d, x.row.id, "");
    assert_false(drafts_keep(p->d, &x, 1, "Z", 1, &e)); /* and nothing of it is done */
    assert_journal(p->d, x.row.id, "");
}

static void a_base__is_kept_in_pieces(void **state)
{
    struct place *p = *state;
    struct draft x;
    struct err e = {0};
    size_t len;
    const int64_t id = begin(p, "acme", "");
    must(drafts_keep_base(p->d, id, "{\0", 2, false, &e), &e);
    must(drafts_find(p->d, id, &x, &e), &e);
    assert_false(x.base_kept);
    draft_finish(&x);
    must(drafts_keep_base(p->d, id, "\n}", 2, true, &e), &e);
    must(drafts_find(p->d, id, &x, &e), &e);
    assert_true(x.base_kept);
    draft_finish(&x);
    char *base = draft_text(p->d, id, DRAFT_BASE, &len);
    assert_int_equal(len, 4);
    assert_memory_equal(base, "{\0\n}", 4);
    free(base);
}

static void drafts__are_readable_by_their_owner_alone(void **state)
{
    struct place *p = *state;
    begin(p, "acme", "x");
    assert_int_equal(scratch_mode(p->database), 0600);
    assert_int_equal(scratch_mode(p->lock), 0600);
}

/* ---- whose it is */

static void a_draft__of_an_instance_that_runs__is_not_offered(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    struct draft x;
    struct drafts *other = drafts_new(p->l, p->lock);
    const int64_t id = begin(p, "acme", "x");
    assert_int_equal(listed(p->d), 0);
    assert_int_equal(listed(other), 0);
    assert_false(drafts_take(other, id, &x, &e));
    assert_int_equal(e.code, ERR_CONFLICT);
    must(drafts_leave(p->d, id, SIGHUP, &e), &e);
    assert_int_equal(listed(p->d), 1);
    assert_int_equal(listed(other), 1);
    must(drafts_take(other, id, &x, &e), &e);
    assert_int_equal(x.row.ended, SIGHUP);
    draft_finish(&x);
    assert_int_equal(listed(p->d), 0);
    assert_int_equal(listed(other), 0);
    drafts_free(other);
    assert_int_equal(listed(p->d), 1);
}

/* Who keeps it finds out, whoever came first: two that write into one draft would lose what both wrote. */
static void a_draft__has_one_owner__when_the_file_of_locks_is_removed(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    struct drafts *other = drafts_new(p->l, p->lock);
    const int64_t mine = begin(p, "acme", "x"), theirs = begin(p, "berg", "x");
    struct draft x = draft_of("acme"), y = draft_of("berg"), taken;
    x.row.id = mine;
    y.row.id = theirs;
    assert_int_equal(unlink(p->lock), 0);
    must(drafts_take(other, theirs, &taken, &e), &e); /* nobody is there, as far as it can see */
    draft_finish(&taken);
    must(drafts_keep(p->d, &x, 0, "y", 1, &e), &e);
    assert_int_equal(listed(other), 0);
    assert_false(drafts_take(other, mine, &taken, &e));
    assert_false(drafts_keep(p->d, &y, 0, "y", 1, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND); /* the work goes on in another one */
    must(drafts_keep(other, &y, 0, "z", 1, &e), &e);
    assert_journal(p->d, mine, "xy");
    assert_journal(p->d, theirs, "xz");
    drafts_free(other);
}

/* Another process, which works on a draft until it is killed. */
static pid_t start_worker(const struct place *p, int64_t *id)
{
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        struct place own = *p;
        own.l = ledger_open(p->database, NULL);
        own.d = drafts_new(own.l, p->lock);
        const int64_t begun = begin(&own, "acme", "worked");
        const bool told = write(ready[1], &begun, sizeof begun) == sizeof begun;
        while (told)
            pause();
        _exit(1);
    }
    assert_int_equal(read(ready[0], id, sizeof *id), sizeof *id);
    close(ready[0]);
    close(ready[1]);
    return pid;
}

static void a_draft__is_offered__once_its_process_was_killed(void **state)
{
    struct place *p = *state;
    int64_t id;
    const pid_t pid = start_worker(p, &id);
    assert_int_equal(listed(p->d), 0);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    assert_int_equal(listed(p->d), 1);
    assert_journal(p->d, id, "worked");
}

/* ---- ends */

static void sweep(struct drafts *d)
{
    struct err e = {0};
    for (bool more = true; more;)
        must(drafts_sweep(d, 2, &more, &e), &e);
}

static void a_draft__that_is_put_aside__comes_back_until_it_is_swept(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    struct draft x;
    const int64_t id = begin(p, "acme", "x");
    must(drafts_leave(p->d, id, 0, &e), &e);
    must(drafts_put_aside(p->d, id, true, &e), &e);
    assert_int_equal(listed(p->d), 0);
    must(drafts_put_aside(p->d, id, false, &e), &e);
    assert_int_equal(listed(p->d), 1);
    sweep(p->d);
    assert_int_equal(listed(p->d), 1);
    must(drafts_put_aside(p->d, id, true, &e), &e);
    sweep(p->d);
    assert_false(drafts_find(p->d, id, &x, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_journal(p->d, id, "");
}

static void sweeping__leaves_alone__what_an_instance_works_on(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    struct draft x;
    struct drafts *other = drafts_new(p->l, p->lock);
    const int64_t id = begin(p, "acme", "x");
    must(drafts_put_aside(p->d, id, true, &e), &e);
    sweep(other);
    must(drafts_find(p->d, id, &x, &e), &e);
    draft_finish(&x);
    must(drafts_drop(p->d, id, &e), &e);
    assert_false(drafts_find(p->d, id, &x, &e));
    assert_false(drafts_keep(p->d, &(struct draft){.row = {.id = id}}, 0, "x", 1, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    drafts_free(other);
}

static size_t size_of(const char *path)
{
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    return (size_t)st.st_size;
}

static void what_is_swept__gives_its_room_back__piece_by_piece(void **state)
{
    enum { PIECE = 200000, PIECES = 9 };
    struct place *p = *state;
    struct err e = {0};
    char *bytes = xcalloc(1, PIECE);
    const int64_t id = begin(p, "acme", "x");
    for (int i = 0; i < PIECES; i++)
        must(drafts_keep_base(p->d, id, bytes, PIECE, i == PIECES - 1, &e), &e);
    free(bytes);
    must(drafts_put_aside(p->d, id, true, &e), &e);
    must(drafts_leave(p->d, id, 0, &e), &e);
    size_t steps = 0;
    for (bool more = true; more; steps++)
        must(drafts_sweep(p->d, 2, &more, &e), &e);
    assert_int_equal(steps, (PIECES + 1) / 2 + 2); /* the journal is a piece, too */
    drafts_free(p->d);
    ledger_close(p->l);
    assert_in_range(size_of(p->database), 1, PIECE);
    p->l = ledger_open(p->database, &e);
    p->d = drafts_new(p->l, p->lock);
}

/* Whoever comes back for one that goes already gets nothing of it, and is told. */
static void a_draft__that_is_half_swept__does_not_come_back(void **state)
{
    struct place *p = *state;
    bool more;
    for (int deleted = 0; deleted <= 1; deleted++) {
        struct err e = {0};
        struct draft x;
        const int64_t id = begin(p, "acme", "x");
        must(drafts_keep_base(p->d, id, "base", 4, true, &e), &e);
        must(drafts_leave(p->d, id, 0, &e), &e);
        if (deleted)
            must(drafts_follow(p->l, DRAFT_DELETED, "/nowhere/acme.json", "/deleted/x", "acme", &e), &e);
        else
            must(drafts_put_aside(p->d, id, true, &e), &e);
        must(drafts_sweep(p->d, 1, &more, &e), &e);
        assert_true(more);
        drafts_follow(p->l, DRAFT_BACK, "/deleted/x", "/nowhere/acme.json", "acme", &e);
        assert_int_equal(listed(p->d), 0);
        assert_false(drafts_put_aside(p->d, id, false, &e));
        assert_int_equal(e.code, ERR_NOT_FOUND);
        assert_false(drafts_take(p->d, id, &x, &e));
        assert_int_equal(e.code, ERR_NOT_FOUND);
        sweep(p->d);
        assert_false(drafts_put_aside(p->d, id, false, &e));
        assert_int_equal(e.code, ERR_NOT_FOUND);
    }
}

/* ---- pieces without a draft: what is taken over from a damaged database may have such */

static void sql(const struct place *p, const char *text)
{
    assert_int_equal(sqlite3_exec(p->l->db, text, NULL, NULL, NULL), SQLITE_OK);
}

static int64_t pieces(const struct place *p)
{
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_prepare_v2(p->l->db, "SELECT count(*) FROM draft_pieces", -1, &s, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    const int64_t count = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return count;
}

static void a_draft__has_nothing__of_one_that_had_its_number(void **state)
{
    struct place *p = *state;
    sql(p,
        "INSERT INTO draft_pieces (draft, part, bytes) VALUES (1, 0, 'their base'), (1, 1, 'their journal')");
    const int64_t id = begin(p, "acme", "x");
    assert_int_equal(id, 1);
    assert_journal(p->d, id, "x");
    assert_int_equal(pieces(p), 1);
}

static void pieces_of_nothing__are_swept(void **state)
{
    struct place *p = *state;
    const int64_t id = begin(p, "acme", "x");
    sql(p, "INSERT INTO draft_pieces (draft, part, bytes) VALUES (7, 0, 'a'), (7, 0, 'b'), (8, 1, 'c')");
    sweep(p->d);
    assert_int_equal(pieces(p), 1);
    assert_journal(p->d, id, "x");
}

static void a_base__is_not_kept__for_a_draft_that_is_gone(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    const int64_t id = begin(p, "acme", "x");
    must(drafts_drop(p->d, id, &e), &e);
    assert_false(drafts_keep_base(p->d, id, "base", 4, true, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_int_equal(pieces(p), 0);
}

/* ---- what a disk does */

/* What can be read of a journal of four pieces, "aaaa" to "dddd", after that; damaged: it is known to end
 * early. */
static char *read_after(struct place *p, const char *damage, bool *damaged)
{
    struct err e = {0};
    struct draft_reading r;
    struct draft x = draft_of("acme");
    bool more = true;
    must(drafts_begin(p->d, &x, &e), &e);
    for (const char *piece = "aaaa\0bbbb\0ccxx\0ccddd\0"; *piece; piece += strlen(piece) + 1)
        must(drafts_keep(p->d, &x, strcmp(piece, "ccddd") == 0 ? 2 : 0, piece, strlen(piece), &e), &e);
    if (damage)
        sql(p, damage);
    draft_reading_init(&r, x.row.id, DRAFT_JOURNAL);
    while (more)
        must(drafts_read(p->d, &r, 1, &more, &e), &e);
    *damaged = r.damaged;
    must(drafts_drop(p->d, x.row.id, &e), &e);
    return buf_detach(&r.text, NULL);
}

static void a_journal__ends__where_a_piece_is_not_what_was_kept(void **state)
{
    static const struct {
        const char *damage, *left;
    } cases[] = {
        {NULL, "aaaabbbbccccddd"},
        {"UPDATE draft_pieces SET bytes = CAST('aaab' AS BLOB) WHERE bytes = CAST('aaaa' AS BLOB)", ""},
        {"UPDATE draft_pieces SET bytes = CAST('bbbc' AS BLOB) WHERE bytes = CAST('bbbb' AS BLOB)", "aaaa"},
        {"UPDATE draft_pieces SET bytes = CAST('bbb' AS BLOB) WHERE bytes = CAST('bbbb' AS BLOB)", "aaaa"},
        {"DELETE FROM draft_pieces WHERE bytes = CAST('aaaa' AS BLOB)", ""},
        {"DELETE FROM draft_pieces WHERE bytes = CAST('bbbb' AS BLOB)", "aaaa"},
        {"UPDATE draft_pieces SET bytes = CAST('cx' AS BLOB) WHERE bytes = CAST('cc' AS BLOB)", "aaaabbbb"},
        {"UPDATE draft_pieces SET bytes = CAST('x' AS BLOB) WHERE bytes = CAST('ccddd' AS BLOB)",
         "aaaabbbbcc"},
        {"UPDATE draft_pieces SET sum = 0 WHERE bytes = CAST('bbbb' AS BLOB)", "aaaa"},
        {"UPDATE draft_pieces SET sum = NULL", "aaaabbbbccccddd"}, /* an older program kept it */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool damaged;
        char *left = read_after(*state, cases[i].damage, &damaged);
        assert_string_equal(left, cases[i].left);
        assert_int_equal(damaged, strcmp(left, cases[0].left) != 0);
        free(left);
    }
}

/* Draft 7 of tests/data/ledger/, as each version that knows drafts wrote it. */
static void a_draft__of_any_older_version__is_whole(void **state)
{
    struct place *p = *state;
    for (long version = 5; version <= migrations_version(); version++) {
        struct err e = {0};
        size_t len;
        char *path = xasprintf(TEST_DATA "/ledger/version-%ld.sql", version),
             *text = scratch_read(path, &len);
        char *file = xasprintf("%s/version-%ld.db", p->directory, version);
        sqlite3 *db = NULL;
        assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
        assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(db);
        struct ledger *l = ledger_open(file, &e);
        must(l != NULL, &e);
        struct drafts *d = drafts_new(l, p->lock);
        assert_journal(d, 7, "20:s7:/locale1 =4:\"fr\"");
        drafts_free(d);
        ledger_close(l);
        free(file);
        free(text);
        free(path);
    }
}

/* ---- a file that is put in the place of the one that was */

/* The database goes, and another one has its name, with a draft of another work under the same number. */
static void exchange(struct place *p)
{
    struct err e = {0};
    char *elsewhere = scratch_path(p->directory, "another.db"), *away = scratch_path(p->directory, "away.db");
    struct ledger *l = ledger_open(elsewhere, &e);
    char *lock = scratch_path(p->directory, "another.lock");
    struct drafts *d = drafts_new(l, lock);
    struct draft x = draft_of("best");
    x.base_digest++;
    must(drafts_begin(d, &x, &e), &e);
    must(drafts_keep(d, &x, 0, "theirs", 6, &e), &e);
    drafts_free(d);
    ledger_close(l);
    assert_int_equal(rename(p->database, away), 0);
    assert_int_equal(rename(elsewhere, p->database), 0);
    free(lock);
    free(away);
    free(elsewhere);
}

static void a_draft__is_not_kept__in_one_of_another_file_that_has_its_number(void **state)
{
    struct place *p = *state;
    struct err e = {0}, why = {0};
    struct draft x = draft_of("acme");
    must(drafts_begin(p->d, &x, &e), &e);
    exchange(p);
    assert_false(drafts_keep_base(p->d, x.row.id, "{}", 2, true, &why));
    assert_int_equal(why.code, ERR_NOT_FOUND);
    assert_false(drafts_keep(p->d, &x, 0, "mine", 4, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_journal(p->d, x.row.id, "theirs");
    assert_int_equal(listed(p->d), 1);
}

static void a_draft__is_not_read_on__in_another_file(void **state)
{
    struct place *p = *state;
    struct draft_reading r;
    struct err e = {0};
    bool more;
    const int64_t id = begin(p, "acme", "first");
    draft_reading_init(&r, id, DRAFT_JOURNAL);
    must(drafts_read(p->d, &r, 1, &more, &e), &e);
    exchange(p);
    assert_false(drafts_read(p->d, &r, 1, &more, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    draft_reading_finish(&r);
}

/* ---- numbers that are taken */

/* The database began anew, and numbers with it; another instance still works with those of the old one. */
static void a_draft__gets_the_next_number__where_its_own_belongs_to_others(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    const int64_t first = begin(p, "acme", "x"), second = begin(p, "acme", "y");
    char *elsewhere = scratch_path(p->directory, "anew.db");
    struct ledger *l = ledger_open(elsewhere, &e);
    struct drafts *d = drafts_new(l, p->lock);
    struct draft x = draft_of("best");
    must(drafts_begin(d, &x, &e), &e);
    assert_int_equal(x.row.id, second + 1);
    must(drafts_keep(d, &x, 0, "z", 1, &e), &e);
    must(drafts_leave(d, x.row.id, 0, &e), &e);
    assert_int_equal(listed(d), 1);
    assert_int_equal(first, 1);
    drafts_free(d);
    ledger_close(l);
    free(elsewhere);
}

static int refuse_commit(void *context)
{
    (void)context;
    return 1;
}

static void a_draft__that_could_not_be_begun__leaves_its_number_to_others(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    struct draft x = draft_of("acme"), y = draft_of("best");
    sqlite3_commit_hook(p->l->db, refuse_commit, NULL);
    assert_false(drafts_begin(p->d, &x, &e));
    assert_int_not_equal(e.code, ERR_NONE);
    assert_int_equal(x.row.id, 0);
    sqlite3_commit_hook(p->l->db, NULL, NULL);
    struct drafts *other = drafts_new(p->l, p->lock);
    must(drafts_begin(other, &y, &e), &e);
    assert_int_equal(y.row.id, 1);
    drafts_free(other);
}

static void drafts__follow_the_file__to_its_new_name(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    struct draft x;
    const int64_t id = begin(p, "acme", "x");
    must(drafts_follow(p->l, DRAFT_RENAMED, "/nowhere/acme.json", "/nowhere/best.json", "best", &e), &e);
    must(drafts_find(p->d, id, &x, &e), &e);
    assert_string_equal(x.row.configuration, "best");
    assert_string_equal(x.row.path, "/nowhere/best.json");
    assert_true(x.unsaved);
    draft_finish(&x);
}

static void drafts__of_a_deleted_file__come_back_with_it__until_they_are_swept(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    const int64_t id = begin(p, "acme", "x"), aside = begin(p, "acme", "y");
    must(drafts_put_aside(p->d, aside, true, &e), &e);
    must(drafts_leave(p->d, id, 0, &e), &e);
    must(drafts_leave(p->d, aside, 0, &e), &e);
    must(drafts_follow(p->l, DRAFT_DELETED, "/nowhere/acme.json", "/deleted/acme.1.json", "acme", &e), &e);
    assert_int_equal(listed(p->d), 0);
    must(drafts_follow(p->l, DRAFT_BACK, "/deleted/acme.1.json", "/nowhere/acme 2.json", "acme 2", &e), &e);
    assert_int_equal(listed(p->d), 1); /* and not the one that had been put aside */
    must(drafts_follow(p->l, DRAFT_DELETED, "/nowhere/acme 2.json", "/deleted/acme.2.json", "acme", &e), &e);
    sweep(p->d);
    must(drafts_follow(p->l, DRAFT_BACK, "/deleted/acme.2.json", "/nowhere/acme.json", "acme", &e), &e);
    assert_int_equal(listed(p->d), 0);
}

static void one_owner__may_give_up_one__after_another_was_taken(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    struct draft x;
    const int64_t first = begin(p, "acme", "x"), second = begin(p, "best", "y");
    assert_int_equal(listed(p->d), 0);
    must(drafts_drop(p->d, first, &e), &e);
    must(drafts_leave(p->d, second, 0, &e), &e);
    assert_int_equal(listed(p->d), 1);
    must(drafts_take(p->d, second, &x, &e), &e);
    draft_finish(&x);
    must(drafts_take(p->d, second, &x, &e), &e);
    draft_finish(&x);
    assert_int_equal(listed(p->d), 0);
}

/* ---- the file that it is about */

static void a_draft__says_whether_its_file_is_as_it_was(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    char *path = scratch_path(p->directory, "acme.json");
    struct draft x = draft_of("acme"), y;
    scratch_write(path, "{}", 2);
    x.row.path = path;
    file_stamp_read(path, &x.stamp);
    must(drafts_begin(p->d, &x, &e), &e);
    must(drafts_find(p->d, x.row.id, &y, &e), &e);
    assert_int_equal(y.row.file, DRAFT_FILE_SAME);
    draft_finish(&y);
    scratch_write(path, "{\"a\": 1}", 8);
    must(drafts_find(p->d, x.row.id, &y, &e), &e);
    assert_int_equal(y.row.file, DRAFT_FILE_CHANGED);
    draft_finish(&y);
    unlink(path);
    must(drafts_find(p->d, x.row.id, &y, &e), &e);
    assert_int_equal(y.row.file, DRAFT_FILE_GONE);
    draft_finish(&y);
    free(path);
}

/* ---- others in the database */

static void keeping__waits_for_a_moment_only__and_can_be_tried_again(void **state)
{
    struct place *p = *state;
    struct err e = {0};
    sqlite3 *db = NULL;
    struct draft x = draft_of("acme");
    must(drafts_begin(p->d, &x, &e), &e);
    assert_int_equal(sqlite3_open(p->database, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_false(drafts_keep(p->d, &x, 0, "x", 1, &e));
    assert_int_equal(e.code, ERR_BUSY);
    assert_int_equal(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    must(drafts_keep(p->d, &x, 0, "x", 1, &e), &e);
    assert_journal(p->d, x.row.id, "x");
    sqlite3_close(db);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_place, remove_place)
    const struct CMUnitTest tests[] = {
        TEST(a_draft__is_found_as_it_was_kept),
        TEST(a_journal__grows__and_its_end_gives_way),
        TEST(a_base__is_kept_in_pieces),
        TEST(drafts__are_readable_by_their_owner_alone),
        TEST(a_draft__of_an_instance_that_runs__is_not_offered),
        TEST(a_draft__has_one_owner__when_the_file_of_locks_is_removed),
        TEST(a_draft__is_offered__once_its_process_was_killed),
        TEST(a_draft__that_is_put_aside__comes_back_until_it_is_swept),
        TEST(sweeping__leaves_alone__what_an_instance_works_on),
        TEST(what_is_swept__gives_its_room_back__piece_by_piece),
        TEST(a_draft__that_is_half_swept__does_not_come_back),
        TEST(a_draft__has_nothing__of_one_that_had_its_number),
        TEST(pieces_of_nothing__are_swept),
        TEST(a_base__is_not_kept__for_a_draft_that_is_gone),
        TEST(a_journal__ends__where_a_piece_is_not_what_was_kept),
        TEST(a_draft__of_any_older_version__is_whole),
        TEST(a_draft__is_not_kept__in_one_of_another_file_that_has_its_number),
        TEST(a_draft__is_not_read_on__in_another_file),
        TEST(a_draft__gets_the_next_number__where_its_own_belongs_to_others),
        TEST(a_draft__that_could_not_be_begun__leaves_its_number_to_others),
        TEST(drafts__follow_the_file__to_its_new_name),
        TEST(drafts__of_a_deleted_file__come_back_with_it__until_they_are_swept),
        TEST(one_owner__may_give_up_one__after_another_was_taken),
        TEST(a_draft__says_whether_its_file_is_as_it_was),
        TEST(keeping__waits_for_a_moment_only__and_can_be_tried_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
