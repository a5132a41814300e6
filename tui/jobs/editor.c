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

/* 0, or errno. Keys that interrupt are ignored here meanwhile, and not by the editor. */
static int start(char *const *words, pid_t *child)
{
    posix_spawnattr_t attributes;
    sigset_t usual;
    child_attributes(&attributes, 0);
    posix_spawnattr_getsigdefault(&attributes, &usual);
    sigaddset(&usual, SIGINT);
    sigaddset(&usual, SIGQUIT);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    const int error = posix_spawnp(child, words[0], NULL, &attributes, words, environ);
    posix_spawnattr_destroy(&attributes);
    return error;
}

/* When it stops itself (Ctrl-Z), the program stops with it, so that the shell gets the terminal; fg wakes
 * both. */
static int wait_for(pid_t child)
{
    int status = 0;
    for (;;) {
        const pid_t ended = waitpid(child, &status, WUNTRACED);
        if (ended < 0 && errno != EINTR)
            return -1;
        if (ended == child && WIFSTOPPED(status)) {
            kill(getpid(), SIGSTOP);
            kill(child, SIGCONT);
        } else if (ended == child) {
            return status;
        }
    }
}

/* Keys that interrupt are the editor's while it runs, not the program's. */
static bool run(char *const *words, struct err *e)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN}, interrupt, quit;
    pid_t child = 0;
    sigaction(SIGINT, &ignore, &interrupt);
    sigaction(SIGQUIT, &ignore, &quit);
    const int error = start(words, &child);
    const int status = error ? -1 : wait_for(child);
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGQUIT, &quit, NULL);
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
