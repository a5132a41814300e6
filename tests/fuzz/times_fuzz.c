/* Any bytes as a date-time: refused with words, or read to an instant that is written and read again as
 * itself. */
#include "forms/times.h"
#include "tests/fuzz/fuzz.h"

const struct fuzz_corpus fuzz_corpus = {{"times"}, ".txt"};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct instant t, again;
    struct err e = {0};
    if (!times_parse((const char *)data, size, &t, &e)) {
        require(e.code == ERR_SYNTAX && e.text[0]);
        return 0;
    }
    require(t.nanoseconds >= 0 && t.nanoseconds <= 999999999 && t.offset > -1440 && t.offset < 1440);
    struct buf out;
    buf_init(&out, 100);
    times_utc(&t, &out);
    /* An offset can lead out of the four digits that a year has. */
    const bool in_range =
        t.seconds >= times_days(0, 1, 1) * 86400 && t.seconds < times_days(10000, 1, 1) * 86400;
    require(times_parse(out.data, out.len, &again, NULL) == in_range);
    if (in_range)
        require(again.seconds == t.seconds && again.nanoseconds == t.nanoseconds && again.offset == 0);
    buf_finish(&out);
    return 0;
}
