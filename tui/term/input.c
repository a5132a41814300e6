#include "config.h"

#include "tui/term/input.h"

#include "forms/utf8.h"

#include <string.h>

#define ESC         0x1B
#define PASTE_BEGIN 200
static const char paste_end[] = "\x1b[201~";
#define PASTE_END_LEN (sizeof paste_end - 1)

struct sequence {
    char final;      /* '~' with a number, else a letter */
    unsigned number; /* before '~' */
    struct key key;
};

/* ESC [ ... */
static const struct sequence csi[] = {
    {'A', 0, {KEYC_UP, 0}},
    {'B', 0, {KEYC_DOWN, 0}},
    {'C', 0, {KEYC_RIGHT, 0}},
    {'D', 0, {KEYC_LEFT, 0}},
    {'F', 0, {KEYC_END, 0}},
    {'H', 0, {KEYC_HOME, 0}},
    {'P', 0, {KEYC_F1, 0}},
    {'Q', 0, {KEYC_F1 + 1, 0}},
    {'R', 0, {KEYC_F1 + 2, 0}},
    {'S', 0, {KEYC_F1 + 3, 0}},
    {'Z', 0, {KEYC_TAB, MOD_SHIFT}},
    {'a', 0, {KEYC_UP, MOD_SHIFT}}, /* rxvt */
    {'b', 0, {KEYC_DOWN, MOD_SHIFT}},
    {'c', 0, {KEYC_RIGHT, MOD_SHIFT}},
    {'d', 0, {KEYC_LEFT, MOD_SHIFT}},
    {'~', 1, {KEYC_HOME, 0}},
    {'~', 2, {KEYC_INSERT, 0}},
    {'~', 3, {KEYC_DELETE, 0}},
    {'~', 4, {KEYC_END, 0}},
    {'~', 5, {KEYC_PAGE_UP, 0}},
    {'~', 6, {KEYC_PAGE_DOWN, 0}},
    {'~', 7, {KEYC_HOME, 0}},
    {'~', 8, {KEYC_END, 0}},
    {'~', 11, {KEYC_F1, 0}},
    {'~', 12, {KEYC_F1 + 1, 0}},
    {'~', 13, {KEYC_F1 + 2, 0}},
    {'~', 14, {KEYC_F1 + 3, 0}},
    {'~', 15, {KEYC_F1 + 4, 0}},
    {'~', 17, {KEYC_F1 + 5, 0}},
    {'~', 18, {KEYC_F1 + 6, 0}},
    {'~', 19, {KEYC_F1 + 7, 0}},
    {'~', 20, {KEYC_F1 + 8, 0}},
    {'~', 21, {KEYC_F1 + 9, 0}},
    {'~', 23, {KEYC_F1 + 10, 0}},
    {'~', 24, {KEYC_F1 + 11, 0}},
    {'~', 25, {KEYC_F1, MOD_SHIFT}}, /* Linux console */
    {'~', 26, {KEYC_F1 + 1, MOD_SHIFT}},
    {'~', 28, {KEYC_F1 + 2, MOD_SHIFT}},
    {'~', 29, {KEYC_F1 + 3, MOD_SHIFT}},
    {'~', 31, {KEYC_F1 + 4, MOD_SHIFT}},
    {'~', 32, {KEYC_F1 + 5, MOD_SHIFT}},
    {'~', 33, {KEYC_F1 + 6, MOD_SHIFT}},
    {'~', 34, {KEYC_F1 + 7, MOD_SHIFT}},
};

