/* Invented data that the tests of screens share, and scenes looked at in the three sizes. */
#ifndef TESTS_SCREENS_SAMPLE_H
#define TESTS_SCREENS_SAMPLE_H

#include "tests/screens/golden.h"

/* A hotel with a customer key, three rooms and a reservation. */
#define SAMPLE_BODY                                                                                          \
    "{\"customer_data\":{\"customer_key\":\"acme-hotels-eu\",\"rooms\":[{\"room_key\":\"room-1\",\"name\":"  \
    "\"Garden\"},{\"room_key\":\"room-2\",\"name\":\"Harbour\"},{\"room_key\":\"room-3\",\"name\":"          \
    "\"Attic\"}],\"reservations\":"                                                                          \
    "[{\"reservation_key\":\"res-1\",\"name\":\"Jos\u00e9 \u00d1and\u00fa\"}]},\"locale\":\"en-US\"}"

/* Six saved configurations, as EFFECT_LIST would bring them; one of them cannot be opened. */
void sample_configurations(struct session *se);
/* Six attempts of every outcome, as EFFECT_LINKS would bring them. */
void sample_links(struct session *se);
/* Gives the body two errors and a warning. */
void sample_problems(struct session *se);
/* The key of a production workspace instead of the sandbox's. */
void sample_production(struct session *se);
/* The last attempt had this outcome. */
void sample_result(struct session *se, enum outcome outcome);

/* Sets the scene on a fresh session with this configuration (NULL: none), and compares it with its golden
 * files at 80x24, 120x40 and 40x12. */
void sample_expect(const char *json, void (*scene)(struct golden *g), const char *name);

#endif
