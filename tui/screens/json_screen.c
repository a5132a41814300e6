/* The body as JSON, full screen: folded, searched, copied, written to a file. */
#include "forms/diff.h"
#include "forms/mem.h"
#include "forms/path.h"
#include "forms/safe.h"
#include "forms/secrets.h"
#include "tui/screens/control.h"
#include "tui/screens/frame.h"
#include "tui/screens/json_search.h"
#include "tui/screens/prompt.h"
#include "tui/screens/words.h"

#include <stdlib.h>
#include <string.h>

enum purpose { PURPOSE_SEARCH, PURPOSE_SEARCH_BACK, PURPOSE_WRITE };

struct json_screen {
    struct screen base;
    struct jsonpane pane;
    struct prompt prompt;
    struct json_search search;
    char *start;  /* the path to show first, or NULL */
    char *copied; /* what the last copy was of, in words, or NULL */
    bool all_folded;
    bool reveals; /* the question for a file said that hidden values are written, too */
};

static struct json_screen *self(struct screen *s)
{
    return (struct json_screen *)s;
}

/* ---- searching */

/* An empty text searches on for the last one, as in less. */
static void start_search(struct json_screen *j, struct session *se)
{
    bool again = !*prompt_text(&j->prompt);
    if (!again)
        json_search_set(&j->search, &j->pane, prompt_text(&j->prompt));
    j->search.backward = j->prompt.purpose == PURPOSE_SEARCH_BACK;
    json_search_begin(&j->search, &j->pane, se, !j->search.backward, again);
}

/* ---- folding */

static void fold_all(struct json_screen *j)
{
    const char *pointer = jsonpane_pointer(&j->pane);
    char *at = xstrdup(pointer ? pointer : "");
    j->all_folded = !j->all_folded;
    preview_fold_all(j->pane.preview, j->all_folded);
    jsonpane_go(&j->pane, at);
    free(at);
}

/* ---- copying and writing: what is hidden on the screen is hidden there too */

struct redaction {
    const struct wizard *wizard;
    bool reveals;
    struct buf *out;
};

static void add_shown(const struct redaction *r, const struct json *v, int depth);

static void add_indent(struct buf *out, int depth)
{
    buf_putc(out, '\n');
    for (int i = 0; i < depth; i++)
        buf_puts(out, "  ");
}

static void add_member(const struct redaction *r, const struct json *v, int depth)
{
    struct buf scratch;
    size_t len;
    buf_init(&scratch, BUF_TEXT_MAX);
    const char *name = json_name(v, &scratch, &len);
    json_quote(r->out, name, len);
    buf_puts(r->out, ": ");
    bool hidden = wizard_is_secret(r->wizard, name, len) && !r->reveals;
    buf_finish(&scratch);
    if (hidden && !json_is(v, JSON_NULL))
        buf_puts(r->out, "\"****\"");
    else
        add_shown(r, v, depth);
}

static void add_shown(const struct redaction *r, const struct json *v, int depth)
{
    bool object = json_is(v, JSON_OBJECT);
    if ((!object && !json_is(v, JSON_ARRAY)) || v->count == 0) {
        json_write_compact(v, json_to_buf, r->out);
        return;
    }
    buf_putc(r->out, object ? '{' : '[');
    for (size_t i = 0; i < v->count; i++) {
        if (i > 0)
            buf_putc(r->out, ',');
        add_indent(r->out, depth + 1);
        if (object)
            add_member(r, json_item(v, i), depth + 1);
        else
            add_shown(r, json_item(v, i), depth + 1);
    }
    add_indent(r->out, depth);
    buf_putc(r->out, object ? '}' : ']');
}

/* For a clipboard: what it says is the same, in escapes. */
static void add_safe_json(const struct redaction *r, const struct json *v)
{
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    add_shown(&(struct redaction){r->wizard, r->reveals, &text}, v, 0);
    safe_json(text.data, text.len, r->out);
    buf_finish(&text);
}

/* For when the copy is reported: words, or else the path. */
static void note_copied(struct json_screen *j, const char *words, const char *pointer)
{
    struct buf path;
    buf_init(&path, BUF_TEXT_MAX);
    path_show(pointer, &path);
    free(j->copied);
    j->copied = xstrdup(words ? words : path.data);
    buf_finish(&path);
}

/* A string's characters, other values as JSON. Whoever points at one door code and copies it has asked for
 * it; of more than one value it is what the screen shows. Both are said. */
static void copy_value(struct json_screen *j, struct session *se, struct effects *out)
{
    const char *pointer = jsonpane_pointer(&j->pane);
    const struct json *v = pointer ? doc_get(se->doc, pointer) : NULL;
    struct buf text;
    if (!v)
        return;
    buf_init(&text, BUF_BODY_MAX);
    const bool secret = diff_is_secret(se->wizard, pointer), whole = secret || session_reveals(se);
    const size_t inside = secret ? 1 : secrets_in(se->wizard, v);
    note_copied(j, *pointer ? NULL : "the whole body", pointer);
    if (json_is(v, JSON_STRING))
        control_plain(v, &text);
    else
        add_safe_json(&(struct redaction){se->wizard, whole, &text}, v);
    char *about = words_with_codes(inside, whole);
    effects_add(out, EFFECT_COPY, text.data, about);
    free(about);
    buf_finish(&text);
}

