#include "tui/screens/qr.h"

#include "forms/mem.h"

#include <qrencode.h>
#include <stdlib.h>

struct qr {
    QRcode *code;
};

struct qr *qr_new(const char *text)
{
    /* The lowest correction makes the smallest code; a screen is not scratched. */
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_L);
    if (!code)
        return NULL;
    struct qr *q = xmalloc(sizeof *q);
    q->code = code;
    return q;
}

void qr_free(struct qr *q)
{
    if (!q)
        return;
    QRcode_free(q->code);
    free(q);
}

void qr_size(const struct qr *q, int margin, int *rows, int *cols)
{
    *cols = q->code->width + 2 * margin;
    *rows = (*cols + 1) / 2;
}

/* The module at a place of the code, margin outside included. */
static bool dark(const struct qr *q, int row, int col)
{
    int width = q->code->width;
    if (row < 0 || col < 0 || row >= width || col >= width)
        return false;
    return q->code->data[row * width + col] & 1;
}

static void draw_at(const struct qr *q, struct area a, int margin)
{
    static const char *const blocks[2][2] = {{" ", "\u2584"}, {"\u2580", "\u2588"}};
    for (int row = 0; row < a.rows; row++)
        for (int col = 0; col < a.cols; col++) {
            bool upper = dark(q, 2 * row - margin, col - margin);
            bool lower = dark(q, 2 * row + 1 - margin, col - margin);
            area_puts(a, row, col, STYLE_QR, blocks[upper][lower]);
        }
}

bool qr_draw(const struct qr *q, struct area a)
{
    for (int margin = 2; margin >= 1; margin--) {
        int rows, cols;
        qr_size(q, margin, &rows, &cols);
        if (rows > a.rows || cols > a.cols)
            continue;
        draw_at(q, area_part(a, (a.rows - rows) / 2, (a.cols - cols) / 2, rows, cols), margin);
        return true;
    }
    return false;
}
