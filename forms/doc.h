/* The document that an operator edits: one JSON tree with undo and redo, addressed by paths (path.h).
 *
 * Four states differ, here and in the output: not set (the member is absent), null, an empty value, and a
 * value. An edit swaps a detached value into a slot and keeps what was there; undo and redo are the same
 * swap. Edits between two doc_visit() calls that touch the same path are one undo step.
 *
 * What was typed and does not fit its field ("12a" for a number) is kept as a JSON string: it is shown,
 * saved, and named by the checks, and never lost. The document knows nothing of schemas and screens. */
#ifndef FORMS_DOC_H
#define FORMS_DOC_H

#include "forms/json.h"

struct doc;

/* A document from text, which is copied. NULL with *e on bad JSON or when the root is not an object. */
struct doc *doc_new(const char *text, size_t len, struct err *e);
/* The same without a copy: take, from the heap, belongs to the document, and is freed on failure too. */
struct doc *doc_new_taking(char *take, size_t len, struct err *e);
void doc_free(struct doc *d);
/* The same a piece at a time; take as doc_new_taking. */
struct doc_opening;
struct doc_opening *doc_opening_new(char *take, size_t len);
/* Reads about so many bytes on; true: it has come to its end. */
bool doc_opening_step(struct doc_opening *o, size_t bytes);
size_t doc_opening_done(const struct doc_opening *o); /* bytes */
/* After that: what doc_new gives. Frees the opening. */
struct doc *doc_opening_finish(struct doc_opening *take, struct err *e);
/* Gives it up, at any time. */
void doc_opening_free(struct doc_opening *o);

/* Reading. NULL: not set. The pointer is good until the next edit. */
const struct json *doc_root(const struct doc *d);
const struct json *doc_get(const struct doc *d, const char *pointer);
/* The same in a tree that is no document. */
const struct json *doc_value(const struct json *root, const char *pointer);
size_t doc_count(const struct doc *d, const char *pointer); /* children; 0 where not set */
/* The index of the child that an unescaped token of a pointer names, or -1. */
long doc_child(const struct json *container, const char *token, size_t len);
/* For making values that are handed to the functions below. */
struct arena *doc_arena(struct doc *d);

/* Editing. Parents that are missing are made in the same step: an array where the next token is 0, else an
 * object; an index names an item or the place after the last. Values are copied.
 * false with *e: the path runs through a value that has no children, or an index is out of range; the
 * document is unchanged. Values that become equal to what is there make no step. */
bool doc_set(struct doc *d, const char *pointer, const struct json *value, struct err *e);
bool doc_set_chars(struct doc *d, const char *pointer, const char *p, size_t len, struct err *e);
bool doc_set_bool(struct doc *d, const char *pointer, bool value, struct err *e);
/* JSON text for one value, as --set gives it and as raw editing does. */
bool doc_set_text(struct doc *d, const char *pointer, const char *text, size_t len, struct err *e);
/* Makes it "not set". Objects that become empty by it and were made by an edit go too. Items of an array
 * move up. */
bool doc_unset(struct doc *d, const char *pointer, struct err *e);
/* Puts value before item index of the array at pointer (made when missing). */
bool doc_insert(struct doc *d, const char *pointer, size_t index, const struct json *value, struct err *e);
bool doc_move(struct doc *d, const char *pointer, size_t from, size_t to, struct err *e);
bool doc_rename(struct doc *d, const char *pointer, const char *name, size_t len, struct err *e);
/* Many items of one array in one pass over it. indexes ascend and are within the array. */
bool doc_delete_items(struct doc *d, const char *pointer, const size_t *indexes, size_t count, struct err *e);
/* Puts count values before item index of the array at pointer (made when missing). */
bool doc_insert_items(struct doc *d, const char *pointer, size_t index, const struct json *values,
                      size_t count, struct err *e);

/* The body becomes that of another document, which was not edited: as doc_set of the whole, but all that it
 * holds moves over, so that it takes no time, and it is a step of its own even where both say the same. */
void doc_become(struct doc *d, struct doc *take);

/* Undo steps. doc_visit ends the current one; doc_group_begin/_end (they nest) make one step of all
 * edits between them. */
void doc_visit(struct doc *d);
void doc_group_begin(struct doc *d);
void doc_group_end(struct doc *d);
/* Begins a group that the last step is part of: what follows from an edit and is done later is undone with
 * it, and cancelled with it. */
void doc_group_resume(struct doc *d);
/* The edits that are in force; doc_join makes one step of those since there were so many, however many steps
 * they were. */
size_t doc_edits(const struct doc *d);
void doc_join(struct doc *d, size_t since);
/* Ends the group (the outermost) and takes back all that it did; nothing is left to redo of it. */
void doc_group_cancel(struct doc *d);
/* For a part of a group that failed: takes back what came since there were so many edits; the group goes on.
 */