static void copy_path(struct json_screen *j, struct effects *out)
{
    const char *pointer = jsonpane_pointer(&j->pane);
    struct buf text;
    if (!pointer)
        return;
    buf_init(&text, BUF_TEXT_MAX);
    path_show(pointer, &text);
    note_copied(j, "the path", pointer);
    effects_add(out, EFFECT_COPY, text.data, NULL);
    buf_finish(&text);
}

static void write_file(struct json_screen *j, struct session *se, struct effects *out)
{
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    if (j->reveals)
        doc_write(se->doc, json_to_buf, &text);
    else {
        add_shown(&(struct redaction){se->wizard, false, &text}, doc_root(se->doc), 0);
        buf_putc(&text, '\n');
    }
    effects_add(out, EFFECT_WRITE, prompt_text(&j->prompt), text.data);
    buf_finish(&text);
}

/* ---- events */

static void ask(struct json_screen *j, const struct session *se, enum purpose purpose)
{
    j->reveals = session_reveals(se);
    if (purpose != PURPOSE_WRITE)
        prompt_open(&j->prompt, (int)purpose,
                    j->search.text ? "Search (empty: the last one again)" : "Search", NULL, NULL);
    else
        prompt_open(&j->prompt, (int)purpose, "Write the JSON to a file",
                    j->reveals ? "A new file. Hidden values are written, too."
                               : "A new file. Hidden values are written as ****.",
                    NULL);
}

static void on_prompt(struct json_screen *j, struct session *se, const struct event *ev, enum action action,
                      struct effects *out)
{
    if (prompt_update(&j->prompt, ev, action) != PROMPT_TAKEN)
        return;
    if (j->prompt.purpose != PURPOSE_WRITE)
        start_search(j, se);
    else if (*prompt_text(&j->prompt))
        write_file(j, se, out);
    prompt_close(&j->prompt);
}

static void go_to_field(struct json_screen *j, struct session *se, struct effects *out)
{
    const char *pointer = jsonpane_pointer(&j->pane);
    if (!pointer)
        return;
    session_goto(se, pointer);
    effects_add(out, EFFECT_POP, NULL, NULL);
}

static bool act(struct json_screen *j, struct session *se, enum action action, struct effects *out)
{
    switch (action) {
    case ACTION_JSON_SEARCH:
        ask(j, se, PURPOSE_SEARCH);
        return true;
    case ACTION_JSON_SEARCH_BACK:
        ask(j, se, PURPOSE_SEARCH_BACK);
        return true;
    case ACTION_JSON_NEXT_MATCH:
        json_search_begin(&j->search, &j->pane, se, !j->search.backward, true);
        return true;
    case ACTION_JSON_PREVIOUS_MATCH:
        json_search_begin(&j->search, &j->pane, se, j->search.backward, true);
        return true;
    case ACTION_JSON_FOLD:
        jsonpane_fold(&j->pane);
        return true;
    case ACTION_JSON_FOLD_ALL:
        fold_all(j);
        return true;
    case ACTION_APP_COPY:
        copy_value(j, se, out);
        return true;
    case ACTION_JSON_COPY_PATH:
        copy_path(j, out);
        return true;
    case ACTION_JSON_WRITE:
        ask(j, se, PURPOSE_WRITE);
        return true;
    case ACTION_JSON_GO:
        go_to_field(j, se, out);
        return true;
    default:
        return jsonview_update(&j->pane.view, j->pane.preview, action);
    }
}

/* Esc gives a search up. Any other key comes after it: what it does never depends on how fast it was pressed.
 */
static void on_key(struct json_screen *j, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    if (screen_is_back(ev, action) && json_search_drop(&j->search, se))
        return;
    while (j->search.active)
        json_search_step(&j->search, &j->pane, se);
    if (j->prompt.open)
        on_prompt(j, se, ev, action, out);
    else if (screen_is_back(ev, action) || action == ACTION_APP_JSON)
        effects_add(out, EFFECT_POP, NULL, NULL);
    else if (!act(j, se, action, out))
        screen_common(&j->base, se, action, out);
}

/* Undo leaves a path: it is shown here. */
static void take_goto(struct json_screen *j, struct session *se)
{
    if (se->goto_pointer)
        jsonpane_go(&j->pane, se->goto_pointer);
    session_goto(se, NULL);
}

