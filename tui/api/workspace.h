/* What Seam's answer to /workspaces/get means: which workspace a credential opens. Pure: bytes in, meaning
 * out. */
#ifndef TUI_API_WORKSPACE_H
#define TUI_API_WORKSPACE_H

#include "forms/err.h"

#include <stdbool.h>
#include <stddef.h>

struct workspace {
    char *id, *name; /* heap; NULL where the answer does not say, but never both */
    bool says_kind;  /* the answer says whether it is a sandbox */
    bool sandbox;
    bool suspended;
};

/* false with *e: the answer is not about a workspace. */
bool workspace_read(const char *body, size_t len, struct workspace *out, struct err *e);
void workspace_finish(struct workspace *w);

#endif
