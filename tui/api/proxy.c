#include "config.h"

#include "tui/api/proxy.h"

#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *first_set(const char *const *variables)
{
    for (; *variables; variables++) {
        const char *value = getenv(*variables);
        if (value && *value)
            return value;
    }
    return NULL;
}

/* host ends in name, at a border between labels. */
static bool in_domain(const struct url *u, const char *name, size_t len)
{
    if (len && *name == '.') {
        name++;
        len--;
    }
    if (len == 0 || len > u->host_len || strncasecmp(u->host + u->host_len - len, name, len) != 0)
        return false;
    return len == u->host_len || u->host[u->host_len - len - 1] == '.';
}

static bool excepted(const struct url *u)
{
    static const char *const variables[] = {"no_proxy", "NO_PROXY", NULL};
    const char *list = first_set(variables);
    if (!list)
        return false;
    for (const char *p = list + strspn(list, ", "); *p;) {
        const size_t len = strcspn(p, ", ");
        if ((len == 1 && *p == '*') || in_domain(u, p, len))
            return true;
        p += len;
        p += strspn(p, ", ");
    }
    return false;
}

char *proxy_for(const struct url *u)
{
    static const char *const variables[] = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", NULL};
    if (!u->https || url_loopback(u) || excepted(u))
        return NULL;
    const char *proxy = first_set(variables);
    return proxy ? xstrdup(proxy) : NULL;
}

static const char *after_scheme(const char *proxy)
{
    const char *end = strstr(proxy, "://");
    return end ? end + 3 : proxy;
}

/* Up to the last "@": a password that should have been escaped may hold what ends an address. */
char *proxy_label(const char *proxy)
{
    const char *authority = after_scheme(proxy), *at = strrchr(authority, '@');
    return xasprintf("%.*s%s", (int)(authority - proxy), proxy, at ? at + 1 : authority);
}

bool proxy_quoted(const char *proxy, const char *text)
{
    const char *authority = after_scheme(proxy);
    if (!strchr(authority, '@'))
        return false;
    char *begin = xstrndup(proxy, (size_t)(authority - proxy) + strcspn(authority, ":@"));
    const bool quoted = strstr(text, begin);
    free(begin);
    return quoted;
}
