#include "config.h"

#include "tests/pty/unsaved.h"

#include "forms/doc.h"
#include "forms/mem.h"
#include "tests/files.h"
#include "tests/patience.h"
#include "tests/scratch.h"
#include "tui/store/ledger.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const struct unsaved_place UNSAVED_PLACES_LIST[UNSAVED_PLACES] = {
    {NULL, 0, 0, "/customer_data/customer_key"},
    {"customer_data.rooms", 1, 1, "/customer_data/rooms/1/name"},
    {"customer_data.guests", 2, 1, "/customer_data/guests/2/name"},
    {"customer_data.sites", 0, 1, "/customer_data/sites/0/name"},
};

static void write_body(size_t reservations, struct buf *out)
{
    buf_puts(out,
             "{\n  \"customer_data\": {\n    \"rooms\": [{\"room_key\": \"r1\"}, {\"room_key\": \"r2\"}],\n"
             "    \"guests\": [{\"guest_key\": \"g1\"}, {\"guest_key\": \"g2\"}, {\"guest_key\": "
             "\"g3\"}],\n    \"sites\": [{\"site_key\": \"s1\"}]");
    for (size_t i = 0; i < reservations; i++)
        buf_printf(out,
                   "%s\n      {\"reservation_key\": \"stay-%zu\", \"name\": \"Stay %zu\", \"starts_at\": "
                   "\"2027-03-01T15:00:00Z\", \"ends_at\": \"2027-03-04T11:00:00Z\"}",
                   i ? "," : ",\n    \"reservations\": [", i, i);
    buf_puts(out, reservations ? "\n    ]\n  }\n}\n" : "\n  }\n}\n");
}

static void make_folders(const struct unsaved *u)
{
    static const char *const folders[] = {"data", "data/seam-portal-tui",
                                          "data/seam-portal-tui/configurations"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char *folder = scratch_path(u->directory, folders[i]);
        assert_int_equal(mkdir(folder, 0700), 0);
        free(folder);
    }
}

struct unsaved *unsaved_new(size_t reservations)
{
    struct unsaved *u = xcalloc(1, sizeof *u);
    struct buf body;
    u->directory = scratch_new();
    u->file = xasprintf("%s/data/seam-portal-tui/configurations/acme.json", u->directory);
    u->database = xasprintf("%s/data/seam-portal-tui/state.db", u->directory);
    u->data = xasprintf("XDG_DATA_HOME=%s/data", u->directory);
    u->config = xasprintf("XDG_CONFIG_HOME=%s/config", u->directory);
    make_folders(u);
    buf_init(&body, BUF_BODY_MAX);
    write_body(reservations, &body);
    scratch_write(u->file, body.data, body.len);
    buf_finish(&body);
    return u;
}

void unsaved_free(struct unsaved *u)
{
    pty_free(u->p);
    scratch_free(u->directory);
    free(u->file);
    free(u->database);
    free(u->data);
    free(u->config);
    free(u);
}

#define LIST_MAX 20

/* Adds a list that ends with NULL. */
static size_t add_all(const char *to[], size_t count, const char *const *from)
{
    while (from && *from && count < LIST_MAX - 1)
        to[count++] = *from++;
    to[count] = NULL;
    return count;
}

static void start(struct unsaved *u, const char *const arguments[], const char *const more[],
                  const char *configuration, int rows, int cols)
{
    const char *const usual[] = {
        u->data,   u->config,         "TZ=UTC", "SEAM_API_KEY", "SEAM_PERSONAL_ACCESS_TOKEN", "TMUX",
        "DISPLAY", "WAYLAND_DISPLAY", NULL};
    const char *argv[LIST_MAX] = {TEST_PROGRAM}, *env[LIST_MAX];
    const size_t count = add_all(argv, 1, arguments);
    add_all(argv, count, (const char *const[]){configuration, NULL});
    add_all(env, add_all(env, 0, usual), more);
    pty_free(u->p);
    u->p = pty_start(argv, env, rows, cols);
}

void unsaved_start_as(struct unsaved *u, const char *const arguments[], const char *const more[],
                      const char *configuration, const char *shows)
{
    start(u, arguments, more, configuration, 24, 80);
    pty_wait_text(u->p, shows, 0);
}

void unsaved_start(struct unsaved *u, const char *configuration, int rows, int cols)
{
    start(u, NULL, NULL, configuration, rows, cols);
    pty_wait_text(u->p, configuration ? "Customer key" : "acme", 0);
}

void unsaved_start_empty(struct unsaved *u)
{
    unsaved_start_as(u, NULL, NULL, NULL, "No saved configurations");
}

bool unsaved_is_offered(struct unsaved *u)
{
    pty_wait_text(u->p, " record", 0); /* about the configuration, near the end of the picture */
    char *screen = pty_screen(u->p);
    const bool offered = strstr(screen, "Unsaved work") != NULL;
    free(screen);
    return offered;
}

