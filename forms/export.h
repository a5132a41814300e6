/* The records of a list as a text of their own: a table, or a JSON array with a record on each line.
 *
 * A table (csv.h) is the other way of import.h, which makes the same records of it again. It has the columns
 * that the records use: fields inside objects stand beside the others
 * ("geolocation.latitude"), and so does each entry of a map ("metadata:NAME").
 *
 * A field that is not set is an empty cell, an empty text one of two quotes. Several keys in a cell are set
 * apart by |, or are a JSON array where one of them would be taken apart again; what has no cell of its own
 * kind is JSON. Numbers are as they are, in front of other signs that begin a formula stands a '. */
#ifndef FORMS_EXPORT_H
#define FORMS_EXPORT_H

#include "forms/csv.h"
#include "forms/wizard.h"

struct export_options {
    bool json;      /* else a table, ... */
    char delimiter; /* ... with this between its cells */
    bool secrets;   /* door codes too; else they are left out */
};

struct exporting;

/* root: of the document, which nobody edits meanwhile; list: the pointer of one of the wizard's lists.
 * indexes: of the records, in the order of the text, copied; NULL: all of them. Wizard and root outlive
 * it. */
struct exporting *exporting_new(const struct wizard *w, const struct json *root, const char *list,
                                const size_t *indexes, size_t count, const struct export_options *o);
void exporting_free(struct exporting *x);
/* Works on about so many records: first to find the columns, then to add the rows to out, below a header.
 * true: the text is complete. A table without records has a header with the key. */
bool exporting_step(struct exporting *x, size_t records, struct buf *out);
/* Of the steps that it takes; for a progress bar. */
void exporting_progress(const struct exporting *x, size_t *done, size_t *all);
/* After that: door codes that were left out. */
size_t exporting_hidden(const struct exporting *x);
/* Of a table: values that an import would not make again: a key that is missing or empty, null, members that
 * no schema names, a text where a number belongs, an empty object, an entry that is true where others of its
 * name are texts. */
size_t exporting_unsaid(const struct exporting *x);

#endif
