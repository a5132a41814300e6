/* A value as JSON in the operator's own editor: given out, taken back as one step, or asked about. */
#ifndef TUI_SCREENS_EDITING_H
#define TUI_SCREENS_EDITING_H

#include "tui/screens/screen.h"

/* Opens the editor on the value at pointer ("" for the whole body); one that is not set is an empty text. */
void editing_begin(struct session *se, const char *pointer, struct effects *out);
/* EFFECT_EDIT is done: takes the text into the document, or asks whether to edit it again. */
void editing_end(struct session *se, struct effects *out);
/* The answers to that question. */
void editing_again(struct session *se, struct effects *out);
void editing_drop(struct session *se);

#endif
