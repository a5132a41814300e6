/* HTTP to Seam. api.c is the only file that includes curl.h; its options are those of the reliability
 * page: a fresh connection for each request, no redirects, TLS 1.2 or later always verified, https (http to
 * loopback only), no netrc, no HTTP/0.9, no Accept-Encoding, no Expect, NOSIGNAL, caps counted in the
 * callbacks (1 MiB body, 64 KiB headers), time limits. Nothing is ever retried. */
#ifndef TUI_API_API_H
#define TUI_API_API_H

#include "tui/api/credentials.h"
#include "tui/api/reply.h"

#include <poll.h>

#define API_DEFAULT_ENDPOINT "https://connect.getseam.com"
#define API_CREATE_PORTAL    "/customers/create_portal"
#define API_WORKSPACE        "/workspaces/get"
#define API_TIMEOUT_MAX      3600 /* seconds */

struct api;

/* Checks the endpoint: https, or http with a loopback host; no user info, query or fragment. */
bool api_endpoint_valid(const char *endpoint, struct err *e);
/* From 1 second to API_TIMEOUT_MAX. NULL with *e, ERR_USAGE, for an endpoint or a time that cannot be used.
 */
struct api *api_new(const char *endpoint, long timeout_seconds, struct err *e);
void api_free(struct api *a);
const char *api_endpoint(const struct api *a); /* without a slash at its end */
/* The proxy that a request would use, or NULL. */
const char *api_proxy(const struct api *a);

/* Starts POST endpoint+path with the JSON body, which must stay until the request ended. body NULL: a GET.
 * One request at a time. credentials may be NULL (no Authorization). */
bool api_start(struct api *a, const struct credentials *c, const char *path, const char *body, size_t len,
               struct err *e);
/* Bytes of the body that have left. */
size_t api_sent(const struct api *a);
bool api_active(const struct api *a);
/* Ends it at once; the next api_poll gives the reply (NONE or UNKNOWN). */
void api_cancel(struct api *a);
/* Waits until one of fds is ready, the request moved on, or timeout_ms passed (-1: no limit): the
 * program's only wait. api may be NULL: then it is poll(2). Returns as poll does. */
int api_wait(struct api *a, struct pollfd *fds, unsigned count, int timeout_ms);
/* True once, when the request has ended; out is the caller's to finish. */
bool api_poll(struct api *a, struct reply *out);

#endif
