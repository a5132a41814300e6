/* Seeded random keys, pastes, sizes and news of the world against all screens at once: whatever the operator
 * does, nothing crashes, leaks, or draws outside its grid, and all screens answer Ctrl-L. */
#ifndef TESTS_TORTURE_SCREEN_STORM_H
#define TESTS_TORTURE_SCREEN_STORM_H

#include <stddef.h>
#include <stdint.h>

/* A program that has such a mistake in it: the control. All but the first are found by sanitizers alone. */
enum storm_mistake {
    STORM_RIGHT,
    STORM_CURSOR_OUTSIDE, /* on a grid smaller than it thinks */
    STORM_CELL_OUTSIDE,   /* writes behind the last cell */
    STORM_FORGETS,        /* a copy of the picture is never freed */
    STORM_OVERFLOWS,      /* counts in an int what passes it */
    STORM_MISTAKES
};

/* What came to pass, so that a storm that saw nothing is noticed. */
struct storm_figures {
    size_t opened, sent, drawn, asked;
};

/* Fails the running test when something is wrong. */
void storm_screens(uint64_t seed, unsigned long keys, enum storm_mistake mistake, struct storm_figures *out);
/* The mistakes that this build can find. */
enum storm_mistake storm_mistakes(void);

#endif
