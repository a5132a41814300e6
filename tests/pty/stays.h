/* 10,000 invented guests, a stay each, every hundredth of them for a group: the table that pty tests change
 * and look at. For cmocka: *state is a struct opened that shows it. */
#ifndef TESTS_PTY_STAYS_H
#define TESTS_PTY_STAYS_H

#include "tests/pty/opened.h"

int stays_begin(void **state);
int stays_end(void **state);

#endif
