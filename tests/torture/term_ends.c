#include "config.h"

#include "tests/torture/term_ends.h"

#include "tests/pty/unsaved.h"
#include "tests/scratch.h"
#include "tests/torture/points.h"

#include "forms/mem.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- what the program is at */

#define WORK "hotel-q7"
#define MORE "-and-on"
enum { RECORDS = 40000 /* of what takes a while to open or import */ };

struct situation {
    const char *name;
    const char *work;                 /* typed into the first field, or NULL: there is none */
    void (*begin)(struct unsaved *u); /* from that field into the situation */
    void (*leave)(struct unsaved *u); /* back to the field; NULL: no signal is tried that it survives */
    const char *said;                 /* on the ordinary screen, once it has ended by a request to */
    bool left;                        /* the terminal is somebody else's: a SIGKILL leaves it well, too */
    bool slow;                        /* in the long form only */
};

static void do_nothing(struct unsaved *u)
{
    (void)u;
}

static void begin_question(struct unsaved *u)
{
    pty_keys(u->p, "Ctrl-C");
    pty_wait_text(u->p, "quit without saving", 0);
}

static void leave_question(struct unsaved *u)
{
    pty_keys(u->p, "Esc");
    pty_wait_no_text(u->p, "quit without saving", 0);
}

static void begin_import(struct unsaved *u)
{
    char *table = scratch_path(u->directory, "table.csv");
    struct buf rows;
    buf_init(&rows, BUF_BODY_MAX);
    buf_puts(&rows, "reservation_key,name\n");
    for (int i = 0; i < RECORDS; i++)
        buf_printf(&rows, "stay-%d,Stay %d\n", i, i);
    scratch_write(table, rows.data, rows.len);
    buf_finish(&rows);
    pty_keys(u->p, "F7");
    pty_wait_text(u->p, "Find a field", 0);
    pty_keys(u->p, "text:customer_data.reservations Enter");
    pty_wait_text(u->p, "import", 0);
    pty_keys(u->p, "i");
    pty_wait_text(u->p, "Import a table", 0);
    pty_type(u->p, table);
    pty_keys(u->p, "Enter");
    pty_wait_text(u->p, "rows: ", 0);
    pty_keys(u->p, "F5");
    free(table);
}

static void begin_request(struct unsaved *u)
{
    pty_keys(u->p, "F5");
    pty_wait_text(u->p, "y send", 0);
    pty_keys(u->p, "y");
    pty_wait_text(u->p, "All is sent", 0);
}

static void begin_editor(struct unsaved *u)
{
    pty_keys(u->p, "F4");
    pty_wait_text(u->p, "the editor is here", 0);
}

static void leave_editor(struct unsaved *u)
{
    pty_keys(u->p, "Enter");
    pty_wait_text(u->p, "Customer key", 0);
}

/* Nothing on the screen tells that the clipboard program runs: it makes a file. */
static void begin_copy(struct unsaved *u)
{
    char *runs = scratch_path(u->directory, "xclip-runs");
    pty_keys(u->p, "Alt-Y");
    while (access(runs, F_OK) != 0)
        usleep(1000);
    free(runs);
}

static void begin_print(struct unsaved *u)
{
    pty_keys(u->p, "F5");
    pty_wait_text(u->p, "y send", 0);
    pty_keys(u->p, "y");
    pty_wait_text(u->p, "copy URL", 0);
    pty_keys(u->p, "p");
    pty_wait_text(u->p, "Press Enter to go back", 0);
}

static void leave_print(struct unsaved *u)
{
    pty_keys(u->p, "Enter");
    pty_wait_text(u->p, "copy URL", 0);
    pty_keys(u->p, "Esc");
    pty_wait_text(u->p, "Customer key", 0);
}

/* What is asked for now cannot be drawn any more. */
static void begin_freeze(struct unsaved *u)
{
    pty_freeze(u->p);
    pty_keys(u->p, "Ctrl-L");
}

enum place {
    EDITING,
    ASKED,
    OPENING,
    IMPORTING,
    SENDING,
    EDITOR,
    DEAF_EDITOR,
    COPYING,
    PRINTED,
    FROZEN,
    PLACES
};

static const struct situation situations[PLACES] = {
    [EDITING] = {.name = "a field is edited", .work = WORK, .begin = do_nothing, .leave = do_nothing},
    [ASKED] = {.name = "a question is open", .work = WORK, .begin = begin_question, .leave = leave_question},
    [OPENING] = {.name = "a large file opens", .begin = do_nothing},
    [IMPORTING] = {.name = "an import goes on", .work = WORK, .begin = begin_import},
    [SENDING] = {.name = "a request is on its way",
                 .work = "sandbox-hang",
                 .begin = begin_request,
                 .said = "the link may exist"},
    [EDITOR] =
        {.name = "the editor runs", .work = WORK, .begin = begin_editor, .leave = leave_editor, .left = true},
    [DEAF_EDITOR] = {.name = "an editor runs that does not listen",
                     .work = WORK,
                     .begin = begin_editor,
                     .left = true,
                     .slow = true},
    [COPYING] = {.name = "a clipboard program hangs", .work = WORK, .begin = begin_copy},
    [PRINTED] = {.name = "a text is printed",
                 .work = WORK,
                 .begin = begin_print,
                 .leave = leave_print,
                 .said = "customer " WORK,
                 .left = true},
    [FROZEN] = {.name = "the terminal takes nothing", .work = WORK, .begin = begin_freeze, .slow = true},
};

