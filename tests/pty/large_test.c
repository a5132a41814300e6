/* A hundred thousand records in the real program: the list of configurations can be used while one of them is
 * read, and keys that come while it opens are neither lost nor late. Bytes and keys are counted, never time.
 */
#include "config.h"

#include "tests/pty/pty.h"

#include "forms/buf.h"
#include "forms/mem.h"
#include "tests/scratch.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { RECORDS = 100000 };

struct home {
    char *directory;
    char *data, *config; /* "XDG_...=..." */
};

static void save(const struct home *h, const char *name, const struct buf *text)
{
    char *path = xasprintf("%s/data/seam-portal-tui/configurations/%s.json", h->directory, name);
    scratch_write(path, text->data, text->len);
    free(path);
}

static void make_folders(const struct home *h)
{
    static const char *const folders[] = {"data", "data/seam-portal-tui",
                                          "data/seam-portal-tui/configurations"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char *folder = scratch_path(h->directory, folders[i]);
        assert_int_equal(mkdir(folder, 0700), 0);
        free(folder);
    }
}

static int make_home(void **state)
{
    struct home *h = xcalloc(1, sizeof *h);
    struct buf text;
    h->directory = scratch_new();
    h->data = xasprintf("XDG_DATA_HOME=%s/data", h->directory);
    h->config = xasprintf("XDG_CONFIG_HOME=%s/config", h->directory);
    make_folders(h);
    buf_init(&text, BUF_BODY_MAX);
    buf_puts(&text, "{\"customer_data\": {\"customer_key\": \"example-hotels\", \"guests\": [");
    for (int i = 1; i <= RECORDS; i++)
        buf_printf(&text, "%s\n{\"guest_key\": \"guest-%d\", \"name\": \"Guest %d\"}", i > 1 ? "," : "", i,
                   i);
    buf_puts(&text, "\n]}}\n");
    save(h, "huge", &text);
    buf_clear(&text);
    buf_puts(&text, "{\"customer_data\": {\"customer_key\": \"small-house\"}}");
    save(h, "small", &text);
    buf_finish(&text);
    *state = h;
    return 0;
}

static int remove_home(void **state)
{
    struct home *h = *state;
    scratch_free(h->directory);
    free(h->data);
    free(h->config);
    free(h);
    return 0;
}

/* configuration: NULL for none */
static struct pty *start_on(const struct home *h, int rows, int cols, const char *configuration)
{
    const char *const argv[] = {TEST_PROGRAM, "--sandbox", configuration, NULL};
    const char *const env[] = {h->data, h->config, "SEAM_API_KEY", "SEAM_PERSONAL_ACCESS_TOKEN", NULL};
    return pty_start(argv, env, rows, cols);
}

static struct pty *start(const struct home *h, int rows, int cols)
{
    struct pty *p = start_on(h, rows, cols, NULL);
    pty_wait_text(p, "Saved configurations", 0);
    return p;
}

static void end(struct pty *p)
{
    pty_keys(p, "F10");
    assert_int_equal(pty_wait_exit(p), 0);
    pty_assert_left_alone(p);
    pty_free(p);
}

static void find(struct pty *p, const char *name)
{
    pty_keys(p, "F7");
    pty_wait_text(p, "Find a field", 0);
    pty_type(p, name);
    pty_keys(p, "Enter");
    pty_wait_no_text(p, "Find a field", 0);
}

static void focus(struct pty *p, const char *name)
{
    pty_keys(p, "/");
    pty_type(p, name);
    pty_keys(p, "Enter");
}

static void the_start_screen__tells_of_a_large_configuration__once_it_is_read(void **state)
{
    struct pty *p = start(*state, 24, 80);
    pty_wait_text(p, "example-hotels", 0);
    pty_wait_text(p, "100,000", 0);
    focus(p, "small");
    pty_keys(p, "Enter");
    pty_wait_text(p, "small-house", 0);
    end(p);
}

