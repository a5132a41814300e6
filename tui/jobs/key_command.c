#include "config.h"

#include "tui/jobs/key_command.h"

#include "forms/mem.h"
#include "tui/child.h"
#include "tui/jobs/words.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define WORDS_MAX 64

/* Starts it with its standard output at the other end of *out. Returns errno or 0. */
static int start(char *const *words, pid_t *child, int *out)
{
    int ends[2];
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return errno;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    child_attributes(&attributes, 0);
    const int error = posix_spawnp(child, words[0], &actions, &attributes, words, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (error)
        close(ends[0]);
    else
        *out = ends[0];
    return error;
}

/* What it printed, up to one byte more than is allowed. */
static size_t read_all(int fd, char *to)
{
    size_t used = 0;
    while (used <= KEY_COMMAND_MAX) {
        const ssize_t got = read(fd, to + used, KEY_COMMAND_MAX + 1 - used);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        used += (size_t)got;
    }
    return used;
}

static bool failed(int status, const char *name, struct err *e)
{
    if (WIFSIGNALED(status))
        return err_set(e, ERR_CREDENTIALS, "key_command %.80s was ended by signal %d.", name,
                       WTERMSIG(status));
    return err_set(e, ERR_CREDENTIALS, "key_command %.80s failed with exit status %d.", name,
                   WEXITSTATUS(status));
}

static char *key_from(const char *name, int fd, pid_t child, struct err *e)
{
    char *key = xmalloc(KEY_COMMAND_MAX + 2);
    const size_t len = read_all(fd, key);
    close(fd);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    key[len] = '\0';
    if (status != 0 && len <= KEY_COMMAND_MAX) {
        failed(status, name, e);
    } else if (len > KEY_COMMAND_MAX) {
        err_set(e, ERR_CREDENTIALS, "key_command %.80s printed more than a key.", name);
    } else if (memchr(key, '\0', len)) {
        err_set(e, ERR_CREDENTIALS, "key_command %.80s printed a NUL byte, which no key has.", name);
    } else if (strcspn(key, "\r\n") == 0) {
        err_set(e, ERR_CREDENTIALS, "key_command %.80s printed no key.", name);
    } else {
        explicit_bzero(key + strcspn(key, "\r\n"), len - strcspn(key, "\r\n"));
        return key;
    }
    explicit_bzero(key, KEY_COMMAND_MAX + 2);
    free(key);
    return NULL;
}

char *key_command_run(const char *command, struct err *e)
{
    char *text = xstrdup(command), *words[WORDS_MAX + 1], *key = NULL;
    pid_t child = 0;
    int out = -1;
    if (command_words(text, words, WORDS_MAX) == 0) {
        err_set(e, ERR_USAGE, "The key_command of the profile is empty, too long, or has an open quote.");
    } else {
        const int error = start(words, &child, &out);
        if (error)
            err_set(e, ERR_CREDENTIALS, "key_command %.80s cannot be run: %s", words[0], strerror(error));
        else
            key = key_from(words[0], out, child, e);
    }
    free(text);
    return key;
}

void key_forget(char *key)
{
    if (!key)
        return;
    explicit_bzero(key, strlen(key));
    free(key);
}
