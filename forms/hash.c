#include "forms/hash.h"

#include <string.h>

/* Eight bytes at a time. The last multiplication brings what the others left in the upper bits down to where
 * a table looks: without it, "r-1" to "r-100000" took six steps each instead of the half that chance gives.
 */
uint32_t hash_bytes(uint64_t seed, const char *p, size_t len)
{
    static const uint64_t prime = UINT64_C(0x9E3779B97F4A7C15), last = UINT64_C(0xD6E8FEB86659FD93);
    uint64_t h = seed * prime ^ len;
    while (len > 0) {
        uint64_t word = 0;
        const size_t part = len < sizeof word ? len : sizeof word;
        memcpy(&word, p, part);
        h = (h ^ word) * prime;
        h ^= h >> 32;
        p += part;
        len -= part;
    }
    return (uint32_t)(h * last >> 32);
}
