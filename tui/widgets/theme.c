#include "tui/widgets/theme.h"

#include "tui/actions/conf.h"

#include <string.h>

static const struct {
    const char *name;
    char letter;
} styles[STYLE_COUNT] = {
#define STYLE_ROW(id, name, letter) [STYLE_##id] = {name, letter},
    STYLES(STYLE_ROW)
#undef STYLE_ROW
};

static const struct {
    const char *name;
    enum look_attr attr;
} attrs[] = {
    {"bold", LOOK_BOLD},
    {"dim", LOOK_DIM},
    {"reverse", LOOK_REVERSE},
    {"underline", LOOK_UNDERLINE},
};

/* In the order of the terminal's own numbers; "bright-" adds 8. */
static const char *const colors[] = {"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"};
#define BRIGHT "bright-"

#define COUNT(a) (sizeof(a) / sizeof *(a))

const char *style_name(enum style s)
{
    return styles[s].name;
}

char style_letter(enum style s)
{
    return styles[s].letter;
}

static bool read_color(struct span word, short *out)
{
    short base = 0;
    if (span_is(word, "default")) {
        *out = -1;
        return true;
    }
    if (word.len > strlen(BRIGHT) && memcmp(word.at, BRIGHT, strlen(BRIGHT)) == 0) {
        base = 8;
        word = (struct span){word.at + strlen(BRIGHT), word.len - strlen(BRIGHT)};
    }
    for (size_t i = 0; i < COUNT(colors); i++)
        if (span_is(word, colors[i])) {
            *out = (short)(base + (short)i);
            return true;
        }
    return false;
}

static bool read_attr(struct span word, unsigned *out)
{
    for (size_t i = 0; i < COUNT(attrs); i++)
        if (span_is(word, attrs[i].name)) {
            *out |= attrs[i].attr;
            return true;
        }
    return false;
}

static bool read_look(struct look *look, struct span words, size_t line, struct err *e)
{
    *look = (struct look){.fg = -1, .bg = -1};
    short *color = &look->fg;
    struct span word;
    while (span_cut(&words, ' ', &word)) {
        if (!word.len)
            continue;
        if (span_is(word, "on"))
            color = &look->bg;
        else if (!read_attr(word, &look->attrs) && !read_color(word, color))
            return err_set_at(e, ERR_SYNTAX, line, 1, "\"%.*s\" is neither an attribute nor a color.",
                              (int)(word.len < 40 ? word.len : 40), word.at);
    }
    return true;
}

static bool find_style(struct span name, size_t *out)
{
    for (*out = 0; *out < STYLE_COUNT; (*out)++)
        if (span_is(name, styles[*out].name))
            return true;
    return false;
}

bool theme_read(struct theme *t, const char *text, size_t len, struct err *e)
{
    struct theme next;
    for (size_t i = 0; i < STYLE_COUNT; i++)
        next.looks[i] = (struct look){.fg = -1, .bg = -1};
    struct conf conf;
    struct span name, words;
    enum conf_result result;
    conf_init(&conf, text, len);
    while ((result = conf_next(&conf, &name, &words, e)) == CONF_LINE) {
        size_t style;
        if (!find_style(name, &style))
            return err_set_at(e, ERR_SYNTAX, conf.number, 1, "There is no role \"%.*s\".",
                              (int)(name.len < 40 ? name.len : 40), name.at);
        if (!read_look(&next.looks[style], words, conf.number, e))
            return false;
    }
    if (result == CONF_END)
        *t = next;
    return result == CONF_END;
}