void unsaved_go(struct unsaved *u, const struct unsaved_place *place)
{
    if (!place->list)
        return;
    pty_keys(u->p, "F7");
    pty_wait_text(u->p, "Find a field", 0);
    pty_type(u->p, place->list);
    pty_keys(u->p, "Enter");
    pty_wait_no_text(u->p, "Find a field", 0);
    for (int i = 0; i < place->down; i++)
        pty_keys(u->p, "Down");
    pty_keys(u->p, "Enter");
    pty_wait_text(u->p, "fields set", 0);
    for (int i = 0; i < place->fields; i++)
        pty_keys(u->p, "Down");
}

void unsaved_kill(struct unsaved *u, int signal)
{
    assert_int_equal(kill(pty_foreground(u->p), signal), 0);
    assert_int_equal(pty_wait_exit(u->p), 128 + signal);
    pty_free(u->p);
    u->p = NULL;
}

/* ---- the database, beside the program */

static sqlite3 *open_database(const struct unsaved *u)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(u->database, &db), SQLITE_OK);
    sqlite3_busy_timeout(db, patience(5000));
    return db;
}

void unsaved_switch_off(struct unsaved *u)
{
    struct err e = {0};
    struct ledger *l = ledger_open(u->database, &e);
    assert_non_null(l);
    ledger_close(l);
    sqlite3 *db = open_database(u);
    assert_int_equal(sqlite3_exec(db,
                                  "CREATE TRIGGER off BEFORE INSERT ON drafts BEGIN "
                                  "SELECT RAISE(ABORT, 'switched off'); END",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(db);
}

static size_t count(const struct unsaved *u, const char *sql, const char *text)
{
    sqlite3 *db = open_database(u);
    sqlite3_stmt *s = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    if (text)
        sqlite3_bind_blob(s, 1, text, (int)strlen(text), SQLITE_STATIC);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    const size_t n = (size_t)sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    sqlite3_close(db);
    return n;
}

size_t unsaved_drafts(const struct unsaved *u)
{
    return count(u, "SELECT count(*) FROM drafts WHERE unsaved = 1", NULL);
}

enum { EVERY_MS = 20 };

/* It counts something, or nothing, within so many seconds. */
static bool becomes(const struct unsaved *u, bool something, const char *sql, const char *text, int seconds)
{
    for (int left = patience(1000 * seconds); left > 0; left -= EVERY_MS) {
        if ((count(u, sql, text) > 0) == something)
            return true;
        sqlite3_sleep(EVERY_MS);
    }
    return false;
}

bool unsaved_are_swept(struct unsaved *u, int seconds)
{
    return becomes(u, false, "SELECT count(*) FROM drafts WHERE unsaved <> 1", NULL, seconds) &&
           becomes(u, false, "SELECT count(*) FROM draft_pieces WHERE draft NOT IN (SELECT id FROM drafts)",
                   NULL, seconds);
}

bool unsaved_is_kept(struct unsaved *u, const char *text, int seconds)
{
    return becomes(u, true, "SELECT count(*) FROM draft_pieces WHERE part = 1 AND instr(bytes, ?1)", text,
                   seconds);
}

bool unsaved_is_kept_whole(struct unsaved *u, int seconds)
{
    return becomes(u, false, "SELECT count(*) FROM drafts WHERE base_kept = 0", NULL, seconds);
}

bool unsaved_is_left(const struct unsaved *u, const char *text, int seconds)
{
    bool left = unsaved_left(u, text);
    for (int more = patience(1000 * seconds); left && more > 0; more -= EVERY_MS) {
        sqlite3_sleep(EVERY_MS);
        left = unsaved_left(u, text);
    }
    return left;
}

bool unsaved_saved(const struct unsaved *u, const char *pointer, struct buf *out)
{
    size_t len;
    char *text = scratch_read(u->file, &len);
    struct doc *d = doc_new(text, len, NULL);
    assert_non_null(d);
    const struct json *v = doc_get(d, pointer);
    buf_clear(out);
    if (json_is(v, JSON_STRING)) {
        struct buf scratch;
        buf_init(&scratch, BUF_BODY_MAX);
        const char *chars = json_chars(v, &scratch, &len);
        buf_add(out, chars, len);
        buf_finish(&scratch);
    }
    doc_free(d);
    free(text);
    return v != NULL;
}

bool unsaved_left(const struct unsaved *u, const char *text)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    bool found = false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char *path = xasprintf("%s%s", u->database, ends[i]);
        struct buf bytes;
        buf_init(&bytes, BUF_BODY_MAX);
        found = (file_bytes(path, &bytes) && memmem(bytes.data, bytes.len, text, strlen(text))) || found;
        buf_finish(&bytes);
        free(path);
    }
    return found;
}
