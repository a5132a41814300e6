/* Every command that works on the screen below, with its keys: made from the table of actions. Above them the
 * field that had the focus is explained in full. */
#include "forms/mem.h"
#include "tui/screens/commands.h"
#include "tui/screens/filterline.h"
#include "tui/screens/frame.h"
#include "tui/screens/screen.h"
#include "tui/widgets/listing.h"
#include "tui/widgets/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct help {
    struct screen base;
    struct commands commands;
    struct filterline filter; /* always typing */
    enum action *shown;
    size_t shown_count;
    size_t focus; /* of shown */
    struct sheet topic;
};

static void run_filter(struct help *h, const struct session *se)
{
    struct buf keys;
    buf_init(&keys, BUF_TEXT_MAX);
    h->shown_count = 0;
    for (size_t i = 0; i < h->commands.count; i++) {
        enum action a = h->commands.items[i];
        buf_clear(&keys);
        commands_keys(se->keymap, a, SIZE_MAX, &keys);
        const char *texts[] = {action_help(a), action_hint(a), action_name(a), keys.data};
        if (filterline_passes(&h->filter, texts, sizeof texts / sizeof *texts))
            h->shown[h->shown_count++] = a;
    }
    buf_finish(&keys);
    h->focus = 0;
}

/* ---- drawing */

/* A heading stands over the first command of its scope. */
static bool has_heading(const struct help *h, size_t i)
{
    return i == 0 || strcmp(commands_heading(h->shown[i]), commands_heading(h->shown[i - 1])) != 0;
}

static void draw_command(const struct session *se, enum action a, bool focus, struct area area, int row)
{
    int keys_width = area.cols >= 80 ? 22 : 14;
    enum style s = focus ? STYLE_FOCUS : STYLE_NORMAL;
    struct buf keys;
    buf_init(&keys, BUF_TEXT_MAX);
    commands_keys(se->keymap, a, area.cols >= 80 ? 3 : 2, &keys);
    if (focus) {
        area_fill(area_part(area, row, 0, 1, area.cols), s);
        area_puts(area, row, 1, s, ">");
    }
    area_text_cut(area, row, 3, keys_width, focus ? s : STYLE_KEY, keys.data, keys.len);
    const char *help = action_help(a);
    area_text_cut(area, row, 4 + keys_width, area.cols - keys_width - 5, s, help, strlen(help));
    buf_finish(&keys);
}

/* Rows of commands and headings above the command at index. */
static int rows_before(const struct help *h, size_t index)
{
    int rows = 0;
    for (size_t i = 0; i < index; i++)
        rows += 1 + has_heading(h, i);
    return rows;
}

static void draw_list(const struct help *h, const struct session *se, struct area a)
{
    int total = rows_before(h, h->shown_count);
    int at = h->shown_count ? rows_before(h, h->focus) + has_heading(h, h->focus) : 0;
    int row = -(int)listing_top((size_t)at, (size_t)total, (size_t)a.rows);
    for (size_t i = 0; i < h->shown_count; i++) {
        if (has_heading(h, i))
            area_puts(a, row++, 1, STYLE_HEADING, commands_heading(h->shown[i]));
        draw_command(se, h->shown[i], i == h->focus, a, row++);
    }
    if (h->shown_count == 0)
        area_puts(a, 0, 3, STYLE_DIM, "No command holds this text.");
}

/* What stands around the list: below it the command in focus, in full and with its name for keys.conf. */
static struct frame frame_of(const struct help *h)
{
    static const enum action hints[] = {ACTION_PROMPT_ACCEPT, ACTION_APP_BACK, ACTION_NONE};
    bool any = h->focus < h->shown_count;
    return (struct frame){
        .title = "Help",
        .help = any ? action_help(h->shown[h->focus]) : "Type to search, or press Esc.",
        .where = any ? action_name(h->shown[h->focus]) : NULL,
        .hints = hints,
        .typing = true,
    };
}

/* The topic leaves room for the filter and a few commands; at first, for one: it is what was asked about. */
static int topic_rows(const struct help *h, int rows, int cols)
{
    const bool fresh = h->focus == 0 && !*filterline_text(&h->filter);
    const int least = fresh ? 2 : 4;
    int all = sheet_rows(&h->topic, cols), room = rows > least ? rows - least : 0;
    return all < room ? all : room;
}

