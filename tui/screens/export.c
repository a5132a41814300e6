/* Asks for a file and writes the rows of a list to it, marked ones or those that are shown, in their order: a
 * table, or JSON where the name ends so. The text is made in slices. */
#include "forms/export.h"
#include "forms/mem.h"
#include "forms/words.h"
#include "tui/screens/prompt.h"
#include "tui/screens/screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SLICE = 500, WORDS = 120 };

struct export_screen {
    struct screen base;
    char *list;
    size_t *indexes; /* NULL: all records */
    size_t count;
    struct prompt prompt;
    char title[WORDS], help[WORDS]; /* the prompt's */
    bool has_codes;                 /* records of the list may have door codes */
    bool codes;                     /* write them too */
    struct exporting *exporting;    /* while the text is made, ... */
    struct buf text;                /* ... here */
    bool writing;                   /* EFFECT_WRITE is under way */
    size_t hidden, unsaid;
};

static struct export_screen *self(struct screen *s)
{
    return (struct export_screen *)s;
}

/* ---- what is written */

static bool may_have_codes(const struct session *se, const char *list)
{
    struct flat_fields fields = {0};
    bool secret = false;
    wizard_flat_fields(se->wizard, list, &fields);
    for (size_t i = 0; i < fields.count; i++)
        secret = secret || fields.items[i].secret;
    flat_fields_finish(&fields);
    return secret;
}

static void choose_records(struct export_screen *x, struct session *se)
{
    const struct view *v = session_list(se, x->list)->view;
    x->count = view_count(v);
    if (view_mark_count(v) > 0) {
        x->indexes = view_marks(v, &x->count);
    } else if (!view_plain(v)) {
        x->indexes = xcalloc(x->count + 1, sizeof *x->indexes);
        for (size_t row = 0; row < x->count; row++)
            x->indexes[row] = view_index(v, row);
    }
}

static bool ends_in(const char *name, const char *end)
{
    const size_t len = strlen(name), end_len = strlen(end);
    return len >= end_len && strcasecmp(name + len - end_len, end) == 0;
}

static void begin(struct export_screen *x, struct session *se)
{
    const char *path = prompt_text(&x->prompt);
    const struct export_options o = {
        .json = ends_in(path, ".json"), .delimiter = ends_in(path, ".tsv") ? '\t' : ',', .secrets = x->codes};
    x->exporting = exporting_new(se->wizard, doc_root(se->doc), x->list, x->indexes, x->count, &o);
    session_progress(se, "Exporting", 0, x->count, true);
}

static void give_up(struct export_screen *x, struct session *se)
{
    exporting_free(x->exporting);
    x->exporting = NULL;
    buf_finish(&x->text);
    session_progress(se, NULL, 0, 0, false);
}

static bool work(struct screen *s, struct session *se, struct effects *out)
{
    struct export_screen *x = self(s);
    size_t done, all;
    if (!x->exporting)
        return false;
    if (!exporting_step(x->exporting, SLICE, &x->text)) {
        exporting_progress(x->exporting, &done, &all);
        session_progress(se, "Exporting", done, all, true);
        return true;
    }
    x->hidden = exporting_hidden(x->exporting);
    x->unsaid = exporting_unsaid(x->exporting);
    x->writing = !x->text.full;
    if (x->writing)
        effects_add(out, EFFECT_WRITE, prompt_text(&x->prompt), x->text.data);
    else
        session_say(se, SEVERITY_WARNING, "This is too much for one file: mark fewer rows.");
    give_up(x, se);
    return false;
}

/* ---- what is said */

static void describe(struct export_screen *x, const struct session *se)
{
    char key[32] = "", n[WORDS_NUMBER_MAX];
    snprintf(x->title, sizeof x->title, "Export %s %s to a new file", words_number(x->count, n),
             x->count == 1 ? "row" : "rows");
    keymap_label(se->keymap, ACTION_EXPORT_CODES, true, key, sizeof key);
    if (x->has_codes)
        snprintf(x->help, sizeof x->help, ".csv, .tsv or .json. %s: %s %s.",
                 x->codes ? "Door codes too" : "No door codes", key,
                 x->codes ? "leaves them out" : "writes them too");
    else
        snprintf(x->help, sizeof x->help, ".csv, .tsv or .json.");
}

