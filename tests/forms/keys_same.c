#include "config.h"

#include "tests/forms/keys_same.h"

#include "tests/test.h"

#include <stdio.h>
#include <string.h>

struct keys *read_keys(const struct wizard *w, const struct doc *d)
{
    struct keys *k = keys_new(w);
    keys_begin(k, d);
    assert_true(keys_step(k, SIZE_MAX));
    return k;
}

bool meet(void *context, const char *list, size_t index)
{
    struct met *m = context;
    m->count++;
    snprintf(m->last, sizeof m->last, "%s/%zu", list, index);
    return true;
}

struct comparison {
    const struct keys *other;
    const char *space;
    size_t texts;
};

static bool compare_text(void *context, const char *text, size_t len)
{
    struct comparison *c = context;
    if (keys_own(c->other, c->space, text, len) == 0)
        fail_msg("\"%.*s\" of %s is known to one index only", (int)len, text, c->space);
    c->texts++;
    return true;
}

static size_t count_own(const struct keys *k, const struct keys *other, const char *space)
{
    struct comparison c = {other, space, 0};
    keys_each_text(k, space, compare_text, &c);
    return c.texts;
}

static void assert_same_space(const struct keys *a, const struct keys *b, const char *space)
{
    static const struct {
        const char *p;
        size_t len;
    } texts[] = {{"a", 1},  {"a", 2}, {"b", 1}, {"c", 1}, {"d", 1},
                 {" a", 2}, {"g", 1}, {"x", 1}, {"", 0},  {"nobody", 6}};
    assert_int_equal(count_own(a, b, space), count_own(b, a, space));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *text = texts[i].p;
        const size_t len = texts[i].len;
        assert_int_equal(keys_own(a, space, text, len), keys_own(b, space, text, len));
        assert_int_equal(keys_uses(a, space, text, len), keys_uses(b, space, text, len));
        assert_int_equal(keys_find(a, space, text, len), keys_find(b, space, text, len));
        for (int own = 0; own < 2; own++) {
            struct met first = {0}, second = {0};
            keys_each(a, space, text, len, own, meet, &first);
            keys_each(b, space, text, len, own, meet, &second);
            assert_int_equal(first.count, second.count);
            assert_string_equal(first.last, second.last);
        }
    }
}

void assert_same_keys(const struct wizard *w, const struct keys *a, const struct keys *b)
{
    for (size_t i = 0; i < wizard_list_count(w); i++)
        assert_same_space(a, b, wizard_list_pointer(w, i));
    assert_same_space(a, b, "e-mail");
    assert_same_space(a, b, "metadata");
}
