/* Rows of a table into a list: choose the file or paste cells, map columns, look, import. */
#include "forms/mem.h"
#include "tui/screens/frame.h"
#include "tui/screens/importer.h"
#include "tui/screens/words.h"

#include <stdlib.h>
#include <string.h>

#define FILE_TITLE "Import a table"
#define FILE_HELP  "The path of a CSV or TSV file. Or paste cells of a spreadsheet."

static struct importer *self(struct screen *s)
{
    return (struct importer *)s;
}

static const char *const *scopes(const struct screen *s, const struct session *se, bool *typing)
{
    static const char *const choosing[] = {"pick", "text", "move", "app", NULL};
    static const char *const own[] = {"import", "move", "app", NULL};
    const struct importer *im = (const struct importer *)s;
    (void)se;
    *typing = im->prompt.open || im->chooser.open;
    return im->prompt.open ? prompt_scopes() : im->chooser.open ? choosing : own;
}

/* ---- pop-ups */

static void ask_file(struct importer *im)
{
    im->phase = IMPORTER_ASKS;
    prompt_open(&im->prompt, ASKS_FILE, FILE_TITLE, FILE_HELP, im->file);
}

static void answer_prompt(struct importer *im, struct session *se, struct effects *out)
{
    char *text = xstrdup(prompt_text(&im->prompt));
    if (!*text) {
        session_say(se, SEVERITY_WARNING, "Type something, or press Esc.");
        free(text);
        return;
    }
    switch ((enum importer_question)im->prompt.purpose) {
    case ASKS_FILE:
        xreplace(&im->file, text);
        im->phase = IMPORTER_LOADS;
        effects_add(out, EFFECT_READ_TABLE, text, NULL);
        break;
    case ASKS_ENTRY:
        importer_name_entry(im, se, text);
        prompt_close(&im->prompt);
        break;
    case ASKS_BAD_FILE:
        importer_write_bad(im, se, text);
        prompt_close(&im->prompt);
        break;
    }
    free(text);
}

/* More than one cell: what is pasted is a table, and not the path of one. */
static bool is_table(const struct event *ev)
{
    return ev->type == EVENT_PASTE && ev->text &&
           (memchr(ev->text, '\n', ev->len) || memchr(ev->text, '\r', ev->len) ||
            memchr(ev->text, '\t', ev->len));
}

static void take_paste(struct importer *im, struct session *se, const struct event *ev)
{
    session_table(se, ev->text, ev->len);
    xreplace(&im->file, NULL);
    importer_begin(im, se);
}

static void update_prompt(struct importer *im, struct session *se, const struct event *ev, enum action action,
                          struct effects *out)
{
    if (im->prompt.purpose == ASKS_FILE && is_table(ev)) {
        take_paste(im, se, ev);
        return;
    }
    switch (prompt_update(&im->prompt, ev, action)) {
    case PROMPT_TAKEN:
        answer_prompt(im, se, out);
        break;
    case PROMPT_DROPPED:
        if (im->prompt.purpose == ASKS_FILE)
            effects_add(out, EFFECT_POP, NULL, NULL);
        break;
    case PROMPT_STAYS:
        break;
    }
}

static void update_chooser(struct importer *im, struct session *se, const struct event *ev,
                           enum action action)
{
    size_t item = 0;
    switch (chooser_update(&im->chooser, se, ev, action, &item)) {
    case PICKER_TAKE:
    case PICKER_TOGGLE:
        importer_chosen(im, se, item);
        break;
    case PICKER_CLOSE:
        chooser_close(&im->chooser);
        break;
    default:
        break;
    }
}

/* ---- the mapping */

static void run(struct importer *im, struct session *se)
{
    struct err e = {0};
    if (!import_ready(im->import, &e)) {
        session_say_err(se, &e);
        return;
    }
    im->rows = ROWS_NONE;
    im->phase = IMPORTER_APPLIES;
}

static void show_rows(struct importer *im, struct session *se, enum importer_rows rows)
{
    if (rows == ROWS_BAD && import_counts(im->import)->fates[IMPORT_BAD] == 0) {
        session_say(se, SEVERITY_NOTE, "No row is bad.");
        return;
    }
    im->rows = im->rows == rows ? ROWS_NONE : rows;
    im->table = (struct table){.first = 1};
}

