#include "config.h"

#include "tests/torture/key_storm.h"

#include "tests/pty/unsaved.h"
#include "tests/rng.h"
#include "tests/scratch.h"
#include "tests/torture/points.h"

#include "forms/doc.h"
#include "forms/mem.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PASTE_END "\033[201~"

enum { STARTS = 6, KEYS = 240 };

/* No slash: whatever is typed as the name of a file stays in the folder of the test. No Ctrl-C: behind a key
 * that quits, the terminal makes a signal of it, and nobody can tell which of them came first. */
static const char *const keys[] = {
    "Up",         "Down",
    "Left",       "Right",
    "Tab",        "Shift-Tab",
    "Enter",      "Enter",
    "Esc",        "Esc",
    "Space",      "Del",
    "Home",       "End",
    "PgUp",       "PgDn",
    "Backspace",  "F1",
    "F2",         "F3",
    "F4",         "F5",
    "F6",         "F7",
    "F8",         "F9",
    "Alt-X",      "Alt-0",
    "Alt-.",      "Alt-M",
    "Alt-U",      "Alt-E",
    "Alt-S",      "Alt-H",
    "Alt-Y",      "Alt-R",
    "Alt-W",      "Ctrl-Space",
    "Ctrl-O",     "Ctrl-Z",
    "Ctrl-K",     "Ctrl-U",
    "Ctrl-W",     "Ctrl-Y",
    "Ctrl-_",     "Ctrl-L",
    "Ctrl-X",     "Ctrl-Up",
    "Ctrl-Down",  "Shift-F8",
    "Ctrl-Left",  "F10",
    "n",          "a",
    "c",          "d",
    "e",          "E",
    "J",          "K",
    "u",          "y",
    "s",          "x",
    "r",          "i",
    "g",          "G",
    "*",          "text:hotel",
    "text:[{",    "text:\"",
    "text:-9.5e", "text:\u00e9\u6771",
};

static const char *const pastes[] = {"true",
                                     "{\"a\": [1, {}]}",
                                     "a\tb\r\nc",
                                     "guest_key,name\ng9,Eve\n",
                                     "\u6771\u4eac\u202e",
                                     "\xff\xfe\x1b[31m",
                                     ""};

#define COUNT(a) (sizeof(a) / sizeof *(a))

struct storm {
    struct unsaved *u;
    struct rng rng;
    char *home, *temporary; /* of the environment */
};

enum mischief { NONE, CRASHES, STANDS_STILL, MISCHIEFS };

static struct {
    unsigned seed;
    enum mischief mischief;
} current;

/* ---- what the operator does */

static void resize(struct storm *s)
{
    static const int sizes[][2] = {{24, 80}, {40, 120}, {12, 40}, {1, 1},
                                   {9, 39},  {2, 200},  {60, 20}, {100, 300}};
    const size_t i = rng_below(&s->rng, COUNT(sizes));
    pty_resize(s->u->p, sizes[i][0], sizes[i][1]);
}

static void act(struct storm *s)
{
    const size_t what = rng_below(&s->rng, 100);
    if (what < 4)
        pty_paste(s->u->p, pastes[rng_below(&s->rng, COUNT(pastes))]);
    else if (what < 8)
        resize(s);
    else
        pty_keys(s->u->p, keys[rng_below(&s->rng, COUNT(keys))]);
}

/* ---- what must be */

/* It draws when it is asked to; false: it had ended by a key. What a paste whose end went to an editor would
 * take, and what an Esc before would make Alt of, is neither: the end of a paste says nothing else. */
static bool answers(struct storm *s, int seconds)
{
    pty_type(s->u->p, PASTE_END);
    return pty_redraws(s->u->p, seconds);
}

/* A key that quits may have come before. */
static void assert_ended(struct storm *s, int number)
{
    const int status = pty_wait_exit(s->u->p);
    if (status != 0)
        assert_int_equal(status, 128 + number);
}

