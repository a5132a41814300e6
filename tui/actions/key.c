#include "config.h"

#include "tui/actions/key.h"

#include "forms/buf.h"
#include "forms/utf8.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* The first name of a code is the one that is shown. Comma and Hash have names because a key file
 * separates keys with the one and begins comments with the other. */
static const struct {
    const char *name;
    uint32_t code;
} names[] = {
    {"Up", KEYC_UP},
    {"Down", KEYC_DOWN},
    {"Left", KEYC_LEFT},
    {"Right", KEYC_RIGHT},
    {"Home", KEYC_HOME},
    {"End", KEYC_END},
    {"PgUp", KEYC_PAGE_UP},
    {"PageUp", KEYC_PAGE_UP},
    {"PgDn", KEYC_PAGE_DOWN},
    {"PageDown", KEYC_PAGE_DOWN},
    {"Ins", KEYC_INSERT},
    {"Insert", KEYC_INSERT},
    {"Del", KEYC_DELETE},
    {"Delete", KEYC_DELETE},
    {"Backspace", KEYC_BACKSPACE},
    {"Tab", KEYC_TAB},
    {"Enter", KEYC_ENTER},
    {"Return", KEYC_ENTER},
    {"Esc", KEYC_ESCAPE},
    {"Escape", KEYC_ESCAPE},
    {"Space", ' '},
    {"Comma", ','},
    {"Hash", '#'},
};

