#include "tests/forms/random_json.h"

static void random_space(struct rng *r, struct buf *out)
{
    static const char *const spaces[] = {"", "", "", " ", "\n", "\n  ", "\t", "\r\n "};
    buf_puts(out, spaces[rng_below(r, sizeof spaces / sizeof *spaces)]);
}

static void random_string(struct rng *r, struct buf *out)
{
    static const char *const pieces[] = {"x",    "room", " ", "\\n", "\\u00e9", "é",
                                         "東京", "\\\"", "/", "~",   "\\/"};
    buf_putc(out, '"');
    for (size_t i = rng_below(r, 5); i > 0; i--)
        buf_puts(out, pieces[rng_below(r, sizeof pieces / sizeof *pieces)]);
    buf_putc(out, '"');
}

static void random_number(struct rng *r, struct buf *out)
{
    if (rng_below(r, 3) == 0)
        buf_putc(out, '-');
    buf_printf(out, "%zu", rng_below(r, (size_t)1 << (1 + rng_below(r, 40))));
}

static void random_scalar(struct rng *r, struct buf *out)
{
    switch (rng_below(r, 5)) {
    case 0:
        buf_puts(out, "null");
        break;
    case 1:
        buf_puts(out, "true");
        break;
    case 2:
        buf_puts(out, "false");
        break;
    case 3:
        random_number(r, out);
        break;
    default:
        random_string(r, out);
    }
}

static void random_array(struct rng *r, size_t depth, struct buf *out)
{
    buf_putc(out, '[');
    random_space(r, out);
    for (size_t i = 0, count = rng_below(r, 5); i < count; i++) {
        if (i > 0)
            buf_putc(out, ',');
        random_space(r, out);
        random_value(r, depth - 1, out);
        random_space(r, out);
    }
    buf_putc(out, ']');
}

void random_object(struct rng *r, size_t depth, struct buf *out)
{
    bool first = true;
    buf_putc(out, '{');
    random_space(r, out);
    for (char name = 'a'; name <= 'h'; name++) {
        if (rng_below(r, 2) == 0)
            continue;
        if (!first)
            buf_putc(out, ',');
        first = false;
        random_space(r, out);
        buf_printf(out, "\"%c\"", name);
        random_space(r, out);
        buf_putc(out, ':');
        random_space(r, out);
        random_value(r, depth - 1, out);
        random_space(r, out);
    }
    buf_putc(out, '}');
}

void random_value(struct rng *r, size_t depth, struct buf *out)
{
    const size_t choice = depth > 0 ? rng_below(r, 4) : 3;
    if (choice == 0)
        random_array(r, depth, out);
    else if (choice == 1)
        random_object(r, depth, out);
    else
        random_scalar(r, out);
}
