#include "config.h"

#include "tui/app/app.h"

#include "forms/safe.h"
#include "tui/actions/clock.h"
#include "tui/app/perform.h"
#include "tui/app/stack.h"

#include <signal.h>
#include <string.h>

#define SECOND 1000

/* While screens work and no input comes: how long they do so before input is looked for, and how often the
 * picture follows. Milliseconds. */
enum { SLICE = 4, PICTURE = 40 };

struct app {
    struct session *se;
    struct world *w;
    struct term *t;
    struct stack stack;
    struct cells cells;
    struct effects queue; /* asked for, not yet performed */
    bool quit;
    int status;
    int64_t next_tick; /* clock_elapsed */
    bool working;      /* the top screen has more to do */
    bool stale;        /* something happened that the picture does not show */
    int64_t shown;     /* when the picture was, clock_elapsed */
};

/* ---- effects */

static void dispatch_report(struct app *a, const struct report *r)
{
    const struct event ev = {.type = EVENT_REPORT, .effect = r->effect, .state = r->state, .err = &r->err};
    stack_event(&a->stack, a->se, &ev, &a->queue);
    a->stale = true;
}

static void print(struct app *a, const char *text)
{
    struct buf plain;
    buf_init(&plain, BUF_BODY_MAX);
    safe_text(text, strlen(text), true, &plain);
    term_print(a->t, plain.data, plain.len);
    buf_finish(&plain);
}

static void perform_effect(struct app *a, const struct effect *e)
{
    struct report report;
    switch (e->type) {
    case EFFECT_QUIT:
        a->quit = true;
        break;
    case EFFECT_SUSPEND:
        term_suspend(a->t);
        break;
    case EFFECT_REDRAW:
        term_redraw(a->t);
        break;
    case EFFECT_PRINT:
        print(a, e->text);
        break;
    default:
        if (!stack_perform(&a->stack, a->se, e, &a->queue) && perform(a->w, a->se, a->t, e, &report))
            dispatch_report(a, &report);
    }
}

/* In order; what the screens answer meanwhile comes after what was asked for before. */
static void perform_queue(struct app *a)
{
    for (size_t i = 0; i < a->queue.count && !a->quit; i++) {
        const struct effect e = a->queue.items[i]; /* the list may move while it grows */
        perform_effect(a, &e);
    }
    effects_finish(&a->queue);
}

/* ---- events */

static void dispatch(struct app *a, const struct event *ev)
{
    stack_event(&a->stack, a->se, ev, &a->queue);
    perform_queue(a);
    a->stale = true;
}

static void take_size(struct app *a)
{
    term_size(a->t, &a->se->rows, &a->se->cols);
    cells_resize(&a->cells, a->se->rows, a->se->cols);
}

static void on_event(void *context, const struct event *ev)
{
    struct app *a = context;
    if (a->quit)
        return;
    if (ev->type == EVENT_RESIZE)
        take_size(a);
    if (ev->type == EVENT_PASTE && !ev->text)
        session_say(a->se, SEVERITY_WARNING, "The paste is larger than 16 MiB: nothing of it was taken.");
    else
        dispatch(a, ev);
}

static void take_news(struct app *a, unsigned news)
{
    if (news & TERM_CONTINUED)
        term_redraw(a->t);
    if (news & (TERM_QUIT | TERM_GONE)) {
        const int number = term_signal(a->t);
        a->quit = true;
        a->status = 128 + (number ? number : SIGHUP);
    }
}

static void take_reports(struct app *a)
{
    struct report report;
    while (!a->quit && perform_step(a->w, a->se, &report)) {
        dispatch_report(a, &report);
        perform_queue(a);
    }
}

/* ---- time */

static bool wants_ticks(const struct app *a)
{
    return stack_ticks(&a->stack) || perform_busy(a->w) || session_reveals(a->se);
}

static int timeout(const struct app *a)
{
    if (a->working)
        return 0;
    const int keys = term_timeout(a->t);
    if (!wants_ticks(a))
        return keys;
    const int64_t left = a->next_tick - clock_elapsed();
    const int tick = left > 0 ? (int)left : 0;
    return keys >= 0 && keys < tick ? keys : tick;
}

static void take_tick(struct app *a)
{
    const int64_t now = clock_elapsed();
    const struct event ev = {.type = EVENT_TICK};
    if (a->quit || now < a->next_tick)
        return;
    a->next_tick = now + SECOND;
    if (stack_ticks(&a->stack))
        dispatch(a, &ev);
}

/* ---- what takes long */

static void work(struct app *a)
{
    const int64_t end = clock_elapsed() + SLICE;
    do {
        a->working = !a->quit && stack_work(&a->stack, a->se, &a->queue);
        perform_queue(a);
    } while (a->working && clock_elapsed() < end);
    a->stale = a->stale || !a->working;
}

/* ---- the loop */

static void wait_for_something(const struct app *a)
{
    int fds[2];
    term_descriptors(a->t, fds);
    struct pollfd polled[2] = {{.fd = fds[0], .events = POLLIN}, {.fd = fds[1], .events = POLLIN}};
    perform_wait(a->w, polled, 2, timeout(a));
}

static void show(struct app *a)
{
    if (a->working && !a->stale && clock_elapsed() < a->shown + PICTURE)
        return;
    cells_clear(&a->cells);
    stack_draw(&a->stack, a->se, &a->cells);
    term_show(a->t, &a->cells);
    a->stale = false;
    a->shown = clock_elapsed();
}

static void begin(struct app *a)
{
    a->se->ascii = a->se->ascii || !term_utf8(a->t);
    cells_init(&a->cells, 0, 0, a->se->ascii);
    take_size(a);
    stack_init(&a->stack);
    effects_init(&a->queue);
    a->next_tick = clock_elapsed() + SECOND;
    effects_push(&a->queue, EFFECT_PUSH, SCREEN_START, NULL);
    if (a->se->doc)
        effects_push(&a->queue, EFFECT_PUSH, SCREEN_WIZARD, NULL);
    perform_queue(a);
}

int app_run(struct session *se, struct world *w, struct term *t)
{
    struct app a = {.se = se, .w = w, .t = t};
    begin(&a);
    while (!a.quit) {
        show(&a);
        wait_for_something(&a);
        take_news(&a, term_read(t, on_event, &a));
        take_reports(&a);
        take_tick(&a);
        work(&a);
    }
    effects_finish(&a.queue);
    stack_finish(&a.stack);
    cells_finish(&a.cells);
    return a.status;
}
