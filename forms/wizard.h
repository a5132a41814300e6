/* The order in which people meet the fields: pages, groups, labels, help, suggestions, templates. All of
 * it is data (assets/wizard.json); a schema field that the asset does not name appears on the page of its
 * parent, with a label made from its name. A document member that the schema does not know appears there
 * too, as raw JSON. */
#ifndef FORMS_WIZARD_H
#define FORMS_WIZARD_H

#include "forms/doc.h"
#include "forms/path.h"
#include "forms/schema.h"

struct wizard;

/* text, the asset, is copied; the schema must outlive the wizard. NULL with *e for what is no such asset. All
 * strings that the wizard gives out live as long as it does, those of rows apart. */
struct wizard *wizard_new(const char *text, size_t len, const struct schema *s, struct err *e);
void wizard_free(struct wizard *w);

/* The sidebar: sections in order. */
enum section_kind {
    SECTION_FORM,   /* rows (wizard_rows) */
    SECTION_LIST,   /* a table of records: the array at pointer */
    SECTION_REVIEW, /* the way to the review screen */
};

struct section {
    const char *id;      /* "customer", "places", "places.sites" */
    const char *title;   /* "Reservations" */
    const char *one;     /* SECTION_LIST: a single record, "Reservation" */
    const char *pointer; /* SECTION_LIST: the array; else "" */
    const char *help;
    enum section_kind kind;
    int depth; /* 0: a page, 1: below one */
};

size_t wizard_section_count(const struct wizard *w);
const struct section *wizard_section(const struct wizard *w, size_t index);
/* The section that holds the path: the nearest one, not the page above it. -1: none does. */
long wizard_section_of(const struct wizard *w, const char *pointer);
/* How a field is edited. */
enum control {
    CONTROL_TEXT,
    CONTROL_LONG_TEXT, /* several lines */
    CONTROL_BOOL,      /* yes / no / not set */
    CONTROL_ENUM,      /* one of a list */
    CONTROL_DATE_TIME, /* RFC 3339 */
    CONTROL_TIME,      /* HH:MM or HH:MM:SS */
    CONTROL_ZONE,      /* the IANA name of a time zone */
    CONTROL_NUMBER,
    CONTROL_UUID,
    CONTROL_STRINGS, /* array of strings, with or without suggestions */
    CONTROL_KEY,     /* the key of a record in ref_list */
    CONTROL_KEYS,    /* array of such keys */
    CONTROL_ONE_OF,  /* exactly one of several one-member objects: the landing page */
    CONTROL_VARIANT, /* oneOf told apart by an enum member: the newer deep link */
    CONTROL_TYPED,   /* text, or yes / no: a filter's value, a metadata value */
    CONTROL_MAP,     /* free names with typed values: metadata */
    CONTROL_RECORDS, /* array of objects: opens a table */
    CONTROL_JSON,    /* anything else, as raw JSON */
};

enum row_kind { ROW_HEADING, ROW_FIELD };

struct row {
    enum row_kind kind;
    enum control control;
    int depth;                      /* of nesting under headings, for indenting */
    char *pointer;                  /* the field; for a heading the object it stands for, or "" */
    char *label;                    /* "Hide the Connect tab" */
    const char *help;               /* operator's words, or NULL */
    const char *note;               /* "Undocumented: ...", "Deprecated: ...", or NULL */
    const struct schema_node *node; /* NULL for an unknown member */
    bool required;                  /* when its parent is set */
    bool secret;                    /* hidden until asked for: door codes */
    bool nullable;
    char *ref_list;                 /* CONTROL_KEY, _KEYS: the array of records it names, or NULL; heap */
    const char *const *suggestions; /* NULL-terminated, or NULL */
};

struct rows {
    struct row *items;
    size_t count, cap;
};

void rows_init(struct rows *r);
void rows_finish(struct rows *r);

/* Both add to out. The rows of a section, in order (a SECTION_LIST has one while it holds something else
 * than a list); includes members of the document that no schema
 * names. A page over lists has a CONTROL_RECORDS row for each, which leads to its section. What no other
 * control can show, since the document holds a value of another kind, is CONTROL_JSON. */
void wizard_rows(const struct wizard *w, size_t section, const struct doc *d, struct rows *out);
/* The rows of the record (or any object) at pointer. */
void wizard_object_rows(const struct wizard *w, const char *pointer, const struct doc *d, struct rows *out);

/* Adds the row of a member as one shape of its object knows it (CONTROL_VARIANT), and returns it. chosen: the
 * object says that it has this shape; else the label is made of the name alone, since each shape may call the
 * member something else. */
struct row *wizard_member_row(const struct wizard *w, const char *object, const struct doc *d,
                              const struct schema_property *member, bool chosen, struct rows *out);

/* CONTROL_ONE_OF: its choices, at most max; returns how many. */
struct choice {
    const char *member;   /* "room_key" */
    const char *label;    /* "Room" */
    const char *ref_list; /* "/customer_data/rooms", or NULL */
};
size_t wizard_choices(const struct wizard *w, const struct row *row, struct choice *out, size_t max);

/* Columns of a list's table, main ones first: own key, name, times, references, the rest; at most max.
 * Returns how many; 0 where no list is. */
struct column {
    const char *member; /* "name", "starts_at" */
    char label[40];
    int width;     /* cells, as a wish */
    int least;     /* cells that it must have to say something */
    bool required; /* in the schema */
};
size_t wizard_columns(const struct wizard *w, const char *list_pointer, struct column *out, size_t max);

/* A field of a list's records as a table of plain columns has it: those inside objects stand beside the
 * others. */