static void open_bad_file(struct importer *im, const char *name)
{
    prompt_open(&im->prompt, ASKS_BAD_FILE, "Write the bad rows",
                "A new CSV file: the rows as they are, each with the reason.", name);
}

/* All of them: a file that lacks some would be taken for the whole. */
static void ask_bad_file(struct importer *im, struct session *se)
{
    if (!import_checked(im->import)) {
        session_say(se, SEVERITY_NOTE, "The rows are still being checked.");
        return;
    }
    if (import_counts(im->import)->fates[IMPORT_BAD] == 0) {
        session_say(se, SEVERITY_NOTE, "No row is bad.");
        return;
    }
    char *name = im->file ? xasprintf("%s.bad.csv", im->file) : xstrdup("bad-rows.csv");
    open_bad_file(im, name);
    free(name);
}

/* Where the file cannot be written, its name is asked for again. */
static void report_written(struct importer *im, struct session *se, const struct event *ev)
{
    const size_t bad = import_counts(im->import)->fates[IMPORT_BAD];
    if (ev->state == REPORT_FAILED) {
        session_say_err(se, ev->err);
        open_bad_file(im, im->bad_file);
        return;
    }
    struct buf rows;
    buf_init(&rows, BUF_TEXT_MAX);
    words_of(bad, "bad row", "bad rows", &rows);
    session_say(se, SEVERITY_NOTE, "Wrote %s to %.200s. Mend %s there, then import that file.", rows.data,
                im->bad_file, bad == 1 ? "it" : "them");
    buf_finish(&rows);
}

static void move(struct importer *im, enum action action)
{
    const size_t last = importer_lines(im) - 1, page = im->page ? im->page : 1;
    switch (action) {
    case ACTION_MOVE_UP:
        im->focus -= im->focus > 0;
        break;
    case ACTION_MOVE_DOWN:
        im->focus += im->focus < last;
        break;
    case ACTION_MOVE_PAGE_UP:
        im->focus -= im->focus < page ? im->focus : page;
        break;
    case ACTION_MOVE_PAGE_DOWN:
        im->focus = im->focus + page > last ? last : im->focus + page;
        break;
    case ACTION_MOVE_FIRST:
        im->focus = 0;
        break;
    case ACTION_MOVE_LAST:
        im->focus = last;
        break;
    default:
        break;
    }
}

static void back(struct importer *im, struct session *se, struct effects *out)
{
    if (importer_give_up(im, se, out))
        return;
    if (im->rows != ROWS_NONE)
        im->rows = ROWS_NONE;
    else
        effects_add(out, EFFECT_POP, NULL, NULL);
}

/* Only what leaves the document alone: the rows were judged by it. */
static void common(struct importer *im, struct session *se, enum action action, struct effects *out)
{
    switch (action) {
    case ACTION_APP_HELP:
    case ACTION_APP_REVEAL:
    case ACTION_APP_SAVE:
    case ACTION_APP_QUIT:
        screen_common(&im->base, se, action, out);
        break;
    default:
        break;
    }
}

static void update_mapping(struct importer *im, struct session *se, enum action action, struct effects *out)
{
    switch (action) {
    case ACTION_IMPORT_FIELD:
        importer_choose(im, se);
        break;
    case ACTION_IMPORT_SKIP:
        importer_skip(im, se);
        break;
    case ACTION_MOVE_LEFT:
    case ACTION_MOVE_RIGHT:
        importer_turn(im, se, action == ACTION_MOVE_RIGHT ? 1 : -1);
        break;
    default:
        move(im, action);
        common(im, se, action, out);
    }
}

static void update_ready(struct importer *im, struct session *se, enum action action, struct effects *out)
{
    switch (action) {
    case ACTION_IMPORT_RUN:
        run(im, se);
        break;
    case ACTION_IMPORT_PREVIEW:
        show_rows(im, se, ROWS_ALL);
        break;
    case ACTION_IMPORT_BAD:
        show_rows(im, se, ROWS_BAD);
        break;
    case ACTION_IMPORT_WRITE_BAD:
        ask_bad_file(im, se);
        break;
    default:
        if (im->rows == ROWS_NONE)
            update_mapping(im, se, action, out);
        else if (!importer_rows_update(im, se, action))
            common(im, se, action, out);
    }
}

