/* Lets the program under test trust the authority of the tests, and nothing else about it. The program has no
 * option for that, so the test takes over where it loads libcurl: each request gets the authority before the
 * program sets its own options, which stay as they are. A test that uses it is linked with
 * -Wl,--wrap=late_load. */
#ifndef TESTS_SERVER_TRUST_H
#define TESTS_SERVER_TRUST_H

#include <stddef.h>

/* pem must stay; NULL: the usual ones again. */
void trust(const char *pem, size_t len);

#endif
