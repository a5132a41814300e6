#include "config.h"

#include "tests/fake/perform.h"

#include "tests/fake/clock.h"
#include "tui/app/journaling.h"

static struct fake_world world;

struct fake_world *fake_world_begin(void)
{
    world = (struct fake_world){.fails = -1};
    effects_init(&world.performed);
    return &world;
}

void fake_world_end(void)
{
    effects_finish(&world.performed);
}

bool perform(struct world *w, struct session *se, struct term *t, const struct effect *e, struct report *out)
{
    (void)w;
    (void)se;
    (void)t;
    effects_add_flag(&world.performed, e->type, e->text, e->other, e->flag);
    *out = (struct report){.effect = e->type, .state = REPORT_DONE};
    if ((int)e->type == world.fails) {
        out->state = REPORT_FAILED;
        err_set(&out->err, ERR_IO, "The disk is full.");
    }
    if (e->type == EFFECT_CANCEL) {
        world.send_progress = 1;
        world.waits_at_cancel = world.waits;
    }
    return e->type != EFFECT_SEND && e->type != EFFECT_CANCEL;
}

bool perform_step(struct world *w, struct session *se, struct report *out)
{
    (void)w;
    (void)se;
    if (!world.send_progress)
        return false;
    world.send_progress--;
    world.waits_at_end = world.waits;
    *out =
        (struct report){.effect = EFFECT_SEND, .state = world.send_progress ? REPORT_PROGRESS : REPORT_DONE};
    return true;
}

bool perform_works(const struct world *w)
{
    (void)w;
    return world.opening > 0;
}

bool perform_work(struct world *w, struct session *se, struct report *out)
{
    (void)w;
    fake_clock_advance(world.slice_ms);
    se->opening = se->opening && world.opening > 1;
    *out = (struct report){.effect = EFFECT_OPEN, .state = REPORT_DONE, .ends = world.refused};
    return --world.opening == 0;
}

void perform_wait(struct world *w, struct pollfd *fds, unsigned count, int timeout_ms)
{
    (void)w;
    if ((size_t)world.waits < sizeof world.passes / sizeof *world.passes)
        fake_clock_advance(world.passes[world.waits]);
    world.waits++;
    poll(fds, count, timeout_ms);
}

void perform_news(struct world *w, struct session *se)
{
    (void)w;
    (void)se;
}

bool perform_busy(const struct world *w)
{
    (void)w;
    return world.send_progress > 0;
}

/* ---- the journal: nothing is kept */

void journaling_close(struct world *w)
{
    (void)w;
}

void journaling_end(struct world *w, struct session *se, int signal, const char *focus, bool working)
{
    (void)w;
    (void)se;
    (void)signal;
    (void)focus;
    (void)working;
}

bool journaling_key(struct world *w, bool paste)
{
    (void)w;
    (void)paste;
    return false;
}

bool journaling_due(struct world *w)
{
    (void)w;
    return false;
}

const char *journaling_path(struct world *w)
{
    (void)w;
    return "acme.json";
}

int journaling_timeout(const struct world *w)
{
    (void)w;
    return -1;
}

bool journaling_work(struct world *w, struct session *se, const char *focus, bool working)
{
    (void)w;
    (void)se;
    (void)focus;
    (void)working;
    return false;
}

void journaling_keep(struct world *w, struct session *se, const char *focus, bool working)
{
    (void)w;
    (void)se;
    (void)focus;
    (void)working;
}

enum rescue journaling_rescue(struct world *w, bool working)
{
    (void)w;
    (void)working;
    return RESCUE_NEEDLESS;
}
