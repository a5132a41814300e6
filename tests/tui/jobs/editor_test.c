/* The operator's editor: made-up ones, as scripts. */
#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "tests/scratch.h"
#include "tui/jobs/editor.h"
#include "tui/jobs/editor_room.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <sys/inotify.h>

struct room {
    char *folder, *script;
};

static int begin(void **state)
{
    struct room *r = xcalloc(1, sizeof *r);
    r->folder = scratch_new();
    r->script = xasprintf("%s/my editor", r->folder);
    setenv("XDG_RUNTIME_DIR", r->folder, 1);
    unsetenv("VISUAL");
    unsetenv("EDITOR");
    *state = r;
    return 0;
}

static int end(void **state)
{
    struct room *r = *state;
    scratch_free(r->folder);
    free(r->script);
    free(r);
    return 0;
}

/* An editor that runs these lines of shell, and a variable that names it with an argument. */
static void be_editor(const struct room *r, const char *variable, const char *lines)
{
    FILE *f = fopen(r->script, "w");
    assert_non_null(f);
    fprintf(f, "#!/bin/sh\n%s\n", lines);
    fclose(f);
    assert_int_equal(chmod(r->script, 0700), 0);
    char *command = xasprintf("'%s' --wait", r->script);
    setenv(variable, command, 1);
    free(command);
}

/* Nothing but the script is in the folder. */
static void assert_clean(const struct room *r)
{
    DIR *d = opendir(r->folder);
    size_t left = 0;
    for (struct dirent *entry = readdir(d); entry; entry = readdir(d))
        left += entry->d_name[0] != '.' && strcmp(entry->d_name, "my editor") != 0;
    closedir(d);
    assert_int_equal(left, 0);
}

static char *edit(const struct room *r, const char *text, size_t line, struct err *e)
{
    char *out = NULL;
    size_t len;
    *e = (struct err){0};
    if (!editor_edit(text, strlen(text), line, &out, &len, e))
        out = NULL;
    assert_clean(r);
    return out;
}

static void check(const struct room *r, const char *text, const char *wanted)
{
    struct err e;
    char *got = edit(r, text, 0, &e);
    assert_non_null(got);
    assert_string_equal(got, wanted);
    free(got);
}

static void refused(const struct room *r, const char *words)
{
    struct err e;
    assert_null(edit(r, "text", 0, &e));
    if (!strstr(e.text, words))
        fail_msg("\"%s\" does not say \"%s\"", e.text, words);
}

static void editor_edit__gives_what_the_file_holds_then(void **state)
{
    struct room *r = *state;
    be_editor(r, "EDITOR", "old=$(cat \"$2\"); printf '[%s]' \"$old\" >\"$2\"");
    check(r, "1", "[1]");
    be_editor(r, "VISUAL", "printf visual >\"$2\"");
    check(r, "1", "visual");
    be_editor(r, "VISUAL", ": >\"$2\"");
    check(r, "1", "");
}

static void editor_edit__keeps_the_file_to_the_operator(void **state)
{
    struct room *r = *state;
    be_editor(r, "EDITOR", "modes=$(stat -c %a \"$2\" \"$(dirname \"$2\")\"); printf %s \"$modes\" >\"$2\"");
    check(r, "secret", "600\n700");
}

static void editor_edit__runs_it_without_a_shell__on_one_file(void **state)
{
    struct room *r = *state;
    be_editor(r, "EDITOR", "for last; do :; done; (echo $#; echo \"$1\") >\"$last\"");
    check(r, "1", "2\n--wait\n");
    setenv("EDITOR", "touch $HOME/never;true", 1);
    refused(r, "touch");
}

static void editor_edit__goes_to_the_line__where_the_editor_can(void **state)
{
    struct room *r = *state;
    struct err e;
    free(r->script);
    r->script = xasprintf("%s/nano", r->folder);
    be_editor(r, "EDITOR", "echo \"$2\" >\"$3\"");
    char *out = NULL;
    size_t len;
    assert_true(editor_edit("text", 4, 12, &out, &len, &e));
    assert_string_equal(out, "+12\n");
    free(out);
}

