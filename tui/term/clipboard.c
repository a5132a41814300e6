#include "config.h"

#include "tui/term/clipboard.h"

#include "tui/actions/clock.h"
#include "tui/child.h"
#include "tui/term/run.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TIME_LIMIT  2000  /* ms, for all programs together */
#define OSC52_MAX   74994 /* bytes of base64 that common terminals take */
#define OSC52_BEGIN "\x1b]52;c;"
#define OSC52_END   "\x1b\\"
#define NO_WORD     "(it does not say if it worked)"

/* Programs that take the text from their standard input. */
struct tool {
    const char *name;
    const char *argv[5];
    const char *variable; /* must be set */
    bool local;           /* copies where the program runs, so not over ssh */
};

/* -w: tmux also hands it on to the terminal around it. */
static const struct tool tmux = {"tmux", {"tmux", "load-buffer", "-w", "-", NULL}, "TMUX", false};

static const struct tool tools[] = {
    {"wl-copy", {"wl-copy", NULL}, "WAYLAND_DISPLAY", true},
    {"xclip", {"xclip", "-selection", "clipboard", NULL}, "DISPLAY", true},
    {"xsel", {"xsel", "--clipboard", "--input", NULL}, "DISPLAY", true},
    {"pbcopy", {"pbcopy", NULL}, "HOME", true},
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value;
}

/* A local tool copies on this machine, which over ssh is not the operator's. */
static bool is_usable(const struct tool *t)
{
    return is_set(t->variable) && !(t->local && is_set("SSH_TTY")) && child_is_there(t->name);
}

/* deadline: of clock_elapsed. */
static bool copy_with(struct term *t, const struct tool *by, const char *text, size_t len, int64_t deadline)
{
    const int64_t left = deadline - clock_elapsed();
    return left > 0 && is_usable(by) && run_with_input(t, by->argv, text, len, (int)left);
}

/* RFC 4648, section 4. */
static void add_base64(struct buf *out, const char *text, size_t len)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *p = (const unsigned char *)text;
    for (size_t i = 0; i < len; i += 3) {
        const unsigned b0 = p[i], b1 = i + 1 < len ? p[i + 1] : 0U, b2 = i + 2 < len ? p[i + 2] : 0U;
        buf_putc(out, digits[b0 >> 2]);
        buf_putc(out, digits[(b0 & 3U) << 4 | b1 >> 4]);
        buf_putc(out, i + 1 < len ? digits[(b1 & 15U) << 2 | b2 >> 6] : '=');
        buf_putc(out, i + 2 < len ? digits[b2 & 63U] : '=');
    }
}

static bool fits_osc52(size_t len)
{
    return len <= OSC52_MAX / 4 * 3;
}

static bool send_osc52(struct term *t, const char *text, size_t len)
{
    struct buf sequence;
    if (!fits_osc52(len))
        return false;
    buf_init(&sequence, BUF_TEXT_MAX);
    buf_puts(&sequence, OSC52_BEGIN);
    add_base64(&sequence, text, len);
    buf_puts(&sequence, OSC52_END);
    const bool sent = term_send(t, sequence.data, sequence.len);
    explicit_bzero(sequence.data, sequence.len);
    buf_finish(&sequence);
    return sent;
}

/* The local tool that took the text, or NULL. */
static const char *copy_locally(struct term *t, const char *text, size_t len, int64_t deadline)
{
    for (size_t i = 0; i < COUNT(tools); i++)
        if (copy_with(t, &tools[i], text, len, deadline))
            return tools[i].name;
    return NULL;
}

static void say_in_tmux(bool buffered, bool sent, const char *tool, struct buf *words)
{
    if (buffered)
        buf_printf(words, "Copied: tmux buffer, and by tmux to your terminal %s%s%s.", NO_WORD,
                   tool ? ", and " : "", tool ? tool : "");
    else if (tool)
        buf_printf(words, "Copied with %s. tmux did not take it.", tool);
    else if (sent)
        buf_puts(words, "tmux did not take it. Sent to your terminal by OSC 52, which tmux drops unless its "
                        "set-clipboard is on.");
}

static void say(bool sent, const char *tool, struct buf *words)
{
    if (tool)
        buf_printf(words, "Copied with %s%s%s%s.", tool, sent ? ", and by OSC 52 to your terminal " : "",
                   sent ? NO_WORD : "", "");
    else if (sent)
        buf_printf(words, "Sent to your terminal by OSC 52 %s.", NO_WORD);
}

bool clipboard_copy(struct term *t, const char *text, size_t len, struct buf *words)
{
    const bool in_tmux = is_set(tmux.variable);
    const int64_t deadline = clock_elapsed() + TIME_LIMIT;
    const bool buffered = copy_with(t, &tmux, text, len, deadline);
    const char *tool = copy_locally(t, text, len, deadline);
    const bool sent = !buffered && send_osc52(t, text, len);
    if (in_tmux)
        say_in_tmux(buffered, sent, tool, words);
    else
        say(sent, tool, words);
    if (!fits_osc52(len) && !buffered)
        buf_printf(words, "%sToo long for OSC 52 (%zu bytes): save it to a file instead.",
                   words->len ? " " : "", len);
    else if (!words->len)
        buf_puts(words, "Not copied: there is no tmux, no clipboard tool, and the terminal takes nothing. "
                        "Print it plainly instead.");
    return buffered || sent || tool;
}
