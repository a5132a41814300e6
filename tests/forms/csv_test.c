#include "config.h"

#include "tests/test.h"

#include "forms/csv.h"
#include "forms/mem.h"
#include "forms/utf8.h"
#include "tests/rng.h"

#include <stdlib.h>
#include <string.h>

/* The rows as "a|b/c|d", quoted cells in (). */
static char *read_all(const char *text, size_t len, char delimiter, struct err *e)
{
    struct csv_reader r;
    struct buf out;
    buf_init(&out, BUF_TEXT_MAX);
    csv_reader_init(&r, text, len, delimiter);
    while (csv_read(&r, e)) {
        if (r.row > 1)
            buf_putc(&out, '/');
        for (size_t i = 0; i < r.count; i++) {
            buf_puts(&out, i ? "|" : "");
            buf_puts(&out, r.cells[i].quoted ? "(" : "");
            buf_add(&out, r.cells[i].p, r.cells[i].len);
            buf_puts(&out, r.cells[i].quoted ? ")" : "");
        }
    }
    csv_reader_finish(&r);
    return buf_detach(&out, NULL);
}

static void csv_read__gives_the_cells__of_each_kind_of_row(void **state)
{
    (void)state;
    static const struct {
        const char *text, *rows;
    } cases[] = {
        {"", ""},
        {"a", "a"},
        {"a,b\n", "a|b"},
        {"a,b\r\nc,d\r\n", "a|b/c|d"},
        {"a\rb\r", "a/b"},
        {"\n\na\n\n\nb\n", "a/b"},
        {",\n", "|"},
        {"a,\n,b", "a|/|b"},
        {"\"a\",\"\"\n", "(a)|()"},
        {"\"a,b\",c", "(a,b)|c"},
        {"\"one\ntwo\",c\nd", "(one\ntwo)|c/d"},
        {"\"said \"\"hi\"\"\",\"\"\"\",x", "(said \"hi\")|(\")|x"},
        {"6\" pipe, b \n", "6\" pipe| b "},
        {"a,b,c\nd\n", "a|b|c/d"},
        {"0042,+15550100\n", "0042|+15550100"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err e = {0};
        char *rows = read_all(cases[i].text, strlen(cases[i].text), ',', &e);
        assert_string_equal(rows, cases[i].rows);
        assert_int_equal(e.code, ERR_NONE);
        free(rows);
    }
}

static void csv_read__says_the_place__of_what_cannot_be_understood(void **state)
{
    (void)state;
    static const struct {
        const char *text, *rows;
        size_t line, column;
    } cases[] = {
        {"a,b\nc,\"open\n", "a|b", 2, 3},
        {"\"a\"b\n", "", 1, 4},
        {"x\n\"one\ntwo\"y,z\n", "x", 3, 5},
        {"\xc3\xa9\xc3\xa9,\"a\" ,b", "", 1, 7},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err e = {0};
        char *rows = read_all(cases[i].text, strlen(cases[i].text), ',', &e);
        assert_string_equal(rows, cases[i].rows);
        assert_int_equal(e.code, ERR_SYNTAX);
        assert_int_equal(e.line, cases[i].line);
        assert_int_equal(e.column, cases[i].column);
        free(rows);
    }
}

static void csv_read__refuses__more_cells_and_larger_ones_than_its_limits(void **state)
{
    (void)state;
    char *many = xmalloc(CSV_CELLS_MAX);
    memset(many, ',', CSV_CELLS_MAX);
    struct err e = {0};
    free(read_all(many, CSV_CELLS_MAX - 1, ',', &e));
    assert_int_equal(e.code, ERR_NONE);
    free(read_all(many, CSV_CELLS_MAX, ',', &e));
    assert_int_equal(e.code, ERR_SYNTAX);
    free(many);
    char *large = xmalloc(CSV_CELL_MAX + 1);
    memset(large, 'x', CSV_CELL_MAX + 1);
    struct csv_reader r;
    csv_reader_init(&r, large, CSV_CELL_MAX + 1, ',');
    assert_false(csv_read(&r, &e));
    csv_reader_finish(&r);
    csv_reader_init(&r, large, CSV_CELL_MAX, ',');
    assert_true(csv_read(&r, &e));
    csv_reader_finish(&r);
    free(large);
}

static void csv_read__counts_rows_and_lines__where_cells_hold_line_endings(void **state)
{
    (void)state;
    static const char text[] = "head\n\n\"a\r\nb\nc\",x\r\nlast";
    struct csv_reader r;
    csv_reader_init(&r, text, strlen(text), ',');
    assert_true(csv_read(&r, NULL));
    assert_int_equal(r.line, 1);
    assert_true(csv_read(&r, NULL));
    assert_int_equal(r.row, 2);
    assert_int_equal(r.line, 3);
    assert_int_equal(r.end - r.begin, strlen("\"a\r\nb\nc\",x"));
    assert_true(csv_read(&r, NULL));
    assert_int_equal(r.row, 3);
    assert_int_equal(r.line, 6);
    assert_false(csv_read(&r, NULL));
    csv_reader_finish(&r);
}

/* ---- recognising */

static void csv_recognise__finds_delimiter_and_header__of_what_people_have(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        char delimiter;
        bool header;
    } cases[] = {
        {"", ',', false},
        {"key,name\nr-1,One\nr-2,Two 2\n", ',', false}, /* all of it may be names */
        {"Key,Arrival\nr-1,20.11.2026\n", ',', true},
        {"room_key,name\nroom,One\n", ',', true},
        {"Key;Price\nr-1;120,50\nr-2;99,00\n", ';', true},
        {"Key\tName\tMail\nr-1\tDias, Ana\tana@example.com\nr-2\tB, C\tb@example.com\n", '\t', true},
        {"r-1|a|1\nr-2|b|2\n", '|', false},
        {"Key,Rooms\nr-1,a|b|c\nr-2,d|e|f\n", ',', false},
        {"0042,Ana\n0815,Ben\n", ',', false},
        {"Name,Name\nAna,1\n", ',', false},
        {"Name,PIN,\nAna,0042,x\n", ',', true},
        {"one column\nthe 2nd line\n", ',', false},
        {"room_key,metadata:a@b\nroom,One\n", ',', true},
        {"room_key,a@example.com\nroom,b@example.com\n", ',', false},
        {"sep=;\r\nKey;PIN\r\nr,1\r\n", ';', false},
        {"sep=;\r\nKey;PIN\r\nr;1\r\n", ';', true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct csv_dialect d;
        csv_recognise(cases[i].text, strlen(cases[i].text), &d);
        if (d.delimiter != cases[i].delimiter || d.header != cases[i].header)
            fail_msg("%s: '%c' %d", cases[i].text, d.delimiter, d.header);
        assert_int_equal(d.skip, strncmp(cases[i].text, "sep=", 4) == 0 ? 7 : 0);
    }
}

/* ---- encodings */

static char *decode(const char *p, size_t len, size_t slice, enum csv_encoding *encoding, struct err *e)
{
    char *bytes = xmalloc(len + 1);
    memcpy(bytes, p, len);
    struct csv_decoding *d = csv_decoding_new(bytes, len);
    while (!csv_decoding_step(d, slice))
        ;
    size_t out_len = 0;
    char *text = csv_decoding_finish(d, &out_len, encoding, e);
    if (text)
        assert_int_equal(strlen(text), out_len);
    return text;
}

static void csv_decoding__gives_the_text__of_each_encoding(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
        const char *text;
        enum csv_encoding encoding;
    } cases[] = {
        {"", 0, "", CSV_UTF8},
        {"plain", 5, "plain", CSV_UTF8},
        {"\xef\xbb\xbf\xc3\xa9", 5, "\xc3\xa9", CSV_UTF8},
        {"\xc3\xa9 then \xe9", 9, "\xc3\x83\xc2\xa9 then \xc3\xa9", CSV_WINDOWS_1252},
        {"Jos\xe9 \x80 5, \x93x\x94", 13, "Jos\xc3\xa9 \xe2\x82\xac 5, \xe2\x80\x9cx\xe2\x80\x9d",
         CSV_WINDOWS_1252},
        {"\xff\xfe"
         "a\0\xe9\0",
         6, "a\xc3\xa9", CSV_UTF16LE},
        {"\xfe\xff"
         "\0a\x20\xac",
         6, "a\xe2\x82\xac", CSV_UTF16BE},
        {"a\0,\0b\0\n\0", 8, "a,b\n", CSV_UTF16LE},
        {"\0a\0,\0b\0\n", 8, "a,b\n", CSV_UTF16BE},
        {"\xff\xfe\x3c\xd8\xe0\xdf", 6, "\xf0\x9f\x8f\xa0", CSV_UTF16LE},
        {"caf\xe9", 4, "caf\xc3\xa9", CSV_WINDOWS_1252},
        {"\x93"
         "CAF\xc9\x94",
         6,
         "\xe2\x80\x9c"
         "CAF\xc3\x89\xe2\x80\x9d",
         CSV_WINDOWS_1252},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t slice = 1; slice < 20; slice += 6) {
            struct err e = {0};
            enum csv_encoding encoding;
            char *text = decode(cases[i].bytes, cases[i].len, slice, &encoding, &e);
            assert_non_null(text);
            assert_string_equal(text, cases[i].text);
            assert_int_equal(encoding, cases[i].encoding);
            free(text);
        }
}

