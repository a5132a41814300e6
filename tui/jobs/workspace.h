/* Asking the server which workspace a credential opens: one GET, as steps. It waits for nobody, and whoever
 * needs the connection for a request of more weight gives it up with workspace_free. */
#ifndef TUI_JOBS_WORKSPACE_H
#define TUI_JOBS_WORKSPACE_H

#include "tui/api/api.h"
#include "tui/api/workspace.h"

struct workspace_query;

/* NULL with *e: it could not be asked. */
struct workspace_query *workspace_ask(struct api *a, const struct credentials *c, struct err *e);
/* Call after each api_wait. true when it has ended. */
bool workspace_step(struct workspace_query *q);
/* After the end, as long as q lives: the answer, or NULL. */
const struct workspace *workspace_answer(const struct workspace_query *q);
/* Why there is no answer, to follow a colon: "the server did not accept the key (401)"; NULL when there is
 * one. */
const char *workspace_problem(const struct workspace_query *q);
/* Cancels what still runs; the api is free for another request afterwards. NULL is fine. */
void workspace_free(struct workspace_query *q);

#endif
