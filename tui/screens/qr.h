/* A QR code in half blocks, two modules to a cell, black on white whatever the terminal's colours are, so
 * that a phone can read it on a dark screen too. Needs a grid that is not ASCII. */
#ifndef TUI_SCREENS_QR_H
#define TUI_SCREENS_QR_H

#include "tui/widgets/cells.h"

struct qr;

/* NULL where the text is too long for a code. */
struct qr *qr_new(const char *text);
void qr_free(struct qr *q);
/* Cells that it takes with a light margin of that many modules around it. */
void qr_size(const struct qr *q, int margin, int *rows, int *cols);
/* In the middle of a, with the widest margin of one or two modules that fits. false, and nothing drawn,
 * where none does. */
bool qr_draw(const struct qr *q, struct area a);

#endif
