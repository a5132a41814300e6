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
}

void sidebar_finish(struct sidebar *b)
{
    free(b->tallies);
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

/* Problems stand in the order of the document: the next one is mostly of the same list as the last. */
static void count_problems(struct sidebar *b, const struct session *se)
{
    const char *list = NULL; /* of section, when it is one */
    long section = -1;
    for (size_t i = 0; i < b->count; i++)
        b->tallies[i].problems = 0;
    for (size_t i = 0; i < se->problems.count; i++) {
        const char *pointer = se->problems.items[i].pointer;
        if (!list || !path_within(list, pointer)) {
            section = wizard_section_of(se->wizard, pointer);
            const struct section *s = section < 0 ? NULL : wizard_section(se->wizard, (size_t)section);
            list = s && s->kind == SECTION_LIST ? s->pointer : NULL;
        }
        if (section >= 0)
            b->tallies[section].problems++;
    }
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

void sidebar_count_section(struct sidebar *b, const struct session *se, size_t section, size_t set)
{
    count_problems(b, se);
    count_records(b, se);
    if (wizard_section(se->wizard, section)->kind == SECTION_FORM)
        b->tallies[section].set = set;
}

/* ---- drawing */

void sidebar_fit(struct sidebar *b, size_t current, int rows)
{
    size_t page = rows > 0 ? (size_t)rows : 1;
    if (current < b->top)
        b->top = current;
    if (current >= b->top + page)
        b->top = current - page + 1;
    if (b->top + page > b->count)
        b->top = b->count > page ? b->count - page : 0;
}

static void draw_section(const struct tally *t, const struct section *s, struct area a, int row, bool current,
                         bool focus)
{
    enum style style = current ? (focus ? STYLE_FOCUS : STYLE_SELECTED) : STYLE_NORMAL;
    struct buf count;
    buf_init(&count, 64);
    if (t->problems > 0)
        buf_puts(&count, "! ");
    if (t->set > 0)
        words_count(t->set, &count);
    int col = 1 + 2 * s->depth;
    int room = a.cols - col - safe_width(count.data, count.len) - 1;
    if (current)
        area_puts(a, row, 0, style, ">");
    area_text_cut(a, row, col, room, style, s->title, strlen(s->title));
    area_puts_right(a, row, a.cols, t->problems > 0 ? STYLE_ERROR : STYLE_DIM, count.data);
    if (current && focus)
        area_cursor(a, row, col);
    buf_finish(&count);
}

void sidebar_draw(const struct sidebar *b, const struct session *se, struct area a, size_t current,
                  bool focus)
{
    for (int row = 0; row < a.rows && b->top + (size_t)row < b->count; row++) {
        size_t i = b->top + (size_t)row;
        draw_section(&b->tallies[i], wizard_section(se->wizard, i), a, row, i == current, focus);
    }
}
