#include "forms/shell_words.h"

#include "forms/buf.h"
#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

struct reading {
    const char *p;
    size_t len, at, line;
    struct shell_words *out;
    struct buf word;
    bool in_word, unfinished;
    size_t word_line;
    char *until; /* the word that ends the here-document; NULL: there is none */
    bool until_quoted, until_tabs;
    struct err *e;
};

static char peek(const struct reading *r, size_t ahead)
{
    return r->at + ahead < r->len ? r->p[r->at + ahead] : '\0';
}

static char take(struct reading *r)
{
    const char c = r->p[r->at++];
    r->line += c == '\n';
    return c;
}

static bool ends(const struct reading *r)
{
    return r->at >= r->len;
}

static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

static bool open_quote(struct reading *r, size_t line)
{
    return err_set_at(r->e, ERR_SYNTAX, line, 0, "Line %zu: a quote is opened here and never closed.", line);
}

static void begin_word(struct reading *r)
{
    if (!r->in_word)
        r->word_line = r->line;
    r->in_word = true;
}

static void end_word(struct reading *r)
{
    struct shell_words *w = r->out;
    if (!r->in_word)
        return;
    if (w->count == w->cap) {
        w->cap = w->cap ? w->cap * 2 : 16;
        w->items = xreallocarray(w->items, w->cap, sizeof *w->items);
    }
    struct shell_word *made = &w->items[w->count++];
    *made = (struct shell_word){.line = r->word_line, .unfinished = r->unfinished};
    made->text = buf_detach(&r->word, &made->len);
    r->in_word = r->unfinished = false;
}

/* ---- quotes */

