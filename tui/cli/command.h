/* A command is one file with one table: its options are data, from which parsing, --help and the man page
 * check follow. Private to cli/. */
#ifndef TUI_CLI_COMMAND_H
#define TUI_CLI_COMMAND_H

#include "tui/cli/cli.h"

#include "forms/err.h"

#include <stddef.h>

/* Values of an option that may be given many times, in order. */
struct texts {
    const char **items;
    size_t count;
};

/* Everything that a command line can say. Strings belong to argv and to profile. */
struct arguments {
    const char *program; /* argv[0] */
    const struct command *command;
    struct texts rest; /* what is neither option nor command */

    const char *profile_name, *endpoint, *openapi, *color;
    long timeout;
    bool sandbox, ascii, help, version;
    struct profile profile;

    const char *format, *ticket, *customer, *template, *checked;
    const char *list, *existing, *dates, *zone, *apart, *bad, *delimiter;
    struct texts set, map;
    bool redact, usable, to_check, dry_run, force, print_url, until_eof, skip_bad, secrets;
    long port;
};

enum option_kind {
    OPTION_SWITCH, /* bool */
    OPTION_TEXT,   /* const char * */
    OPTION_CHOICE, /* const char *: one of the words of argument, "text|json" */
    OPTION_NUMBER, /* long, from min to max */
    OPTION_MANY,   /* struct texts */
};

struct option {
    const char *name;     /* without dashes */
    const char *argument; /* how help shows its value; NULL for a switch */
    const char *help;
    enum option_kind kind;
    size_t offset; /* of its value in struct arguments */
    long min, max; /* OPTION_NUMBER */
    bool hidden;   /* for the program's own use: not in help */
};

#define OPTION(kind_, name_, argument_, member_, ...)                                                        \
    {                                                                                                        \
        .name = name_, .argument = argument_, .kind = kind_, .offset = offsetof(struct arguments, member_),  \
        __VA_ARGS__                                                                                          \
    }
#define SWITCH(name, member, words)           OPTION(OPTION_SWITCH, name, NULL, member, .help = words)
#define TEXT(name, argument, member, words)   OPTION(OPTION_TEXT, name, argument, member, .help = words)
#define CHOICE(name, argument, member, words) OPTION(OPTION_CHOICE, name, argument, member, .help = words)
#define MANY(name, argument, member, words)   OPTION(OPTION_MANY, name, argument, member, .help = words)
#define NUMBER(name, argument, member, least, most, words)                                                   \
    OPTION(OPTION_NUMBER, name, argument, member, .min = least, .max = most, .help = words)

struct command {
    const char *name;
    const char *arguments; /* after the name in help: "NAME" */
    const char *summary;   /* one line */
    const char *about;     /* more, a paragraph a line, or NULL */
    const struct option *options;
    size_t option_count;
    size_t min, max; /* how many arguments */
    int (*run)(const struct arguments *a);
    void (*more_help)(void); /* may be NULL */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

extern const struct command command_interactive; /* no command: the terminal program */
extern const struct command command_diff, command_export, command_import, command_links, command_list,
    command_new, command_sandbox, command_show, command_submit, command_validate;

/* In order of names; NULL-terminated. */
extern const struct command *const commands[];
/* Options that every command takes. */
extern const struct option common_options[];
extern const size_t common_option_count;

/* false with *e, which is then about the command line. */
bool arguments_parse(int argc, char **argv, struct arguments *out, struct err *e);
void arguments_finish(struct arguments *a);

void help_print(const struct command *c);
void help_print_all(void);
/* A line of a list in help, or more: all of it fits 80 columns. */
void help_entry(const char *left, const char *right);

#endif
