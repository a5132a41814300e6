/* A million random keys, pastes, sizes and news against the screens, which `make torture` runs in a build
 * with sanitizers; and the same storms against programs with a known mistake, each of which has to be found.
 * Exit status 1: something was found, or a mistake was not. KEYS=N in the environment: so many keys. */
#include "config.h"

#include "tests/test.h"

#include "tests/torture/points.h"
#include "tests/torture/screen_storm.h"

#include <stdio.h>
#include <stdlib.h>

enum { EACH = 10000 /* keys of one seed, in a process of its own */ };

static struct {
    unsigned seed;
    enum storm_mistake mistake;
} current;

static void a_storm__finds_nothing(void **state)
{
    struct storm_figures f;
    (void)state;
    storm_screens(current.seed, EACH, current.mistake, &f);
    assert_true(f.opened > 0 && f.drawn > EACH / 10);
    point_fired();
}

int main(void)
{
    const char *wish = getenv("KEYS");
    const unsigned long keys = wish ? strtoul(wish, NULL, 10) : 1000000;
    struct tally t = {0}, naive = {0};
    for (current.seed = 1; current.seed <= (keys + EACH - 1) / EACH; current.seed++) {
        const unsigned before = t.bad;
        point_try(a_storm__finds_nothing, NULL, NULL, true, &t);
        if (t.bad > before)
            fprintf(stderr, "seed %u\n", current.seed);
    }
    for (current.mistake = 1; current.mistake < storm_mistakes(); current.mistake++)
        point_try(a_storm__finds_nothing, NULL, NULL, false, &naive);
    if (storm_mistakes() < STORM_MISTAKES)
        puts("built without sanitizers: only what draws outside its grid or crashes was looked for");
    printf("terminal, random keys: planned %u fired %u bad %u control %u\n", t.planned * EACH, t.fired * EACH,
           t.bad, naive.bad);
    return t.fired == t.planned && !t.bad && naive.bad == naive.planned ? 0 : 1;
}
