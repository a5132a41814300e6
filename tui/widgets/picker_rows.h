/* The rows of a picker: the items found, then what is offered besides. For the files of the picker only. */
#ifndef TUI_WIDGETS_PICKER_ROWS_H
#define TUI_WIDGETS_PICKER_ROWS_H

#include "tui/widgets/picker.h"

size_t picker_rows(const struct picker *p);
/* The row that offers the filter's text as it was typed. */
bool picker_is_text_row(const struct picker *p, size_t row);

#endif
