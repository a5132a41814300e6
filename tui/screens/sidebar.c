#include "tui/screens/sidebar.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "forms/safe.h"
#include "tui/screens/words.h"

#include <stdlib.h>
#include <string.h>

void sidebar_init(struct sidebar *b, const struct session *se)
{
    *b = (struct sidebar){.count = wizard_section_count(se->wizard)};
    b->tallies = xcalloc(b->count, sizeof *b->tallies);
    b->lines = xcalloc(2 * b->count, sizeof *b->lines); /* each page may get a count besides */
}

void sidebar_finish(struct sidebar *b)
{
    free(b->tallies);
    free(b->lines);
    *b = (struct sidebar){0};
}

/* ---- counting */

static size_t set_fields(const struct session *se, size_t section)
{
    struct rows rows;
    size_t set = 0;
    rows_init(&rows);
    wizard_rows(se->wizard, section, se->doc, &rows);
    for (size_t i = 0; i < rows.count; i++)
        set += rows.items[i].kind == ROW_FIELD && doc_get(se->doc, rows.items[i].pointer) != NULL;
    rows_finish(&rows);
    return set;
}

static void count_at(struct sidebar *b, const struct session *se, const char *pointer, size_t count)
{
    const long section = count ? wizard_section_of(se->wizard, pointer) : -1;
    if (section >= 0)
        b->tallies[section].problems += count;
}

static void count_each(struct sidebar *b, const struct session *se, const struct problems *p)
{
    for (size_t i = 0; i < p->count; i++)
        count_at(b, se, p->items[i].pointer, 1);
}

static void count_problems(struct sidebar *b, const struct session *se)
{
    for (size_t i = 0; i < b->count; i++)
        b->tallies[i].problems = 0;
    for (size_t i = 0; i < wizard_list_count(se->wizard); i++)
        count_at(b, se, wizard_list_pointer(se->wizard, i), checks_records(se->checks, i));
    count_each(b, se, checks_beside(se->checks));
    count_each(b, se, &se->said);
}

static void count_records(struct sidebar *b, const struct session *se)
{
    for (size_t i = 0; i < b->count; i++) {
        const struct section *s = wizard_section(se->wizard, i);
        if (s->kind == SECTION_LIST)
            b->tallies[i].set = doc_count(se->doc, s->pointer);
    }
}

void sidebar_count(struct sidebar *b, const struct session *se)
{
    count_problems(b, se);
    count_records(b, se);
    for (size_t i = 0; i < b->count; i++)
        if (wizard_section(se->wizard, i)->kind == SECTION_FORM)
            b->tallies[i].set = set_fields(se, i);
}

void sidebar_count_section(struct sidebar *b, const struct session *se, size_t section)
{
    count_problems(b, se);
    count_records(b, se);
    if (wizard_section(se->wizard, section)->kind == SECTION_FORM)
        b->tallies[section].set = set_fields(se, section);
}

/* ---- lines */

static bool is_empty_list(const struct sidebar *b, const struct session *se, size_t i)
{
    const struct section *s = wizard_section(se->wizard, i);
    return s->kind == SECTION_LIST && s->depth > 0 && b->tallies[i].set == 0 && b->tallies[i].problems == 0;
}

/* The page's sections end where the next page begins. */
static size_t page_end(const struct sidebar *b, const struct session *se, size_t page)
{
    size_t end = page + 1;
    while (end < b->count && wizard_section(se->wizard, end)->depth > 0)
        end++;
    return end;
}

static bool in_use(const struct sidebar *b, const struct session *se, size_t page, size_t end)
{
    for (size_t i = page + 1; i < end; i++)
        if (wizard_section(se->wizard, i)->kind == SECTION_LIST && !is_empty_list(b, se, i))
            return true;
    return false;
}

static void add_page(struct sidebar *b, const struct session *se, size_t page, size_t end, size_t current)
{
    bool shortens = !b->show_all && in_use(b, se, page, end);
    size_t left_out = 0;
    for (size_t i = page; i < end; i++)
        if (shortens && i != current && is_empty_list(b, se, i))
            left_out++;
        else
            b->lines[b->line_count++] = (struct sidebar_line){.section = i};
    if (left_out > 0)
        b->lines[b->line_count++] = (struct sidebar_line){SIZE_MAX, left_out};
}

