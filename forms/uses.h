/* Where a record is named: references to its key, in records of other lists and beside the lists (the landing
 * page, the deep link). Finding them, giving them another key, and taking them away. */
#ifndef FORMS_USES_H
#define FORMS_USES_H

#include "forms/keys.h"

/* ---- finding */

/* A value that names the key, in a record or beside the lists. */
struct use {
    const char *list; /* the wizard's; NULL: beside the lists */
    size_t index;     /* of the record */
    size_t nth;       /* of the record's values that do, from 0 */
    char *pointer;    /* beside the lists: of the value; else NULL */
};
struct uses {
    struct use *items;
    size_t count, cap;
};
/* Adds all to out (zeroed before), those beside the lists last. The keys must be complete and in step. */
void uses_find(const struct keys *k, const struct wizard *w, const struct json *root, const char *list,
               const char *key, size_t len, struct uses *out);
/* The same of several keys, in their order (key_text_order), and records instead of their values: each is
 * there once. None of the keys is empty. */
void uses_find_any(const struct keys *k, const struct wizard *w, const struct json *root, const char *list,
                   const struct key_text *keys, size_t count, struct uses *out);
void uses_finish(struct uses *u);
/* The path of the value, which is looked for in its record; heap. list and key as they were searched for. */
char *use_pointer(const struct use *u, const struct wizard *w, const struct json *root, const char *list,
                  const char *key, size_t len);
/* "2 reservations, 1 access grant, landing page": records, not values. Added to out. */
void uses_words(const struct uses *u, const struct wizard *w, struct buf *out);

/* Calls back for each value of a record that is a reference, with its path; beside: for those that are in no
 * record, and pointer is not looked at. Stops when the callback says false. text is good during the call. */
typedef bool use_each(void *context, const char *pointer, const char *list, const char *text, size_t len);
void uses_in_record(const struct wizard *w, const char *list, const char *pointer, const struct json *record,
                    use_each *each, void *context);
void uses_beside(const struct wizard *w, const struct json *root, use_each *each, void *context);

/* ---- changing */

/* References to some keys of a list that get another key, or go. */
struct rekey;
struct rekey *rekey_new(const struct wizard *w, const char *list);
void rekey_free(struct rekey *r);
/* to: NULL takes the references away: a single one becomes not set, one of several leaves its array, a deep
 * link goes as a whole, and an object that is empty then goes with it. An empty key names nothing. */
void rekey_add(struct rekey *r, const char *from, size_t len, const char *to);
size_t rekey_count(const struct rekey *r);
const char *rekey_from(const struct rekey *r, size_t index);
/* Changes about so many references more, within the caller's group. The keys are in step with the document at
 * the first call, which finds them all. true: all are changed, or it failed, which *e says. */
bool rekey_step(struct rekey *r, struct doc *d, const struct keys *k, size_t references, struct err *e);
size_t rekey_changed(const struct rekey *r); /* references so far */

#endif
