#include "config.h"

#include "tui/term/term.h"

#include "forms/mem.h"
#include "tui/actions/clock.h"
#include "tui/term/canvas.h"
#include "tui/term/input.h"
#include "tui/term/signals.h"

#include <errno.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#define PASTE_ON      "\x1b[?2004h"
#define PASTE_OFF     "\x1b[?2004l"
#define ESCAPE_DELAY  25   /* ms */
#define PART_DELAY    500  /* ms: for a sequence that broke off on a slow line */
#define BURST_DELAY   100  /* ms: in what is pasted without brackets */
#define PASTE_DELAY   2000 /* ms: in a paste; without its end no key would ever act again */
#define SEND_DEADLINE 2000 /* ms */
#define SEND_BLOCK    256  /* what a terminal that says it is ready has room for */
#define READS_AT_ONCE 4    /* then it is drawn, whatever still comes in */

/* What signals asked for and nobody has answered yet. */
struct asked {
    unsigned news;
    bool resize, stop;
};

struct term {
    struct canvas *canvas;
    struct termios before;
    int signals; /* the pipe */
    struct asked asked;
    bool utf8, left, gone;
    int ended_by; /* signal, or 0 */
    struct input input;
    int64_t last_input; /* clock_elapsed */
    int escape_delay;
};

/* ---- opening and closing */

static int escape_delay(void)
{
    const char *wish = getenv("ESCDELAY");
    const long ms = wish ? strtol(wish, NULL, 10) : 0;
    return ms > 0 && ms <= 10000 ? (int)ms : ESCAPE_DELAY;
}

static void switch_paste(struct term *t, const char *how)
{
    if (!t->gone && !term_send(t, how, strlen(how)))
        t->gone = true; /* a terminal that takes nothing for two seconds */
}

/* What a crash writes. */
static void arm(struct term *t)
{
    struct buf bytes;
    buf_init(&bytes, BUF_TEXT_MAX);
    buf_puts(&bytes, PASTE_OFF);
    canvas_farewell(&bytes);
    signals_arm(&t->before, bytes.data, bytes.len);
    buf_finish(&bytes);
}

/* A program that was started in the background stops here until it is in the foreground (SIGTTOU), before it
 * takes what its shell edits lines with for the modes of before. */
static bool wait_for_turn(void)
{
    while (tcdrain(STDIN_FILENO) != 0)
        if (errno != EINTR)
            return false;
    return true;
}

struct term *term_open(const struct theme *theme, enum color_use color, struct err *e)
{
    struct termios before;
    if (!isatty(STDOUT_FILENO) || !isatty(STDIN_FILENO)) {
        err_set(e, ERR_USAGE,
                "Standard input and output must be a terminal; --help lists the commands "
                "that need none.");
        return NULL;
    }
    if (!wait_for_turn() || tcgetattr(STDIN_FILENO, &before) != 0) {
        err_set(e, ERR_USAGE, "This terminal belongs to another program: %s. Start it in the foreground.",
                strerror(errno));
        return NULL;
    }
    /* Before curses: it leaves alone what is handled, and else ignores SIGTSTP for moments while it draws. */
    const int signals = signals_open(e);
    if (signals < 0)
        return NULL;
    signals_arm(&before, "", 0); /* curses changes the modes, and sends nothing yet */
    struct canvas *canvas = canvas_new(theme, color, e);
    if (!canvas) {
        signals_disarm();
        signals_close();
        return NULL;
    }
    struct term *t = xcalloc(1, sizeof *t);
    t->canvas = canvas;
    t->before = before;
    t->signals = signals;
    t->utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    t->escape_delay = escape_delay();
    input_init(&t->input);
    t->input.bursts = true;
    arm(t);
    canvas_return(canvas);
    switch_paste(t, PASTE_ON);
    return t;
}

void term_leave(struct term *t)
{
    if (t->left)
        return;
    t->left = true;
    switch_paste(t, PASTE_OFF);
    canvas_leave(t->canvas);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &t->before);
    signals_disarm();
}

