/* Runs a fuzz target over its corpus, where there is no fuzzer: every file of the folders given
 * (fuzz_corpus's, when none is), whole and cut off at every byte (at most CUTS_MAX of them). */
#include "forms/mem.h"
#include "tests/files.h"
#include "tests/fuzz/fuzz.h"
#include "tests/places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CUTS_MAX 400

struct run {
    const char *ending;
    size_t inputs;
};

/* In memory of exactly its size, so that the sanitizer sees a read past the end. */
static void feed(struct run *run, const char *p, size_t len)
{
    uint8_t *copy = xmalloc(len);
    memcpy(copy, p, len);
    LLVMFuzzerTestOneInput(copy, len);
    free(copy);
    run->inputs++;
}

static void feed_file(const char *path, void *context)
{
    struct run *run = context;
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    if (!file_bytes(path, &text)) {
        fprintf(stderr, "%s cannot be read\n", path);
        exit(1);
    }
    feed(run, text.data, text.len);
    for (size_t cut = 0; cut < text.len && cut < CUTS_MAX; cut++)
        feed(run, text.data, cut);
    buf_finish(&text);
}

static bool feed_folder(struct run *run, const char *folder)
{
    if (each_file(folder, run->ending, feed_file, run))
        return true;
    fprintf(stderr, "%s has no *%s\n", folder, run->ending);
    return false;
}

static bool feed_corpus(struct run *run)
{
    bool good = true;
    for (size_t i = 0; i < FUZZ_FOLDERS && fuzz_corpus.folders[i] && good; i++) {
        char *folder = xasprintf("%s/%s", TEST_DATA, fuzz_corpus.folders[i]);
        good = feed_folder(run, folder);
        free(folder);
    }
    return good;
}

int main(int argc, char **argv)
{
    struct run run = {.ending = fuzz_corpus.ending};
    bool good = argc > 1 || feed_corpus(&run);
    for (int i = 1; i < argc && good; i++)
        good = feed_folder(&run, argv[i]);
    printf("%zu inputs\n", run.inputs);
    return good && run.inputs ? 0 : 1;
}
