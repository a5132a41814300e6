#include "config.h"

#include "tui/term/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* The first few ask the program to end. */
static const int wanted[] = {SIGTERM, SIGHUP, SIGQUIT, SIGINT, SIGWINCH, SIGCONT, SIGTSTP};
enum { ENDING = 4 };
/* Those that end a program which does nothing about them: crashes, and what nobody sends to this one on
 * purpose. */
static const int deadly[] = {SIGSEGV, SIGBUS,  SIGFPE,  SIGILL,    SIGABRT, SIGSYS, SIGTRAP,
                             SIGUSR1, SIGUSR2, SIGXCPU, SIGVTALRM, SIGPROF, SIGPWR, SIGIO};

#define COUNT(a) (sizeof(a) / sizeof *(a))
#define PATIENCE 5 /* seconds: between a wish to end and the end, whatever the program hangs in */

/* What a handler can reach. */
static struct {
    int pipe[2];
    volatile sig_atomic_t armed;
    volatile sig_atomic_t ending; /* the signal that asked for it, or 0 */
    struct termios modes;
    char bytes[256];
    size_t len;
    struct sigaction before[COUNT(wanted) + COUNT(deadly) + 2];
} door;

static void on_signal(int number)
{
    const int saved = errno;
    const unsigned char byte = (unsigned char)number;
    const ssize_t written = write(door.pipe[1], &byte, 1); /* full: the loop has enough to do already */
    (void)written;
    for (size_t i = 0; i < ENDING && !door.ending; i++)
        if (number == wanted[i]) {
            door.ending = number;
            alarm(PATIENCE);
        }
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

/* The loop does not come round to ending: a terminal that takes nothing, say, holds up what draws. What waits
 * to be written gives way to the farewell, and that waits for nobody. */
static void on_deadline(int number)
{
    (void)number;
    if (door.armed) {
        const int flags = fcntl(STDOUT_FILENO, F_GETFL);
        tcflush(STDOUT_FILENO, TCOFLUSH);
        tcflow(STDOUT_FILENO, TCOON);
        fcntl(STDOUT_FILENO, F_SETFL, flags | O_NONBLOCK);
        signals_restore_terminal();
        fcntl(STDOUT_FILENO, F_SETFL, flags); /* the shell has the same open file */
    }
    signal(door.ending, SIG_DFL);
    raise(door.ending);
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
    for (size_t i = 0; i < COUNT(deadly); i++, before++) {
        take_over(deadly[i], on_crash, (int)SA_RESETHAND, before);
        if (before->sa_handler == SIG_IGN) /* who started this program wants it to go on */
            sigaction(deadly[i], before, NULL);
    }
    take_over(SIGALRM, on_deadline, 0, before++);
    take_over(SIGPIPE, SIG_IGN, 0, before);
    return door.pipe[0];
}

void signals_close(void)
{
    const struct sigaction *before = door.before;
    signals_forgive();
    for (size_t i = 0; i < COUNT(wanted); i++)
        sigaction(wanted[i], before++, NULL);
    for (size_t i = 0; i < COUNT(deadly); i++)
        sigaction(deadly[i], before++, NULL);
    sigaction(SIGALRM, before++, NULL);
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

void signals_forgive(void)
{
    alarm(0);
    door.ending = 0;
}

void signals_stop(void)
{
    struct sigaction ours;
    take_over(SIGTSTP, SIG_DFL, 0, &ours);
    kill(0, SIGTSTP); /* the whole group: a shell around this program has to stop with it */
    sigaction(SIGTSTP, &ours, NULL);
}
