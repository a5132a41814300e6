#include "tui/widgets/popup.h"

#include "forms/safe.h"

#include <string.h>

static int at_most(int value, int limit)
{
    return value < limit ? value : limit;
}

/* A word in the frame, with a space on each side. Returns the column after it. */
static int frame_word(struct area a, int row, int col, int width, enum style s, const char *text)
{
    if (!text || width < 3)
        return col;
    area_puts(a, row, col, s, " ");
    int end = area_text_cut(a, row, col + 1, width - 2, s, text, strlen(text));
    return area_puts(a, row, end, s, " ");
}

struct area popup_draw_at(struct area a, int row, int col, int rows, int cols, const char *title,
                          const char *note, const char *footer)
{
    rows = at_most(rows, a.rows);
    cols = at_most(cols, a.cols);
    row = at_most(row, a.rows - rows);
    col = at_most(col, a.cols - cols);
    struct area box = area_part(a, row < 0 ? 0 : row, col < 0 ? 0 : col, rows, cols);
    area_fill(box, STYLE_NORMAL);
    area_box(box);
    int noted = note ? safe_width(note, strlen(note)) + 2 : 0;
    if (noted >= cols - 4)
        noted = 0;
    frame_word(box, 0, 1, cols - 2 - noted, STYLE_HEADING, title);
    frame_word(box, 0, cols - 1 - noted, noted, STYLE_DIM, note);
    frame_word(box, rows - 1, 1, cols - 2, STYLE_HINT, footer);
    return area_part(box, 1, 1, rows - 2, cols - 2);
}

struct area popup_draw(struct area a, int rows, int cols, const char *title, const char *note,
                       const char *footer)
{
    return popup_draw_at(a, (a.rows - rows) / 2, (a.cols - cols) / 2, rows, cols, title, note, footer);
}
