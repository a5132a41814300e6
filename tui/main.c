#include "tui/app/interactive.h"
#include "tui/cli/cli.h"

#include <locale.h>
#include <signal.h>

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
    return interactive_run(&options);
}

int main(int argc, char **argv)
{
    /* Widths of characters are the locale's business. */
    setlocale(LC_CTYPE, "");
    /* Both arrive as errors of a write then, which are told to the operator. */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    struct cli_options options;
    int status = cli_main(argc, argv, &options);
    if (status == CLI_INTERACTIVE)
        status = interactive(&options, argv[0]);
    cli_options_finish(&options);
    return status;
}
