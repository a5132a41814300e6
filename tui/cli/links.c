#include "config.h"

#include "tui/cli/command.h"

#include "forms/times.h"
#include "tui/actions/clock.h"
#include "tui/cli/output.h"
#include "tui/cli/table.h"
#include "tui/jobs/configurations.h"

#include <string.h>

static const struct option options[] = {
    TEXT("ticket", "ID", ticket, "only those of this support ticket"),
    TEXT("customer", "KEY", customer, "only those of this customer"),
    SWITCH("usable", usable, "only those that were created and have not expired"),
    CHOICE("format", "text|json", format, "for people, or one JSON object a line"),
};

static void json_time(struct buf *line, const char *name, int64_t seconds)
{
    struct buf when;
    buf_init(&when, BUF_TEXT_MAX);
    if (seconds)
        times_utc(&(struct instant){.seconds = seconds}, &when);
    json_text(line, name, seconds ? when.data : NULL);
    buf_finish(&when);
}

static void print_json(const struct link_row *row)
{
    struct buf line;
    buf_init(&line, BUF_TEXT_MAX);
    json_open(&line);
    json_number(&line, "id", row->id);
    json_text(&line, "outcome", outcome_name(row->outcome));
    json_time(&line, "started", row->started);
    json_text(&line, "url", row->url);
    json_text(&line, "expires_at", row->expires_at);
    json_text(&line, "customer_key", row->customer_key);
    json_text(&line, "ticket", row->ticket);
    json_text(&line, "configuration", row->configuration);
    json_text(&line, "endpoint", row->endpoint);
    json_text(&line, "environment", environment_name(row->environment));
    json_bool(&line, "stand_in", row->stand_in);
    json_text(&line, "workspace_id", row->workspace_id);
    json_text(&line, "request_id", row->request_id);
    json_number(&line, "status", row->status);
    json_text(&line, "type", row->type);
    json_text(&line, "message", row->message);
    json_close(&line);
    print_line(&line);
    buf_finish(&line);
}

static void add_row(struct table *t, const struct link_row *row, int64_t now)
{
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    clock_local(row->started, &text);
    table_add(t, text.data);
    table_add(t, outcome_name(row->outcome));
    table_add(t, row->customer_key);
    table_add(t, row->ticket);
    table_add(t, row->configuration);
    table_add(t, row->environment == ENVIRONMENT_SANDBOX ? "sandbox" : row->workspace_id);
    buf_clear(&text);
    if (row->outcome == OUTCOME_CREATED && row->expires)
        times_countdown(now, row->expires, &text);
    else if (row->outcome == OUTCOME_CREATED)
        buf_puts(&text, "expiry unknown");
    else if (row->message)
        buf_puts(&text, row->message);
    table_add(t, text.data);
    buf_finish(&text);
}

static void print_table(const struct link_rows *rows, int64_t now)
{
    static const char *const titles[] = {"STARTED",       "OUTCOME",   "CUSTOMER", "TICKET",
                                         "CONFIGURATION", "WORKSPACE", "EXPIRES"};
    struct table t;
    table_init(&t, COUNT(titles));
    for (size_t i = 0; i < COUNT(titles); i++)
        table_add(&t, titles[i]);
    for (size_t i = 0; i < rows->count; i++)
        add_row(&t, &rows->items[i], now);
    table_print(&t);
    table_finish(&t);
}

static int run(const struct arguments *a)
{
    struct library library;
    struct link_rows rows = {0};
    struct err e = {0};
    if (!library_open(&library, &e))
        return fail(&e);
    const struct ledger_query query = {
        .ticket = a->ticket, .customer = a->customer, .usable = a->usable, .now = clock_now()};
    const bool listed = ledger_links(library.ledger, &query, &rows, &e);
    if (a->format && strcmp(a->format, "json") == 0)
        for (size_t i = 0; i < rows.count; i++)
            print_json(&rows.items[i]);
    else if (rows.count)
        print_table(&rows, query.now);
    else if (listed)
        say("There are no such links.");
    link_rows_finish(&rows);
    library_close(&library);
    return listed ? STATUS_DONE : fail(&e);
}

const struct command command_links = {
    .name = "links",
    .arguments = "",
    .summary = "list the links made so far",
    .about = "Of every workspace and of the sandbox, newest first. Whoever has a link is signed in:\n"
             "the text leaves the links themselves out, JSON has them.",
    .options = options,
    .option_count = COUNT(options),
    .run = run,
};
