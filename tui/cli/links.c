#include "config.h"

#include "tui/cli/command.h"

#include "forms/times.h"
#include "tui/actions/clock.h"
#include "tui/cli/output.h"
#include "tui/cli/saved.h"
#include "tui/cli/table.h"
#include "tui/jobs/configurations.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const struct option options[] = {
    TEXT("ticket", "ID", ticket, "only those of this support ticket"),
    TEXT("customer", "KEY", customer, "only those of this customer"),
    SWITCH("usable", usable, "only those that were created and have not expired"),
    SWITCH("to-check", to_check, "only those that may have made a link, and nobody looked"),
    CHOICE("checked", "exists|absent|no", checked, "note what you found for each ID; no takes it back"),
    CHOICE("format", "text|json", format, "for people, or one JSON object a line"),
    SWITCH("secrets", secrets, "the links themselves too; else they are hidden"),
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

static void print_json(const struct link_row *row, bool secrets)
{
    struct buf line;
    buf_init(&line, BUF_TEXT_MAX);
    json_open(&line);
    json_number(&line, "id", row->id);
    json_text(&line, "outcome", outcome_name(row->outcome));
    json_time(&line, "started", row->started);
    json_text(&line, "url", row->url && !secrets ? "****" : row->url);
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
    json_text(&line, "checked", link_row_unknown(row) ? checked_name(row->checked) : NULL);
    json_time(&line, "checked_at", link_row_unknown(row) ? row->checked_at : 0);
    json_close(&line);
    print_line(&line);
    buf_finish(&line);
}

/* "unknown (exists)" where somebody looked. */
static void put_outcome(const struct link_row *row, struct buf *out)
{
    buf_puts(out, outcome_name(row->outcome));
    if (link_row_unknown(row) && !link_row_open(row))
        buf_printf(out, " (%s)", checked_name(row->checked));
}

static void add_row(struct table *t, const struct link_row *row, int64_t now, bool secrets)
{
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    buf_printf(&text, "%" PRId64, row->id);
    table_add(t, text.data);
    buf_clear(&text);
    clock_local(row->started, &text);
    table_add(t, text.data);
    buf_clear(&text);
    put_outcome(row, &text);
    table_add(t, text.data);
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
    if (secrets)
        table_add(t, row->url);
    buf_finish(&text);
}

static void print_table(const struct link_rows *rows, int64_t now, bool secrets)
{
    static const char *const titles[] = {
        "ID", "STARTED", "OUTCOME", "CUSTOMER", "TICKET", "CONFIGURATION", "WORKSPACE", "EXPIRES", "LINK"};
    const size_t columns = secrets ? COUNT(titles) : COUNT(titles) - 1;
    struct table t;
    table_init(&t, columns);
    for (size_t i = 0; i < columns; i++)
        table_add(&t, titles[i]);
    for (size_t i = 0; i < rows->count; i++)
        add_row(&t, &rows->items[i], now, secrets);
    table_print(&t);
    table_finish(&t);
}

static int list(const struct arguments *a, struct library *library)
{
    struct link_rows rows = {0};
    struct err e = {0};
    const struct ledger_query query = {.ticket = a->ticket,
                                       .customer = a->customer,
                                       .usable = a->usable,
                                       .open = a->to_check,
                                       .now = clock_now()};
    const bool listed = ledger_links(library->ledger, &query, &rows, &e);
    if (a->format && strcmp(a->format, "json") == 0)
        for (size_t i = 0; i < rows.count; i++)
            print_json(&rows.items[i], a->secrets);
    else if (rows.count)
        print_table(&rows, query.now, a->secrets);
    else if (listed)
        say("There are no such links.");
    link_rows_finish(&rows);
    return listed ? STATUS_DONE : fail(&e);
}

/* Each one stands for itself: the first that cannot be noted ends it, and those before it stay noted. */
static int note(const struct arguments *a, struct library *library)
{
    for (size_t i = 0; i < a->rest.count; i++) {
        char *end;
        struct err e = {0};
        const long long id = strtoll(a->rest.items[i], &end, 10);
        if (*end || end == a->rest.items[i]) {
            err_set(&e, ERR_USAGE, "\"%s\" is no ID: the first column of the list has them.",
                    a->rest.items[i]);
            return fail(&e);
        }
        if (!ledger_note_checked(library->ledger, id, checked_find(a->checked), clock_now(), &e))
            return fail(&e);
    }
    return STATUS_DONE;
}

static int run(const struct arguments *a)
{
    struct library library;
    struct err e = {0};
    if (!a->checked != !a->rest.count) {
        err_set(&e, ERR_USAGE, "IDs and --checked belong together: links --checked exists 12");
        return fail(&e);
    }
    if (!library_open(&library, &e))
        return fail(&e);
    const int status = a->checked ? note(a, &library) : list(a, &library);
    close_library(&library);
    return status;
}

const struct command command_links = {
    .name = "links",
    .arguments = "[ID...]",
    .summary = "list the links made so far",
    .about = "Of every workspace and of the sandbox, newest first. Whoever has a link is signed in: "
             "the links themselves are hidden unless --secrets asks for them.\n"
             "Where the outcome of a request is unknown, look in the Seam console, then note what "
             "you found with --checked. Nothing is ever sent again by itself.",
    .options = options,
    .option_count = COUNT(options),
    .max = (size_t)-1,
    .run = run,
};
