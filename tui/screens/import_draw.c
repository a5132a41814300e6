#include "forms/mem.h"
#include "forms/safe.h"
#include "tui/actions/clock.h"
#include "tui/screens/frame.h"
#include "tui/screens/importer.h"
#include "tui/screens/words.h"

#include <stdlib.h>
#include <string.h>

enum { NARROW = 60, CHECK = 16, NARROW_CHECK = 10 };

/* Where the parts of a line are. */
struct columns {
    int title, arrow, field, first, check; /* where they begin; first 0: no room */
    int title_width, field_width, first_width, check_width;
};

static struct columns columns_of(struct area a)
{
    const bool narrow = a.cols < NARROW;
    const int check = narrow ? NARROW_CHECK : CHECK, room = a.cols - 3 - 4 - check - 2;
    struct columns c = {.title = 3, .check_width = check};
    c.title_width = narrow ? room / 2 : room * 3 / 10;
    c.arrow = c.title + c.title_width + 1;
    c.field = c.arrow + 3;
    c.field_width = narrow ? room - c.title_width : room * 3 / 10;
    c.check = a.cols - check;
    c.first = narrow ? 0 : c.field + c.field_width + 2;
    c.first_width = c.check - c.first - 2;
    return c;
}

/* ---- one column of the table */

static void put_field(const struct importer *im, const struct import_column *c, struct buf *out)
{
    if (c->field == IMPORT_SKIP) {
        buf_puts(out, "(leave out)");
        return;
    }
    const struct flat_field *f = &import_fields(im->import)->items[c->field];
    if (c->name)
        buf_printf(out, "%s: %s", f->name, c->name);
    else
        buf_printf(out, "%s%s", f->label, f->key ? " *" : "");
}

/* In so many columns: what is bad has to be seen, what is good only if there is room. */
static void put_check(const struct importer *im, const struct import_column *c, int width, struct buf *out)
{
    char n[WORDS_NUMBER_MAX], bad[WORDS_NUMBER_MAX];
    if (c->field == IMPORT_SKIP)
        return;
    if (!import_checked(im->import)) {
        buf_puts(out, "...");
        return;
    }
    buf_printf(out, "%s ok", words_number(c->filled - c->bad, n));
    if (c->bad)
        buf_printf(out, "  %s bad", words_number(c->bad, bad));
    else if (c->strange && width >= CHECK)
        buf_printf(out, "  %s new", words_number(c->strange, n));
    if (c->bad && (width < CHECK || out->len > (size_t)width)) {
        buf_clear(out);
        buf_printf(out, "%s bad", bad);
    }
}

static void put_first(const struct importer *im, const struct session *se, const struct import_column *c,
                      struct buf *out)
{
    const bool secret = c->field != IMPORT_SKIP && import_fields(im->import)->items[c->field].secret;
    buf_puts(out, secret && *c->first && !session_reveals(se) ? "****" : c->first);
}

static void draw_column(const struct importer *im, const struct session *se, struct area a, int row,
                        size_t index, bool focus)
{
    const struct import_column *c = import_column(im->import, index);
    const struct columns at = columns_of(a);
    const enum style style = c->field == IMPORT_SKIP ? STYLE_DIM : STYLE_VALUE;
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    area_text_cut(a, row, at.title, at.title_width, STYLE_LABEL, c->title, strlen(c->title));
    area_puts(a, row, at.arrow, STYLE_DIM, "->");
    put_field(im, c, &text);
    area_text_cut(a, row, at.field, at.field_width, style, text.data, text.len);
    buf_clear(&text);
    put_first(im, se, c, &text);
    if (at.first)
        area_text_cut(a, row, at.first, at.first_width, style, text.data, text.len);
    buf_clear(&text);
    put_check(im, c, at.check_width, &text);
    area_text_cut(a, row, at.check, at.check_width,
                  c->bad       ? STYLE_ERROR
                  : c->strange ? STYLE_WARNING
                               : STYLE_GOOD,
                  text.data, text.len);
    if (focus)
        area_style(a, row, 0, a.cols, STYLE_FOCUS);
    buf_finish(&text);
}