static bool is_expansion(const struct reading *r)
{
    const char c = peek(r, 0), next = peek(r, 1);
    return c == '`' || (c == '$' && (next == '{' || next == '(' || next == '_' ||
                                     (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z')));
}

static bool single_quoted(struct reading *r)
{
    const size_t line = r->line;
    take(r);
    while (!ends(r) && peek(r, 0) != '\'')
        buf_putc(&r->word, take(r));
    if (ends(r))
        return open_quote(r, line);
    take(r);
    return true;
}

static bool double_quoted(struct reading *r)
{
    const size_t line = r->line;
    take(r);
    while (!ends(r) && peek(r, 0) != '"') {
        r->unfinished = r->unfinished || is_expansion(r);
        if (peek(r, 0) == '\\' && is_one_of(peek(r, 1), "$`\"\\\n")) {
            take(r);
            if (peek(r, 0) == '\n') {
                take(r);
                continue;
            }
        }
        buf_putc(&r->word, take(r));
    }
    if (ends(r))
        return open_quote(r, line);
    take(r);
    return true;
}

/* The value of up to so many digits of the base. */
static unsigned long digits(struct reading *r, size_t most, unsigned base)
{
    static const char all[] = "0123456789abcdef";
    unsigned long value = 0;
    for (; most && !ends(r); most--) {
        const char c = peek(r, 0);
        const char *at = memchr(all, c >= 'A' && c <= 'F' ? c + 32 : c, base);
        if (!at)
            break;
        value = value * base + (unsigned long)(at - all);
        take(r);
    }
    return value;
}

/* What follows a backslash within $'...'. */
static void ansi_escape(struct reading *r)
{
    static const char names[] = "abefnrtv", values[] = "\a\b\x1b\f\n\r\t\v";
    const char c = peek(r, 0);
    const char *name = is_one_of(c, names) ? strchr(names, c) : NULL;
    if (c >= '0' && c <= '7') {
        buf_putc(&r->word, (char)digits(r, 3, 8));
        return;
    }
    take(r);
    if (name)
        buf_putc(&r->word, values[name - names]);
    else if (c == 'x')
        buf_putc(&r->word, (char)digits(r, 2, 16));
    else if (c == 'u' || c == 'U')
        buf_put_utf8(&r->word, digits(r, c == 'u' ? 4 : 8, 16));
    else
        buf_putc(&r->word, c);
}

static bool ansi_quoted(struct reading *r)
{
    const size_t line = r->line;
    take(r);
    take(r);
    while (!ends(r) && peek(r, 0) != '\'') {
        const char c = take(r);
        if (c == '\\' && !ends(r))
            ansi_escape(r);
        else
            buf_putc(&r->word, c);
    }
    if (ends(r))
        return open_quote(r, line);
    take(r);
    return true;
}

/* ---- here-documents */

/* Behind "<<": the word that ends it, which is none of the command's. */
static void read_until(struct reading *r)
{
    struct buf word;
    buf_init(&word, BUF_TEXT_MAX);
    r->at += 2;
    r->until_tabs = peek(r, 0) == '-';
    r->at += r->until_tabs;
    while (is_one_of(peek(r, 0), " \t"))
        take(r);
    r->until_quoted = false;
    while (!ends(r) && !is_one_of(peek(r, 0), " \t\r\n;|&")) {
        const char c = take(r);
        if (is_one_of(c, "'\"\\"))
            r->until_quoted = true;
        else
            buf_putc(&word, c);
    }
    free(r->until);
    r->until = buf_detach(&word, NULL);
}

/* The lines below the command, up to that word. */
static bool read_here(struct reading *r)
{
    const size_t line = r->line, until_len = strlen(r->until);
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    while (!ends(r)) {
        while (r->until_tabs && peek(r, 0) == '\t')
            take(r);
        const char *from = r->p + r->at, *feed = memchr(from, '\n', r->len - r->at);
        const size_t whole = feed ? (size_t)(feed + 1 - from) : r->len - r->at;
        const size_t bare = whole - (feed != NULL) - (feed && feed > from && feed[-1] == '\r');
        r->at += whole;
        r->line++;
        if (bare == until_len && memcmp(from, r->until, bare) == 0) {
            r->out->input = buf_detach(&text, &r->out->input_len);
            r->out->input_unfinished = !r->until_quoted && strpbrk(r->out->input, "$`") != NULL;
            return true;
        }
        buf_add(&text, from, whole);
    }
    buf_finish(&text);
    return err_set_at(r->e, ERR_SYNTAX, line, 0, "Line %zu: the text up to \"%.60s\" has no end.", line,
                      r->until);
}

/* ---- the whole */

/* A character outside of quotes. false with *e. */
static bool read_one(struct reading *r)
{
    if (is_one_of(peek(r, 0), "'\"") || (peek(r, 0) == '$' && peek(r, 1) == '\'')) {
        begin_word(r);
        return peek(r, 0) == '\'' ? single_quoted(r) : peek(r, 0) == '"' ? double_quoted(r) : ansi_quoted(r);
    }
    if (peek(r, 0) == '\\' && (peek(r, 1) == '\n' || (peek(r, 1) == '\r' && peek(r, 2) == '\n'))) {
        while (take(r) != '\n')
            continue;
    } else if (is_one_of(peek(r, 0), " \t\r")) {
        end_word(r);
        take(r);
    } else if (!r->in_word && peek(r, 0) == '#') {
        while (!ends(r) && peek(r, 0) != '\n')
            take(r);
    } else if (peek(r, 0) == '<' && peek(r, 1) == '<') {
        end_word(r);
        read_until(r);
    } else {
        begin_word(r);
        r->unfinished = r->unfinished || is_expansion(r);
        if (peek(r, 0) == '\\' && peek(r, 1))
            take(r);
        buf_putc(&r->word, take(r));
    }
    return true;
}

bool shell_words_read(const char *p, size_t len, size_t line, struct shell_words *out, struct err *e)
{
    struct reading r = {.p = p, .len = len, .line = line, .out = out, .e = e};
    *out = (struct shell_words){0};
    buf_init(&r.word, BUF_BODY_MAX);
    bool good = true;
    while (good && !ends(&r) && !is_one_of(peek(&r, 0), "\n;|&"))
        good = read_one(&r);
    if (good)
        end_word(&r);
    if (good && r.until) {
        while (!ends(&r) && take(&r) != '\n')
            continue;
        good = read_here(&r);
    } else if (!ends(&r)) {
        take(&r);
    }
    out->end = r.at;
    buf_finish(&r.word);
    free(r.until);
    return good;
}

void shell_words_finish(struct shell_words *w)
{
    for (size_t i = 0; i < w->count; i++)
        free(w->items[i].text);
    free(w->items);
    free(w->input);
    *w = (struct shell_words){0};
}
