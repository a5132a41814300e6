#include "config.h"

#include "tests/golden_file.h"

#include "forms/buf.h"
#include "forms/mem.h"
#include "tests/files.h"
#include "tests/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *golden_file_path(const char *folder, const char *name, int cols, int rows, const char *ending)
{
    return xasprintf("%s/%s.%dx%d.%s", folder, name, cols, rows, ending);
}

bool golden_file_updating(void)
{
    return getenv("GOLDEN_UPDATE") != NULL;
}

char *golden_file_read(const char *path)
{
    struct buf b;
    buf_init(&b, BUF_TEXT_MAX);
    if (file_bytes(path, &b))
        return buf_detach(&b, NULL);
    buf_finish(&b);
    return NULL;
}

static void write_picture(const char *path, const char *picture)
{
    FILE *f = fopen(path, "w");
    if (!f)
        fail_msg("%s cannot be written", path);
    assert_true(fputs(picture, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

/* To the log of the test: cmocka's own messages are cut at a kilobyte. */
static void print_line(char sign, const char *line)
{
    fprintf(stderr, "%c %.*s\n", sign, (int)strcspn(line, "\n"), line);
}

static const char *next_line(const char *line)
{
    line += strcspn(line, "\n");
    return *line ? line + 1 : line;
}

static bool same_line(const char *a, const char *b)
{
    const size_t len = strcspn(a, "\n");
    return len == strcspn(b, "\n") && memcmp(a, b, len) == 0;
}

/* The whole screen, so that it can be looked at, with both lines where it is another one: a screen's lines
 * stay where they are. The number of the first line that differs. */
static size_t print_difference(const char *wanted, const char *got)
{
    size_t first = 0, number = 1;
    fprintf(stderr, "Wanted (-) and got (+):\n");
    for (; *wanted || *got; wanted = next_line(wanted), got = next_line(got), number++) {
        if (*wanted && *got && same_line(wanted, got)) {
            print_line(' ', got);
            continue;
        }
        first = first ? first : number;
        if (*wanted)
            print_line('-', wanted);
        if (*got)
            print_line('+', got);
    }
    return first;
}

void golden_file_check(const char *path, const char *picture)
{
    if (golden_file_updating())
        write_picture(path, picture);
    char *wanted = golden_file_read(path);
    if (!wanted) {
        fprintf(stderr, "It would be:\n%s", picture);
        fail_msg("there is no %s yet (GOLDEN_UPDATE=1 writes it)", path);
    }
    if (strcmp(wanted, picture) != 0)
        fail_msg("%s:%zu: differs (GOLDEN_UPDATE=1 writes it anew)", path, print_difference(wanted, picture));
    free(wanted);
}
