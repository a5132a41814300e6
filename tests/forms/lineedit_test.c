#include "tests/test.h"

#include "forms/lineedit.h"
#include "forms/utf8.h"
#include "tests/rng.h"

#include <string.h>
#include <utf8proc.h>

/* ---- a naive model: code points in an array, boundaries found by reading everything */

#define MODEL_MAX 4096

struct model {
    uint32_t text[MODEL_MAX], kill[MODEL_MAX];
    size_t len, cursor, kill_len, aim;
    bool multiline, boundary[MODEL_MAX + 1];
};

static void model_mark(struct model *m)
{
    utf8proc_int32_t state = 0;
    m->boundary[0] = m->boundary[m->len] = true;
    for (size_t i = 1; i < m->len; i++)
        m->boundary[i] = utf8proc_grapheme_break_stateful((utf8proc_int32_t)m->text[i - 1],
                                                          (utf8proc_int32_t)m->text[i], &state);
}

static size_t model_next(const struct model *m, size_t at)
{
    if (at < m->len)
        at++;
    while (!m->boundary[at])
        at++;
    return at;
}

static size_t model_prev(const struct model *m, size_t at)
{
    if (at > 0)
        at--;
    while (!m->boundary[at])
        at--;
    return at;
}

static void model_settle(struct model *m, size_t cursor)
{
    model_mark(m);
    m->cursor = cursor;
    while (!m->boundary[m->cursor])
        m->cursor++;
    m->aim = 0;
}

static bool model_cut(struct model *m, size_t from, size_t to, bool keep)
{
    if (from >= to)
        return false;
    if (keep) {
        m->kill_len = to - from;
        memcpy(m->kill, m->text + from, m->kill_len * sizeof *m->kill);
    }
    memmove(m->text + from, m->text + to, (m->len - to) * sizeof *m->text);
    m->len -= to - from;
    model_settle(m, from);
    return true;
}

static bool model_put(struct model *m, const uint32_t *p, size_t len)
{
    if (!len)
        return false;
    assert_true(m->len + len < MODEL_MAX);
    memmove(m->text + m->cursor + len, m->text + m->cursor, (m->len - m->cursor) * sizeof *m->text);
    memcpy(m->text + m->cursor, p, len * sizeof *p);
    m->len += len;
    model_settle(m, m->cursor + len);
    return true;
}

static size_t model_line_start(const struct model *m, size_t at)
{
    while (at > 0 && !(m->multiline && m->text[at - 1] == '\n'))
        at--;
    return at;
}

static size_t model_line_end(const struct model *m, size_t at)
{
    while (at < m->len && !(m->multiline && m->text[at] == '\n'))
        at++;
    return at;
}

static bool model_is_word(uint32_t c)
{
    const utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);
    return c == '_' || (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_NO);
}

static size_t model_word_start(const struct model *m)
{
    size_t at = m->cursor;
    while (at > 0 && !model_is_word(m->text[model_prev(m, at)]))
        at = model_prev(m, at);
    while (at > 0 && model_is_word(m->text[model_prev(m, at)]))
        at = model_prev(m, at);
    return at;
}

static size_t model_word_end(const struct model *m)
{
    size_t at = m->cursor;
    while (at < m->len && !model_is_word(m->text[at]))
        at = model_next(m, at);
    while (at < m->len && model_is_word(m->text[at]))
        at = model_next(m, at);
    return at;
}

static bool model_go(struct model *m, size_t to)
{
    const bool moved = to != m->cursor;
    m->cursor = to;
    m->aim = 0;
    return moved;
}

static bool model_to_line(struct model *m, size_t start)
{
    size_t column = 0;
    for (size_t at = model_line_start(m, m->cursor); at < m->cursor; at = model_next(m, at))
        column++;
    if (m->aim)
        column = m->aim - 1;
    const size_t end = model_line_end(m, start);
    for (size_t i = 0; i < column && start < end; i++)
        start = model_next(m, start);
    model_go(m, start);
    m->aim = column + 1;
    return true;
}

static bool model_up(struct model *m)
{
    const size_t start = model_line_start(m, m->cursor);
    return start > 0 && model_to_line(m, model_line_start(m, start - 1));
}

static bool model_down(struct model *m)
{
    const size_t end = model_line_end(m, m->cursor);
    return end < m->len && model_to_line(m, end + 1);
}

static bool model_kill_to_end(struct model *m)
{
    const size_t end = model_line_end(m, m->cursor);
    return model_cut(m, m->cursor, end > m->cursor ? end : model_next(m, m->cursor), true);
}

/* ---- the same random operations on both */

enum {
    INSERT,
    BACKSPACE,
    DELETE,
    KILL_TO_END,
    KILL_TO_START,
    KILL_WORD_BACK,
    KILL_WORD,
    YANK,
    LEFT,
    RIGHT,
    WORD_LEFT,
    WORD_RIGHT,
    HOME,
    END,
    UP,
    DOWN,
    OPERATIONS
};