void doc_group_back(struct doc *d, size_t since);
/* false: nothing to undo. *where (may be NULL) becomes the path that changed, heap, for the caller to
 * free: the screen puts the focus there. */
bool doc_undo(struct doc *d, char **where);
bool doc_redo(struct doc *d, char **where);

/* A number that differs after every change, for caches. */
uint64_t doc_revision(const struct doc *d);
/* What the change did that led to this revision, so that a cache can follow: a cache that has seen revision r
 * asks for r + 1, r + 2, ... up to doc_revision(). false: not known any more (at least the last
 * DOC_CHANGES_KEPT are known), or the whole document changed. The pointers are good until the next edit. */
#define DOC_CHANGES_KEPT 4096
struct doc_change {
    const char *container; /* the path of the value whose children changed */
    /* In an object: the paths of the member that changed, before and after; they differ when it got another
     * name. Else NULL. */
    const char *member, *renamed;
    /* Of its children, those from 'at' on, 'removed' many, gave way to 'added' others. */
    size_t at, removed, added;
    /* More precisely, where not NULL: 'count' children came to stand at these indexes, which ascend (added is
     * greater than removed), or those that stood at them went (it is less). */
    const size_t *indexes;
    size_t count;
    /* More precisely: the child at 'from' is at 'to' now, and those between them have closed up. */
    bool moved;
    size_t from, to;
};
bool doc_change(const struct doc *d, uint64_t revision, struct doc_change *out);
/* The items of the list are who they were at that revision, however many changes inside of them are not known
 * any more. false: perhaps not. */
bool doc_same_items(const struct doc *d, const char *list, uint64_t revision);

/* Differs from what was opened or last saved. Undoing back to it makes it false again. */
bool doc_modified(const struct doc *d);
void doc_mark_saved(struct doc *d);

/* Values that a switch of variants put aside ("not chosen, not sent, not lost"): kept in memory by path
 * until the document is closed. They follow their record while others come, go and move, and go and come back
 * with it. */
void doc_park(struct doc *d, const char *pointer, const struct json *value);
const struct json *doc_parked(const struct doc *d, const char *pointer);

/* Text for the value at pointer that does not parse yet: kept in the same way. text NULL: there is none any
 * more. */
void doc_type(struct doc *d, const char *pointer, const char *text, size_t len);
const struct json *doc_typed(const struct doc *d, const char *pointer);
/* The path of such a text, of len bytes, or NULL: it is no part of the body, and yet somebody's work. */
const char *doc_half_typed(const struct doc *d, size_t *len);

/* All of the above that change something, as data: a call made again, in the same order, on a document of the
 * same text makes the same document, with the same undo steps. What is not needed is 0 or NULL. */
enum doc_verb {
    DOC_SET,          /* pointer, values: one */
    DOC_UNSET,        /* pointer, index: so many objects around it go too */
    DOC_INSERT,       /* pointer, index, values: one */
    DOC_INSERT_ITEMS, /* pointer, index, values, count */
    DOC_DELETE_ITEMS, /* pointer, indexes, count */
    DOC_MOVE,         /* pointer, index, to */
    DOC_RENAME,       /* pointer, name, len */
    DOC_BECOME,       /* values: one */
    DOC_PARK,         /* pointer, values: one */
    DOC_VISIT,
    DOC_GROUP_BEGIN,
    DOC_GROUP_END,
    DOC_GROUP_RESUME,
    DOC_GROUP_CANCEL,
    DOC_GROUP_BACK, /* index: since */
    DOC_JOIN,       /* index: since */
    DOC_UNDO,
    DOC_REDO,
    DOC_SAVED,
    DOC_VERBS
};
struct doc_call {
    enum doc_verb verb;
    const char *pointer;
    const struct json *values;
    const size_t *indexes;
    size_t count, index, to;
    const char *name;
    size_t len;
};
/* Makes the call; false: it could not be done. It may be one that failed before, and left its marks all the
 * same. */
bool doc_make_call(struct doc *d, const struct doc_call *call);
/* From now on each call that may have changed something is told to one listener (NULL: to none), which looks
 * and changes nothing; what it is given is good during the call. */
typedef void doc_listener(void *context, const struct doc_call *call);
void doc_listen(struct doc *d, doc_listener *listener, void *context);
/* Tells it calls that make this document of any other: body, which is what the body is now, and what is kept
 * beside it. */
void doc_tell_whole(struct doc *d, const struct json *body);

/* The text that it was read from: what the calls begin with. */
const char *doc_text(const struct doc *d, size_t *len);
/* The body as it is saved and sent. */
bool doc_write(const struct doc *d, json_sink *sink, void *context);
/* Bytes of the body. Known without counting after values that are not containers gave way to others, as they
 * do while somebody types; after any other edit the first call is a pass over every changed list. */
size_t doc_size(struct doc *d);

#endif
