#include "config.h"

#include "tui/app/app.h"

#include "forms/mem.h"
#include "forms/safe.h"
#include "tui/actions/clock.h"
#include "tui/app/journaling.h"
#include "tui/app/perform.h"
#include "tui/app/stack.h"
#include "tui/screens/words.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define SECOND        1000
#define SIGNAL_STATUS 128 /* and the number of the signal */
/* While work goes on and no input comes: how long before input is looked for, and how often the picture
 * follows. Milliseconds. */
enum { SLICE = 4, PICTURE = 40 };
enum { LARGE = 4 << 20 }; /* bytes that a disk takes a moment for */

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
    bool offers;       /* unsaved work is to be offered yet */
    bool working;      /* the latest slice of work was not the last */
    bool news;         /* since the picture was shown: somebody waits for the next */
    int64_t shown_at;  /* clock_elapsed */
};

/* ---- the journal of edits */

/* Before the program stands still for somebody else, or while it cannot wait for a pause. */
static void keep_work(struct app *a)
{
    char *focus = stack_focus(&a->stack, a->se);
    journaling_keep(a->w, a->se, focus, a->working);
    free(focus);
}

static void journal(struct app *a)
{
    if (!journaling_due(a->w))
        return;
    char *focus = stack_focus(&a->stack, a->se);
    a->news = journaling_work(a->w, a->se, focus, a->working) || a->news;
    free(focus);
}

/* The operator has answered what becomes of unsaved work, unless a signal ends the program. */
static void end_journal(struct app *a)
{
    char *focus = stack_focus(&a->stack, a->se);
    if (a->status)
        journaling_end(a->w, a->se, a->status - SIGNAL_STATUS, focus, a->working);
    else
        journaling_close(a->w);
    free(focus);
}

/* In the middle of anything. The terminal comes first: what follows may need more than is left. */
static int end_without_memory(void *context)
{
    static const char *const words[] = {
        [RESCUE_DONE] = "Your unsaved work is kept: start the program again to go on with it.",
        [RESCUE_FAILED] = "What was done last could not be kept: the next start offers what was kept before.",
    };
    const struct app *a = context;
    term_rescue();
    mem_say(MEM_WORDS);
    const enum rescue rescued = journaling_rescue(a->w, a->working);
    if (rescued != RESCUE_NEEDLESS)
        mem_say(words[rescued]);
    if (a->w->running)
        mem_say("A request was running: the link may exist. The attempt is in the list of links.");
    return MEM_STATUS;
}

/* ---- effects */

static void dispatch_report(struct app *a, const struct report *r)
{
    const struct event ev = {.type = EVENT_REPORT, .effect = r->effect, .state = r->state, .err = &r->err};
    a->news = true;
    stack_event(&a->stack, a->se, &ev, &a->queue);
    perform_news(a->w, a->se); /* after what the screens say: it is said once */
}

static void print(struct app *a, const char *text)
{
    struct buf plain;
    buf_init(&plain, BUF_BODY_MAX);
    safe_text(text, strlen(text), true, &plain);
    term_print(a->t, plain.data, plain.len);
    buf_finish(&plain);
}

static void show(struct app *a)
{
    cells_clear(&a->cells);
    stack_draw(&a->stack, a->se, &a->cells);
    term_show(a->t, &a->cells);
    a->news = false;
    a->shown_at = clock_elapsed();
}

/* Nothing is drawn and no key answered until the disk has a file, which on a slow one may be seconds: where
 * it is large, that is said first. What comes of it is said in the same place. */
static void announce(struct app *a, const struct effect *e)
{
    const bool saves = a->se->doc && (e->type == EFFECT_SAVE || e->type == EFFECT_SAVE_AS);
    const size_t size = saves ? doc_size(a->se->doc) : e->type == EFFECT_WRITE ? strlen(e->other) : 0;
    if (size < LARGE)
        return;
    struct buf words;
    buf_init(&words, BUF_TEXT_MAX);
    words_size(size, &words);
    session_say(a->se, SEVERITY_NOTE, "Saving %s ...", words.data);
    buf_finish(&words);
    show(a);
    *a->se->message.text = '\0';
}

