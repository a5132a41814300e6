/* A run of bytes that grows at its end and goes from its beginning, in which long texts are not copied but
 * looked at where they lie. */
#ifndef FORMS_ROPE_H
#define FORMS_ROPE_H

#include "forms/buf.h"

struct strand;
struct rope { /* zeroed: an empty one */
    struct strand *strands;
    size_t count, cap;
    size_t len;
};

void rope_finish(struct rope *r);
/* Memory for what is added next, so many bytes and two texts, is taken now: also where it is cut to 'at'
 * first, a place where something was added. */
void rope_reserve(struct rope *r, size_t at, size_t len);
void rope_add(struct rope *r, const char *p, size_t len);
/* The bytes stay where they are, and must outlive their place in the rope. */
void rope_refer(struct rope *r, const char *p, size_t len);
/* As many bytes of the beginning as lie side by side; good until the next call that changes something. */
const char *rope_front(const struct rope *r, size_t *len);
/* Takes so many from the beginning, which lie there. */
void rope_drop(struct rope *r, size_t len);
/* Cuts what is longer. */
void rope_truncate(struct rope *r, size_t len);

#endif
