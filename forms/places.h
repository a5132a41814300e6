/* How many things stand at a pointer, and at or below it: counted as they come and go, so that asking costs
 * the same however many there are. It knows pointers (path.h) as texts and nothing of what stands there.
 *
 * Pointers are told apart by 64 bits of hash alone: among 100,000 of them, two share one with a chance of
 * about 1 in 4,000,000,000. */
#ifndef FORMS_PLACES_H
#define FORMS_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct places;

struct places *places_new(void);
void places_free(struct places *p);
void places_add(struct places *p, const char *pointer);
/* One that was added before. */
void places_remove(struct places *p, const char *pointer);
size_t places_at(const struct places *p, const char *pointer);
size_t places_within(const struct places *p, const char *pointer);

#endif
