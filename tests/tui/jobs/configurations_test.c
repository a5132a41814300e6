#include "config.h"

#include "tests/test.h"

#include "tests/scratch.h"
#include "tui/jobs/configurations.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BODY                                                                                                 \
    "{ \"customer_data\": {\"customer_key\": \"caf\\u00e9\",\n  \"rooms\": [{}, {}], \"guests\": [{}] }, "   \
    "\"x\": 1.10 }\n"

static char *directory;
static struct library library;

static int make_scratch(void **state)
{
    (void)state;
    directory = scratch_new();
    setenv("XDG_DATA_HOME", directory, 1);
    setenv("XDG_CONFIG_HOME", directory, 1);
    return library_open(&library, NULL) ? 0 : -1;
}

static int remove_scratch(void **state)
{
    (void)state;
    library_close(&library);
    scratch_free(directory);
    return 0;
}

static void create(const char *name, const char *text)
{
    struct err e = {0};
    if (!configuration_create(&library, name, text, strlen(text), &e))
        fail_msg("%s", e.text);
}

static void must_open(const char *argument, struct configuration *c)
{
    struct err e = {0};
    if (!configuration_open(&library, argument, c, &e))
        fail_msg("%s", e.text);
}

static void assert_saved(const char *name, const char *text)
{
    char *path = configuration_path(&library.paths, name);
    char *content = scratch_read(path, NULL);
    assert_string_equal(content, text);
    free(content), free(path);
}

/* As an editor of another person would: other content, and so another stamp. */
static void write_behind(const char *name, const char *text)
{
    char *path = configuration_path(&library.paths, name);
    scratch_write(path, text, strlen(text));
    free(path);
}

static void configuration_open__knows_a_saved_name__with_its_ticket(void **state)
{
    (void)state;
    create("acme", BODY);
    assert_true(ledger_set_ticket(library.ledger, "acme", "SUP-4821", NULL));
    struct configuration c;
    must_open("acme", &c);
    assert_string_equal(c.name, "acme");
    assert_string_equal(c.ticket, "SUP-4821");
    assert_true(c.stamp.exists);
    assert_int_equal(doc_size(c.doc), strlen(BODY));
    configuration_finish(&c);
}

static void configuration_open__reads_any_file__without_a_name(void **state)
{
    (void)state;
    char *path = scratch_path(directory, "body.txt");
    scratch_write(path, BODY, strlen(BODY));
    struct configuration c;
    must_open(path, &c);
    assert_null(c.name);
    assert_string_equal(c.path, path);
    configuration_finish(&c);
    free(path);
}

static void configuration_open__names_file_line_and_column__of_bad_text(void **state)
{
    (void)state;
    static const struct {
        const char *text, *words;
        enum err_code code;
    } cases[] = {
        {"{\n  \"a\": 1,\n  \"a\": 2\n}", "acme.json: line 3, column 3: ", ERR_SYNTAX},
        {"{\"a\": }", "acme.json: line 1, column 7: ", ERR_SYNTAX},
        {"[1]", "acme.json: ", ERR_TYPE},
        {"", "acme.json: line 1, column 1: ", ERR_SYNTAX},
    };
    create("acme", "{}");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        write_behind("acme", cases[i].text);
        struct configuration c;
        struct err e = {0};
        assert_false(configuration_open(&library, "acme", &c, &e));
        assert_int_equal(e.code, cases[i].code);
        if (strncmp(e.text, cases[i].words, strlen(cases[i].words)) != 0)
            fail_msg("%s", e.text);
        assert_null(c.doc);
        assert_null(c.path);
    }
}

static void assert_not_opened(const char *argument, const char *words)
{
    struct configuration c;
    struct err e = {0};
    assert_false(configuration_open(&library, argument, &c, &e));
    if (!strstr(e.text, words))
        fail_msg("%s", e.text);
}

/* Nobody writes into it: who waited for that would wait without end. */
static void configuration_open__does_not_wait_for_a_pipe__among_saved_ones(void **state)
{
    (void)state;
    char *path = configuration_path(&library.paths, "pipe");
    struct config_rows rows;
    struct configuration c;
    struct err e = {0};
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_not_opened("pipe", "pipe.json: is a pipe or a device");
    assert_false(configuration_clone(&library, "pipe", "copy", NULL));
    assert_true(configuration_list(&library, &rows, NULL));
    assert_int_equal(rows.count, 1);
    assert_non_null(strstr(rows.items[0].broken, "is a pipe"));
    config_rows_finish(&rows);
    assert_false(configuration_opening_finish(configuration_opening_new(&library, path), &c, &e));
    assert_non_null(strstr(e.text, "is a pipe"));
    free(path);
}

