/* Bytes from a terminal to events: UTF-8, control characters, the sequences of cursor and function keys
 * (ECMA-48 and what xterm, the Linux console and rxvt send), Alt as a leading Esc, bracketed paste. Pure:
 * no terminal, no clock; the caller says when it has waited long enough. */
#ifndef TUI_TERM_INPUT_H
#define TUI_TERM_INPUT_H

#include "forms/buf.h"
#include "tui/actions/event.h"

#define INPUT_PART_MAX  64
#define INPUT_PASTE_MAX ((size_t)16 << 20)
#define INPUT_BURST_MIN 64 /* bytes of text at once, which nobody types */

typedef void input_each(void *context, const struct event *ev);

struct input {
    char part[INPUT_PART_MAX]; /* a sequence whose end has not come */
    size_t part_len;
    bool pasting; /* between the brackets of a paste */
    bool bursts;  /* set it after input_init: so much text in one piece is a paste, brackets or not */
    bool bursting;
    struct buf paste; /* of either kind */
};

void input_init(struct input *in);
void input_finish(struct input *in);
/* Takes bytes in pieces of any size. Calls back with EVENT_KEY and EVENT_PASTE; lines of a paste end in
 * LF. A paste over INPUT_PASTE_MAX is not taken in parts: its event has text NULL. */
void input_feed(struct input *in, const char *p, size_t len, input_each *each, void *context);
/* What is being waited for. ESCAPE may be a key by itself: the escape delay decides. PART is a sequence
 * or character that broke off: only a slow line explains it. BURST is a paste without brackets, which ends
 * with the first pause; PASTE one whose closing bracket has not come. */
enum input_waits { INPUT_NOTHING, INPUT_ESCAPE, INPUT_PART, INPUT_BURST, INPUT_PASTE };
enum input_waits input_waits(const struct input *in);
/* Nothing more came: what waits becomes the keys that it can be by itself, or the paste that it is so far. */
void input_flush(struct input *in, input_each *each, void *context);

#endif
