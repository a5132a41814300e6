#include "config.h"

#include "tui/api/url.h"

#include <string.h>
#include <strings.h>

#define DIGITS       "0123456789"
#define HEX          DIGITS "abcdefABCDEF"
#define LETTERS      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define IN_HOST      LETTERS DIGITS "-._"
#define IN_IPV6      HEX ":."
#define IN_REST      LETTERS DIGITS "-._~:/?#[]@!$&'()*+,;=%"
#define HOST_MAX     253 /* RFC 1035, section 2.3.4 */
#define PORT_MAX     65535
#define PORT_DIGITS  5
#define IPV4_NUMBERS 4

/* Every percent sign is followed by two hexadecimal digits (section 2.1). */
static bool percents_valid(const char *p)
{
    for (; (p = strchr(p, '%')); p += 3)
        if (strspn(p + 1, HEX) < 2)
            return false;
    return true;
}

static bool host_valid(const char *host, size_t len)
{
    if (len == 0 || len > HOST_MAX)
        return false;
    if (host[0] != '[')
        return strspn(host, IN_HOST) >= len && host[0] != '.' && host[0] != '-' &&
               !memmem(host, len, "..", 2);
    return len > 4 && host[len - 1] == ']' && strspn(host + 1, IN_IPV6) == len - 2 && memchr(host, ':', len);
}

/* p stands after the host: moves it past ":PORT", which may be missing. */
static bool skip_port(const char **p)
{
    if (**p != ':')
        return true;
    const size_t len = strspn(*p + 1, DIGITS);
    if (len == 0 || len > PORT_DIGITS)
        return false;
    long port = 0;
    for (size_t i = 1; i <= len; i++)
        port = port * 10 + ((*p)[i] - '0');
    *p += 1 + len;
    return port > 0 && port <= PORT_MAX;
}

bool url_parse(const char *text, struct url *out, struct err *e)
{
    if (strlen(text) > URL_MAX)
        return err_set(e, ERR_LIMIT, "The address is longer than %zu characters.", URL_MAX);
    if (strspn(text, IN_REST) != strlen(text) || !percents_valid(text))
        return err_set(e, ERR_SYNTAX, "The address holds a character that no web address has.");
    const bool https = strncasecmp(text, "https://", 8) == 0;
    if (!https && strncasecmp(text, "http://", 7) != 0)
        return err_set(e, ERR_SYNTAX, "The address does not begin with https://.");
    const char *host = text + (https ? 8 : 7);
    const size_t authority = strcspn(host, "/?#");
    if (memchr(host, '@', authority))
        return err_set(e, ERR_SYNTAX, "The address holds a user name or password.");
    size_t host_len = host[0] == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":/?#");
    if (host_len > authority)
        host_len = authority;
    const char *rest = host + host_len;
    if (!host_valid(host, host_len) || !skip_port(&rest) || rest != host + authority)
        return err_set(e, ERR_SYNTAX, "The address has no valid host name and port.");
    *out = (struct url){.https = https, .host = host, .host_len = host_len, .rest = rest};
    return true;
}

/* 127.A.B.C in its usual form only: "127.1" and "0x7f.1" mean the same to some and not to others. */
static bool ipv4_loopback(const char *host, size_t len)
{
    int numbers = 0;
    const char *end = host + len;
    for (const char *p = host; p <= end; numbers++) {
        const size_t digits = strspn(p, DIGITS);
        int value = 0;
        if (digits == 0 || digits > 3 || (digits > 1 && *p == '0'))
            return false;
        for (size_t i = 0; i < digits; i++)
            value = value * 10 + (p[i] - '0');
        if (value > 255 || (numbers == 0 && value != 127))
            return false;
        p += digits;
        if (p != end && *p != '.')
            return false;
        p++;
    }
    return numbers == IPV4_NUMBERS;
}

static bool host_is(const struct url *u, const char *name)
{
    return u->host_len == strlen(name) && strncasecmp(u->host, name, u->host_len) == 0;
}

bool url_loopback(const struct url *u)
{
    return host_is(u, "localhost") || host_is(u, "[::1]") || ipv4_loopback(u->host, u->host_len);
}
