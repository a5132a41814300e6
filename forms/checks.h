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

struct checks *checks_new(const struct schema *s, const struct wizard *w);
void checks_free(struct checks *c);
/* What the rules ask about time zones: whether the system knows the name. NULL: any name is fine. */
void checks_zones(struct checks *c, bool (*known)(void *context, const char *name, size_t len),
                  void *context);

/* Begins anew with the document, which must outlive its use. */
void checks_begin(struct checks *c, const struct doc *d);
/* Works on, for about so many records; true: all is checked. */
bool checks_step(struct checks *c, size_t records);
bool checks_done(const struct checks *c);
void checks_progress(const struct checks *c, size_t *done, size_t *all);
/* After edits: follows the changes since. false: too much has changed; it has begun anew. Before it is done,
 * counts and problems are those of what has been checked so far. */
bool checks_follow(struct checks *c);
/* The index that goes with it. */
const struct keys *checks_keys(const struct checks *c);

size_t checks_errors(const struct checks *c);
size_t checks_warnings(const struct checks *c);
/* How many lie at or below the pointer; a record, a list, a section's object: without making them. */
size_t checks_within(const struct checks *c, const char *pointer);
/* The problems at or below pointer ("" for all) of the severities (bits, 1 << SEVERITY_ERROR | ...), in the
 * order of the document: skips the first 'skip' and adds at most max to out, which the caller has
 * initialised. Costs what is between plus a pass over counts. */
void checks_list(struct checks *c, const char *pointer, unsigned severities, size_t skip, size_t max,
                 struct problems *out);
/* The first problem behind the pointer in the order of the document, from the beginning again at the end:
 * added to out, *number (from 1) is its place among all. false: there are none. */
bool checks_next(struct checks *c, const char *pointer, bool forward, struct problems *out, size_t *number);

#endif
