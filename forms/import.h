/* Rows of a table (csv.h) into the records of a list: which column goes to which field, what each cell
 * becomes, and all rows into the document as one undo step. Screens and the command line use it alike; it
 * reads no files, and works in steps so that keys can be answered and all can be given up without a trace.
 *
 * An empty cell is "not set", and leaves alone what a record has that is there already; a cell of nothing but
 * quotes is an empty text, unless the table has quotes where none are needed. Several keys stand in one cell,
 * set apart by | ; a line feed or a comma, or are a JSON array. All else is taken as it is written: codes
 * keep their leading zeros, and a time in UTC its characters. */
#ifndef FORMS_IMPORT_H
#define FORMS_IMPORT_H

#include "forms/csv.h"
#include "forms/keys.h"
#include "forms/when.h"
#include "forms/zones.h"

#define IMPORT_SKIP     SIZE_MAX /* a column that goes nowhere */
#define IMPORT_ROWS_MAX ((size_t)10000000)

enum import_existing {
    IMPORT_UPDATE_EXISTING, /* its fields that have a cell with something in it */
    IMPORT_SKIP_EXISTING,
    IMPORT_REFUSE_EXISTING, /* the row is bad */
};

/* What comes of a row. */
enum import_fate {
    IMPORT_NEW,    /* a record more */
    IMPORT_CHANGE, /* a record that is there changes */
    IMPORT_SAME,   /* a record that is there already says all of it */
    IMPORT_LEFT,   /* IMPORT_SKIP_EXISTING, and it is there */
    IMPORT_BAD,    /* nothing, and import_problem says why */
    IMPORT_FATES
};

/* What sets several keys in a cell apart. */
enum import_apart {
    IMPORT_APART_FOUND, /* the first of | ; line feed , that the cells of the column have */
    IMPORT_APART_BAR,
    IMPORT_APART_SEMICOLON,
    IMPORT_APART_COMMA,
    IMPORT_APART_LINE,
    IMPORT_APART_NEVER, /* each cell is one key */
    IMPORT_APARTS
};

struct import_options {
    enum import_existing existing;
    enum import_apart apart;
    enum date_order dates;
    const char *zone_name; /* of times without one; belongs to the caller of import_set_options until then */
    const struct zone *zone; /* NULL: UTC; outlives the import */
    /* Where the zones of the places are found that rows name: their times are read by those, and a day
     * without a time begins and ends when they say. NULL: 'zone' is for all rows. Outlives the import. */
    const struct zones *zones;
};

/* A cell that is read as true or false where all others of its column are. */
bool import_is_boolean(const char *p, size_t len);

/* What is known of the columns' dates: which order their values allow. */
enum import_dates {
    IMPORT_DATES_NONE,    /* no column with times has a date of three numbers */
    IMPORT_DATES_CERTAIN, /* there is a day over 12, in one place alone */
    IMPORT_DATES_EITHER,  /* all could be read both ways: import_prefer_dates decides */
    IMPORT_DATES_MIXED,   /* some allow one order, some the other */
};

struct import_column {
    const char *title; /* of the header, or "Column 3" */
    const char *first; /* the first value that is not empty; "" where there is none; whole, NUL-terminated */
    size_t filled;     /* rows with a value, empty texts too */
    size_t field;      /* of import_fields, or IMPORT_SKIP */
    const char *name;  /* of the entry, where the field is a map; else NULL */
    size_t bad;        /* values that cannot be taken, of the rows checked so far */
    size_t strange;    /* keys in them that no record of their list has */
};

struct import_counts {
    size_t rows;    /* in all, without the header */
    size_t checked; /* so far */
    size_t fates[IMPORT_FATES];
};

struct import;

struct import_source {
    const char *text; /* UTF-8; outlives the import */
    size_t len;
    struct csv_dialect dialect;
    bool told; /* somebody said whether there is a header; else a first row that names a field is one, too */
};

/* list: the pointer of one of the wizard's lists. The document, its keys (complete, and in step with it) and
 * the wizard outlive the import; nobody else edits the document before it is freed. now: seconds, for dates
 * without a year. */
struct import *import_new(const struct wizard *w, struct doc *d, const struct keys *k, const char *list,
                          const struct import_source *source, int64_t now);
void import_free(struct import *im);

/* ---- reading */

/* Finds the rows, about so many more. true: all are read, or it failed. */
bool import_read_step(struct import *im, size_t rows);
/* Bytes. */
size_t import_read_done(const struct import *im);
/* After that: false with *e, line and column, where the text is no table, or is empty. Else columns have
 * their titles and first values, and a mapping is suggested. */
bool import_read_end(struct import *im, struct err *e);

/* The first row was taken for the names of the columns. */
bool import_has_header(const struct import *im);

/* ---- mapping */

const struct flat_fields *import_fields(const struct import *im);
size_t import_column_count(const struct import *im);
const struct import_column *import_column(const struct import *im, size_t index);
/* The titles of all columns but IMPORT_WHY, each on a line of its own, added to out: tables that are told
 * apart by it have the same mapping. */