/* ---- what comes */

enum way { BY_SIGNAL, BY_CRASH, BY_HANGUP };

struct ending {
    const char *name;
    enum way way;
    int signal;
    bool survived; /* by every situation */
    bool is_short; /* in the short form, whatever the situation */
};

static const struct ending endings[] = {
    {.name = "SIGTERM", .signal = SIGTERM, .is_short = true},
    {.name = "SIGHUP", .signal = SIGHUP},
    {.name = "SIGINT", .signal = SIGINT},
    {.name = "SIGQUIT", .signal = SIGQUIT},
    {.name = "SIGABRT", .way = BY_CRASH, .signal = SIGABRT},
    {.name = "SIGSEGV", .way = BY_CRASH, .signal = SIGSEGV},
    {.name = "hang-up", .way = BY_HANGUP, .signal = SIGHUP, .is_short = true},
    {.name = "hang-up, SIGHUP blocked", .way = BY_HANGUP},
    {.name = "SIGPIPE", .signal = SIGPIPE, .survived = true},
    {.name = "SIGWINCH", .signal = SIGWINCH, .survived = true},
    {.name = "SIGCONT", .signal = SIGCONT, .survived = true},
    {.name = "SIGTSTP, with no shell to go to", .signal = SIGTSTP, .survived = true},
};

#define ENDINGS (sizeof endings / sizeof *endings)

/* Keys that interrupt are the editor's while it runs; where a text is printed, they are a way back. */
static bool is_survived(enum place place, const struct ending *e)
{
    if (place == EDITOR && (e->signal == SIGINT || e->signal == SIGQUIT))
        return true;
    return e->survived;
}

/* An editor that does not listen hears of no hang-up either, unless somebody tells. */
static bool is_tried(enum place place, const struct ending *e)
{
    const struct situation *s = &situations[place];
    if (is_survived(place, e))
        return s->leave != NULL;
    if (place == PRINTED && (e->signal == SIGINT || e->signal == SIGQUIT))
        return false; /* term_test */
    if (place == DEAF_EDITOR || place == FROZEN)
        return e->signal == SIGTERM || (e->way == BY_HANGUP && e->signal);
    return true;
}

/* ---- one point */

static struct {
    enum place place;
    const struct ending *ending;
    bool no_drafts;
} current;

static void write_program(const struct unsaved *u, const char *name, const char *lines)
{
    char *path = scratch_path(u->directory, name),
         *text = xasprintf("#!/bin/sh\ncd '%s'\n%s\n", u->directory, lines);
    scratch_write(path, text, strlen(text));
    assert_int_equal(chmod(path, 0700), 0);
    free(text);
    free(path);
}

#define WHILE_THE_PROGRAM_LIVES "while kill -0 $PPID 2>/dev/null; do sleep 0.05; done"

static void write_programs(const struct unsaved *u)
{
    write_program(u, "editor", "echo 'the editor is here'; read line");
    write_program(u, "deaf", "trap '' TERM HUP; echo 'the editor is here'; " WHILE_THE_PROGRAM_LIVES);
    write_program(u, "xclip", "touch xclip-runs; " WHILE_THE_PROGRAM_LIVES);
}

static void start(struct unsaved *u)
{
    static const char *const sandbox[] = {"--sandbox", NULL};
    const bool opening = current.place == OPENING;
    char *editor = xasprintf("EDITOR=%s/%s", u->directory, current.place == DEAF_EDITOR ? "deaf" : "editor"),
         *path = xasprintf("PATH=%s:%s", u->directory, getenv("PATH")),
         *temporary = xasprintf("TMPDIR=%s", u->directory);
    const char *const more[] = {editor,   path,      temporary,     "XDG_RUNTIME_DIR",
                                "VISUAL", "SSH_TTY", "DISPLAY=:99", NULL};
    write_programs(u);
    unsaved_start_as(u, sandbox, more, "acme", opening ? "acme" : "Customer key");
    free(editor);
    free(path);
    free(temporary);
}

