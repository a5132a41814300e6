#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "tests/program.h"
#include "tests/scratch.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define ARGUMENTS_MAX 64

void program_home(const char *directory)
{
    static const char *const names[] = {"SEAM_API_KEY",      "SEAM_PERSONAL_ACCESS_TOKEN",
                                        "SEAM_WORKSPACE_ID", "SEAM_ENDPOINT",
                                        "http_proxy",        "https_proxy",
                                        "HTTPS_PROXY",       "ALL_PROXY",
                                        "all_proxy",         "NO_COLOR"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unsetenv(names[i]);
    char *data = scratch_path(directory, "data"), *config = scratch_path(directory, "config");
    setenv("XDG_DATA_HOME", data, 1);
    setenv("XDG_CONFIG_HOME", config, 1);
    free(data);
    free(config);
}

/* A temporary file that has no name. */
static int nameless(void)
{
    FILE *f = tmpfile();
    assert_non_null(f);
    const int fd = dup(fileno(f));
    fclose(f);
    assert_true(fd >= 0);
    return fd;
}

static char *everything(int fd, size_t *len)
{
    const off_t size = lseek(fd, 0, SEEK_END);
    assert_true(size >= 0);
    char *data = xmalloc((size_t)size + 1);
    assert_int_equal(pread(fd, data, (size_t)size, 0), size);
    data[size] = '\0';
    if (len)
        *len = (size_t)size;
    close(fd);
    return data;
}

static _Noreturn void become_program(char **argv, int in, int out, int err)
{
    if (dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0 || dup2(err, STDERR_FILENO) < 0)
        _exit(126);
    execv(TEST_PROGRAM, argv);
    _exit(127);
}

void program_run_all(struct program *p, const char *input, char **arguments)
{
    size_t count = 0;
    while (arguments[count])
        count++;
    char **argv = xcalloc(count + 2, sizeof *argv);
    char name[] = "seam-portal-tui";
    argv[0] = name;
    memcpy(argv + 1, arguments, count * sizeof *argv);
    const int in = nameless(), out = nameless(), err = nameless();
    if (input)
        assert_int_equal(pwrite(in, input, strlen(input), 0), strlen(input));
    fflush(NULL);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        become_program(argv, in, out, err);
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    program_finish(p);
    p->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    p->out = everything(out, &p->out_len);
    p->err = everything(err, NULL);
    close(in);
    free(argv);
}

void program_run(struct program *p, const char *input, ...)
{
    char *arguments[ARGUMENTS_MAX] = {0};
    size_t count = 0;
    va_list list;
    va_start(list, input);
    for (const char *word; (word = va_arg(list, const char *)) && count + 1 < ARGUMENTS_MAX;)
        arguments[count++] = xstrdup(word);
    va_end(list);
    program_run_all(p, input, arguments);
    while (count)
        free(arguments[--count]);
}

void program_finish(struct program *p)
{
    free(p->out);
    free(p->err);
    *p = (struct program){0};
}

int program_in_shell(const char *arguments)
{
    char *script = xasprintf("exec %s %s", TEST_PROGRAM, arguments);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        execl("/bin/sh", "sh", "-c", script, (char *)NULL);
        _exit(127);
    }
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    free(script);
    return WEXITSTATUS(status);
}

void program_sandbox_start(struct program_sandbox *s)
{
    int in[2], out[2];
    assert_int_equal(pipe2(in, O_CLOEXEC), 0);
    assert_int_equal(pipe2(out, O_CLOEXEC), 0);
    fflush(NULL);
    s->pid = fork();
    assert_true(s->pid >= 0);
    if (s->pid == 0) {
        char name[] = "seam-portal-tui", command[] = "sandbox", url[] = "--print-url", eof[] = "--until-eof";
        char *argv[] = {name, command, url, eof, NULL};
        become_program(argv, in[0], out[1], STDERR_FILENO);
    }
    close(in[0]);
    close(out[1]);
    s->input = in[1];
    FILE *f = fdopen(out[0], "r");
    assert_non_null(f);
    assert_non_null(fgets(s->url, sizeof s->url, f));
    s->url[strcspn(s->url, "\n")] = '\0';
    fclose(f);
}

bool program_can_be_seen(pid_t pid)
{
    char path[64], line[200];
    struct stat st;
    bool cores = true;
    snprintf(path, sizeof path, "/proc/%d/limits", (int)pid);
    FILE *limits = fopen(path, "r");
    snprintf(path, sizeof path, "/proc/%d/environ", (int)pid);
    const bool there = limits && stat(path, &st) == 0;
    while (limits && fgets(line, sizeof line, limits)) {
        unsigned long soft, hard;
        if (sscanf(line, "Max core file size %lu %lu", &soft, &hard) == 2)
            cores = soft || hard;
    }
    if (limits)
        fclose(limits);
    if (!there)
        skip();
    return cores || st.st_uid != 0;
}

void program_sandbox_stop(struct program_sandbox *s)
{
    int status = -1;
    close(s->input);
    assert_int_equal(waitpid(s->pid, &status, 0), s->pid);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}
