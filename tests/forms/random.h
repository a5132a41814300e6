/* Seeded random numbers for property tests: the same on every machine, so that a failure can be repeated
 * from the seed that the test prints. */
#ifndef TESTS_FORMS_RANDOM_H
#define TESTS_FORMS_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random {
    uint64_t state;
};

/* splitmix64 */
static inline uint64_t random_bits(struct random *r)
{
    uint64_t z = r->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* 0 to below - 1 */
static inline size_t random_below(struct random *r, size_t below)
{
    return (size_t)(random_bits(r) % below);
}

#endif
