#include "config.h"

#include "tests/patience.h"

#include <stdlib.h>

static int times(void)
{
    enum { MOST = 1000 };
    const char *factor = getenv("TEST_PATIENCE");
    const long n = factor ? strtol(factor, NULL, 10) : 1;
    return (int)(n < 1 ? 1 : n > MOST ? MOST : n);
}

int patience(int limit)
{
    return limit * times();
}

int patience_rounds(int rounds)
{
    return 1 + (rounds - 1) / times();
}
