#include "config.h"

#include "tests/torture/tally.h"

#include "tests/test.h"

void tally_assert(const struct tally *t, unsigned least, const struct tally *control)
{
    print_message("planned %u fired %u bad %u control %u of %u\n", t->planned, t->fired, t->bad, control->bad,
                  control->planned);
    assert_true(t->fired >= least);
    assert_int_equal(t->bad, 0);
    assert_true(control->bad > 0);
}
