/* How a request is sent and its answer understood by a program that trusts the world: libcurl as it comes,
 * any certificate, redirects and encodings welcome, HTTP 200 is success, an error means that nothing
 * happened. The control of the table of faults: it must fail it. */
#ifndef TESTS_SERVER_NAIVE_H
#define TESTS_SERVER_NAIVE_H

#include "tui/actions/rows.h"

enum outcome naive_submit(const char *endpoint, const char *path, const char *body, long seconds);

#endif
