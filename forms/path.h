/* A path names a value in a document: an RFC 6901 JSON Pointer in a C string, "" for the whole document.
 * Every layer speaks it: forms, problems, server errors, --set. Whether a token is a name or an index
 * depends on the value it meets, as in the RFC. */
#ifndef FORMS_PATH_H
#define FORMS_PATH_H

#include "forms/buf.h"

#include <stdint.h>

#define PATH_MAX_LEN ((size_t)4096)

/* A path under construction; text.data is the pointer. */
struct path {
    struct buf text;
};

void path_init(struct path *p);
void path_finish(struct path *p);
/* false, and the path is "": longer than PATH_MAX_LEN. */
bool path_set(struct path *p, const char *pointer);
/* Adds a token; escapes ~ and /. false, and the path stays as it was: it would pass PATH_MAX_LEN, or the name
 * holds NUL, which no C string can. Such a member has no pointer; the value above it is the nearest place. */
bool path_push(struct path *p, const char *name, size_t len);
bool path_push_index(struct path *p, size_t index);
/* Takes the last token away; of "", nothing. */
void path_pop(struct path *p);

/* Valid RFC 6901: "" or starts with '/', each '~' followed by 0 or 1. */
bool path_valid(const char *pointer);
/* Steps through the tokens: *at starts as the pointer and moves on; the unescaped token goes to token
 * (cleared first), as far as that has room: token.full says when not. false at the end. */
bool path_next(const char **at, struct buf *token);
/* The token as an array index (RFC 6901: digits, no leading zero). "-" is not one, nor is more than SIZE_MAX.
 */
bool path_index(const char *token, size_t len, size_t *index);
/* Joins a pointer and a name or index; heap, the caller frees. */
char *path_join(const char *pointer, const char *name);
char *path_join_index(const char *pointer, size_t index);
/* The pointer without its last token; heap. NULL for "". */
char *path_parent(const char *pointer);
/* The last token, unescaped; heap. NULL for "". */
char *path_last(const char *pointer);
/* inner is outer or lies below it. */
bool path_within(const char *outer, const char *inner);
/* pattern has the form of a pointer in which a token "*" stands for any one token. */
bool path_match(const char *pattern, const char *pointer);
/* "customer_data.reservations[166].name": for people, never parsed. Added to out. */
void path_show(const char *pointer, struct buf *out);

#endif