/* Enter and what follows it come in one go: the keys are answered before, while or after it opens. */
static void keys__while_a_large_configuration_opens__are_all_answered(void **state)
{
    struct pty *p = start(*state, 24, 80);
    focus(p, "huge");
    pty_keys(p, "Enter Down Up Down Up");
    pty_wait_text(p, "Customer key", 0);
    pty_wait_text(p, "example-hotels", 0);
    find(p, "customer_data.guests");
    pty_wait_text(p, "guest-1 ", 0);
    const size_t before = pty_bytes(p);
    pty_keys(p, "End");
    pty_wait_text(p, "guest-100000", 0);
    /* what is on the screen, however many there are; with the bar while they are checked */
    assert_true(pty_bytes(p) - before < 8000);
    pty_keys(p, "Home");
    pty_wait_text(p, "guest-1 ", 0);
    end(p);
}

static void an_opening__that_is_given_up__leaves_the_start_screen(void **state)
{
    struct pty *p = start(*state, 12, 40);
    focus(p, "huge");
    pty_keys(p, "Enter Ctrl-C");
    pty_wait_text(p, "It was not opened.", 0);
    pty_keys(p, "Enter"); /* it is still there to be opened */
    pty_wait_text(p, "Customer key", 0);
    end(p);
}

static void a_large_configuration__named_on_the_command_line__opens_behind_the_first_picture(void **state)
{
    static const char before[] = "configurations"; /* of the list's title: it may be gone already */
    struct pty *p = start_on(*state, 24, 80, "huge");
    pty_wait_text(p, "Customer key", 0);
    assert_true(pty_has_written(p, before, sizeof before - 1));
    pty_wait_text(p, "example-hotels", 0);
    end(p);
}

/* What is saved in a moment is not announced: it would flash. */
static void saving__is_announced__where_it_may_take_a_moment(void **state)
{
    static const struct {
        const char *name, *said;
        int rows, cols;
    } cases[] = {{"huge", "Saving 5.", 24, 80}, {"huge", "Saving 5.", 12, 40}, {"small", NULL, 24, 80}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pty *p = start_on(*state, cases[i].rows, cases[i].cols, cases[i].name);
        pty_wait_text(p, "Customer key", 0);
        pty_keys(p, "text:x F2");
        pty_wait_text(p, "Saved as ", 0);
        const char *said = cases[i].said ? cases[i].said : "Saving ";
        assert_int_equal(pty_has_written(p, said, strlen(said)), cases[i].said != NULL);
        pty_wait_no_text(p, "Saving ", 0);
        end(p);
    }
}

/* As with a small one: nothing of the screen is left, and the words are on the command line. */
static void a_large_file__that_is_torn__ends_on_the_command_line(void **state)
{
    struct home *h = *state;
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    buf_puts(&text, "{\"customer_data\": {\"guests\": [\n{}");
    for (int i = 0; i < RECORDS; i++)
        buf_puts(&text, ",\n{\"guest_key\": \"guest\"}");
    save(h, "torn", &text);
    buf_finish(&text);
    struct pty *p = start_on(h, 24, 80, "torn");
    assert_int_equal(pty_wait_exit(p), 1);
    pty_assert_left_alone(p);
    pty_wait_text(p, "torn.json: line 100002, column", 0);
    pty_free(p);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_home, remove_home)
    const struct CMUnitTest tests[] = {
        TEST(the_start_screen__tells_of_a_large_configuration__once_it_is_read),
        TEST(keys__while_a_large_configuration_opens__are_all_answered),
        TEST(an_opening__that_is_given_up__leaves_the_start_screen),
        TEST(a_large_configuration__named_on_the_command_line__opens_behind_the_first_picture),
        TEST(saving__is_announced__where_it_may_take_a_moment),
        TEST(a_large_file__that_is_torn__ends_on_the_command_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
