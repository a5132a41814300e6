#include "config.h"

#include "tui/api/secret.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What lies before each piece: its size, in a space that keeps the piece aligned for any object. */
union header {
    size_t size;
    max_align_t alignment;
};

void *wiping_malloc(size_t size)
{
    if (size > SIZE_MAX - sizeof(union header))
        return NULL;
    union header *h = malloc(sizeof *h + size);
    if (!h)
        return NULL;
    h->size = size;
    return h + 1;
}

void *wiping_calloc(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return NULL;
    void *p = wiping_malloc(count * size);
    if (p)
        memset(p, 0, count * size);
    return p;
}

/* Never realloc(3), which may move the bytes and leave the old ones as they were. */
void *wiping_realloc(void *p, size_t size)
{
    if (!p)
        return wiping_malloc(size);
    const size_t old = ((union header *)p - 1)->size;
    void *q = wiping_malloc(size);
    if (!q)
        return NULL;
    memcpy(q, p, old < size ? old : size);
    wiping_free(p);
    return q;
}

char *wiping_strdup(const char *s)
{
    const size_t size = strlen(s) + 1;
    char *p = wiping_malloc(size);
    if (p)
        memcpy(p, s, size);
    return p;
}

void wiping_free(void *p)
{
    if (!p)
        return;
    union header *h = (union header *)p - 1;
    explicit_bzero(p, h->size);
    free(h);
}
