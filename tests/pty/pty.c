#include "config.h"

#include "tests/pty/pty.h"

#include "forms/buf.h"
#include "forms/mem.h"
#include "tests/golden_file.h"
#include "tests/patience.h"
#include "tests/places.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>
#include <vterm.h>

#define USUAL_SECONDS 30
#define LOOK_EVERY    20  /* ms, for what makes no descriptor ready */
#define QUIET         700 /* ms */
#define SENT_SHOWN    600 /* bytes */
#define PRINTED       "Press Enter to go back."
#define STRANGE       "\u2592" /* is in no picture of the program */

struct pty {
    pid_t pid;
    int master;
    int slave; /* stays open, so that the modes can be read when the program has gone */
    int life;  /* ends when the last process that came of the program has gone: each holds the other end */
    bool ended;
    int status;
    int rows, cols;
    struct termios before;
    VTerm *vt;
    VTermScreen *screen;
    bool alternate, cursor_shown;
    struct buf written, sent;
    /* What a process wrote reaches the master when the system comes round to it, which may be after the
     * process has gone. A NUL that the test writes behind it, and takes out again, shows that all of it has
     * come. */
    bool marked;
    unsigned marks, marks_seen;
};

/* ---- the emulated terminal */

static int on_property(VTermProp prop, VTermValue *value, void *user)
{
    struct pty *p = user;
    if (prop == VTERM_PROP_ALTSCREEN)
        p->alternate = value->boolean;
    if (prop == VTERM_PROP_CURSORVISIBLE)
        p->cursor_shown = value->boolean;
    return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property};

static void add_emulator(struct pty *p)
{
    p->vt = vterm_new(p->rows, p->cols);
    vterm_set_utf8(p->vt, 1);
    p->screen = vterm_obtain_screen(p->vt);
    vterm_screen_set_callbacks(p->screen, &callbacks, p);
    vterm_screen_enable_altscreen(p->screen, 1);
    vterm_screen_reset(p->screen, 1);
}

/* ---- starting and ending */

static void change_environment(const char *const env[])
{
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    unsetenv("NO_COLOR");
    unsetenv("TMUX");
    unsetenv("ESCDELAY");
    unsetenv("LINES");
    unsetenv("COLUMNS");
    for (; env && *env; env++) {
        const char *sign = strchr(*env, '=');
        char *name = sign ? xstrndup(*env, (size_t)(sign - *env)) : xstrdup(*env);
        if (sign)
            setenv(name, sign + 1, 1);
        else
            unsetenv(name);
        free(name);
    }
}

static _Noreturn void become(const struct pty *p, int life, const char *const argv[], const char *const env[])
{
    fcntl(life, F_SETFD, 0);
    close(p->master);
    if (login_tty(p->slave) != 0)
        _exit(126);
    change_environment(env);
    execvp(argv[0], (char *const *)(uintptr_t)argv);
    _exit(127);
}

struct pty *pty_start(const char *const argv[], const char *const env[], int rows, int cols)
{
    struct pty *p = xcalloc(1, sizeof *p);
    const struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    p->rows = rows;
    p->cols = cols;
    p->cursor_shown = true;
    buf_init(&p->written, BUF_BODY_MAX);
    buf_init(&p->sent, BUF_BODY_MAX);
    if (openpty(&p->master, &p->slave, NULL, NULL, &size) != 0)
        fail_msg("no pseudo terminal: %s", strerror(errno));
    assert_int_equal(tcgetattr(p->slave, &p->before), 0);
    p->before.c_lflag |= NOFLSH; /* or a Ctrl-Z behind the end takes the last words of the program away */
    assert_int_equal(tcsetattr(p->slave, TCSANOW, &p->before), 0);
    add_emulator(p);
    int life[2];
    assert_int_equal(pipe2(life, O_CLOEXEC), 0);
    p->pid = fork();
    assert_true(p->pid >= 0);
    if (p->pid == 0)
        become(p, life[1], argv, env);
    close(life[1]);
    p->life = life[0];
    return p;
}

static void end_program(struct pty *p)
{
    const pid_t group = pty_foreground(p); /* not the program's own where a shell runs it */
    if (group > 1 && group != getpgrp())
        kill(-group, SIGKILL);
    kill(p->pid, SIGKILL);
    kill(p->pid, SIGCONT);
    waitpid(p->pid, NULL, 0);
}

/* What the program has started ends by itself when the program does, which may take longer than what the test
 * does next, removing its files. */
static bool all_have_gone(const struct pty *p)
{
    struct pollfd polled = {.fd = p->life};
    return poll(&polled, 1, patience(USUAL_SECONDS * 1000)) == 1;
}

