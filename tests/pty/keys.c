#include "config.h"

#include "tests/pty/pty.h"

#include "forms/buf.h"
#include "tui/actions/key.h"

#include <string.h>

/* What xterm sends: CSI letter, or CSI number ~, with a modifier parameter where there is one. */
static const struct {
    uint32_t code;
    char letter;
    int number;
} sequences[] = {
    {KEYC_UP, 'A', 1},       {KEYC_DOWN, 'B', 1},      {KEYC_RIGHT, 'C', 1},   {KEYC_LEFT, 'D', 1},
    {KEYC_HOME, 'H', 1},     {KEYC_END, 'F', 1},       {KEYC_INSERT, '~', 2},  {KEYC_DELETE, '~', 3},
    {KEYC_PAGE_UP, '~', 5},  {KEYC_PAGE_DOWN, '~', 6}, {KEYC_F1, 'P', 1},      {KEYC_F1 + 1, 'Q', 1},
    {KEYC_F1 + 2, 'R', 1},   {KEYC_F1 + 3, 'S', 1},    {KEYC_F1 + 4, '~', 15}, {KEYC_F1 + 5, '~', 17},
    {KEYC_F1 + 6, '~', 18},  {KEYC_F1 + 7, '~', 19},   {KEYC_F1 + 8, '~', 20}, {KEYC_F1 + 9, '~', 21},
    {KEYC_F1 + 10, '~', 23}, {KEYC_F12, '~', 24},
};

static bool add_sequence(struct buf *out, struct key k)
{
    const unsigned mods =
        (k.mods & MOD_SHIFT ? 1U : 0) + (k.mods & MOD_ALT ? 2U : 0) + (k.mods & MOD_CTRL ? 4U : 0);
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++) {
        if (sequences[i].code != k.code)
            continue;
        if (mods)
            buf_printf(out, "\x1b[%d;%u%c", sequences[i].number, mods + 1, sequences[i].letter);
        else if (sequences[i].letter == '~')
            buf_printf(out, "\x1b[%d~", sequences[i].number);
        else
            buf_printf(out, "\x1b%c%c", k.code >= KEYC_F1 ? 'O' : '[', sequences[i].letter);
        return true;
    }
    return false;
}

static void add_plain(struct buf *out, struct key k)
{
    if (k.mods & MOD_ALT)
        buf_putc(out, '\x1b');
    switch (k.code) {
    case KEYC_TAB:
        buf_puts(out, k.mods & MOD_SHIFT ? "\x1b[Z" : "\t");
        break;
    case KEYC_ENTER:
        buf_putc(out, '\r');
        break;
    case KEYC_ESCAPE:
        buf_putc(out, '\x1b');
        break;
    case KEYC_BACKSPACE:
        buf_putc(out, '\x7f');
        break;
    default:
        if (k.mods & MOD_CTRL)
            buf_putc(out, (char)(k.code & 0x1F));
        else
            buf_put_utf8(out, k.code);
    }
}

static void press(struct pty *p, struct key k)
{
    struct buf bytes;
    buf_init(&bytes, 64);
    if (!add_sequence(&bytes, k))
        add_plain(&bytes, k);
    pty_send(p, bytes.data, bytes.len);
    buf_finish(&bytes);
}

void pty_keys(struct pty *p, const char *keys)
{
    for (const char *at = keys; *(at += strspn(at, " "));) {
        const size_t len = strcspn(at, " ");
        struct key k;
        if (strncmp(at, "text:", 5) == 0)
            pty_send(p, at + 5, len - 5);
        else if (key_parse(at, len, &k))
            press(p, k);
        else
            fail_msg("\"%.*s\" is no key", (int)len, at);
        at += len;
    }
}
