/* A fuzz target: one function that must survive any bytes. A promise that is broken ends the program. */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#define FUZZ_FOLDERS 4

/* Where each target finds its inputs: folders of tests/data, the files in them whose names end so. */
struct fuzz_corpus {
    const char *folders[FUZZ_FOLDERS];
    const char *ending;
};

extern const struct fuzz_corpus fuzz_corpus;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void require(bool condition)
{
    if (!condition)
        abort();
}

#endif
