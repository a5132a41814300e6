#include "config.h"

#include "tests/test.h"

#include "tests/fake/term.h"

#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int fake_term_rescues;

struct term *fake_term_new(int rows, int cols)
{
    struct term *t = xcalloc(1, sizeof *t);
    t->rows = rows;
    t->cols = cols;
    assert_int_equal(pipe(t->ready), 0);
    close(t->ready[1]); /* end of file is readable for ever */
    buf_init(&t->sent, BUF_TEXT_MAX);
    buf_init(&t->printed, BUF_TEXT_MAX);
    return t;
}

void fake_term_free(struct term *t)
{
    close(t->ready[0]);
    buf_finish(&t->sent);
    buf_finish(&t->printed);
    free(t->screen);
    free(t);
}

void fake_term_add(struct term *t, struct fake_step step)
{
    assert_true(t->steps < FAKE_STEPS);
    t->script[t->steps++] = step;
}

void term_size(const struct term *t, int *rows, int *cols)
{
    *rows = t->rows;
    *cols = t->cols;
}

bool term_utf8(const struct term *t)
{
    (void)t;
    return true;
}

void term_descriptors(const struct term *t, int fds[2])
{
    fds[0] = t->ready[0];
    fds[1] = -1;
}

int term_timeout(const struct term *t)
{
    (void)t;
    return -1;
}

int term_signal(const struct term *t)
{
    return t->signal;
}

static void press(const char *keys, void (*each)(void *context, const struct event *ev), void *context)
{
    for (const char *p = keys; *(p += strspn(p, " "));) {
        struct event ev = {.type = EVENT_KEY};
        const size_t len = strcspn(p, " ");
        if (!key_parse(p, len, &ev.key))
            fail_msg("\"%.*s\" is no key", (int)len, p);
        each(context, &ev);
        p += len;
    }
}

unsigned term_read(struct term *t, void (*each)(void *context, const struct event *ev), void *context)
{
    if (t->at == t->steps)
        return TERM_GONE;
    const struct fake_step *step = &t->script[t->at++];
    if (step->rows) {
        const struct event ev = {.type = EVENT_RESIZE};
        t->rows = step->rows;
        t->cols = step->cols;
        each(context, &ev);
    }
    if (step->keys)
        press(step->keys, each, context);
    if (step->paste || step->paste_too_large) {
        const struct event ev = {
            .type = EVENT_PASTE, .text = step->paste, .len = step->paste ? strlen(step->paste) : 0};
        each(context, &ev);
    }
    return step->news;
}

void term_show(struct term *t, const struct cells *c)
{
    free(t->screen);
    t->screen = cells_dump(c, false);
    t->shown++;
}

void term_redraw(struct term *t)
{
    t->redraws++;
}

void term_rescue(void)
{
    fake_term_rescues++;
}

void term_suspend(struct term *t)
{
    t->suspends++;
}

void term_print(struct term *t, const char *text, size_t len)
{
    buf_add(&t->printed, text, len);
}

bool term_send(struct term *t, const char *bytes, size_t len)
{
    return !t->refuses_bytes && buf_add(&t->sent, bytes, len);
}

bool term_ending(struct term *t)
{
    return t->ends;
}
