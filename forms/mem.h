/* Memory. Small requests cannot fail from the caller's view: when the system has no more,
 * mem_exhausted() ends the program in order. Sizes that come from outside are capped by the caller
 * first. */
#ifndef FORMS_MEM_H
#define FORMS_MEM_H

#include <stddef.h>

/* Called when memory has run out; does not return. The default prints a line and exits with status 7.
 * It is a weak symbol: the interactive program defines its own, which restores the terminal first. */
_Noreturn void mem_exhausted(void);

void *xmalloc(size_t size) __attribute__((malloc, returns_nonnull, warn_unused_result));
void *xcalloc(size_t count, size_t size) __attribute__((malloc, returns_nonnull, warn_unused_result));
void *xrealloc(void *p, size_t size) __attribute__((returns_nonnull, warn_unused_result));
/* count * size without overflow */
void *xreallocarray(void *p, size_t count, size_t size) __attribute__((returns_nonnull, warn_unused_result));
char *xstrdup(const char *s) __attribute__((malloc, returns_nonnull, warn_unused_result));
char *xstrndup(const char *s, size_t len) __attribute__((malloc, returns_nonnull, warn_unused_result));
/* Frees *to and puts a copy of from in its place; from may be NULL, or lie in *to. */
void xreplace(char **to, const char *from);
char *xasprintf(const char *format, ...) __attribute__((format(printf, 1, 2), warn_unused_result));

/* An arena: many small pieces, released together. A document's values, and the values that its undo
 * steps hold, live in one. */
struct arena_block;
struct arena {
    struct arena_block *blocks;
    char *next, *end;
    size_t total; /* bytes taken from the system */
};

/* A zeroed arena is an empty one, too. Nothing is given back before arena_finish. */
void arena_init(struct arena *a);
void arena_finish(struct arena *a);
/* Not zeroed; aligned to 16 bytes, which is enough for any object. */
void *arena_alloc(struct arena *a, size_t size) __attribute__((returns_nonnull, warn_unused_result));
/* Bytes without alignment, for text. */
char *arena_text(struct arena *a, size_t size) __attribute__((returns_nonnull, warn_unused_result));

#endif
