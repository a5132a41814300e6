/* Any bytes as a time that somebody wrote: refused with words that can be shown, or an instant that is shown
 * and read again. And any bytes as a time zone. */
#include "forms/when.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

const struct fuzz_corpus fuzz_corpus = {{"when", "times"}, ".txt"};

static void read_time(const char *p, size_t len, const struct zone *zone)
{
    const struct when_world w = {.now = 1795257040, .zone = zone, .zone_name = "A/B", .minute_of_day = 900};
    struct when t, again;
    struct err e = {0};
    struct buf out;
    buf_init(&out, BUF_TEXT_MAX);
    if (!when_parse(p, len, &w, &t, &e)) {
        require(e.code == ERR_SYNTAX && e.text[0] && !strchr(e.text, '\x1b'));
    } else {
        when_warn(&t, &w, &out);
        require((out.len > 0) == (t.shown != ZONE_ONCE));
        buf_clear(&out);
        when_show(t.seconds, NULL, &out);
        const struct when_world utc = {.now = w.now};
        require(when_parse(out.data, out.len, &utc, &again, NULL) && again.seconds == t.seconds);
    }
    buf_clear(&out);
    if (when_time_of_day(p, len, &out))
        require(out.len == 5 || out.len == 8);
    buf_finish(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct zone *zone = zone_parse((const char *)data, size, NULL);
    read_time((const char *)data, size, zone);
    if (zone)
        read_time("25.10.2026 01:30", 16, zone);
    zone_free(zone);
    return 0;
}
