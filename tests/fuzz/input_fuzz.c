/* Any bytes from a terminal: the same events come out whether they arrive together or one by one; a key is a
 * character, a named key or a control, and a paste holds no CR. Where much text at once is a paste, the
 * pieces decide what comes out, and nothing else changes. */
#include "tests/fuzz/fuzz.h"
#include "tui/term/input.h"

#include <string.h>

const struct fuzz_corpus fuzz_corpus = {{"input", "hostile"}, ".txt"};

struct heard {
    struct buf words;
};

static void hear(void *context, const struct event *ev)
{
    struct heard *h = context;
    if (ev->type == EVENT_PASTE) {
        require(ev->text && !memchr(ev->text, '\r', ev->len));
        buf_add(&h->words, ev->text, ev->len);
        buf_puts(&h->words, "|");
        return;
    }
    char name[40];
    require(ev->type == EVENT_KEY && !(ev->key.mods & ~(unsigned)(MOD_CTRL | MOD_ALT | MOD_SHIFT)));
    require(ev->key.code <= KEYC_F12);
    key_show(ev->key, name, sizeof name);
    require(name[0]);
    buf_printf(&h->words, "%s ", name);
}

static void feed_in_bursts(const char *bytes, size_t size)
{
    struct input in;
    struct heard all;
    input_init(&in);
    in.bursts = true;
    buf_init(&all.words, BUF_BODY_MAX);
    input_feed(&in, bytes, size / 2, hear, &all);
    input_feed(&in, bytes + size / 2, size - size / 2, hear, &all);
    input_flush(&in, hear, &all);
    require(input_waits(&in) == INPUT_NOTHING);
    buf_finish(&all.words);
    input_finish(&in);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    struct input together, apart;
    struct heard one, other;
    input_init(&together);
    input_init(&apart);
    buf_init(&one.words, BUF_BODY_MAX);
    buf_init(&other.words, BUF_BODY_MAX);
    input_feed(&together, bytes, size, hear, &one);
    for (size_t i = 0; i < size; i++)
        input_feed(&apart, bytes + i, 1, hear, &other);
    require(input_waits(&together) == input_waits(&apart));
    input_flush(&together, hear, &one);
    input_flush(&apart, hear, &other);
    require(input_waits(&together) == INPUT_NOTHING);
    require(one.words.len == other.words.len && memcmp(one.words.data, other.words.data, one.words.len) == 0);
    buf_finish(&one.words);
    buf_finish(&other.words);
    input_finish(&together);
    input_finish(&apart);
    feed_in_bursts(bytes, size);
    return 0;
}
