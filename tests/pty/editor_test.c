/* F4 in the real program, with editors that are scripts: the terminal is theirs meanwhile, and ours
 * afterwards. */
#include "config.h"

#include "tests/pty/opened.h"

#include "forms/mem.h"
#include "tests/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct place {
    char *directory, *editor;
    struct pty *p;
};

/* These lines of shell; the file is its last argument. */
static void write_editor(struct place *s, const char *lines)
{
    s->editor = xasprintf("%s/editor", s->directory);
    FILE *f = fopen(s->editor, "w");
    assert_non_null(f);
    fprintf(f, "#!/bin/sh\ncd '%s'\nfor file; do :; done\n%s\n", s->directory, lines);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chmod(s->editor, 0700), 0);
}

/* The program on a new configuration, with such an editor. */
static struct place *start(const char *lines)
{
    struct place *s = xcalloc(1, sizeof *s);
    s->directory = scratch_new();
    write_editor(s, lines);
    char *data = xasprintf("XDG_DATA_HOME=%s/data", s->directory);
    char *config = xasprintf("XDG_CONFIG_HOME=%s/config", s->directory);
    char *editor = xasprintf("EDITOR=%s", s->editor);
    const char *const argv[] = {TEST_PROGRAM, "--sandbox", NULL};
    const char *const env[] = {data, config, editor, "VISUAL", "SEAM_API_KEY", NULL};
    s->p = pty_start(argv, env, 24, 80);
    pty_wait_text(s->p, "No saved configurations yet", 0);
    pty_keys(s->p, "n");
    pty_wait_text(s->p, "New configuration", 0);
    pty_type(s->p, "acme");
    pty_keys(s->p, "Enter");
    pty_wait_text(s->p, "Customer key", 0);
    pty_type(s->p, "hotel");
    pty_wait_text(s->p, "[hotel_", 0);
    free(data);
    free(config);
    free(editor);
    return s;
}

static void finish(struct place *s)
{
    pty_free(s->p);
    scratch_free(s->directory);
    free(s->editor);
    free(s);
}

/* The editor of 10,000 stays: it calls one of them otherwise, in whatever it is given; when it has the whole
 * body it closes no quote at first. */
static const char renames[] = "[ -e whole ] && cat whole >\"$file\"\n"
                              "if grep -q customer_key \"$file\" && ! [ -e whole ]; then cat \"$file\" "
                              ">whole; echo '{\"oops}' >\"$file\"; exit; fi\n"
                              "sed 's/Guest 5000/Long stay/' \"$file\" >changed && cat changed >\"$file\"";

static void write_body(struct buf *out)
{
    buf_puts(out, "{\n  \"customer_data\": {\n    \"customer_key\": \"c\",\n    \"reservations\": [\n");
    for (int i = 1; i <= 10000; i++)
        buf_printf(out, "      {\"reservation_key\": \"stay-%d\", \"name\": \"Guest %d\"}%s\n", i, i,
                   i < 10000 ? "," : "");
    buf_puts(out, "    ]\n  }\n}\n");
}

static void a_record_a_field_and_the_body__are_changed__among_10000(void **state)
{
    (void)state;
    struct place s = {.directory = scratch_new()};
    write_editor(&s, renames);
    setenv("EDITOR", s.editor, 1);
    struct opened *o = opened_new(write_body, "Reservations", "10,000 rows");
    pty_keys(o->p, "5 0 0 0 G");
    pty_wait_text(o->p, "reservations[4999]", 0);
    pty_keys(o->p, "F4");
    pty_wait_text(o->p, "Long stay", 0);
    opened_expect(o, "editor-record");
    opened_check_saved(o, false);
    opened_undo(o, 1);
    pty_keys(o->p, "Enter");
    pty_wait_text(o->p, "[stay-5000_", 0);
    pty_keys(o->p, "Tab F4");
    pty_wait_text(o->p, "[Long stay_", 0);
    opened_expect(o, "editor-field");
    opened_undo(o, 1);
    pty_keys(o->p, "Esc");
    pty_wait_text(o->p, "10,000 rows", 0);
    pty_keys(o->p, "F6 F4");
    pty_wait_text(o->p, "Line 1, column", 0);
    opened_expect(o, "editor-refused");
    pty_keys(o->p, "y");
    pty_wait_text(o->p, "Long stay", 0);
    opened_expect(o, "editor-body");
    opened_undo(o, 1);
    opened_free(o);
    scratch_free(s.directory);
    free(s.editor);
    unsetenv("EDITOR");
}

static void a_field__is_changed_by_the_editor__which_has_the_terminal(void **state)
{
    (void)state;
    struct place *s = start("echo 'the editor is here'; read line; echo '\"motel\"' >\"$file\"");
    pty_keys(s->p, "F4");
    pty_wait_text(s->p, "the editor is here", 0);
    pty_keys(s->p, "Enter");
    pty_wait_text(s->p, "Taken from the editor", 0);
    pty_wait_text(s->p, "[motel_", 0);
    pty_keys(s->p, "Ctrl-_");
    pty_wait_text(s->p, "[hotel_", 0);
    finish(s);
}

static void the_body__is_opened_again__until_it_parses(void **state)
{
    (void)state;
    struct place *s = start(
        "if [ -e tried ]; then echo '{\"locale\": \"fr-FR\"}' >\"$file\"; else touch tried; echo '{oops' "
        ">\"$file\"; fi");
    pty_keys(s->p, "F6 F4");
    pty_wait_text(s->p, "Line 1, column 2", 0);
    pty_keys(s->p, "y");
    pty_wait_text(s->p, "Taken from the editor", 0);
    pty_keys(s->p, "F3");
    pty_wait_text(s->p, "\"locale\": \"fr-FR\"", 0);
    finish(s);
}

static void an_editor__that_dies__leaves_the_screen_and_the_value_as_they_were(void **state)
{
    (void)state;
    struct place *s = start("echo '\"motel\"' >\"$file\"; kill -9 $$");
    pty_keys(s->p, "F4");
    pty_wait_text(s->p, "was killed", 0);
    pty_wait_text(s->p, "[hotel_", 0);
    pty_resize(s->p, 40, 120);
    pty_wait_text(s->p, "JSON", 0);
    finish(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_field__is_changed_by_the_editor__which_has_the_terminal),
        cmocka_unit_test(the_body__is_opened_again__until_it_parses),
        cmocka_unit_test(a_record_a_field_and_the_body__are_changed__among_10000),
        cmocka_unit_test(an_editor__that_dies__leaves_the_screen_and_the_value_as_they_were),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
