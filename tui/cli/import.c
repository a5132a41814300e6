#include "config.h"

#include "tui/cli/command.h"

#include "forms/import.h"
#include "forms/mem.h"
#include "forms/safe.h"
#include "tui/actions/clock.h"
#include "tui/cli/body.h"
#include "tui/cli/import_curl.h"
#include "tui/cli/output.h"
#include "tui/cli/table.h"
#include "tui/jobs/configurations.h"
#include "tui/jobs/knowledge.h"
#include "tui/jobs/table_file.h"

#include <stdlib.h>
#include <string.h>

enum { STEP_ROWS = 10000, SHOWN_BAD = 20 };

static const struct option options[] = {
    TEXT("list", "LIST", list, "where the rows go: reservations, rooms, ..."),
    MANY("map", "COLUMN=FIELD", map,
         "send a column (its title or number) to a field, or to skip; texts and keys of several are joined"),
    CHOICE("existing", "update|skip|refuse", existing, "what to do with keys that the list has (update)"),
    CHOICE("dates", "day-first|month-first", dates, "how to read 3/4/2026, where the values do not tell"),
    TEXT("zone", "ZONE", zone, "of times without one: Europe/Lisbon (this machine's)"),
    CHOICE("apart", "bar|semicolon|comma|line|never", apart,
           "what sets several keys in a cell apart (the first of these that the column has)"),
    SWITCH("skip-bad", skip_bad, "import the good rows where some are bad"),
    TEXT("bad", "FILE", bad, "write the bad rows to a new CSV file, each with the reason"),
    SWITCH("dry-run", dry_run, "only say what would come of it"),
};

/* All that an import on the command line holds. */
struct job {
    const struct arguments *a;
    const char *file;
    struct knowledge knowledge;
    struct library library;
    struct configuration configuration;
    struct keys *keys;
    struct table_text table;
    const char *list;
    struct import *import;
};

static void finish(struct job *j)
{
    import_free(j->import);
    keys_free(j->keys);
    configuration_finish(&j->configuration);
    library_close(&j->library);
    knowledge_finish(&j->knowledge);
    table_text_finish(&j->table);
}

/* ---- what is asked for */

/* A column by its title or, where none is called so, its number from 1. */
static bool find_column(const struct import *im, const char *text, size_t len, size_t *column)
{
    const size_t count = import_column_count(im);
    for (*column = 0; *column < count; ++*column) {
        const char *title = import_column(im, *column)->title;
        if (strlen(title) == len && memcmp(title, text, len) == 0)
            return true;
    }
    size_t number = 0;
    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9' || number > count)
            return false;
        number = number * 10 + (size_t)(text[i] - '0');
    }
    *column = number - 1;
    return len > 0 && number >= 1 && number <= count;
}

/* COLUMN=FIELD; a title may hold "=", a field does not. */
static bool map_column(struct import *im, const char *text, struct err *e)
{
    const char *equals = strrchr(text, '=');
    size_t column, field;
    char *name = NULL;
    if (!equals)
        return err_set(e, ERR_USAGE, "--map %.100s: write COLUMN=FIELD", text);
    if (!find_column(im, text, (size_t)(equals - text), &column))
        return err_set(e, ERR_USAGE, "--map %.100s: the table has no such column", text);
    const bool done =
        import_find_field(im, equals + 1, &field, &name, e) && import_map(im, column, field, name, e);
    free(name);
    if (!done && e)
        e->code = ERR_USAGE;
    return done;
}

/* As the choices of --apart are named, so that each begins with another letter. */
static enum import_apart apart_of(const char *word)
{
    static const char initials[IMPORT_APARTS] = {0, 'b', 's', 'c', 'l', 'n'};
    enum import_apart apart = IMPORT_APART_FOUND;
    for (size_t i = 1; word && i < IMPORT_APARTS; i++)
        if (initials[i] == word[0])
            apart = (enum import_apart)i;
    return apart;
}

