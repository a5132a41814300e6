#include "config.h"

#include "tui/jobs/editor.h"

#include "forms/buf.h"
#include "forms/mem.h"
#include "tui/child.h"
#include "tui/jobs/editor_room.h"
#include "tui/jobs/words.h"
#include "tui/store/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WORDS_MAX = 32 };

/* ---- which editor */

/* The operator's command; heap. NULL: there is none. */
static char *command(void)
{
    static const char *const known[] = {"editor", "nano", "vim", "vi"};
    const char *visual = getenv("VISUAL"), *editor = getenv("EDITOR");
    if (visual && *visual)
        return xstrdup(visual);
    if (editor && *editor)
        return xstrdup(editor);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (child_is_there(known[i]))
            return xstrdup(known[i]);
    return NULL;
}

static bool takes_line(const char *program)
{
    static const char *const known[] = {"editor", "emacs", "emacsclient", "joe",  "kak", "mcedit", "micro",
                                        "nano",   "ne",    "nvim",        "pico", "vi",  "view",   "vim"};
    const char *slash = strrchr(program, '/');
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(slash ? slash + 1 : program, known[i]) == 0)
            return true;
    return false;
}

/* ---- running it */

/* What comes while the editor has the terminal: keys that interrupt or stop are the editor's, and a wish that
 * the program ends is one that the editor does. Held and waited for; its own end comes the same way. */
static void hold_signals(sigset_t *held, sigset_t *before)
{
    static const int numbers[] = {SIGCHLD, SIGINT, SIGQUIT, SIGTSTP, SIGTERM, SIGHUP};
    sigemptyset(held);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        sigaddset(held, numbers[i]);
    sigprocmask(SIG_BLOCK, held, before);
}

/* The program goes on with those that ask it to end, and hears of no key that was the editor's. */
static void release_signals(const sigset_t *held, const sigset_t *before, int ends)
{
    static const struct timespec now = {0};
    int number;
    while ((number = sigtimedwait(held, NULL, &now)) > 0)
        ends = number == SIGTERM || number == SIGHUP ? number : ends;
    sigprocmask(SIG_SETMASK, before, NULL);
    if (ends)
        raise(ends);
}

/* 0, or errno. */
static int start(char *const *words, const sigset_t *mask, pid_t *child)
{
    posix_spawnattr_t attributes;
    child_attributes(&attributes, POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigmask(&attributes, mask);
    const int error = posix_spawnp(child, words[0], NULL, &attributes, words, environ);
    posix_spawnattr_destroy(&attributes);
    return error;
}

/* Waits for the next signal. Who asks the program to end asks the editor; one that goes on for a second all
 * the same is ended. */
static void take_signal(pid_t child, const sigset_t *held, int *ends)
{
    static const struct timespec patience = {.tv_sec = 1};
    const int number = *ends ? sigtimedwait(held, NULL, &patience) : sigwaitinfo(held, NULL);
    if (number == SIGTERM || number == SIGHUP) {
        *ends = number;
        kill(child, number);
    } else if (number < 0 && errno == EAGAIN) {
        kill(child, SIGKILL);
    }
}

/* When it stops itself (Ctrl-Z), the program stops with it, so that the shell gets the terminal; fg wakes
 * both. */
static int wait_for(pid_t child, const sigset_t *held, int *ends)
{
    int status = 0;
    for (;;) {
        const pid_t ended = waitpid(child, &status, WNOHANG | WUNTRACED);
        if (ended < 0 && errno != EINTR)
            return -1;
        if (ended == child && !WIFSTOPPED(status))
            return status;
        if (ended == child) {
            kill(getpid(), SIGSTOP);
            kill(child, SIGCONT);
        } else {
            take_signal(child, held, ends);
        }
    }
}

static bool run(char *const *words, struct err *e)
{
    sigset_t held, before;
    pid_t child = 0;
    int ends = 0;
    hold_signals(&held, &before);
    const int error = start(words, &before, &child);
    const int status = error ? -1 : wait_for(child, &held, &ends);
    release_signals(&held, &before, ends);
    if (error)
        return err_set(e, ERR_NOT_FOUND,
                       "The editor %s cannot be run: %s. VISUAL or EDITOR says which one is used.", words[0],
                       strerror(error));
    if (status == -1 || !WIFEXITED(status))
        return err_set(e, ERR_IO, "The editor %s was killed; nothing was changed.", words[0]);
    if (WEXITSTATUS(status) != 0)
        return err_set(e, ERR_IO, "The editor %s ended with status %d; nothing was changed.", words[0],
                       WEXITSTATUS(status));
    return true;
}

static bool run_on(char *line_of_words, size_t line, const char *file, struct err *e)
{
    char *words[WORDS_MAX + 3], place[32];
    size_t count = command_words(line_of_words, words, WORDS_MAX);
    if (count == 0)
        return err_set(e, ERR_USAGE,
                       "VISUAL or EDITOR is no command: a quote stays open, or there are too many words.");
    if (line > 0 && takes_line(words[0])) {
        struct buf b;
        buf_init(&b, sizeof place - 1);
        buf_printf(&b, "+%zu", line);
        memcpy(place, b.data, b.len + 1);
        buf_finish(&b);
        words[count++] = place;
    }
    words[count++] = (char *)(uintptr_t)file; /* it is only read */
    words[count] = NULL;
    return run(words, e);
}

bool editor_edit(const char *text, size_t len, size_t line, char **out, size_t *out_len, struct err *e)
{
    struct editor_room r;
    char *words = command();
    if (!words)
        return err_set(e, ERR_NOT_FOUND, "No editor was found. Set VISUAL or EDITOR, such as EDITOR=nano.");
    if (!editor_room_make(&r, e)) {
        free(words);
        return false;
    }
    bool done = file_write_bytes(r.file, FILE_NEW, text, len, e) && run_on(words, line, r.file, e);
    *out = done ? file_read(r.file, out_len, e) : NULL;
    done = *out != NULL;
    if (done && memchr(*out, '\0', *out_len)) {
        free(*out);
        done = err_set(e, ERR_SYNTAX, "The edited text has a NUL byte in it; nothing was changed.");
    }
    editor_room_clear(&r);
    free(words);
    return done;
}