void pty_free(struct pty *p)
{
    if (!p)
        return;
    if (!p->ended)
        end_program(p);
    if (p->master >= 0)
        close(p->master);
    close(p->slave);
    const bool gone = all_have_gone(p);
    close(p->life);
    vterm_free(p->vt);
    buf_finish(&p->written);
    buf_finish(&p->sent);
    free(p);
    if (!gone)
        fail_msg("%d seconds after the program, something that it started is still there",
                 patience(USUAL_SECONDS));
}

void pty_hangup(struct pty *p)
{
    close(p->master);
    p->master = -1;
}

void pty_freeze(struct pty *p)
{
    assert_int_equal(tcflow(p->slave, TCOOFF), 0);
}

void pty_scribble(struct pty *p, const char *bytes)
{
    vterm_input_write(p->vt, bytes, strlen(bytes));
    vterm_screen_flush_damage(p->screen);
}

/* ---- waiting */

static int64_t milliseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void answer(struct pty *p)
{
    char bytes[256];
    size_t len;
    while ((len = vterm_output_read(p->vt, bytes, sizeof bytes)) > 0)
        pty_send(p, bytes, len);
}

/* Without the marks. */
static size_t take_marks_out(struct pty *p, char *bytes, size_t len)
{
    size_t kept = 0;
    for (size_t i = 0; i < len; i++)
        if (bytes[i])
            bytes[kept++] = bytes[i];
    p->marks_seen += (unsigned)(len - kept);
    return kept;
}

/* Takes what the program has written, waiting at most ms for the first of it. */
static void take_output(struct pty *p, int ms)
{
    char bytes[65536];
    struct pollfd polled = {.fd = p->master, .events = POLLIN};
    if (poll(&polled, 1, ms) <= 0 || p->master < 0)
        return;
    const ssize_t n = read(p->master, bytes, sizeof bytes);
    if (n <= 0)
        return;
    const size_t len = take_marks_out(p, bytes, (size_t)n);
    buf_add(&p->written, bytes, len);
    vterm_input_write(p->vt, bytes, len);
    vterm_screen_flush_damage(p->screen);
    answer(p);
}

static void look_at_child(struct pty *p)
{
    if (p->ended || waitpid(p->pid, &p->status, WNOHANG) != p->pid)
        return;
    p->ended = true;
    p->marked = false; /* it may have written behind the last one */
    tcflow(p->slave, TCOON);
}

/* While the line is full there is no room for the mark. */
static bool put_mark(struct pty *p)
{
    struct pollfd polled = {.fd = p->slave, .events = POLLOUT};
    if (poll(&polled, 1, 0) != 1 || write(p->slave, "", 1) != 1)
        return false;
    p->marks++;
    return true;
}

/* What was written before the question, or before the end. */
static bool all_has_come(struct pty *p)
{
    if (p->master < 0)
        return true;
    p->marked = p->marked || put_mark(p);
    return p->marked &&
           p->marks_seen >= p->marks; /* more: it writes some itself, as no program of ours does */
}

struct wanted {
    const char *bytes;
    size_t len;
    int row, col;
};

static bool shows(struct pty *p, const struct wanted *w)
{
    char *screen = pty_screen(p);
    const bool found = strstr(screen, w->bytes);
    free(screen);
    return found;
}

static bool shows_not(struct pty *p, const struct wanted *w)
{
    return !shows(p, w);
}

bool pty_has_written(const struct pty *p, const char *bytes, size_t len)
{
    return memmem(p->written.data, p->written.len, bytes, len) != NULL;
}

const char *pty_written(const struct pty *p, size_t *len)
{
    *len = p->written.len;
    return p->written.data;
}

size_t pty_bytes(const struct pty *p)
{
    return p->written.len;
}

static bool has_written(struct pty *p, const struct wanted *w)
{
    return pty_has_written(p, w->bytes, w->len);
}

static bool has_ended(struct pty *p, const struct wanted *w)
{
    (void)w;
    look_at_child(p);
    return p->ended;
}

/* Anew, or the plain print that waits for Enter stands in its way. */
static bool has_redrawn(struct pty *p, const struct wanted *w)
{
    look_at_child(p);
    return p->ended || (p->alternate && shows_not(p, w)) || shows(p, &(struct wanted){.bytes = PRINTED});
}

static bool has_written_all(struct pty *p, const struct wanted *w)
{
    (void)w;
    return all_has_come(p);
}

static int exit_status(const struct pty *p)
{
    return WIFEXITED(p->status) ? WEXITSTATUS(p->status) : 128 + WTERMSIG(p->status);
}

