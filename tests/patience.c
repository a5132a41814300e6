#include "config.h"

#include "tests/patience.h"

#include <stdlib.h>

int patience(int limit)
{
    enum { MOST = 1000 };
    const char *factor = getenv("TEST_PATIENCE");
    const long times = factor ? strtol(factor, NULL, 10) : 1;
    return limit * (int)(times < 1 ? 1 : times > MOST ? MOST : times);
}
