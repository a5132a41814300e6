/* JSON as a document that people own: strict (RFC 8259), ordered, exact. A number keeps its digits, and
 * whatever was not touched is written back byte for byte.
 *
 * Values point into the text they were read from and live in the caller's arena, as do the pieces made
 * by edits; nothing is freed before the arena. Children of a container lie side by side, so a pointer to
 * a value is good until the next edit of its parent: hold a path (path.h), not a pointer.
 *
 * This module knows nothing of files, schemas or undo. */
#ifndef FORMS_JSON_H
#define FORMS_JSON_H

#include "forms/buf.h"
#include "forms/err.h"
#include "forms/mem.h"

#include <stdint.h>

#define JSON_DEPTH_MAX 64
#define JSON_TEXT_MAX  ((size_t)1 << 30) /* bytes of one text */

enum json_kind { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

enum json_flags {
    JSON_TRUE = 1,         /* of a JSON_BOOL */
    JSON_ESCAPED = 2,      /* the string's text holds a backslash */
    JSON_NAME_ESCAPED = 4, /* the member's name does */
    JSON_CHANGED = 8,      /* a container whose children are no longer what its text says */
    JSON_NAMED = 16,       /* a member of an object: has a name */
    JSON_LEAD = 32,        /* lead is what a text had, even when it is 0 bytes; else made by an edit */
};

struct json {
    const char *text;   /* the exact bytes: quotes, digits, braces. Never NUL-terminated */
    struct json *items; /* children of an array or object, in order */
    uint32_t text_len;
    uint32_t lead;      /* bytes before text that set it apart from the sibling before it (comma, white
                         * space, name, colon). Without JSON_LEAD it was made by an edit: the writer then
                         * follows the style of the siblings */
    uint32_t name_back; /* the name's raw bytes, without quotes, begin at text - name_back */
    uint32_t name_len;
    uint32_t count; /* children */
    uint8_t kind;   /* enum json_kind */
    uint8_t flags;  /* enum json_flags */
    uint8_t room;   /* items has space for 1 << room children; 0: for exactly count */
};

/* A whole text: root with what stands before and after it. */
struct json_tree {
    const char *text; /* the caller's; must outlive the tree's arena */
    size_t len;
    size_t head, tail; /* root was read from text + head up to text + tail */
    struct json root;
};

/* Reads exactly one value. Refuses, with line and column: anything outside RFC 8259, a name twice in one
 * object (compared after unescaping), invalid UTF-8, lone surrogates (also as \u escapes), a byte order
 * mark, text after the value, a depth over JSON_DEPTH_MAX, a text over JSON_TEXT_MAX. On failure *tree
 * is unusable. */
bool json_parse(struct arena *a, const char *text, size_t len, struct json_tree *tree, struct err *e);

/* The same a piece at a time, for a program that has to answer keys meanwhile. Arena and text must outlive
 * it. */
struct json_parser;
struct json_parser *json_parser_new(struct arena *a, const char *text, size_t len);
void json_parser_free(struct json_parser *p);
/* Reads about so many bytes more, the last word of them to its end. true: nothing is left to read, or what
 * follows is refused. */
bool json_parser_step(struct json_parser *p, size_t bytes);
size_t json_parser_offset(const struct json_parser *p); /* bytes that have been read */
/* After that: what json_parse gives. The parser may be freed before the tree. */
bool json_parser_result(const struct json_parser *p, struct json_tree *tree, struct err *e);

/* Where v stands in the text that it was read from. Line and column from 1; columns count code points.
 * Both become 0 for a value that was made by an edit. *hint may be NULL; with the same hint (zeroed at first)
 * values that are asked for in any order cost one pass over the text in all, and little for each. */
struct json_spot {
    size_t offset, line, column; /* lines and columns before the offset */
};
struct json_hint {
    struct json_spot latest, *marks; /* heap: at regular distances, as far as they were asked for */
    size_t count, cap;
};
void json_place(const struct json_tree *tree, const struct json *v, struct json_hint *hint, size_t *line,
                size_t *column);
void json_hint_finish(struct json_hint *hint);
/* The same of any byte of a text, counted from its beginning. */
struct json_spot json_spot_of(const char *text, const char *at);

/* Reading. A NULL v counts as "not there": json_get gives NULL, json_is... give false. */
/* Inline, since most code that reads a document asks it. */
static inline bool json_is(const struct json *v, enum json_kind kind)
{
    return v && v->kind == kind;
}
bool json_is_true(const struct json *v);
/* An array or an object. Inline, since a writer asks it of every value. */
static inline bool json_is_container(const struct json *v)
{
    return v && (v->kind == JSON_ARRAY || v->kind == JSON_OBJECT);
}
/* The member of that name, or NULL. */
struct json *json_get(const struct json *object, const char *name, size_t len);
/* The same; the index of the member, or -1. */
long json_find(const struct json *object, const char *name, size_t len);
/* The same, looked for from the member at that index on, and then before it: members that are asked for in
 * their order cost one pass in all. */
long json_find_from(const struct json *object, size_t from, const char *name, size_t len);
/* The child at index, or NULL. */
struct json *json_item(const struct json *container, size_t index);
/* The decoded characters of a string, *len bytes of UTF-8 (they may include NUL). Points into the text
 * where that needs no decoding, else into scratch, which is cleared first. */
const char *json_chars(const struct json *string, struct buf *scratch, size_t *len);
/* The decoded name of a member, in the same way. */
const char *json_name(const struct json *member, struct buf *scratch, size_t *len);
/* A decoded string equals these bytes. */
bool json_chars_equal(const struct json *string, const char *p, size_t len);
/* Same kind, same content, members in the same order; strings after decoding, numbers by their text. */
bool json_same(const struct json *a, const struct json *b);
/* A number's value; only for comparing with a schema's bounds, never for writing. */
double json_double(const struct json *number);

/* Making. Values without a name and without a place, in arena a. */
struct json json_make_null(void);
struct json json_make_bool(bool value);
/* A string of the bytes; invalid UTF-8 becomes U+FFFD. It is empty where it would be longer than
 * JSON_TEXT_MAX with its escapes: cap len first. */
struct json json_make_chars(struct arena *a, const char *p, size_t len);
/* text must be a number in JSON's grammar: returns false, and makes nothing, where it is not. */
bool json_make_number(struct arena *a, const char *text, size_t len, struct json *out);
struct json json_make_array(void);
struct json json_make_object(void);
/* A deep copy that can be edited apart from v. It has v's name and no lead; its text is v's. */
struct json json_clone(struct arena *a, const struct json *v);

/* Editing. The caller keeps the JSON_CHANGED marks of all containers above: json_mark does so for one. */
void json_mark(struct json *container);
/* Puts value before the child at index (index == count appends). In an object it must have a name, in an
 * array a name is dropped. Marks the container. */
void json_insert(struct arena *a, struct json *container, size_t index, const struct json *value);
/* Takes the child at index out, with its lead and name, so that json_insert can put it back as it was.
 * Marks the container. */
struct json json_take(struct json *container, size_t index);
/* The same for many items of an array in one pass. indexes ascend; values (of as many) are taken out, or put
 * in so that they stand at these indexes afterwards. */
void json_insert_items(struct arena *a, struct json *array, const size_t *indexes, const struct json *values,
                       size_t count);
void json_take_items(struct json *array, const size_t *indexes, size_t count, struct json *values);
/* value with the name; for a member that is inserted. The lead of a member that had another name is kept. The
 * children are copied: value itself stays as it is, for an undo. */
struct json json_with_name(struct arena *a, const struct json *value, const char *name, size_t len);
/* value dressed as a replacement of old: same name and lead, so that only the value's own bytes differ in
 * the output. The children move over: value itself is not to be used again. */
struct json json_in_place_of(struct arena *a, const struct json *value, const struct json *old);

/* Writing. The sink returns false to stop; json_write then returns false. */
typedef bool json_sink(void *context, const char *p, size_t len);
/* The tree as it was read, with its edits: untouched parts keep their bytes, new ones take the style of
 * their siblings (two spaces for each level where there are none). */
bool json_write(const struct json_tree *tree, json_sink *sink, void *context);
/* One value alone: pretty (two spaces a level, "name": value) or on one line without spaces. */
bool json_write_pretty(const struct json *v, json_sink *sink, void *context);
bool json_write_compact(const struct json *v, json_sink *sink, void *context);
/* A sink whose context is a struct buf. */
bool json_to_buf(void *buf, const char *p, size_t len);
/* The bytes as a JSON string with quotes: only what must be escaped is. */
bool json_quote(struct buf *out, const char *p, size_t len);

#endif
