/* The long sweeps over unsaved work: a line of figures for each, and what comes of it without a journal, or
 * with one that knows no better. Exit status 1: something was lost, or the control found nothing. */
#include "config.h"

#include "tests/scratch.h"
#include "tests/torture/draft_ends.h"
#include "tests/torture/draft_kills.h"
#include "tests/torture/draft_power.h"

#include <stdio.h>

enum { ENDS = 150 };

static bool report(const char *what, const struct tally *t, const struct tally *naive)
{
    printf("drafts, %s: planned %u fired %u bad %u control %u\n", what, t->planned, t->fired, t->bad,
           naive->bad);
    fflush(stdout);
    return t->fired > 0 && t->bad == 0 && naive->bad > 0;
}

int main(void)
{
    struct tally t[3] = {{0}}, naive[3] = {{0}};
    bool fine = true;
    scratch_in_memory();
    sweep_power_of_drafts(1, &t[2], &naive[2]);
    fine = report("the power goes", &t[2], &naive[2]);
    if (sweep_kills_of_drafts(1, &t[0], &naive[0]))
        fine = report("killed before a call", &t[0], &naive[0]) && fine;
    else
        printf("drafts, killed before a call: not possible here\n");
    sweep_ends_of_drafts(ENDS, &t[1], &naive[1]);
    return report("the program ended while somebody typed", &t[1], &naive[1]) && fine ? 0 : 1;
}
