/* The rows of the table that is imported: all of them as they will be, or the bad ones and why. Made for the
 * rows in sight alone. */
#include "forms/mem.h"
#include "forms/path.h"
#include "tui/screens/frame.h"
#include "tui/screens/importer.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MAX = 64 };

/* What a table shows; the model's context. */
struct scene {
    const struct importer *im;
    const struct session *se;
    struct table_column columns[COLUMNS_MAX];
    const struct import_column *fields[COLUMNS_MAX]; /* ROWS_ALL: behind the first */
    size_t count;
    size_t row; /* whose record is kept; SIZE_MAX: none */
    struct buf record;
    struct arena nodes;
    struct json_tree tree;
};

static const char *const fate_words[IMPORT_FATES] = {"new", "changes", "the same", "left out", "bad"};

size_t importer_row_count(const struct importer *im)
{
    const struct import_counts *c = import_counts(im->import);
    return im->rows == ROWS_BAD ? c->fates[IMPORT_BAD] : c->checked;
}

static void scene_init(struct scene *s, const struct importer *im, const struct session *se)
{
    static const struct table_column bad[] = {{"COLUMN", 14, 6}, {"VALUE", 16, 6}, {"WHY", 60, 10}};
    *s = (struct scene){.im = im, .se = se, .row = SIZE_MAX};
    buf_init(&s->record, BUF_BODY_MAX);
    if (im->rows == ROWS_BAD) {
        s->count = sizeof bad / sizeof *bad;
        memcpy(s->columns, bad, sizeof bad);
        return;
    }
    s->columns[s->count++] = (struct table_column){"RESULT", 8, 8};
    for (size_t f = 0; f < import_fields(im->import)->count; f++)
        for (size_t i = 0; i < import_column_count(im->import) && s->count < COLUMNS_MAX; i++) {
            const struct import_column *c = import_column(im->import, i);
            if (c->field != f)
                continue;
            const struct flat_field *field = &import_fields(im->import)->items[f];
            const int least = field->control == CONTROL_DATE_TIME ? 20 : 8;
            s->fields[s->count] = c;
            s->columns[s->count++] = (struct table_column){c->name ? c->name : field->label, 20, least};
            if (import_joins(im->import, f))
                break; /* the others are joined to it */
        }
}

static void scene_finish(struct scene *s)
{
    arena_finish(&s->nodes);
    buf_finish(&s->record);
}

/* ---- cells */

static const struct json *record_of(struct scene *s, size_t row)
{
    if (s->row != row) {
        arena_finish(&s->nodes);
        buf_clear(&s->record);
        import_preview(s->im->import, row, &s->record);
        s->row = json_parse(&s->nodes, s->record.data, s->record.len, &s->tree, NULL) ? row : SIZE_MAX;
    }
    return s->row == row ? &s->tree.root : NULL;
}

static void put_value(const struct json *v, struct buf *out)
{
    struct buf scratch;
    size_t len;
    buf_init(&scratch, BUF_TEXT_MAX);
    if (json_is(v, JSON_STRING)) {
        const char *p = json_chars(v, &scratch, &len);
        buf_add(out, p, len);
    } else if (json_is(v, JSON_ARRAY)) {
        for (uint32_t i = 0; i < v->count; i++) {
            buf_puts(out, i ? ", " : "");
            put_value(&v->items[i], out);
        }
    } else if (v) {
        buf_add(out, v->text, v->text_len);
    }
    buf_finish(&scratch);
}

static void put_field(struct scene *s, size_t row, const struct import_column *c, struct buf *out)
{
    const struct flat_field *f = &import_fields(s->im->import)->items[c->field];
    const struct json *record = record_of(s, row);
    char *pointer = c->name ? path_join(f->pointer, c->name) : xstrdup(f->pointer);
    const struct json *v = record ? doc_value(record, pointer) : NULL;
    if (v && f->secret && !session_reveals(s->se))
        buf_puts(out, "****");
    else
        put_value(v, out);
    free(pointer);
}

static void put_bad(struct scene *s, size_t row, size_t column, struct buf *out)
{
    struct buf why;
    size_t at;
    buf_init(&why, BUF_TEXT_MAX);
    import_problem(s->im->import, row, &at, &why);
    if (column == 2) {
        buf_add(out, why.data, why.len);
    } else if (at != IMPORT_SKIP) {
        const struct import_column *c = import_column(s->im->import, at);
        const bool secret = c->field != IMPORT_SKIP && import_fields(s->im->import)->items[c->field].secret;
        if (column == 0)
            buf_puts(out, c->title);
        else if (secret && !session_reveals(s->se))
            buf_puts(out, "****");
        else
            import_cell(s->im->import, row, at, out);
    }
    buf_finish(&why);
}

static size_t row_of(const struct scene *s, size_t line)
{
    return s->im->rows == ROWS_BAD ? import_bad_row(s->im->import, line) : line;
}

static void cell(void *context, size_t line, size_t column, struct buf *out)
{
    struct scene *s = context;
    const size_t row = row_of(s, line);
    if (s->im->rows == ROWS_BAD)
        put_bad(s, row, column, out);
    else if (column == 0)
        buf_puts(out, fate_words[import_fate(s->im->import, row)]);
    else
        put_field(s, row, s->fields[column], out);
}

/* As spreadsheets count: the header is row 1. */
static size_t number(void *context, size_t line)
{
    const struct scene *s = context;
    size_t row, unused;
    import_row_place(s->im->import, row_of(s, line), &row, &unused);
    return row;
}

static struct table_marks marks(void *context, size_t line)
{
    const struct scene *s = context;
    return (struct table_marks){.wrong = s->im->rows == ROWS_BAD ||
                                         import_fate(s->im->import, line) == IMPORT_BAD};
}

static struct table_model model_of(struct scene *s)
{
    return (struct table_model){
        .context = s,
        .rows = importer_row_count(s->im),
        .sorted = SIZE_MAX,
        .columns = s->columns,
        .column_count = s->count,
        .cell = cell,
        .marks = marks,
        .number = number,
        .numbers = import_counts(s->im->import)->rows + 1,
    };
}

/* ---- the screen's part */

void importer_rows_settle(struct importer *im, const struct session *se)
{
    const int rows = frame_body_rows(&(struct frame){0}, se) - 2;
    if (im->rows != ROWS_NONE)
        table_fit(&im->table, importer_row_count(im), rows > 0 ? (size_t)rows : 0);
}

bool importer_rows_update(struct importer *im, const struct session *se, enum action action)
{
    struct scene s;
    scene_init(&s, im, se);
    const struct table_model m = model_of(&s);
    const bool answered = table_update(&im->table, &m, action);
    scene_finish(&s);
    return answered;
}

void importer_rows_draw(const struct importer *im, const struct session *se, struct area a)
{
    struct scene s;
    scene_init(&s, im, se);
    const struct table_model m = model_of(&s);
    table_draw(&im->table, &m, a, true);
    scene_finish(&s);
}
