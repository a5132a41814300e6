#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "tests/scratch.h"
#include "tui/store/file.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sys/xattr.h>

static int make_scratch(void **state)
{
    *state = scratch_new();
    return 0;
}

static int remove_scratch(void **state)
{
    scratch_free(*state);
    return 0;
}

static void assert_content(const char *path, const char *expected)
{
    char *content = scratch_read(path, NULL);
    assert_string_equal(content, expected);
    free(content);
}

static void save(const char *path, enum file_mode mode, const char *text)
{
    struct err e = {0};
    if (!file_write_bytes(path, mode, text, strlen(text), &e))
        fail_msg("%s", e.text);
}

static void file_write__makes_a_private_file__whatever_the_umask(void **state)
{
    static const mode_t masks[] = {0, 022, 077, 0777};
    const mode_t before = umask(0);
    for (size_t i = 0; i < sizeof masks / sizeof *masks; i++) {
        char name[16];
        snprintf(name, sizeof name, "%zu.json", i);
        char *path = scratch_path(*state, name);
        umask(masks[i]);
        save(path, i % 2 ? FILE_NEW : FILE_REPLACE, "{}\n");
        assert_int_equal(scratch_mode(path), 0600);
        assert_content(path, "{}\n");
        free(path);
    }
    umask(before);
    assert_int_equal(scratch_count(*state), 4);
}

static void file_write__keeps_the_mode__of_the_file_it_replaces(void **state)
{
    static const mode_t modes[] = {0600, 0640, 0644, 0660, 0200};
    char *path = scratch_path(*state, "a.json");
    scratch_write(path, "old", 3);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        chmod(path, modes[i]);
        save(path, FILE_REPLACE, "new");
        assert_int_equal(scratch_mode(path), modes[i]);
    }
    assert_content(path, "new");
    assert_int_equal(scratch_count(*state), 1);
    free(path);
}

/* acl(5), as the kernel keeps it: kind, rights and user of each entry, little-endian. */
struct right {
    uint16_t kind, rights;
    uint32_t id;
};

struct rights {
    uint32_t version;
    struct right of[5];
};

static bool get_rights(const char *path, struct rights *out)
{
    *out = (struct rights){0};
    return getxattr(path, "system.posix_acl_access", out, sizeof *out) == sizeof *out;
}

/* The owner and one other may read and write, the group may nothing; the mode shows 0660. */
static bool set_rights(const char *path, const char *kind, struct rights *out)
{
    enum { OWNER = 1, USER = 2, GROUP = 4, MASK = 16, OTHERS = 32, READ_WRITE = 6, SOMEBODY = 4711 };
    *out = (struct rights){
        .version = 2,
        .of = {{OWNER, READ_WRITE, UINT32_MAX},
               {USER, READ_WRITE, SOMEBODY},
               {GROUP, 0, UINT32_MAX},
               {MASK, READ_WRITE, UINT32_MAX},
               {OTHERS, 0, UINT32_MAX}},
    };
    return setxattr(path, kind, out, sizeof *out, 0) == 0;
}

static void file_write__keeps_who_else_may_read_it__of_the_file_it_replaces(void **state)
{
    char *path = scratch_path(*state, "a.json");
    struct rights before, after;
    scratch_write(path, "old", 3);
    if (!set_rights(path, "system.posix_acl_access", &before)) {
        free(path);
        skip(); /* this file system has no such lists */
    }
    assert_int_equal(scratch_mode(path), 0660);
    save(path, FILE_REPLACE, "new");
    assert_content(path, "new");
    assert_int_equal(scratch_mode(path), 0660);
    assert_true(get_rights(path, &after));
    assert_memory_equal(&before, &after, sizeof before);
    free(path);
}

static void file_write__gives_nobody_a_right__that_the_folder_gives_to_new_files(void **state)
{
    char *path = scratch_path(*state, "a.json");
    struct rights rights;
    scratch_write(path, "old", 3);
    chmod(path, 0660);
    if (!set_rights(*state, "system.posix_acl_default", &rights)) {
        free(path);
        skip();
    }
    save(path, FILE_REPLACE, "new");
    assert_int_equal(scratch_mode(path), 0660);
    assert_false(get_rights(path, &rights));
    free(path);
}

