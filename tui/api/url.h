/* Web addresses, as RFC 3986 writes them, for the two that decide where things go: the endpoint, and the
 * link in an answer. Strict: what a browser would have to guess at is refused. Pure. */
#ifndef TUI_API_URL_H
#define TUI_API_URL_H

#include "forms/err.h"

#define URL_MAX ((size_t)4096)

struct url {
    bool https; /* else http */
    const char *host;
    size_t host_len;  /* an IPv6 literal with its brackets */
    const char *rest; /* what follows host and port: path, query, fragment */
};

/* Absolute, http or https, with a host; printable ASCII as RFC 3986 allows it, at most URL_MAX; no user info.
 * Points into text. false with *e: a sentence that begins with "The address". */
bool url_parse(const char *text, struct url *out, struct err *e);
/* The host is this machine: localhost, 127.0.0.0/8, [::1]. */
bool url_loopback(const struct url *u);

#endif
