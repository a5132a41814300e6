#include "tests/screens/hotel.h"

#include "forms/buf.h"

#include <stdlib.h>

const char HOTEL[] =
    "{\n"
    "  \"locale\": \"en-US\",\n"
    "  \"customization_profile_id\": \"none\",\n"
    "  \"x_partner\": {\"tier\": 3},\n"
    "  \"features\": {\n"
    "    \"connect\": {\"accepted_providers\": [\"august\", \"salto_ks\"], \"exclude\": false},\n"
    "    \"manage\": {\n"
    "      \"exclude_staff_management\": true,\n"
    "      \"events\": {\"allowed_events\": [\"device.connected\", \"lock.locked\"]}\n"
    "    }\n"
    "  },\n"
    "  \"landing_page\": {\"manage\": {\"room_key\": \"room-1\"}},\n"
    "  \"customer_resources_filters\": [\n"
    "    {\"field\": \"tier\", \"operation\": \"=\", \"value\": \"true\"},\n"
    "    {\"field\": \"vip\", \"operation\": \"=\", \"value\": true}\n"
    "  ],\n"
    "  \"customer_data\": {\n"
    "    \"customer_key\": \"acme-hotels\",\n"
    "    \"sites\": [{\"site_key\": \"site-1\", \"name\": \"Acme Harbour\"}],\n"
    "    \"rooms\": [\n"
    "      {\"room_key\": \"room-1\", \"name\": \"Garden\", \"parent_site_key\": \"site-1\"},\n"
    "      {\"room_key\": \"room-2\", \"name\": \"Tower \u6771\u4eac\"},\n"
    "      {\"room_key\": \"room-3\"}\n"
    "    ],\n"
    "    \"guests\": [\n"
    "      {\"guest_key\": \"guest-1\", \"name\": \"Jos\u00e9 \u00d1and\u00fa\", \"email_address\": "
    "\"jose@example.com\"}\n"
    "    ],\n"
    "    \"reservations\": [\n"
    "      {\n"
    "        \"reservation_key\": \"res-1\",\n"
    "        \"name\": \"Weekend\",\n"
    "        \"guest_key\": \"guest-1\",\n"
    "        \"room_keys\": [\"room-1\", \"room-9\"],\n"
    "        \"starts_at\": \"2026-11-22T15:00:00Z\",\n"
    "        \"ends_at\": \"2026-11-25T11:00:00Z\",\n"
    "        \"preferred_code\": \"4711\",\n"
    "        \"custom_metadata\": {\"late\": true, \"note\": \"true\", \"gone\": null, \"empty\": \"\"}\n"
    "      },\n"
    "      {\"reservation_key\": \"res-2\", \"guest_key\": \"guest-1\"}\n"
    "    ]\n"
    "  }\n"
    "}\n";

static struct golden *open_at(const char *pointer, int rows, int cols)
{
    struct golden *g = golden_new(HOTEL, rows, cols);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, pointer);
    golden_forget(g);
    return g;
}

struct golden *hotel(const char *pointer)
{
    return open_at(pointer, 24, 80);
}

void hotel_expect(const char *pointer, const char *keys, const char *name)
{
    static const struct {
        int rows, cols;
    } sizes[] = {{24, 80}, {40, 120}, {12, 40}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct golden *g = open_at(pointer, sizes[i].rows, sizes[i].cols);
        golden_keys(g, keys);
        golden_expect(g, name);
        golden_free(g);
    }
}

char *hotel_rooms(size_t count)
{
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    buf_puts(&text, "{\"customer_data\":{\"customer_key\":\"big\",\"rooms\":[");
    for (size_t i = 1; i <= count; i++)
        buf_printf(&text, "%s{\"room_key\":\"room-%zu\",\"name\":\"Room %zu\"}", i > 1 ? "," : "", i, i);
    buf_puts(&text, "]}}");
    return buf_detach(&text, NULL);
}
