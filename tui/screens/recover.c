/* Work that was not saved when its program ended: opened again where the operator was, compared with the
 * saved file, or discarded. Esc answers nothing, and nothing is lost by it. */
#include "tui/screens/screen.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "forms/times.h"
#include "forms/words.h"
#include "tui/actions/clock.h"
#include "tui/screens/words.h"
#include "tui/widgets/listing.h"
#include "tui/widgets/popup.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

struct recover {
    struct screen base;
    char *path;         /* of the configuration that it is about, or NULL: all */
    size_t *shown;      /* rows of session->drafts */
    size_t shown_count; /* of them */
    size_t focus;
    bool compares;      /* once it is open */
    bool waits;         /* for the report of EFFECT_RECOVER */
    char *place;        /* where the operator was in it */
    char discarded[24]; /* id of the last one; "" for none */
};

static struct recover *self(struct screen *s)
{
    return (struct recover *)s;
}

/* ---- which */

static void list(struct recover *r, const struct session *se)
{
    r->shown = xreallocarray(r->shown, se->drafts.count + 1, sizeof *r->shown);
    r->shown_count = 0;
    for (size_t i = 0; i < se->drafts.count; i++) {
        const char *path = se->drafts.items[i].path;
        if (!r->path || (path && strcmp(path, r->path) == 0))
            r->shown[r->shown_count++] = i;
    }
    if (r->focus >= r->shown_count)
        r->focus = r->shown_count ? r->shown_count - 1 : 0;
}

static const struct draft_row *row_at(const struct recover *r, const struct session *se, size_t index)
{
    return index < r->shown_count && r->shown[index] < se->drafts.count ? &se->drafts.items[r->shown[index]]
                                                                        : NULL;
}

static const struct draft_row *row(const struct recover *r, const struct session *se)
{
    return row_at(r, se, r->focus);
}

/* ---- answers */

static void write_id(const struct draft_row *d, char out[24])
{
    struct buf words;
    buf_init(&words, 23);
    buf_put_number(&words, (size_t)d->id);
    memcpy(out, words.data, words.len + 1);
    buf_finish(&words);
}

/* onto: into the file as it is now. */
static void take(struct recover *r, const struct session *se, bool compares, bool onto, struct effects *out)
{
    const struct draft_row *d = row(r, se);
    char id[24];
    if (!d)
        return;
    write_id(d, id);
    xreplace(&r->place, d->focus);
    r->compares = compares;
    r->waits = true;
    effects_add_flag(out, EFFECT_RECOVER, id, NULL, onto);
}

static void discard(struct recover *r, const struct session *se, struct effects *out)
{
    const struct draft_row *d = row(r, se);
    if (!d)
        return;
    write_id(d, r->discarded);
    effects_add(out, EFFECT_DISCARD, r->discarded, NULL);
}

static void bring_back(struct recover *r, struct session *se, struct effects *out)
{
    if (*r->discarded)
        effects_add_flag(out, EFFECT_DISCARD, r->discarded, NULL, true);
    else
        session_say(se, SEVERITY_NOTE, "Nothing to undo.");
    r->discarded[0] = '\0';
}

/* The saved file instead. Where it is open already, it is below. */
static void open_saved(const struct recover *r, const struct session *se, struct effects *out)
{
    const struct draft_row *d = row(r, se);
    effects_add(out, EFFECT_POP, NULL, NULL);
    if (!se->doc && d)
        effects_add(out, EFFECT_OPEN, d->configuration ? d->configuration : d->path, NULL);
}

static bool has_saved(const struct recover *r, const struct session *se)
{
    const struct draft_row *d = row(r, se);
    return d && (d->file == DRAFT_FILE_SAME || d->file == DRAFT_FILE_CHANGED);
}

static bool is_changed(const struct recover *r, const struct session *se)
{
    const struct draft_row *d = row(r, se);
    return d && d->file == DRAFT_FILE_CHANGED;
}

static bool has_row(const struct recover *r, const struct session *se)
{
    return row(r, se) != NULL;
}

static bool has_none(const struct recover *r, const struct session *se)
{
    return !has_row(r, se);
}

/* It can be given up, and that is all. */
static void while_opening(struct recover *r, struct session *se, enum action action, struct effects *out)
{
    switch (action) {
    case ACTION_APP_BACK:
    case ACTION_APP_INTERRUPT:
        r->waits = false;
        effects_add(out, EFFECT_CANCEL, NULL, NULL);
        session_say(se, SEVERITY_NOTE, "Given up. The unsaved work stays where it is.");
        break;
    case ACTION_APP_QUIT:
        screen_common(&r->base, se, action, out);
        break;
    default:
        break;
    }
}