static void block_hangup(bool block)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGHUP);
    sigprocmask(block ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

/* ---- what must be */

/* Of all that has ended, in nanoseconds. */
static int64_t all_processor_time(void)
{
    struct rusage r;
    assert_int_equal(getrusage(RUSAGE_CHILDREN, &r), 0);
    return ((int64_t)r.ru_utime.tv_sec + r.ru_stime.tv_sec) * 1000000000 +
           ((int64_t)r.ru_utime.tv_usec + r.ru_stime.tv_usec) * 1000;
}

/* What is left to do takes a part of what was done so far. */
static void hang_up(struct unsaved *u)
{
    enum { OFTEN = 10 };
    const int64_t before = pty_processor_time(u->p);
    pty_hangup(u->p);
    assert_int_equal(pty_wait_exit(u->p), 128 + SIGHUP);
    if (all_processor_time() > OFTEN * before)
        fail_msg("%lld ns of processor time until the hang-up, %lld with the end", (long long)before,
                 (long long)all_processor_time());
}

static void end(struct unsaved *u, const struct situation *s, const struct ending *e)
{
    point_fired();
    if (e->way == BY_HANGUP) {
        hang_up(u);
        return;
    }
    assert_int_equal(kill(pty_child(u->p), e->signal), 0);
    assert_int_equal(pty_wait_exit(u->p), 128 + e->signal);
    pty_assert_left_alone(u->p);
    if (s->said && e->way == BY_SIGNAL)
        pty_wait_text(u->p, s->said, 0);
}

/* It answers keys as if nothing had been. They come as a paste, which an Esc before it does not make Alt:
 * while the screen is left and taken back, nothing on it tells that the Esc was answered. */
static void go_on(struct unsaved *u, const struct situation *s, const struct ending *e)
{
    static const char more[] = "\x1b[200~" MORE "\x1b[201~";
    point_fired();
    assert_int_equal(kill(pty_child(u->p), e->signal), 0);
    s->leave(u);
    pty_send(u->p, more, sizeof more - 1);
    pty_wait_text(u->p, WORK MORE, 0);
    kill(pty_child(u->p), SIGTERM);
    assert_int_equal(pty_wait_exit(u->p), 128 + SIGTERM);
    pty_assert_left_alone(u->p);
}

static void find_work(struct unsaved *u, const char *work)
{
    struct buf saved;
    unsaved_start(u, NULL, 24, 80);
    assert_true(unsaved_is_offered(u));
    pty_keys(u->p, "r");
    pty_wait_text(u->p, "Recovered", 0);
    pty_keys(u->p, "F2");
    pty_wait_text(u->p, "Saved", 0);
    buf_init(&saved, BUF_TEXT_MAX);
    assert_true(unsaved_saved(u, UNSAVED_PLACES_LIST[0].pointer, &saved));
    assert_string_equal(saved.data, work);
    buf_finish(&saved);
}

/* What was typed a moment ago is kept by a program that can still do it; a crash finds it kept, or not. */
static void work(struct unsaved *u, const char *text, bool wait)
{
    if (wait)
        pty_paste(u->p, text);
    else
        pty_type(u->p, text);
    pty_wait_text(u->p, text, 0);
    if (wait)
        assert_true(unsaved_is_kept(u, text, 20));
}

static void it_ends_well__whatever_it_is_at(void **state)
{
    const struct situation *s = &situations[current.place];
    const struct ending *e = current.ending;
    struct unsaved *u = *state;
    if (current.no_drafts)
        unsaved_switch_off(u);
    block_hangup(e->way == BY_HANGUP && !e->signal);
    start(u);
    block_hangup(false);
    if (s->work)
        work(u, s->work, e->way == BY_CRASH);
    s->begin(u);
    const bool survived = is_survived(current.place, e);
    if (survived)
        go_on(u, s, e);
    else
        end(u, s, e);
    if (s->work)
        find_work(u, survived ? WORK MORE : s->work);
}

/* ---- all of them */

/* With nothing in it that is wrong, but for what is typed. */
static int make_home(void **state)
{
    static const char body[] = "{\n  \"customer_data\": {}\n}\n";
    struct unsaved *u = unsaved_new(current.place == OPENING ? RECORDS : 0);
    if (current.place != OPENING)
        scratch_write(u->file, body, sizeof body - 1);
    *state = u;
    return 0;
}

static int remove_home(void **state)
{
    unsaved_free(*state);
    return 0;
}

static void try(enum place place, const struct ending *e, bool show, struct tally *t)
{
    const unsigned before = t->bad;
    current.place = place;
    current.ending = e;
    point_try(it_ends_well__whatever_it_is_at, make_home, remove_home, show, t);
    if (t->bad > before && show)
        fprintf(stderr, "%s: %s\n", situations[place].name, e->name);
}

static void try_controls(struct tally *naive)
{
    static const struct ending killed = {.name = "SIGKILL", .signal = SIGKILL};
    for (enum place place = 0; place < PLACES; place++)
        if (!situations[place].left && !situations[place].slow)
            try(place, &killed, false, naive);
    current.no_drafts = true;
    try(EDITING, &endings[0], false, naive);
    current.no_drafts = false;
}

void sweep_ends_of_terminals(enum ends_size size, struct tally *t, struct tally *naive)
{
    for (enum place place = 0; place < PLACES; place++)
        for (size_t i = 0; i < ENDINGS; i++) {
            const bool wanted =
                size == ENDS_ALL || place == EDITING || (endings[i].is_short && !situations[place].slow);
            if (wanted && is_tried(place, &endings[i]))
                try(place, &endings[i], true, t);
        }
    try_controls(naive);
}
