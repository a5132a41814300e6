/* The secrets of a body, such as door codes: where words of somebody else repeat one, it is taken out of
 * them. Which members hold secrets says the wizard (wizard_is_secret). */
#ifndef FORMS_SECRETS_H
#define FORMS_SECRETS_H

#include "forms/buf.h"
#include "forms/json.h"
#include "forms/wizard.h"

/* How many secrets the value holds, itself apart: members that are not null. */
size_t secrets_in(const struct wizard *w, const struct json *v);

struct secrets;

/* Copies those of the body; wizard NULL: there are none. One pass over it. */
struct secrets *secrets_new(const struct wizard *w, const struct json *root);
void secrets_free(struct secrets *s);
/* Adds the text with "****" in the place of each secret: one of a few characters only where it stands as a
 * word of its own, or every number would have holes. true: there was one. */
bool secrets_hide(const struct secrets *s, const char *text, struct buf *out);

#endif