static size_t line_of(const struct sidebar *b, size_t section)
{
    for (size_t i = 0; i < b->line_count; i++)
        if (b->lines[i].section == section)
            return i;
    return 0;
}

void sidebar_arrange(struct sidebar *b, const struct session *se, size_t current, int rows)
{
    size_t page = rows > 0 ? (size_t)rows : 1;
    b->line_count = 0;
    for (size_t i = 0, end; i < b->count; i = end) {
        end = page_end(b, se, i);
        add_page(b, se, i, end, current);
    }
    size_t line = line_of(b, current);
    if (line < b->top)
        b->top = line;
    if (line >= b->top + page)
        b->top = line - page + 1;
    if (b->top + page > b->line_count)
        b->top = b->line_count > page ? b->line_count - page : 0;
}

size_t sidebar_step(const struct sidebar *b, size_t current, long by)
{
    size_t found = current;
    for (size_t line = line_of(b, current); by != 0; by += by > 0 ? -1 : 1) {
        do
            line = by > 0 ? line + 1 : line - 1; /* above the first it becomes too large */
        while (line < b->line_count && b->lines[line].section == SIZE_MAX);
        if (line >= b->line_count)
            break;
        found = b->lines[line].section;
    }
    return found;
}

/* ---- drawing */

/* At the right end "10,000", fields that are set or records, and before it "!2", so many problems; "!" alone
 * where the title needs the room. Returns the columns that are left for the title. */
static int draw_counts(const struct tally *t, struct area a, int row, int title)
{
    enum { GAP = 2 };
    struct buf set, wrong;
    buf_init(&set, 64);
    buf_init(&wrong, 64);
    if (t->set > 0)
        words_count(t->set, &set);
    int end = area_puts_right(a, row, a.cols, STYLE_DIM, set.data);
    if (t->problems > 0) {
        const int gap = set.len ? GAP : 0;
        buf_putc(&wrong, '!');
        words_count(t->problems, &wrong);
        if (title + 1 + (int)wrong.len + gap > end)
            buf_truncate(&wrong, 1);
        end = area_puts_right(a, row, end - (wrong.len > 1 ? gap : gap / 2), STYLE_ERROR, wrong.data);
    }
    buf_finish(&set);
    buf_finish(&wrong);
    return end - 1;
}

static void draw_section(const struct tally *t, const struct section *s, struct area a, int row, bool current,
                         bool focus)
{
    enum style style = current ? (focus ? STYLE_FOCUS : STYLE_SELECTED) : STYLE_NORMAL;
    const int col = 1 + 2 * s->depth;
    const int end = draw_counts(t, a, row, col + safe_width(s->title, strlen(s->title)));
    if (current)
        area_puts(a, row, 0, style, ">");
    area_text_cut(a, row, col, end - col, style, s->title, strlen(s->title));
    if (current && focus)
        area_cursor(a, row, col);
}

/* With the key that shows them, while it would. */
static void draw_left_out(const struct session *se, size_t count, struct area a, int row, bool focus)
{
    char key[32] = "";
    if (focus)
        keymap_label(se->keymap, ACTION_FORM_SHOW_UNSET, false, key, sizeof key);
    area_printf(a, row, 3, STYLE_DIM, "%zu more empty", count);
    area_puts_right(a, row, a.cols, STYLE_DIM, key);
}

void sidebar_draw(const struct sidebar *b, const struct session *se, struct area a, size_t current,
                  bool focus)
{
    for (int row = 0; row < a.rows && b->top + (size_t)row < b->line_count; row++) {
        const struct sidebar_line *line = &b->lines[b->top + (size_t)row];
        size_t i = line->section;
        if (i == SIZE_MAX)
            draw_left_out(se, line->left_out, a, row, focus);
        else
            draw_section(&b->tallies[i], wizard_section(se->wizard, i), a, row, i == current, focus);
    }
}
