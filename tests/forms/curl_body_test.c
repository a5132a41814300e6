#include "tests/test.h"

#include "forms/curl_body.h"
#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

static void expect_body(const char *text, const char *body)
{
    struct curl_body b;
    struct err e = {0};
    if (!curl_body_find(text, strlen(text), &b, &e))
        fail_msg("%s: %s", text, e.text);
    assert_null(b.file);
    assert_string_equal(b.text, body);
    assert_int_equal(b.len, strlen(body));
    curl_body_finish(&b);
}

static void curl_body_find__takes_the_data__however_it_is_written(void **state)
{
    (void)state;
    static const struct {
        const char *text, *body;
    } cases[] = {
        {"curl -d '{\"a\": 1}' https://example.com\n", "{\"a\": 1}"},
        {"curl https://example.com --data '{}'", "{}"},
        {"curl --json={} u", "{}"},
        {"curl --json '{}' u", "{}"},
        {"curl -d{} u", "{}"},
        {"curl -sSd '{}' u", "{}"},
        {"curl -sSXPOST -d '{}' u", "{}"},
        {"curl -X POST -H 'Authorization: Bearer -d' -d '{}' u", "{}"},
        {"curl -H '-d' --data-raw '@x' u", "@x"},
        {"$ sudo /usr/bin/curl -d {} u", "{}"},
        {"export A=1; cd /x && \\\n curl -d {} u", "{}"},
        {"# with the key\n\ncurl -d {} u # and so on -d 2\n", "{}"},
        {"curl -X POST \\\r\n  -H 'a: b' \\\r\n  --data-binary '{\n \"a\": \"it'\\''s\"\n}'",
         "{\n \"a\": \"it's\"\n}"},
        {"curl -d \"{\\\"a\\\": \\\"\\$5 \\\\\\\\n\\\"}\" u", "{\"a\": \"$5 \\\\n\"}"},
        {"curl -d $'{\"a\": \"it\\'s \\u00e9\\x41\\101\\n\"}' u", "{\"a\": \"it's \xc3\xa9"
                                                                  "AA\n\"}"},
        {"curl u --data-binary @- <<'BODY'\n{\n  \"a\": \"$b\"\n}\nBODY\n", "{\n  \"a\": \"$b\"\n}\n"},
        {"curl u -d @- <<-END | jq .\n\t{}\n\tEND\n", "{}\n"},
        {"curl u -d @- <<END\r\n{}\r\nEND\r\n", "{}\r\n"},
        {"curl -d '' u", ""},
        {"sudo apt install curl\ncurl https://example.com/health\ncurl -d {} u\n", "{}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_body(cases[i].text, cases[i].body);
}

static void curl_body_find__names_the_file(void **state)
{
    (void)state;
    static const char *const texts[] = {"curl -d @a.json u", "curl -sd@a.json u", "curl --json '@a.json' u",
                                        "curl --data-binary=@a.json u"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct curl_body b;
        assert_true(curl_body_find(texts[i], strlen(texts[i]), &b, NULL));
        assert_null(b.text);
        assert_string_equal(b.file, "a.json");
        curl_body_finish(&b);
    }
}

static void curl_body_find__says__what_it_cannot_take(void **state)
{
    (void)state;
    static const struct {
        const char *text, *words;
        size_t line;
    } cases[] = {
        {"", "no curl command", 0},
        {"wget -d {} u\n", "no curl command", 0},
        {"curl https://example.com\n-d {}", "sends no body", 0},
        {"curl -d", "-d has no value", 0},
        {"curl -d {} --json {} u", "in pieces (-d and --json)", 0},
        {"curl --data-urlencode a=b u", "form", 0},
        {"curl -d @- u", "another program", 0},
        {"echo {} | curl -d @- u", "another program", 0},
        {"\ncurl -d \"{\\\"a\\\": \\\"$KEY\\\"}\" u", "Line 2", 2},
        {"curl u -d @- <<END\n$(x)\nEND\n", "only a shell", 1},
        {"curl u -d @- <<END\n{}\n", "\"END\" has no end", 2},
        {"\n\ncurl -d '{}", "Line 3: a quote", 3},
        {"curl -d \"{}", "a quote", 1},
        {"curl -d $'{}\\'", "a quote", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct curl_body b;
        struct err e = {0};
        if (curl_body_find(cases[i].text, strlen(cases[i].text), &b, &e))
            fail_msg("%s: %s", cases[i].text, b.text);
        if (!strstr(e.text, cases[i].words))
            fail_msg("%s: %s", cases[i].text, e.text);
        assert_int_equal(e.line, cases[i].line);
        assert_null(b.text);
        assert_null(b.file);
    }
}

/* Every beginning of a command is taken or refused, and a NUL is a character like others. */
static void curl_body_find__survives__what_is_cut_off(void **state)
{
    (void)state;
    static const char text[] = "a $'\\u00e9\\x4\\0' \"b`\\\n$(c\" 'd'\\''e' \\\n# x\n"
                               "curl -sd @- --json=\"{}\" <<-'E\"ND' ; y\n\t{\0}\nE\"ND\n";
    for (size_t len = 0; len < sizeof text; len++) {
        char *cut = xmalloc(len + 1); /* so that a sanitizer sees what is read behind its end */
        memcpy(cut, text, len);
        struct curl_body b;
        struct err e = {0};
        assert_true(curl_body_find(cut, len, &b, &e) != (e.code != ERR_NONE));
        curl_body_finish(&b);
        free(cut);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(curl_body_find__takes_the_data__however_it_is_written),
        cmocka_unit_test(curl_body_find__names_the_file),
        cmocka_unit_test(curl_body_find__says__what_it_cannot_take),
        cmocka_unit_test(curl_body_find__survives__what_is_cut_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
