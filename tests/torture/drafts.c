/* The long sweep over the journal of edits: whoever keeps it is killed before each of its system calls. The
 * one over the whole program is tests/pty/draft_sweep, with a number of points. */
#include "config.h"

#include "tests/scratch.h"
#include "tests/torture/draft_kills.h"

#include <stdio.h>

int main(void)
{
    struct tally t = {0}, naive = {0};
    scratch_in_memory();
    if (!sweep_kills_of_drafts(1, &t, &naive)) {
        printf("drafts, killed before a call: not possible here\n");
        return 0;
    }
    printf("drafts, killed before a call: planned %u fired %u bad %u control %u\n", t.planned, t.fired, t.bad,
           naive.bad);
    return t.fired > 0 && t.bad == 0 && naive.bad > 0 ? 0 : 1;
}
