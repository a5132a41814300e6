/* Memory. Small requests cannot fail from the caller's view: when the system has no more,
 * mem_exhausted() ends the program in order. Sizes that come from outside are capped by the caller
 * first. */
#ifndef FORMS_MEM_H
#define FORMS_MEM_H

#include <stdbool.h>
#include <stddef.h>

/* Called when memory has run out: does what mem_at_end() was given, and ends the program. */
_Noreturn void mem_exhausted(void);

/* What is done then, once: it returns the exit status. Memory was set aside for it (MEM_RESERVE bytes, which
 * cost nothing until they are used); where that is not enough either, the program ends in the middle of it.
 * It may be called in the middle of anything that takes memory, so it relies on nothing but what is right at
 * every moment. NULL: says so, and the status is MEM_STATUS. This is the only state of the library. */
typedef int mem_end(void *context);
void mem_at_end(mem_end *end, void *context);
/* The program ends in order, and what has to be done for that may use the reserve. */
void mem_use_reserve(void);
/* A line on standard error, without memory. */
void mem_say(const char *sentence);

#define MEM_STATUS  7
#define MEM_RESERVE ((size_t)4 << 20)
#define MEM_WORDS   "The system has no more memory for this program."

/* There are so many bytes in one piece, now: for what can be refused in words. */
bool mem_has(size_t size);

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
/* What the other one holds stays where it is, and belongs to this one; the other one is empty then. */
void arena_join(struct arena *a, struct arena *take);
/* Not zeroed; aligned to 16 bytes, which is enough for any object. */
void *arena_alloc(struct arena *a, size_t size) __attribute__((returns_nonnull, warn_unused_result));
/* Bytes without alignment, for text. */
char *arena_text(struct arena *a, size_t size) __attribute__((returns_nonnull, warn_unused_result));

#endif