/* ---- events */

static void report(struct importer *im, struct session *se, const struct event *ev, struct effects *out)
{
    if (ev->effect == EFFECT_READ_TABLE && im->phase == IMPORTER_LOADS) {
        im->phase = IMPORTER_ASKS;
        if (ev->state == REPORT_FAILED)
            importer_say_place(se, ev->err);
        else
            importer_begin(im, se);
    } else if (ev->effect == EFFECT_FIND_MAPPING) {
        if (im->phase != IMPORTER_MAPS || !se->mapping)
            return;
        char *zone = NULL;
        import_recall(im->import, se->mapping, strlen(se->mapping), &zone);
        importer_set_zone(im, se, zone ? zone : se->zones ? se->zones->local : NULL);
        im->remembered = true;
        free(zone);
    } else if (ev->effect == EFFECT_WRITE && im->import) {
        report_written(im, se, ev);
    } else if (ev->effect != EFFECT_KEEP_MAPPING || ev->state == REPORT_FAILED) {
        screen_report(se, ev, out);
    }
}

/* Half of an import must not be saved. */
static void while_working(struct session *se, enum action action)
{
    if (action == ACTION_APP_SAVE || action == ACTION_APP_QUIT)
        session_say(se, SEVERITY_NOTE, "Wait for the end, or press Esc to give it up.");
}

static void on_key(struct importer *im, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    const bool stops = action == ACTION_APP_BACK || action == ACTION_APP_INTERRUPT;
    const bool working = im->phase != IMPORTER_ASKS && im->phase != IMPORTER_MAPS;
    if (working && stops)
        back(im, se, out);
    else if (working)
        while_working(se, action);
    else if (im->prompt.open)
        update_prompt(im, se, ev, action, out);
    else if (im->chooser.open)
        update_chooser(im, se, ev, action);
    else if (stops)
        back(im, se, out);
    else if (im->phase == IMPORTER_MAPS)
        update_ready(im, se, action, out);
}

static void settle(struct importer *im, const struct session *se)
{
    if (im->phase == IMPORTER_ASKS && !im->prompt.open)
        ask_file(im);
    if (!im->import || im->phase == IMPORTER_READS)
        return;
    im->page = importer_page(im, se);
    importer_scroll(im);
    importer_rows_settle(im, se);
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct importer *im = self(s);
    if (ev->type == EVENT_REPORT)
        report(im, se, ev, out);
    else if (ev->type == EVENT_KEY || ev->type == EVENT_PASTE)
        on_key(im, se, ev, action, out);
    settle(im, se);
}

static bool work(struct screen *s, struct session *se, struct effects *out)
{
    const bool more = importer_work(s, se, out);
    settle(self(s), se);
    return more;
}

static void draw(const struct screen *s, const struct session *se, struct cells *c)
{
    importer_draw((const struct importer *)s, se, c);
}

static void import_screen_free(struct screen *s)
{
    struct importer *im = self(s);
    importer_free_import(im);
    chooser_finish(&im->chooser);
    prompt_finish(&im->prompt);
    buf_finish(&im->bad);
    free(im->bad_file);
    free(im->file);
    free(im->list);
    free(im->title);
    free(im);
}

static const struct screen_ops OPS = {.name = "import",
                                      .scopes = scopes,
                                      .update = update,
                                      .draw = draw,
                                      .free = import_screen_free,
                                      .work = work};

struct screen *import_screen_new(struct session *se, const char *argument)
{
    struct importer *im = xcalloc(1, sizeof *im);
    struct buf title;
    im->base.ops = &OPS;
    im->list = xstrdup(argument);
    buf_init(&title, BUF_TEXT_MAX);
    buf_init(&im->bad, BUF_BODY_MAX);
    wizard_label(se->wizard, argument, &title);
    im->title = buf_detach(&title, NULL);
    chooser_init(&im->chooser);
    prompt_init(&im->prompt);
    if (se->table.text)
        importer_begin(im, se);
    else
        ask_file(im);
    return &im->base;
}
