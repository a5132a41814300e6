#include "config.h"

#include "tui/cli/command.h"

#include "forms/export.h"
#include "tui/cli/body.h"
#include "tui/cli/output.h"
#include "tui/jobs/knowledge.h"

#include <string.h>

enum { STEP_RECORDS = 4096 };

static const struct option options[] = {
    TEXT("list", "LIST", list, "which records: reservations, guests, rooms, ..."),
    CHOICE("delimiter", "comma|semicolon|tab", delimiter, "what stands between the cells of a table (comma)"),
    SWITCH("secrets", secrets, "door codes too; else they are left out"),
};

static char delimiter_of(const struct arguments *a)
{
    const char *word = a->delimiter ? a->delimiter : "comma";
    return strcmp(word, "tab") == 0 ? '\t' : strcmp(word, "semicolon") == 0 ? ';' : ',';
}

static void say_what_is_missing(const struct exporting *x)
{
    const size_t hidden = exporting_hidden(x), unsaid = exporting_unsaid(x);
    if (hidden)
        say("%zu door code%s left out; --secrets writes %s too.", hidden, hidden == 1 ? " was" : "s were",
            hidden == 1 ? "it" : "them");
    if (unsaid)
        say("%zu value%s cannot be said in a table, such as null or a field that no schema names; "
            "export json has %s.",
            unsaid, unsaid == 1 ? "" : "s", unsaid == 1 ? "it" : "them");
}

static void print(const struct arguments *a, const struct knowledge *k, const struct configuration *c,
                  const char *list)
{
    const struct export_options o = {
        .json = strcmp(a->rest.items[0], "json") == 0, .delimiter = delimiter_of(a), .secrets = a->secrets};
    struct exporting *x = exporting_new(k->wizard, doc_root(c->doc), list, NULL, 0, &o);
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    for (bool done = false; !done; buf_clear(&text)) {
        done = exporting_step(x, STEP_RECORDS, &text);
        print_bytes(NULL, text.data, text.len);
    }
    buf_finish(&text);
    say_what_is_missing(x);
    exporting_free(x);
}

/* What stands in the place of the list, and is none, is not exported as if nothing were there. */
static bool is_list(const struct configuration *c, const char *list, struct err *e)
{
    const struct json *v = doc_get(c->doc, list);
    return !v || json_is(v, JSON_ARRAY) || json_is(v, JSON_NULL) ||
           err_set(e, ERR_TYPE, "%s is not a list in this configuration.", strrchr(list, '/') + 1);
}

static int export_list(const struct arguments *a, const struct knowledge *k)
{
    struct library library;
    struct configuration c;
    struct err e = {0};
    const char *list = body_list(k->wizard, a->list);
    if (!list)
        return STATUS_USAGE;
    if (!library_open_files(&library, &e))
        return fail(&e);
    int status = STATUS_DONE;
    if (configuration_open(&library, a->rest.items[1], &c, &e)) {
        if (is_list(&c, list, &e))
            print(a, k, &c, list);
        else
            status = fail(&e);
        configuration_finish(&c);
    } else {
        status = fail(&e);
    }
    library_close(&library);
    return status;
}

static int run(const struct arguments *a)
{
    struct knowledge knowledge;
    struct err e = {0};
    const char *format = a->rest.items[0];
    if (strcmp(format, "csv") != 0 && strcmp(format, "json") != 0) {
        say("export: \"%s\" is not known; there are csv and json", format);
        return STATUS_USAGE;
    }
    if (!a->list) {
        say("export %s: say with --list which records, such as --list reservations", format);
        return STATUS_USAGE;
    }
    if (!knowledge_load(a->openapi, &knowledge, &e))
        return fail(&e);
    const int status = export_list(a, &knowledge);
    knowledge_finish(&knowledge);
    return status;
}

const struct command command_export = {
    .name = "export",
    .arguments = "csv|json CONFIGURATION",
    .summary = "print the records of a list as a table or as JSON",
    .about = "A table has a column for each field that a record uses; import csv makes the same "
             "records of it again. Cells that a spreadsheet would run begin with a '. JSON is an "
             "array with a record on each line.",
    .options = options,
    .option_count = COUNT(options),
    .min = 2,
    .max = 2,
    .run = run,
};