/* ---- settings */

/* A date of the table and what it is read as: nobody has to trust a word. */
static void put_dates(const struct importer *im, struct buf *out)
{
    const struct import_options *o = import_options(im->import);
    static const char *const doubts[] = {
        [IMPORT_DATES_NONE] = "",
        [IMPORT_DATES_CERTAIN] = "",
        [IMPORT_DATES_EITHER] = ", perhaps",
        [IMPORT_DATES_MIXED] = ", though not all",
    };
    const struct flat_fields *fields = import_fields(im->import);
    buf_printf(out, "%s%s", o->dates == DATE_DAY_FIRST ? "day first" : "month first",
               doubts[import_dates(im->import)]);
    for (size_t i = 0; i < import_column_count(im->import); i++) {
        const struct import_column *c = import_column(im->import, i);
        struct when t;
        if (c->field == IMPORT_SKIP || fields->items[c->field].control != CONTROL_DATE_TIME || !*c->first)
            continue;
        const struct when_world world = {.now = clock_now(),
                                         .zone = o->zone,
                                         .minute_of_day = import_minute(im->import, c->field),
                                         .order = o->dates};
        if (!when_parse(c->first, strlen(c->first), &world, &t, NULL))
            continue;
        buf_printf(out, ": %.40s is ", c->first);
        when_show(t.seconds, o->zone, out);
        break;
    }
}

static void put_setting(const struct importer *im, enum importer_setting setting, struct buf *out)
{
    static const char *const existing[] = {"change the record", "leave the row out", "the row is bad"};
    const struct import_options *o = import_options(im->import);
    switch (setting) {
    case SETTING_HEADER:
        buf_puts(out, import_has_header(im->import) ? "names of the columns" : "a row like the others");
        break;
    case SETTING_DATES:
        put_dates(im, out);
        break;
    case SETTING_ZONE:
        buf_printf(out, "%s, or that of the place that a row names", o->zone_name ? o->zone_name : "UTC");
        break;
    default:
        buf_puts(out, existing[o->existing]);
    }
}

static void draw_setting(const struct importer *im, struct area a, int row, enum importer_setting setting,
                         bool focus)
{
    static const char *const labels[] = {"First row", "Dates", "Time zone", "Key exists"};
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    put_setting(im, setting, &text);
    area_puts(a, row, 1, STYLE_HEADING, labels[setting]);
    area_puts(a, row, 13, STYLE_DIM, "<");
    const int end = area_text_cut(a, row, 15, a.cols - 18, STYLE_VALUE, text.data, text.len);
    area_puts(a, row, end + 1, STYLE_DIM, ">");
    if (focus)
        area_style(a, row, 0, a.cols, STYLE_FOCUS);
    buf_finish(&text);
}

/* ---- the whole */

static void put_heading(const struct importer *im, const struct session *se, struct area a, struct buf *out)
{
    const struct import_counts *c = import_counts(im->import);
    const char delimiter = im->dialect.delimiter;
    const char *slash = im->file ? strrchr(im->file, '/') : NULL;
    if (im->file && a.cols < NARROW)
        buf_puts(out, slash ? slash + 1 : im->file);
    else if (im->file)
        words_path(im->file, se->home, a.cols - 60, area_mark(a, MARK_ELLIPSIS), out);
    else
        buf_puts(out, "pasted cells");
    buf_puts(out, "  ");
    words_of(c->rows, "row", "rows", out);
    if (a.cols >= NARROW)
        buf_printf(out, ", %s %s",
                   delimiter == '\t'  ? "tab"
                   : delimiter == ',' ? "comma"
                                      : (char[]){delimiter, '\0'},
                   csv_encoding_name(im->encoding));
}