static void csv_decoding__refuses__what_is_no_text(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len, line, column;
        const char *words;
    } cases[] = {
        {"a,b\nc,\0", 7, 2, 3, "the code 0"},
        {"\xff\xfe"
         "a\0\n\0\0\0",
         8, 2, 1, "the code 0"},
        {"PK\3\4 \0\0 x", 9, 0, 0, "save it as CSV"},
        {"\xd0\xcf\x11\xe0\xa1\0", 6, 0, 0, "save it as CSV"},
        /* cut off */
        {"\xff\xfe"
         "a\0\n\0b\0\r",
         9, 2, 2, "within a character"},
        {"\xfe\xff"
         "\0a\xd8\x3c",
         6, 1, 2, "within a character"},
        {"a\rJos\xc3", 6, 2, 4, "within a character"},
        {"x\xe2\x80", 3, 1, 2, "within a character"},
        {"\xc3\xa9\xc3\xa8 \xe9", 6, 1, 4, "within a character"},
        /* damaged */
        {"\xff\xfe\x3c\xd8x\0", 6, 1, 1, "no text"},
        {"\xff\xfe\xe0\xdfx\0", 6, 1, 1, "no text"},
        {"\xef\xbb\xbf"
         "a\r\nb\xe9,",
         9, 2, 2, "no text"},
        {"\xc3\xa9\xc3\xa8\n\xe9,", 7, 2, 1, "no text"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t slice = 1; slice < 20; slice += 6) {
            struct err e = {0};
            assert_null(decode(cases[i].bytes, cases[i].len, slice, NULL, &e));
            assert_int_equal(e.code, ERR_SYNTAX);
            assert_int_equal(e.line, cases[i].line);
            assert_int_equal(e.column, cases[i].column);
            if (!strstr(e.text, cases[i].words))
                fail_msg("%zu: %s", i, e.text);
        }
}

