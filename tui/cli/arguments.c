#include "config.h"

#include "tui/cli/command.h"

#include "forms/mem.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const struct option *find_in(const struct option *options, size_t count, const char *name, size_t len)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(options[i].name) == len && memcmp(options[i].name, name, len) == 0)
            return &options[i];
    return NULL;
}

static const struct option *find_option(const struct command *c, const char *name, size_t len)
{
    const struct option *o = find_in(common_options, common_option_count, name, len);
    return o ? o : find_in(c->options, c->option_count, name, len);
}

/* Any command's option of that name: an option means the same kind of value wherever it is known, so that
 * the command can be found behind options that are only its own. */
static const struct option *find_anywhere(const char *name, size_t len)
{
    const struct option *o = find_option(&command_interactive, name, len);
    for (size_t i = 0; !o && commands[i]; i++)
        o = find_option(commands[i], name, len);
    return o;
}

static bool is_option(const char *word)
{
    return word[0] == '-' && word[1] != '\0';
}

static size_t name_length(const char *name)
{
    return strcspn(name, "=");
}

/* The first word that is neither an option nor an option's value decides; behind "--" no word does. */
static int find_command(int argc, char **argv, const struct command **out)
{
    *out = &command_interactive;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (is_option(argv[i])) {
            const char *name = argv[i] + 2;
            const size_t len = name_length(name);
            const struct option *o = argv[i][1] == '-' ? find_anywhere(name, len) : NULL;
            if (o && o->kind != OPTION_SWITCH && name[len] == '\0')
                i++;
            continue;
        }
        for (size_t k = 0; commands[k]; k++)
            if (strcmp(argv[i], commands[k]->name) == 0) {
                *out = commands[k];
                return i;
            }
        break;
    }
    return 0;
}

static bool is_choice(const char *choices, const char *value)
{
    const size_t len = strlen(value);
    for (const char *at = choices;; at += strcspn(at, "|") + 1) {
        if (strcspn(at, "|") == len && memcmp(at, value, len) == 0)
            return true;
        if (at[strcspn(at, "|")] == '\0')
            return false;
    }
}

static bool read_number(const char *value, long min, long max, long *out)
{
    if (!*value || strspn(value, "0123456789") != strlen(value))
        return false;
    errno = 0;
    *out = strtol(value, NULL, 10);
    return errno == 0 && *out >= min && *out <= max;
}

static bool store(const struct option *o, const char *value, struct arguments *a, struct err *e)
{
    void *to = (char *)a + o->offset;
    switch (o->kind) {
    case OPTION_SWITCH:
        *(bool *)to = true;
        return true;
    case OPTION_CHOICE:
        if (!is_choice(o->argument, value))
            return err_set(e, ERR_USAGE, "--%s takes %s, not \"%s\".", o->name, o->argument, value);
        *(const char **)to = value;
        return true;
    case OPTION_TEXT:
        if (!*value)
            return err_set(e, ERR_USAGE, "--%s needs a value that is not empty.", o->name);
        *(const char **)to = value;
        return true;
    case OPTION_NUMBER:
        return read_number(value, o->min, o->max, to) ||
               err_set(e, ERR_USAGE, "--%s takes a whole number from %ld to %ld, not \"%s\".", o->name,
                       o->min, o->max, value);
    case OPTION_MANY: {
        struct texts *texts = to;
        texts->items = xreallocarray(texts->items, texts->count + 1, sizeof *texts->items);
        texts->items[texts->count++] = value;
        return true;
    }
    }
    return false;
}

/* Takes the option at argv[*at], and its value, which may be the next word. */
static bool take_option(int argc, char **argv, int *at, struct arguments *a, struct err *e)
{
    const char *word = argv[*at];
    if (strcmp(word, "-h") == 0)
        word = "--help";
    const char *name = word + 2;
    const size_t len = word[1] == '-' ? name_length(name) : 0;
    const struct option *o = len ? find_option(a->command, name, len) : NULL;
    if (!o)
        return err_set(e, ERR_USAGE, "There is no option %.*s%s%s.", (int)strcspn(word, "="), word,
                       *a->command->name ? " of the command " : "", a->command->name);
    const char *value = name[len] == '=' ? name + len + 1 : NULL;
    if (o->kind == OPTION_SWITCH && value)
        return err_set(e, ERR_USAGE, "--%s takes no value.", o->name);
    if (o->kind != OPTION_SWITCH && !value) {
        if (*at + 1 == argc)
            return err_set(e, ERR_USAGE, "--%s needs a value: --%s %s.", o->name, o->name, o->argument);
        value = argv[++*at];
    }
    return store(o, value, a, e);
}

static bool count_fits(const struct arguments *a, struct err *e)
{
    const struct command *c = a->command;
    if (a->help || a->version || (a->rest.count >= c->min && a->rest.count <= c->max))
        return true;
    return err_set(e, ERR_USAGE,
                   a->rest.count < c->min ? "An argument is missing: %s %s."
                                          : "One argument too many: %s %s.",
                   c->name, c->arguments);
}

bool arguments_parse(int argc, char **argv, struct arguments *out, struct err *e)
{
    *out = (struct arguments){.program = argv[0], .color = "auto", .timeout = 30};
    out->rest.items = xcalloc((size_t)argc + 1, sizeof *out->rest.items);
    const int command = find_command(argc, argv, &out->command);
    bool options = true;
    for (int i = 1; i < argc; i++) {
        if (i == command)
            continue;
        if (options && strcmp(argv[i], "--") == 0)
            options = false;
        else if (!options || !is_option(argv[i]))
            out->rest.items[out->rest.count++] = argv[i];
        else if (!take_option(argc, argv, &i, out, e))
            return false;
    }
    return count_fits(out, e);
}

void arguments_finish(struct arguments *a)
{
    free(a->rest.items);
    free(a->set.items);
    free(a->map.items);
    profile_finish(&a->profile);
    *a = (struct arguments){0};
}