typedef bool come_fn(struct pty *p, const struct wanted *w);

/* false: it did not come within the limit, or cannot come any more. */
static bool comes(struct pty *p, come_fn *come, const struct wanted *w, int seconds)
{
    const int64_t end = milliseconds() + patience(1000 * (seconds ? seconds : USUAL_SECONDS));
    while (!come(p, w)) {
        if (milliseconds() > end || (p->ended && all_has_come(p)))
            return false;
        take_output(p, LOOK_EVERY);
        look_at_child(p);
    }
    return true;
}

/* The last of it, in one line of signs that can be read. */
static void print_sent(const struct pty *p)
{
    const size_t from = p->sent.len > SENT_SHOWN ? p->sent.len - SENT_SHOWN : 0;
    fprintf(stderr, "%d rows, %d columns, %zu bytes were sent; the last: ", p->rows, p->cols, p->sent.len);
    for (size_t i = from; i < p->sent.len; i++) {
        const unsigned char c = (unsigned char)p->sent.data[i];
        fprintf(stderr, c >= ' ' && c < 0x7F && c != '\\' ? "%c" : "\\x%02x", c);
    }
    fputc('\n', stderr);
}

static void wait_until(struct pty *p, come_fn *come, const struct wanted *w, const char *what, int seconds)
{
    if (comes(p, come, w, seconds))
        return;
    char *screen = pty_screen(p);
    fprintf(stderr, "%s", screen); /* longer than what cmocka prints */
    print_sent(p);
    if (p->ended)
        fail_msg("%s \"%s\" cannot come: the program has ended with %d; the screen is above", what, w->bytes,
                 exit_status(p));
    fail_msg("waited in vain for %s \"%s\"; the screen is above", what, w->bytes);
}

void pty_wait_text(struct pty *p, const char *text, int seconds)
{
    wait_until(p, shows, &(struct wanted){.bytes = text}, "the text", seconds);
}

void pty_wait_no_text(struct pty *p, const char *text, int seconds)
{
    wait_until(p, shows_not, &(struct wanted){.bytes = text}, "the end of", seconds);
}

static VTermPos cursor_of(const struct pty *p)
{
    VTermPos at;
    vterm_state_get_cursorpos(vterm_obtain_state(p->vt), &at);
    return at;
}

static bool is_at(struct pty *p, const struct wanted *w)
{
    const VTermPos at = cursor_of(p);
    return p->cursor_shown && at.row == w->row && at.col == w->col;
}

void pty_wait_cursor(struct pty *p, int row, int col)
{
    wait_until(p, is_at, &(struct wanted){.bytes = "", .row = row, .col = col}, "the cursor", 0);
}

void pty_wait_written(struct pty *p, const char *bytes, size_t len, int seconds)
{
    wait_until(p, has_written, &(struct wanted){.bytes = bytes, .len = len}, "the bytes", seconds);
}

bool pty_redraws(struct pty *p, int seconds)
{
    p->marked = false; /* a picture that it drew before is not the answer */
    wait_until(p, has_written_all, &(struct wanted){.bytes = ""}, "all that it wrote", 0);
    do {
        if (shows(p, &(struct wanted){.bytes = PRINTED}))
            pty_keys(p, "Enter");
        pty_scribble(p, "\033[H" STRANGE);
        pty_keys(p, "Ctrl-L");
        wait_until(p, has_redrawn, &(struct wanted){.bytes = STRANGE}, "a picture without", seconds);
    } while (!p->ended && shows(p, &(struct wanted){.bytes = PRINTED}));
    return !p->ended;
}

int pty_wait_exit(struct pty *p)
{
    wait_until(p, has_ended, &(struct wanted){.bytes = ""}, "the end", 0);
    wait_until(p, has_written_all, &(struct wanted){.bytes = ""}, "all that it wrote", 0);
    return exit_status(p);
}

/* ---- bytes in */

void pty_send(struct pty *p, const char *bytes, size_t len)
{
    while (len) {
        struct pollfd polled = {.fd = p->master, .events = POLLIN | POLLOUT};
        assert_true(poll(&polled, 1, patience(USUAL_SECONDS * 1000)) > 0);
        if (polled.revents & POLLIN)
            take_output(p, 0); /* or both sides would wait for the other */
        if (!(polled.revents & POLLOUT))
            continue;
        const ssize_t n = write(p->master, bytes, len < 512 ? len : 512);
        if (n < 0 && errno != EINTR && errno != EAGAIN)
            fail_msg("the terminal took no more: %s", strerror(errno));
        if (n > 0) {
            buf_add(&p->sent, bytes, (size_t)n);
            bytes += n;
            len -= (size_t)n;
        }
    }
}