static bool set_options(struct job *j, struct err *e)
{
    const struct arguments *a = j->a;
    const struct zones *zones = j->knowledge.zones;
    if (a->dates)
        import_prefer_dates(j->import, a->dates[0] == 'm' ? DATE_MONTH_FIRST : DATE_DAY_FIRST);
    struct import_options o = *import_options(j->import);
    for (size_t i = 0; i < a->map.count; i++)
        if (!map_column(j->import, a->map.items[i], e))
            return false;
    o.dates = import_options(j->import)->dates;
    if (a->existing)
        o.existing = a->existing[0] == 'u'   ? IMPORT_UPDATE_EXISTING
                     : a->existing[0] == 's' ? IMPORT_SKIP_EXISTING
                                             : IMPORT_REFUSE_EXISTING;
    o.apart = apart_of(a->apart);
    o.zone_name = a->zone ? a->zone : zones->local;
    o.zones = zones;
    o.zone = zones->find(zones->context, o.zone_name, strlen(o.zone_name));
    if (a->zone && !o.zone)
        return err_set(e, ERR_USAGE, "--zone %.100s: this machine knows no such time zone", a->zone);
    import_set_options(j->import, &o);
    return true;
}

/* ---- reading and checking */

static bool read_table(struct job *j, struct err *e)
{
    struct table_file *file = table_file_new(j->file, e);
    if (!file)
        return false;
    while (!table_file_step(file, (size_t)1 << 22))
        ;
    if (!table_file_finish(file, &j->table, e))
        return false;
    const struct import_source source = {j->table.text, j->table.len, j->table.dialect, false};
    j->keys = keys_new(j->knowledge.wizard);
    keys_read(j->keys, doc_root(j->configuration.doc));
    j->import = import_new(j->knowledge.wizard, j->configuration.doc, j->keys, j->list, &source, clock_now());
    while (!import_read_step(j->import, STEP_ROWS))
        ;
    return import_read_end(j->import, e);
}

static void say_place(const struct job *j, const struct err *e)
{
    if (e->line)
        say("%s:%zu:%zu: %s", j->file, e->line, e->column, e->text);
    else
        say("%s: %s", j->file, e->text);
}

static void say_bad_row(const struct job *j, size_t row)
{
    struct buf why, value;
    size_t column, number, line;
    buf_init(&why, BUF_TEXT_MAX);
    buf_init(&value, BUF_TEXT_MAX);
    import_problem(j->import, row, &column, &why);
    import_row_place(j->import, row, &number, &line);
    if (column == IMPORT_SKIP) {
        say("%s:%zu: row %zu: %s", j->file, line, number, why.data);
    } else {
        const struct import_column *c = import_column(j->import, column);
        import_cell(j->import, row, column, &value);
        const bool secret = c->field != IMPORT_SKIP && import_fields(j->import)->items[c->field].secret;
        say("%s:%zu: row %zu, %s \"%.60s\": %s", j->file, line, number, c->title,
            secret ? "(hidden)" : value.data, why.data);
    }
    buf_finish(&why);
    buf_finish(&value);
}

static void say_bad_rows(const struct job *j)
{
    const size_t bad = import_counts(j->import)->fates[IMPORT_BAD];
    for (size_t i = 0; i < bad && i < SHOWN_BAD; i++)
        say_bad_row(j, import_bad_row(j->import, i));
    if (bad > SHOWN_BAD)
        say("... and %zu bad row%s more; --bad FILE writes all of them to a file", bad - SHOWN_BAD,
            bad - SHOWN_BAD == 1 ? "" : "s");
}

static bool put_bad(void *context, file_put *put, void *put_context)
{
    const struct job *j = context;
    const size_t bad = import_counts(j->import)->fates[IMPORT_BAD];
    struct buf line;
    buf_init(&line, BUF_BODY_MAX);
    buf_puts(&line, j->table.encoding == CSV_UTF8 ? "" : CSV_MARK); /* spreadsheets want it */
    import_write_bad(j->import, SIZE_MAX, &line);
    bool done = put(put_context, line.data, line.len);
    for (size_t i = 0; done && i < bad; i++) {
        buf_clear(&line);
        import_write_bad(j->import, i, &line);
        done = put(put_context, line.data, line.len);
    }
    buf_finish(&line);
    return done;
}

/* ---- how the table is understood */

/* As much of a value as a line of a table has room for, made safe. */
static void put_shown(const char *text, struct buf *out)
{
    const size_t len = strlen(text), fits = safe_fit(text, len, 40, NULL);
    safe_text(text, fits, false, out);
    buf_puts(out, fits < len ? "..." : "");
}

/* "11/20/2026 is Fri 20 Nov 2026 15:00 in Europe/Lisbon"; false: there are no times. */
static bool put_sample(const struct job *j, struct buf *out)
{
    struct import_sample sample;
    struct buf zone;
    buf_init(&zone, BUF_TEXT_MAX);
    const bool has = import_sample(j->import, &sample, &zone);
    if (has) {
        put_shown(sample.text, out);
        buf_puts(out, " is ");
        when_show(sample.seconds, sample.zone, out);
        buf_printf(out, " in %s", zone.data);
    }
    buf_finish(&zone);
    return has;
}