static void on_report(const struct json_screen *j, struct session *se, const struct event *ev,
                      struct effects *out)
{
    if (ev->effect == EFFECT_COPY && ev->state == REPORT_DONE && j->copied)
        session_say(se, SEVERITY_NOTE, "%s: %s", j->copied, se->copied);
    else
        screen_report(se, ev, out);
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct json_screen *j = self(s);
    int rows = frame_body_rows(&(struct frame){0}, se) - 1;
    uint64_t before = doc_revision(se->doc);
    if (ev->type == EVENT_SHOWN) {
        jsonpane_sync(&j->pane, se, rows);
        if (j->start)
            jsonpane_go(&j->pane, j->start);
        free(j->start);
        j->start = NULL;
    }
    if (ev->type == EVENT_KEY || ev->type == EVENT_PASTE)
        on_key(j, se, ev, action, out);
    if (ev->type == EVENT_REPORT)
        on_report(j, se, ev, out);
    jsonpane_sync(&j->pane, se, rows);
    jsonpane_count(&j->pane, se);
    if (doc_revision(se->doc) != before)
        take_goto(j, se);
}

static bool work(struct screen *s, struct session *se, struct effects *out)
{
    struct json_screen *j = self(s);
    (void)out;
    return j->search.active && json_search_step(&j->search, &j->pane, se);
}

static const char *const *scopes(const struct screen *s, const struct session *se, bool *typing)
{
    static const char *const list[] = {"json", "move", "app", NULL};
    const struct json_screen *j = (const struct json_screen *)s;
    (void)se;
    *typing = j->prompt.open;
    return j->prompt.open ? prompt_scopes() : list;
}

/* ---- drawing */

static void words_of_line(const struct json_screen *j, struct buf *out)
{
    const char *pointer = jsonpane_pointer(&j->pane);
    if (pointer && *pointer)
        path_show(pointer, out);
    if (j->search.text && *j->search.text)
        buf_printf(out, "   /%s", j->search.text);
}

static void draw_heading(const struct json_screen *j, const struct session *se, struct area a)
{
    struct buf words;
    buf_init(&words, BUF_TEXT_MAX);
    jsonpane_status(&j->pane, se, &words);
    size_t size = words.len;
    buf_puts(&words, ", ");
    words_of(preview_lines(j->pane.preview), "line", "lines", &words);
    if (safe_width(words.data, words.len) > a.cols - (int)strlen(" JSON  "))
        buf_truncate(&words, size);
    area_puts(a, 0, 1, STYLE_HEADING, "JSON");
    area_puts_right(a, 0, a.cols - 1, STYLE_DIM, words.data);
    buf_finish(&words);
}

static void draw(const struct screen *s, const struct session *se, struct cells *c)
{
    static const enum action hints[] = {ACTION_JSON_SEARCH,   ACTION_APP_BACK,        ACTION_APP_HELP,
                                        ACTION_JSON_FOLD,     ACTION_JSON_NEXT_MATCH, ACTION_JSON_GO,
                                        ACTION_JSON_FOLD_ALL, ACTION_APP_COPY,        ACTION_JSON_COPY_PATH,
                                        ACTION_JSON_REVEAL,   ACTION_JSON_WRITE,      ACTION_APP_REVIEW,
                                        ACTION_NONE};
    static const enum action asking[] = {ACTION_PROMPT_ACCEPT, ACTION_APP_BACK, ACTION_NONE};
    const struct json_screen *j = (const struct json_screen *)s;
    struct buf where;
    buf_init(&where, BUF_TEXT_MAX);
    words_of_line(j, &where);
    struct area body = frame_draw(&(struct frame){.where = where.data,
                                                  .hints = j->prompt.open ? asking : hints,
                                                  .typing = j->prompt.open},
                                  se, c);
    if (body.rows > 1) {
        draw_heading(j, se, area_part(body, 0, 0, 1, body.cols));
        jsonpane_draw(&j->pane, se, area_part(body, 1, 0, body.rows - 1, body.cols), !j->prompt.open);
    }
    if (j->prompt.open)
        prompt_draw(&j->prompt, c);
    buf_finish(&where);
}

static void json_screen_free(struct screen *s)
{
    struct json_screen *j = self(s);
    json_search_finish(&j->search);
    free(j->start);
    free(j->copied);
    prompt_finish(&j->prompt);
    jsonpane_finish(&j->pane);
    free(j);
}

static char *focus(const struct screen *s, const struct session *se)
{
    const char *at = jsonpane_pointer(&((const struct json_screen *)s)->pane);
    (void)se;
    return at ? xstrdup(at) : NULL;
}

/* It ticks so that what is revealed hides again by itself. */
static const struct screen_ops OPS = {.name = "json",
                                      .scopes = scopes,
                                      .update = update,
                                      .draw = draw,
                                      .free = json_screen_free,
                                      .focus = focus,
                                      .work = work,
                                      .ticks = true};

struct screen *json_new(struct session *se, const char *argument)
{
    struct json_screen *j = xcalloc(1, sizeof *j);
    (void)se;
    j->base.ops = &OPS;
    prompt_init(&j->prompt);
    j->start = argument ? xstrdup(argument) : NULL;
    return &j->base;
}