static void editor_edit__changes_nothing__when_the_editor_fails(void **state)
{
    struct room *r = *state;
    be_editor(r, "EDITOR", "echo changed >\"$2\"; exit 3");
    refused(r, "status 3");
    be_editor(r, "EDITOR", "echo changed >\"$2\"; kill -9 $$");
    refused(r, "killed");
    be_editor(r, "EDITOR", "rm \"$2\"");
    refused(r, "edit.json");
    be_editor(r, "EDITOR", "printf 'a\\000b' >\"$2\"");
    refused(r, "NUL");
    setenv("EDITOR", "/no/such/editor", 1);
    refused(r, "/no/such/editor cannot be run");
    setenv("EDITOR", "'open", 1);
    refused(r, "quote");
}

static void editor_edit__waits_for_an_editor__that_goes_on_after_a_signal(void **state)
{
    struct room *r = *state;
    be_editor(r, "EDITOR", "kill -INT $PPID; kill -QUIT $PPID; echo done >\"$2\"");
    check(r, "1", "done\n");
}

static void editor_edit__takes_away__what_editors_leave_beside_the_file(void **state)
{
    struct room *r = *state;
    be_editor(r, "EDITOR",
              "cd \"$(dirname \"$2\")\"; cp edit.json .edit.json.swo; cp edit.json backup; mkdir -p a/b; "
              "cp edit.json a/b/copy; ln -s /etc/passwd link; chmod 0 backup");
    check(r, "4711", "4711");
}

/* ---- a program that is killed meanwhile */

/* The folder that is there beside the script; heap. */
static char *find_folder(const struct room *r)
{
    char *found = NULL;
    DIR *d = opendir(r->folder);
    for (struct dirent *entry = readdir(d); entry && !found; entry = readdir(d))
        if (strncmp(entry->d_name, PACKAGE_NAME ".", strlen(PACKAGE_NAME ".")) == 0)
            found = xasprintf("%s/%s", r->folder, entry->d_name);
    closedir(d);
    assert_non_null(found);
    return found;
}

static bool is_there(const char *folder, const char *file)
{
    char *path = xasprintf("%s/%s", folder, file);
    const bool there = access(path, F_OK) == 0;
    free(path);
    return there;
}