void term_close(struct term *t)
{
    if (!t)
        return;
    term_leave(t);
    canvas_free(t->canvas);
    signals_close();
    input_finish(&t->input);
    free(t);
}

void term_rescue(void)
{
    signals_restore_terminal();
}

/* ---- what it is */

void term_size(const struct term *t, int *rows, int *cols)
{
    canvas_size(t->canvas, rows, cols);
}

bool term_utf8(const struct term *t)
{
    /* In some locales of East Asia lines and marks take two columns. */
    return t->utf8 && wcwidth(0x2500) == 1 && wcwidth(0x2026) == 1;
}

int term_signal(const struct term *t)
{
    return t->ended_by;
}

void term_descriptors(const struct term *t, int fds[2])
{
    fds[0] = STDIN_FILENO;
    fds[1] = t->signals;
}

/* ---- reading */

/* The terminal's size now, where it tells one: true when it differs from what is drawn. */
static bool take_size(struct term *t)
{
    struct winsize now;
    int rows, cols;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &now) != 0 || !now.ws_row || !now.ws_col)
        return false;
    canvas_size(t->canvas, &rows, &cols);
    if (rows == now.ws_row && cols == now.ws_col)
        return false;
    canvas_resize(t->canvas, now.ws_row, now.ws_col);
    return true;
}

/* The terminal sends it for a key, where it is not raw. */
static bool is_from_key(int number)
{
    return number == SIGINT || number == SIGQUIT;
}

static void sort_signal(struct term *t, int number)
{
    switch (number) {
    case SIGWINCH:
        t->asked.resize = true;
        break;
    case SIGCONT:
        t->asked.news |= TERM_CONTINUED;
        break;
    case SIGTSTP:
        t->asked.stop = true;
        break;
    default:
        t->asked.news |= TERM_QUIT;
        if (!t->ended_by || is_from_key(t->ended_by)) /* a key takes nothing back that others asked for */
            t->ended_by = number;
    }
}

static void take_signals(struct term *t)
{
    unsigned char numbers[64];
    ssize_t n;
    while ((n = read(t->signals, numbers, sizeof numbers)) > 0)
        for (ssize_t i = 0; i < n; i++)
            sort_signal(t, numbers[i]);
}

void term_suspend(struct term *t)
{
    term_leave(t);
    signals_stop();
    take_signals(t);
    t->asked.news &= ~(unsigned)TERM_CONTINUED; /* of this stop: it is answered here */
    t->asked.resize = true;                     /* nobody was told while it stood still */
    term_return(t);
}

/* A key that interrupts is no end where the terminal makes a signal of it: it was meant for what had the
 * terminal. */
static bool interrupted(struct term *t)
{
    if (!is_from_key(t->ended_by))
        return false;
    t->ended_by = 0;
    signals_forgive();
    t->asked.news &= ~(unsigned)TERM_QUIT;
    return true;
}

void term_return(struct term *t)
{
    t->left = false;
    arm(t);
    canvas_return(t->canvas);
    switch_paste(t, PASTE_ON);
    take_signals(t);
    interrupted(t);
}

/* poll(2), but a signal is no end: it has written its byte. */
static bool ready(int fd, short what, int ms)
{
    struct pollfd p = {.fd = fd, .events = what};
    int n;
    while ((n = poll(&p, 1, ms)) < 0 && errno == EINTR)
        ;
    return n > 0;
}

/* In the middle of a paste there is nothing new to draw; its size is limited. */
static bool pastes(const struct term *t)
{
    return input_waits(&t->input) >= INPUT_BURST && !t->input.paste.full;
}

static void take_bytes(struct term *t, input_each *each, void *context)
{
    char bytes[4096];
    for (int i = 0; (i < READS_AT_ONCE || pastes(t)) && !t->gone && ready(STDIN_FILENO, POLLIN, 0); i++) {
        const ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);
        if (n > 0) {
            input_feed(&t->input, bytes, (size_t)n, each, context);
            t->last_input =
                clock_elapsed(); /* the answers may have taken longer than what belongs together waits */
        } else if (n == 0 || (errno != EINTR && errno != EAGAIN)) {
            t->gone = true;
        }
    }
}

