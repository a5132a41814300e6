/* Between the files of this folder only: the secret itself, and memory that is wiped before it is given
 * back. */
#ifndef TUI_API_SECRET_H
#define TUI_API_SECRET_H

#include "tui/api/credentials.h"

/* The value of the Authorization header; lives as long as c. */
const char *credentials_authorization(const struct credentials *c);

/* One text behind the other, heap: printf() leaves what it writes on the stack. */
char *secret_joined(const char *a, const char *b);
/* The secret in a header line "Authorization: ..." made of it; NULL where the line is another. */
const char *secret_in_header(const char *line);
/* Overwrites it with stars wherever it stands in the text. */
void secret_hide(const char *secret, char *text, size_t len);

/* malloc and friends for libcurl (curl_global_init_mem): what is freed is overwritten first, or copies of
 * the token stay behind in freed memory. */
void *wiping_malloc(size_t size);
void *wiping_calloc(size_t count, size_t size);
void *wiping_realloc(void *p, size_t size);
char *wiping_strdup(const char *s);
void wiping_free(void *p);

#endif
