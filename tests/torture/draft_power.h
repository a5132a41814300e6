/* The power goes while a journal is kept, before each write and each sync, and takes with it what was not
 * synced: what was said to be kept is there afterwards, and never as the work on another document. */
#ifndef TESTS_TORTURE_DRAFT_POWER_H
#define TESTS_TORTURE_DRAFT_POWER_H

#include "tests/torture/tally.h"

/* Two documents are worked on, one after the other; the draft of the first is dropped between them. Before
 * each write, or every step-th. naive: a database that leaves syncing to the system. */
void sweep_power_of_drafts(unsigned step, struct tally *t, struct tally *naive);

#endif
