/* The world as the loop sees it: effects are written down; they succeed, unless a test says otherwise. */
#ifndef TESTS_FAKE_PERFORM_H
#define TESTS_FAKE_PERFORM_H

#include "tui/app/perform.h"

struct fake_world {
    struct effects performed;
    int fails;         /* the effect type that fails, or -1 */
    int send_progress; /* reports of a request that are still to come; the last one is its end */
    int waits_at_cancel, waits_at_end; /* of a request: how often the loop had waited by then */
    int opening;                       /* slices of an EFFECT_OPEN that are still to come */
    bool refused;                      /* and it ends the program */
    int64_t slice_ms;                  /* that each takes on the fake clock */
    int waits;
    int64_t passes[16]; /* milliseconds that the fake clock moves on in each of the first waits */
};

/* Forgets what was, and gives the world that perform() writes to. */
struct fake_world *fake_world_begin(void);
void fake_world_end(void);

#endif
