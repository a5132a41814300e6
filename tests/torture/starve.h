/* Memory that runs out where a test wants it to. The program is linked with malloc and its relatives in the
 * place of the C library's, so that requests of all libraries count, too; with a sanitizer, which has its
 * own, those of this program alone are taken over at link time (STARVE_WRAPS in Makefile.am). */
#ifndef TESTS_TORTURE_STARVE_H
#define TESTS_TORTURE_STARVE_H

#include <stdbool.h>
#include <stddef.h>

enum starving {
    STARVE_ONCE, /* the request fails, and the next does not */
    STARVE_FULL, /* from there on there is as much as is given back, and what was in one large piece before */
    STARVE_WAYS
};

/* The at-th request from now on, from 1; 0: none. */
void starve(enum starving how, unsigned long at);
/* From now on, the number of each request that comes from somewhere new (another stack of callers): the first
 * 'most' of them. */
void starve_look(unsigned long *places, size_t most);
/* After either of them: no request of libraries with these in their names (NULL-terminated) is one of those
 * places, and none of them is the first to fail: the next of somebody else is. */
void starve_spare(const char *const *libraries);
/* The same: where it is noted that a request has failed. */
void starve_tell(bool *came);
/* Ends either for a while, as for what the test does itself, and goes on. */
void starve_pause(bool paused);
/* So many bytes would be granted now. */
bool starve_has(size_t size);
/* How many places were found. */
size_t starve_places(void);

#endif
