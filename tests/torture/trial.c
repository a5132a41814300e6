#include "config.h"

#include "tests/torture/trial.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE = 30 }; /* seconds: more than any fault may take */

/* A line "NAME:  123 kB" of what the system knows of this process; -1 without it. */
static long status_of(const char *name)
{
    FILE *status = fopen("/proc/self/status", "re");
    char line[256];
    long value = -1;
    while (status && value < 0 && fgets(line, sizeof line, status))
        if (strncmp(line, name, strlen(name)) == 0)
            value = strtol(line + strlen(name), NULL, 10);
    if (status)
        fclose(status);
    return value;
}

/* The sanitizers keep what is freed for a while: nothing can be said of memory then. */
#if defined(__SANITIZE_ADDRESS__)
enum { MEASURABLE = false };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { MEASURABLE = false };
#else
enum { MEASURABLE = true };
#endif
#else
enum { MEASURABLE = true };
#endif

/* The height of the memory counts from now on. */
static bool forget_height(void)
{
    const int fd = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);
    const bool done = fd >= 0 && write(fd, "5", 1) == 1;
    if (fd >= 0)
        close(fd);
    return done;
}

static _Noreturn void live(const struct fault *f, attempt_verdict *verdict, struct trial *out)
{
    alarm(PATIENCE);
    const bool measured = MEASURABLE && forget_height();
    const long before = status_of("VmRSS:");
    out->well = verdict(f, &out->reached);
    const long height = status_of("VmHWM:");
    out->grown = measured && before >= 0 && height >= before ? height - before : -1;
    _exit(0);
}

struct trial trial_run(const struct fault *f, attempt_verdict *verdict)
{
    struct trial *shared =
        mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        abort();
    *shared = (struct trial){.grown = -1};
    fflush(NULL);
    const pid_t child = fork();
    if (child < 0)
        abort();
    if (child == 0)
        live(f, verdict, shared);
    int status = -1;
    waitpid(child, &status, 0);
    struct trial t = *shared;
    munmap(shared, sizeof *shared);
    if (status != 0) {
        fprintf(stderr, "%s: %s\n", f->name,
                WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM ? "hangs" : "crashes");
        t.well = false;
    }
    return t;
}
