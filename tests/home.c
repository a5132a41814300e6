#include "tests/test.h"

#include "tests/home.h"
#include "tests/program.h"
#include "tests/scratch.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int home_begin(void **state)
{
    *state = scratch_new();
    program_home(*state);
    return chdir(*state);
}

int home_end(void **state)
{
    scratch_free(*state);
    return 0;
}

void home_write(const char *name, const char *text)
{
    scratch_write(name, text, strlen(text));
}

void home_expect(const char *name, const char *content)
{
    char *text = scratch_read(name, NULL);
    assert_string_equal(text, content);
    free(text);
}

void assert_says(const char *text, const char *words)
{
    if (!strstr(text, words))
        fail_msg("\"%s\" does not say \"%s\"", text, words);
}