/* ESC O ...: cursor keys in application mode, F1 to F4, and the keypad as its characters. */
static const struct sequence ss3[] = {
    {'A', 0, {KEYC_UP, 0}},
    {'B', 0, {KEYC_DOWN, 0}},
    {'C', 0, {KEYC_RIGHT, 0}},
    {'D', 0, {KEYC_LEFT, 0}},
    {'F', 0, {KEYC_END, 0}},
    {'H', 0, {KEYC_HOME, 0}},
    {'P', 0, {KEYC_F1, 0}},
    {'Q', 0, {KEYC_F1 + 1, 0}},
    {'R', 0, {KEYC_F1 + 2, 0}},
    {'S', 0, {KEYC_F1 + 3, 0}},
    {'M', 0, {KEYC_ENTER, 0}},
    {'X', 0, {'=', 0}},
    {'a', 0, {KEYC_UP, MOD_CTRL}},
    {'b', 0, {KEYC_DOWN, MOD_CTRL}},
    {'c', 0, {KEYC_RIGHT, MOD_CTRL}},
    {'d', 0, {KEYC_LEFT, MOD_CTRL}},
    {'j', 0, {'*', 0}},
    {'k', 0, {'+', 0}},
    {'l', 0, {',', 0}},
    {'m', 0, {'-', 0}},
    {'n', 0, {'.', 0}},
    {'o', 0, {'/', 0}},
    {'p', 0, {'0', 0}},
    {'q', 0, {'1', 0}},
    {'r', 0, {'2', 0}},
    {'s', 0, {'3', 0}},
    {'t', 0, {'4', 0}},
    {'u', 0, {'5', 0}},
    {'v', 0, {'6', 0}},
    {'w', 0, {'7', 0}},
    {'x', 0, {'8', 0}},
    {'y', 0, {'9', 0}},
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* What a run of bytes begins with. */
struct piece {
    size_t len;  /* bytes; 0: its end has not come */
    bool is_key; /* else it says nothing, or begins a paste */
    bool pastes;
    struct key key;
};

static bool find(const struct sequence *table, size_t count, char final, unsigned number, struct key *out)
{
    for (size_t i = 0; i < count; i++)
        if (table[i].final == final && table[i].number == number) {
            *out = table[i].key;
            return true;
        }
    return false;
}

/* "1;5" -> {1, 5}; what is missing is 0, what is too large stays large. */
static void read_numbers(const char *p, size_t len, unsigned numbers[2])
{
    size_t n = 0;
    numbers[0] = numbers[1] = 0;
    for (size_t i = 0; i < len && n < 2; i++)
        if (p[i] == ';')
            n++;
        else if (p[i] >= '0' && p[i] <= '9' && numbers[n] < 10000)
            numbers[n] = 10 * numbers[n] + (unsigned)(p[i] - '0');
}

static unsigned modifiers(unsigned number)
{
    const unsigned bits = number ? number - 1 : 0;
    return (bits & 1 ? MOD_SHIFT : 0U) | (bits & 2 ? MOD_ALT : 0U) | (bits & 4 ? MOD_CTRL : 0U);
}

/* After ESC [. A sequence that is not known says nothing, nor one longer than any real one; one that is
 * broken by another control ends before it. */
static struct piece read_csi(const char *p, size_t len)
{
    size_t end = 2;
    if (len > 2 && p[2] == '[') { /* Linux console: ESC [ [ A is F1 */
        if (len == 3)
            return (struct piece){0};
        const bool known = p[3] >= 'A' && p[3] <= 'E';
        return (struct piece){
            .len = known ? 4 : 3, .is_key = known, .key = {.code = KEYC_F1 + (uint32_t)(p[3] - 'A')}};
    }
    while (end < len && end < INPUT_PART_MAX && p[end] >= 0x20 && p[end] < 0x40)
        end++;
    if (end == INPUT_PART_MAX)
        return (struct piece){.len = end};
    if (end == len)
        return (struct piece){0};
    if (p[end] < 0x40 || p[end] == 0x7F)
        return (struct piece){.len = end};
    unsigned numbers[2];
    read_numbers(p + 2, end - 2, numbers);
    struct piece out = {.len = end + 1};
    if (p[end] == '~' && numbers[0] == PASTE_BEGIN)
        out.pastes = true;
    else if (p[2] < '<' || p[2] > '?') /* private: an answer or a report, no key */
        out.is_key = find(csi, COUNT(csi), p[end], p[end] == '~' ? numbers[0] : 0, &out.key);
    out.key.mods |= modifiers(numbers[1]);
    return out;
}

/* Bytes that are missing may still make it a character. */
static bool breaks_off(const char *p, size_t len)
{
    const unsigned char first = (unsigned char)p[0];
    const size_t whole = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    for (size_t i = 1; i < len; i++)
        if (((unsigned char)p[i] & 0xC0) != 0x80)
            return false;
    return first >= 0xC2 && first <= 0xF4 && len < whole;
}

/* What is no character says nothing, byte by byte. */
static struct piece read_character(const char *p, size_t len)
{
    struct piece out = {0};
    out.len = utf8_read(p, len, &out.key.code);
    out.is_key = out.len && key_is_text(out.key);
    if (!out.len && !breaks_off(p, len))
        out.len = 1;
    return out;
}

static struct key control_key(unsigned char c)
{
    switch (c) {
    case 0:
        return (struct key){' ', MOD_CTRL};
    case 0x08:
    case 0x7F:
        return (struct key){KEYC_BACKSPACE, 0};
    case '\t':
        return (struct key){KEYC_TAB, 0};
    case '\n':
    case '\r':
        return (struct key){KEYC_ENTER, 0};
    case ESC:
        return (struct key){KEYC_ESCAPE, 0};
    default:
        return (struct key){c <= 26 ? (uint32_t)('a' + c - 1) : (uint32_t)(c + 0x40), MOD_CTRL};
    }
}

static struct piece read_plain(const char *p, size_t len)
{
    const unsigned char c = (unsigned char)p[0];
    if (c < 0x20 || c == 0x7F)
        return (struct piece){.len = 1, .is_key = true, .key = control_key(c)};
    return read_character(p, len);
}

static struct piece with_alt(struct piece rest)
{
    if (rest.len == 0)
        return rest;
    rest.len++;
    rest.key.mods |= MOD_ALT;
    if (rest.key.code >= 'A' && rest.key.code <= 'Z')
        rest.key.code += 'a' - 'A';
    return rest;
}

static struct piece read_piece(const char *p, size_t len)
{
    const struct piece more = {0};
    if (p[0] != ESC)
        return read_plain(p, len);
    if (len == 1)
        return more;
    if (p[1] == ESC) /* the key itself, then something else */
        return (struct piece){.len = 1, .is_key = true, .key = control_key(ESC)};
    if (p[1] == '[')
        return read_csi(p, len);
    if (p[1] == 'O') {
        struct piece out = {.len = 3, .is_key = true};
        if (len == 2)
            return more;
        if (find(ss3, COUNT(ss3), p[2], 0, &out.key))
            return out;
    }
    return with_alt(read_plain(p + 1, len - 1));
}

static void send_key(struct key k, input_each *each, void *context)
{
    const struct event ev = {.type = EVENT_KEY, .key = k};
    each(context, &ev);
}

/* CR LF and CR, which terminals send for the line ends of a paste, become LF. */
static size_t join_lines(char *p, size_t len)
{
    size_t to = 0;
    for (size_t i = 0; i < len; i++) {
        if (p[i] == '\r' && i + 1 < len && p[i + 1] == '\n')
            continue;
        p[to++] = p[i] == '\r' ? '\n' : p[i];
    }
    return to;
}

static void send_paste(struct input *in, input_each *each, void *context)
{
    const bool whole = !in->paste.full;
    if (whole)
        buf_truncate(&in->paste, join_lines(in->paste.data, in->paste.len));
    const struct event ev = {
        .type = EVENT_PASTE, .text = whole ? in->paste.data : NULL, .len = whole ? in->paste.len : 0};
    each(context, &ev);
    buf_finish(&in->paste);
    in->pasting = in->bursting = false;
}

/* How many bytes of text stand at the beginning. */
static size_t text_run(const char *p, size_t len)
{
    size_t n = 0;
    while (n < len && (p[n] == '\t' || p[n] == '\n' || p[n] == '\r' ||
                       ((unsigned char)p[n] >= 0x20 && (unsigned char)p[n] != 0x7F)))
        n++;
    return n;
}

/* A terminal without bracketed paste sends what is pasted as if it were typed: as keys it would press y at
 * questions and d in lists. Takes text that belongs to such a paste and returns how many bytes; 0: there is
 * none. What is no text ends it. */
static size_t take_burst(struct input *in, const char *p, size_t len, input_each *each, void *context)
{
    const size_t run = in->bursts ? text_run(p, len) : 0;
    if (!in->bursting && run < INPUT_BURST_MIN)
        return 0;
    in->bursting = true;
    if (!in->paste.full)
        buf_add(&in->paste, p, run);
    if (run < len)
        send_paste(in, each, context);
    return run;
}

/* Takes bytes of a paste and returns how many: up to and with its end, or all but what may begin it. */
static size_t take_paste(struct input *in, const char *p, size_t len, input_each *each, void *context)
{
    const char *end = memmem(p, len, paste_end, PASTE_END_LEN);
    size_t text = end ? (size_t)(end - p) : len;
    for (size_t kept = PASTE_END_LEN - 1; !end && kept > 0; kept--)
        if (kept <= len && memcmp(p + len - kept, paste_end, kept) == 0) {
            text = len - kept;
            break;
        }
    if (!in->paste.full)
        buf_add(&in->paste, p, text);
    if (!end)
        return text;
    send_paste(in, each, context);
    return text + PASTE_END_LEN;
}

/* Takes the pieces that are whole and returns their bytes. */
static size_t take(struct input *in, const char *p, size_t len, input_each *each, void *context)
{
    size_t at = 0;
    while (at < len) {
        if (in->pasting) {
            const size_t taken = take_paste(in, p + at, len - at, each, context);
            at += taken;
            if (in->pasting)
                return at;
            continue;
        }
        const size_t text = take_burst(in, p + at, len - at, each, context);
        at += text;
        if (text)
            continue;
        const struct piece piece = read_piece(p + at, len - at);
        if (piece.len == 0)
            return at;
        at += piece.len;
        in->pasting = piece.pastes;
        if (piece.is_key)
            send_key(piece.key, each, context);
    }
    return at;
}

void input_init(struct input *in)
{
    *in = (struct input){0};
    buf_init(&in->paste, INPUT_PASTE_MAX);
}

void input_finish(struct input *in)
{
    if (in)
        buf_finish(&in->paste);
}

/* Keeps what is left for the next time: always less than INPUT_PART_MAX. */
static void keep(struct input *in, const char *p, size_t len)
{
    in->part_len = len;
    memcpy(in->part, p, len);
}

void input_feed(struct input *in, const char *p, size_t len, input_each *each, void *context)
{
    /* First the part that waited, with as few new bytes as make it whole: then the rest in one go. */
    while (in->part_len && len) {
        char joined[sizeof in->part];
        memcpy(joined, in->part, in->part_len);
        joined[in->part_len] = *p;
        const size_t joined_len = in->part_len + 1;
        p++;
        len--;
        const size_t taken = take(in, joined, joined_len, each, context);
        keep(in, joined + taken, joined_len - taken);
    }
    const size_t taken = take(in, p, len, each, context);
    if (taken < len)
        keep(in, p + taken, len - taken);
}

enum input_waits input_waits(const struct input *in)
{
    if (in->pasting)
        return INPUT_PASTE;
    if (in->bursting)
        return INPUT_BURST;
    if (!in->part_len)
        return INPUT_NOTHING;
    return in->part[0] == ESC && (in->part_len == 1 || in->part[1] == 'O') ? INPUT_ESCAPE : INPUT_PART;
}

void input_flush(struct input *in, input_each *each, void *context)
{
    if (in->pasting || in->bursting) {
        if (!in->paste.full)
            buf_add(&in->paste, in->part, in->part_len);
        in->part_len = 0;
        send_paste(in, each, context);
        return;
    }
    if (!in->part_len)
        return;
    struct piece piece = {0};
    if (in->part[0] == ESC && in->part_len == 1)
        piece = read_plain(in->part, 1);
    else if (in->part[0] == ESC && in->part_len == 2)
        piece = with_alt(read_plain(in->part + 1, 1));
    in->part_len = 0;
    if (piece.is_key)
        send_key(piece.key, each, context);
}
