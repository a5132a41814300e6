#include "config.h"

#include "tests/pty/zones.h"

#include "forms/buf.h"
#include "tests/forms/fake_zones.h"
#include "tests/scratch.h"
#include "tests/test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void write_zone(const char *directory, const char *name, const char *rule)
{
    static const int32_t offsets[2] = {0, 0};
    char *path = scratch_path(directory, name);
    struct buf b;
    buf_init(&b, BUF_TEXT_MAX);
    fake_tzif(NULL, NULL, 0, offsets, rule, &b);
    scratch_write(path, b.data, b.len);
    buf_finish(&b);
    free(path);
}

char *zones_new(void)
{
    static const char list[] = "# version test\nZ Test/Home 0 - H\nZ Test/Loft 0 - L\nZ Test/Summer 0 - S\n";
    char *directory = scratch_new();
    char *folder = scratch_path(directory, "Test"), *path = scratch_path(directory, "tzdata.zi");
    assert_int_equal(mkdir(folder, 0700), 0);
    write_zone(directory, "Test/Home", "<+05>-5");
    write_zone(directory, "Test/Loft", "<+03>-3");
    write_zone(directory, "Test/Summer", "<+01>-1<+02>,M3.5.0,M10.5.0/3");
    scratch_write(path, list, strlen(list));
    free(path);
    free(folder);
    setenv("TZDIR", directory, 1);
    setenv("TZ", "Test/Home", 1);
    return directory;
}
