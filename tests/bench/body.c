/* body N [SEED] > body.json: a valid request body with N reservations, about 520 bytes each. The same
 * arguments give the same bytes. Strings mix ASCII, escapes and other scripts, so that no reader can take a
 * fast path for everything. All of it is invented. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t next(uint64_t *state) /* splitmix64 */
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static unsigned below(uint64_t *state, unsigned n)
{
    return (unsigned)(next(state) % n);
}

#define PICK(state, list) ((list)[below(state, sizeof(list) / sizeof *(list))])

static const char *const first_names[] = {"Ana",  "José", "Łukasz", "Chloé", "Μαρία",
                                          "Иван", "美咲", "Olga",   "Tom"};
static const char *const last_names[] = {"Silva",  "García", "Müller", "O'Brien",
                                         "Nguyễn", "Петров", "佐藤",   "Smith"};
static const char *const notes[] = {
    "late check-in",     "needs a \\\"quiet\\\" room",
    "path C:\\\\keys",   "line one\\nline two",
    "VIP – suite №7",    "pets: 🐕 x2",
    "bell \\u0007 test", "plain note with a few more words in it, nothing special",
};
static const char *const sources[] = {"direct", "channel-manager", "phone"};
static const char *const rooms[] = {"standard", "deluxe", "suite"};

static void reservation(uint64_t *s, unsigned i, bool last)
{
    const unsigned day = 1 + below(s, 20), month = 1 + below(s, 12);
    printf("      {\n        \"reservation_key\": \"res_%06u_%012" PRIx64 "\",\n", i, next(s) >> 16);
    printf("        \"name\": \"%s %s / %s stay\",\n", PICK(s, first_names), PICK(s, last_names),
           PICK(s, rooms));
    printf("        \"guest_key\": \"guest_%016" PRIx64 "\",\n", next(s));
    printf("        \"starts_at\": \"2026-%02u-%02uT%02u:%02u:00Z\",\n", month, day, below(s, 24),
           below(s, 60));
    printf("        \"ends_at\": \"2026-%02u-%02uT11:00:00.%03u+01:00\",\n", month, day + 7, below(s, 1000));
    printf("        \"preferred_code\": \"%04u\",\n", below(s, 10000));
    printf("        \"space_keys\": [\n          \"space_%08x\",\n          \"space_%08x\"\n        ],\n",
           (unsigned)next(s), (unsigned)next(s));
    printf("        \"custom_metadata\": {\n          \"note\": \"%s\",\n          \"vip\": %s,\n",
           PICK(s, notes), below(s, 10) ? "false" : "true");
    printf("          \"source\": \"%s\"\n        }\n      }%s\n", PICK(s, sources), last ? "" : ",");
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("usage: body N [SEED]\n", stderr);
        return 2;
    }
    const unsigned n = (unsigned)strtoul(argv[1], NULL, 10);
    uint64_t s = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    puts("{\n  \"customer_data\": {\n    \"customer_key\": \"customer_bench_1\",\n    \"reservations\": [");
    for (unsigned i = 0; i < n; i++)
        reservation(&s, i, i + 1 == n);
    puts("    ],\n    \"guests\": [\n      {\n        \"guest_key\": \"guest_0\",\n        \"name\": \"Ana "
         "Silva\"\n"
         "      }\n    ]\n  },\n  \"features\": {\n    \"connect\": {\n      \"accepted_providers\": [\n"
         "        \"august\",\n        \"yale\"\n      ],\n      \"exclude\": false\n    }\n  },\n"
         "  \"is_embedded\": false,\n  \"locale\": \"pt-PT\",\n  \"navigation_mode\": \"full\"\n}");
    return ferror(stdout) ? 1 : 0;
}
