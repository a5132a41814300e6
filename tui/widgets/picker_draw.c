/* How a picker looks. */
#include "forms/safe.h"
#include "forms/words.h"
#include "tui/widgets/picker.h"
#include "tui/widgets/picker_rows.h"

enum { FIRST_COL = 3, MARK_COLS = 4, GAP = 2, NARROW = 50 };

struct item_text {
    struct buf value, note;
};

static void item_init(struct item_text *t)
{
    buf_init(&t->value, BUF_TEXT_MAX);
    buf_init(&t->note, BUF_TEXT_MAX);
}

static void item_finish(struct item_text *t)
{
    buf_finish(&t->value);
    buf_finish(&t->note);
}

static void item_read(struct item_text *t, const struct picker_source *source, size_t index)
{
    buf_clear(&t->value);
    buf_clear(&t->note);
    source->item(source->context, index, &t->value, &t->note);
}

static void draw_filter(const struct picker *p, struct area a)
{
    int col = area_puts(a, 0, 0, STYLE_LABEL, " find: ");
    struct buf words;
    buf_init(&words, 32);
    words_count(picker_shown(p), &words);
    buf_putc(&words, ' ');
    int end = area_puts_right(a, 0, a.cols, STYLE_DIM, words.data);
    textfield_draw_line(&p->filter, a, 0, col, end - col - 1, STYLE_FIELD, true);
    buf_finish(&words);
}

/* What the rows of one picture have in common. */
struct sight {
    struct area a;
    size_t top, page; /* rows in sight */
    int note;         /* the column of the notes */
};

static int marks_width(const struct picker_source *source)
{
    return source->chosen ? MARK_COLS : 0;
}

/* Notes stand in a column of their own, behind the widest value in sight. Short ones are never cut; of long
 * ones a narrow picker shows what the values leave. */
static int note_column(const struct picker *p, const struct picker_source *source, const struct sight *sight)
{
    int widest = 0, widest_note = 0, cols = sight->a.cols;
    struct item_text text;
    item_init(&text);
    for (size_t i = sight->top; i < sight->top + sight->page && i < picker_shown(p); i++) {
        item_read(&text, source, picker_search_item(&p->search, i));
        int width = safe_width(text.value.data, text.value.len);
        widest = width > widest ? width : widest;
        width = safe_width(text.note.data, text.note.len);
        widest_note = width > widest_note ? width : widest_note;
    }
    item_finish(&text);
    if (widest_note == 0)
        return cols;
    int share = cols < NARROW ? cols : cols * 5 / 9, whole = cols - widest_note - 1;
    int limit = whole > share || widest_note <= cols / 3 ? whole : share;
    widest += FIRST_COL + marks_width(source) + GAP;
    return widest < limit ? widest : limit;
}

static void draw_item(const struct picker *p, const struct picker_source *source, const struct sight *sight,
                      int row, size_t index, bool current)
{
    enum style s = current ? STYLE_FOCUS : STYLE_NORMAL;
    struct area a = sight->a;
    struct item_text text;
    item_init(&text);
    item_read(&text, source, index);
    if (source->chosen) {
        bool on = source->chosen(source->context, index);
        area_puts(a, row, FIRST_COL, s, p->multi ? (on ? "[x] " : "[ ] ") : (on ? "(x) " : "( ) "));
    }
    int col = FIRST_COL + marks_width(source);
    int gap = sight->note < a.cols ? GAP : 1;
    area_text_cut(a, row, col, sight->note - gap - col, s, text.value.data, text.value.len);
    area_text_cut(a, row, sight->note, a.cols - sight->note - 1, current ? s : STYLE_DIM, text.note.data,
                  text.note.len);
    item_finish(&text);
}

static void draw_row(const struct picker *p, const struct picker_source *source, const struct sight *sight,
                     size_t index)
{
    bool current = index == p->cursor;
    int row = (int)(index - sight->top) + 1;
    enum style s = current ? STYLE_FOCUS : STYLE_NORMAL;
    struct area a = sight->a;
    if (current) {
        area_fill(area_part(a, row, 0, 1, a.cols), s);
        area_puts(a, row, 1, s, ">");
    }
    if (index < picker_shown(p))
        draw_item(p, source, sight, row, picker_search_item(&p->search, index), current);
    else if (picker_is_text_row(p, index)) {
        int col = area_puts(a, row, FIRST_COL, s, "use \"");
        size_t len;
        const char *words = picker_words(p, &len);
        col = area_text_cut(a, row, col, a.cols - col - 10, s, words, len);
        area_puts(a, row, col, s, "\" as typed");
    } else
        area_puts(a, row, FIRST_COL, s, p->add);
}

/* The first row in sight: moves by half a page, so that the cursor is what moves most of the time. */
static size_t first_row(const struct picker *p, size_t page)
{
    if (p->cursor < page)
        return 0;
    size_t half = page / 2 > 0 ? page / 2 : 1;
    size_t top = ((p->cursor - page) / half + 1) * half;
    size_t rows = picker_rows(p);
    return top + page > rows ? rows - page : top;
}

void picker_draw(const struct picker *p, const struct picker_source *source, struct area a)
{
    draw_filter(p, a);
    if (a.rows < 2)
        return;
    struct sight sight = {.a = a, .page = (size_t)a.rows - 1};
    sight.top = first_row(p, sight.page);
    sight.note = note_column(p, source, &sight);
    for (size_t i = sight.top; i < sight.top + sight.page && i < picker_rows(p); i++)
        draw_row(p, source, &sight, i);
    if (picker_rows(p) == 0)
        area_puts(a, 1, FIRST_COL, STYLE_DIM, "nothing holds this text");
}