static void say_written(const struct export_screen *x, struct session *se)
{
    char n[WORDS_NUMBER_MAX];
    struct buf words;
    buf_init(&words, BUF_TEXT_MAX);
    buf_printf(&words, "Wrote %s %s%s to %.200s.", words_number(x->count, n), x->count == 1 ? "row" : "rows",
               x->hidden ? " without door codes" : "", prompt_text(&x->prompt));
    if (x->unsaid)
        buf_printf(&words, " %s %s no place in a table; .json has all.", words_number(x->unsaid, n),
                   x->unsaid == 1 ? "value has" : "values have");
    session_say(se, SEVERITY_NOTE, "%s", words.data);
    buf_finish(&words);
}

/* ---- events */

static void on_report(struct export_screen *x, struct session *se, const struct event *ev,
                      struct effects *out)
{
    if (ev->effect != EFFECT_WRITE || !x->writing || ev->state != REPORT_DONE) {
        x->writing = false;
        screen_report(se, ev, out); /* such as a file that is there: the prompt stays, for another name */
        return;
    }
    say_written(x, se);
    effects_add(out, EFFECT_POP, NULL, NULL);
}

static void on_prompt(struct export_screen *x, struct session *se, const struct event *ev, enum action action,
                      struct effects *out)
{
    switch (prompt_update(&x->prompt, ev, action)) {
    case PROMPT_TAKEN:
        if (*prompt_text(&x->prompt))
            begin(x, se);
        else
            session_say(se, SEVERITY_WARNING, "Type the name of a file, or press Esc.");
        break;
    case PROMPT_DROPPED:
        effects_add(out, EFFECT_POP, NULL, NULL);
        break;
    case PROMPT_STAYS:
        break;
    }
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct export_screen *x = self(s);
    if (ev->type == EVENT_REPORT) {
        on_report(x, se, ev, out);
    } else if (x->exporting) {
        if (action == ACTION_APP_BACK || action == ACTION_APP_INTERRUPT) {
            give_up(x, se);
            session_say(se, SEVERITY_NOTE, "Nothing was written.");
        }
    } else if (action == ACTION_EXPORT_CODES && x->has_codes) {
        x->codes = !x->codes;
        describe(x, se);
    } else {
        on_prompt(x, se, ev, action, out);
    }
}

static const char *const *scopes(const struct screen *s, const struct session *se, bool *typing)
{
    static const char *const list[] = {"export", "prompt", "text", "app", NULL};
    (void)s;
    (void)se;
    *typing = true;
    return list;
}

static void draw(const struct screen *s, const struct session *se, struct cells *c)
{
    (void)se;
    prompt_draw(&((const struct export_screen *)s)->prompt, c);
}

static void export_free(struct screen *s)
{
    struct export_screen *x = self(s);
    exporting_free(x->exporting);
    buf_finish(&x->text);
    prompt_finish(&x->prompt);
    free(x->indexes);
    free(x->list);
    free(x);
}

static const struct screen_ops OPS = {.name = "export",
                                      .scopes = scopes,
                                      .update = update,
                                      .draw = draw,
                                      .free = export_free,
                                      .work = work,
                                      .popup = true};

struct screen *export_screen_new(struct session *se, const char *argument)
{
    struct export_screen *x = xcalloc(1, sizeof *x);
    x->base.ops = &OPS;
    x->list = xstrdup(argument);
    x->has_codes = may_have_codes(se, x->list);
    buf_init(&x->text, BUF_BODY_MAX);
    choose_records(x, se);
    describe(x, se);
    char *path = xasprintf("%s-%s.csv", se->name ? se->name : "portal", strrchr(argument, '/') + 1);
    prompt_init(&x->prompt);
    prompt_open(&x->prompt, 0, x->title, x->help, path);
    free(path);
    return &x->base;
}
