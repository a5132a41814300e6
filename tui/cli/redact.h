/* Hides secrets in a document that is only going to be printed. Private to cli/. */
#ifndef TUI_CLI_REDACT_H
#define TUI_CLI_REDACT_H

#include "forms/doc.h"
#include "forms/wizard.h"

#define REDACTED "[hidden]"

/* Every secret member (wizard_is_secret) that holds something becomes REDACTED, whatever its length was. */
void redact_document(struct doc *d, const struct wizard *w);

#endif
