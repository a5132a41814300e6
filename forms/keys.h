/* Who is called what, and who names whom: an index of the records' own keys, of the references to them
 * (wizard.h knows which member names which list), and of other texts that records should not share, such as
 * e-mail addresses. Warnings, pickers, "where used" and renaming ask it instead of going through the
 * document.
 *
 * Texts are interned: a term is a text in a space (a list, or what the asset calls one), with a number of its
 * own. Each record is kept as the few numbers that stand in it, in the order of the list, so that an edit
 * costs what the edited record costs, and finding all who name a term is one pass over numbers, not over
 * texts. */
#ifndef FORMS_KEYS_H
#define FORMS_KEYS_H

#include "forms/doc.h"
#include "forms/wizard.h"

struct keys;

/* The wizard must outlive it. */
struct keys *keys_new(const struct wizard *w);
void keys_free(struct keys *k);
/* Begins anew with the document, which must outlive its use. */
void keys_begin(struct keys *k, const struct doc *d);
/* Reads some records more; true: all are read. */
bool keys_step(struct keys *k, size_t records);
/* Follows the document's changes (doc_change) since it was last in step. false: too much has changed; it has
 * begun anew, and keys_step is needed. */
bool keys_follow(struct keys *k);
/* The same as beginning and reading all, of a tree that is not edited; it must outlive its use. */
void keys_read(struct keys *k, const struct json *root);
/* Since the last keys_settle (there has been one since it began) there is a text whose owners became none,
 * one or more than one: what is said of those who own or name it may no longer be right. */
bool keys_concern(const struct keys *k);
/* Calls back for each record that does, in the order of the document. */
void keys_each_concerned(const struct keys *k, void (*each)(void *context, const char *list, size_t index),
                         void *context);

/* From now on all is known as it is. */
void keys_settle(struct keys *k);

/* Spaces: the lists by their pointers ("/customer_data/rooms"), and those of the asset by name ("e-mail"). */
/* Records that have this text as their own key (or other text of the space). */
size_t keys_own(const struct keys *k, const char *space, const char *text, size_t len);
/* References to it; one record may hold several. */
size_t keys_uses(const struct keys *k, const char *space, const char *text, size_t len);
/* Calls back for those of the records whose own key somebody names who was read, or may: they were not read
 * themselves. No text is looked at. */
void keys_each_named(const struct keys *k, const char *list, const size_t *indexes, size_t count,
                     void (*each)(void *context, size_t index), void *context);
/* The index, in the list, of the first record with that key; -1: none. */
long keys_find(const struct keys *k, const char *list, const char *text, size_t len);
/* Calls back for each record that has the text as its own (own) or refers to it, in the order of the
 * document; stops when the callback says false. */
void keys_each(const struct keys *k, const char *space, const char *text, size_t len, bool own,
               bool (*each)(void *context, const char *list, size_t index), void *context);
/* The same for each record that refers to one of several texts of the space: one pass, however many they are.
 */
struct key_text {
    const char *p;
    size_t len;
};
void keys_each_naming(const struct keys *k, const char *space, const struct key_text *texts, size_t count,
                      bool (*each)(void *context, const char *list, size_t index), void *context);
/* Orders them, for qsort() and bsearch(). */
int key_text_order(const void *a, const void *b);
/* Calls back for each reference to the text that stands in a record, in the order of the records; nth: it is
 * one of several in its record, from 0. */
void keys_each_use(const struct keys *k, const char *space, const char *text, size_t len,
                   void (*each)(void *context, const char *list, size_t index, size_t nth), void *context);
/* The key of the space that a text was probably meant to be, where it is the only one: the same but for white
 * space, letter case and what holds words together, or one letter away. out is cleared first; false: there is
 * none. */
bool keys_near(const struct keys *k, const char *space, const char *text, size_t len, struct buf *out);
/* Calls back for each text of the space that is somebody's own, in no order: so that two indexes
 * can be compared. */
void keys_each_text(const struct keys *k, const char *space,
                    bool (*each)(void *context, const char *text, size_t len), void *context);

#endif
