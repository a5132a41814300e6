/* A number for some bytes, for tables that are looked into by texts. */
#ifndef FORMS_HASH_H
#define FORMS_HASH_H

#include <stddef.h>
#include <stdint.h>

/* seed: what nobody can know who writes a file, such as where the table lies in memory: keys cannot be made
 * to fall on one slot, then. */
uint32_t hash_bytes(uint64_t seed, const char *p, size_t len);

#endif
