/* Seeded random numbers for property tests: the same seed gives the same numbers on every machine, so that
 * a failure can be repeated from the seed that the test names. */
#ifndef TESTS_RNG_H
#define TESTS_RNG_H

#include <stddef.h>
#include <stdint.h>

struct rng {
    uint64_t state;
};

static inline void rng_init(struct rng *r, uint64_t seed)
{
    r->state = seed * UINT64_C(0x9E3779B97F4A7C15) + UINT64_C(0x2545F4914F6CDD1D);
}

/* 0 to below - 1 (xorshift) */
static inline size_t rng_below(struct rng *r, size_t below)
{
    r->state ^= r->state << 13;
    r->state ^= r->state >> 7;
    r->state ^= r->state << 17;
    return (size_t)((r->state >> 16) % below);
}

#endif
