#include "config.h"

#include "tui/cli/output.h"

#include "forms/json.h"
#include "forms/safe.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

void say(const char *format, ...)
{
    char text[2048];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    struct buf line;
    buf_init(&line, BUF_TEXT_MAX);
    buf_puts(&line, PACKAGE_NAME ": ");
    safe_text(text, strlen(text), false, &line);
    buf_putc(&line, '\n');
    fflush(stdout);
    fwrite(line.data, 1, line.len, stderr);
    buf_finish(&line);
}

int fail(const struct err *e)
{
    static const int statuses[] = {
        [ERR_NONE] = STATUS_DONE,
        [ERR_SYNTAX] = STATUS_INVALID,
        [ERR_LIMIT] = STATUS_FILE,
        [ERR_TYPE] = STATUS_INVALID,
        [ERR_NOT_FOUND] = STATUS_FILE,
        [ERR_EXISTS] = STATUS_FILE,
        [ERR_CONFLICT] = STATUS_FILE,
        [ERR_IO] = STATUS_FILE,
        [ERR_CREDENTIALS] = STATUS_CREDENTIALS,
        [ERR_NETWORK] = STATUS_NOT_SENT,
        [ERR_USAGE] = STATUS_USAGE,
        [ERR_DAMAGED] = STATUS_FILE,
        [ERR_BUSY] = STATUS_FILE,
    };
    say("%s", e->text);
    return statuses[e->code];
}

void add_safe(struct buf *line, const char *text)
{
    safe_text(text, strlen(text), false, line);
}

void print_line(struct buf *line)
{
    buf_putc(line, '\n');
    fwrite(line->data, 1, line->len, stdout);
    buf_clear(line);
}

/* White space of a document is no danger to a terminal; the rest passes forms/safe. */
static bool print_safe(const char *p, size_t len)
{
    struct buf out;
    buf_init(&out, BUF_BODY_MAX);
    while (len) {
        size_t n = 0;
        while (n < len && p[n] != '\t' && p[n] != '\r')
            n++;
        safe_text(p, n, true, &out);
        if (n < len && p[n++] == '\t')
            buf_putc(&out, '\t');
        p += n;
        len -= n;
    }
    const bool done = fwrite(out.data, 1, out.len, stdout) == out.len;
    buf_finish(&out);
    return done;
}

bool print_bytes(void *context, const char *p, size_t len)
{
    (void)context;
    return isatty(STDOUT_FILENO) ? print_safe(p, len) : fwrite(p, 1, len, stdout) == len;
}

int finish_output(int status)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    /* A reader that has seen enough and left is no news to anybody. */
    if (errno != EPIPE)
        say("standard output: %s", errno ? strerror(errno) : "could not be written");
    return STATUS_FILE;
}

void json_open(struct buf *out)
{
    buf_putc(out, '{');
}

void json_close(struct buf *out)
{
    buf_putc(out, '}');
}

void json_member(struct buf *out, const char *name)
{
    if (out->len && out->data[out->len - 1] != '{')
        buf_putc(out, ',');
    json_quote(out, name, strlen(name));
    buf_putc(out, ':');
}

void json_text(struct buf *out, const char *name, const char *text)
{
    json_member(out, name);
    if (!text) {
        buf_puts(out, "null");
        return;
    }
    struct buf quoted;
    buf_init(&quoted, BUF_BODY_MAX);
    json_quote(&quoted, text, strlen(text));
    safe_json(quoted.data, quoted.len, out);
    buf_finish(&quoted);
}

void json_number(struct buf *out, const char *name, int64_t number)
{
    json_member(out, name);
    buf_printf(out, "%lld", (long long)number);
}

void json_bool(struct buf *out, const char *name, bool value)
{
    json_member(out, name);
    buf_puts(out, value ? "true" : "false");
}
