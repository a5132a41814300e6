#include "config.h"

#include "tui/cli/cli.h"

#include "tui/api/api.h"
#include "tui/cli/command.h"
#include "tui/cli/output.h"
#include "tui/store/paths.h"

#include <stdlib.h>
#include <string.h>

const struct option common_options[] = {
    TEXT("profile", "NAME", profile_name, "endpoint, workspace and colours from config.ini"),
    SWITCH("sandbox", sandbox, "start the stand-in server and use it; needs no key"),
    TEXT("endpoint", "URL", endpoint, "send there (SEAM_ENDPOINT; Seam's own by default)"),
    NUMBER("timeout", "SECONDS", timeout, 1, API_TIMEOUT_MAX, "give up a request after so long (30)"),
    TEXT("openapi", "FILE", openapi, "take the fields from a newer OpenAPI file"),
    SWITCH("ascii", ascii, "draw with ASCII characters only"),
    CHOICE("color", "auto|always|never", color, "colours on the screen (NO_COLOR: never)"),
    SWITCH("version", version, "print the version and exit"),
    SWITCH("help", help, "print this help and exit"),
};
const size_t common_option_count = COUNT(common_options);

const struct command *const commands[] = {
    &command_diff,    &command_export, &command_import, &command_links,    &command_list, &command_new,
    &command_sandbox, &command_show,   &command_submit, &command_validate, NULL,
};

static const struct option interactive_options[] = {
    TEXT("ticket", "ID", ticket, "keep this support ticket with the configuration and its links"),
};

const struct command command_interactive = {
    .name = "",
    .arguments = "CONFIGURATION",
    .summary = "the terminal program",
    .about = "Fill in a Seam customer portal in the terminal, look at the JSON, send it, and hand "
             "over the link. CONFIGURATION is the name of a saved configuration, a path to a JSON "
             "file, or - for standard input.",
    .options = interactive_options,
    .option_count = COUNT(interactive_options),
    .max = 1,
};

static bool apply_profile(struct arguments *a, struct err *e)
{
    struct paths paths;
    if (!a->profile_name)
        return true;
    if (!paths_find(&paths, e))
        return false;
    const bool read = profile_read(&paths, a->profile_name, &a->profile, e);
    paths_finish(&paths);
    if (!a->endpoint)
        a->endpoint = a->profile.endpoint;
    if (a->profile.color && strcmp(a->color, "auto") == 0)
        a->color = a->profile.color;
    return read;
}

static enum color_use color_of(const struct arguments *a)
{
    const char *no_color = getenv("NO_COLOR");
    if (strcmp(a->color, "always") == 0)
        return COLOR_ALWAYS;
    return strcmp(a->color, "never") == 0 || (no_color && *no_color) ? COLOR_NEVER : COLOR_AUTO;
}

/* The profile's memory moves on to the interactive program. */
static int hand_over(struct arguments *a, struct cli_options *out)
{
    *out = (struct cli_options){
        .configuration = a->rest.count ? a->rest.items[0] : NULL,
        .endpoint = a->endpoint,
        .workspace = a->profile.workspace,
        .key_command = a->profile.key_command,
        .openapi = a->openapi,
        .ticket = a->ticket,
        .timeout = a->timeout,
        .sandbox = a->sandbox,
        .ascii = a->ascii,
        .color = color_of(a),
        .profile = a->profile,
    };
    a->profile = (struct profile){0};
    return CLI_INTERACTIVE;
}

static int run(struct arguments *a, struct cli_options *out)
{
    struct err e = {0};
    if (a->version)
        puts(PACKAGE_STRING);
    else if (a->help && a->command != &command_interactive)
        help_print(a->command);
    else if (a->help)
        help_print_all();
    else if (!apply_profile(a, &e))
        return fail(&e);
    else
        return a->command->run ? a->command->run(a) : hand_over(a, out);
    return STATUS_DONE;
}

int cli_main(int argc, char **argv, struct cli_options *out)
{
    struct arguments a;
    struct err e = {0};
    *out = (struct cli_options){0};
    if (!arguments_parse(argc, argv, &a, &e)) {
        say("%s See " PACKAGE_NAME "%s%s --help.", e.text, *a.command->name ? " " : "", a.command->name);
        arguments_finish(&a);
        return STATUS_USAGE;
    }
    int status = run(&a, out);
    if (status != CLI_INTERACTIVE)
        status = finish_output(status);
    arguments_finish(&a);
    return status;
}

void cli_options_finish(struct cli_options *o)
{
    profile_finish(&o->profile);
    *o = (struct cli_options){0};
}

int cli_fail(const struct err *e)
{
    return fail(e);
}
