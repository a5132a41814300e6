/* The import of a table into a list: the screen's own state, for its files. import_screen.c answers events,
 * import_work.c does what takes long, import_draw.c draws the mapping, import_rows.c the rows. */
#ifndef TUI_SCREENS_IMPORTER_H
#define TUI_SCREENS_IMPORTER_H

#include "forms/import.h"
#include "tui/screens/chooser.h"
#include "tui/screens/prompt.h"
#include "tui/screens/screen.h"
#include "tui/widgets/table.h"

enum importer_phase {
    IMPORTER_ASKS,    /* for a file */
    IMPORTER_LOADS,   /* EFFECT_READ_TABLE goes on */
    IMPORTER_READS,   /* rows are found */
    IMPORTER_MAPS,    /* columns to fields; rows are checked meanwhile */
    IMPORTER_APPLIES, /* rows go into the document */
    IMPORTER_WRITES,  /* bad rows become a table */
};

/* What stands below the columns. */
enum importer_setting {
    SETTING_HEADER,
    SETTING_DATES,
    SETTING_ZONE,
    SETTING_EXISTING,
    SETTING_SEVERAL, /* where a column takes several keys */
    SETTING_COUNT
};

enum importer_rows { ROWS_NONE, ROWS_ALL, ROWS_BAD };

struct importer {
    struct screen base;
    enum importer_phase phase;
    char *list;  /* its pointer */
    char *title; /* "Reservations" */
    char *file;  /* the path, or NULL: cells that were pasted */
    char *text;  /* of the table: the import reads it */
    size_t len;
    enum csv_encoding encoding;
    struct csv_dialect dialect;
    struct import *import;
    char *titles;    /* what the mapping is kept under: list, line feed, header */
    bool remembered; /* the mapping is the one of the last time */

    size_t focus, top; /* of columns, then settings */
    size_t page;       /* rows in sight */
    struct chooser chooser;
    struct prompt prompt;
    enum importer_rows rows; /* which are shown instead of the mapping */
    struct table table;      /* of rows */

    char *bad_file; /* IMPORTER_WRITES */
    struct buf bad;
    size_t bad_next;
};

enum importer_question { ASKS_FILE, ASKS_ENTRY /* the name of an entry of a map */, ASKS_BAD_FILE };

/* ---- import_work.c */
/* Takes the session's table, and begins to read its rows. */
void importer_begin(struct importer *im, struct session *se);
/* Reads them again, the first of them as names or as a row. */
void importer_set_header(struct importer *im, struct session *se, bool header);
bool importer_work(struct screen *s, struct session *se, struct effects *out);
/* Gives up what goes on; false: nothing did. */
bool importer_give_up(struct importer *im, struct session *se, struct effects *out);
/* The bad rows go to a file. */
void importer_write_bad(struct importer *im, struct session *se, const char *file);
void importer_free_import(struct importer *im);
/* What is wrong with a table, and where. */
void importer_say_place(struct session *se, const struct err *e);

/* ---- import_map.c */
/* Columns and settings. */
size_t importer_lines(const struct importer *im);
bool importer_on_column(const struct importer *im);
/* Rows that the columns have to themselves; 0: they share all of them with the settings. */
size_t importer_column_rows(const struct importer *im);
/* The line in focus comes into sight. */
void importer_scroll(struct importer *im);
/* Opens what chooses the field of the column in focus, or changes the setting. */
void importer_choose(struct importer *im, struct session *se);
void importer_skip(struct importer *im, struct session *se);
void importer_chosen(struct importer *im, struct session *se, size_t item);
/* The name of the entry that the column in focus becomes. */
void importer_name_entry(struct importer *im, struct session *se, const char *name);

/* ---- import_settings.c */
const char *importer_setting_label(enum importer_setting setting);
/* narrow: on few columns. */
void importer_put_setting(const struct importer *im, enum importer_setting setting, bool narrow,
                          struct buf *out);
/* Changes the setting in focus; step: forward or back. */
void importer_turn(struct importer *im, struct session *se, int step);
/* A zone by its name: of the last time, or the machine's. */
void importer_set_zone(struct importer *im, const struct session *se, const char *name);

/* ---- import_draw.c */
void importer_draw(const struct importer *im, const struct session *se, struct cells *c);
const enum action *importer_hints(const struct importer *im);
/* Rows that the mapping's lines have. */
size_t importer_page(const struct importer *im, const struct session *se);

/* ---- import_rows.c */
size_t importer_row_count(const struct importer *im);
void importer_rows_settle(struct importer *im, const struct session *se);
bool importer_rows_update(struct importer *im, const struct session *se, enum action action);
void importer_rows_draw(const struct importer *im, const struct session *se, struct area a);

#endif
