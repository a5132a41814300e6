/* Which of some texts was meant by one that is none of them: "did you mean". */
#ifndef FORMS_NEAR_H
#define FORMS_NEAR_H

#include <stdbool.h>
#include <stddef.h>

enum { NEAR_MOST = 2 /* letters that may differ */, NEAR_FAR = NEAR_MOST + 1 };

/* What is left of a text without the white space around it (ECMAScript's trim()). */
const char *near_trim(const char *p, size_t *len);
/* Letters in either case, and blanks, hyphens and underscores, are the same. */
bool near_same(const char *a, size_t a_len, const char *b, size_t b_len);
/* Letters to change, add or take away, up to NEAR_FAR; long texts are far from all. */
size_t near_distance(const char *a, size_t a_len, const char *b, size_t b_len);

/* The nearest so far, and whether it is the only one at that distance; zeroed but for best = NEAR_FAR. */
struct near {
    size_t best;
    const char *found; /* NULL: none, or several */
    size_t len;
};
void near_meet(struct near *n, const char *text, size_t len, size_t distance);
/* Meets each of the names, NULL-terminated. Of a short text only what is the same counts. */
void near_meet_all(struct near *n, const char *p, size_t len, const char *const *names);

#endif
