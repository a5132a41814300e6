/* Roles, not colours: what a cell means. assets/themes/NAME.conf says how each role looks. No state is shown
 * by colour alone, so a terminal without colours loses nothing. */
#ifndef TUI_WIDGETS_THEME_H
#define TUI_WIDGETS_THEME_H

#include "forms/err.h"

/* X(id, "name", 'letter in dumps') */
#define STYLES(X)                                                                                            \
    X(NORMAL, "normal", '.')                                                                                 \
    X(TITLE, "title", 't')                                                                                   \
    X(SANDBOX, "sandbox", 's')                                                                               \
    X(PRODUCTION, "production", 'P')                                                                         \
    X(RULE, "rule", '-')                                                                                     \
    X(HEADING, "heading", 'h')                                                                               \
    X(LABEL, "label", 'l')                                                                                   \
    X(VALUE, "value", 'v')                                                                                   \
    X(UNSET, "unset", 'u')                                                                                   \
    X(FIELD, "field", 'f')                                                                                   \
    X(FOCUS, "focus", 'F')                                                                                   \
    X(SELECTED, "selected", 'S')                                                                             \
    X(HELP, "help", 'e')                                                                                     \
    X(KEY, "key", 'k')                                                                                       \
    X(HINT, "hint", 'i')                                                                                     \
    X(ERROR, "error", '!')                                                                                   \
    X(WARNING, "warning", 'w')                                                                               \
    X(GOOD, "good", 'g')                                                                                     \
    X(DIM, "dim", 'd')                                                                                       \
    X(MATCH, "match", 'm')                                                                                   \
    X(JSON_NAME, "json.name", 'n')                                                                           \
    X(JSON_STRING, "json.string", 'q')                                                                       \
    X(JSON_NUMBER, "json.number", '#')                                                                       \
    X(JSON_WORD, "json.word", 'b')                                                                           \
    X(JSON_PUNCT, "json.punct", ',')                                                                         \
    X(QR, "qr", 'Q')

enum style {
#define STYLE_ID(id, name, letter) STYLE_##id,
    STYLES(STYLE_ID)
#undef STYLE_ID
        STYLE_COUNT
};

enum look_attr { LOOK_BOLD = 1, LOOK_DIM = 2, LOOK_REVERSE = 4, LOOK_UNDERLINE = 8 };

struct look {
    unsigned attrs;
    short fg, bg; /* 0 to 15, or -1 for the terminal's own */
};

struct theme {
    struct look looks[STYLE_COUNT];
};

/* Lines "role = bold underline red on black"; starts from all-plain. Refused with the line. */
bool theme_read(struct theme *t, const char *text, size_t len, struct err *e);
const char *style_name(enum style s);
char style_letter(enum style s);

#endif
