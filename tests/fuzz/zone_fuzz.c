/* Any bytes as a time zone: refused, or a zone that answers for every instant. */
#include "forms/zone.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

const struct fuzz_corpus fuzz_corpus = {{"zone"}, ".tzif"};

static void ask(const struct zone *z, int64_t at)
{
    enum { TWO_DAYS = 2 * 86400 };
    const char *abbreviation = NULL;
    int64_t first, second;
    const int32_t offset = zone_offset(z, at, &abbreviation);
    require(offset > -TWO_DAYS && offset < TWO_DAYS && strlen(abbreviation) < ZONE_BYTES_MAX);
    const enum zone_shown shown = zone_instants(z, at, &first, &second);
    require(first - at < TWO_DAYS && at - first < TWO_DAYS && second - at < TWO_DAYS &&
            at - second < TWO_DAYS);
    require(shown != ZONE_ONCE || (first == second && first + zone_offset(z, first, NULL) == at));
    require(shown != ZONE_TWICE || first != second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const int64_t years[] = {0, INT64_C(1795257040), INT64_C(4102444800), INT64_C(253402300799)};
    struct err e = {0};
    struct zone *z = zone_parse((const char *)data, size, &e);
    require(z || e.text[0]);
    for (size_t i = 0; z && i < sizeof years / sizeof *years; i++)
        for (int hour = -36; hour <= 36; hour++)
            ask(z, years[i] + hour * INT64_C(3600) + (size > 0 ? data[size - 1] : 0));
    zone_free(z);
    return 0;
}
