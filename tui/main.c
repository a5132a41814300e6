#include "tui/cli/cli.h"

#include <signal.h>

int main(int argc, char **argv)
{
    /* Both arrive as errors of a write then, which are told to the operator. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    struct cli_options options;
    const int status = cli_main(argc, argv, &options);
    cli_options_finish(&options);
    return status == CLI_INTERACTIVE ? STATUS_USAGE : status;
}
