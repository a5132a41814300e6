/* The body that a curl command sends, as people paste it from documentation, a ticket or a browser's tools.
 * Of the rest of the command nothing is kept: its headers may hold a key. */
#ifndef FORMS_CURL_BODY_H
#define FORMS_CURL_BODY_H

#include "forms/err.h"

struct curl_body {
    char *text; /* heap, *len bytes and a NUL; or NULL, and ... */
    size_t len;
    char *file; /* ... "@FILE": the body is the content of this file; heap */
};

/* The first of the text's curl commands that sends one. false with *e: there is none, or it is one that only
 * a shell or another program can make. */
bool curl_body_find(const char *p, size_t len, struct curl_body *out, struct err *e);
void curl_body_finish(struct curl_body *b);

#endif
