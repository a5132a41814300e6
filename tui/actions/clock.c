#include "config.h"

#include "tui/actions/clock.h"

#include <time.h>

int64_t clock_now(void)
{
    return (int64_t)time(NULL);
}

int64_t clock_elapsed(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* False where the C library cannot break the moment down (a year beyond an int). */
static bool broken_down(int64_t at, struct tm *out)
{
    const time_t t = (time_t)at;
    return localtime_r(&t, out) != NULL;
}

int clock_offset(int64_t at)
{
    struct tm t;
    return broken_down(at, &t) ? (int)t.tm_gmtoff : 0;
}

void clock_local(int64_t at, struct buf *out)
{
    /* Not strftime: the month would follow LC_TIME while the words around it are English. */
    static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct tm t;
    if (!broken_down(at, &t)) {
        buf_puts(out, "?");
        return;
    }
    buf_printf(out, "%d %s %d %02d:%02d %s", t.tm_mday, months[t.tm_mon], 1900 + t.tm_year, t.tm_hour,
               t.tm_min, t.tm_zone);
}
