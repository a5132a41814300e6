#include "tests/fake/clock.h"

#include "forms/times.h"
#include "tui/actions/clock.h"

static int64_t milliseconds = FAKE_NOW * 1000;
static int64_t started = FAKE_NOW * 1000;

void fake_clock_set(int64_t now, int64_t elapsed_ms)
{
    milliseconds = now * 1000;
    started = milliseconds - elapsed_ms;
}

void fake_clock_advance(int64_t ms)
{
    milliseconds += ms;
}

int64_t clock_now(void)
{
    return milliseconds / 1000;
}

int64_t clock_elapsed(void)
{
    return milliseconds - started;
}

int clock_offset(int64_t at)
{
    (void)at;
    return 0;
}

void clock_local(int64_t at, struct buf *out)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int year, month, day;
    times_date(at / 86400, &year, &month, &day);
    const int minutes = (int)(at % 86400 / 60);
    buf_printf(out, "%d %s %d %02d:%02d UTC", day, months[month - 1], year, minutes / 60, minutes % 60);
}
