/* The real program with a configuration that is edited and not saved, ended in any way, and started again. */
#ifndef TESTS_PTY_UNSAVED_H
#define TESTS_PTY_UNSAVED_H

#include "forms/buf.h"
#include "tests/pty/pty.h"

struct unsaved {
    char *directory, *file, *database;
    char *data, *config; /* "XDG_...=..." */
    struct pty *p;       /* the program that runs, or NULL */
};

/* Fields that are not set at first, on different pages. */
struct unsaved_place {
    const char *list;    /* to find it by, or NULL: the field that has the focus at first */
    int down, fields;    /* rows down to the record, fields down to the field */
    const char *pointer; /* of the field */
};
#define UNSAVED_PLACES 4
extern const struct unsaved_place UNSAVED_PLACES_LIST[UNSAVED_PLACES];

/* A saved configuration "acme", with so many reservations that nobody goes to. */
struct unsaved *unsaved_new(size_t reservations);
void unsaved_free(struct unsaved *u);
/* configuration: NULL for the start screen. */
void unsaved_start(struct unsaved *u, const char *configuration, int rows, int cols);
/* With these arguments before the configuration, and more of the environment; shows: what the picture has
 * that is waited for. Both lists end with NULL. */
void unsaved_start_as(struct unsaved *u, const char *const arguments[], const char *const more[],
                      const char *configuration, const char *shows);
/* The start screen, where no configuration is left. */
void unsaved_start_empty(struct unsaved *u);
/* The program, which shows its first picture, asks about unsaved work. In 80 x 24. */
bool unsaved_is_offered(struct unsaved *u);
void unsaved_go(struct unsaved *u, const struct unsaved_place *place);
/* Ends the program by the signal; it was started by this test. */
void unsaved_kill(struct unsaved *u, int signal);
/* From here on the database takes no draft: the control of every test. */
void unsaved_switch_off(struct unsaved *u);
/* So many drafts would be offered. */
size_t unsaved_drafts(const struct unsaved *u);
/* The program that runs sweeps away all that nobody would miss. */
bool unsaved_are_swept(struct unsaved *u, int seconds);
/* The text is in the journal of one, within so many seconds. */
bool unsaved_is_kept(struct unsaved *u, const char *text, int seconds);
/* The same for the texts that all work began with. */
bool unsaved_is_kept_whole(struct unsaved *u, int seconds);
/* The bytes are somewhere in the files of the database, its logs among them. */
bool unsaved_left(const struct unsaved *u, const char *text);
/* And stay there, for so many seconds. */
bool unsaved_is_left(const struct unsaved *u, const char *text, int seconds);
/* The text of the field in the saved file; false: not set. out is cleared first. */
bool unsaved_saved(const struct unsaved *u, const char *pointer, struct buf *out);

#endif
