/* The long sweeps over what a terminal can do to the program: a line of figures for each, and what becomes of
 * a program that knows no better. Exit status 1: something was lost or left behind, or the control found
 * nothing.
 */
#include "config.h"

#include "tests/scratch.h"
#include "tests/torture/term_ends.h"

#include <stdio.h>

static bool report(const char *what, const struct tally *t, const struct tally *naive)
{
    printf("terminal, %s: planned %u fired %u bad %u control %u\n", what, t->planned, t->fired, t->bad,
           naive->bad);
    fflush(stdout);
    return t->fired == t->planned && t->bad == 0 && naive->bad == naive->planned && naive->bad > 0;
}

int main(void)
{
    struct tally t = {0}, naive = {0};
    scratch_in_memory();
    sweep_ends_of_terminals(ENDS_ALL, &t, &naive);
    return report("signals, hang-ups, crashes", &t, &naive) ? 0 : 1;
}
