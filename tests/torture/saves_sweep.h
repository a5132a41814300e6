/* Saving under attack: every call of every operation fails or kills the process, and somebody else writes the
 * file before each of them. */
#ifndef TESTS_TORTURE_SAVES_SWEEP_H
#define TESTS_TORTURE_SAVES_SWEEP_H

#include "tests/torture/operations.h"
#include "tests/torture/tally.h"

/* plain: on a file system that has the plain rename alone. */
/* Each call fails with each of the errors, which end with 0. An operation that says that it is done has done
 * all of it; one that fails has changed nothing, or all, leaves nothing behind, names the file, and can be
 * done again. */
void sweep_errors(const struct operation *o, const int *errors, size_t size, bool plain, struct tally *t);
/* The process dies before each call: the files are as they were or as they should become. */
void sweep_kills(const struct operation *o, size_t size, bool plain, struct tally *t);
/* The power may go at any time: no name leads to bytes that were not synced, and what is said to be done was
 * synced, bytes and name. */
void sweep_unsynced(const struct operation *o, size_t size, bool plain, struct tally *t);
/* Somebody else writes the file before each call, by renaming or in place: what they wrote is never lost, and
 * the next save sees it, too. */
void sweep_rivals(bool (*save)(struct stage *s, struct err *e), bool in_place, struct tally *t);
/* A save that looks whether the file is still the same, and then renames: the control of that. */
bool save_after_a_look(struct stage *s, struct err *e);
/* Processes count in one file, each reading it, and saving one more: no count is lost. */
void sweep_instances(unsigned instances, unsigned counts, struct tally *t);

#endif
