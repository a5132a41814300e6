/* Text from elsewhere on standard output and standard error of the real program, into a pipe and on a
 * terminal. */
#include "config.h"

#include "tests/pty/pty.h"

#include "forms/json.h"
#include "forms/mem.h"
#include "forms/safe.h"
#include "tests/hostile.h"
#include "tests/home.h"
#include "tests/program.h"
#include "tests/scratch.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct program p;

static int end(void **state)
{
    program_finish(&p);
    return home_end(state);
}

/* Hostile texts as C strings. */
struct texts {
    char **items;
    size_t count;
};

static void take(void *context, const char *text, size_t len)
{
    struct texts *t = context;
    if (memchr(text, '\0', len))
        return;
    t->items = xreallocarray(t->items, t->count + 4, sizeof *t->items);
    t->items[t->count++] = xstrndup(text, len);
    t->items[t->count] = NULL;
}

static struct texts all_texts(void)
{
    struct texts t = {0};
    hostile_each(take, &t);
    assert_true(t.count > 1400);
    return t;
}

static void texts_finish(struct texts *t)
{
    for (size_t i = 0; i < t->count; i++)
        free(t->items[i]);
    free(t->items);
}

static size_t lines(const char *text)
{
    size_t count = 0;
    for (; (text = strchr(text, '\n')); text++)
        count++;
    return count;
}

/* validate, with each text as the path of a file that is not there. */
static void run_on_paths(const struct texts *t, char *format)
{
    char **arguments = xcalloc(t->count + 4, sizeof *arguments);
    arguments[0] = (char *)"validate";
    arguments[1] = (char *)"--format";
    arguments[2] = format;
    memcpy(arguments + 3, t->items, t->count * sizeof *arguments);
    program_run_all(&p, NULL, arguments);
    assert_int_equal(p.status, 7);
    free(arguments);
}

static void paths__are_lines_of_their_own__in_a_verdict(void **state)
{
    (void)state;
    struct texts t = all_texts();
    run_on_paths(&t, (char *)"text");
    assert_int_equal(hostile_foreign(p.out, p.out_len), 0);
    assert_int_equal(hostile_foreign(p.err, strlen(p.err)), 0);
    assert_int_equal(lines(p.out), 2 * t.count); /* why, and the verdict */
    texts_finish(&t);
}

static void paths__come_back__from_a_verdict_in_json(void **state)
{
    (void)state;
    struct texts t = all_texts();
    run_on_paths(&t, (char *)"json");
    assert_int_equal(hostile_foreign(p.out, p.out_len), 0);
    assert_int_equal(lines(p.out), t.count);
    const char *line = p.out;
    for (size_t i = 0; i < t.count; i++) {
        const size_t len = (size_t)(strchr(line, '\n') - line);
        struct arena a;
        struct json_tree tree;
        struct err e;
        arena_init(&a);
        if (!json_parse(&a, line, len, &tree, &e))
            fail_msg("%s", e.text);
        if (utf8_valid(t.items[i], strlen(t.items[i]), NULL))
            assert_true(json_chars_equal(json_get(&tree.root, "file", 4), t.items[i], strlen(t.items[i])));
        arena_finish(&a);
        line += len + 1;
    }
    texts_finish(&t);
}

static void errors__are_one_line_each__on_standard_error(void **state)
{
    (void)state;
    struct texts t = all_texts();
    for (size_t i = 0; i < t.count; i += 29) {
        program_run(&p, NULL, "show", "--", t.items[i], NULL);
        assert_int_equal(p.status, 7);
        assert_string_equal(p.out, "");
        assert_int_equal(hostile_foreign(p.err, strlen(p.err)), 0);
        assert_int_equal(lines(p.err), 1);
    }
    texts_finish(&t);
}

/* ---- on a terminal */