static const struct {
    const char *name;
    unsigned mod;
} prefixes[] = {
    {"Ctrl-", MOD_CTRL}, {"Alt-", MOD_ALT}, {"Shift-", MOD_SHIFT}, {"C-", MOD_CTRL},
    {"M-", MOD_ALT},     {"S-", MOD_SHIFT}, {"^", MOD_CTRL},
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

bool key_same(struct key a, struct key b)
{
    return a.code == b.code && a.mods == b.mods;
}

bool key_is_text(struct key k)
{
    return !k.mods && k.code >= ' ' && k.code < KEYC_BASE && !(k.code >= 0x7F && k.code < 0xA0) &&
           !(k.code >= 0xD800 && k.code < 0xE000);
}

static bool is_lower(uint32_t c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_upper(uint32_t c)
{
    return c >= 'A' && c <= 'Z';
}

void key_show(struct key k, char *out, size_t size)
{
    struct buf b;
    buf_init(&b, 64);
    for (size_t i = 0; i < COUNT(prefixes); i++)
        if (k.mods & prefixes[i].mod) {
            buf_puts(&b, prefixes[i].name);
            k.mods &= ~prefixes[i].mod;
            k.code = is_lower(k.code) ? k.code - 'a' + 'A' : k.code;
        }
    size_t i = 0;
    while (i < COUNT(names) && names[i].code != k.code)
        i++;
    if (i < COUNT(names))
        buf_puts(&b, names[i].name);
    else if (k.code >= KEYC_F1 && k.code <= KEYC_F12)
        buf_printf(&b, "F%u", (unsigned)(k.code - KEYC_F1 + 1));
    else
        buf_put_utf8(&b, k.code);
    snprintf(out, size, "%s", b.data);
    buf_finish(&b);
}

/* One character of UTF-8 and nothing after it. */
static bool parse_character(const char *name, size_t len, uint32_t *code)
{
    return utf8_read(name, len, code) == len && key_is_text((struct key){.code = *code});
}

static bool parse_code(const char *name, size_t len, uint32_t *code)
{
    for (size_t i = 0; i < COUNT(names); i++)
        if (strlen(names[i].name) == len && strncasecmp(names[i].name, name, len) == 0) {
            *code = names[i].code;
            return true;
        }
    if ((len == 2 || len == 3) && (name[0] == 'F' || name[0] == 'f')) {
        uint32_t number = 0;
        for (size_t i = 1; i < len; i++) {
            if (name[i] < '0' || name[i] > '9')
                return false;
            number = 10 * number + (uint32_t)(name[i] - '0');
        }
        *code = KEYC_F1 + number - 1;
        return name[1] != '0' && number <= 12;
    }
    return parse_character(name, len, code);
}

/* The bytes of the prefix that a name begins with, and its modifier; 0 for none. */
static size_t parse_prefix(const char *name, size_t len, unsigned *mod)
{
    for (size_t i = 0; i < COUNT(prefixes); i++) {
        const size_t n = strlen(prefixes[i].name);
        if (len > n && strncasecmp(prefixes[i].name, name, n) == 0) {
            *mod = prefixes[i].mod;
            return n;
        }
    }
    return 0;
}

bool key_parse(const char *name, size_t len, struct key *out)
{
    struct key k = {0};
    size_t taken;
    for (unsigned mod; (taken = parse_prefix(name, len, &mod)); name += taken, len -= taken)
        k.mods |= mod;
    if (!len || !parse_code(name, len, &k.code))
        return false;
    if (k.mods & (MOD_CTRL | MOD_ALT) && is_upper(k.code))
        k.code += 'a' - 'A';
    if (k.mods & MOD_CTRL && k.code == '@')
        k.code = ' ';
    *out = k;
    return true;
}

/* Keys that a terminal sends as something else, or keeps for itself. code 0: every character. */
static const struct {
    unsigned mods; /* all of them pressed */
    uint32_t code;
    const char *why;
} lost[] = {
    {MOD_CTRL, 'h', "a terminal sends Backspace for it"},
    {MOD_CTRL, 'i', "a terminal sends Tab for it"},
    {MOD_CTRL, 'j', "a terminal sends Enter for it"},
    {MOD_CTRL, 'm', "a terminal sends Enter for it"},
    {MOD_CTRL, '[', "a terminal sends Esc for it"},
    {MOD_CTRL, '/', "most terminals send Ctrl-_ for it"},
    {MOD_CTRL, KEYC_TAB, "a terminal sends Tab for it, or keeps it"},
    {MOD_CTRL, KEYC_ENTER, "a terminal sends Enter for it"},
    {MOD_CTRL, KEYC_ESCAPE, "a terminal sends Esc for it"},
    {MOD_CTRL, KEYC_BACKSPACE, "a terminal sends Backspace for it"},
    {MOD_SHIFT, KEYC_ENTER, "a terminal sends Enter for it"},
    {MOD_SHIFT, KEYC_ESCAPE, "a terminal sends Esc for it"},
    {MOD_SHIFT, KEYC_BACKSPACE, "a terminal sends Backspace for it"},
    {MOD_SHIFT, KEYC_INSERT, "terminals paste with it"},
    {MOD_SHIFT, KEYC_PAGE_UP, "terminals scroll with it"},
    {MOD_SHIFT, KEYC_PAGE_DOWN, "terminals scroll with it"},
    {MOD_SHIFT, 0, "Shift makes another character: write that character"},
    {MOD_ALT, '[', "what arrow keys send begins with it"},
    {MOD_ALT, KEYC_TAB, "desktops keep it for themselves"},
    {MOD_ALT, KEYC_ESCAPE, "desktops keep it for themselves"},
};

/* Ctrl with it is one of the control characters that no other key sends. */
static bool has_control(uint32_t c)
{
    return is_lower(c) || c == ' ' || (c >= '\\' && c <= '_');
}

bool key_arrives(struct key k, const char **why)
{
    for (size_t i = 0; i < COUNT(lost); i++)
        if ((k.mods & lost[i].mods) == lost[i].mods &&
            (lost[i].code ? lost[i].code == k.code : k.code < KEYC_BASE)) {
            *why = lost[i].why;
            return false;
        }
    if (k.mods & MOD_CTRL && k.code < KEYC_BASE && !has_control(k.code)) {
        *why = "Ctrl makes a key of its own only with a letter, Space, \\, ], ^ and _";
        return false;
    }
    return true;
}
