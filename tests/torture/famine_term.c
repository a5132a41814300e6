#include "config.h"

#include "tests/torture/famine_term.h"

#include "forms/mem.h"
#include "tests/fake/clock.h"
#include "tests/torture/starve.h"
#include "tui/term/term.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROWS = 24, COLS = 80, KEY_MS = 50 };

struct term {
    int ready[2]; /* a pipe that is always readable */
    const char *at;
    bool typing; /* within a "text:" */
};

static struct famine_typist *typist;

void famine_type(struct famine_typist *t)
{
    typist = t;
}

struct term *term_open(const struct theme *theme, enum color_use color, struct err *e)
{
    (void)theme;
    (void)color;
    (void)e;
    struct term *t = xcalloc(1, sizeof *t);
    if (pipe(t->ready) != 0)
        abort();
    close(t->ready[1]); /* end of file is readable for ever */
    t->at = typist->script;
    *typist->opened = true;
    return t;
}

void term_close(struct term *t)
{
    if (t)
        close(t->ready[0]);
    free(t);
}

void term_rescue(void)
{
    *typist->rescued = true;
}

void term_size(const struct term *t, int *rows, int *cols)
{
    (void)t;
    *rows = ROWS;
    *cols = COLS;
}

bool term_utf8(const struct term *t)
{
    (void)t;
    return true;
}

/* ---- typing */

static bool is_waiting(const struct term *t)
{
    return strncmp(t->at, "sent", 4) == 0 && typist->session && typist->session->sending.active;
}

/* Nothing to read while it waits: the loop sleeps until the network has something. */
void term_descriptors(const struct term *t, int fds[2])
{
    fds[0] = is_waiting(t) ? -1 : t->ready[0];
    fds[1] = -1;
}

int term_timeout(const struct term *t)
{
    (void)t;
    return -1;
}

int term_signal(const struct term *t)
{
    (void)t;
    return 0;
}

bool term_ending(struct term *t)
{
    (void)t;
    return false;
}

static size_t skip(struct term *t, const char *word)
{
    const size_t len = strlen(word);
    const bool there = strncmp(t->at, word, len) == 0;
    t->at += there ? len : 0;
    return there;
}

static bool next_key(struct term *t, struct event *ev)
{
    if (!t->typing)
        t->at += strspn(t->at, " ");
    t->typing = t->typing || skip(t, "text:");
    const size_t len = t->typing ? 1 : strcspn(t->at, " ");
    *ev = (struct event){.type = EVENT_KEY};
    if (skip(t, "paste:")) {
        *ev = (struct event){.type = EVENT_PASTE, .text = t->at, .len = strcspn(t->at, " ")};
        t->at += ev->len;
        return true;
    }
    if (!*t->at || !key_parse(t->at, len, &ev->key))
        return false;
    t->at += len;
    t->typing = t->typing && *t->at && *t->at != ' ';
    return true;
}

unsigned term_read(struct term *t, void (*each)(void *context, const struct event *ev), void *context)
{
    struct event ev;
    if (is_waiting(t))
        return 0;
    t->at += strspn(t->at, " ");
    skip(t, "sent");
    starve_pause(true);
    typist->before_key();
    starve_pause(false);
    fake_clock_advance(KEY_MS);
    if (!next_key(t, &ev))
        return TERM_GONE;
    each(context, &ev);
    return 0;
}

/* ---- what nobody looks at */

void term_show(struct term *t, const struct cells *c)
{
    (void)t;
    (void)c;
}

void term_redraw(struct term *t)
{
    (void)t;
}

void term_leave(struct term *t)
{
    (void)t;
}

void term_return(struct term *t)
{
    (void)t;
}

void term_suspend(struct term *t)
{
    (void)t;
}

void term_print(struct term *t, const char *text, size_t len)
{
    (void)t;
    (void)text;
    (void)len;
}

bool term_send(struct term *t, const char *bytes, size_t len)
{
    (void)t;
    (void)bytes;
    (void)len;
    return true;
}