static int input_timeout(const struct term *t)
{
    const int delays[] = {[INPUT_ESCAPE] = t->escape_delay,
                          [INPUT_PART] = PART_DELAY,
                          [INPUT_BURST] = BURST_DELAY,
                          [INPUT_PASTE] = PASTE_DELAY};
    const enum input_waits waits = input_waits(&t->input);
    if (waits == INPUT_NOTHING)
        return -1;
    const int64_t until = t->last_input + delays[waits];
    const int64_t left = until - clock_elapsed();
    return left > 0 ? (int)left : 0;
}

int term_timeout(const struct term *t)
{
    const bool asked = t->asked.news || t->asked.resize || t->asked.stop;
    return asked ? 0 : input_timeout(t); /* asked while a text was printed: no byte is left in the pipe */
}

unsigned term_read(struct term *t, void (*each)(void *context, const struct event *ev), void *context)
{
    take_signals(t);
    struct asked asked = t->asked;
    t->asked = (struct asked){0};
    if (asked.stop) {
        term_suspend(t);
        asked.news |= TERM_CONTINUED;
    } else if (asked.news & TERM_CONTINUED) {
        term_leave(t); /* somebody may have changed modes and screen meanwhile */
        term_return(t);
    }
    if ((asked.resize || asked.news & TERM_CONTINUED) && take_size(t)) {
        const struct event ev = {.type = EVENT_RESIZE};
        each(context, &ev);
    }
    take_bytes(t, each, context);
    /* what waits to be read was not late */
    if (input_timeout(t) == 0 && !ready(STDIN_FILENO, POLLIN, 0))
        input_flush(&t->input, each, context);
    return asked.news | (t->gone ? TERM_GONE : 0U);
}

/* ---- writing */

void term_show(struct term *t, const struct cells *c)
{
    if (!t->gone)
        canvas_show(t->canvas, c, t->utf8);
}

void term_redraw(struct term *t)
{
    canvas_redraw(t->canvas);
}

bool term_send(struct term *t, const char *bytes, size_t len)
{
    const int64_t deadline = clock_elapsed() + SEND_DEADLINE;
    while (len && !t->gone) {
        const int64_t left = deadline - clock_elapsed();
        if (left <= 0 || !ready(STDOUT_FILENO, POLLOUT, (int)left))
            return false;
        const ssize_t n = write(STDOUT_FILENO, bytes, len < SEND_BLOCK ? len : SEND_BLOCK);
        if (n > 0) {
            bytes += n;
            len -= (size_t)n;
        } else if (n < 0 && errno != EINTR && errno != EAGAIN) {
            t->gone = true;
        }
    }
    return !t->gone;
}

bool term_ending(struct term *t)
{
    struct pollfd p = {.fd = STDIN_FILENO};
    take_signals(t);
    return t->asked.news & TERM_QUIT || (poll(&p, 1, 0) == 1 && p.revents & (POLLHUP | POLLERR));
}

/* True when a line has ended, or the terminal has gone. */
static bool line_ends(struct term *t)
{
    char line[256];
    if (!ready(STDIN_FILENO, POLLIN, 0))
        return false;
    const ssize_t n = read(STDIN_FILENO, line, sizeof line);
    t->gone = n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN);
    return t->gone || (n > 0 && memchr(line, '\n', (size_t)n));
}

static void wait_for_enter(struct term *t)
{
    while (!line_ends(t) && !interrupted(t) && !(t->asked.news & TERM_QUIT)) {
        struct pollfd fds[2] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = t->signals, .events = POLLIN}};
        poll(fds, 2, -1);
        take_signals(t);
        if (t->asked.stop)
            signals_stop();
        t->asked.stop = false;
    }
}

void term_print(struct term *t, const char *text, size_t len)
{
    static const char advice[] = "\nPress Enter to go back.\n";
    term_leave(t);
    if (term_send(t, text, len) && term_send(t, advice, sizeof advice - 1))
        wait_for_enter(t);
    term_return(t);
}
