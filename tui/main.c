#include "tui/app/interactive.h"
#include "tui/cli/cli.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <unistd.h>

#include <sys/prctl.h>
#include <sys/resource.h>

/* A standard descriptor that is closed would be given to the next file or connection that opens, and what is
 * meant for people would be written there. Held open the wrong way round, so that it fails as before. */
static void hold_descriptors(void)
{
    static const int modes[] = {[STDIN_FILENO] = O_WRONLY, [STDOUT_FILENO] = O_RDONLY, O_RDONLY};
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0)
            open("/dev/null", modes[fd]); /* the lowest that is free: fd */
}

/* Keys, links and guests' data are in memory: no core file, and no look into it by other programs of this
 * user, /proc/PID/environ included. */
static void keep_memory_private(void)
{
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

static int interactive(const struct cli_options *o, const char *program)
{
    const struct interactive_options options = {
        .configuration = o->configuration,
        .ticket = o->ticket,
        .openapi = o->openapi,
        .endpoint = o->endpoint,
        .workspace = o->workspace,
        .key_command = o->key_command,
        .program = program,
        .timeout = o->timeout,
        .sandbox = o->sandbox,
        .ascii = o->ascii,
        .color = o->color,
    };
    struct err e = {0};
    int status = 0;
    return interactive_run(&options, &status, &e) ? status : cli_fail(&e);
}

int main(int argc, char **argv)
{
    hold_descriptors();
    keep_memory_private();
    /* Widths of characters are the locale's business. */
    setlocale(LC_CTYPE, "");
    /* Both arrive as errors of a write then, which are told to the operator. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGCHLD, SIG_DFL); /* who started this program may ignore it: then nobody could wait for a child */
    struct cli_options options;
    int status = cli_main(argc, argv, &options);
    if (status == CLI_INTERACTIVE)
        status = interactive(&options, argv[0]);
    cli_options_finish(&options);
    return status;
}