static void configuration_open__says_of_a_link_to_nothing__what_it_is(void **state)
{
    (void)state;
    char *path = configuration_path(&library.paths, "link");
    assert_int_equal(symlink("gone.json", path), 0);
    assert_not_opened("link", "link.json: is a link to a file that is not there");
    free(path);
}

/* ---- a piece at a time */

/* What a whole opening says, and one in pieces. */
static void open_in_pieces(const char *argument, size_t bytes)
{
    struct configuration whole, pieces;
    struct err wanted = {0}, e = {0};
    size_t done = 0, before = 0, all = 0;
    const bool good = configuration_open(&library, argument, &whole, &wanted);
    struct configuration_opening *o = configuration_opening_new(&library, argument);
    while (!configuration_opening_step(o, bytes)) {
        configuration_opening_progress(o, &done, &all);
        assert_in_range(done, before, all);
        before = done;
    }
    assert_int_equal(configuration_opening_finish(o, &pieces, &e), good);
    assert_memory_equal(&e, &wanted, sizeof e);
    if (good) {
        assert_true(json_same(doc_root(whole.doc), doc_root(pieces.doc)));
        assert_int_equal(doc_size(whole.doc), doc_size(pieces.doc));
        assert_string_equal(whole.path, pieces.path);
        assert_true(file_stamp_same(&whole.stamp, &pieces.stamp));
    }
    configuration_finish(&whole);
    configuration_finish(&pieces);
}

static void configuration_opening__ends_as_configuration_open_does__whatever_the_steps(void **state)
{
    (void)state;
    static const size_t sizes[] = {1, 10, 1000, SIZE_MAX};
    static const char *const texts[] = {BODY, "{\"a\": tru}", "[1]", "", "{\"a\": \"b"};
    create("pieces", "{}");
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
            write_behind("pieces", texts[k]);
            open_in_pieces("pieces", sizes[i]);
        }
        open_in_pieces("no-such-name", sizes[i]);
        open_in_pieces("/no/such/file", sizes[i]);
        open_in_pieces(directory, sizes[i]);
    }
}

