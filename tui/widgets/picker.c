#include "tui/widgets/picker.h"

#include "forms/mem.h"
#include "forms/safe.h"
#include "forms/match.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE = 10, FIRST_COL = 3, MARK_COLS = 4, GAP = 2, NARROW = 50 };

void picker_init(struct picker *p, bool multi, bool free_text, const char *add)
{
    *p = (struct picker){.multi = multi, .free_text = free_text, .add = add};
    textfield_init(&p->filter, false);
}

void picker_finish(struct picker *p)
{
    textfield_finish(&p->filter);
    free(p->shown);
    p->shown = NULL;
}

/* ---- filtering */

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

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

const char *picker_words(const struct picker *p, size_t *len)
{
    const struct buf *text = &p->filter.line.text;
    size_t from = 0, to = text->len;
    while (from < to && is_blank(text->data[from]))
        from++;
    while (to > from && is_blank(text->data[to - 1]))
        to--;
    *len = to - from;
    return text->data + from;
}

static bool has_words(const struct picker *p)
{
    size_t len;
    picker_words(p, &len);
    return len > 0;
}

bool picker_space_chooses(const struct picker *p)
{
    return p->multi || !has_words(p);
}

static bool more_matches(const struct picker_source *source, size_t index, const char *words, size_t len)
{
    struct buf more;
    if (!source->more)
        return false;
    buf_init(&more, BUF_TEXT_MAX);
    source->more(source->context, index, &more);
    bool matches = text_matches(more.data, more.len, words, len);
    buf_finish(&more);
    return matches;
}

/* Where the words of the filter are found: what is shown counts before what is only searched. */
enum rank { RANK_VALUE, RANK_NOTE, RANK_MORE, RANK_COUNT, RANK_NONE = RANK_COUNT };

static enum rank item_rank(struct picker *p, const struct picker_source *source, size_t index,
                           const struct item_text *t)
{
    size_t len;
    const char *words = picker_words(p, &len);
    if (t->value.len == len && memcmp(t->value.data, words, len) == 0)
        p->exact = true;
    if (text_matches(t->value.data, t->value.len, words, len))
        return RANK_VALUE;
    if (text_matches(t->note.data, t->note.len, words, len))
        return RANK_NOTE;
    return more_matches(source, index, words, len) ? RANK_MORE : RANK_NONE;
}

/* Best ranks first; within a rank the items keep their order. */
static void order_by_rank(size_t *items, const unsigned char *ranks, size_t count)
{
    size_t *ordered = xcalloc(count, sizeof *ordered), at = 0;
    for (unsigned char rank = 0; rank < RANK_COUNT; rank++)
        for (size_t i = 0; i < count; i++)
            if (ranks[i] == rank)
                ordered[at++] = items[i];
    memcpy(items, ordered, at * sizeof *items);
    free(ordered);
}

/* narrowed: only what is shown now can pass. A source with more to search is ranked, and filtered whole, so
 * that the order does not depend on how the words came about. */
static void run_filter(struct picker *p, const struct picker_source *source, bool narrowed)
{
    const bool ranked = source->more != NULL;
    narrowed = narrowed && !ranked;
    size_t candidates = narrowed ? p->shown_count : p->total;
    size_t kept = 0;
    unsigned char *ranks = xcalloc(candidates, 1);
    struct item_text text;
    item_init(&text);
    p->exact = false;
    for (size_t i = 0; i < candidates; i++) {
        size_t item = narrowed ? p->shown[i] : i;
        item_read(&text, source, item);
        const enum rank rank = item_rank(p, source, item, &text);
        if (rank == RANK_NONE)
            continue;
        ranks[kept] = (unsigned char)rank;
        p->shown[kept++] = item;
    }
    item_finish(&text);
    if (ranked)
        order_by_rank(p->shown, ranks, kept);
    free(ranks);
    p->shown_count = kept;
    p->cursor = 0;
    p->toggled = false;
}

void picker_refresh(struct picker *p, const struct picker_source *source)
{
    p->total = source->count(source->context);
    p->shown = xreallocarray(p->shown, p->total + 1, sizeof *p->shown);
    size_t cursor = p->cursor;
    run_filter(p, source, false);
    p->cursor = cursor;
}

void picker_go(struct picker *p, size_t item)
{
    for (size_t i = 0; i < p->shown_count; i++)
        if (p->shown[i] == item)
            p->cursor = i;
}

void picker_clear_filter(struct picker *p, const struct picker_source *source)
{
    textfield_set(&p->filter, "", 0);
    picker_refresh(p, source);
    p->cursor = 0;
}

