/* The curl command that sends the same request: for a colleague without this program, or a bug report. The
 * key is named, never printed. Private to cli/. */
#ifndef TUI_CLI_CURL_H
#define TUI_CLI_CURL_H

#include "forms/doc.h"

struct curl_command {
    const char *endpoint;  /* api_endpoint_valid */
    const char *workspace; /* id, or NULL: from SEAM_WORKSPACE_ID */
    bool token;            /* a personal access token instead of an API key */
    const char *file;      /* the body is this file's content; NULL: it goes into the command */
    const struct doc *doc;
};

/* To standard output. */
void curl_print(const struct curl_command *c);

#endif
