/* The proxy of a request, from the environment as curl and others read it. Decided here and given to
 * libcurl, which is told not to look for itself: what the review screen names is then what is used. */
#ifndef TUI_API_PROXY_H
#define TUI_API_PROXY_H

#include "tui/api/url.h"

/* Of https_proxy, HTTPS_PROXY, all_proxy and ALL_PROXY the first that is set, unless no_proxy or NO_PROXY
 * covers the host; never for this machine. Heap, or NULL. */
char *proxy_for(const struct url *u);
/* The proxy without its user name and password, for people. Heap. */
char *proxy_label(const char *proxy);
/* Words that name the proxy as it was given, with user name and password, whole or cut off anywhere. */
bool proxy_quoted(const char *proxy, const char *text);

#endif
