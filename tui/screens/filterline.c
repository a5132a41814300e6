#include "tui/screens/filterline.h"

#include "forms/match.h"

#include <string.h>

void filterline_init(struct filterline *f)
{
    f->typing = false;
    textfield_init(&f->field, false);
}

void filterline_finish(struct filterline *f)
{
    textfield_finish(&f->field);
}

void filterline_start(struct filterline *f)
{
    f->typing = true;
}

void filterline_set(struct filterline *f, const char *text)
{
    textfield_set(&f->field, text, strlen(text));
}

const char *filterline_text(const struct filterline *f)
{
    return f->field.line.text.data;
}

bool filterline_passes(const struct filterline *f, const char *const *texts, size_t count)
{
    const struct buf *words = &f->field.line.text;
    if (words->len == 0)
        return true;
    for (size_t i = 0; i < count; i++)
        if (texts[i] && text_matches(texts[i], strlen(texts[i]), words->data, words->len))
            return true;
    return false;
}

const char *const *filterline_scopes(void)
{
    static const char *const scopes[] = {"prompt", "text", "move", "app", NULL};
    return scopes;
}

static bool clear(struct filterline *f, bool *changed)
{
    bool was = f->typing || f->field.line.text.len > 0;
    *changed = f->field.line.text.len > 0;
    f->typing = false;
    filterline_set(f, "");
    return was;
}

bool filterline_update(struct filterline *f, const struct event *ev, enum action action, bool *changed)
{
    *changed = false;
    if (action == ACTION_APP_BACK)
        return clear(f, changed);
    if (!f->typing)
        return false;
    if (action == ACTION_PROMPT_ACCEPT) {
        f->typing = false;
        return true;
    }
    enum textfield_result r = textfield_update(&f->field, ev, action);
    *changed = r == TEXTFIELD_CHANGED;
    return r != TEXTFIELD_IGNORED;
}

void filterline_draw(const struct filterline *f, struct area a, int row, int col, int width)
{
    if (!f->typing && f->field.line.text.len == 0)
        return;
    col = area_puts(a, row, col, STYLE_KEY, "/ ");
    textfield_draw_line(&f->field, a, row, col, width - 2, f->typing ? STYLE_FIELD : STYLE_MATCH, f->typing);
}