/* ---- rows: items, then what is offered besides */

static bool offers_text(const struct picker *p)
{
    return p->free_text && has_words(p) && !p->exact;
}

static size_t row_count(const struct picker *p)
{
    return p->shown_count + offers_text(p) + (p->add != NULL);
}

static bool is_text_row(const struct picker *p, size_t row)
{
    return offers_text(p) && row == p->shown_count;
}

size_t picker_height(const struct picker *p)
{
    return 1 + row_count(p);
}

/* ---- keys */

static void move(struct picker *p, long by)
{
    size_t rows = row_count(p);
    size_t last = rows > 0 ? rows - 1 : 0;
    if (by < 0)
        p->cursor = p->cursor > (size_t)-by ? p->cursor - (size_t)-by : 0;
    else
        p->cursor = last - p->cursor > (size_t)by ? p->cursor + (size_t)by : last;
}

static bool move_action(struct picker *p, enum action action)
{
    switch (action) {
    case ACTION_MOVE_UP:
        move(p, -1);
        return true;
    case ACTION_MOVE_DOWN:
        move(p, 1);
        return true;
    case ACTION_MOVE_PAGE_UP:
        move(p, -PAGE);
        return true;
    case ACTION_MOVE_PAGE_DOWN:
        move(p, PAGE);
        return true;
    default:
        return false;
    }
}

static enum picker_answer take_row(struct picker *p, size_t *item)
{
    if (p->cursor < p->shown_count) {
        *item = p->shown[p->cursor];
        p->toggled = true;
        return p->multi ? PICKER_TOGGLE : PICKER_TAKE;
    }
    if (is_text_row(p, p->cursor))
        return PICKER_TYPED;
    return p->add ? PICKER_ADD : PICKER_STAYS;
}

static enum picker_answer done(struct picker *p, const struct picker_source *source, size_t *item)
{
    if (!p->multi || p->cursor >= p->shown_count)
        return row_count(p) == 0 ? PICKER_CLOSE : take_row(p, item);
    *item = p->shown[p->cursor];
    bool searched = has_words(p) && !p->toggled;
    bool chosen = source->chosen && source->chosen(source->context, *item);
    return searched && !chosen ? PICKER_TAKE : PICKER_CLOSE;
}

static bool starts_with(const struct buf *text, const char *prefix, size_t len)
{
    return text->len >= len && memcmp(text->data, prefix, len) == 0;
}

static enum picker_answer type(struct picker *p, const struct picker_source *source, const struct event *ev,
                               enum action action)
{
    size_t old_len = p->filter.line.text.len;
    char *old = xstrndup(p->filter.line.text.data, old_len);
    enum textfield_result r = textfield_update(&p->filter, ev, action);
    if (r == TEXTFIELD_CHANGED)
        run_filter(p, source, starts_with(&p->filter.line.text, old, old_len));
    free(old);
    return r == TEXTFIELD_IGNORED ? PICKER_IGNORED : PICKER_STAYS;
}

enum picker_answer picker_update(struct picker *p, const struct picker_source *source, const struct event *ev,
                                 enum action action, size_t *item)
{
    switch (action) {
    case ACTION_PICK_DONE:
        return done(p, source, item);
    case ACTION_PICK_TOGGLE:
        return take_row(p, item);
    case ACTION_PICK_ADD:
        return p->add ? PICKER_ADD : PICKER_STAYS;
    case ACTION_PICK_AS_TYPED:
        return p->free_text && has_words(p) ? PICKER_TYPED : PICKER_STAYS;
    case ACTION_APP_BACK:
        return PICKER_CLOSE;
    default:
        return move_action(p, action) ? PICKER_STAYS : type(p, source, ev, action);
    }
}

/* ---- drawing */

static void draw_filter(const struct picker *p, struct area a)
{
    int col = area_puts(a, 0, 0, STYLE_LABEL, " find: ");
    struct buf words;
    buf_init(&words, 32);
    buf_printf(&words, "%zu ", p->shown_count);
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
    for (size_t i = sight->top; i < sight->top + sight->page && i < p->shown_count; i++) {
        item_read(&text, source, p->shown[i]);
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
    if (index < p->shown_count)
        draw_item(p, source, sight, row, p->shown[index], current);
    else if (is_text_row(p, index)) {
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
    size_t rows = row_count(p);
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
    for (size_t i = sight.top; i < sight.top + sight.page && i < row_count(p); i++)
        draw_row(p, source, &sight, i);
    if (row_count(p) == 0)
        area_puts(a, 1, FIRST_COL, STYLE_DIM, "nothing holds this text");
}