static bool edit(struct lineedit *l, size_t operation, const char *p, size_t len)
{
    static bool (*const verbs[])(struct lineedit *) = {
        [BACKSPACE] = lineedit_backspace,
        [DELETE] = lineedit_delete,
        [KILL_TO_END] = lineedit_kill_to_end,
        [KILL_TO_START] = lineedit_kill_to_start,
        [KILL_WORD_BACK] = lineedit_kill_word_back,
        [KILL_WORD] = lineedit_kill_word,
        [YANK] = lineedit_yank,
        [LEFT] = lineedit_left,
        [RIGHT] = lineedit_right,
        [WORD_LEFT] = lineedit_word_left,
        [WORD_RIGHT] = lineedit_word_right,
        [HOME] = lineedit_home,
        [END] = lineedit_end,
        [UP] = lineedit_up,
        [DOWN] = lineedit_down,
    };
    return operation == INSERT ? lineedit_insert(l, p, len) : verbs[operation](l);
}

static bool edit_model(struct model *m, size_t operation, const uint32_t *p, size_t len)
{
    switch (operation) {
    case INSERT:
        return model_put(m, p, len);
    case BACKSPACE:
        return model_cut(m, model_prev(m, m->cursor), m->cursor, false);
    case DELETE:
        return model_cut(m, m->cursor, model_next(m, m->cursor), false);
    case KILL_TO_END:
        return model_kill_to_end(m);
    case KILL_TO_START:
        return model_cut(m, model_line_start(m, m->cursor), m->cursor, true);
    case KILL_WORD_BACK:
        return model_cut(m, model_word_start(m), m->cursor, true);
    case KILL_WORD:
        return model_cut(m, m->cursor, model_word_end(m), true);
    case YANK:
        return model_put(m, m->kill, m->kill_len);
    case LEFT:
        return model_go(m, model_prev(m, m->cursor));
    case RIGHT:
        return model_go(m, model_next(m, m->cursor));
    case WORD_LEFT:
        return model_go(m, model_word_start(m));
    case WORD_RIGHT:
        return model_go(m, model_word_end(m));
    case HOME:
        return model_go(m, model_line_start(m, m->cursor));
    case END:
        return model_go(m, model_line_end(m, m->cursor));
    case UP:
        return model_up(m);
    default:
        return model_down(m);
    }
}

/* Characters that join in every way that UAX #29 knows, among plain ones. */
static uint32_t random_character(struct rng *r)
{
    static const uint32_t joining[] = {
        0x301,  0x20E3, 0x200D, 0xFE0F, 0x1F468, 0x1F469, 0x1F3FD, 0x2764, 0x1F1E9, 0x1F1EA, 0x1F1FA, 0x1112,
        0x1161, 0x11AB, 0xAC00, 0x0E33, 0x0903,  0x0600,  0x94D,   0x915,  0x200B,  0xE9,    0x7F8E,  0x1F415,
    };
    switch (rng_below(r, 8)) {
    case 0:
        return ' ';
    case 1:
        return '\n';
    case 2:
    case 3:
        return (uint32_t)(0x21 + rng_below(r, 0x5E));
    default:
        return joining[rng_below(r, sizeof joining / sizeof joining[0])];
    }
}

static void assert_agree(const struct lineedit *l, const struct model *m)
{
    size_t at = 0;
    for (size_t i = 0; i < m->len; i++) {
        uint32_t c;
        if (i == m->cursor)
            assert_int_equal(l->cursor, at);
        at += utf8_read(l->text.data + at, l->text.len - at, &c);
        assert_int_equal(c, m->text[i]);
    }
    assert_int_equal(l->text.len, at);
    if (m->cursor == m->len)
        assert_int_equal(l->cursor, at);
    assert_true(m->boundary[m->cursor]);
}

static void random_session(uint64_t seed, bool multiline)
{
    struct rng r;
    rng_init(&r, seed);
    struct model *m = test_calloc(1, sizeof *m);
    struct lineedit l;
    lineedit_init(&l, multiline);
    m->multiline = multiline;
    m->boundary[0] = true;
    for (int step = 0; step < 250; step++) {
        size_t operation = rng_below(&r, OPERATIONS + 10);
        operation = operation >= OPERATIONS || (operation == YANK && m->len > 400) ? INSERT : operation;
        uint32_t typed[6];
        char bytes[sizeof typed];
        size_t count = 1 + rng_below(&r, 6), len = 0;
        for (size_t i = 0; i < count; i++) {
            typed[i] = random_character(&r);
            len += utf8_write(typed[i], bytes + len);
            if (typed[i] == '\n' && !multiline)
                typed[i] = ' ';
        }
        const bool expected = edit_model(m, operation, typed, count);
        if (edit(&l, operation, bytes, len) != expected)
            fail_msg("operation %zu at step %d of seed %u", operation, step, (unsigned)seed);
        assert_agree(&l, m);
    }
    lineedit_finish(&l);
    test_free(m);
}

