/* Who the program is towards Seam, as facts of the API say: an API key (seam_...), or a personal access
 * token (seam_at...) with a workspace. The secret itself never leaves this folder but in the Authorization
 * header: others see credentials_label. */
#ifndef TUI_API_CREDENTIALS_H
#define TUI_API_CREDENTIALS_H

#include "forms/err.h"

struct credentials;

/* From SEAM_API_KEY, or SEAM_PERSONAL_ACCESS_TOKEN with SEAM_WORKSPACE_ID, before which workspace stands
 * where it is not NULL; wipes the two secrets from the environment, whatever comes of it. *out is NULL, and
 * true returned, where none is set. false with *e: both kinds are set (names both), a token without
 * workspace, or a key that cannot be used here (seam_cst, seam_pk, a JWT, a line break or NUL in it), with
 * words that say what to use instead. */
bool credentials_from_environment(const char *workspace, struct credentials **out, struct err *e);
/* The same checks for what an operator typed; workspace may be NULL, from is what credentials_from answers.
 * All are copied. NULL with *e. */
struct credentials *credentials_new(const char *secret, const char *workspace, const char *from,
                                    struct err *e);
void credentials_free(struct credentials *c);                   /* wipes */
const char *credentials_label(const struct credentials *c);     /* "seam_test...9f2c" */
const char *credentials_from(const struct credentials *c);      /* "environment SEAM_API_KEY" */
const char *credentials_workspace(const struct credentials *c); /* id, or NULL */
/* A key that says it belongs to a sandbox workspace ("test" in its prefix). A token does not say. */
bool credentials_sandbox(const struct credentials *c);
bool credentials_is_token(const struct credentials *c);

#endif
