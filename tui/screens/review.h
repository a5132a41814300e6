/* Private to review.c and review_draw.c: the state of the review screen. */
#ifndef TUI_SCREENS_REVIEW_H
#define TUI_SCREENS_REVIEW_H

#include "tui/screens/prompt.h"
#include "tui/screens/screen.h"
#include "tui/widgets/sheet.h"

struct review {
    struct screen base;
    struct prompt prompt;
    int top;           /* first row in sight of the facts */
    uint64_t revision; /* of the document that size and records were counted for */
    size_t size, records;
    char *records_text; /* "10,000 reservations, 150 properties" or NULL */
    char *token;        /* a personal access token, while its workspace is asked for; wiped */
    bool asked;         /* for the workspace, in this look */
    bool force;         /* the customer key is asked for before a send in spite of errors */
};

/* All that is to be known before sending; the caller finishes it. */
void review_facts(const struct review *r, const struct session *se, struct sheet *out);
/* What y would do now, and how the request gets on: always in sight below the facts. */
void review_verdict(const struct session *se, struct sheet *out);
void review_draw(const struct screen *s, const struct session *se, struct cells *c);
/* Rows in sight of the facts. */
int review_page(const struct session *se);

#endif
