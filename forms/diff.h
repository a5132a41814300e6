/* What differs between two bodies. Records are told apart by their keys, other items of lists by what they
 * are, and everything else by its path: neither lines and spaces nor the order of members count. What is
 * added or removed as a whole is one difference, however much lies below it.
 *
 * The cost is one pass over both bodies, plus sorting where the items of a list are not the same ones; in
 * pieces, since there may be 100,000 records on each side. Nothing here asks who made the bodies. */
#ifndef FORMS_DIFF_H
#define FORMS_DIFF_H

#include "forms/wizard.h"

enum diff_kind {
    DIFF_ADDED,
    DIFF_REMOVED,
    DIFF_CHANGED,
    DIFF_MOVED, /* a list: some of the items that it has on both sides stand in another order */
};

struct difference {
    enum diff_kind kind;
    const char *before; /* the path in the first body; NULL for what was added */
    const char *after;  /* the path in the second; NULL for what was removed. One string where both agree */
    const char
        *within;  /* DIFF_ADDED: the path in the first body of the list or object that it was added to */
    size_t moved; /* DIFF_MOVED: at least so many items have to move */
};

struct diff;

/* Both bodies and the wizard must outlive the comparison, and nobody may edit them before it has ended. */
struct diff *diff_new(const struct wizard *w, const struct json *before, const struct json *after);
void diff_free(struct diff *d);
/* Before the first step: a changed item of a list that has no key is one difference, whatever changed in it.
 * Who goes by the differences can find such an item only as long as all of it is what it was. */
void diff_keep_whole(struct diff *d);
/* Looks at about so many values more; true: all are compared. */
bool diff_step(struct diff *d, size_t values);
bool diff_done(const struct diff *d);
/* How far it is in the largest list (or object) that it is in: children that are behind it, and all. */
void diff_progress(const struct diff *d, size_t *done, size_t *all);

/* Found so far, in the order of the second body; what was removed from a list comes before what was added to
 * it. Good until diff_free. */
size_t diff_count(const struct diff *d);
const struct difference *diff_at(const struct diff *d, size_t index);
/* Of one kind. */
size_t diff_count_of(const struct diff *d, enum diff_kind kind);

/* ---- in words */

/* "customer_data.reservations[res-00016].starts_at": a record by its key where it has one, else by its
 * index. root is the body that the pointer is of. As it stands there, not yet safe to show. Added to out. */
void diff_path(const struct wizard *w, const struct json *root, const char *pointer, struct buf *out);
/* A value on one line: a text in quotes, "3 fields", "1 item", "empty list"; "not set" for NULL. A long text
 * is cut behind about so many bytes. hidden: "****" for whatever it is but null. Not yet safe to show. Added
 * to out. */
void diff_value(const struct json *v, bool hidden, size_t longest, struct buf *out);
/* The value of that path is a secret, such as a door code, or part of one. */
bool diff_is_secret(const struct wizard *w, const char *pointer);
/* "3 changed, 1 added, order of 2 lists". Added to out; "nothing" where nothing was found. */
void diff_words(const struct diff *d, struct buf *out);

#endif
