/* The body as JSON on the screen: beside the form, where it follows the focus, and on a screen of its own.
 * Hidden values are hidden here too, until the session reveals them. */
#ifndef TUI_SCREENS_JSONPANE_H
#define TUI_SCREENS_JSONPANE_H

#include "tui/screens/session.h"
#include "tui/widgets/jsonview.h"

struct jsonpane {
    struct preview *preview; /* NULL until jsonpane_sync found a document */
    const struct doc *doc;
    uint64_t sized; /* the revision that size belongs to */
    size_t size;    /* bytes of the body: counting them goes through every changed list */
    struct jsonview view;
};

void jsonpane_finish(struct jsonpane *p);
/* The document, what is revealed or the size may have changed. rows: lines in sight. */
void jsonpane_sync(struct jsonpane *p, const struct session *se, int rows);
/* Counts the bytes, for those who show jsonpane_status: after an edit that is a pass over every changed list.
 */
void jsonpane_count(struct jsonpane *p, const struct session *se);
/* Puts the cursor on the value at pointer. */
void jsonpane_go(struct jsonpane *p, const char *pointer);
/* Folds or unfolds the container in focus; of another value, the container around it. */
void jsonpane_fold(struct jsonpane *p);
/* The path of the line under the cursor, good until the next call; NULL: there is none. */
const char *jsonpane_pointer(const struct jsonpane *p);
void jsonpane_draw(const struct jsonpane *p, const struct session *se, struct area a, bool focus);
/* "1.9 MB, secrets hidden" */
void jsonpane_status(const struct jsonpane *p, const struct session *se, struct buf *out);

#endif
