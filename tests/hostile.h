/* Texts that would do something to a terminal, or to the text around them, if they were shown as they are. */
#ifndef TESTS_HOSTILE_H
#define TESTS_HOSTILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Controls and format characters by their ranges: rules that share nothing with forms/safe.c. */
bool hostile_is_foreign(uint32_t c);
/* How many are in a text, bytes that are no UTF-8 among them; line feeds are ours. */
size_t hostile_foreign(const char *p, size_t len);
/* More than 1,400 texts, each between "a" and "z": controls and format characters of all kinds, terminal
 * sequences, UTF-8 that is broken in every way, runs of combining marks. A few hold NUL. */
void hostile_each(void (*each)(void *context, const char *p, size_t len), void *context);

#endif
