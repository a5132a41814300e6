/* Hides secrets in a document that is only going to be printed. Private to cli/. */
#ifndef TUI_CLI_REDACT_H
#define TUI_CLI_REDACT_H

#include "forms/doc.h"
#include "forms/wizard.h"

#define REDACTED "[hidden]"

/* Every secret member (wizard_is_secret) that holds something becomes REDACTED, whatever its length was.
 * ERR_LIMIT, and the document must not be printed, where a member has no path (path_push: its name holds NUL,
 * or lies too deep), so that what is below it cannot be hidden, or where one could not be changed. */
bool redact_document(struct doc *d, const struct wizard *w, struct err *e);

#endif
