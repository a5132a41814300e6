/* F4 in the real program, with editors that are scripts: the terminal is theirs meanwhile, and ours
 * afterwards. */
#include "config.h"

#include "tests/pty/pty.h"

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

/* The program on a new configuration, with these lines of shell as the editor; the file is its last argument.
 */
static struct place *start(const char *lines)
{
    struct place *s = xcalloc(1, sizeof *s);
    s->directory = scratch_new();
    s->editor = xasprintf("%s/editor", s->directory);
    FILE *f = fopen(s->editor, "w");
    assert_non_null(f);
    fprintf(f, "#!/bin/sh\ncd '%s'\nfor file; do :; done\n%s\n", s->directory, lines);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chmod(s->editor, 0700), 0);
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
        cmocka_unit_test(an_editor__that_dies__leaves_the_screen_and_the_value_as_they_were),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
