/* The standing verdict on a document that is being edited: what check.h says of it, kept current.
 *
 * A record is checked as a whole, with what the keys (keys.h) know of the others, and only how many problems
 * it has is kept; all beside the lists of records, which is small, is checked as one more such piece. An edit
 * thus costs the check of one record, those that share or name its key, and never a pass over the problems.
 * Problems themselves are made when somebody wants to see them. */
#ifndef FORMS_CHECKS_H
#define FORMS_CHECKS_H

#include "forms/check.h"
#include "forms/keys.h"

struct checks;
struct rule_world;
struct zones;

struct checks *checks_new(const struct schema *s, const struct wizard *w);
void checks_free(struct checks *c);
/* The time zones that the rules ask for; they must outlive it. NULL: any name is fine. */
void checks_zones(struct checks *c, const struct zones *zones);

/* Begins anew with the document, which must outlive its use. NULL: there is none. */
void checks_begin(struct checks *c, const struct doc *d);
/* Works on, for about so many records; true: all is checked. */
bool checks_step(struct checks *c, size_t records);
bool checks_done(const struct checks *c);
void checks_progress(const struct checks *c, size_t *done, size_t *all);
/* After edits: follows the changes since. false: too much has changed, and checks_step is needed. Before it
 * is done, counts and problems are those of what has been checked so far. */
bool checks_follow(struct checks *c);
/* The index that goes with it, ... */
const struct keys *checks_keys(const struct checks *c);
/* ... and whether it knows all records: what it does not have then is not there. */
bool checks_keys_complete(const struct checks *c);

size_t checks_errors(const struct checks *c);
size_t checks_warnings(const struct checks *c);
/* How many lie at or below the pointer. Of a record, of a list and of what is above it: without making them.
 */
size_t checks_within(const struct checks *c, const char *pointer);
/* How many stand at exactly this pointer. Those of its record are kept in *r for the next pointer, which is
 * often in the same one; it is zeroed before, good until the next edit, and finished by whoever asked. */
struct checks_record {
    const void *list;
    size_t index;
    struct problems found;
};
size_t checks_standing(const struct checks *c, struct checks_record *r, const char *pointer);
void checks_record_finish(struct checks_record *r);
/* How many lie in the records of the wizard's list, ... */
size_t checks_records(const struct checks *c, size_t list);
/* ... and those that lie in none, in the order of the document; good until the next edit. */
const struct problems *checks_beside(const struct checks *c);

#define CHECKS_OWN (1U << SEVERITY_ERROR | 1U << SEVERITY_WARNING)
/* The problems at or below pointer ("" for all) of the severities (bits, 1 << SEVERITY_ERROR | ...), in the
 * order of the document: skips the first 'skip' and adds at most max to out, which the caller has
 * initialised. Costs what is between plus a pass over counts. */
void checks_list(const struct checks *c, const char *pointer, unsigned severities, size_t skip, size_t max,
                 struct problems *out);
/* Whether problems are made with what was perhaps meant, as they are at first: it takes a while for each, and
 * who goes through thousands does without. */
void checks_guess(struct checks *c, bool wanted);
/* How many come before what is at or below the pointer, in the order of the document; *behind: and those in
 * it. */
size_t checks_before(const struct checks *c, const char *pointer, size_t *behind);
/* The first problem behind the pointer in the order of the document, from the beginning again at the end; or,
 * not forward, the last before it: added to out, *number (from 1) is its place among all. false: there are
 * none. */
bool checks_next(const struct checks *c, const char *pointer, bool forward, struct problems *out,
                 size_t *number);
/* Where two pointers stand to each other in the document: less than 0, 0 or more, as for strcmp(). What is
 * not there comes first in what would hold it, and has no order there. */
int checks_order(const struct json *root, const char *a, const char *b);

/* All at once, of a tree that is not edited, with what the records say of each other: else as check_document.
 * w and zones may be NULL. */
void checks_whole(const struct schema *s, const struct wizard *w, const struct zones *zones,
                  const struct json *root, size_t limit, struct problems *out);

#endif