static void draw_heading(const struct importer *im, const struct session *se, struct area a)
{
    struct buf words;
    buf_init(&words, BUF_TEXT_MAX);
    const int col = area_puts(a, 0, 1, STYLE_HEADING, a.cols < NARROW ? "Import" : "Import into ");
    const int end = a.cols < NARROW ? col : area_text(a, 0, col, STYLE_HEADING, im->title, strlen(im->title));
    if (im->import && im->phase != IMPORTER_READS) {
        put_heading(im, se, a, &words);
        area_text_cut(a, 0, end + 3, a.cols - end - 4, STYLE_DIM, words.data, words.len);
    }
    buf_finish(&words);
}

static void draw_mapping(const struct importer *im, const struct session *se, struct area a)
{
    const struct columns at = columns_of(a);
    const size_t columns = import_column_count(im->import), lines = importer_lines(im);
    area_puts(a, 0, at.title, STYLE_DIM, "COLUMN");
    area_puts(a, 0, at.field, STYLE_DIM, "FIELD");
    if (at.first)
        area_puts(a, 0, at.first, STYLE_DIM, "FIRST VALUE");
    area_puts(a, 0, at.check, STYLE_DIM, "CHECK");
    for (size_t i = im->top; i < lines && (int)(i - im->top) + 1 < a.rows; i++) {
        const int row = (int)(i - im->top) + 1;
        if (i < columns)
            draw_column(im, se, a, row, i, i == im->focus);
        else
            draw_setting(im, a, row, (enum importer_setting)(i - columns), i == im->focus);
        if (i == im->focus)
            area_cursor(a, row, 0);
    }
}

/* Why the row in focus is bad: the column for it may be out of sight. */
static void put_reason(const struct importer *im, struct buf *out)
{
    size_t column, number, line;
    const size_t row = import_bad_row(im->import, im->table.cursor);
    import_row_place(im->import, row, &number, &line);
    buf_printf(out, "Row %zu: ", number);
    import_problem(im->import, row, &column, out);
}

/* What F5 would do, or what has to be done before it. */
static void put_summary(const struct importer *im, struct buf *out)
{
    const struct import_counts *c = import_counts(im->import);
    char n[WORDS_NUMBER_MAX], changed[WORDS_NUMBER_MAX];
    struct err e = {0};
    if (!import_checked(im->import)) {
        buf_puts(out, "Checking the rows ...");
    } else if (!import_ready(im->import, &e)) {
        buf_puts(out, e.text);
    } else {
        const size_t rows = c->fates[IMPORT_NEW] + c->fates[IMPORT_CHANGE];
        buf_puts(out, "Import ");
        words_of(rows, "row", "rows", out);
        buf_printf(out, ": %s new, %s changed", words_number(c->fates[IMPORT_NEW], n),
                   words_number(c->fates[IMPORT_CHANGE], changed));
        if (c->fates[IMPORT_SAME])
            buf_printf(out, "; %s the same", words_number(c->fates[IMPORT_SAME], n));
        buf_printf(out, "; %s left out. One undo step.",
                   words_number(c->fates[IMPORT_LEFT] + c->fates[IMPORT_BAD], n));
    }
}

static void put_bad(const struct importer *im, struct buf *out)
{
    enum { NAMED = 3 };
    const size_t bad = import_counts(im->import)->fates[IMPORT_BAD];
    if (!import_checked(im->import) || bad == 0) {
        buf_puts(out, im->remembered ? "Columns go where they went the last time." : "");
        return;
    }
    words_of(bad, "bad row", "bad rows", out);
    buf_putc(out, ':');
    for (size_t i = 0; i < bad && i < NAMED; i++) {
        struct buf why;
        size_t column, number, line;
        buf_init(&why, BUF_TEXT_MAX);
        import_problem(im->import, import_bad_row(im->import, i), &column, &why);
        import_row_place(im->import, import_bad_row(im->import, i), &number, &line);
        buf_printf(out, "%s %zu %s", i ? ";" : "", number, column == IMPORT_SKIP ? why.data : "");
        if (column != IMPORT_SKIP)
            buf_puts(out, import_column(im->import, column)->title);
        buf_finish(&why);
    }
    buf_puts(out, bad > NAMED ? " ..." : "");
}

