/* The long sweeps over what a terminal can do to the program: a line of figures for each, and what becomes of
 * a program that knows no better. Exit status 1: something was lost or left behind, or the control found
 * nothing.
 */
#include "config.h"

#include "tests/scratch.h"
#include "tests/torture/key_storm.h"
#include "tests/torture/term_ends.h"

#include <stdio.h>

enum { STORMS = 60 };

static bool report(const char *what, const struct tally *t, const struct tally *naive)
{
    printf("terminal, %s: planned %u fired %u bad %u control %u\n", what, t->planned, t->fired, t->bad,
           naive->bad);
    fflush(stdout);
    return t->fired == t->planned && t->bad == 0 && naive->bad == naive->planned && naive->bad > 0;
}

int main(void)
{
    struct tally ends = {0}, naive_ends = {0}, storms = {0}, naive_storms = {0};
    scratch_in_memory();
    sweep_ends_of_terminals(ENDS_ALL, &ends, &naive_ends);
    const bool fine = report("signals, hang-ups, crashes", &ends, &naive_ends);
    sweep_keys(STORMS, &storms, &naive_storms);
    return report("storms of keys on the program", &storms, &naive_storms) && fine ? 0 : 1;
}