/* A guess that may be wrong for every row is not made silently. */
static void say_dates(const struct job *j)
{
    const enum import_dates dates = import_dates(j->import);
    const bool day_first = import_options(j->import)->dates == DATE_DAY_FIRST;
    struct buf sample;
    buf_init(&sample, BUF_TEXT_MAX);
    if (!j->a->dates && (dates == IMPORT_DATES_EITHER || dates == IMPORT_DATES_MIXED) &&
        put_sample(j, &sample))
        say("%s: %s. --dates %s reads it the other way.",
            dates == IMPORT_DATES_EITHER ? "No date tells whether its day or its month comes first"
                                         : "Some dates have the day first, others the month",
            sample.data, day_first ? "month-first" : "day-first");
    buf_finish(&sample);
}

static void add_column(const struct import *im, const struct import_column *c, struct table *t)
{
    struct buf field, first;
    buf_init(&field, BUF_TEXT_MAX);
    buf_init(&first, BUF_TEXT_MAX);
    const bool goes = c->field != IMPORT_SKIP;
    const bool secret = goes && import_fields(im)->items[c->field].secret && *c->first;
    import_field_text(im, c, &field);
    table_add(t, c->title);
    table_add(t, field.data);
    put_shown(secret ? "(hidden)" : c->first, &first);
    table_add(t, first.data);
    if (goes) {
        table_addf(t, "%zu", c->filled - c->bad);
        table_addf(t, "%zu", c->bad);
    } else {
        table_add(t, "");
        table_add(t, "");
    }
    buf_finish(&field);
    buf_finish(&first);
}

/* "First name + Last name is Ana Dias in name", once for each field. */
static void print_joined(const struct import *im)
{
    struct buf line, titles, value;
    buf_init(&line, BUF_TEXT_MAX);
    buf_init(&titles, BUF_TEXT_MAX);
    buf_init(&value, BUF_TEXT_MAX);
    for (size_t f = 0; f < import_fields(im)->count; f++)
        for (size_t i = 0; i < import_column_count(im); i++) {
            buf_clear(&titles);
            buf_clear(&value);
            if (import_column(im, i)->field != f)
                continue;
            if (import_joined(im, i, &titles, &value)) {
                safe_text(titles.data, titles.len, false, &line);
                buf_puts(&line, " is \"");
                put_shown(value.data, &line);
                buf_printf(&line, "\" in %s", import_fields(im)->items[f].name);
                print_line(&line);
            }
            break;
        }
    buf_finish(&value);
    buf_finish(&titles);
    buf_finish(&line);
}

/* What the screen shows before anything is added. */
static void print_mapping(const struct job *j)
{
    static const char *const heads[] = {"COLUMN", "FIELD", "FIRST VALUE", "OK", "BAD"};
    struct table t;
    struct buf sample;
    table_init(&t, sizeof heads / sizeof *heads);
    buf_init(&sample, BUF_TEXT_MAX);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        table_add(&t, heads[i]);
    for (size_t i = 0; i < import_column_count(j->import); i++)
        add_column(j->import, import_column(j->import, i), &t);
    table_print(&t);
    print_joined(j->import);
    if (put_sample(j, &sample))
        print_line(&sample);
    table_finish(&t);
    buf_finish(&sample);
}

/* Why nothing can be imported, and what to write where it is for the want of a field. */
static int say_not_ready(const struct job *j, const struct err *e)
{
    const struct import *im = j->import;
    say("%s", e->text);
    for (size_t i = 0; i < import_column_count(im); i++) {
        const struct import_column *c = import_column(im, i);
        if (c->field != IMPORT_SKIP || !*c->first)
            continue;
        say("Columns are sent to fields with --map, such as --map \"%s=%s\".", c->title,
            import_fields(im)->items[0].name);
        break;
    }
    return STATUS_INVALID;
}

/* ---- the whole */

static void print_counts(const struct job *j)
{
    const struct import_counts *c = import_counts(j->import);
    struct buf line;
    buf_init(&line, BUF_TEXT_MAX);
    buf_printf(&line, "%zu row%s: %zu new, %zu changed, %zu the same, %zu left out, %zu bad", c->rows,
               c->rows == 1 ? "" : "s", c->fates[IMPORT_NEW], c->fates[IMPORT_CHANGE], c->fates[IMPORT_SAME],
               c->fates[IMPORT_LEFT], c->fates[IMPORT_BAD]);
    if (j->a->dry_run)
        buf_puts(&line, " (nothing was imported: --dry-run)");
    print_line(&line);
    buf_finish(&line);
}

