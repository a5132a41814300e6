/* A question that has no harmless default: Enter never answers it. */
#include "forms/mem.h"
#include "forms/safe.h"
#include "tui/screens/editing.h"
#include "tui/screens/place.h"
#include "tui/widgets/popup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { KIND_QUIT, KIND_CLOSE, KIND_CONFLICT, KIND_REMOVED, KIND_FAILED, KIND_EDIT, KIND_COUNT };

struct answer {
    enum action action;
    const char *words;
};

/* One question; the answers end with an action NONE. */
struct question {
    const char *id, *title, *text;
    struct answer answers[6];
};

#define UNSAVED(discard)                                                                                     \
    {                                                                                                        \
        {ACTION_ASK_SAVE, "save first"}, {ACTION_ASK_DISCARD, discard},                                      \
        {                                                                                                    \
            ACTION_APP_BACK, "stay"                                                                          \
        }                                                                                                    \
    }

static const struct question QUESTIONS[KIND_COUNT] = {
    [KIND_QUIT] = {"quit", "Quit", "There are changes that are not saved.", UNSAVED("quit without saving")},
    [KIND_CLOSE] = {"close", "Close", "There are changes that are not saved.",
                    UNSAVED("close without saving")},
    [KIND_CONFLICT] = {"conflict",
                       "Not saved",
                       "The file was changed by somebody else since it was opened.",
                       {{ACTION_ASK_COMPARE, "see the difference"},
                        {ACTION_ASK_RELOAD, "take theirs; you can undo it"},
                        {ACTION_ASK_KEEP, "keep yours, overwrite theirs"},
                        {ACTION_ASK_SAVE, "save yours by another name"},
                        {ACTION_APP_BACK, "leave it for now"}}},
    [KIND_REMOVED] = {"removed",
                      "Not saved",
                      "The file was removed by somebody else since it was opened.",
                      {{ACTION_ASK_KEEP, "save it there again"},
                       {ACTION_ASK_SAVE, "save under another name"},
                       {ACTION_APP_BACK, "leave it for now"}}},
    [KIND_FAILED] = {"failed",
                     "Not saved",
                     "",
                     {{ACTION_ASK_AGAIN, "try again"},
                      {ACTION_ASK_SAVE, "save elsewhere"},
                      {ACTION_APP_BACK, "go on: your work stays open"}}},
    [KIND_EDIT] = {"edit",
                   "Not taken",
                   "The text is no JSON.",
                   {{ACTION_ASK_YES, "edit it again"}, {ACTION_ASK_DISCARD, "drop what was typed"}}},
};

/* Ctrl-C asks although nothing would be lost. */
static const struct question QUIT_SAVED = {
    "quit", "Quit", "Everything is saved.", {{ACTION_ASK_YES, "quit"}, {ACTION_APP_BACK, "stay"}}};

/* While their file is read. */
static const struct question READING = {
    "reading",
    "Taking theirs",
    "Their file is being read. Yours stays until all of it is here, and undo brings it back.",
    {{ACTION_APP_BACK, "give it up"}}};

enum { WORDS = 480 }; /* an err's text and its place */

struct ask {
    struct screen base;
    enum kind kind;
    const struct question *question;
    const char *text;
    char words[WORDS]; /* of text, where it is made up */
    bool waits;        /* for the report of ... */
    enum effect_type effect;
};

static const char *const *scopes(const struct screen *s, const struct session *se, bool *typing)
{
    static const char *const list[] = {"ask", "app", NULL};
    (void)s;
    (void)se;
    *typing = false;
    return list;
}

static void leave(const struct ask *a, struct effects *out)
{
    if (a->kind == KIND_QUIT) {
        effects_add(out, EFFECT_QUIT, NULL, NULL);
    } else {
        effects_add(out, EFFECT_HOME, NULL, NULL);
        effects_add(out, EFFECT_CLOSE, NULL, NULL);
    }
}

/* Asks the world for it, and stays until the report comes. */
static void ask_for(struct ask *a, enum effect_type effect, bool flag, struct effects *out)
{
    a->waits = true;
    a->effect = effect;
    effects_add_flag(out, effect, NULL, NULL, flag);
}

static void save(struct ask *a, const struct session *se, struct effects *out)
{
    if (a->kind == KIND_CONFLICT || a->kind == KIND_REMOVED || a->kind == KIND_FAILED)
        effects_push(out, EFFECT_REPLACE, SCREEN_SAVE_AS, NULL);
    else if (!se->path)
        effects_push(out, EFFECT_REPLACE, SCREEN_SAVE_AS, a->question->id);
    else
        ask_for(a, EFFECT_SAVE, false, out);
}

static void yes(struct ask *a, struct session *se, struct effects *out)
{
    if (a->kind == KIND_EDIT) {
        effects_add(out, EFFECT_POP, NULL, NULL);
        editing_again(se, out);
    } else {
        leave(a, out);
    }
}

static void discard(const struct ask *a, struct session *se, struct effects *out)
{
    if (a->kind == KIND_EDIT) {
        editing_drop(se);
        effects_add(out, EFFECT_POP, NULL, NULL);
    } else {
        leave(a, out);
    }
}

/* The end of what an answer asked for. */
static void reported(const struct ask *a, struct session *se, const struct event *ev, struct effects *out)
{
    if (!a->waits || ev->effect != a->effect)
        return;
    if (ev->state == REPORT_DONE && (a->kind == KIND_QUIT || a->kind == KIND_CLOSE)) {
        leave(a, out);
        return;
    }
    effects_add(out, EFFECT_POP, NULL, NULL);
    screen_report(se, ev, out);
}