static void csv_decoding__takes_damage_for_windows__where_there_is_much_of_it(void **state)
{
    (void)state;
    char bytes[400];
    memset(bytes, 0xE9, sizeof bytes);
    memcpy(bytes, "\xc3\xa9 ", 3);
    struct err e = {0};
    enum csv_encoding encoding;
    char *text = decode(bytes, sizeof bytes, 50, &encoding, &e);
    assert_int_equal(encoding, CSV_WINDOWS_1252);
    assert_int_equal(strlen(text), 2 * (sizeof bytes - 1) + 1);
    free(text);
    csv_decoding_free(NULL);
    csv_decoding_free(csv_decoding_new(xstrdup("given up"), 8));
}

/* ---- there and back */

static const char *const pieces[] = {"a",
                                     "0042",
                                     "=",
                                     "-",
                                     "'",
                                     "\"",
                                     "\n",
                                     "\r\n",
                                     ",",
                                     ";",
                                     "\t",
                                     "|",
                                     " ",
                                     "@",
                                     "+",
                                     "\xc3\xa9",
                                     "\xf0\x9f\x8f\xa0",
                                     "x y"};

static void make_cell(struct rng *r, struct buf *out)
{
    buf_clear(out);
    for (size_t n = rng_below(r, 6); n > 0; n--)
        buf_puts(out, pieces[rng_below(r, sizeof pieces / sizeof *pieces)]);
}

