/* The sweep over memory that runs out: a line of figures. Exit status 1: something was lost, or the control
 * found nothing. */
#include "config.h"

#include "tests/scratch.h"
#include "tests/torture/famine.h"

#include <stdio.h>

int main(void)
{
    struct tally t = {0}, naive = {0};
    scratch_in_memory();
    sweep_famine(1, &t, 40, &naive);
    printf("memory, allocations that fail: planned %u fired %u bad %u control %u\n", t.planned, t.fired,
           t.bad, naive.bad);
    return t.fired > 0 && t.bad == 0 && naive.bad > 0 ? 0 : 1;
}
