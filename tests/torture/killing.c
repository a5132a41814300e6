#include "config.h"

#include "tests/torture/killing.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#define OF_A_CALL (SIGTRAP | 0x80) /* PTRACE_O_TRACESYSGOOD */

static pid_t start(void (*run)(void *context), void *context)
{
    fflush(NULL);
    const pid_t child = fork();
    if (child < 0)
        abort();
    if (child > 0)
        return child;
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
        _exit(1);
    raise(SIGSTOP);
    run(context);
    _exit(0);
}

/* On to the next stop. false: it is no more; signal is what it gets on the way. */
static bool go_on(pid_t child, int signal, int *status)
{
    return ptrace(PTRACE_SYSCALL, child, NULL, (void *)(long)signal) == 0 &&
           waitpid(child, status, 0) == child && WIFSTOPPED(*status);
}

unsigned killing_run(void (*run)(void *context), void *context, unsigned at, bool *killed)
{
    const pid_t child = start(run, context);
    unsigned stops = 0;
    int status;
    *killed = false;
    waitpid(child, &status, 0);
    if (!WIFSTOPPED(status))
        return 0;
    ptrace(PTRACE_SETOPTIONS, child, NULL, (void *)(long)(PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL));
    for (int signal = 0; go_on(child, signal, &status);) {
        signal = WSTOPSIG(status) == OF_A_CALL ? 0 : WSTOPSIG(status);
        stops += WSTOPSIG(status) == OF_A_CALL; /* once before a call, once after it */
        if (at && stops == 2 * at - 1) {
            kill(child, SIGKILL);
            waitpid(child, &status, 0);
            *killed = true;
            break;
        }
    }
    return (stops + 1) / 2;
}

static void nothing(void *context)
{
    (void)context;
    getppid();
}

bool killing_possible(void)
{
    bool killed;
    return killing_run(nothing, NULL, 0, &killed) > 0;
}
