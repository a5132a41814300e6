#include "config.h"

#include "tui/term/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static const int wanted[] = {SIGTERM, SIGHUP, SIGQUIT, SIGINT, SIGWINCH, SIGCONT, SIGTSTP};
static const int deadly[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* What a handler can reach. */
static struct {
    int pipe[2];
    volatile sig_atomic_t armed;
    struct termios modes;
    char bytes[256];
    size_t len;
    struct sigaction before[COUNT(wanted) + COUNT(deadly) + 1];
} door;

static void on_signal(int number)
{
    const int saved = errno;
    const unsigned char byte = (unsigned char)number;
    const ssize_t written = write(door.pipe[1], &byte, 1); /* full: the loop has enough to do already */
    (void)written;
    errno = saved;
}

void signals_restore_terminal(void)
{
    if (!door.armed)
        return;
    door.armed = 0;
    const ssize_t written = write(STDOUT_FILENO, door.bytes, door.len);
    (void)written;
    tcsetattr(STDIN_FILENO, TCSANOW, &door.modes);
}

static void on_crash(int number)
{
    signals_restore_terminal();
    raise(number); /* SA_RESETHAND: this time with its usual end */
}

static void take_over(int number, void (*handler)(int), int flags, struct sigaction *before)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, before);
}

int signals_open(struct err *e)
{
    if (pipe2(door.pipe, O_CLOEXEC | O_NONBLOCK) != 0) {
        err_set(e, ERR_IO, "No pipe for signals: %s", strerror(errno));
        return -1;
    }
    struct sigaction *before = door.before;
    for (size_t i = 0; i < COUNT(wanted); i++)
        take_over(wanted[i], on_signal, SA_RESTART, before++);
    for (size_t i = 0; i < COUNT(deadly); i++)
        take_over(deadly[i], on_crash, (int)SA_RESETHAND, before++);
    take_over(SIGPIPE, SIG_IGN, 0, before);
    return door.pipe[0];
}

void signals_close(void)
{
    const struct sigaction *before = door.before;
    for (size_t i = 0; i < COUNT(wanted); i++)
        sigaction(wanted[i], before++, NULL);
    for (size_t i = 0; i < COUNT(deadly); i++)
        sigaction(deadly[i], before++, NULL);
    sigaction(SIGPIPE, before, NULL);
    close(door.pipe[0]);
    close(door.pipe[1]);
}

void signals_arm(const struct termios *modes, const char *bytes, size_t len)
{
    door.armed = 0;
    door.modes = *modes;
    door.len = len < sizeof door.bytes ? len : sizeof door.bytes;
    memcpy(door.bytes, bytes, door.len);
    door.armed = 1;
}

void signals_disarm(void)
{
    door.armed = 0;
}

void signals_stop(void)
{
    struct sigaction ours;
    take_over(SIGTSTP, SIG_DFL, 0, &ours);
    kill(0, SIGTSTP); /* the whole group: a shell around this program has to stop with it */
    sigaction(SIGTSTP, &ours, NULL);
}