/* Its editor goes on until the pipe has a line. */
static void die_in_editor(const struct room *r)
{
    char *lines = xasprintf("kill -9 $PPID; read line <'%s/pipe'; echo ended >\"$2\"", r->folder);
    be_editor(r, "EDITOR", lines);
    free(lines);
    const pid_t child = fork();
    if (child == 0) {
        char *out;
        size_t len;
        struct err e;
        editor_edit("4711", 4, 0, &out, &len, &e);
        _exit(1); /* it should be dead */
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
}

static void let_editor_end(const struct room *r, const char *folder)
{
    char *pipe = xasprintf("%s/pipe", r->folder), *lock = xasprintf("%s/lock", folder);
    FILE *f = fopen(pipe, "w");
    assert_non_null(f);
    fputs("go on\n", f);
    fclose(f);
    const int fd = open(lock, O_RDWR);
    assert_int_equal(flock(fd, LOCK_EX), 0); /* waits for the editor */
    close(fd);
    assert_int_equal(unlink(pipe), 0);
    free(pipe);
    free(lock);
}

static void editor_room_sweep__takes_what_a_killed_program_left__once_its_editor_has_ended(void **state)
{
    struct room *r = *state;
    char *pipe = xasprintf("%s/pipe", r->folder);
    assert_int_equal(mkfifo(pipe, 0600), 0);
    die_in_editor(r);
    char *folder = find_folder(r);
    editor_room_sweep();
    assert_true(is_there(folder, "edit.json")); /* somebody works with it */
    let_editor_end(r, folder);
    assert_true(is_there(folder, "edit.json"));
    editor_room_sweep();
    assert_clean(r);
    free(folder);
    free(pipe);
}

/* A program that is killed while it takes a folder away leaves what the next start knows as such. */
static void editor_room_sweep__takes_the_lock_last(void **state)
{
    struct room *r = *state;
    char *folder = xasprintf("%s/" PACKAGE_NAME ".abcdef", r->folder), *lock = scratch_path(folder, "lock");
    char events[4096] __attribute__((aligned(__alignof__(struct inotify_event))));
    const char *last = "";
    assert_int_equal(mkdir(folder, 0700), 0);
    scratch_write(lock, "", 0);
    for (char name[] = "a"; *name <= 't'; ++*name) {
        char *file = scratch_path(folder, name);
        scratch_write(file, "x", 1);
        free(file);
    }
    const int watch = inotify_init1(IN_NONBLOCK);
    assert_true(inotify_add_watch(watch, folder, IN_DELETE) >= 0);
    editor_room_sweep();
    const ssize_t len = read(watch, events, sizeof events);
    for (const char *at = events; at < events + len;) {
        const struct inotify_event *event = (const void *)at;
        last = event->len ? event->name : last; /* the end of the folder has no name */
        at += sizeof *event + event->len;
    }
    assert_string_equal(last, "lock");
    assert_clean(r);
    close(watch);
    free(folder), free(lock);
}

static void editor_room_sweep__takes_an_empty_one__that_nobody_makes_any_more(void **state)
{
    struct room *r = *state;
    char *folder = xasprintf("%s/" PACKAGE_NAME ".abcdef", r->folder);
    const struct timespec long_ago[2] = {{.tv_sec = 1}, {.tv_sec = 1}};
    assert_int_equal(mkdir(folder, 0700), 0);
    editor_room_sweep();
    assert_true(is_there(folder, "."));
    assert_int_equal(utimensat(AT_FDCWD, folder, long_ago, 0), 0);
    editor_room_sweep();
    assert_clean(r);
    free(folder);
}

static void editor_room_sweep__leaves_alone__what_is_none(void **state)
{
    struct room *r = *state;
    static const struct {
        const char *name;
        mode_t mode;
        bool lock;
    } others[] = {
        {PACKAGE_NAME ".abcdef", 0700, false}, /* just being made */
        {PACKAGE_NAME ".ABCDEF", 0755, true},
        {PACKAGE_NAME ".abcdefg", 0700, true},
        {"other.abcdef", 0700, true},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        char *folder = xasprintf("%s/%s", r->folder, others[i].name), *lock = xasprintf("%s/lock", folder);
        assert_int_equal(mkdir(folder, 0700), 0);
        assert_int_equal(chmod(folder, others[i].mode), 0);
        if (others[i].lock)
            scratch_write(lock, "", 0);
        editor_room_sweep();
        assert_int_equal(is_there(folder, "lock"), others[i].lock);
        assert_true(is_there(folder, "."));
        free(folder);
        free(lock);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(editor_edit__gives_what_the_file_holds_then),
        TEST(editor_edit__keeps_the_file_to_the_operator),
        TEST(editor_edit__runs_it_without_a_shell__on_one_file),
        TEST(editor_edit__goes_to_the_line__where_the_editor_can),
        TEST(editor_edit__changes_nothing__when_the_editor_fails),
        TEST(editor_edit__waits_for_an_editor__that_goes_on_after_a_signal),
        TEST(editor_edit__takes_away__what_editors_leave_beside_the_file),
        TEST(editor_room_sweep__takes_what_a_killed_program_left__once_its_editor_has_ended),
        TEST(editor_room_sweep__takes_the_lock_last),
        TEST(editor_room_sweep__takes_an_empty_one__that_nobody_makes_any_more),
        TEST(editor_room_sweep__leaves_alone__what_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