static void lineedit__agrees_with_a_naive_model__over_random_sessions(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 400; seed++)
        random_session(seed, seed % 2);
}

/* ---- by hand */

static void set_up(struct lineedit *l, bool multiline, const char *text)
{
    lineedit_init(l, multiline);
    lineedit_set(l, text, strlen(text));
}

static void lineedit_backspace__takes_a_whole_cluster(void **state)
{
    (void)state;
    static const char *const clusters[] = {
        "e\u0301",
        "\U0001F468\u200d\U0001F469\u200d\U0001F467",
        "\U0001F1E9\U0001F1EA",
        "\u2764\ufe0f",
        "\u1112\u1161\u11ab",
        "\U0001F44B\U0001F3FD",
        "\u0e01\u0e33",
    };
    for (size_t i = 0; i < sizeof clusters / sizeof clusters[0]; i++) {
        struct lineedit l;
        set_up(&l, false, "x");
        assert_true(lineedit_insert(&l, clusters[i], strlen(clusters[i])));
        assert_true(lineedit_left(&l));
        assert_int_equal(l.cursor, 1);
        assert_true(lineedit_right(&l));
        assert_true(lineedit_backspace(&l));
        assert_string_equal(l.text.data, "x");
        lineedit_finish(&l);
    }
}

static void lineedit_insert__cleans_what_was_pasted(void **state)
{
    (void)state;
    static const char pasted[] = "a\r\nb\rc\td\x1b[0m\x7f\xc2\x9b\xff";
    struct lineedit l;
    set_up(&l, true, "");
    assert_true(lineedit_insert(&l, pasted, sizeof pasted - 1));
    assert_string_equal(l.text.data, "a\nb\nc\td[0m\ufffd");
    lineedit_finish(&l);
    set_up(&l, false, "");
    assert_true(lineedit_insert(&l, pasted, sizeof pasted - 1));
    assert_string_equal(l.text.data, "a b c\td[0m\ufffd");
    assert_false(lineedit_insert(&l, "\x1b", 1));
    lineedit_finish(&l);
}

static void lineedit_set__keeps_controls_and_long_texts__that_were_there(void **state)
{
    (void)state;
    struct lineedit l;
    set_up(&l, true,
           "a\x07"
           "b\r\nc");
    assert_string_equal(l.text.data, "a\x07"
                                     "b\r\nc");
    assert_true(lineedit_up(&l));
    assert_int_equal(l.cursor, 1);
    assert_true(lineedit_end(&l));
    assert_int_equal(l.cursor, 3);
    assert_true(lineedit_down(&l));
    assert_int_equal(l.cursor, 6);
    const size_t len = LINEEDIT_MAX + 5;
    char *large = test_malloc(len);
    memset(large, 'x', len);
    lineedit_set(&l, large, len);
    assert_int_equal(l.text.len, len);
    assert_false(lineedit_insert(&l, "y", 1));
    assert_true(lineedit_kill_to_start(&l));
    assert_int_equal(l.kill.len, len);
    assert_true(lineedit_yank(&l));
    assert_int_equal(l.text.len, len);
    test_free(large);
    lineedit_finish(&l);
}

static void lineedit_insert__refuses_what_passes_the_ceiling__whole(void **state)
{
    (void)state;
    struct lineedit l;
    set_up(&l, false, "ab");
    char *large = test_malloc(LINEEDIT_MAX);
    memset(large, 'x', LINEEDIT_MAX);
    assert_false(lineedit_insert(&l, large, LINEEDIT_MAX - 1));
    assert_string_equal(l.text.data, "ab");
    assert_true(lineedit_insert(&l, large, LINEEDIT_MAX - 2));
    assert_int_equal(l.text.len, LINEEDIT_MAX);
    test_free(large);
    lineedit_finish(&l);
}

static void lineedit_down__comes_back_to_its_column__past_a_short_line(void **state)
{
    (void)state;
    struct lineedit l;
    set_up(&l, true, "e\u0301e\u0301e\u0301e\n\n1234567");
    while (lineedit_up(&l))
        ;
    assert_int_equal(l.cursor, 10);
    lineedit_left(&l);
    assert_true(lineedit_down(&l) && lineedit_down(&l));
    assert_string_equal(l.text.data + l.cursor, "4567");
    assert_false(lineedit_down(&l));
    lineedit_finish(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lineedit__agrees_with_a_naive_model__over_random_sessions),
        cmocka_unit_test(lineedit_backspace__takes_a_whole_cluster),
        cmocka_unit_test(lineedit_insert__cleans_what_was_pasted),
        cmocka_unit_test(lineedit_set__keeps_controls_and_long_texts__that_were_there),
        cmocka_unit_test(lineedit_insert__refuses_what_passes_the_ceiling__whole),
        cmocka_unit_test(lineedit_down__comes_back_to_its_column__past_a_short_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