static void on_key(struct recover *r, struct session *se, enum action action, struct effects *out)
{
    if (listing_move(&r->focus, action, r->shown_count, 4))
        return;
    switch (action) {
    case ACTION_RECOVER_OPEN:
        take(r, se, false, false, out);
        break;
    case ACTION_RECOVER_COMPARE:
        if (has_saved(r, se))
            take(r, se, true, false, out);
        break;
    case ACTION_RECOVER_ONTO:
        if (is_changed(r, se))
            take(r, se, false, true, out);
        break;
    case ACTION_RECOVER_SAVED:
        if (has_saved(r, se))
            open_saved(r, se, out);
        break;
    case ACTION_RECOVER_DISCARD:
        discard(r, se, out);
        break;
    case ACTION_APP_UNDO:
        bring_back(r, se, out);
        break;
    case ACTION_APP_BACK:
        effects_add(out, EFFECT_POP, NULL, NULL);
        break;
    case ACTION_APP_HELP:
    case ACTION_APP_QUIT:
    case ACTION_APP_INTERRUPT:
        screen_common(&r->base, se, action, out);
        break;
    default:
        break;
    }
}

static void on_report(struct recover *r, struct session *se, const struct event *ev, struct effects *out)
{
    if (ev->effect == EFFECT_RECOVER && r->waits && ev->state == REPORT_DONE) {
        effects_add(out, EFFECT_HOME, NULL, NULL);
        effects_push(out, EFFECT_PUSH, SCREEN_WIZARD, r->place);
        if (r->compares) /* over the record that the path may lead to */
            effects_add(out, EFFECT_ACTION, action_name(ACTION_APP_COMPARE), NULL);
    } else {
        screen_report(se, ev, out);
        list(r, se);
    }
    r->waits = r->waits && ev->effect != EFFECT_RECOVER;
}

/* Another program may have ended meanwhile. */
static void shown(struct recover *r, const struct session *se, struct effects *out)
{
    list(r, se);
    effects_add(out, EFFECT_LIST, NULL, NULL);
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct recover *r = self(s);
    if (ev->type == EVENT_REPORT)
        on_report(r, se, ev, out);
    else if (ev->type == EVENT_SHOWN)
        shown(r, se, out);
    else if (ev->type == EVENT_KEY && se->opening)
        while_opening(r, se, action, out);
    else if (ev->type == EVENT_KEY)
        on_key(r, se, action, out);
}

static const char *const *scopes(const struct screen *s, const struct session *se, bool *typing)
{
    static const char *const all[] = {"recover", "move", "app", NULL};
    (void)s;
    (void)se;
    *typing = false;
    return all;
}

/* ---- the picture */

enum recover_column { COLUMN_NAME, COLUMN_WHEN, COLUMN_END, COLUMN_EDITS };

static const struct listing_column COLUMNS[] = {
    [COLUMN_NAME] = {"NAME", 14, 0, 30, false},
    [COLUMN_WHEN] = {"LAST EDIT", 10, 1, 3, false},
    [COLUMN_END] = {"ENDED BY", 12, 2, 4, false},
    [COLUMN_EDITS] = {"EDITS", 5, 3, 0, true},
};

static const char *end_words(int signal)
{
    switch (signal) {
    case SIGHUP:
        return "lost terminal";
    case SIGTERM:
        return "the system";
    case 0:
        return "a crash";
    default:
        return "a signal";
    }
}

struct view {
    const struct recover *recover;
    const struct session *session;
};

static void cell(void *context, size_t index, size_t column, struct buf *out)
{
    const struct view *v = context;
    const struct draft_row *d = row_at(v->recover, v->session, index);
    if (!d)
        return;
    switch ((enum recover_column)column) {
    case COLUMN_NAME:
        if (d->configuration)
            buf_puts(out, d->configuration);
        else if (d->path)
            words_path(d->path, v->session->home, 40, "...", out);
        else
            buf_puts(out, "(no file)");
        break;
    case COLUMN_WHEN:
        times_ago(clock_now(), d->changed, clock_offset(d->changed), out);
        break;
    case COLUMN_END:
        buf_puts(out, end_words(d->ended));
        break;
    case COLUMN_EDITS:
        words_count(d->edits, out);
        break;
    }
}

static void describe(const struct recover *r, const struct draft_row *d, struct buf *out)
{
    static const char *const words[] = {
        [DRAFT_FILE_SAME] = "You were at ",
        [DRAFT_FILE_CHANGED] = "The saved file was changed since: saving asks first.",
        [DRAFT_FILE_GONE] = "The saved file is gone: saving asks first.",
        [DRAFT_FILE_NONE] = "It was never saved. You were at ",
    };
    if (!d) {
        buf_puts(out,
                 *r->discarded ? "It is discarded, which undo takes back." : "There is no unsaved work.");
        return;
    }
    buf_puts(out, words[d->file]);
    if (d->file == DRAFT_FILE_SAME || d->file == DRAFT_FILE_NONE) {
        path_show(words_or(d->focus, ""), out);
        buf_putc(out, '.');
    }
}

