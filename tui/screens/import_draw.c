#include "forms/mem.h"
#include "forms/safe.h"
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
    char n[WORDS_NUMBER_MAX], bad[WORDS_NUMBER_MAX]; /* bad, or new */
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
        buf_printf(out, "  %s new", words_number(c->strange, bad));
    if ((c->bad || c->strange) && (width < CHECK ? c->bad > 0 : out->len > (size_t)width)) {
        buf_clear(out);
        buf_printf(out, "%s %s", bad, c->bad ? "bad" : "new");
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

static void draw_setting(const struct importer *im, struct area a, int row, enum importer_setting setting,
                         bool focus)
{
    const bool narrow = a.cols < NARROW;
    const int col = narrow ? 12 : 13;
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    importer_put_setting(im, setting, narrow, &text);
    const char *label = importer_setting_label(setting);
    area_puts(a, row, 1, STYLE_HEADING, label);
    area_puts(a, row, col, STYLE_DIM, "<");
    const int end = area_text_cut(a, row, col + 2, a.cols - col - 4, STYLE_VALUE, text.data, text.len);
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

/* What is below the lines in sight, at the right; the columns that it takes. */
static int draw_more(const struct importer *im, struct area a)
{
    const size_t own = importer_column_rows(im), page = own ? own : im->page;
    const size_t lines = own ? import_column_count(im->import) : importer_lines(im);
    if (im->rows != ROWS_NONE || lines <= im->top + page)
        return 0;
    struct buf words;
    buf_init(&words, BUF_TEXT_MAX);
    buf_putc(&words, '+');
    words_count(lines - im->top - page, &words);
    buf_puts(&words, " below");
    const int len = (int)words.len;
    area_text(a, 0, a.cols - len - 1, STYLE_DIM, words.data, words.len);
    buf_finish(&words);
    return len + 1;
}

static void draw_heading(const struct importer *im, const struct session *se, struct area a)
{
    struct buf words;
    buf_init(&words, BUF_TEXT_MAX);
    const int col = area_puts(a, 0, 1, STYLE_HEADING, a.cols < NARROW ? "Import" : "Import into ");
    const int end = a.cols < NARROW ? col : area_text(a, 0, col, STYLE_HEADING, im->title, strlen(im->title));
    if (im->import && im->phase != IMPORTER_READS) {
        put_heading(im, se, a, &words);
        const int more = draw_more(im, a);
        area_text_cut(a, 0, end + 3, a.cols - end - 4 - more, STYLE_DIM, words.data, words.len);
    }
    buf_finish(&words);
}

static void draw_mapping(const struct importer *im, const struct session *se, struct area a)
{
    const struct columns at = columns_of(a);
    const size_t columns = import_column_count(im->import), lines = importer_lines(im);
    const size_t own = importer_column_rows(im);
    area_puts(a, 0, at.title, STYLE_DIM, "COLUMN");
    area_puts(a, 0, at.field, STYLE_DIM, "FIELD");
    if (at.first)
        area_puts(a, 0, at.first, STYLE_DIM, "FIRST VALUE");
    area_puts(a, 0, at.check, STYLE_DIM, "CHECK");
    for (int row = 1; row < a.rows; row++) {
        size_t i = im->top + (size_t)row - 1;
        if (own && columns > own && (size_t)row > own)
            i = columns + (size_t)row - 1 - own; /* the settings below the columns in sight */
        if (i >= lines)
            break;
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

static void put_count(size_t n, const char *lead, const char *word, struct buf *out)
{
    buf_puts(out, lead);
    words_count(n, out);
    buf_printf(out, " %s", word);
}

/* What the column in focus makes together with others; brief: without their titles. */
static bool put_joined(const struct importer *im, bool brief, struct buf *out)
{
    struct buf titles, value;
    if (im->rows != ROWS_NONE || !importer_on_column(im) || !import_checked(im->import))
        return false;
    buf_init(&titles, BUF_TEXT_MAX);
    buf_init(&value, BUF_TEXT_MAX);
    const bool joined = import_joined(im->import, im->focus, &titles, &value);
    if (joined)
        buf_printf(out, "Joined: %s%s%s", brief ? "" : titles.data, brief || !value.len ? "" : " = ",
                   value.data);
    buf_finish(&value);
    buf_finish(&titles);
    return joined;
}

/* On few columns: what is not there is not named, and the key of the bad rows is, since its hint has no room.
 */
static void put_short_summary(const struct importer *im, const struct session *se, struct buf *out)
{
    static const char *const words[IMPORT_FATES] = {"new", "changed", NULL, "left out", "bad"};
    const struct import_counts *c = import_counts(im->import);
    char key[WORDS_KEY_MAX];
    const bool joined = put_joined(im, true, out);
    for (size_t i = 0; i < IMPORT_FATES; i++)
        if (words[i] && c->fates[i] && (!joined || i == IMPORT_BAD))
            put_count(c->fates[i], out->len ? ", " : "", words[i], out);
    if (c->fates[IMPORT_BAD])
        buf_printf(out, " (%s shows)", words_key(se->keymap, ACTION_IMPORT_BAD, key));
}

/* What F5 would do, or what has to be done before it. */
static void put_summary(const struct importer *im, const struct session *se, struct buf *out)
{
    const struct import_counts *c = import_counts(im->import);
    struct err e = {0};
    if (!import_checked(im->import)) {
        buf_puts(out, "Checking the rows ...");
    } else if (!import_ready(im->import, &e)) {
        buf_puts(out, e.text);
    } else if (se->cols < NARROW) {
        put_short_summary(im, se, out);
    } else {
        const size_t rows = c->fates[IMPORT_NEW] + c->fates[IMPORT_CHANGE];
        buf_puts(out, "Import ");
        words_of(rows, "row", "rows", out);
        put_count(c->fates[IMPORT_NEW], ": ", "new", out);
        put_count(c->fates[IMPORT_CHANGE], ", ", "changed", out);
        if (c->fates[IMPORT_SAME])
            put_count(c->fates[IMPORT_SAME], "; ", "the same", out);
        put_count(c->fates[IMPORT_LEFT] + c->fates[IMPORT_BAD], "; ", "left out. One undo step.", out);
    }
}

/* By row, column and value. */
static void put_bad_row(const struct importer *im, const struct session *se, size_t row, struct buf *out)
{
    struct buf why, value;
    size_t column, number, line;
    buf_init(&why, BUF_TEXT_MAX);
    buf_init(&value, BUF_TEXT_MAX);
    import_problem(im->import, row, &column, &why);
    import_row_place(im->import, row, &number, &line);
    put_count(number, "", "", out);
    if (column == IMPORT_SKIP) {
        buf_puts(out, why.data);
    } else {
        const struct import_column *c = import_column(im->import, column);
        const bool secret = import_fields(im->import)->items[c->field].secret && !session_reveals(se);
        import_cell(im->import, row, column, &value);
        const char *shown = secret ? "****" : value.data;
        buf_printf(out, "%s \"%.*s\"", c->title, (int)safe_fit(shown, strlen(shown), 40, NULL), shown);
    }
    buf_finish(&why);
    buf_finish(&value);
}

/* What "3 new" in the column in focus means. */
static bool put_strange(const struct importer *im, struct buf *out)
{
    const size_t strange =
        im->rows == ROWS_NONE && importer_on_column(im) ? import_column(im->import, im->focus)->strange : 0;
    if (strange == 0 || !import_checked(im->import))
        return false;
    words_of(strange, "key names", "keys name", out);
    return buf_puts(out, strange == 1 ? " no record that is here; it goes in as it is."
                                      : " no record that is here; they go in as they are.");
}

static void put_bad(const struct importer *im, const struct session *se, struct buf *out)
{
    enum { NAMED = 3 };
    const size_t bad = import_counts(im->import)->fates[IMPORT_BAD];
    const bool joined = put_joined(im, false, out);
    if (joined && import_column(im->import, im->focus)->strange)
        buf_puts(out, ". ");
    if (put_strange(im, out) || joined)
        return;
    if (!import_checked(im->import) || bad == 0) {
        buf_puts(out, im->remembered ? "Columns go where they went the last time." : "");
        return;
    }
    words_of(bad, "bad row: ", "bad rows: ", out);
    for (size_t i = 0; i < bad && i < NAMED; i++) {
        buf_puts(out, i ? "; " : "");
        put_bad_row(im, se, import_bad_row(im->import, i), out);
    }
    buf_puts(out, bad > NAMED ? " ..." : "");
}

const enum action *importer_hints(const struct importer *im)
{
    static const enum action asking[] = {ACTION_PROMPT_ACCEPT, ACTION_APP_BACK, ACTION_NONE};
    static const enum action working[] = {ACTION_APP_BACK, ACTION_NONE};
    /* the first three have room on 40 columns */
    static const enum action mapping[] = {
        ACTION_IMPORT_FIELD, ACTION_IMPORT_RUN, ACTION_APP_BACK, ACTION_IMPORT_PREVIEW,
        ACTION_IMPORT_SKIP,  ACTION_APP_HELP,   ACTION_NONE};
    static const enum action mending[] = {ACTION_IMPORT_FIELD, ACTION_IMPORT_RUN,       ACTION_APP_BACK,
                                          ACTION_IMPORT_BAD,   ACTION_IMPORT_WRITE_BAD, ACTION_IMPORT_PREVIEW,
                                          ACTION_IMPORT_SKIP,  ACTION_APP_HELP,         ACTION_NONE};
    static const enum action rows[] = {ACTION_APP_BACK, ACTION_IMPORT_RUN, ACTION_MOVE_RIGHT, ACTION_APP_HELP,
                                       ACTION_NONE};
    static const enum action bad[] = {ACTION_APP_BACK,   ACTION_IMPORT_WRITE_BAD, ACTION_IMPORT_RUN,
                                      ACTION_MOVE_RIGHT, ACTION_APP_HELP,         ACTION_NONE};
    if (im->chooser.open)
        return chooser_hints(&im->chooser);
    if (im->phase == IMPORTER_ASKS || im->prompt.open)
        return asking;
    if (im->phase != IMPORTER_MAPS)
        return working;
    if (im->rows != ROWS_NONE)
        return im->rows == ROWS_BAD ? bad : rows;
    return import_counts(im->import)->fates[IMPORT_BAD] ? mending : mapping;
}

static struct frame frame_of(const struct importer *im, const struct session *se, struct buf *help,
                             struct buf *where)
{
    struct frame f = {.hints = importer_hints(im), .typing = im->prompt.open || im->chooser.open};
    if (im->import && im->phase != IMPORTER_READS) {
        if (im->rows == ROWS_BAD && im->table.cursor < importer_row_count(im))
            put_reason(im, help);
        else
            put_summary(im, se, help);
        put_bad(im, se, where);
        f.help = help->data;
        f.where = where->data;
    } else {
        f.help = se->cols < NARROW
                     ? "Nothing is added before you see it."
                     : "Columns go to fields; you see what comes of each row before anything is added.";
    }
    return f;
}

size_t importer_page(const struct importer *im, const struct session *se)
{
    struct buf help, where;
    buf_init(&help, BUF_TEXT_MAX);
    buf_init(&where, BUF_TEXT_MAX);
    const struct frame f = frame_of(im, se, &help, &where);
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
    const struct frame f = frame_of(im, se, &help, &where);
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
