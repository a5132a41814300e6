/* What the files of the import share: import.c reads and checks, import_map.c says which column goes where
 * (import_suggest.c guesses it), import_join.c makes the value of columns that share a field, import_cell.c
 * values of cells (import_clock.c those of times), import_keys.c finds rows and records by their keys,
 * import_apply.c puts records into the document, import_report.c says what came of rows. */
#ifndef FORMS_IMPORT_PRIVATE_H
#define FORMS_IMPORT_PRIVATE_H

#include "forms/import.h"
#include "forms/mem.h"
#include "forms/wizard.h"

/* What sets several keys in a cell apart, in the order in which it is looked for. */
#define IMPORT_SEPARATORS "|;\n,"

/* Where a row stands in the text, and what comes of it. */
struct import_row {
    uint32_t begin; /* of its bytes */
    uint32_t line;
    uint32_t number; /* as spreadsheets count */
    uint32_t record; /* of the list, where it has the key already; for the second of two rows with the same
                      * key, the first one */
    uint8_t fate;
    bool twice; /* an earlier row has the same key */
};

/* A column as it is kept. */
struct column_state {
    struct import_column shown;
    char *title, *first, *name;
    char *several;             /* the first value with a separator in it */
    bool named;                /* the title is the header's */
    bool told;                 /* where it goes was said, not guessed */
    size_t next;               /* the column that is joined behind it; SIZE_MAX: none */
    size_t first_row;          /* that of the first value */
    char separator;            /* of several keys in a cell */
    bool seen[4];              /* which separators its cells have */
    bool only_booleans;        /* all its values are true or false */
    size_t empty_texts;        /* cells that hold nothing but quotes */
    bool blanks;               /* a value has a blank in it, as names of people have */
    size_t day, month, either; /* dates of three numbers that allow one order only, or both */
};

/* Numbers (of rows, of records) by the text of their keys. */
struct key_slot {
    uint32_t number; /* + 1; 0: free */
    uint32_t hash;
};
struct key_table {
    struct key_slot *slots;
    size_t size, count;
};

struct import {
    const struct wizard *wizard;
    struct doc *doc;
    const struct keys *keys;
    char *list;
    struct import_source source;
    int64_t now;
    struct flat_fields fields;
    struct import_options options;
    bool dates_set; /* by the operator */
    enum date_order preferred;
    char *zone_name;

    struct csv_reader reader; /* while reading */
    bool all_quoted;          /* its writer quotes what needs none: quotes alone say nothing, then */
    struct err err;
    size_t header, header_len; /* its line in the reader's text */
    struct column_state *columns;
    size_t column_count;
    struct import_row *rows;
    size_t row_cap;
    struct import_counts counts;

    size_t *order; /* columns that go somewhere, in the order of the fields; the first of those joined */
    size_t order_count;
    size_t key_column;        /* SIZE_MAX: none */
    struct key_table seen;    /* rows */
    struct key_table records; /* of the list, before */
    size_t indexed;           /* records that are in it */
    uint32_t *bad;
    size_t bad_cap;
    struct arena scratch; /* values made while checking */

    size_t applied, next; /* rows that went in; the next one to look at */
    bool applying;
    size_t base; /* records that the list had before */
};

/* ---- import.c */
void import_forget_checks(struct import *im);
/* A cell that holds something and has no column to go to. */
bool import_has_more_cells(const struct import *im, const struct csv_reader *r);
/* Reads a row again; the reader is the caller's, to be finished. */
void import_read_row(const struct import *im, size_t row, struct csv_reader *out);

/* ---- import_keys.c */
void key_table_finish(struct key_table *t);
/* Puts some records of the list into the table of records; true: all are. */
bool import_index_step(struct import *im, size_t records);
/* The record with the key; SIZE_MAX: none. */
size_t import_record_with(const struct import *im, const char *p, size_t len);
/* The first row with the key: this one, if no other has been asked for with it before. */
size_t import_row_with(struct import *im, size_t row, const char *p, size_t len);

/* ---- import_map.c */
/* It says why the rows were bad when they were imported before. */
bool import_is_reason(const struct import *im, size_t column);
void import_send(struct import *im, size_t column, size_t field, const char *name);
/* The first column that goes to the field (to the entry called name). false: none. */
bool import_taken(const struct import *im, size_t field, const char *name, size_t *by);
/* Letters and digits alone, small: "Check-in Date" and "check_in date" are the same. */
void import_normalise(const char *p, size_t len, struct buf *out);
bool import_same_words(const char *a, const struct buf *normal);
void import_guess_dates(struct import *im);
/* order and key_column follow the mapping. */
void import_order_columns(struct import *im);
/* Notes what a value says about its column. */
void import_note_value(struct column_state *c, const char *p, size_t len);

/* ---- import_suggest.c */
/* After reading: where each column most likely goes. */
void import_suggest(struct import *im);
/* What people call a field, or one of its own names. */
bool import_is_heading(const struct import *im, const char *p, size_t len);

/* ---- import_cell.c */
/* The cell's own text: without what csv_write adds to formulas, and without blanks around it where it is not
 * in quotes. false: there is nothing in it. */
bool import_cell_text(const struct csv_cell *cell, const char **p, size_t *len);
/* The value that the row's cell in a column makes, with its text in arena a. false: it is none of that kind;
 * why is said in words, which may be NULL. *strange counts keys that no record has. */
bool import_cell_value(const struct import *im, const struct csv_reader *row, size_t column, struct arena *a,
                       struct json *out, size_t *strange, struct buf *words);
/* What the schema says of a value for the column's field. */
bool import_fits(const struct import *im, size_t column, const struct json *v, struct buf *words);
/* The path, from the record, of the field or entry that a column goes to; heap. */
char *import_pointer(const struct import *im, const struct column_state *c);

/* ---- import_join.c */
/* The columns of 'order' and those that are joined to them. */
bool import_says(const struct import *im, const struct csv_reader *row, size_t column);
/* What is found while a value is made. */
struct import_notes {
    struct column_state *columns; /* where keys that no record has are counted; NULL: nowhere */
    size_t fault;                 /* the column whose cell cannot be taken */
    struct buf *words;            /* why; NULL: nobody asks */
};
/* The value that the row gives the field of a column of 'order', with its text in arena a. false: it cannot
 * be taken. notes: or NULL. */
bool import_value(const struct import *im, const struct csv_reader *row, size_t column, struct arena *a,
                  struct json *out, struct import_notes *notes);

/* ---- import_clock.c */
/* A time of a row in a field. */
struct import_reading {
    struct when when;
    struct when_world world; /* that it was read against */
    bool named;              /* the text names the zone itself */
    bool placed;             /* the zone is that of the place which the row names */
};
/* The name of the zone may lie in zone_name. false with *e. */
bool import_read_time(const struct import *im, const struct csv_reader *row, size_t field, const char *p,
                      size_t len, struct buf *zone_name, struct import_reading *out, struct err *e);

/* ---- import_apply.c */
/* The record that a row gives: values that cannot be taken are left out. Texts in arena text, nodes in arena
 * nodes. */
struct json import_record(const struct import *im, const struct csv_reader *row, struct arena *text,
                          struct arena *nodes);

#endif
