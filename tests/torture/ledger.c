/* The long sweeps over the ledger: a line of figures for each, and what a program does that knows no better.
 * Exit status 1: something was lost, or the control found nothing. */
#include "config.h"

#include "tests/scratch.h"
#include "tests/torture/ledger_sweep.h"

#include <stdio.h>

enum { DAMAGES = 2000, PROCESSES = 8, ATTEMPTS = 50 };

static bool report(const char *what, const struct tally *t, const struct tally *naive)
{
    printf("ledger, %s: planned %u fired %u bad %u control %u\n", what, t->planned, t->fired, t->bad,
           naive->bad);
    fflush(stdout);
    return t->fired > 0 && t->bad == 0 && naive->bad > 0;
}

int main(void)
{
    struct tally t[5] = {{0}}, naive[5] = {{0}};
    scratch_in_memory();
    sweep_damage(DAMAGES, &t[0], &naive[0]);
    bool fine = report("a damaged file", &t[0], &naive[0]);
    sweep_writers(PROCESSES, ATTEMPTS, &t[1], &naive[1]);
    fine = report("many processes", &t[1], &naive[1]) && fine;
    if (sweep_kills_of_requests(1, &t[2], &naive[2]))
        fine = report("killed before a call", &t[2], &naive[2]) && fine;
    else
        printf("ledger, killed before a call: not possible here\n");
    sweep_power(1, &t[4], &naive[4]); /* the last two take SQLite's files over */
    fine = report("power that goes", &t[4], &naive[4]) && fine;
    sweep_disk(1, &t[3], &naive[3]);
    return report("a disk that fails", &t[3], &naive[3]) && fine ? 0 : 1;
}
