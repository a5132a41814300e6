#include "config.h"

#include "tests/pty/stays.h"

enum { STAYS = 10000 };

static void write_body(struct buf *out)
{
    buf_puts(out, "{\n  \"customer_data\": {\n    \"customer_key\": \"c\",\n    \"reservations\": [\n");
    for (int i = 1; i <= STAYS; i++)
        buf_printf(
            out,
            "      {\"reservation_key\": \"stay-%d\", \"name\": \"%s %d\", \"starts_at\": "
            "\"2024-12-%02dT15:00:00Z\", \"preferred_code\": \"%04d\", \"custom_metadata\": {\"floor\": "
            "\"%d\"}}%s\n",
            i, i % 100 ? "Guest" : "Group", STAYS - i, 1 + i % 28, i % 10000, i % 9, i < STAYS ? "," : "");
    buf_puts(out, "    ]\n  }\n}\n");
}

int stays_begin(void **state)
{
    *state = opened_new(write_body, "Reservations", "10,000 rows");
    return 0;
}

int stays_end(void **state)
{
    opened_free(*state);
    return 0;
}
