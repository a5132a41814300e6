#include "config.h"

#include "tests/pty/opened.h"

#include "forms/mem.h"
#include "tests/files.h"
#include "tests/places.h"
#include "tests/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void make_parents(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
}

static void write_file(const struct opened *o)
{
    make_parents(o->file);
    FILE *f = fopen(o->file, "w");
    assert_non_null(f);
    assert_int_equal(fwrite(o->body.data, 1, o->body.len, f), o->body.len);
    assert_int_equal(fclose(f), 0);
}

struct opened *opened_new(void (*write)(struct buf *out), const char *section, const char *text)
{
    struct opened *o = xcalloc(1, sizeof *o);
    o->directory = scratch_new();
    o->file = xasprintf("%s/data/seam-portal-tui/configurations/stays.json", o->directory);
    o->data = xasprintf("XDG_DATA_HOME=%s/data", o->directory);
    o->config = xasprintf("XDG_CONFIG_HOME=%s/config", o->directory);
    o->home = xasprintf("HOME=%s", o->directory);
    buf_init(&o->body, BUF_BODY_MAX);
    write(&o->body);
    write_file(o);
    const char *const argv[] = {TEST_PROGRAM, "--sandbox", "stays", NULL};
    const char *const env[] = {o->data, o->config, o->home,           "TZ=UTC", "SEAM_API_KEY",
                               "TMUX",  "DISPLAY", "WAYLAND_DISPLAY", NULL};
    o->p = pty_start(argv, env, 24, 80);
    pty_wait_text(o->p, "Customer key", 0);
    pty_keys(o->p, "F7");
    pty_wait_text(o->p, "Find a field", 0);
    pty_type(o->p, section);
    pty_keys(o->p, "Enter");
    pty_wait_text(o->p, text, 0);
    return o;
}

void opened_free(struct opened *o)
{
    pty_free(o->p);
    scratch_free(o->directory);
    free(o->file);
    free(o->data);
    free(o->config);
    free(o->home);
    buf_finish(&o->body);
    free(o);
}

void opened_save(struct opened *o, struct buf *out)
{
    buf_init(out, BUF_BODY_MAX);
    pty_keys(o->p, "F2");
    pty_wait_text(o->p, "Saved", 0);
    assert_true(file_bytes(o->file, out));
    pty_keys(o->p, "Ctrl-L"); /* takes the message away, wherever the focus is */
    pty_wait_no_text(o->p, "Saved", 0);
}

void opened_check_saved(struct opened *o, bool as_first)
{
    struct buf now;
    opened_save(o, &now);
    assert_int_equal(now.len == o->body.len && memcmp(now.data, o->body.data, now.len) == 0, as_first);
    buf_finish(&now);
}

void opened_undo(struct opened *o, int steps)
{
    for (int i = 0; i < steps; i++)
        pty_keys(o->p, "Ctrl-_");
    opened_check_saved(o, true);
}

/* The program has heard of the size when a rule is longer than 40 columns: keys come after it. */
static void make_usual(struct opened *o)
{
    struct buf rule;
    buf_init(&rule, BUF_TEXT_MAX);
    for (int i = 0; i <= 40; i++)
        buf_puts(&rule, "\u2500");
    pty_resize(o->p, 24, 80);
    pty_wait_text(o->p, rule.data, 0);
    buf_finish(&rule);
}

void opened_expect(struct opened *o, const char *name)
{
    pty_expect(o->p, name);
    pty_resize(o->p, 40, 120);
    pty_expect(o->p, name);
    pty_resize(o->p, 12, 40);
    pty_expect(o->p, name);
    make_usual(o);
}
