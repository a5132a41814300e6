/* Every fault that a server, a gateway or the network can make, each in a process of its own: a line of
 * figures for the outcomes and one for memory, and what a program does that trusts the world. Exit status 1:
 * something ended badly, or the control found nothing. */
#include "config.h"

#include "tests/scratch.h"
#include "tests/server/trust.h"
#include "tests/torture/trial.h"

#include <stdio.h>
#include <stdlib.h>

struct figures {
    size_t planned, fired, bad, measured, grown;
};

static void try_all(const struct fault *table, size_t count, attempt_verdict *verdict, struct figures *all)
{
    for (size_t i = 0; i < count; i++) {
        const struct trial t = trial_run(&table[i], verdict);
        all->planned++;
        all->fired += t.reached;
        all->bad += !t.well;
        all->measured += t.grown >= 0;
        all->grown += t.grown > GROWTH_MAX_KIB;
        if (t.grown > GROWTH_MAX_KIB && verdict == attempt_ends_well)
            fprintf(stderr, "%s: %ld KiB more than before\n", table[i].name, t.grown);
    }
}

static struct figures try_both_tables(attempt_verdict *verdict)
{
    struct figures all = {0};
    try_all(faults, fault_count, verdict, &all);
    if (tls_possible())
        try_all(tls_faults, tls_fault_count, verdict, &all);
    return all;
}

int main(void)
{
    scratch_in_memory();
    char *home = scratch_new();
    setenv("XDG_DATA_HOME", home, 1);
    if (tls_possible()) {
        size_t len;
        const char *authority = tls_authority(&len);
        trust(authority, len);
    }
    const struct figures ours = try_both_tables(attempt_ends_well), naive = try_both_tables(naive_ends_well);
    scratch_free(home);
    printf("network, outcomes: planned %zu fired %zu bad %zu control %zu\n", ours.planned, ours.fired,
           ours.bad, naive.bad);
    printf("network, memory: planned %zu fired %zu bad %zu control %zu\n", ours.planned, ours.measured,
           ours.grown, naive.grown);
    const bool memory = !ours.grown && (naive.grown || !naive.measured);
    return ours.fired == ours.planned && !ours.bad && naive.bad && memory ? 0 : 1;
}