static size_t open_descriptors(void)
{
    size_t count = 0;
    for (int fd = 0; fd < 100; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

static void configuration_opening__leaves_nothing_behind__when_it_is_given_up(void **state)
{
    (void)state;
    const size_t before = open_descriptors();
    create("given-up", BODY);
    for (int steps = 0; steps < 60; steps++) {
        struct configuration_opening *o = configuration_opening_new(&library, "given-up");
        for (int i = 0; i < steps && !configuration_opening_step(o, 4); i++)
            ;
        configuration_opening_free(o);
        assert_int_equal(open_descriptors(), before);
    }
    assert_saved("given-up", BODY);
}

static void configuration_open__says_that_no_name_fits__rather_than_no_file(void **state)
{
    (void)state;
    struct configuration c;
    struct err e = {0};
    assert_false(configuration_open(&library, "acmee", &c, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_non_null(strstr(e.text, "no saved configuration"));
}

static void configuration_save__changes_only_the_edited_bytes(void **state)
{
    (void)state;
    create("acme", BODY);
    struct configuration c;
    must_open("acme", &c);
    assert_true(doc_set_text(c.doc, "/x", "2", 1, NULL));
    assert_true(doc_modified(c.doc));
    assert_true(configuration_save(&c, false, NULL));
    assert_false(doc_modified(c.doc));
    assert_saved(
        "acme",
        "{ \"customer_data\": {\"customer_key\": \"caf\\u00e9\",\n  \"rooms\": [{}, {}], \"guests\": [{}] }, "
        "\"x\": 2 }\n");
    assert_true(configuration_save(&c, false, NULL));
    configuration_finish(&c);
}

static void configuration_save__refuses__when_somebody_else_wrote_or_removed_the_file(void **state)
{
    (void)state;
    create("acme", BODY);
    struct configuration c;
    must_open("acme", &c);
    write_behind("acme", "{\"theirs\": true}");
    struct err e = {0};
    assert_false(configuration_save(&c, false, &e));
    assert_int_equal(e.code, ERR_CONFLICT);
    assert_saved("acme", "{\"theirs\": true}");
    unlink(c.path);
    assert_false(configuration_save(&c, false, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_true(configuration_save(&c, true, &e));
    assert_saved("acme", BODY);
    configuration_finish(&c);
}

/* The operator says to overwrite what the question was about, and nothing that came after it. */
static void configuration_save__overwrites__only_what_it_refused_to(void **state)
{
    (void)state;
    create("acme", BODY);
    struct configuration c;
    struct err e = {0};
    must_open("acme", &c);
    write_behind("acme", "{\"theirs\": 1}");
    assert_false(configuration_save(&c, false, &e));
    write_behind("acme", "{\"theirs, later\": 2}");
    assert_false(configuration_save(&c, true, &e));
    assert_int_equal(e.code, ERR_CONFLICT);
    assert_saved("acme", "{\"theirs, later\": 2}");
    assert_false(configuration_save(&c, false, &e)); /* what was not said for it does not count */
    assert_true(configuration_save(&c, true, &e));
    assert_saved("acme", BODY);

    unlink(c.path);
    assert_false(configuration_save(&c, false, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    write_behind("acme", "{\"again\": 3}");
    assert_false(configuration_save(&c, true, &e));
    assert_int_equal(e.code, ERR_CONFLICT);
    assert_saved("acme", "{\"again\": 3}");
    unlink(c.path);
    assert_false(configuration_save(&c, true, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_true(configuration_save(&c, true, &e));
    assert_saved("acme", BODY);
    configuration_finish(&c);
}

static void configuration_save__goes_where_a_link_leads__also_to_what_was_removed(void **state)
{
    (void)state;
    char *name = scratch_path(directory, "link.json"), *file = scratch_path(directory, "file.json");
    scratch_write(file, BODY, strlen(BODY));
    assert_int_equal(symlink(file, name), 0);
    struct configuration c;
    struct err e = {0};
    must_open(name, &c);
    unlink(file);
    assert_false(configuration_save(&c, false, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_true(configuration_save(&c, true, &e));
    char *saved = scratch_read(file, NULL);
    assert_string_equal(saved, BODY);
    free(saved);
    configuration_finish(&c);
    free(name);
    free(file);
}

static void configuration_save_as__moves_on_to_the_new_name__and_never_replaces(void **state)
{
    (void)state;
    create("acme", BODY);
    create("taken", "{}");
    assert_true(ledger_set_ticket(library.ledger, "acme", "SUP-1", NULL));
    struct configuration c;
    must_open("acme", &c);
    struct err e = {0};
    assert_false(configuration_save_as(&library, &c, "taken", &e));
    assert_int_equal(e.code, ERR_EXISTS);
    assert_string_equal(c.name, "acme");
    assert_saved("taken", "{}");
    assert_true(configuration_save_as(&library, &c, "copy", &e));
    assert_string_equal(c.name, "copy");
    assert_saved("copy", BODY);
    assert_true(configuration_save(&c, false, &e));
    char *ticket = ledger_ticket(library.ledger, "copy");
    assert_string_equal(ticket, "SUP-1");
    free(ticket);
    configuration_finish(&c);
}

static char *body_of(const struct configuration *c)
{
    struct buf out;
    buf_init(&out, BUF_BODY_MAX);
    doc_write(c->doc, json_to_buf, &out);
    return buf_detach(&out, NULL);
}

static void assert_body(const struct configuration *c, const char *expected)
{
    char *body = body_of(c);
    assert_string_equal(body, expected);
    free(body);
}

static bool reload(struct configuration *c, struct err *e)
{
    struct configuration_opening *o = configuration_reloading(&library, c, e);
    assert_non_null(o);
    configuration_opening_step(o, SIZE_MAX);
    return configuration_reload(c, o, e);
}

static void configuration_reload__takes_what_the_file_holds__and_undo_brings_the_work_back(void **state)
{
    (void)state;
    create("acme", BODY);
    struct configuration c;
    must_open("acme", &c);
    struct err e = {0};
    assert_true(doc_set_text(c.doc, "/x", "2", 1, NULL));
    char *mine = body_of(&c);
    write_behind("acme", "{\"theirs\": [1]}\n");
    assert_true(reload(&c, &e));
    assert_body(&c, "{\"theirs\": [1]}\n");
    assert_false(doc_modified(c.doc));
    assert_true(configuration_save(&c, false, &e)); /* there is no conflict any more */
    assert_true(doc_undo(c.doc, NULL));
    assert_body(&c, mine);
    assert_true(doc_modified(c.doc));
    assert_true(configuration_save(&c, false, &e));
    assert_saved("acme", mine);
    free(mine);
    configuration_finish(&c);
}

static void configuration_reload__changes_nothing__where_the_file_is_no_configuration(void **state)
{
    (void)state;
    static const char *const bad[] = {"[1]", "{\"a\": 1, \"a\": 2}", ""};
    create("acme", BODY);
    struct configuration c;
    must_open("acme", &c);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct err e = {0};
        write_behind("acme", bad[i]);
        assert_false(reload(&c, &e));
        assert_non_null(strstr(e.text, "acme.json"));
        assert_body(&c, BODY);
        assert_false(configuration_save(&c, false, &e));
        assert_int_equal(e.code, ERR_CONFLICT);
    }
    unlink(c.path);
    struct err e = {0};
    assert_false(reload(&c, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    configuration_finish(&c);
}

static void configuration_save_as__makes_a_file_anywhere__that_is_open_then(void **state)
{
    (void)state;
    create("acme", BODY);
    struct configuration c;
    must_open("acme", &c);
    struct err e = {0};
    char *path = scratch_path(directory, "elsewhere.json"),
         *nowhere = scratch_path(directory, "no/where.json");
    assert_false(configuration_save_as(&library, &c, nowhere, &e));
    assert_non_null(strstr(e.text, "make the directory first"));
    assert_string_equal(c.name, "acme");
    assert_true(configuration_save(&c, false, &e)); /* it is still about its own file */
    assert_true(configuration_save_as(&library, &c, path, &e));
    assert_null(c.name);
    assert_string_equal(c.path, path);
    assert_true(doc_set_text(c.doc, "/x", "2", 1, NULL));
    assert_true(configuration_save(&c, false, &e));
    assert_saved("acme", BODY);
    assert_false(configuration_save_as(&library, &c, path, &e));
    assert_int_equal(e.code, ERR_EXISTS);
    free(path), free(nowhere);
    configuration_finish(&c);
}

static void configuration_create__starts_with_an_empty_object__and_refuses_a_taken_name(void **state)
{
    (void)state;
    struct err e = {0};
    assert_true(configuration_create(&library, "acme", NULL, 0, &e));
    assert_saved("acme", "{}\n");
    assert_false(configuration_create(&library, "acme", BODY, strlen(BODY), &e));
    assert_int_equal(e.code, ERR_EXISTS);
    assert_false(configuration_create(&library, "a/b", NULL, 0, &e));
    assert_int_equal(e.code, ERR_USAGE);
}

static void configuration_clone__copies_every_byte__also_of_a_broken_file(void **state)
{
    (void)state;
    create("acme", "{broken");
    assert_true(configuration_clone(&library, "acme", "copy", NULL));
    assert_saved("copy", "{broken");
    assert_false(configuration_clone(&library, "none", "other", NULL));
}

static void set_time(const char *name, time_t seconds)
{
    char *path = configuration_path(&library.paths, name);
    const struct timespec times[2] = {{.tv_sec = seconds}, {.tv_sec = seconds}};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
    free(path);
}

static void configuration_list__tells_customer_records_ticket_and_link__last_changed_first(void **state)
{
    (void)state;
    create("acme", BODY);
    create("blank", "{}");
    create("broken", "{\n");
    set_time("acme", 200);
    set_time("blank", 100);
    set_time("broken", 300);
    assert_true(ledger_set_ticket(library.ledger, "acme", "SUP-1", NULL));
    char name[] = "acme", url[] = "https://example.com/x";
    struct link_row link = {.started = 1, .configuration = name, .url = url, .expires = 9};
    assert_true(ledger_begin(library.ledger, &link, NULL));
    link.outcome = OUTCOME_CREATED;
    assert_true(ledger_end(library.ledger, &link, NULL));
    struct config_rows rows = {0};
    assert_true(configuration_list(&library, &rows, NULL));
    assert_int_equal(rows.count, 3);
    const struct config_row *broken = &rows.items[0], *acme = &rows.items[1], *blank = &rows.items[2];
    assert_string_equal(broken->name, "broken");
    assert_non_null(strstr(broken->broken, "broken.json: line 2, column 1: "));
    assert_string_equal(acme->name, "acme");
    assert_string_equal(acme->customer_key, "caf\u00e9");
    assert_int_equal(acme->records, 3);
    assert_int_equal(acme->bytes, strlen(BODY));
    assert_int_equal(acme->changed, 200);
    assert_string_equal(acme->ticket, "SUP-1");
    assert_string_equal(acme->last_url, "https://example.com/x");
    assert_int_equal(acme->last_link_expires, 9);
    assert_null(acme->broken);
    assert_string_equal(blank->name, "blank");
    assert_null(blank->customer_key);
    assert_null(blank->ticket);
    config_rows_finish(&rows);
}

static void configuration_create__has_no_ticket__of_a_deleted_one_with_its_name(void **state)
{
    (void)state;
    create("acme", BODY);
    assert_true(ledger_set_ticket(library.ledger, "acme", "SUP-1", NULL));
    char *token = NULL;
    assert_true(configuration_delete(&library.paths, "acme", &token, NULL));
    assert_true(configuration_undelete(&library.paths, token, "acme", NULL));
    char *ticket = ledger_ticket(library.ledger, "acme");
    assert_string_equal(ticket, "SUP-1");
    free(ticket);
    free(token);
    assert_true(configuration_delete(&library.paths, "acme", &token, NULL));
    create("acme", BODY);
    assert_null(ledger_ticket(library.ledger, "acme"));
    free(token);
}

static void configuration_list__shows_no_link__of_a_deleted_one_with_its_name(void **state)
{
    (void)state;
    create("acme", BODY);
    char name[] = "acme", url[] = "https://portal.example.com/1", *token = NULL;
    struct link_row link = {.started = 1, .configuration = name};
    assert_true(ledger_begin(library.ledger, &link, NULL));
    link.outcome = OUTCOME_CREATED;
    link.url = url;
    assert_true(ledger_end(library.ledger, &link, NULL));
    assert_true(configuration_delete(&library.paths, "acme", &token, NULL));
    create("acme", BODY);
    struct config_rows rows;
    assert_true(configuration_list(&library, &rows, NULL));
    assert_int_equal(rows.count, 1);
    assert_null(rows.items[0].last_url);
    config_rows_finish(&rows);
    struct link_rows links = {0};
    assert_true(ledger_links(library.ledger, &(struct ledger_query){0}, &links, NULL));
    assert_int_equal(links.count, 1);
    link_rows_finish(&links);
    free(token);
}

/* Under a name that another one had, with a link to a portal that is none of its business. */
/* Somebody cleaned up while the program ran. What was there goes to no new folder without being asked: a disk
 * may have been taken out. */
static void configurations__are_saved_by_name__where_their_folder_was_removed(void **state)
{
    (void)state;
    struct configuration c;
    struct err e = {0};
    char *aside = xasprintf("%s/aside", directory), *token = NULL;
    create("acme", "{\"a\": 1}\n");
    must_open("acme", &c);
    assert_int_equal(rename(library.paths.data, aside), 0);
    assert_false(configuration_save(&c, false, &e));
    assert_false(configuration_save(&c, true, &e));
    assert_true(configuration_save_as(&library, &c, "other", &e));
    assert_saved("other", "{\"a\": 1}\n");
    assert_int_equal(scratch_mode(library.paths.configurations), 0700);
    assert_true(configuration_delete(&library.paths, "other", &token, &e));
    configuration_finish(&c);
    free(token), free(aside);
}

static void configuration_save_as__has_no_link__of_a_deleted_one_with_its_name(void **state)
{
    (void)state;
    create("acme", BODY);
    char name[] = "acme", url[] = "https://portal.example.com/1", *token = NULL;
    struct link_row link = {.started = 1, .configuration = name};
    assert_true(ledger_begin(library.ledger, &link, NULL));
    link.outcome = OUTCOME_CREATED;
    link.url = url;
    assert_true(ledger_end(library.ledger, &link, NULL));
    assert_true(configuration_delete(&library.paths, "acme", &token, NULL));
    free(token);
    create("other", BODY);
    struct configuration c;
    must_open("other", &c);
    xreplace(&c.ticket, "SUP-2");
    assert_true(configuration_save_as(&library, &c, "acme", NULL));
    configuration_finish(&c);
    struct config_rows rows;
    assert_true(configuration_list(&library, &rows, NULL));
    assert_int_equal(rows.count, 2);
    for (size_t i = 0; i < rows.count; i++)
        assert_null(rows.items[i].last_url);
    config_rows_finish(&rows);
    char *ticket = ledger_ticket(library.ledger, "acme");
    assert_string_equal(ticket, "SUP-2");
    free(ticket);
}

static void library_rename__renames_all_or_nothing(void **state)
{
    (void)state;
    create("old", BODY);
    assert_true(ledger_set_ticket(library.ledger, "old", "SUP-1", NULL));
    assert_true(library_rename(&library, "old", "new", NULL));
    char *ticket = ledger_ticket(library.ledger, "new");
    assert_string_equal(ticket, "SUP-1");
    free(ticket);
    assert_saved("new", BODY);

    sqlite3 *db;
    assert_int_equal(sqlite3_open(library.paths.database, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "DROP TABLE tickets", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    struct err e = {0};
    assert_false(library_rename(&library, "new", "newer", &e));
    assert_non_null(strstr(e.text, "state.db"));
    assert_saved("new", BODY);
    assert_int_equal(scratch_count(library.paths.configurations), 1);
}

static void library_open_files__makes_nothing__on_disk(void **state)
{
    (void)state;
    char *elsewhere = scratch_path(directory, "elsewhere");
    setenv("XDG_DATA_HOME", elsewhere, 1);
    struct library l;
    assert_true(library_open_files(&l, NULL));
    struct config_rows rows = {0};
    assert_true(configuration_list(&l, &rows, NULL));
    assert_int_equal(rows.count, 0);
    assert_int_not_equal(access(elsewhere, F_OK), 0);
    config_rows_finish(&rows);
    library_close(&l);
    free(elsewhere);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_scratch, remove_scratch)
    const struct CMUnitTest tests[] = {
        TEST(configuration_open__knows_a_saved_name__with_its_ticket),
        TEST(configuration_open__reads_any_file__without_a_name),
        TEST(configuration_open__names_file_line_and_column__of_bad_text),
        TEST(configuration_open__does_not_wait_for_a_pipe__among_saved_ones),
        TEST(configuration_open__says_of_a_link_to_nothing__what_it_is),
        TEST(configuration_opening__ends_as_configuration_open_does__whatever_the_steps),
        TEST(configuration_opening__leaves_nothing_behind__when_it_is_given_up),
        TEST(configuration_open__says_that_no_name_fits__rather_than_no_file),
        TEST(configuration_save__changes_only_the_edited_bytes),
        TEST(configuration_save__refuses__when_somebody_else_wrote_or_removed_the_file),
        TEST(configuration_save__overwrites__only_what_it_refused_to),
        TEST(configuration_save__goes_where_a_link_leads__also_to_what_was_removed),
        TEST(configuration_save_as__moves_on_to_the_new_name__and_never_replaces),
        TEST(configuration_create__starts_with_an_empty_object__and_refuses_a_taken_name),
        TEST(configuration_reload__takes_what_the_file_holds__and_undo_brings_the_work_back),
        TEST(configuration_reload__changes_nothing__where_the_file_is_no_configuration),
        TEST(configuration_save_as__makes_a_file_anywhere__that_is_open_then),
        TEST(configuration_clone__copies_every_byte__also_of_a_broken_file),
        TEST(configuration_list__tells_customer_records_ticket_and_link__last_changed_first),
        TEST(configuration_create__has_no_ticket__of_a_deleted_one_with_its_name),
        TEST(configuration_list__shows_no_link__of_a_deleted_one_with_its_name),
        TEST(configurations__are_saved_by_name__where_their_folder_was_removed),
        TEST(configuration_save_as__has_no_link__of_a_deleted_one_with_its_name),
        TEST(library_rename__renames_all_or_nothing),
        TEST(library_open_files__makes_nothing__on_disk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
