/* What `validate` says of many members of one object: how often names are compared for their lines. */
#include "config.h"

#include "tests/test.h"

#include "forms/json.h"
#include "tests/program.h"
#include "tests/scratch.h"
#include "tui/cli/command.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static size_t asked, compared;

/* --wrap: the program's own searches. */
long __real_json_find_from(const struct json *object, size_t from, const char *name, size_t len);
long __wrap_json_find_from(const struct json *object, size_t from, const char *name, size_t len);

long __wrap_json_find_from(const struct json *object, size_t from, const char *name, size_t len)
{
    const long at = __real_json_find_from(object, from, name, len);
    asked++;
    compared += at < 0 ? object->count : ((size_t)at + object->count - from) % object->count + 1;
    return at;
}

/* Its output goes nowhere. */
static int validate(const char *path, const char *format)
{
    const char *items[] = {path, NULL};
    const struct arguments a = {.format = format, .rest = {.items = items, .count = 1}};
    fflush(stdout);
    const int out = dup(STDOUT_FILENO), nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    assert_true(out >= 0 && nowhere >= 0);
    dup2(nowhere, STDOUT_FILENO);
    const int status = command_validate.run(&a);
    fflush(stdout);
    dup2(out, STDOUT_FILENO);
    close(nowhere);
    close(out);
    return status;
}

static void lines_of_many_members__are_found_in_one_pass(void **state)
{
    enum { MEMBERS = 3000 };

    struct buf text;
    (void)state;
    buf_init(&text, BUF_BODY_MAX);
    buf_puts(&text, "{\"customer_data\": {\"customer_key\": \"a\"}");
    for (int i = 0; i < MEMBERS; i++)
        buf_printf(&text, ",\n\"field-%d\": %d", i, i);
    buf_puts(&text, "}");
    char *directory = scratch_new(), *path = scratch_path(directory, "body.json");
    program_home(directory);
    scratch_write(path, text.data, text.len);
    for (int i = 0; i < 2; i++) {
        asked = compared = 0;
        assert_int_equal(validate(path, i ? "json" : NULL), 0);
        assert_true(asked >= MEMBERS);
        assert_in_range(compared, asked, 4 * asked);
    }
    free(path);
    scratch_free(directory);
    buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_of_many_members__are_found_in_one_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