/* Guests whose names and keys are the texts that a file can hold, each key twice. */
static void write_guests(void)
{
    struct texts t = all_texts();
    struct buf body;
    buf_init(&body, BUF_BODY_MAX);
    buf_puts(&body, "{\"customer_data\":{\"customer_key\":\"c\",\"guests\":[");
    size_t count = 0;
    for (size_t i = 0; i < t.count; i++) {
        const size_t len = strlen(t.items[i]);
        if (!utf8_valid(t.items[i], len, NULL))
            continue;
        for (int twice = 0; twice < 2; twice++) {
            buf_puts(&body, count++ ? ",{\"guest_key\":" : "{\"guest_key\":");
            json_quote(&body, t.items[i], len);
            buf_puts(&body, ",\"name\":");
            json_quote(&body, t.items[i], len);
            buf_putc(&body, ',');
            json_quote(&body, t.items[i], len); /* a field that no schema names */
            buf_puts(&body, ":1}");
        }
    }
    buf_puts(&body, "]}}\n");
    assert_true(count > 2 * 1400);
    scratch_write("guests.json", body.data, body.len);
    static const char none[] = "{\"customer_data\":{\"guests\":[]}}";
    scratch_write("none.json", none, strlen(none));
    buf_finish(&body);
    texts_finish(&t);
}

/* Foreign characters in what the command writes to a terminal. Its own line ends are CR LF there, and tabs of
 * a table are no danger. */
static size_t foreign_of(const char *const argv[])
{
    struct pty *t = pty_start(argv, NULL, 24, 80);
    pty_wait_exit(t);
    size_t len, found = 0, from = 0;
    const char *written = pty_written(t, &len);
    if (len <= 10000)
        fail_msg("%s %s: %zu bytes: %.300s", argv[0], argv[1], len, written);
    for (size_t at = 0; at < len; at++) {
        const bool line_end = written[at] == '\r' && at + 1 < len && written[at + 1] == '\n';
        if (!line_end && written[at] != '\t')
            continue;
        found += hostile_foreign(written + from, at - from);
        from = at + 1;
    }
    found += hostile_foreign(written + from, len - from);
    pty_free(t);
    return found;
}

static void assert_clean(const char *const argv[])
{
    const size_t found = foreign_of(argv);
    if (found)
        fail_msg("%s %s writes %zu foreign characters", argv[1], argv[2] ? argv[2] : "", found);
}

static void a_terminal__gets_no_foreign_character__from_any_command(void **state)
{
    (void)state;
    static const char *const commands[][8] = {
        {TEST_PROGRAM, "show", "guests.json", NULL},
        {TEST_PROGRAM, "show", "--redact", "--format", "curl", "guests.json", NULL},
        {TEST_PROGRAM, "validate", "guests.json", NULL},
        {TEST_PROGRAM, "validate", "--format", "json", "guests.json", NULL},
        {TEST_PROGRAM, "export", "csv", "--list", "guests", "guests.json", NULL},
        {TEST_PROGRAM, "export", "json", "--list", "guests", "guests.json", NULL},
        {TEST_PROGRAM, "submit", "--dry-run", "--sandbox", "guests.json", NULL},
        {TEST_PROGRAM, "diff", "none.json", "guests.json", NULL},
    };
    static const char *const naive[] = {"/bin/cat", "guests.json", NULL};
    write_guests();
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        assert_clean(commands[i]);
    assert_true(foreign_of(naive) > 1400);
}

/* ---- what others wrote into the folder of data */

static char *data_path(const char *name)
{
    return xasprintf("data/seam-portal-tui/%s", name);
}

