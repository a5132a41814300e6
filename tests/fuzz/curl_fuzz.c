/* Any bytes as a curl command that somebody pasted: its words have no end beyond the text; a body or the name
 * of its file is found, or words say why not. */
#include "forms/curl_body.h"
#include "forms/shell_words.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

const struct fuzz_corpus fuzz_corpus = {{"curl"}, ".txt"};

static void read_commands(const char *p, size_t len)
{
    size_t at = 0;
    struct shell_words words;
    struct err e = {0};
    while (at < len) {
        const bool read = shell_words_read(p + at, len - at, 1, &words, &e);
        require(read || (e.code != ERR_NONE && e.line >= 1 && e.text[0]));
        require(!read || (words.end > 0 && words.end <= len - at));
        for (size_t i = 0; i < words.count; i++)
            require(words.items[i].text && words.items[i].text[words.items[i].len] == '\0');
        at = read ? at + words.end : len;
        shell_words_finish(&words);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *p = (const char *)data;
    struct curl_body body;
    struct err e = {0};
    read_commands(p, size);
    const bool found = curl_body_find(p, size, &body, &e);
    require(found ? !body.text != !body.file : e.text[0] != '\0');
    if (found && body.text)
        require(body.text[body.len] == '\0');
    curl_body_finish(&body);
    return 0;
}
