/* One fault of a server, tried by a process of its own: so that a hang can be seen and ended, and that what
 * it needs of memory can be measured. */
#ifndef TESTS_TORTURE_TRIAL_H
#define TESTS_TORTURE_TRIAL_H

#include "tests/server/attempt.h"

struct trial {
    bool reached; /* the server was there for it */
    bool well;    /* it came to an end, and the verdict on that is good */
    long grown;   /* KiB: how much more memory it held at its height than at its beginning; -1: not known */
};

/* libcurl itself (6 MiB once it is loaded), the answer that is accepted (1 MiB, 64 KiB of headers), its
 * copy while it grows, and what JSON makes of it. */
enum { GROWTH_MAX_KIB = 16 << 10 };

struct trial trial_run(const struct fault *f, attempt_verdict *verdict);

#endif
