#include "config.h"

#include "forms/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

static struct {
    mem_end *end;
    void *context;
    void *reserve;
    bool ending;
} last;

void mem_at_end(mem_end *end, void *context)
{
    last.end = end;
    last.context = context;
    if (end && !last.reserve)
        last.reserve = malloc(MEM_RESERVE);
    if (!end)
        mem_use_reserve();
}

void mem_use_reserve(void)
{
    free(last.reserve);
    last.reserve = NULL;
}

void mem_say(const char *sentence)
{
    static const char program[] = "seam-portal-tui: ";
    const struct iovec line[] = {{(void *)(uintptr_t)program, sizeof program - 1},
                                 {(void *)(uintptr_t)sentence, strlen(sentence)},
                                 {(void *)(uintptr_t) "\n", 1}};
    const ssize_t written = writev(STDERR_FILENO, line, sizeof line / sizeof *line);
    (void)written;
}

/* A second time: what is done at the end had too little, too. */
_Noreturn void mem_exhausted(void)
{
    if (last.ending)
        _exit(MEM_STATUS);
    last.ending = true;
    mem_use_reserve();
    if (last.end)
        _exit(last.end(last.context));
    mem_say(MEM_WORDS);
    _exit(MEM_STATUS);
}

/* Not by malloc(), which would keep it from then on, and more than before. */
bool mem_has(size_t size)
{
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (p != MAP_FAILED)
        munmap(p, size);
    return p != MAP_FAILED;
}

void *xmalloc(size_t size)
{
    void *p = malloc(size ? size : 1);
    if (!p)
        mem_exhausted();
    return p;
}

void *xcalloc(size_t count, size_t size)
{
    void *p = calloc(count ? count : 1, size ? size : 1);
    if (!p)
        mem_exhausted();
    return p;
}

void *xrealloc(void *p, size_t size)
{
    void *q = realloc(p, size ? size : 1);
    if (!q)
        mem_exhausted();
    return q;
}

void *xreallocarray(void *p, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        mem_exhausted();
    return xrealloc(p, count * size);
}

char *xstrndup(const char *s, size_t len)
{
    char *p = xmalloc(len + 1);
    memcpy(p, s, len);
    p[len] = '\0';
    return p;
}

char *xstrdup(const char *s)
{
    return xstrndup(s, strlen(s));
}

void xreplace(char **to, const char *from)
{
    char *copy = from ? xstrdup(from) : NULL;
    free(*to);
    *to = copy;
}

char *xasprintf(const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0)
        mem_exhausted();
    char *p = xmalloc((size_t)len + 1);
    vsnprintf(p, (size_t)len + 1, format, again);
    va_end(again);
    return p;
}

/* Blocks grow with the arena, so that a large document takes few of them and a small one little room. */
#define BLOCK_MIN ((size_t)16 << 10)
#define BLOCK_MAX ((size_t)8 << 20)
#define ALIGNMENT 16

struct arena_block {
    struct arena_block *older;
    size_t size;
};

void arena_init(struct arena *a)
{
    *a = (struct arena){0};
}

void arena_finish(struct arena *a)
{
    while (a->blocks) {
        struct arena_block *older = a->blocks->older;
        free(a->blocks);
        a->blocks = older;
    }
    *a = (struct arena){0};
}

void arena_join(struct arena *a, struct arena *take)
{
    struct arena_block **end = &a->blocks;
    while (*end)
        end = &(*end)->older;
    *end = take->blocks;
    a->total += take->total;
    arena_init(take);
}

static void add_block(struct arena *a, size_t need)
{
    size_t size = a->total / 4;
    if (size < BLOCK_MIN)
        size = BLOCK_MIN;
    if (size > BLOCK_MAX)
        size = BLOCK_MAX;
    if (need > SIZE_MAX - BLOCK_MIN)
        mem_exhausted();
    if (size < need)
        size = need;
    const size_t header = (sizeof(struct arena_block) + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    struct arena_block *b = xmalloc(header + size);
    *b = (struct arena_block){.older = a->blocks, .size = size};
    a->blocks = b;
    a->next = (char *)b + header;
    a->end = a->next + size;
    a->total += size;
}

void *arena_alloc(struct arena *a, size_t size)
{
    const size_t padding = -(uintptr_t)a->next & (ALIGNMENT - 1);
    if (!a->next || (size_t)(a->end - a->next) < padding || (size_t)(a->end - a->next) - padding < size) {
        add_block(a, size);
        a->next += size;
        return a->next - size;
    }
    char *p = a->next + padding;
    a->next = p + size;
    return p;
}

char *arena_text(struct arena *a, size_t size)
{
    if (!a->next || (size_t)(a->end - a->next) < size)
        add_block(a, size);
    a->next += size;
    return a->next - size;
}