static void file_write__follows_links__to_their_target(void **state)
{
    char *folder = scratch_path(*state, "git"), *target = scratch_path(*state, "git/real.json");
    char *middle = scratch_path(*state, "git/middle.json"), *link = scratch_path(*state, "a.json");
    mkdir(folder, 0700);
    scratch_write(target, "old", 3);
    chmod(target, 0644);
    assert_int_equal(symlink("real.json", middle), 0);
    assert_int_equal(symlink("git/middle.json", link), 0);
    save(link, FILE_REPLACE, "new");
    assert_content(target, "new");
    assert_int_equal(scratch_mode(target), 0644);
    struct stat st;
    assert_int_equal(lstat(link, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(lstat(middle, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    free(folder), free(target), free(middle), free(link);
}

static void file_write__makes_the_target__of_a_link_to_nothing(void **state)
{
    char *link = scratch_path(*state, "a.json"), *target = scratch_path(*state, "b.json");
    assert_int_equal(symlink("b.json", link), 0);
    struct err e = {0};
    assert_false(file_write_bytes(link, FILE_NEW, "x", 1, &e));
    assert_int_equal(e.code, ERR_EXISTS);
    save(link, FILE_REPLACE, "new");
    assert_content(target, "new");
    free(link), free(target);
}

static void file_write__gives_up__on_a_loop_of_links(void **state)
{
    char *a = scratch_path(*state, "a.json"), *b = scratch_path(*state, "b.json");
    assert_int_equal(symlink("b.json", a), 0);
    assert_int_equal(symlink("a.json", b), 0);
    struct err e = {0};
    assert_false(file_write_bytes(a, FILE_REPLACE, "x", 1, &e));
    assert_int_equal(e.code, ERR_IO);
    assert_non_null(strstr(e.text, "a.json"));
    free(a), free(b);
}

static void file_write__refuses_to_overwrite__a_file_that_must_be_new(void **state)
{
    char *path = scratch_path(*state, "a.json");
    scratch_write(path, "old", 3);
    struct err e = {0};
    assert_false(file_write_bytes(path, FILE_NEW, "new", 3, &e));
    assert_int_equal(e.code, ERR_EXISTS);
    assert_content(path, "old");
    assert_int_equal(scratch_count(*state), 1);
    free(path);
}

/* Another instance takes the name between the look and the rename. */
static bool take_the_name(void *context, file_put *put, void *put_context)
{
    scratch_write(context, "theirs", 6);
    return put(put_context, "mine", 4);
}

static void file_write__never_replaces_a_rival__that_came_meanwhile(void **state)
{
    char *path = scratch_path(*state, "a.json");
    struct err e = {0};
    assert_false(file_write(path, FILE_NEW, take_the_name, path, &e));
    assert_int_equal(e.code, ERR_EXISTS);
    assert_content(path, "theirs");
    assert_int_equal(scratch_count(*state), 1);
    free(path);
}

/* Pieces of every size, so that they meet the border of the buffer in every way. */
static bool write_pieces(void *context, file_put *put, void *put_context)
{
    const char *all = context;
    const size_t len = strlen(all);
    size_t at = 0;
    for (size_t n = 1; at < len; n = n * 3 + 1) {
        const size_t piece = n < len - at ? n : len - at;
        if (!put(put_context, all + at, piece))
            return false;
        at += piece;
    }
    return true;
}

static void file_write__gathers_pieces__of_any_size(void **state)
{
    const size_t len = 300001;
    char *all = xmalloc(len + 1);
    for (size_t i = 0; i < len; i++)
        all[i] = (char)('a' + i * 7 % 26);
    all[len] = '\0';
    char *path = scratch_path(*state, "a.json");
    struct err e = {0};
    assert_true(file_write(path, FILE_REPLACE, write_pieces, all, &e));
    assert_content(path, all);
    free(path), free(all);
}

static bool give_up(void *context, file_put *put, void *put_context)
{
    (void)context;
    put(put_context, "half", 4);
    return false;
}

static void file_write__leaves_a_read_only_file_alone__until_it_may_be_written(void **state)
{
    static const mode_t modes[] = {0444, 0400, 0};
    char *path = scratch_path(*state, "a.json"), *link = scratch_path(*state, "link.json");
    scratch_write(path, "old", 3);
    assert_int_equal(symlink("a.json", link), 0);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        struct err e = {0};
        struct file_stamp stamp;
        file_stamp_read(path, &stamp);
        chmod(path, modes[i]);
        assert_false(file_write_bytes(i % 2 ? link : path, FILE_REPLACE, "new", 3, &e));
        assert_int_equal(e.code, ERR_IO);
        assert_non_null(strstr(e.text, "read-only"));
        assert_false(file_save(path, FILE_SAME, &stamp, give_up, NULL, &e));
        assert_int_equal(e.code, ERR_IO);
        assert_int_equal(scratch_mode(path), modes[i]);
        chmod(path, 0600);
        assert_content(path, "old");
        assert_int_equal(scratch_count(*state), 2);
    }
    save(path, FILE_REPLACE, "new");
    assert_content(path, "new");
    free(link);
    free(path);
}

static void file_write__leaves_the_old_file__when_the_writer_gives_up(void **state)
{
    char *path = scratch_path(*state, "a.json");
    scratch_write(path, "old", 3);
    struct err e = {0};
    assert_false(file_write(path, FILE_REPLACE, give_up, NULL, &e));
    assert_content(path, "old");
    assert_int_equal(scratch_count(*state), 1);
    free(path);
}

static void file_write__leaves_the_old_file_and_says_what_to_do__when_there_is_no_room(void **state)
{
    char *path = scratch_path(*state, "a.json");
    scratch_write(path, "old", 3);
    const size_t len = (size_t)1 << 20;
    char *large = xcalloc(len, 1);
    struct rlimit before, small;
    getrlimit(RLIMIT_FSIZE, &before);
    small = before;
    small.rlim_cur = 100000;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    struct err e = {0};
    const bool written = file_write_bytes(path, FILE_REPLACE, large, len, &e);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_false(written);
    assert_int_equal(e.code, ERR_IO);
    assert_non_null(strstr(e.text, "a.json"));
    assert_non_null(strstr(e.text, "save elsewhere"));
    assert_content(path, "old");
    assert_int_equal(scratch_count(*state), 1);
    free(path), free(large);
}

static void file_write__names_the_file__when_its_directory_cannot_hold_it(void **state)
{
    char *file = scratch_path(*state, "file");
    scratch_write(file, "", 0);
    char *below = scratch_path(file, "a.json"), *nowhere = scratch_path(*state, "none/a.json");
    struct err e = {0};
    assert_false(file_write_bytes(below, FILE_REPLACE, "x", 1, &e));
    assert_int_equal(e.code, ERR_IO);
    assert_non_null(strstr(e.text, "file/a.json"));
    assert_false(file_write_bytes(nowhere, FILE_NEW, "x", 1, &e));
    assert_int_equal(e.code, ERR_IO);
    assert_non_null(strstr(e.text, "make the directory first"));
    assert_false(file_write_bytes(*state, FILE_REPLACE, "x", 1, &e));
    assert_non_null(strstr(e.text, "not a regular file"));
    free(file), free(below), free(nowhere);
}

static void file_read__gives_every_byte__nul_included(void **state)
{
    char *path = scratch_path(*state, "a.json");
    scratch_write(path, "a\0b", 3);
    struct err e = {0};
    size_t len = 0;
    char *data = file_read(path, &len, &e);
    assert_non_null(data);
    assert_int_equal(len, 3);
    assert_memory_equal(data, "a\0b", 4);
    free(data);
    scratch_write(path, "", 0);
    data = file_read(path, &len, &e);
    assert_non_null(data);
    assert_int_equal(len, 0);
    free(data), free(path);
}

static void file_read__reads_a_pipe__to_its_end(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "{\"a\": 1}", 8), 8);
    close(ends[1]);
    char path[32];
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    size_t len = 0;
    struct err e = {0};
    char *data = file_read(path, &len, &e);
    close(ends[0]);
    assert_non_null(data);
    assert_int_equal(len, 8);
    assert_string_equal(data, "{\"a\": 1}");
    free(data);
}

static void file_read__says_which_file_and_why__when_it_cannot(void **state)
{
    char *path = scratch_path(*state, "none.json");
    size_t len;
    struct err e = {0};
    assert_null(file_read(path, &len, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    assert_non_null(strstr(e.text, "none.json"));
    assert_non_null(strstr(e.text, "No such file"));
    assert_null(file_read(*state, &len, &e));
    assert_int_equal(e.code, ERR_IO);
    free(path);
}

static void file_read__keeps_room_for_the_reason__behind_a_long_path(void **state)
{
    (void)state;
    char path[3000];
    for (size_t i = 0; i < sizeof path; i++)
        path[i] = i % 100 == 0 ? '/' : 'd';
    path[sizeof path - 1] = '\0';
    size_t len;
    struct err e = {0};
    assert_null(file_read(path, &len, &e));
    assert_non_null(strstr(e.text, "No such file"));
}

/* In the place of mem_has() (--wrap): so much is there. */
static size_t memory;

bool __wrap_mem_has(size_t size);
bool __wrap_mem_has(size_t size)
{
    return size <= memory;
}

static void file_read__refuses_in_words__what_memory_is_too_small_for(void **state)
{
    enum { SIZE = 2 << 20 };
    char *path = scratch_path(*state, "large.json"), *content;
    struct err e = {0};
    size_t len;
    scratch_write(path, "", 0);
    assert_int_equal(truncate(path, SIZE), 0);
    memory = SIZE;
    assert_null(file_read(path, &len, &e));
    assert_int_equal(e.code, ERR_LIMIT);
    assert_non_null(strstr(e.text, "not enough memory for its 2 MiB"));
    memory = SIZE * 4;
    content = file_read(path, &len, &e);
    assert_int_equal(len, SIZE);
    free(content);
    free(path);
}

static void file_move__refuses__where_the_name_is_taken(void **state)
{
    char *a = scratch_path(*state, "a"), *b = scratch_path(*state, "b"), *c = scratch_path(*state, "c");
    scratch_write(a, "A", 1);
    scratch_write(b, "B", 1);
    struct err e = {0};
    assert_false(file_move(a, b, &e));
    assert_int_equal(e.code, ERR_EXISTS);
    assert_content(b, "B");
    assert_true(file_move(a, c, &e));
    assert_content(c, "A");
    assert_int_equal(scratch_count(*state), 2);
    assert_false(file_move(a, c, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    free(a), free(b), free(c);
}

static void file_stamp__differs__after_somebody_wrote_the_file(void **state)
{
    char *path = scratch_path(*state, "a.json");
    struct file_stamp none, first, again, later;
    file_stamp_read(path, &none);
    assert_false(none.exists);
    scratch_write(path, "old", 3);
    file_stamp_read(path, &first);
    file_stamp_read(path, &again);
    assert_true(file_stamp_same(&first, &again));
    assert_false(file_stamp_same(&none, &first));
    save(path, FILE_REPLACE, "new");
    file_stamp_read(path, &later);
    assert_false(file_stamp_same(&first, &later));
    free(path);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_scratch, remove_scratch)
    const struct CMUnitTest tests[] = {
        TEST(file_write__makes_a_private_file__whatever_the_umask),
        TEST(file_write__keeps_the_mode__of_the_file_it_replaces),
        TEST(file_write__keeps_who_else_may_read_it__of_the_file_it_replaces),
        TEST(file_write__gives_nobody_a_right__that_the_folder_gives_to_new_files),
        TEST(file_write__leaves_a_read_only_file_alone__until_it_may_be_written),
        TEST(file_write__follows_links__to_their_target),
        TEST(file_write__makes_the_target__of_a_link_to_nothing),
        TEST(file_write__gives_up__on_a_loop_of_links),
        TEST(file_write__refuses_to_overwrite__a_file_that_must_be_new),
        TEST(file_write__never_replaces_a_rival__that_came_meanwhile),
        TEST(file_write__gathers_pieces__of_any_size),
        TEST(file_write__leaves_the_old_file__when_the_writer_gives_up),
        TEST(file_write__leaves_the_old_file_and_says_what_to_do__when_there_is_no_room),
        TEST(file_write__names_the_file__when_its_directory_cannot_hold_it),
        TEST(file_read__gives_every_byte__nul_included),
        TEST(file_read__reads_a_pipe__to_its_end),
        TEST(file_read__says_which_file_and_why__when_it_cannot),
        TEST(file_read__keeps_room_for_the_reason__behind_a_long_path),
        TEST(file_read__refuses_in_words__what_memory_is_too_small_for),
        TEST(file_move__refuses__where_the_name_is_taken),
        TEST(file_stamp__differs__after_somebody_wrote_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
