#include "tui/widgets/picker_search.h"

#include "forms/match.h"
#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

/* So many items are looked at within the key press: about half a millisecond. */
enum { AT_ONCE = 4000 };

void picker_search_init(struct picker_search *s)
{
    *s = (struct picker_search){.exact = SIZE_MAX};
    buf_init(&s->words, BUF_TEXT_MAX);
    buf_init(&s->next.words, BUF_TEXT_MAX + 1); /* a space stands behind the words */
}

static void drop_next(struct picker_search *s)
{
    free(s->next.items);
    free(s->next.ranks);
    s->next.items = NULL;
    s->next.ranks = NULL;
    s->next.active = false;
    s->next.at = s->next.count = 0;
    s->next.exact = SIZE_MAX;
    s->next.goes_on = false;
}

static void drop_result(struct picker_search *s)
{
    free(s->items);
    free(s->found);
    s->items = s->found = NULL;
}

void picker_search_finish(struct picker_search *s)
{
    drop_next(s);
    drop_result(s);
    buf_finish(&s->words);
    buf_finish(&s->next.words);
}

static void show_all(struct picker_search *s)
{
    drop_result(s);
    s->count = s->total;
    s->exact = SIZE_MAX;
    s->goes_on = false;
    buf_clear(&s->words);
}

void picker_search_reset(struct picker_search *s, const struct picker_source *source)
{
    drop_next(s);
    s->total = source->count(source->context);
    show_all(s);
}

size_t picker_search_item(const struct picker_search *s, size_t row)
{
    return s->items ? s->items[row] : row;
}

size_t picker_search_row(const struct picker_search *s, size_t item)
{
    if (!s->items)
        return item < s->count ? item : SIZE_MAX;
    for (size_t row = 0; row < s->count; row++)
        if (s->items[row] == item)
            return row;
    return SIZE_MAX;
}

bool picker_search_busy(const struct picker_search *s)
{
    return s->next.active;
}

/* ---- one item */

/* Where the words are found: what is shown counts before what is only searched. */
enum rank { RANK_VALUE, RANK_NOTE, RANK_MORE, RANK_COUNT, RANK_NONE = RANK_COUNT };

struct texts {
    struct buf value, note, more;
};

static void texts_init(struct texts *t)
{
    buf_init(&t->value, BUF_TEXT_MAX);
    buf_init(&t->note, BUF_TEXT_MAX);
    buf_init(&t->more, BUF_TEXT_MAX);
}

static void texts_finish(struct texts *t)
{
    buf_finish(&t->value);
    buf_finish(&t->note);
    buf_finish(&t->more);
}

/* In what is shown of the item. */
static enum rank rank_shown(const struct texts *t, const char *words, size_t len)
{
    if (text_matches(t->value.data, t->value.len, words, len))
        return RANK_VALUE;
    return text_matches(t->note.data, t->note.len, words, len) ? RANK_NOTE : RANK_NONE;
}

static enum rank rank_of(const struct picker_source *source, size_t item, const char *words, size_t len,
                         struct texts *t)
{
    buf_clear(&t->value);
    buf_clear(&t->note);
    source->item(source->context, item, &t->value, &t->note);
    const enum rank shown = rank_shown(t, words, len);
    if (shown != RANK_NONE || !source->more)
        return shown;
    buf_clear(&t->more);
    source->more(source->context, item, &t->more);
    return text_matches(t->more.data, t->more.len, words, len) ? RANK_MORE : RANK_NONE;
}

/* ---- all of them */

static size_t words_len(const struct picker_search *s)
{
    return s->next.words.len - 1;
}

static size_t candidates(const struct picker_search *s)
{
    return s->next.narrows ? s->count : s->total;
}

/* Best ranks first; within a rank the items keep their order. What narrows the result goes through them in
 * their own order, so that a result does not depend on how the words came about. */
static void order_by_rank(struct picker_search *s)
{
    const size_t count = s->next.count;
    size_t *ordered = xcalloc(count + 1, sizeof *ordered), at = 0;
    size_t exact = s->next.exact;
    for (int rank = 0; rank < RANK_COUNT; rank++)
        for (size_t i = 0; i < count; i++)
            if (s->next.ranks[i] == rank) {
                if (i == s->next.exact)
                    exact = at;
                ordered[at++] = s->next.items[i];
            }
    s->found = s->next.items;
    s->next.items = ordered;
    s->next.exact = exact;
}

static void arrive(struct picker_search *s)
{
    drop_result(s);
    if (s->next.ranks)
        order_by_rank(s);
    s->items = s->next.items;
    s->count = s->next.count;
    s->exact = s->next.exact;
    s->goes_on = s->next.goes_on;
    buf_clear(&s->words);
    buf_add(&s->words, s->next.words.data, words_len(s));
    s->next.items = NULL;
    drop_next(s);
}

static size_t candidate(const struct picker_search *s, size_t at)
{
    if (!s->next.narrows)
        return at;
    return s->found ? s->found[at] : picker_search_item(s, at);
}

static void look_at(struct picker_search *s, const struct picker_source *source, size_t item, struct texts *t)
{
    const char *words = s->next.words.data;
    const size_t len = words_len(s);
    const enum rank rank = rank_of(source, item, words, len, t);
    if (rank == RANK_NONE)
        return;
    if (s->next.exact == SIZE_MAX && t->value.len == len && memcmp(t->value.data, words, len) == 0)
        s->next.exact = s->next.count;
    if (!s->next.goes_on)
        s->next.goes_on = rank_shown(t, words, len + 1) != RANK_NONE;
    if (s->next.ranks)
        s->next.ranks[s->next.count] = (unsigned char)rank;
    s->next.items[s->next.count++] = item;
}

bool picker_search_step(struct picker_search *s, const struct picker_source *source, size_t items)
{
    const size_t all = candidates(s);
    struct texts texts;
    if (!s->next.active)
        return true;
    texts_init(&texts);
    for (; s->next.at < all && items > 0; s->next.at++, items--)
        look_at(s, source, candidate(s, s->next.at), &texts);
    texts_finish(&texts);
    if (s->next.at < all)
        return false;
    arrive(s);
    return true;
}

static bool continues(const struct picker_search *s, const char *words, size_t len)
{
    return len >= s->words.len && memcmp(words, s->words.data, s->words.len) == 0;
}

bool picker_search_begin(struct picker_search *s, const struct picker_source *source, const char *words,
                         size_t len)
{
    drop_next(s);
    if (len == 0) {
        show_all(s);
        return true;
    }
    buf_clear(&s->next.words);
    buf_add(&s->next.words, words, len);
    buf_putc(&s->next.words, ' ');
    s->next.active = true;
    s->next.narrows = continues(s, words, len);
    s->next.items = xcalloc(candidates(s) + 1, sizeof *s->next.items);
    if (source->more)
        s->next.ranks = xcalloc(candidates(s) + 1, 1);
    return picker_search_step(s, source, AT_ONCE);
}
