#include "config.h"

#include "tui/cli/command.h"

#include "tui/cli/output.h"
#include "tui/jobs/knowledge.h"
#include "tui/jobs/stand_in.h"
#include "tui/sandbox/sandbox.h"

#include <unistd.h>

static const struct option options[] = {
    NUMBER("port", "N", port, 0, 65535, "listen on this port of 127.0.0.1 (0: any that is free)"),
    SWITCH("print-url", print_url, "print the address alone on standard output"),
    OPTION(OPTION_SWITCH, "until-eof", NULL, until_eof, .hidden = true,
           .help = "end when standard input ends"),
};

static void announce(const struct arguments *a, const struct sandbox *s)
{
    if (a->print_url) {
        puts(sandbox_url(s));
    } else {
        printf("The sandbox listens on %s until it is interrupted (Ctrl-C). In another terminal:\n\n",
               sandbox_url(s));
        printf("  export SEAM_ENDPOINT=%s SEAM_API_KEY=%s\n  %s submit CONFIGURATION\n", sandbox_url(s),
               stand_in_key(), PACKAGE_NAME);
    }
    fflush(stdout);
}

static int run(const struct arguments *a)
{
    struct knowledge knowledge;
    struct err e = {0};
    if (!knowledge_load(a->openapi, &knowledge, &e))
        return fail(&e);
    struct sandbox *s = sandbox_start((unsigned)a->port, knowledge.schema, &e);
    if (s) {
        announce(a, s);
        sandbox_run(s, a->until_eof ? STDIN_FILENO : -1);
        sandbox_stop(s);
    }
    knowledge_finish(&knowledge);
    return s ? STATUS_DONE : fail(&e);
}

static void print_tricks(void)
{
    puts("\nCustomer keys that it answers in a way of their own:");
    for (size_t i = 0; sandbox_trick(i); i++) {
        char left[80];
        snprintf(left, sizeof left, "  %s", sandbox_trick(i)->customer_key);
        help_entry(left, sandbox_trick(i)->help);
    }
}

const struct command command_sandbox = {
    .name = "sandbox",
    .arguments = "",
    .summary = "run the stand-in server in the foreground",
    .about = "It checks credentials and bodies as Seam does, answers as Seam answers, and serves "
             "each link as a small page. Nothing leaves this machine, and nothing is kept.",
    .options = options,
    .option_count = COUNT(options),
    .run = run,
    .more_help = print_tricks,
};