struct flat_field {
    char *name;    /* "starts_at", "geolocation.latitude"; "metadata" for CONTROL_MAP, whose entries are
                    * "metadata:NAME" */
    char *label;   /* "Start" */
    char *pointer; /* from the record: "/geolocation/latitude" */
    enum control control;
    const struct schema_node *node;
    const char *ref_list; /* of CONTROL_KEY and _KEYS */
    bool required, secret;
    bool key; /* the record's own */
};
struct flat_fields {
    struct flat_field *items;
    size_t count, cap;
};
/* Adds the fields of a list's records to out (zeroed before), in the order of the columns. */
void wizard_flat_fields(const struct wizard *w, const char *list_pointer, struct flat_fields *out);
void flat_fields_finish(struct flat_fields *f);
/* Bytes of the name of a map's entry that can be a column: longer ones might have no path. */
#define FLAT_ENTRY_MAX (PATH_MAX_LEN / 4)
/* What else people head the column of such a field with, by its name: "Arrival", "Check-in". NULL-terminated,
 * or NULL. */
const char *const *wizard_headings(const struct wizard *w, const char *flat_name);
/* What a field is put together from where several columns hold it: names that have headings of their own
 * ("given_name", "family_name"). NULL-terminated, or NULL. */
const char *const *wizard_parts(const struct wizard *w, const char *flat_name);
/* The member that is the record's own key: "reservation_key"; NULL if the list has none. */
const char *wizard_key_member(const struct wizard *w, const char *list_pointer);
/* What a record of the list has there; NULL where it has nothing, or is no record. */
const struct json *wizard_key_value(const struct wizard *w, const char *list_pointer,
                                    const struct json *record);
/* The lists of records, in the order of the schema. */
size_t wizard_list_count(const struct wizard *w);
const char *wizard_list_pointer(const struct wizard *w, size_t index);
bool wizard_is_list(const struct wizard *w, const char *pointer);
/* What a record of the list is called: "Room". */
const char *wizard_record_name(const struct wizard *w, const char *list_pointer);
/* What a member says to other records. Spaces are lists, by their pointers, and what the asset calls one. */
enum meaning {
    MEANING_NONE,
    MEANING_KEY,        /* a record's own key, in the space of its list */
    MEANING_REFERENCE,  /* the key of a record of the space */
    MEANING_REFERENCES, /* an array of such keys */
    MEANING_RESOURCE, /* the key of a record whose kind ("reservation") stands beside it, in the member *space
                       */
    MEANING_VALUE,    /* a text that is this record's: an e-mail address */
    MEANING_NAMED,    /* a text that some record should have in the space: the field of a filter */
    MEANING_NAMES,    /* an object whose names are this record's: the fields of its metadata */
};
/* list: that the record is of, or NULL for what stands beside the lists. *space: NULL for MEANING_NONE. */
enum meaning wizard_meaning(const struct wizard *w, const char *list, const char *member, size_t len,
                            const char **space);
/* The wizard's own string for a space: one for each; NULL: there is no such space. */
const char *wizard_space(const struct wizard *w, const char *text);
/* What the asset says of a member by its name, or NULL: the form that its values have ("phone"), the member
 * with the beginning of what it ends, the member that stands in its place now that it is deprecated. */
#define FORM_ZONE "zone" /* the form of names of time zones */
const char *wizard_form(const struct wizard *w, const char *member, size_t len);
const char *wizard_begin(const struct wizard *w, const char *member, size_t len);
const char *wizard_successor(const struct wizard *w, const char *member, size_t len);
/* What the asset says of the clocks of places, by paths from a place's record: to the name of its time zone;
 * to the hour of the day ("15:00") that a member means by a day; and that hour where no place says it. NULL:
 * says nothing. */
const char *wizard_zone_path(const struct wizard *w);
const char *wizard_hour_path(const struct wizard *w, const char *member, size_t len);
const char *wizard_usual_hour(const struct wizard *w, const char *member, size_t len);
/* The member beside it that has to hold its items, too ("allowed_events" of "default_events"), or NULL. */
const char *wizard_whole(const struct wizard *w, const char *member, size_t len);
/* The members that have to stand beside a top-level one, with their values: an object, or NULL. */
const struct json *wizard_needs(const struct wizard *w, const char *member, size_t len);
/* What is suggested for the items of a member: NULL-terminated, or NULL. */
const char *const *wizard_suggestions(const struct wizard *w, const char *member, size_t len);
/* The records of the list are people. */
bool wizard_is_people(const struct wizard *w, const char *list);
/* The list of a kind of records ("reservation"), or NULL. */
const char *wizard_list_of_kind(const struct wizard *w, const char *kind, size_t len);
/* The same where the object's member says the kind (MEANING_RESOURCE: the key stands beside it); anything but
 * an object says none. */
const char *wizard_list_said(const struct wizard *w, const struct json *object, const char *member);
/* A label for any path: the field's own, without its parents'. Added to out. */
void wizard_label(const struct wizard *w, const char *pointer, struct buf *out);
/* JSON text for a fresh record: an object with only its key member, given a key that is free in the
 * document ("room-1", "room-2", ...), and required members that can have but one value. Heap. */
char *wizard_new_record(const struct wizard *w, const struct doc *d, const char *list_pointer);
/* All paths that hold a secret have a member with one of these names. */
bool wizard_is_secret(const struct wizard *w, const char *member, size_t len);

/* Templates: assets/templates/NAME.json are bodies; the wizard asset names and describes them. */
struct template_info {
    const char *id, *title, *help;
};
size_t wizard_template_count(const struct wizard *w);
const struct template_info *wizard_template(const struct wizard *w, size_t index);

#endif