void pty_type(struct pty *p, const char *text)
{
    pty_send(p, text, strlen(text));
}

/* libvterm does not tell whether bracketed paste is on: a paste shows it. */
static bool pastes_in_brackets(struct pty *p)
{
    char bytes[64];
    vterm_keyboard_start_paste(p->vt);
    return vterm_output_read(p->vt, bytes, sizeof bytes) > 0;
}

/* The program may switch brackets off while it is sent: what was begun is ended. */
void pty_paste(struct pty *p, const char *text)
{
    const bool brackets = pastes_in_brackets(p);
    if (brackets)
        pty_type(p, "\033[200~");
    pty_type(p, text);
    if (brackets)
        pty_type(p, "\033[201~");
}

void pty_resize(struct pty *p, int rows, int cols)
{
    const struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
    p->rows = rows;
    p->cols = cols;
    vterm_set_size(p->vt, rows, cols < 2 ? 2 : cols); /* it dies of a wide character in one column */
    assert_int_equal(ioctl(p->master, TIOCSWINSZ, &size), 0);
}

/* ---- looking */

static void add_row(const struct pty *p, int row, struct buf *out)
{
    size_t end = out->len;
    for (int col = 0; col < p->cols;) {
        VTermScreenCell cell;
        if (!vterm_screen_get_cell(p->screen, (VTermPos){.row = row, .col = col}, &cell))
            break;
        for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
            buf_put_utf8(out, cell.chars[i]);
        if (cell.chars[0] && cell.chars[0] != ' ')
            end = out->len;
        else if (!cell.chars[0])
            buf_putc(out, ' ');
        col += cell.width > 0 ? cell.width : 1;
    }
    buf_truncate(out, end);
    buf_putc(out, '\n');
}

char *pty_screen(struct pty *p)
{
    struct buf out;
    buf_init(&out, BUF_TEXT_MAX);
    for (int row = 0; row < p->rows; row++)
        add_row(p, row, &out);
    return buf_detach(&out, NULL);
}

/* ---- golden screens */

/* As golden_screen() has it: lines, then where the cursor is. */
static char *picture(struct pty *p)
{
    const VTermPos at = cursor_of(p);
    char *lines = pty_screen(p);
    char *all = p->cursor_shown ? xasprintf("%scursor: row %d, column %d\n", lines, at.row, at.col)
                                : xasprintf("%scursor: hidden\n", lines);
    free(lines);
    return all;
}

static bool looks_so(struct pty *p, const struct wanted *w)
{
    char *now = picture(p);
    const bool same = strcmp(now, w->bytes) == 0;
    free(now);
    return same;
}

/* Who writes a golden screen does not know it yet: it is what stands when no more comes. */
static void wait_until_quiet(struct pty *p)
{
    for (size_t before = p->written.len + 1; before != p->written.len;) {
        before = p->written.len;
        take_output(p, patience(QUIET));
    }
}

void pty_expect(struct pty *p, const char *name)
{
    char *path = golden_file_path(TEST_PTY_GOLDEN, name, p->cols, p->rows, "txt");
    char *wanted = golden_file_updating() ? NULL : golden_file_read(path);
    if (wanted)
        comes(p, looks_so, &(struct wanted){.bytes = wanted}, 0);
    else
        wait_until_quiet(p);
    char *now = picture(p);
    golden_file_check(path, now);
    free(now);
    free(wanted);
    free(path);
}

/* ---- how it was left */

bool pty_on_alternate_screen(struct pty *p)
{
    return p->alternate;
}

pid_t pty_child(const struct pty *p)
{
    return p->pid;
}

int64_t pty_processor_time(const struct pty *p)
{
    clockid_t clock;
    struct timespec t;
    assert_int_equal(clock_getcpuclockid(p->pid, &clock), 0);
    assert_int_equal(clock_gettime(clock, &t), 0);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

pid_t pty_foreground(struct pty *p)
{
    return tcgetpgrp(p->master);
}

bool pty_modes_restored(const struct pty *p)
{
    struct termios now;
    assert_int_equal(tcgetattr(p->slave, &now), 0);
    return now.c_iflag == p->before.c_iflag && now.c_oflag == p->before.c_oflag &&
           now.c_cflag == p->before.c_cflag && now.c_lflag == p->before.c_lflag &&
           memcmp(now.c_cc, p->before.c_cc, sizeof now.c_cc) == 0;
}

void pty_assert_left_alone(struct pty *p)
{
    assert_false(p->alternate);
    assert_true(p->cursor_shown);
    assert_true(pty_modes_restored(p));
    assert_false(pastes_in_brackets(p));
}
