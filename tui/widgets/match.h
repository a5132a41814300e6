/* Does a text hold the words of a filter? One answer for every filter and search in lists. */
#ifndef TUI_WIDGETS_MATCH_H
#define TUI_WIDGETS_MATCH_H

#include <stdbool.h>
#include <stddef.h>

/* ASCII letters count in either case. Empty words are in every text. */
bool text_matches(const char *text, size_t len, const char *words, size_t words_len);

#endif
