/* Every call that a save makes fails in turn, with every error that a disk gives. The calls are taken over at
 * link time (--wrap), so that it is the program's own sequence that is tested. The same faults are then put
 * into a save that truncates in place: a test that finds nothing wrong with that one would prove nothing. */
#include "config.h"

#include "tests/test.h"

#include "tests/scratch.h"
#include "tui/store/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- the calls */

static struct {
    bool armed;
    unsigned call; /* counts up while armed */
    unsigned at;   /* this one fails; 0: none does */
    int error;
    unsigned fired;
    bool part;    /* instead of failing, writes take one half */
    bool killing; /* instead of failing, the process is killed */
} fault;

static bool fails(void)
{
    if (!fault.armed || ++fault.call != fault.at)
        return false;
    if (fault.killing)
        raise(SIGKILL);
    fault.fired++;
    errno = fault.error;
    return true;
}

int __real_mkostemp(char *template, int flags);
ssize_t __real_write(int fd, const void *p, size_t len);
int __real_fchmod(int fd, mode_t mode);
int __real_fsync(int fd);
int __real_close(int fd);
int __real_rename(const char *from, const char *to);
int __real_link(const char *from, const char *to);
int __wrap_mkostemp(char *template, int flags);
ssize_t __wrap_write(int fd, const void *p, size_t len);
int __wrap_fchmod(int fd, mode_t mode);
int __wrap_fsync(int fd);
int __wrap_close(int fd);
int __wrap_rename(const char *from, const char *to);
int __wrap_link(const char *from, const char *to);

int __wrap_mkostemp(char *template, int flags)
{
    return fails() ? -1 : __real_mkostemp(template, flags);
}

/* A disk that fills up takes a part first. */
static void taken_before_failing(int fd, const void *p, size_t len)
{
    if (__real_write(fd, p, len) < 0)
        abort();
}

ssize_t __wrap_write(int fd, const void *p, size_t len)
{
    if (fault.armed && fault.part && len > 1)
        return __real_write(fd, p, len / 2);
    if (!fails())
        return __real_write(fd, p, len);
    if (fault.error != EINTR)
        taken_before_failing(fd, p, len / 2);
    errno = fault.error;
    return -1;
}

int __wrap_fchmod(int fd, mode_t mode)
{
    return fails() ? -1 : __real_fchmod(fd, mode);
}

int __wrap_fsync(int fd)
{
    return fails() ? -1 : __real_fsync(fd);
}

/* As in the kernel, the descriptor is gone even where close fails. */
int __wrap_close(int fd)
{
    const bool failing = fails();
    const int error = errno, done = __real_close(fd);
    if (!failing)
        return done;
    errno = error;
    return -1;
}

int __wrap_rename(const char *from, const char *to)
{
    return fails() ? -1 : __real_rename(from, to);
}

int __wrap_link(const char *from, const char *to)
{
    return fails() ? -1 : __real_link(from, to);
}

/* ---- a save, and what became of the file */

enum { OLD_LEN = 70000, NEW_LEN = 200000 };
static char old_bytes[OLD_LEN], new_bytes[NEW_LEN];

typedef bool saver(const char *path, enum file_mode mode, struct err *e);

static bool save_safely(const char *path, enum file_mode mode, struct err *e)
{
    return file_write_bytes(path, mode, new_bytes, NEW_LEN, e);
}

/* What many programs do. */
static bool save_naively(const char *path, enum file_mode mode, struct err *e)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | (mode == FILE_NEW ? O_EXCL : 0), 0600);
    if (fd < 0)
        return err_set(e, ERR_IO, "%s", path);
    bool done = true;
    for (size_t at = 0; done && at < NEW_LEN; at += 65536) {
        const size_t n = NEW_LEN - at < 65536 ? NEW_LEN - at : 65536;
        done = write(fd, new_bytes + at, n) == (ssize_t)n;
    }
    done = close(fd) == 0 && done;
    return done || err_set(e, ERR_IO, "%s", path);
}

enum found { FOUND_NOTHING, FOUND_OLD, FOUND_NEW, FOUND_RUIN };

static enum found look(const char *path)
{
    if (access(path, F_OK) != 0)
        return FOUND_NOTHING;
    size_t len = 0;
    char *bytes = scratch_read(path, &len);
    const enum found found = len == OLD_LEN && memcmp(bytes, old_bytes, OLD_LEN) == 0   ? FOUND_OLD
                             : len == NEW_LEN && memcmp(bytes, new_bytes, NEW_LEN) == 0 ? FOUND_NEW
                                                                                        : FOUND_RUIN;
    free(bytes);
    return found;
}

struct tally {
    unsigned planned, fired, bad;
};

