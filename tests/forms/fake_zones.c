#include "tests/forms/fake_zones.h"

#include "forms/buf.h"

#include <stdlib.h>
#include <string.h>

static void put(struct buf *out, uint64_t n, int bytes)
{
    for (int i = bytes - 1; i >= 0; i--)
        buf_putc(out, (char)(n >> (8 * i) & 0xFF));
}

static void put_header(struct buf *out, size_t times, size_t kinds, size_t chars)
{
    buf_puts(out, "TZif2");
    for (int i = 0; i < 15; i++)
        buf_putc(out, '\0');
    put(out, 0, 4);
    put(out, 0, 4);
    put(out, 0, 4);
    put(out, times, 4);
    put(out, kinds, 4);
    put(out, chars, 4);
}

static void put_kinds(struct buf *out, const int32_t offsets[2])
{
    for (int i = 0; i < 2; i++) {
        put(out, (uint64_t)(int64_t)offsets[i], 4);
        buf_putc(out, (char)(offsets[1] > offsets[0] && i));
        buf_putc(out, (char)(i * 4));
    }
    buf_add(out, "ONE\0TWO", 8);
}

void fake_tzif(const int64_t *at, const unsigned char *to, size_t count, const int32_t offsets[2],
               const char *rule, struct buf *out)
{
    put_header(out, 0, 2, 8);
    put_kinds(out, offsets);
    put_header(out, count, 2, 8);
    for (size_t i = 0; i < count; i++)
        put(out, (uint64_t)at[i], 8);
    for (size_t i = 0; i < count; i++)
        buf_putc(out, (char)to[i]);
    put_kinds(out, offsets);
    buf_printf(out, "\n%s\n", rule);
}

#define APIA_LEAVES INT64_C(1325239200) /* 2011-12-30T10:00:00Z */

static const struct fake {
    const char *name, *rule;
    int64_t at;
    int32_t offsets[2];
} fakes[] = {
    {"America/New_York", "EST5EDT,M3.2.0,M11.1.0", 0, {-18000, -14400}},
    {"Australia/Lord_Howe", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 0, {37800, 39600}},
    {"Europe/Lisbon", "WET0WEST,M3.5.0/1,M10.5.0", 0, {0, 3600}},
    {"Pacific/Apia", "<+14>-14", APIA_LEAVES, {-36000, 50400}},
};
enum { COUNT = sizeof fakes / sizeof *fakes };

static struct zone *made[COUNT];

static const struct zone *find(void *context, const char *name, size_t len)
{
    (void)context;
    for (size_t i = 0; i < COUNT; i++) {
        if (strlen(fakes[i].name) != len || memcmp(fakes[i].name, name, len) != 0)
            continue;
        if (!made[i]) {
            const unsigned char to = 1;
            struct buf b;
            buf_init(&b, BUF_TEXT_MAX);
            fake_tzif(&fakes[i].at, &to, fakes[i].at ? 1 : 0, fakes[i].offsets, fakes[i].rule, &b);
            made[i] = zone_parse(b.data, b.len, NULL);
            buf_finish(&b);
        }
        return made[i];
    }
    return NULL;
}

static const char *const *names(void *context)
{
    static const char *list[COUNT + 1];
    (void)context;
    for (size_t i = 0; i < COUNT; i++)
        list[i] = fakes[i].name;
    return list;
}

const struct zones *fake_zones(void)
{
    static const struct zones zones = {.find = find, .names = names, .local = "Europe/Lisbon"};
    return &zones;
}

const struct zone *fake_zone(const char *name)
{
    return find(NULL, name, strlen(name));
}

void fake_zones_finish(void)
{
    for (size_t i = 0; i < COUNT; i++) {
        zone_free(made[i]);
        made[i] = NULL;
    }
}
