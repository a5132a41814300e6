#include "config.h"

#include "tui/cli/interrupt.h"

#include <sys/signalfd.h>
#include <unistd.h>

void interrupt_begin(struct interrupt *i)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    i->fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    /* Blocked only when they arrive in the descriptor: else they end the program as ever. */
    if (i->fd < 0)
        sigemptyset(&set);
    sigprocmask(SIG_BLOCK, &set, &i->before);
}

bool interrupt_taken(struct interrupt *i)
{
    struct signalfd_siginfo info;
    return i->fd >= 0 && read(i->fd, &info, sizeof info) == sizeof info;
}

void interrupt_end(struct interrupt *i)
{
    if (i->fd >= 0)
        close(i->fd);
    sigprocmask(SIG_SETMASK, &i->before, NULL);
}
