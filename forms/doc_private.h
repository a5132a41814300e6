/* What the parts of the document share: doc.c reads and writes it, doc_history.c keeps its steps,
 * doc_edit.c makes new ones. Nobody else includes this. */
#ifndef FORMS_DOC_PRIVATE_H
#define FORMS_DOC_PRIVATE_H

#include "forms/doc.h"

enum edit_kind {
    EDIT_SWAP,   /* what the slot holds (perhaps nothing) and what the edit holds change places */
    EDIT_ITEMS,  /* many items of an array are put in, or taken out */
    EDIT_MOVE,   /* an item goes to another position of its array */
    EDIT_RENAME, /* a member's name and the edit's change places */
    EDIT_ROOT,   /* EDIT_SWAP of the whole document, which lies in no container */
};

/* Doing, undoing and redoing an edit is one function, apply(): each call turns the edit around. A slot is a
 * container and an index in it; the container is named by a path, since values move in memory, and the path
 * is right because edits are undone in the reverse order. */
struct edit {
    char *pointer;        /* what changed, for the focus; as it is called after the latest apply() */
    char *other;          /* EDIT_MOVE and EDIT_RENAME: as it was called before; else NULL */
    size_t container_len; /* so many bytes of pointer name the container */
    size_t index;
    size_t to; /* EDIT_MOVE */
    size_t step;
    struct json value;   /* detached */
    struct items *items; /* EDIT_ITEMS, which has no other value; heap */
    enum edit_kind kind;
    bool holds;    /* value is one */
    bool occupied; /* the slot holds one */
    bool done;
    size_t clean_from; /* ancestors from this depth on were not yet JSON_CHANGED */
};

/* What an EDIT_ITEMS takes out or puts in. */
struct items {
    size_t *indexes;
    struct json *values; /* detached, while the edit holds them */
    size_t count;
};

struct parked {
    char *pointer;
    struct json value;
    bool gone;   /* with the record that it belongs to ... */
    size_t with; /* ... by the edit with that index, which may be taken back */
};

#define NEVER     SIZE_MAX
#define UNCOUNTED SIZE_MAX

/* The latest changes, for doc_change(): the one that led to revision r lies at r % DOC_CHANGES_KEPT. */
struct change {
    uint64_t revision;
    struct doc_change what; /* container and indexes: heap; container NULL: the whole document */
};

struct doc {
    struct arena arena;
    char *text;
    char **others; /* the texts of what it became */
    size_t other_count;
    struct json_tree tree;
    struct edit *edits;
    size_t count, cap;
    size_t applied; /* edits [0, applied) are done, [applied, count) can be redone */
    size_t saved;   /* value of applied when saved; NEVER: cannot be reached again */
    size_t size;    /* bytes of the body; UNCOUNTED: an edit moved more than it is worth to follow */
    size_t step;    /* number of the step that is being made */
    size_t groups;  /* doc_group_begin calls that are open */
    char *open;     /* the path whose edits still join the step, or NULL */
    uint64_t revision;
    uint64_t outer_revision; /* the last that changed something else than the inside of a list's item */
    struct change *changes;  /* NULL before the first */
    struct parked *parked;
    size_t parked_count;
    doc_listener *listener; /* or NULL */
    void *listening;
};

/* The values on the way to a pointer. value[0] is the root; value[i] is child index[i] of value[i - 1], and
 * the first end[i] bytes of the pointer name it. */
struct trail {
    size_t depth; /* of the last value that exists */
    struct json *value[JSON_DEPTH_MAX + 1];
    size_t index[JSON_DEPTH_MAX + 1];
    size_t end[JSON_DEPTH_MAX + 1];
};

/* Follows the pointer as far as there are values; true when that is to its end. */
bool doc_walk(const struct doc *d, const char *pointer, struct trail *t);
struct json *trail_last(const struct trail *t);

/* Before an edit of the value at pointer. A second edit of the same path in one visit replaces the first:
 * that one is taken back, so that typing a word and taking it back letter by letter leaves no step. */
void doc_begin_edit(struct doc *d, const char *pointer);
/* Does the edit and remembers it; what could be redone is forgotten. */
void doc_commit(struct doc *d, struct edit edit);
/* After an edit: further ones of the same path join its step. */
void doc_keep_open(struct doc *d, const char *pointer);
/* After an edit that nothing may join. */
void doc_close_step(struct doc *d);
/* Tells the listener. */
void doc_tell(struct doc *d, const struct doc_call *call);
/* As doc_set, also where the value is there already. */
bool doc_set_again(struct doc *d, const char *pointer, const struct json *value, struct err *e);
/* The whole becomes the value, which nothing else holds, as a step of its own. */
void doc_become_value(struct doc *d, struct json value);
/* As doc_unset, with so many of the objects around it. */
bool doc_unset_with(struct doc *d, const char *pointer, size_t around);
void doc_drop_edits(struct doc *d, size_t from);
/* doc_parked.c: tells all that is kept beside the document and can be reached. */
void doc_tell_parked(struct doc *d);
/* After the edit with that index was turned around, as c says. */
void doc_parked_follow(struct doc *d, const struct doc_change *c, size_t edit);
/* The edits from there on are forgotten, and cannot bring anything back. */
void doc_parked_forget(struct doc *d, size_t from);
void doc_drop_parked(struct doc *d);
void doc_drop_changes(struct doc *d);

#endif
