/* Which records of a list are shown, in which order, and which are marked. It follows the document's changes
 * (doc_change): filter, order and marks belong to records, not to positions, and survive edits of the list.
 * An edited record stays where it is until the view is sorted or filtered again, so that a row never jumps
 * away under the cursor; a new one is shown next to the one it was added behind, whether it passes or not.
 *
 * Filtering and sorting go in slices: view_step. */
#ifndef FORMS_VIEW_H
#define FORMS_VIEW_H

#include "forms/doc.h"
#include "forms/wizard.h"

struct view;

/* list_pointer: of the array. Wizard and document must outlive it. */
struct view *view_new(const struct wizard *w, const struct doc *d, const char *list_pointer);
void view_free(struct view *v);
/* Follows the document. */
void view_follow(struct view *v);

/* All words must be somewhere in the record; a word "member:text" only in that member ("name:smith",
 * "custom_metadata.vip:true"), "member:" where it is set, "-word" must not be there. "" shows all. Compared
 * by folded text (match.h). */
void view_filter(struct view *v, const char *words);
const char *view_filter_text(const struct view *v);
/* Words that are dates or hours ("2026-11-20", "15:00") are compared with times as they are shown, not as
 * they are written: adds to out how the text is shown in the record; false: it is no time. */
struct view_times {
    bool (*shown)(void *context, const struct json *record, const char *p, size_t len, struct buf *out);
    void *context;
};
void view_show_times(struct view *v, const struct view_times *times);
/* By a member's value: texts by folded text with numbers in them by value, times by instant, numbers by
 * value; what is not set comes last either way. Stable. NULL: the order of the document. */
void view_sort(struct view *v, const char *member, bool descending);
const char *view_sort_member(const struct view *v);
bool view_sort_descending(const struct view *v);
/* Works on a filter or an order; true: it is done. Until then the view shows what it showed before. */
bool view_step(struct view *v, size_t records);
bool view_busy(const struct view *v);
void view_progress(const struct view *v, size_t *done, size_t *all);

size_t view_count(const struct view *v); /* rows shown */
size_t view_total(const struct view *v); /* records in the list */
/* The index in the array of a row, and the row that shows an index (SIZE_MAX: none does). */
size_t view_index(const struct view *v, size_t row);
size_t view_row(const struct view *v, size_t index);
/* Neither filtered nor sorted: rows are indexes. */
bool view_plain(const struct view *v);

/* Marks, by index in the array; those of rows that are not shown stay. */
bool view_marked(const struct view *v, size_t index);
void view_mark(struct view *v, size_t index, bool marked);
void view_mark_rows(struct view *v, size_t first_row, size_t last_row, bool marked);
void view_unmark_all(struct view *v);
size_t view_mark_count(const struct view *v);
/* The marked indexes, ascending; heap, *count of them. */
size_t *view_marks(const struct view *v, size_t *count);

#endif
