#include "tui/widgets/picker.h"

#include "tui/widgets/picker_rows.h"

#include <string.h>

enum { PAGE = 10 };

void picker_init(struct picker *p, bool multi, bool free_text, const char *add)
{
    *p = (struct picker){.multi = multi, .free_text = free_text, .add = add};
    textfield_init(&p->filter, false);
    picker_search_init(&p->search);
}

void picker_finish(struct picker *p)
{
    textfield_finish(&p->filter);
    picker_search_finish(&p->search);
}

/* ---- filtering */

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

bool picker_busy(const struct picker *p)
{
    return picker_search_busy(&p->search);
}

/* The result is there: whoever typed the whole of a value meant that one. */
static void arrive(struct picker *p)
{
    p->cursor = p->search.exact == SIZE_MAX ? 0 : p->search.exact;
    p->toggled = p->moved = false;
}

bool picker_step(struct picker *p, const struct picker_source *source, size_t items)
{
    if (!picker_busy(p))
        return true;
    if (!picker_search_step(&p->search, source, items))
        return false;
    arrive(p);
    return true;
}

void picker_settle(struct picker *p, const struct picker_source *source)
{
    picker_step(p, source, SIZE_MAX);
}

bool picker_space_chooses(struct picker *p, const struct picker_source *source)
{
    const struct buf *text = &p->filter.line.text;
    if (!has_words(p))
        return true;
    picker_settle(p, source);
    const bool ends = p->search.count > 0 && !p->search.goes_on;
    return p->multi && (p->moved || p->toggled || ends || is_blank(text->data[text->len - 1]));
}

static void search(struct picker *p, const struct picker_source *source)
{
    size_t len;
    const char *words = picker_words(p, &len);
    if (picker_search_begin(&p->search, source, words, len))
        arrive(p);
}

void picker_refresh(struct picker *p, const struct picker_source *source)
{
    const size_t cursor = p->cursor;
    picker_search_reset(&p->search, source);
    search(p, source);
    picker_settle(p, source);
    const size_t rows = picker_rows(p);
    p->cursor = cursor < rows ? cursor : rows > 0 ? rows - 1 : 0;
}

size_t picker_shown(const struct picker *p)
{
    return p->search.count;
}

size_t picker_item(const struct picker *p)
{
    return p->cursor < p->search.count ? picker_search_item(&p->search, p->cursor) : SIZE_MAX;
}

void picker_go(struct picker *p, size_t item)
{
    const size_t row = picker_search_row(&p->search, item);
    if (row != SIZE_MAX)
        p->cursor = row;
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
    return p->free_text && has_words(p) && p->search.exact == SIZE_MAX;
}

size_t picker_rows(const struct picker *p)
{
    return p->search.count + offers_text(p) + (p->add != NULL);
}

bool picker_is_text_row(const struct picker *p, size_t row)
{
    return offers_text(p) && row == p->search.count;
}

size_t picker_height(const struct picker *p)
{
    return 1 + picker_rows(p);
}

/* ---- keys */

static void move(struct picker *p, long by)
{
    size_t rows = picker_rows(p);
    size_t last = rows > 0 ? rows - 1 : 0;
    if (by < 0)
        p->cursor = p->cursor > (size_t)-by ? p->cursor - (size_t)-by : 0;
    else
        p->cursor = last - p->cursor > (size_t)by ? p->cursor + (size_t)by : last;
}

/* How far the action moves; 0: it is none that does. */
static long distance(enum action action)
{
    switch (action) {
    case ACTION_MOVE_UP:
        return -1;
    case ACTION_MOVE_DOWN:
        return 1;
    case ACTION_MOVE_PAGE_UP:
        return -PAGE;
    case ACTION_MOVE_PAGE_DOWN:
        return PAGE;
    default:
        return 0;
    }
}

static enum picker_answer take_row(struct picker *p, size_t *item)
{
    const size_t current = picker_item(p);
    if (current != SIZE_MAX) {
        *item = current;
        p->toggled = true;
        return p->multi ? PICKER_TOGGLE : PICKER_TAKE;
    }
    if (picker_is_text_row(p, p->cursor))
        return PICKER_TYPED;
    return p->add ? PICKER_ADD : PICKER_STAYS;
}

static enum picker_answer done(struct picker *p, const struct picker_source *source, size_t *item)
{
    const size_t current = picker_item(p);
    if (!p->multi || current == SIZE_MAX)
        return picker_rows(p) == 0 ? PICKER_CLOSE : take_row(p, item);
    *item = current;
    bool searched = has_words(p) && !p->toggled;
    bool chosen = source->chosen && source->chosen(source->context, current);
    return searched && !chosen ? PICKER_TAKE : PICKER_CLOSE;
}

static enum picker_answer type(struct picker *p, const struct picker_source *source, const struct event *ev,
                               enum action action)
{
    enum textfield_result r = textfield_update(&p->filter, ev, action);
    if (r == TEXTFIELD_CHANGED)
        search(p, source);
    return r == TEXTFIELD_IGNORED ? PICKER_IGNORED : PICKER_STAYS;
}

enum picker_answer picker_update(struct picker *p, const struct picker_source *source, const struct event *ev,
                                 enum action action, size_t *item)
{
    const long by = distance(action);
    if (by != 0 || action == ACTION_PICK_DONE || action == ACTION_PICK_TOGGLE)
        picker_settle(p, source);
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
        if (by == 0)
            return type(p, source, ev, action);
        move(p, by);
        p->moved = true;
        return PICKER_STAYS;
    }
}
