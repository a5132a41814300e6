/* An invented hotel for the tests of the wizard, its lists and records: a value of every kind, a reference
 * to a room that is not there, and a profile that is no UUID. */
#ifndef TESTS_SCREENS_HOTEL_H
#define TESTS_SCREENS_HOTEL_H

#include "tests/screens/golden.h"

extern const char HOTEL[];

/* The hotel with the wizard on top, its focus on the field at pointer (NULL: as it opens). */
struct golden *hotel(const char *pointer);
/* Opens the wizard in the three sizes, goes to pointer, presses keys, compares with the golden files. */
void hotel_expect(const char *pointer, const char *keys, const char *name);
/* A body with that many rooms: "room-1" is "Room 1", ... Heap. */
char *hotel_rooms(size_t count);

#endif
