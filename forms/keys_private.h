/* What the parts of the index share: keys.c keeps the records and follows the document, keys_terms.c counts
 * texts, keys_read.c finds them in values, keys_ask.c answers. */
#ifndef FORMS_KEYS_PRIVATE_H
#define FORMS_KEYS_PRIVATE_H

#include "forms/keys.h"
#include "forms/shift.h"

/* A text in a space. */
struct term {
    const char *space; /* the wizard's own string */
    const char *text;
    uint32_t len, hash;
    uint32_t own, uses;
    uint32_t found;           /* the record that owns it, as it was numbered when it was last seen */
    uint32_t own_before : 31; /* at the last terms_settle */
    uint32_t touched : 1;     /* since then */
};

/* What texts that nobody owns were probably meant to be, as keys_near found last: it takes a thousand
 * lookups, and a form asks for the same few after each key. */
enum { MEANT_KEPT = 8, MEANT_LONGEST = 64 };
struct meant {
    const char *space; /* NULL: this one is free */
    char text[MEANT_LONGEST], found[MEANT_LONGEST + 1];
    uint8_t len, found_len; /* found_len 0: none, or several */
};
/* How many texts of a space somebody owns. */
struct owned {
    const char *space;
    size_t texts;
};
struct memory {
    struct meant items[MEANT_KEPT];
    size_t next; /* to be replaced */
};

struct terms {
    struct arena texts;
    struct term *items;
    uint32_t count, cap;
    uint32_t *slots; /* of the hash table: 1 + the number of a term, 0 for none */
    size_t slot_count;
    bool settled;      /* once; before it nobody was told anything, and nothing is touched */
    uint32_t *touched; /* terms */
    size_t touched_count, touched_cap;
    struct owned *owned; /* of each space that had some */
    size_t owned_count;
    struct memory *memory; /* forgets a space when a text of it gets its first owner or loses its last */
};

#define NO_TERM UINT32_MAX

/* expected: so many terms cost no growing. */
void terms_init(struct terms *t, size_t expected);
void terms_finish(struct terms *t);
/* The number of the term; NO_TERM where it is not known. space: the wizard's own string; len is not 0. */
uint32_t terms_find(const struct terms *t, const char *space, const char *text, size_t len);
/* The same; makes it. lasting: the text outlives the terms, and is not copied. */
uint32_t terms_intern(struct terms *t, const char *space, const char *text, size_t len, bool lasting);
void terms_count(struct terms *t, uint32_t term, bool own, int by);
/* Somebody owns a text of the space. */
bool terms_owned(const struct terms *t, const char *space);
/* From now on counts as before. */
void terms_settle(struct terms *t);
/* What is said of those who own or name it may differ from what it was before. */
bool terms_concerned(const struct term *t);

/* A term as it stands in a record: its number, and whether the record owns it. */
#define MENTION(term, own) ((term) << 1 | (own))
#define MENTION_TERM(m)    ((m) >> 1)
#define MENTION_OWN(m)     (((m)&1) != 0)

struct mentions {
    uint32_t *items;
    size_t count, cap;
};

struct key_entry {
    uint32_t at, count; /* of its list's mentions */
    bool read;          /* they are what the record says */
};

/* What a member means, remembered by its position: records of one list mostly have the same members. */
enum { KNOWN_MEMBERS = 32, KNOWN_NAME_MAX = 46 };
struct known_member {
    const char *space;
    uint8_t meaning, len;
    char name[KNOWN_NAME_MAX];
};

struct key_list {
    const char *pointer;
    struct known_member *known; /* KNOWN_MEMBERS; NULL before the first record */
    struct shift entries;       /* struct key_entry */
    uint32_t *mentions;
    size_t mention_count, mention_cap;
    size_t wasted; /* mentions that no entry uses any more */
    size_t read;   /* entries; ... */
    size_t next;   /* ... all before this one are */
    bool replaced; /* by another value, in the changes that are being followed */
};

struct keys {
    const struct wizard *wizard;
    const struct doc *doc; /* NULL: a tree alone */
    const struct json *tree;
    uint64_t revision;
    struct terms terms;
    struct key_list *lists;
    size_t list_count;
    struct mentions beside; /* what stands in no list */
    bool beside_stale;
    struct mentions found; /* in the value that is being read */
    struct buf scratch;
};

static inline const struct key_entry *entry_at(const struct key_list *l, size_t index)
{
    return shift_at(&l->entries, index);
}

/* Add to k->found what the value says. */
void mentions_of_record(struct keys *k, struct key_list *l, const struct json *record);
void mentions_beside(struct keys *k, const struct json *root);

#endif
