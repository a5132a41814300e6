/* Opening, saving and managing configurations: what the screens and the command line share. */
#ifndef TUI_JOBS_CONFIGURATIONS_H
#define TUI_JOBS_CONFIGURATIONS_H

#include "forms/doc.h"
#include "tui/actions/rows.h"
#include "tui/store/configurations.h"
#include "tui/store/ledger.h"

struct library {
    struct paths paths;
    struct ledger *ledger; /* NULL after library_open_files */
};
bool library_open(struct library *l, struct err *e);
/* For what goes on without a ledger or a place to save: *trouble says what is missing, and each use of it
 * fails with the reason, until it works again. patience_ms: of each use (ledger_set_patience). false with *e:
 * there is no home, or the ledger is another program's business. */
bool library_open_anyway(struct library *l, int patience_ms, struct err *trouble, struct err *e);
/* Only for opening and listing: makes nothing on disk, so that a file can be looked at anywhere. */
bool library_open_files(struct library *l, struct err *e);
void library_close(struct library *l);

/* An open configuration: the document and the file it came from. */
struct configuration {
    struct doc *doc;
    char *name;   /* NULL: a file that is not a saved configuration */
    char *path;   /* NULL: standard input */
    char *ticket; /* or NULL */
    struct file_stamp stamp;
    /* What stood there when a save was refused, and the operator was told. */
    struct file_stamp refused;
    bool was_refused;
};
void configuration_finish(struct configuration *c);

/* name as on the command line (configuration_resolve). Errors name the file, line and column. */
bool configuration_open(struct library *l, const char *argument, struct configuration *out, struct err *e);
/* The same a piece at a time, for a program that has to answer keys meanwhile: a pipe, whose end may never
 * come, is refused (configuration_open refuses one among the saved configurations). The library must outlive
 * it. */
struct configuration_opening;
struct configuration_opening *configuration_opening_new(struct library *l, const char *argument);
/* Reads about so many bytes on; true: it has come to its end, or failed. */
bool configuration_opening_step(struct configuration_opening *o, size_t bytes);
/* In bytes read and understood; *all is 0 where it is not known. */
void configuration_opening_progress(const struct configuration_opening *o, size_t *done, size_t *all);
/* After that: what configuration_open gives. Frees the opening. */
bool configuration_opening_finish(struct configuration_opening *take, struct configuration *out,
                                  struct err *e);
/* Gives it up, at any time: nothing is left of it. */
void configuration_opening_free(struct configuration_opening *o);
/* Safe save; ERR_CONFLICT when the file changed since it was opened, ERR_NOT_FOUND when it is gone. force:
 * over what the last save was refused for; where that changed once more, the same errors again. Marks doc as
 * saved.
 */
bool configuration_save(struct configuration *c, bool force, struct err *e);
/* To be read again: an opening of its file, which comes to its end as any does. NULL with *e: it has none. */
struct configuration_opening *configuration_reloading(struct library *l, const struct configuration *c,
                                                      struct err *e);
/* Takes over what the file held then, as one undo step, and counts as saved: undo brings back what was open.
 * Frees the opening. */
bool configuration_reload(struct configuration *c, struct configuration_opening *take, struct err *e);
/* where: a name, or, when it holds a '/', the path of a new file; c then is what was opened so. It is also
 * where only its ticket could not be kept, or links of a deleted one of that name not be told from its own.
 */
bool configuration_save_as(struct library *l, struct configuration *c, const char *where, struct err *e);
/* A new saved configuration with that content ("{}\n" for NULL); ERR_EXISTS when the name is taken. */
bool configuration_create(struct library *l, const char *name, const char *text, size_t len, struct err *e);
bool configuration_clone(struct library *l, const char *name, const char *copy, struct err *e);
/* The file, its ticket and its links get the other name, or none of them does. */
bool library_rename(struct library *l, const char *from, const char *to, struct err *e);
/* Rows for the start screen, last changed first; a file that does not parse has its reason in broken. */
bool configuration_list(struct library *l, struct config_rows *out, struct err *e);
/* The same without waiting: what 'known' (earlier rows) says of a file that is still the same is taken from
 * there, and large files are left unread. */
bool configuration_list_quickly(struct library *l, const struct config_rows *known, struct config_rows *out,
                                struct err *e);
/* Fills an unread row by an opening of it that has come to its end, which is freed. */
void configuration_summarise(struct configuration_opening *take, struct config_row *row);

#endif
