/* A stand-in for Seam on 127.0.0.1: checks credentials and bodies as Seam does, answers as Seam answers, and
 * serves each link that it made as a small page that says what the portal would offer. Everything is kept in
 * memory, the last SANDBOX_LINKS links only, and is gone with the server.
 *
 *   POST /customers/create_portal    a link, or a refusal
 *   GET or POST /workspaces/get      the invented workspace
 *   GET /portal/TOKEN                the page behind a link: 410 after it expired
 *
 * Any API key that begins with "seam_test" is accepted, and any personal access token ("seam_at...") with a
 * seam-workspace header. It has no threads: the caller waits for sandbox_fd and steps it, or runs it. */
#ifndef TUI_SANDBOX_SANDBOX_H
#define TUI_SANDBOX_SANDBOX_H

#include "forms/schema.h"

#define SANDBOX_LINKS     256
#define SANDBOX_BODY_MAX  ((size_t)64 << 20)
#define SANDBOX_WORKSPACE "8f1c2a40-5b7d-4e63-9a15-0d2e4c6b8a7f"

struct sandbox;

/* Listens on the port, 0 for any that is free. The schema must outlive the sandbox. */
struct sandbox *sandbox_start(unsigned port, const struct schema *schema, struct err *e);
void sandbox_stop(struct sandbox *s); /* and frees; NULL is fine */
/* "http://127.0.0.1:PORT", without a slash at the end. */
const char *sandbox_url(const struct sandbox *s);
/* Bodies above it are answered with 413; SANDBOX_BODY_MAX unless it is set. */
void sandbox_limit(struct sandbox *s, size_t bytes);
/* Readable when sandbox_step has work; sandbox_wait_ms is how long one may wait without that (-1: any time).
 */
int sandbox_fd(const struct sandbox *s);
int sandbox_wait_ms(const struct sandbox *s);
void sandbox_step(struct sandbox *s);
/* Serves until SIGINT, SIGTERM or SIGHUP, or, where until_eof is not -1, until that descriptor reaches its
 * end: a parent that holds the other end of a pipe is followed, however it goes. */
void sandbox_run(struct sandbox *s, int until_eof);

/* What an operator can ask of it: writing one of these as the customer key makes the sandbox answer in that
 * way, so that every ending can be seen and practised. For --help. NULL after the last. */
struct sandbox_trick {
    const char *customer_key, *help;
};
const struct sandbox_trick *sandbox_trick(size_t index);

#endif
