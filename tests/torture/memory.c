/* The sweeps over memory that runs out: a line of figures for each. Exit status 1: something was lost, or the
 * control found nothing. */
#include "config.h"

#include "tests/places.h"
#include "tests/scratch.h"
#include "tests/torture/famine.h"
#include "tests/torture/terminal_famine.h"

#include <stdio.h>

static bool report(const char *what, const struct tally *t, const struct tally *naive)
{
    printf("memory, %s: planned %u fired %u bad %u control %u\n", what, t->planned, t->fired, t->bad,
           naive->bad);
    fflush(stdout);
    return t->fired > 0 && t->bad == 0 && naive->bad > 0;
}

int main(void)
{
    struct tally t[2] = {{0}}, naive[2] = {{0}};
    scratch_in_memory();
    sweep_famine(1, &t[0], 40, &naive[0]);
    const bool fine = report("allocations that fail", &t[0], &naive[0]);
    sweep_terminal_famine(TEST_STARVED, 2, &t[1], 50, &naive[1]);
    return report("allocations that fail, in a terminal", &t[1], &naive[1]) && fine ? 0 : 1;
}
