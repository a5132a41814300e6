/* Does a text hold the words of a filter? One answer for every filter and search. */
#ifndef FORMS_MATCH_H
#define FORMS_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Letters count in either case. Empty words are in every text. */
bool text_matches(const char *text, size_t len, const char *words, size_t words_len);
/* Where the words begin, from byte on; SIZE_MAX: nowhere. */
size_t text_find(const char *text, size_t len, size_t from, const char *words, size_t words_len);

#endif
