/* What the sandbox is asked, and what it answers, without a word of HTTP's framing. */
#ifndef TUI_SANDBOX_ANSWER_H
#define TUI_SANDBOX_ANSWER_H

#include "forms/check.h"

#define JSON_TYPE "application/json"
#define HTML_TYPE "text/html; charset=utf-8"
#define TEXT_TYPE "text/plain; charset=utf-8"

struct request {
    const char *method, *path;
    const char *authorization, *workspace, *content_type; /* headers, or NULL */
    const char *body;
    size_t len;
    bool too_large; /* the body passed the limit and was not kept */
};

enum ending {
    ENDING_ANSWER,
    ENDING_DROP, /* the connection closes without an answer */
    ENDING_HANG, /* nothing comes, ever */
};

struct answer {
    enum ending ending;
    unsigned status;
    const char *content_type; /* all of these are literals, or NULL */
    const char *retry_after, *allow, *location;
    char request_id[40];
    struct buf body;
};

void answer_init(struct answer *a); /* with a request id of its own */
void answer_finish(struct answer *a);
/* An answer whose body is the text. */
void answer_text(struct answer *a, unsigned status, const char *content_type, const char *text);
/* A refusal as Seam words it. at_fields, which may be NULL, becomes the tree of validation errors: a
 * member for each step of a pointer, and in each node the list "_errors". */
void answer_error(struct answer *a, unsigned status, const char *type, const char *message,
                  const struct problems *at_fields);

/* size hexadecimal digits of chance, and a NUL; size is even and at most 64. */
void random_hex(char *out, size_t size);

#endif