static void draw(const struct screen *s, const struct session *se, struct cells *c)
{
    const struct help *h = (const struct help *)s;
    struct frame f = frame_of(h);
    struct area body = frame_draw(&f, se, c);
    if (body.rows < 2)
        return;
    int topic = topic_rows(h, body.rows, body.cols);
    sheet_draw(&h->topic, area_part(body, 0, 0, topic, body.cols), 0);
    struct area rest = area_part(body, topic, 0, body.rows - topic, body.cols);
    draw_list(h, se, area_part(rest, 1, 0, rest.rows - 1, rest.cols));
    char words[48];
    snprintf(words, sizeof words, "%zu of %zu", h->shown_count, h->commands.count);
    int end = area_puts_right(rest, 0, rest.cols - 1, STYLE_DIM, words);
    if (!*filterline_text(&h->filter))
        area_puts(rest, 0, 4, STYLE_DIM, "type to search");
    filterline_draw(&h->filter, rest, 0, 1, end - 3);
}

/* ---- events */

static const char *const *scopes(const struct screen *s, const struct session *se, bool *typing)
{
    (void)s;
    (void)se;
    *typing = true;
    return filterline_scopes();
}

static void run(const struct help *h, struct effects *out)
{
    effects_add(out, EFFECT_POP, NULL, NULL);
    if (h->focus < h->shown_count)
        effects_add(out, EFFECT_ACTION, action_name(h->shown[h->focus]), NULL);
}

static void key(struct help *h, struct session *se, const struct event *ev, enum action action,
                struct effects *out)
{
    bool changed = false;
    struct frame f = frame_of(h);
    int rows = frame_body_rows(&f, se), page = rows - topic_rows(h, rows, se->cols) - 2;
    if (listing_move(&h->focus, action, h->shown_count, page > 1 ? (size_t)page : 1))
        return;
    switch (action) {
    case ACTION_PROMPT_ACCEPT:
        run(h, out);
        return;
    case ACTION_APP_BACK:
    case ACTION_APP_HELP:
    case ACTION_APP_INTERRUPT:
        effects_add(out, EFFECT_POP, NULL, NULL);
        return;
    default:
        filterline_update(&h->filter, ev, action, &changed);
        if (changed)
            run_filter(h, se);
    }
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct help *h = (struct help *)s;
    if (ev->type == EVENT_REPORT)
        screen_report(se, ev, out);
    else if (ev->type == EVENT_KEY || ev->type == EVENT_PASTE)
        key(h, se, ev, action, out);
}

static void help_free(struct screen *s)
{
    struct help *h = (struct help *)s;
    commands_finish(&h->commands);
    filterline_finish(&h->filter);
    sheet_finish(&h->topic);
    free(h->shown);
    free(h);
}

static const struct screen_ops OPS = {
    .name = "help", .scopes = scopes, .update = update, .draw = draw, .free = help_free};

/* The lines of the argument behind the scopes: what it is about, and what is to be said of it. */
static void set_topic(struct help *h, const char *argument)
{
    enum style style = STYLE_HEADING;
    sheet_init(&h->topic, 0);
    const char *at = argument ? strchr(argument, '\n') : NULL;
    while (at) {
        const char *line = at + 1;
        at = strchr(line, '\n');
        size_t len = at ? (size_t)(at - line) : strlen(line);
        sheet_wordsf(&h->topic, 0, style, "%.*s", (int)len, line);
        style = STYLE_NORMAL;
    }
    if (h->topic.count)
        sheet_words(&h->topic, 0, STYLE_NORMAL, "");
}

struct screen *help_new(struct session *se, const char *argument)
{
    struct help *h = xcalloc(1, sizeof *h);
    h->base.ops = &OPS;
    commands_init(&h->commands, argument, true);
    set_topic(h, argument);
    filterline_init(&h->filter);
    filterline_start(&h->filter);
    h->shown = xcalloc(h->commands.count, sizeof *h->shown);
    run_filter(h, se);
    return &h->base;
}
