/* The page behind a link of the sandbox: what a portal made from this body would offer. HTML without
 * scripts; every text that came with the body is escaped. */
#ifndef TUI_SANDBOX_PAGE_H
#define TUI_SANDBOX_PAGE_H

#include "forms/json.h"
#include "forms/schema.h"

#define PAGE_MAX ((size_t)256 << 10)

/* The features and lists that are shown are those of the schema. */
void page_portal(const struct schema *s, const struct json *body, const char *customer_key,
                 const char *expires_at, struct buf *out);
/* A page that says one thing. */
void page_message(const char *title, const char *text, struct buf *out);
/* The style sheet of all pages. */
const char *page_style(void);

#endif