/* A database of the program's own version, into which another program wrote a row for each text. */
static void write_state(const struct texts *t)
{
    static const char insert[] =
        "INSERT INTO attempts (outcome, started, ended, configuration, customer_key, ticket, endpoint, "
        "stand_in, "
        "workspace_id, url, expires_at, expires, request_id, status, type, message) VALUES "
        "(?2, 1795208057, 1795208058, ?1, ?1, ?1, ?1, 0, ?1, ?1, ?1, 0, ?1, 400, ?1, ?1)";
    static const char draft[] =
        "INSERT INTO drafts (configuration, path, focus, started, changed, ended, unsaved, edits, "
        "file_exists, "
        "file_mtime, file_size, file_inode, file_device, base_digest, base_size, base_kept) VALUES "
        "(?1, ?1, ?1, 1795208057, 1795208057, 9, 1, ?2, 0, 0, 0, 0, 0, 0, 0, 1)";
    const char *const statements[] = {insert, draft};
    sqlite3 *db;
    program_run(&p, NULL, "links", NULL);
    char *path = data_path("state.db");
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
    for (size_t i = 0; i < t->count; i++)
        for (size_t k = 0; k < sizeof statements / sizeof *statements; k++) {
            sqlite3_stmt *s;
            assert_int_equal(sqlite3_prepare_v2(db, statements[k], -1, &s, NULL), SQLITE_OK);
            sqlite3_bind_text(s, 1, t->items[i], -1, SQLITE_STATIC);
            sqlite3_bind_int(s, 2, (int)(i % 5));
            assert_int_equal(sqlite3_step(s), SQLITE_DONE);
            sqlite3_finalize(s);
        }
    assert_int_equal(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    free(path);
}

/* Saved configurations with these names, as far as a file can have them. */
static size_t write_files(const struct texts *t)
{
    size_t count = 0;
    for (size_t i = 0; i < t->count; i++) {
        if (strchr(t->items[i], '/') || strlen(t->items[i]) > 200)
            continue;
        char *name = xasprintf("configurations/%s.json", t->items[i]), *path = data_path(name);
        scratch_write(path, "{}", 2);
        count++;
        free(name);
        free(path);
    }
    return count;
}

static void write_data(void)
{
    struct texts t = all_texts();
    write_state(&t);
    char *folder = data_path("configurations");
    mkdir(folder, 0700); /* it may be there */
    assert_true(write_files(&t) > 1200);
    free(folder);
    texts_finish(&t);
}

static void a_terminal__gets_no_foreign_character__from_the_folder_of_data(void **state)
{
    (void)state;
    static const char *const commands[][5] = {
        {TEST_PROGRAM, "links", NULL},
        {TEST_PROGRAM, "links", "--secrets", NULL},
        {TEST_PROGRAM, "links", "--secrets", "--format", "json"},
        {TEST_PROGRAM, "list", NULL},
        {TEST_PROGRAM, "list", "--format", "json", NULL},
    };
    write_data();
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        const char *argv[6] = {NULL};
        memcpy(argv, commands[i], sizeof commands[i]);
        assert_clean(argv);
    }
    char *database = data_path("state.db"), *folder = data_path("configurations");
    const char *const cat[] = {"/bin/cat", database, NULL}, *const ls[] = {"/bin/ls", "-N", folder, NULL};
    assert_true(foreign_of(cat) > 1400);
    assert_true(foreign_of(ls) > 1000);
    free(database);
    free(folder);
}

/* ---- the screens over it */

static void look(struct pty *t, const char *words, size_t *looks)
{
    pty_wait_text(t, words, 0);
    char *screen = pty_screen(t);
    if (hostile_foreign(screen, strlen(screen)))
        fail_msg("foreign characters on the screen:\n%s", screen);
    ++*looks;
    free(screen);
}

/* Down to each of the first, and from the last upwards. */
static void look_through(struct pty *t, const char *words, size_t *looks)
{
    static const char *const keys[] = {"PgDn", "PgDn", "PgDn", "PgDn", "PgDn", "PgDn",
                                       "End",  "PgUp", "PgUp", "PgUp", "PgUp", "PgUp"};
    look(t, words, looks);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        pty_keys(t, keys[i]);
        pty_redraws(t, 0); /* the rows may look the same as before */
        look(t, words, looks);
    }
}

static void screens__show_no_foreign_character__from_the_folder_of_data(void **state)
{
    (void)state;
    static const char *const argv[] = {TEST_PROGRAM, NULL};
    size_t looks = 0;
    write_data();
    struct pty *t = pty_start(argv, NULL, 40, 120);
    look_through(t, "Unsaved work", &looks);
    pty_keys(t, "Esc");
    pty_wait_no_text(t, "decide later", 0);
    look_through(t, "Saved configurations", &looks);
    pty_keys(t, "h");
    look_through(t, "Links", &looks);
    for (int i = 0; i < 10; i++) {
        pty_keys(t, "Enter");
        look(t, "Request id", &looks);
        pty_keys(t, "Esc");
        pty_wait_no_text(t, "Request id", 0);
        pty_keys(t, "Down");
    }
    pty_keys(t, "F10");
    pty_wait_exit(t);
    pty_free(t);
    print_message("%zu looks\n", looks);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, home_begin, end)
    const struct CMUnitTest tests[] = {
        TEST(paths__are_lines_of_their_own__in_a_verdict),
        TEST(paths__come_back__from_a_verdict_in_json),
        TEST(errors__are_one_line_each__on_standard_error),
        TEST(a_terminal__gets_no_foreign_character__from_any_command),
        TEST(a_terminal__gets_no_foreign_character__from_the_folder_of_data),
        TEST(screens__show_no_foreign_character__from_the_folder_of_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