enum { TABLE_ROWS = 6, TABLE_COLUMNS = 5 };

static void csv_write__gives_what_csv_read_reads__over_random_tables(void **state)
{
    (void)state;
    struct rng rng;
    rng_init(&rng, 20261121);
    for (int run = 0; run < 2000; run++) {
        const char delimiter = ",;\t|"[rng_below(&rng, 4)];
        const size_t columns = 1 + rng_below(&rng, TABLE_COLUMNS);
        struct buf cells[TABLE_ROWS][TABLE_COLUMNS], text;
        buf_init(&text, BUF_TEXT_MAX);
        for (size_t i = 0; i < TABLE_ROWS; i++) {
            for (size_t k = 0; k < columns; k++) {
                buf_init(&cells[i][k], BUF_TEXT_MAX);
                make_cell(&rng, &cells[i][k]);
                assert_true(csv_write(&text, cells[i][k].data, cells[i][k].len, delimiter, k == 0));
            }
            csv_write_end(&text);
        }
        struct csv_reader r;
        struct err e = {0};
        csv_reader_init(&r, text.data, text.len, delimiter);
        for (size_t i = 0; i < TABLE_ROWS; i++) {
            assert_true(csv_read(&r, &e));
            assert_int_equal(r.count, columns);
            for (size_t k = 0; k < columns; k++) {
                const char *p = r.cells[k].p;
                size_t len = r.cells[k].len;
                assert_true(len == 0 || !strchr("=+-@\t\r", p[0]));
                csv_plain(&p, &len);
                assert_int_equal(len, cells[i][k].len);
                assert_memory_equal(p, cells[i][k].data, len);
                buf_finish(&cells[i][k]);
            }
        }
        assert_false(csv_read(&r, &e));
        csv_reader_finish(&r);
        buf_finish(&text);
    }
}

static void csv_write__tells_an_empty_text_from_nothing(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text, BUF_TEXT_MAX);
    csv_write(&text, "a", 1, ',', true);
    csv_write(&text, "", 0, ',', false);
    csv_write_nothing(&text, ',', false);
    csv_write_end(&text);
    assert_string_equal(text.data, "a,\"\",\r\n");
    buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_read__gives_the_cells__of_each_kind_of_row),
        cmocka_unit_test(csv_read__says_the_place__of_what_cannot_be_understood),
        cmocka_unit_test(csv_read__refuses__more_cells_and_larger_ones_than_its_limits),
        cmocka_unit_test(csv_read__counts_rows_and_lines__where_cells_hold_line_endings),
        cmocka_unit_test(csv_recognise__finds_delimiter_and_header__of_what_people_have),
        cmocka_unit_test(csv_decoding__gives_the_text__of_each_encoding),
        cmocka_unit_test(csv_decoding__refuses__what_is_no_text),
        cmocka_unit_test(csv_decoding__takes_damage_for_windows__where_there_is_much_of_it),
        cmocka_unit_test(csv_write__gives_what_csv_read_reads__over_random_tables),
        cmocka_unit_test(csv_write__tells_an_empty_text_from_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