static bool is_reading(const struct ask *a, const struct session *se)
{
    return a->waits && a->effect == EFFECT_RELOAD && se->opening;
}

static void give_up(struct ask *a, struct session *se, struct effects *out)
{
    a->waits = false;
    effects_add(out, EFFECT_CANCEL, NULL, NULL);
    effects_add(out, EFFECT_POP, NULL, NULL);
    session_say(se, SEVERITY_NOTE, "Given up: your own work is open as it was.");
}

static bool offered(const struct ask *a, enum action action)
{
    for (const struct answer *p = a->question->answers; p->action != ACTION_NONE; p++)
        if (p->action == action)
            return true;
    return false;
}

static void answer(struct ask *a, struct session *se, enum action action, struct effects *out)
{
    switch (action) {
    case ACTION_ASK_SAVE:
        save(a, se, out);
        break;
    case ACTION_ASK_YES:
        yes(a, se, out);
        break;
    case ACTION_ASK_DISCARD:
        discard(a, se, out);
        break;
    case ACTION_ASK_KEEP:
        ask_for(a, EFFECT_SAVE, true, out);
        break;
    case ACTION_ASK_AGAIN:
        ask_for(a, EFFECT_SAVE, false, out);
        break;
    case ACTION_ASK_RELOAD:
        ask_for(a, EFFECT_RELOAD, false, out);
        break;
    case ACTION_ASK_COMPARE:
        effects_push(out, EFFECT_PUSH, SCREEN_DIFF, NULL);
        break;
    default:
        effects_add(out, EFFECT_POP, NULL, NULL);
        break;
    }
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct ask *a = (struct ask *)s;
    if (ev->type == EVENT_REPORT)
        reported(a, se, ev, out);
    else if (is_reading(a, se) && (action == ACTION_APP_BACK || action == ACTION_APP_INTERRUPT))
        give_up(a, se, out);
    else if (!a->waits && offered(a, action))
        answer(a, se, action, out);
}

static void draw(const struct screen *s, const struct session *se, struct cells *c)
{
    enum { WIDTH = 62, KEY_WIDTH = 6 };
    const struct ask *a = (const struct ask *)s;
    const struct question *q = is_reading(a, se) ? &READING : a->question;
    const char *text = is_reading(a, se) ? READING.text : a->text;
    int width = c->cols < WIDTH + 2 ? c->cols - 2 : WIDTH, inner = width - 4;
    int answers = 0;
    while (q->answers[answers].action != ACTION_NONE)
        answers++;
    const int room = c->rows - (1 + answers + 2),
              text_rows = area_wrap_lines(text, inner, room > 1 ? room : 1);
    struct area in = popup_draw(area_all(c), text_rows + 1 + answers + 2, width, q->title, NULL, NULL);
    area_wrap(in, 0, 1, inner, text_rows, STYLE_NORMAL, text);
    struct area list = area_part(in, text_rows + 1, 2, answers, in.cols - 2);
    area_cursor(list, 0, 0);
    for (int i = 0; i < answers; i++) {
        char key[32] = "";
        keymap_label(se->keymap, q->answers[i].action, false, key, sizeof key);
        area_puts(list, i, 0, STYLE_KEY, key);
        area_puts(list, i, KEY_WIDTH, STYLE_NORMAL, q->answers[i].words);
    }
}

static void ask_free(struct screen *s)
{
    free(s);
}

static const struct screen_ops OPS = {
    .name = "ask", .scopes = scopes, .update = update, .draw = draw, .free = ask_free, .popup = true};

/* Why the text of the editor was not taken. */
static void describe(const struct err *e, char words[WORDS])
{
    if (e->line > 0)
        snprintf(words, WORDS, "Line %zu, column %zu: %s", e->line, e->column, e->text);
    else
        snprintf(words, WORDS, "%s", e->text);
}

/* What saving cannot keep; nothing where all parses. */
static void describe_typed(const struct session *se, char words[WORDS])
{
    size_t len;
    const char *at = se->doc ? doc_half_typed(se->doc, &len) : NULL;
    if (!at)
        return;
    struct buf place;
    char *pointer = xstrndup(at, len);
    buf_init(&place, BUF_TEXT_MAX);
    place_words(se, pointer, &place);
    snprintf(words, WORDS, "%.200s: this JSON is not complete. Saving leaves it out.", place.data);
    buf_finish(&place);
    free(pointer);
}

struct screen *ask_new(struct session *se, const char *argument)
{
    struct ask *a = xcalloc(1, sizeof *a);
    a->base.ops = &OPS;
    while (a->kind < KIND_COUNT - 1 && strcmp(QUESTIONS[a->kind].id, argument) != 0)
        a->kind++;
    a->question = &QUESTIONS[a->kind];
    if (a->kind == KIND_QUIT && !session_unsaved(se))
        a->question = &QUIT_SAVED;
    if (a->kind == KIND_EDIT)
        describe(&se->edit.err, a->words);
    else if (a->kind == KIND_FAILED)
        snprintf(a->words, WORDS, "%s", se->message.text);
    else if (a->kind == KIND_QUIT || a->kind == KIND_CLOSE)
        describe_typed(se, a->words);
    a->text = *a->words              ? a->words
              : se->doc && !se->path ? "No file has this configuration yet."
                                     : a->question->text;
    return &a->base;
}
