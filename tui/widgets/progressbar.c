#include "tui/widgets/progressbar.h"

#include "forms/safe.h"

#include <stdio.h>
#include <string.h>

enum { GAP = 2, BAR_LEAST = 8, BAR_MOST = 40 };

unsigned progressbar_percent(size_t done, size_t all)
{
    if (done >= all)
        return 100;
    return (unsigned)((double)done / (double)all * 100);
}

static void draw_bar(struct area a, int col, int width, size_t done, size_t all)
{
    const uint32_t full = a.cells->ascii ? '#' : 0x2588, rest = a.cells->ascii ? '.' : 0x2591;
    const int filled = (int)((unsigned)width * progressbar_percent(done, all) / 100);
    for (int i = 0; i < width; i++)
        cells_put(a.cells, a.row, a.col + col + i, STYLE_NORMAL, i < filled ? full : rest);
}

/* Columns of a part with the gap before it; 0 for one that is empty. */
static int room_for(const char *text)
{
    return *text ? GAP + safe_width(text, strlen(text)) : 0;
}

void progressbar_draw(struct area a, const char *words, size_t done, size_t all, const char *hint)
{
    char percent[8] = "";
    if (all)
        snprintf(percent, sizeof percent, "%3u%%", progressbar_percent(done, all));
    const int room = a.cols - 2 - room_for(percent) - room_for(hint);
    const int wanted = safe_width(words, strlen(words));
    int bar = all ? room - wanted - GAP : 0;
    bar = bar > BAR_MOST ? BAR_MOST : bar < BAR_LEAST ? 0 : bar;
    const int shown = wanted < room ? wanted : room;
    const int used = shown + (bar ? GAP + bar : 0) + room_for(percent) + room_for(hint);
    area_fill(area_part(a, 0, 0, 1, used + 2), STYLE_NORMAL); /* with a blank on either side */
    int col = area_text_cut(a, 0, 1, room, STYLE_NORMAL, words, strlen(words));
    if (bar) {
        draw_bar(a, col + GAP, bar, done, all);
        col += GAP + bar;
    }
    if (*percent)
        col = area_puts(a, 0, col + GAP, STYLE_NORMAL, percent);
    if (*hint)
        area_puts(a, 0, col + GAP, STYLE_HINT, hint);
}