const enum action *importer_hints(const struct importer *im)
{
    static const enum action asking[] = {ACTION_PROMPT_ACCEPT, ACTION_APP_BACK, ACTION_NONE};
    static const enum action working[] = {ACTION_APP_BACK, ACTION_NONE};
    static const enum action mapping[] = {ACTION_IMPORT_FIELD, ACTION_IMPORT_RUN,  ACTION_IMPORT_PREVIEW,
                                          ACTION_APP_BACK,     ACTION_IMPORT_SKIP, ACTION_APP_HELP,
                                          ACTION_NONE};
    static const enum action mending[] = {ACTION_IMPORT_FIELD, ACTION_IMPORT_RUN,       ACTION_IMPORT_BAD,
                                          ACTION_APP_BACK,     ACTION_IMPORT_WRITE_BAD, ACTION_IMPORT_PREVIEW,
                                          ACTION_IMPORT_SKIP,  ACTION_APP_HELP,         ACTION_NONE};
    static const enum action rows[] = {ACTION_APP_BACK, ACTION_IMPORT_RUN, ACTION_MOVE_RIGHT, ACTION_APP_HELP,
                                       ACTION_NONE};
    if (im->chooser.open)
        return chooser_hints(&im->chooser);
    if (im->phase == IMPORTER_ASKS || im->prompt.open)
        return asking;
    if (im->phase != IMPORTER_MAPS)
        return working;
    if (im->rows != ROWS_NONE)
        return rows;
    return import_counts(im->import)->fates[IMPORT_BAD] ? mending : mapping;
}

static struct frame frame_of(const struct importer *im, struct buf *help, struct buf *where)
{
    struct frame f = {.hints = importer_hints(im), .typing = im->prompt.open || im->chooser.open};
    if (im->import && im->phase != IMPORTER_READS) {
        if (im->rows == ROWS_BAD && im->table.cursor < importer_row_count(im))
            put_reason(im, help);
        else
            put_summary(im, help);
        put_bad(im, where);
        f.help = help->data;
        f.where = where->data;
    } else {
        f.help = "Columns go to fields; you see what comes of each row before anything is added.";
    }
    return f;
}

size_t importer_page(const struct importer *im, const struct session *se)
{
    struct buf help, where;
    buf_init(&help, BUF_TEXT_MAX);
    buf_init(&where, BUF_TEXT_MAX);
    const struct frame f = frame_of(im, &help, &where);
    const int rows = frame_body_rows(&f, se) - 2;
    buf_finish(&help);
    buf_finish(&where);
    return rows > 0 ? (size_t)rows : 0;
}

void importer_draw(const struct importer *im, const struct session *se, struct cells *c)
{
    struct buf help, where;
    buf_init(&help, BUF_TEXT_MAX);
    buf_init(&where, BUF_TEXT_MAX);
    const struct frame f = frame_of(im, &help, &where);
    struct area body = frame_draw(&f, se, c);
    if (body.rows > 1) {
        const struct area rest = area_part(body, 1, 0, body.rows - 1, body.cols);
        draw_heading(im, se, body);
        if (im->import && im->phase != IMPORTER_READS && im->rows != ROWS_NONE)
            importer_rows_draw(im, se, rest);
        else if (im->import && im->phase != IMPORTER_READS)
            draw_mapping(im, se, rest);
        if (im->chooser.open)
            chooser_draw(&im->chooser, se, body);
    }
    if (im->prompt.open)
        prompt_draw(&im->prompt, c);
    buf_finish(&help);
    buf_finish(&where);
}