/* It goes on behind the keys. */
static bool is_opening(const struct recover *r, const struct session *se)
{
    return r->waits && se->opening;
}

static const struct answer {
    enum action action;
    const char *words;
    bool (*fits)(const struct recover *r, const struct session *se);
} ANSWERS[] = {
    {ACTION_RECOVER_OPEN, "go on with it, where you were", has_row},
    {ACTION_RECOVER_COMPARE, "the same, and see what differs", has_saved},
    {ACTION_RECOVER_ONTO, "put it into the file as it is", is_changed},
    {ACTION_RECOVER_SAVED, "open the saved file as it is", has_saved},
    {ACTION_RECOVER_DISCARD, "discard it", has_row},
    {ACTION_APP_BACK, "decide later", has_row},
    {ACTION_APP_BACK, "back", has_none},
    {ACTION_APP_BACK, "give it up", is_opening},
};
enum { ANSWERS_MOST = 6, KEY_WIDTH = 6 };

static void draw_answers(const struct recover *r, const struct session *se, struct area a, int at)
{
    for (size_t i = 0; i < sizeof ANSWERS / sizeof *ANSWERS; i++) {
        char key[WORDS_KEY_MAX];
        if (!ANSWERS[i].fits(r, se) || is_opening(r, se) != (ANSWERS[i].fits == is_opening))
            continue;
        area_puts(a, at, 1, STYLE_KEY, words_key(se->keymap, ANSWERS[i].action, key));
        area_puts(a, at++, 1 + KEY_WIDTH, STYLE_NORMAL, ANSWERS[i].words);
    }
}

/* The box may hide the bar. */
static void describe_progress(const struct progress *p, struct buf *out)
{
    buf_puts(out, words_or(p->words, "Recovering"));
    if (p->all)
        buf_printf(out, ": %zu%%", 100 * (p->done < p->all ? p->done : p->all) / p->all);
}

/* In a small terminal the box leaves nothing of the frame, where messages are else. */
static void draw_words(const struct recover *r, const struct session *se, struct area a, int screen_rows)
{
    enum { SMALL = 20 };
    const bool message = screen_rows < SMALL && se->message.text[0];
    struct buf words;
    buf_init(&words, BUF_TEXT_MAX);
    if (is_opening(r, se))
        describe_progress(&se->progress, &words);
    else if (message)
        words_message(se->keymap, false, se->message.text, &words);
    else
        describe(r, row(r, se), &words);
    area_wrap(a, 0, 0, a.cols, a.rows, message ? STYLE_NORMAL : STYLE_HELP, words.data);
    buf_finish(&words);
}

static void draw(const struct screen *s, const struct session *se, struct cells *c)
{
    enum { WIDTH = 70, MOST = 6, HEADING = 1, TEXT = 2, FRAME = 2 };
    const struct recover *r = (const struct recover *)s;
    const int width = c->cols < WIDTH + 2 ? c->cols : WIDTH;
    const int wanted = r->shown_count < MOST ? (int)r->shown_count : MOST;
    const int room = c->rows - FRAME - HEADING - TEXT - ANSWERS_MOST;
    const int rows = wanted < room ? (wanted ? wanted : 1) : room > 1 ? room : 1;
    const int answers = has_row(r, se) ? ANSWERS_MOST : 1; /* the box stays as the focus moves */
    const int full = HEADING + rows + TEXT + answers;
    const int gap = c->rows > full + FRAME;
    struct area in = popup_draw(area_all(c), full + gap + FRAME, width, "Unsaved work", NULL, NULL);
    struct view view = {r, se};
    const struct listing_model model = {
        &view, r->shown_count, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, cell, NULL};
    draw_words(r, se, area_part(in, HEADING + rows, 1, TEXT, in.cols - 2), c->rows);
    draw_answers(r, se, in, HEADING + rows + TEXT + gap);
    listing_draw(&model, r->focus, area_part(in, 0, 0, HEADING + rows, in.cols)); /* last, for the cursor */
}

static void recover_free(struct screen *s)
{
    struct recover *r = self(s);
    free(r->path);
    free(r->shown);
    free(r->place);
    free(r);
}

static const struct screen_ops OPS = {
    .name = "recover", .scopes = scopes, .update = update, .draw = draw, .free = recover_free, .popup = true};

struct screen *recover_new(struct session *se, const char *argument)
{
    struct recover *r = xcalloc(1, sizeof *r);
    r->base.ops = &OPS;
    xreplace(&r->path, argument);
    list(r, se);
    return &r->base;
}
