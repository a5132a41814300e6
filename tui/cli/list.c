#include "config.h"

#include "tui/cli/command.h"

#include "forms/times.h"
#include "tui/actions/clock.h"
#include "tui/cli/output.h"
#include "tui/cli/saved.h"
#include "tui/cli/table.h"
#include "tui/jobs/configurations.h"

#include <string.h>

static const struct option options[] = {
    CHOICE("format", "text|json", format, "for people, or one JSON object a line"),
};

static void print_json(const struct config_row *row)
{
    struct buf line;
    buf_init(&line, BUF_TEXT_MAX);
    json_open(&line);
    json_text(&line, "name", row->name);
    json_text(&line, "path", row->path);
    json_text(&line, "customer_key", row->customer_key);
    json_text(&line, "ticket", row->ticket);
    json_number(&line, "records", (int64_t)row->records);
    json_number(&line, "bytes", (int64_t)row->bytes);
    struct buf when;
    buf_init(&when, BUF_TEXT_MAX);
    times_utc(&(struct instant){.seconds = row->changed}, &when);
    json_text(&line, "changed", when.data);
    buf_finish(&when);
    json_text(&line, "broken", row->broken);
    json_close(&line);
    print_line(&line);
    buf_finish(&line);
}

static void add_row(struct table *t, const struct config_row *row)
{
    const int64_t now = clock_now();
    struct buf ago;
    buf_init(&ago, BUF_TEXT_MAX);
    times_ago(now, row->changed, clock_offset(now), &ago);
    table_add(t, row->name);
    table_add(t, row->customer_key);
    table_addf(t, "%zu", row->records);
    table_add(t, ago.data);
    table_add(t, row->ticket);
    table_add(t, row->broken                    ? row->broken
                 : !row->last_url               ? ""
                 : row->last_link_expires > now ? "link"
                                                : "link expired");
    buf_finish(&ago);
}

static void print_table(const struct config_rows *rows)
{
    static const char *const titles[] = {"NAME", "CUSTOMER", "RECORDS", "CHANGED", "TICKET", "STATE"};
    struct table t;
    table_init(&t, COUNT(titles));
    for (size_t i = 0; i < COUNT(titles); i++)
        table_add(&t, titles[i]);
    for (size_t i = 0; i < rows->count; i++)
        add_row(&t, &rows->items[i]);
    table_print(&t);
    table_finish(&t);
}

static int run(const struct arguments *a)
{
    struct library library;
    struct config_rows rows = {0};
    struct err e = {0};
    if (!open_library_anyway(&library, &e))
        return fail(&e);
    const bool listed = configuration_list(&library, &rows, &e);
    if (a->format && strcmp(a->format, "json") == 0)
        for (size_t i = 0; i < rows.count; i++)
            print_json(&rows.items[i]);
    else if (rows.count)
        print_table(&rows);
    else if (listed)
        say("There are no saved configurations yet; " PACKAGE_NAME " new NAME makes one.");
    config_rows_finish(&rows);
    close_library(&library);
    return listed ? STATUS_DONE : fail(&e);
}

const struct command command_list = {
    .name = "list",
    .arguments = "",
    .summary = "list the saved configurations",
    .about = "The one that changed last comes first.",
    .options = options,
    .option_count = COUNT(options),
    .run = run,
};
