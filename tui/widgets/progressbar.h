/* One row that says how far work has got: words, a bar, a share in percent, and how to give it up. */
#ifndef TUI_WIDGETS_PROGRESSBAR_H
#define TUI_WIDGETS_PROGRESSBAR_H

#include "tui/widgets/cells.h"

/* Over the first row of the area, from its left; the rest of the row stays. all 0: how much there is to do is
 * not known, and neither bar nor percent is shown. In a narrow area the bar goes first, then words are cut.
 * hint may be "". */
void progressbar_draw(struct area a, const char *words, size_t done, size_t all, const char *hint);
/* The share in percent, rounded down: 100 means that nothing is left. */
unsigned progressbar_percent(size_t done, size_t all);

#endif