static int apply(struct job *j)
{
    struct err e = {0};
    while (!import_apply_step(j->import, STEP_ROWS, &e))
        ;
    if (e.code != ERR_NONE)
        return fail(&e);
    if (!configuration_save(&j->configuration, false, &e))
        return fail(&e);
    print_counts(j);
    return STATUS_DONE;
}

/* A dry run says what the run would refuse, and not what would come of rows that it will not take. */
static int rehearse(const struct job *j)
{
    struct err e = {0};
    const struct import_counts *c = import_counts(j->import);
    if (c->fates[IMPORT_NEW] + c->fates[IMPORT_CHANGE] && !import_ready(j->import, &e))
        return say_not_ready(j, &e);
    print_mapping(j);
    print_counts(j);
    return c->fates[IMPORT_BAD] && !j->a->skip_bad ? STATUS_INVALID : STATUS_DONE;
}

static int check_and_apply(struct job *j)
{
    struct err e = {0};
    while (!import_check_step(j->import, STEP_ROWS))
        ;
    const struct import_counts *c = import_counts(j->import);
    const size_t bad = c->fates[IMPORT_BAD];
    say_dates(j);
    say_bad_rows(j);
    if (bad && j->a->bad && !file_write(j->a->bad, FILE_NEW, put_bad, j, &e))
        return fail(&e);
    if (j->a->dry_run)
        return rehearse(j);
    if (bad && !j->a->skip_bad) {
        say("Nothing was imported: %zu of %zu rows %s bad. Mend them, or import the others with --skip-bad.",
            bad, c->rows, bad == 1 ? "is" : "are");
        return STATUS_INVALID;
    }
    if (c->fates[IMPORT_NEW] + c->fates[IMPORT_CHANGE] == 0 && !bad && c->checked) {
        print_counts(j); /* once more the same table: all is there already */
        return STATUS_DONE;
    }
    if (!import_ready(j->import, &e))
        return say_not_ready(j, &e);
    return apply(j);
}

static int import_table(struct job *j)
{
    struct err e = {0};
    if (!knowledge_load(j->a->openapi, &j->knowledge, &e))
        return fail(&e);
    j->list = body_list(j->knowledge.wizard, j->a->list);
    if (!j->list)
        return STATUS_USAGE;
    if (!library_open_files(&j->library, &e) ||
        !configuration_open(&j->library, j->a->rest.items[2], &j->configuration, &e))
        return fail(&e);
    if (!read_table(j, &e)) {
        if (!j->import && !e.line)
            return fail(&e); /* which names the file */
        say_place(j, &e);
        return STATUS_FILE; /* of the table, not of the configuration */
    }
    return set_options(j, &e) ? check_and_apply(j) : fail(&e);
}

static int import_csv(const struct arguments *a)
{
    struct job j = {.a = a, .file = a->rest.items[1]};
    if (!a->list) {
        say("import csv: say with --list where the rows go, such as --list reservations");
        return STATUS_USAGE;
    }
    if (strcmp(a->rest.items[2], "-") == 0) {
        say("A configuration from standard input cannot be saved: give a name or a path.");
        return STATUS_USAGE;
    }
    const int status = import_table(&j);
    finish(&j);
    return status;
}

static int run(const struct arguments *a)
{
    const char *format = a->rest.items[0];
    if (strcmp(format, "csv") == 0)
        return import_csv(a);
    if (strcmp(format, "curl") == 0)
        return import_curl(a);
    say("import: \"%s\" is not known; there are csv and curl", format);
    return STATUS_USAGE;
}

const struct command command_import = {
    .name = "import",
    .arguments = "csv FILE CONFIGURATION | curl FILE NAME",
    .summary = "put the rows of a table, or a curl command, into a configuration",
    .about = "csv: FILE is CSV or TSV in UTF-8, UTF-16 or Windows-1252, or - for standard input. "
             "Columns go to the fields that their titles name (reservation_key, Arrival, "
             "metadata:NAME); --map sends others. Where a row is bad, nothing is imported without "
             "--skip-bad.\n"
             "curl: the body of the curl command in FILE becomes a new configuration; its headers, "
             "which may hold a key, are not kept.",
    .options = options,
    .option_count = COUNT(options),
    .min = 3,
    .max = 3,
    .run = run,
};
