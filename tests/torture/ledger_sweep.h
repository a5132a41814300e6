/* The ledger under attack: a disk that fails, a file that is damaged, many processes, and death at every
 * moment of a request. */
#ifndef TESTS_TORTURE_LEDGER_SWEEP_H
#define TESTS_TORTURE_LEDGER_SWEEP_H

#include "tests/torture/tally.h"

#include <stdbool.h>
#include <stddef.h>

/* Each write and sync of three attempts fails, in each way; step: of the moments, only every step-th is
 * tried. What was said to be recorded is there afterwards, nothing is taken for damaged, and once the disk is
 * mended the next attempt is recorded. naive: what a program thinks that does not look at what it is
 * answered. */
void sweep_disk(unsigned step, struct tally *t, struct tally *naive);
/* The power goes before each write and sync, or every step-th, and takes with it what was not synced: what
 * was said to be recorded is there afterwards. naive: a database that does not wait for the disk. */
void sweep_power(unsigned step, struct tally *t, struct tally *naive);
/* So many files, each damaged in another way: the next attempt is recorded, and no byte of the old file is
 * lost. naive: SQLite as it is. */
void sweep_damage(size_t trials, struct tally *t, struct tally *naive);
/* So many processes record so many attempts at once: none is lost. naive: those that wait for nobody. */
void sweep_writers(unsigned processes, unsigned attempts, struct tally *t, struct tally *naive);
/* A request is killed before each of its system calls, or every step-th: where the server took it, it stands
 * in the ledger. naive: recorded once the answer is there. false: processes cannot be watched here. */
bool sweep_kills_of_requests(unsigned step, struct tally *t, struct tally *naive);

#endif
