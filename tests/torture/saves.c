/* The long sweep over all that saves: a line of figures for each kind of fault, and what a program does that
 * knows no better. Exit status 1: something was lost, or the control found nothing. */
#include "config.h"

#include "tests/scratch.h"
#include "tests/torture/saves_sweep.h"

#include <errno.h>
#include <stdio.h>

enum { LARGE = 2 << 20, SMALL = 200000, INSTANCES = 4, COUNTS = 100 };

static const int errors[] = {ENOSPC, EIO,   EDQUOT, EROFS,  EFBIG, EMFILE, ENFILE,
                             EACCES, EPERM, ENOMEM, ESTALE, ENXIO, 0};

static bool report(const char *what, const struct tally *t, unsigned control)
{
    printf("%s: planned %u fired %u bad %u control %u\n", what, t->planned, t->fired, t->bad, control);
    fflush(stdout);
    return t->bad == 0 && control > 0;
}

static bool all_errors(void)
{
    struct tally t = {0}, naive = {0};
    for (size_t i = 0; i < operation_count; i++)
        for (int plain = 0; plain < 2; plain++)
            sweep_errors(&operations[i], errors, SMALL, plain, &t);
    sweep_errors(&naive_save, errors, SMALL, false, &naive);
    return report("saving, calls that fail", &t, naive.bad);
}

static bool all_kills(void)
{
    struct tally t = {0}, naive = {0};
    for (size_t i = 0; i < operation_count; i++)
        for (int plain = 0; plain < 2; plain++)
            sweep_kills(&operations[i], LARGE, plain, &t);
    sweep_kills(&naive_save, LARGE, false, &naive);
    return report("saving, killed before a call", &t, naive.bad);
}

static bool all_power(void)
{
    struct tally t = {0}, naive = {0};
    for (size_t i = 0; i < operation_count; i++)
        for (int plain = 0; plain < 2; plain++)
            sweep_unsynced(&operations[i], SMALL, plain, &t);
    sweep_unsynced(&naive_save, SMALL, false, &naive);
    return report("saving, synced when the power goes", &t, naive.bad);
}

static bool all_rivals(void)
{
    struct tally t = {0}, naive = {0};
    for (int in_place = 0; in_place < 2; in_place++) {
        sweep_rivals(operations[0].run, in_place, &t);
        sweep_rivals(save_after_a_look, in_place, &naive);
    }
    const unsigned control = naive.bad;
    sweep_instances(INSTANCES, COUNTS, &t);
    return report("saving, somebody else writes", &t, control);
}

int main(void)
{
    scratch_in_memory();
    const bool errors_fine = all_errors(), kills_fine = all_kills(), power_fine = all_power(),
               rivals_fine = all_rivals();
    return errors_fine && kills_fine && power_fine && rivals_fine ? 0 : 1;
}