/* One save with one fault. false when the save was over before the fault's turn came. */
static bool one_save(saver *save, enum file_mode mode, unsigned at, int error, struct tally *t)
{
    char *directory = scratch_new(), *path = scratch_path(directory, "a.json");
    if (mode == FILE_REPLACE)
        scratch_write(path, old_bytes, OLD_LEN);
    struct err e = {0};
    fault.at = at;
    fault.error = error;
    fault.call = fault.fired = 0;
    fault.armed = true;
    const bool saved = save(path, mode, &e);
    fault.armed = false;
    const enum found found = look(path), before = mode == FILE_REPLACE ? FOUND_OLD : FOUND_NOTHING;
    /* "Saved" is the new content; anything else is the old or, when only its sync failed, the new. */
    bool good = saved ? found == FOUND_NEW : (found == before || found == FOUND_NEW) && e.code == ERR_IO;
    good = good && scratch_count(directory) == (found != FOUND_NOTHING);
    t->planned++;
    t->fired += fault.fired;
    t->bad += !good;
    scratch_free(directory);
    free(path);
    return fault.fired > 0;
}

static void every_fault(saver *save, struct tally *t)
{
    static const int errors[] = {ENOSPC, EIO, EDQUOT, EROFS, EFBIG, EMFILE, EACCES, EPERM};
    static const enum file_mode modes[] = {FILE_REPLACE, FILE_NEW};
    for (size_t m = 0; m < 2; m++)
        for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
            for (unsigned at = 1; one_save(save, modes[m], at, errors[i], t); at++)
                ;
}

static void file_write__ruins_nothing__whichever_call_fails(void **state)
{
    (void)state;
    struct tally safe = {0}, naive = {0};
    every_fault(save_safely, &safe);
    every_fault(save_naively, &naive);
    print_message("safe: %u saves, %u faults, %u bad; naive: %u saves, %u faults, %u bad\n", safe.planned,
                  safe.fired, safe.bad, naive.planned, naive.fired, naive.bad);
    assert_true(safe.fired > 150);
    assert_int_equal(safe.bad, 0);
    assert_true(naive.bad > 0);
}

/* One save in a process that is killed before call number at. false when it lived. */
static bool one_kill(saver *save, enum file_mode mode, unsigned at, struct tally *t)
{
    char *directory = scratch_new(), *path = scratch_path(directory, "a.json");
    if (mode == FILE_REPLACE)
        scratch_write(path, old_bytes, OLD_LEN);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        fault.at = at;
        fault.killing = fault.armed = true;
        fault.call = 0;
        _exit(save(path, mode, NULL) ? 0 : 1);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    const enum found found = look(path), before = mode == FILE_REPLACE ? FOUND_OLD : FOUND_NOTHING;
    t->planned++;
    t->fired += WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    t->bad += !(found == FOUND_NEW || (WIFSIGNALED(status) && found == before));
    scratch_free(directory);
    free(path);
    return WIFSIGNALED(status);
}

static void every_kill(saver *save, struct tally *t)
{
    for (unsigned at = 1; one_kill(save, FILE_REPLACE, at, t); at++)
        ;
    for (unsigned at = 1; one_kill(save, FILE_NEW, at, t); at++)
        ;
}

static void file_write__loses_nothing__when_it_is_killed_before_any_call(void **state)
{
    (void)state;
    struct tally safe = {0}, naive = {0};
    every_kill(save_safely, &safe);
    every_kill(save_naively, &naive);
    print_message("safe: %u saves, %u killed, %u bad; naive: %u saves, %u killed, %u bad\n", safe.planned,
                  safe.fired, safe.bad, naive.planned, naive.fired, naive.bad);
    assert_true(safe.fired >= 20);
    assert_int_equal(safe.bad, 0);
    assert_true(naive.bad > 0);
}

static void file_write__writes_on__when_the_disk_takes_a_part(void **state)
{
    (void)state;
    struct tally t = {0};
    fault.part = true;
    one_save(save_safely, FILE_REPLACE, 0, 0, &t);
    fault.part = false;
    assert_int_equal(t.bad, 0);
}

static void file_write__writes_on__when_a_signal_comes(void **state)
{
    (void)state;
    struct tally t = {0};
    /* the second call is the first write */
    assert_true(one_save(save_safely, FILE_REPLACE, 2, EINTR, &t));
    assert_int_equal(t.bad, 0);
}

int main(void)
{
    memset(old_bytes, 'o', OLD_LEN);
    for (size_t i = 0; i < NEW_LEN; i++)
        new_bytes[i] = (char)('a' + i % 23);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(file_write__ruins_nothing__whichever_call_fails),
        cmocka_unit_test(file_write__loses_nothing__when_it_is_killed_before_any_call),
        cmocka_unit_test(file_write__writes_on__when_the_disk_takes_a_part),
        cmocka_unit_test(file_write__writes_on__when_a_signal_comes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
