/* A key as the operator pressed it, apart from what it does (action.h). */
#ifndef TUI_ACTIONS_KEY_H
#define TUI_ACTIONS_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum key_mods { MOD_CTRL = 1, MOD_ALT = 2, MOD_SHIFT = 4 };

/* Codes above Unicode for keys without a character. */
enum key_code {
    KEYC_BASE = 0x110000,
    KEYC_UP,
    KEYC_DOWN,
    KEYC_LEFT,
    KEYC_RIGHT,
    KEYC_HOME,
    KEYC_END,
    KEYC_PAGE_UP,
    KEYC_PAGE_DOWN,
    KEYC_INSERT,
    KEYC_DELETE,
    KEYC_BACKSPACE,
    KEYC_TAB,
    KEYC_ENTER,
    KEYC_ESCAPE,
    KEYC_F1,
    KEYC_F12 = KEYC_F1 + 11,
};

/* Letters with Ctrl or Alt have the lower-case letter as code (so Caps Lock changes nothing); Ctrl-Space has
 * ' '. Shift counts only where it arrives apart from the character (arrows, Tab, F-keys). */
struct key {
    uint32_t code;
    unsigned mods;
};

bool key_same(struct key a, struct key b);
/* A character that text fields take as text. */
bool key_is_text(struct key k);
/* "Ctrl-S", "Alt-Enter", "F2", "Shift-Tab", "?", "Space", "Del": the form of keys.conf and of hints. */
void key_show(struct key k, char *out, size_t size);
/* Reads that form; false for what is not one. "^S" and "M-x" are understood too. "Comma" and "Hash" are
 * the two characters that mean something else in a key file. */
bool key_parse(const char *name, size_t len, struct key *out);
/* Reaches a program in a plain terminal, as a key of its own; if not, *why says what it is instead. */
bool key_arrives(struct key k, const char **why);

#endif
