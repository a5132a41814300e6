/* What the interactive program holds of the world: saved configurations, the open one, the server and who
 * the program is towards it. */
#ifndef TUI_APP_WORLD_H
#define TUI_APP_WORLD_H

#include "forms/merge.h"
#include "tui/app/journaling.h"
#include "tui/app/steps.h"
#include "tui/jobs/configurations.h"
#include "tui/jobs/connection.h"
#include "tui/jobs/recovery.h"
#include "tui/jobs/submit.h"
#include "tui/jobs/table_file.h"
#include "tui/jobs/workspace.h"
#include "tui/screens/session.h"

/* See opening.h. */
struct opening {
    struct configuration_opening *job; /* NULL: none */
    char *argument;
    bool ended;
    int effect;         /* enum effect_type: reports the end */
    bool named;         /* by the command line: opening_named */
    const char *ticket; /* to be kept with it, or NULL; not owned */
};

/* See reading.h. */
struct reading {
    struct table_file *job; /* NULL: none */
    char *path;             /* as it was given */
};

/* See recovering.h. */
struct recovering {
    struct recovery *job; /* NULL: none, or it has ended */
    bool going_on, ended;
    bool onto; /* the saved file as it is now: then these follow */
    struct recovered work;
    struct configuration_opening *file;
    struct configuration now; /* what the file holds */
    struct journal *journal;  /* of that */
    struct json_parser *parser;
    struct arena arena;
    struct json_tree base; /* what the work began with, read again: the work's own document is edited */
    struct merge *merge;
    struct merge_news news;
    struct err err; /* why it cannot go on */
};

/* See summaries.h. */
struct summaries {
    struct configuration_opening *job; /* of the first row that is unread; NULL: none yet */
    bool wanted;
};

struct world {
    struct library library;
    struct err trouble;           /* why nothing can be recorded, until it was said: library_open_anyway */
    struct configuration open;    /* the session looks at its parts */
    struct journaling journaling; /* of it */
    struct opening opening;
    struct err refused; /* why what the command line names cannot be opened: the program is to end with it */
    struct reading reading;
    struct recovering recovering;
    struct summaries summaries;
    struct connection connection;
    struct submit *submit; /* the request that runs, or the one whose result is shown */
    bool running;
    struct workspace_query *query; /* while the server is asked for the name of the workspace */
    struct link_rows made;         /* since the start: printed once more at the end */
    struct steps steps;            /* on saved configurations */
};

/* Opens the library; world_finish is fine, and needed, in any case. */
bool world_open(struct world *w, struct err *e);
/* Finds out where requests would go and as whom; fills session->target. A credential that cannot be used is
 * no failure: target.key_problem says why. Once, after world_open. */
bool world_connect(struct world *w, const struct connection_options *o, struct session *se, struct err *e);
void world_finish(struct world *w);
/* Makes the open configuration the session's: document, name, path, ticket, problems. What is done to it is
 * journaled from here on. */
void world_show_open(struct world *w, struct session *se);
/* Asks the server for the workspace of the credentials, unless a request runs; session->target says how that
 * gets on. */
void world_ask_workspace(struct world *w, struct session *se);
/* Moves the question on; true when it has just ended. */
bool world_step_workspace(struct world *w, struct session *se);
/* Gives the question up, so that another request can start. */
void world_drop_workspace(struct world *w, struct session *se);
/* A path as operators type it, "~/" being their own directory; heap. */
char *world_path(const struct session *se, const char *typed);
/* Takes over credentials that were typed; secret and workspace as credentials_new. */
bool world_set_key(struct world *w, struct session *se, const char *secret, const char *workspace,
                   struct err *e);

#endif
