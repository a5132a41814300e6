#include "tests/server/tls.h"

bool tls_possible(void)
{
    return false;
}

const char *tls_authority(size_t *len)
{
    *len = 0;
    return NULL;
}

struct tls *tls_new(const struct tls_terms *terms)
{
    (void)terms;
    return NULL;
}

void tls_free(struct tls *t)
{
    (void)t;
}

struct tls_stream *tls_accept(struct tls *t, int fd)
{
    (void)t, (void)fd;
    return NULL;
}

void tls_stream_free(struct tls_stream *s)
{
    (void)s;
}

ssize_t tls_receive(struct tls_stream *s, void *p, size_t size)
{
    (void)s, (void)p, (void)size;
    return -1;
}

ssize_t tls_send(struct tls_stream *s, const void *p, size_t len)
{
    (void)s, (void)p, (void)len;
    return -1;
}

void tls_end(struct tls_stream *s)
{
    (void)s;
}
