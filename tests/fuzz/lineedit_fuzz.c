/* Bytes as keys of a line editor: small ones are commands, the rest is typed. The text stays valid UTF-8, the
 * cursor at a boundary. */
#include "forms/lineedit.h"
#include "forms/safe.h"
#include "tests/fuzz/fuzz.h"

const struct fuzz_corpus fuzz_corpus = {{"hostile"}, ".txt"};

static bool (*const commands[])(struct lineedit *) = {
    lineedit_left,       lineedit_right,          lineedit_word_left,
    lineedit_word_right, lineedit_home,           lineedit_end,
    lineedit_up,         lineedit_down,           lineedit_backspace,
    lineedit_delete,     lineedit_kill_to_end,    lineedit_kill_to_start,
    lineedit_kill_word,  lineedit_kill_word_back, lineedit_yank,
};
#define COMMANDS (sizeof commands / sizeof *commands)

static void require_sound(const struct lineedit *l)
{
    size_t at = 0;
    require(utf8_valid(l->text.data, l->text.len, NULL) && l->cursor <= l->text.len);
    while (at < l->cursor)
        at = cluster_next(l->text.data, l->text.len, at);
    require(at == l->cursor);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lineedit l;
    lineedit_init(&l, size % 2);
    lineedit_set(&l, (const char *)data, size / 2);
    require_sound(&l);
    for (size_t at = size / 2, run; at < size; at += run) {
        for (run = 0; at + run < size && data[at + run] >= COMMANDS; run++)
            ;
        if (run) {
            lineedit_insert(&l, (const char *)data + at, run);
        } else {
            commands[data[at]](&l);
            run = 1;
        }
        if (l.text.len > 10000)
            break;
        require_sound(&l);
    }
    lineedit_finish(&l);
    return 0;
}
