#include "config.h"

#include "tests/torture/draft_ends.h"

#include "tests/pty/unsaved.h"
#include "tests/torture/points.h"

#include "forms/mem.h"
#include "tests/rng.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONTROLS = 10, KEYS_LOST = 200, MOST_KEYS = 700, LARGE = 9000 /* records: more than a megabyte */ };

enum way { WAY_AT_ONCE, WAY_MIDDLE, WAY_LATER, WAY_HANGUP, WAY_TERM, WAYS };

struct point {
    enum way way;
    const struct unsaved_place *place;
    size_t keys;
    size_t records;
    char text[MOST_KEYS + 1];
};

static struct point current;
static bool control;

/* ---- one point */

/* Words that come only once, so that each end of a part of it can be found on the screen. */
static void write_text(struct rng *r, char *text, size_t len)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxy";
    for (size_t i = 0; i < len; i++)
        text[i] = letters[rng_below(r, sizeof letters - 1)];
    text[len] = '\0';
}

static void make_point(size_t number, struct point *p)
{
    struct rng r;
    rng_init(&r, number + 1);
    *p = (struct point){.way = (enum way)(number % WAYS),
                        .place = &UNSAVED_PLACES_LIST[rng_below(&r, UNSAVED_PLACES)]};
    p->keys = p->way == WAY_AT_ONCE || p->way == WAY_MIDDLE ? 420 + rng_below(&r, MOST_KEYS - 420)
                                                            : 1 + rng_below(&r, 60);
    p->records = number % 7 == 5 ? LARGE : 0;
    write_text(&r, p->text, p->keys);
}

/* The last few characters are on the screen: all keys were answered. */
static void wait_for_keys(struct unsaved *u, const struct point *p)
{
    enum { SEEN = 8 };
    pty_wait_text(u->p, p->text + (p->keys > SEEN ? p->keys - SEEN : 0), 0);
}

static void hang_up(struct unsaved *u)
{
    pty_hangup(u->p);
    pty_wait_exit(u->p);
    pty_free(u->p);
    u->p = NULL;
}

/* Returns how many keys at least have to be there afterwards. */
static size_t work_until_the_end(struct unsaved *u, const struct point *p)
{
    pty_type(u->p, p->text);
    if (p->way != WAY_MIDDLE)
        wait_for_keys(u, p);
    switch (p->way) {
    case WAY_AT_ONCE:
        unsaved_kill(u, SIGKILL);
        return p->keys - KEYS_LOST;
    case WAY_MIDDLE:
        unsaved_kill(u, SIGKILL);
        return 0;
    case WAY_LATER:
        if (!control)
            assert_true(unsaved_is_kept(u, p->text, 20));
        unsaved_kill(u, SIGKILL);
        return p->keys;
    case WAY_HANGUP:
        hang_up(u);
        return p->keys;
    default:
        unsaved_kill(u, SIGTERM);
        return p->keys;
    }
}

static void quit(struct unsaved *u)
{
    pty_keys(u->p, "F10");
    assert_int_equal(pty_wait_exit(u->p), 0);
}

/* Goes on with the work, and types one more key: where it lands is where the program went on. */
static void go_on(struct unsaved *u, const struct point *p, size_t least)
{
    struct buf saved;
    buf_init(&saved, BUF_TEXT_MAX);
    pty_keys(u->p, "r");
    pty_wait_text(u->p, "Recovered", 0);
    pty_type(u->p, "Z");
    pty_keys(u->p, "F2");
    pty_wait_text(u->p, "Saved", 0);
    quit(u);
    assert_true(unsaved_saved(u, p->place->pointer, &saved));
    assert_true(saved.len >= least + 1 && saved.len <= p->keys + 1);
    assert_memory_equal(saved.data, p->text, saved.len - 1);
    assert_int_equal(saved.data[saved.len - 1], 'Z');
    assert_int_equal(unsaved_drafts(u), 0);
    buf_finish(&saved);
}

static int make_home(void **state)
{
    *state = unsaved_new(current.records);
    return 0;
}

static int remove_home(void **state)
{
    unsaved_free(*state);
    return 0;
}

static void the_work__is_there_again(void **state)
{
    const struct point *p = &current;
    struct unsaved *u = *state;
    struct buf saved;
    if (control)
        unsaved_switch_off(u);
    unsaved_start(u, "acme", 24, 80);
    unsaved_go(u, p->place);
    const size_t least = work_until_the_end(u, p);
    point_fired();
    buf_init(&saved, BUF_TEXT_MAX);
    assert_false(unsaved_saved(u, p->place->pointer, &saved)); /* nobody has saved it */
    buf_finish(&saved);
    unsaved_start(u, NULL, 24, 80);
    if (unsaved_is_offered(u)) {
        go_on(u, p, least);
    } else {
        assert_int_equal(least, 0);
        quit(u);
    }
}

/* ---- all of them */

static void try(size_t number, struct tally *t)
{
    const unsigned before = t->bad;
    make_point(number, &current);
    point_try(the_work__is_there_again, make_home, remove_home, !control, t);
    if (t->bad > before && !control)
        fprintf(stderr, "point %zu: way %d, %s, %zu keys, %zu records\n", number, (int)current.way,
                current.place->pointer, current.keys, current.records);
}

/* Points that lose nothing by being without a journal say nothing here. */
static bool has_work_to_lose(size_t number)
{
    return number % WAYS != WAY_MIDDLE;
}

void sweep_ends_of_drafts(unsigned points, struct tally *t, struct tally *naive)
{
    for (size_t i = 0; i < points; i++)
        try(i, t);
    control = true;
    for (size_t i = 0; i < points && naive->planned < CONTROLS; i++)
        if (has_work_to_lose(i))
            try(i, naive);
    control = false;
}