static void end(struct storm *s)
{
    static const int ends[] = {SIGKILL, SIGTERM, SIGHUP}; /* an interrupt may be the editor's */
    const size_t way = rng_below(&s->rng, COUNT(ends) + 1);
    if (way == COUNT(ends)) {
        pty_hangup(s->u->p);
        assert_ended(s, SIGHUP);
        return;
    }
    kill(pty_child(s->u->p), ends[way]);
    assert_ended(s, ends[way]);
    if (ends[way] != SIGKILL)
        pty_assert_left_alone(s->u->p);
}

/* What a program with a mistake would do by itself. */
static void do_mischief(struct storm *s)
{
    kill(pty_child(s->u->p), current.mischief == CRASHES ? SIGSEGV : SIGSTOP);
    if (current.mischief == CRASHES || !answers(s, 1))
        assert_ended(s, 0);
}

static void assert_readable(const char *path)
{
    struct err e = {0};
    size_t len;
    char *text = scratch_read(path, &len);
    struct doc *d = doc_new(text, len, &e);
    if (!d)
        fail_msg("%s: line %zu, column %zu: %s", path, e.line, e.column, e.text);
    doc_free(d);
    free(text);
}

static void assert_files_are_whole(const struct storm *s)
{
    char *folder = scratch_path(s->u->directory, "data/seam-portal-tui/configurations");
    DIR *d = opendir(folder);
    assert_non_null(d);
    for (struct dirent *entry; (entry = readdir(d));) {
        const char *dot = strrchr(entry->d_name, '.');
        char *path = scratch_path(folder, entry->d_name);
        if (dot && strcmp(dot, ".json") == 0)
            assert_readable(path);
        free(path);
    }
    closedir(d);
    free(folder);
    (void)unsaved_drafts(s->u); /* the database answers */
}

/* ---- one point */

static void start(struct storm *s)
{
    static const char *const sandbox[] = {"--sandbox", NULL};
    const char *const more[] = {s->home, s->temporary, "EDITOR=true", "VISUAL", "XDG_RUNTIME_DIR", NULL};
    unsaved_start_as(s->u, sandbox, more, NULL, "configurations");
}

/* So many keys, which may end it. true: they did not. */
static bool storm(struct storm *s, int count)
{
    start(s);
    bool runs = true;
    for (int i = 0; i < count && runs; i++) {
        act(s);
        if (i % 40 == 39)
            runs = answers(s, 0);
    }
    runs = runs && answers(s, 0);
    if (runs && current.mischief) {
        do_mischief(s);
    } else if (runs) {
        end(s);
    } else {
        assert_int_equal(pty_wait_exit(s->u->p), 0);
        pty_assert_left_alone(s->u->p);
    }
    assert_files_are_whole(s);
    return runs;
}

/* With fewer keys each time, until none of them ends the program before the mischief. */
static void storm_to_the_mischief(struct storm *s)
{
    for (int count = KEYS; !storm(s, count); count /= 2)
        ;
}

static void it_bears__a_storm_of_keys(void **state)
{
    struct storm s = {.u = *state};
    rng_init(&s.rng, current.seed);
    s.temporary = xasprintf("TMPDIR=%s", s.u->directory); /* what an editor has goes when it is killed, too */
    s.home = xasprintf("HOME=%s", s.u->directory);
    assert_int_equal(chdir(s.u->directory), 0);
    if (current.mischief)
        storm_to_the_mischief(&s);
    else
        for (int i = 0; i < STARTS; i++)
            storm(&s, KEYS);
    point_fired();
    free(s.home);
    free(s.temporary);
}

static int make_home(void **state)
{
    *state = unsaved_new(20);
    return 0;
}

static int remove_home(void **state)
{
    assert_int_equal(chdir("/"), 0);
    unsaved_free(*state);
    return 0;
}

void sweep_keys(unsigned points, struct tally *t, struct tally *naive)
{
    current.mischief = NONE;
    for (current.seed = 1; current.seed <= points; current.seed++) {
        const unsigned before = t->bad;
        point_try(it_bears__a_storm_of_keys, make_home, remove_home, true, t);
        if (t->bad > before)
            fprintf(stderr, "seed %u\n", current.seed);
    }
    current.seed = 1;
    for (current.mischief = CRASHES; current.mischief < MISCHIEFS; current.mischief++)
        point_try(it_bears__a_storm_of_keys, make_home, remove_home, false, naive);
}
