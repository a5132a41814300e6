/* Results go to standard output, everything else to standard error. Text that came from elsewhere passes
 * forms/safe before either; JSON is escaped instead. Private to cli/. */
#ifndef TUI_CLI_OUTPUT_H
#define TUI_CLI_OUTPUT_H

#include "tui/cli/cli.h"

#include "forms/buf.h"
#include "forms/err.h"

#include <stdint.h>
#include <stdio.h>

/* One line on standard error, after the program's name: made safe, line feeds in it included, so that no text
 * from elsewhere can pass for a line of ours. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same for an error; returns the exit status that it stands for. */
int fail(const struct err *e);
/* Adds text made safe to a line that is being put together. */
void add_safe(struct buf *line, const char *text);
/* The line to standard output, with a line feed; clears it. */
void print_line(struct buf *line);
/* Document bytes to standard output: exactly, or made safe where it is a terminal. */
bool print_bytes(void *context, const char *p, size_t len);
/* Nothing is done before standard output took everything: the status, or STATUS_FILE. */
int finish_output(int status);

/* Members of a JSON object in text; the first call after json_open has no comma before it. A NULL text
 * is null. What a terminal should not get is escaped. */
void json_open(struct buf *out);
void json_close(struct buf *out);
void json_member(struct buf *out, const char *name); /* the value follows */
void json_text(struct buf *out, const char *name, const char *text);
void json_number(struct buf *out, const char *name, int64_t number);
void json_bool(struct buf *out, const char *name, bool value);

#endif
