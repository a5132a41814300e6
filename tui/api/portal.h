/* What Seam's answers to /customers/create_portal mean. Pure: bytes in, meaning out. */
#ifndef TUI_API_PORTAL_H
#define TUI_API_PORTAL_H

#include "forms/check.h"
#include "tui/api/api.h"

struct portal {
    char *url, *customer_key, *expires_at, *created_at, *workspace_id;
    bool has_expires;
    int64_t expires; /* parsed */
};
void portal_finish(struct portal *p);

/* The three shapes of a success: customer_portal first, then magic_link, then the flat object. Only a
 * well-formed absolute https URL without user info, of printable ASCII, at most 4 KiB, counts (http to
 * loopback when sandbox). false with *e (what was wrong with the answer). */
bool portal_read(const char *body, size_t len, bool sandbox, struct portal *out, struct err *e);
/* A refusal: type, message, request_id (heap, NULL where absent; any text or HTML body leaves them NULL),
 * and each validation message as a SEVERITY_SERVER problem at its field. */
struct refusal {
    char *type, *message, *request_id;
};
void refusal_finish(struct refusal *r);
void refusal_read(const char *body, size_t len, struct refusal *out, struct problems *at_fields);
bool portal_url_valid(const char *url, bool sandbox, struct err *e);

#endif
