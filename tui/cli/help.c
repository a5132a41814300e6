#include "config.h"

#include "tui/cli/command.h"

#include <stdio.h>
#include <string.h>

enum { COLUMNS = 80, HELP_COLUMN = 30 };

static const struct {
    int status;
    const char *help;
} statuses[] = {
    {STATUS_DONE, "done"},
    {STATUS_INVALID, "the configuration has errors"},
    {STATUS_USAGE, "the command line has errors"},
    {STATUS_CREDENTIALS, "credentials are missing, or were refused (401, 403)"},
    {STATUS_REFUSED, "refused by the API (3xx, other 4xx)"},
    {STATUS_NOT_SENT, "not sent, or the server failed (5xx)"},
    {STATUS_UNKNOWN, "outcome unknown: sent, and no usable answer came; the link may exist"},
    {STATUS_FILE, "a local file could not be read or written, or memory ran out"},
};

/* In lines that fit; the first begins where the cursor is, at column indent, as all others do. */
static void print_wrapped(const char *text, int indent)
{
    for (int at = indent; *text; text += strspn(text, " ")) {
        const int len = (int)strcspn(text, " \n");
        const bool turns = at > indent && at + 1 + len > COLUMNS;
        if (turns)
            printf("\n%*s", indent, "");
        else if (at > indent)
            putchar(' ');
        printf("%.*s", len, text);
        at = (turns ? indent : at + (at > indent)) + len;
        text += len;
        if (*text == '\n') {
            printf("\n%*s", indent, "");
            at = indent;
            text++;
        }
    }
    putchar('\n');
}

void help_entry(const char *left, const char *right)
{
    if (strlen(left) + 2 > HELP_COLUMN)
        printf("%s\n%*s", left, HELP_COLUMN, "");
    else
        printf("%-*s", HELP_COLUMN, left);
    print_wrapped(right, HELP_COLUMN);
}

static void print_options(const char *title, const struct option *options, size_t count)
{
    if (count)
        printf("\n%s:\n", title);
    for (size_t i = 0; i < count; i++) {
        char left[80];
        const struct option *o = &options[i];
        if (o->hidden)
            continue;
        snprintf(left, sizeof left, "  --%s%s%s", o->name, o->argument ? " " : "",
                 o->argument ? o->argument : "");
        help_entry(left, o->help);
    }
}

static void print_statuses(void)
{
    puts("\nExit status:");
    for (size_t i = 0; i < COUNT(statuses); i++)
        printf("  %d  %s\n", statuses[i].status, statuses[i].help);
}

/* A line for each way to call it. */
static void print_usage(const struct command *c)
{
    static const char either[] = " | ";
    const char *at = c->arguments, *end;
    for (const char *lead = "Usage: "; at; lead = "       ") {
        char line[160];
        end = strstr(at, either);
        const int len = (int)(end ? (size_t)(end - at) : strlen(at));
        snprintf(line, sizeof line, PACKAGE_NAME " %s [OPTION]...%s%.*s", c->name, len ? " " : "", len, at);
        fputs(lead, stdout);
        print_wrapped(line, (int)strlen(lead));
        at = end ? end + strlen(either) : NULL;
    }
}

void help_print(const struct command *c)
{
    print_usage(c);
    printf("\n%s\n", c->summary);
    if (c->about) {
        putchar('\n');
        print_wrapped(c->about, 0);
    }
    print_options("Options", c->options, c->option_count);
    if (c->more_help)
        c->more_help();
    print_options("Options of every command", common_options, common_option_count);
    print_statuses();
}

void help_print_all(void)
{
    printf("Usage: " PACKAGE_NAME " [OPTION]... [%s]\n"
           "       " PACKAGE_NAME " COMMAND [OPTION]... [ARGUMENT]...\n\n",
           command_interactive.arguments);
    print_wrapped(command_interactive.about, 0);
    puts("\nCommands:");
    for (size_t i = 0; commands[i]; i++) {
        char left[80];
        snprintf(left, sizeof left, "  %s %s", commands[i]->name, commands[i]->arguments);
        help_entry(left, commands[i]->summary);
    }
    puts("\n" PACKAGE_NAME " COMMAND --help says more about one of them.");
    print_options("Options", command_interactive.options, command_interactive.option_count);
    print_options("Options everywhere", common_options, common_option_count);
    print_statuses();
}