void import_titles(const struct import *im, struct buf *out);
/* Sends a column to a field (IMPORT_SKIP: nowhere), and takes that field from the column that had it; but
 * columns that were sent to a field which takes several are joined. name: of the entry of a map, else
 * ignored. false with *e: the field takes no cell. What was checked is to be checked anew. */
bool import_map(struct import *im, size_t column, size_t field, const char *name, struct err *e);
/* The same, joined with those, too, that were only guessed to go there. */
bool import_join(struct import *im, size_t column, size_t field, const char *name, struct err *e);
/* The field takes several columns: texts are joined with a blank, keys add up, in the order of the columns. A
 * cell with nothing in it adds nothing; the row says nothing of the field where all are empty. */
bool import_joins(const struct import *im, size_t field);
/* The columns that share the field with this one, of rows that are checked: their titles ("First name + Last
 * name"), and what the first row with a value in one of them becomes, are added. false: it has its field
 * alone. */
bool import_joined(const struct import *im, size_t column, struct buf *titles, struct buf *value);
/* A field by "starts_at", "metadata:NAME" or its label; *name, heap, is set for an entry of a map. "skip" is
 * IMPORT_SKIP. false with *e: there is none of that name. */
bool import_find_field(const struct import *im, const char *text, size_t *field, char **name, struct err *e);
/* "starts_at", "metadata:NAME", "skip". Added to out. */
void import_field_text(const struct import *im, const struct import_column *c, struct buf *out);
const struct import_options *import_options(const struct import *im);
void import_set_options(struct import *im, const struct import_options *o);
/* The order that the dates in columns with times have, where it can be told, is in options unless it was
 * set. */
enum import_dates import_dates(const struct import *im);
/* The order of those that could be read both ways. */
void import_prefer_dates(struct import *im, enum date_order order);
/* What sets keys in a cell apart, of the first column that takes several and has them. false: none takes
 * several. */
struct import_several {
    const char
        *text;   /* the first value with one of the signs in it, else the first; "" where there is none */
    char sign;   /* that is looked for; '\n' is the end of a line, 0 nothing */
    size_t keys; /* that the value becomes */
};
bool import_several(const struct import *im, struct import_several *out);
/* What the first of the values becomes, for people to judge before anything is added. false: no column has a
 * time that can be read. */
struct import_sample {
    const char *text;        /* as it stands there */
    int64_t seconds;         /* what it is read as */
    const struct zone *zone; /* by whose clock; NULL: UTC */
    bool exact;              /* it names its zone or offset itself */
    bool placed;             /* by the clock of the place that its row names */
};
/* The zone's name is put into zone_name. */
bool import_sample(const struct import *im, struct import_sample *out, struct buf *zone_name);
/* Minutes since midnight of a day without a time in a field; -1: the field takes none. */
int import_minute(const struct import *im, size_t field);
/* The mapping and options as JSON text, added to out, and taken from it: columns are found by their titles,
 * what is not understood is left as it is. The zone is looked up by the caller: *zone_name, heap or NULL. */
void import_remember(const struct import *im, struct buf *out);
void import_recall(struct import *im, const char *text, size_t len, char **zone_name);

/* ---- checking */

/* true: nothing was changed since, and import_check_step came to its end. */
bool import_checked(const struct import *im);
/* Checks about so many rows more; true: all are checked. */
bool import_check_step(struct import *im, size_t rows);
const struct import_counts *import_counts(const struct import *im);
/* Of a row that was checked, from 0. */
enum import_fate import_fate(const struct import *im, size_t row);
/* The n-th bad row, from 0. */
size_t import_bad_row(const struct import *im, size_t n);
/* Its place in the text: the number of the row as spreadsheets count (the header is row 1), and its line. */
void import_row_place(const struct import *im, size_t row, size_t *number, size_t *line);
/* The cell of a row, whole; added to out. */
void import_cell(const struct import *im, size_t row, size_t column, struct buf *out);
/* Why a row is bad: the sentence is added to out; *column is the cell's, or IMPORT_SKIP where it is about the
 * whole row. false: it is not bad. */
bool import_problem(const struct import *im, size_t row, size_t *column, struct buf *out);
/* The record that the row gives, as JSON on one line, added to out; what cannot be taken is not in it. */
void import_preview(const struct import *im, size_t row, struct buf *out);
/* Nothing stands in the way: a column goes to the own key, where the list has one, and all is checked. Bad
 * rows are left out. false with *e. */
bool import_ready(const struct import *im, struct err *e);

/* ---- into the document */

/* Adds about so many rows more; the first call opens a group of the document, and the end closes it: one undo
 * step. true: all are in, or it failed, which *e says; then nothing was done. */
bool import_apply_step(struct import *im, size_t rows, struct err *e);
size_t import_applied(const struct import *im); /* rows */
/* Gives it up half-way: nothing is left of it. */
void import_cancel(struct import *im);

/* ---- what was bad */

/* The title of the column that says why a row was bad. A table that has it was written here: once it is
 * mended, it goes where the table went that it came from. */
#define IMPORT_WHY "Why it was not imported"
/* The n-th bad row as a line of a table like the one that was read, with a last column that says why; n ==
 * SIZE_MAX: the header. Added to out. */
void import_write_bad(const struct import *im, size_t n, struct buf *out);

#endif