static void perform_effect(struct app *a, const struct effect *e)
{
    struct report report;
    switch (e->type) {
    case EFFECT_QUIT:
        a->quit = true;
        break;
    case EFFECT_SUSPEND:
        session_hide(a->se);
        keep_work(a);
        term_suspend(a->t);
        break;
    case EFFECT_REDRAW:
        term_redraw(a->t);
        break;
    case EFFECT_PRINT:
        keep_work(a);
        print(a, e->text);
        break;
    default:
        if (e->type == EFFECT_EDIT || e->type == EFFECT_COPY || e->type == EFFECT_COPY_REPLY)
            keep_work(a); /* others' programs run */
        announce(a, e);
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
    a->news = true;
    if (ev->type == EVENT_RESIZE)
        take_size(a);
    if (ev->type == EVENT_PASTE && !ev->text)
        session_say(a->se, SEVERITY_WARNING, "The paste is larger than 16 MiB: nothing of it was taken.");
    else
        dispatch(a, ev);
    if ((ev->type == EVENT_KEY || ev->type == EVENT_PASTE) && journaling_key(a->w, ev->type == EVENT_PASTE))
        keep_work(a);
}

static void take_news(struct app *a, unsigned news)
{
    if (news & TERM_CONTINUED) {
        session_hide(a->se);
        term_redraw(a->t);
        a->news = true;
    }
    if (news & (TERM_QUIT | TERM_GONE)) {
        const int number = term_signal(a->t);
        a->quit = true;
        a->status = SIGNAL_STATUS + (number ? number : SIGHUP);
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

/* Of two waits in milliseconds; -1 is no limit. */
static int sooner(int a, int b)
{
    return a < 0 || (b >= 0 && b < a) ? b : a;
}

static int timeout(const struct app *a)
{
    const int keys = sooner(term_timeout(a->t), journaling_timeout(a->w));
    if (a->working || a->quit)
        return 0;
    if (!wants_ticks(a))
        return keys;
    const int64_t left = a->next_tick - clock_elapsed();
    return sooner(keys, left > 0 ? (int)left : 0);
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

/* ---- the loop */

static void wait_for_something(const struct app *a)
{
    int fds[2];
    term_descriptors(a->t, fds);
    struct pollfd polled[2] = {{.fd = fds[0], .events = POLLIN}, {.fd = fds[1], .events = POLLIN}};
    perform_wait(a->w, polled, 2, timeout(a));
}

/* Once the start screen has had the list made, and what the command line names is open or was given up. */
static void offer_recovery(struct app *a)
{
    const char *path = a->se->doc ? journaling_path(a->w) : NULL;
    if (!a->offers || a->se->opening || a->quit)
        return;
    a->offers = false;
    if (session_draft(a->se, path))
        effects_push(&a->queue, EFFECT_PUSH, SCREEN_RECOVER, path);
    perform_queue(a);
}

/* One piece of what goes on behind the keys, the most urgent first. false: nothing is left to do. */
static bool work_once(struct app *a)
{
    struct report report;
    if (perform_works(a->w)) {
        if (perform_work(a->w, a->se, &report)) {
            dispatch_report(a, &report);
            perform_queue(a);
            a->quit = a->quit || report.ends;
            offer_recovery(a);
        }
        return true;
    }
    const bool more = stack_work(&a->stack, a->se, &a->queue);
    const bool asked = a->queue.count > 0;
    perform_queue(a);
    a->news = a->news || asked;
    return more || asked;
}

/* As many pieces as fit between two looks for input; there is one at least. */
static bool work(struct app *a)
{
    const int64_t end = clock_elapsed() + SLICE;
    bool more;
    do
        more = work_once(a);
    while (more && !a->quit && clock_elapsed() < end);
    return more;
}

/* Works on and shows the picture. What ends with its first slice costs no picture of its own; while longer
 * work goes on, the answer to a key does not wait for a slice, and pictures come no faster than eyes follow.
 */
static void work_and_show(struct app *a)
{
    const bool began = !a->working;
    offer_recovery(a);
    if (a->news && !began)
        show(a);
    a->working = work(a);
    if (a->quit)
        return;
    if (began || !a->working || clock_elapsed() - a->shown_at >= PICTURE)
        show(a);
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
    a->offers = true;
}

int app_run(struct session *se, struct world *w, struct term *t)
{
    struct app a = {.se = se, .w = w, .t = t};
    mem_at_end(end_without_memory, &a);
    begin(&a);
    while (!a.quit) {
        work_and_show(&a);
        wait_for_something(&a);
        take_news(&a, term_read(t, on_event, &a));
        take_reports(&a);
        take_tick(&a);
        journal(&a);
    }
    end_journal(&a);
    mem_at_end(NULL, NULL);
    effects_finish(&a.queue);
    stack_finish(&a.stack);
    cells_finish(&a.cells);
    return a.status;
}
