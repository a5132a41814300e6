/* Where a record is named: all references to its key. */
#include "forms/mem.h"
#include "forms/path.h"
#include "forms/uses.h"
#include "tui/screens/control.h"
#include "tui/screens/frame.h"
#include "tui/screens/lookup.h"
#include "tui/screens/place.h"
#include "tui/screens/screen.h"
#include "tui/screens/words.h"
#include "tui/widgets/listing.h"

#include <stdlib.h>
#include <string.h>

struct uses_screen {
    struct screen base;
    char *list, *key;
    struct uses uses;
    bool found;        /* they are those of ... */
    uint64_t revision; /* ... this document */
    size_t focus;
};

/* ---- finding */

static bool is_found(const struct uses_screen *u, const struct session *se)
{
    return u->found && u->revision == doc_revision(se->doc);
}

/* One pass over numbers (keys.h), once the keys are known. */
static void find(struct uses_screen *u, const struct session *se)
{
    if (is_found(u, se) || !checks_done(se->checks))
        return;
    uses_finish(&u->uses);
    uses_find(checks_keys(se->checks), se->wizard, doc_root(se->doc), u->list, u->key, strlen(u->key),
              &u->uses);
    u->found = true;
    u->revision = doc_revision(se->doc);
    if (u->focus >= u->uses.count)
        u->focus = u->uses.count ? u->uses.count - 1 : 0;
}

static char *pointer_of(const struct uses_screen *u, const struct session *se, size_t row)
{
    return use_pointer(&u->uses.items[row], se->wizard, doc_root(se->doc), u->list, u->key, strlen(u->key));
}

/* ---- drawing */

struct view {
    const struct uses_screen *u;
    const struct session *se;
};

static void cell(void *context, size_t row, size_t column, struct buf *out)
{
    const struct view *v = context;
    const struct use *use = &v->u->uses.items[row];
    char *at = column == 0 ? pointer_of(v->u, v->se, row)
               : use->list ? path_join_index(use->list, use->index)
                           : NULL;
    if (column == 0)
        place_words(v->se, at, out);
    else if (at)
        lookup_text(doc_get(v->se->doc, at), "name", out);
    free(at);
}

static struct frame frame_of(const char *path)
{
    static const enum action hints[] = {ACTION_USES_GO, ACTION_APP_BACK, ACTION_APP_HELP, ACTION_NONE};
    return (struct frame){.help = "Enter goes there; Esc leads back here.", .where = path, .hints = hints};
}

static void draw_heading(const struct uses_screen *u, const struct session *se, struct area a)
{
    struct buf words;
    buf_init(&words, BUF_TEXT_MAX);
    buf_printf(&words, "%s %s", wizard_record_name(se->wizard, u->list), u->key);
    const int col = area_text_cut(a, 0, 1, a.cols / 2, STYLE_HEADING, words.data, words.len);
    buf_clear(&words);
    if (!is_found(u, se)) {
        buf_puts(&words, "the records are still being checked");
    } else if (u->uses.count) {
        buf_puts(&words, "is named by ");
        uses_words(&u->uses, se->wizard, &words);
    } else {
        buf_puts(&words, "is named nowhere");
    }
    area_text_cut(a, 0, col + 2, a.cols - col - 3, STYLE_NORMAL, words.data, words.len);
    buf_finish(&words);
}

static void draw(const struct screen *s, const struct session *se, struct cells *c)
{
    static const struct listing_column columns[] = {{"WHERE", 40, 0, 40, false}, {"NAME", 20, 1, 40, false}};
    const struct uses_screen *u = (const struct uses_screen *)s;
    struct view v = {u, se};
    const struct listing_model m = {&v, is_found(u, se) ? u->uses.count : 0, columns, 2, cell, NULL};
    struct buf path;
    buf_init(&path, BUF_TEXT_MAX);
    char *at = u->focus < m.rows ? pointer_of(u, se, u->focus) : NULL;
    if (at)
        path_show(at, &path);
    free(at);
    const struct frame f = frame_of(path.len ? path.data : NULL);
    struct area body = frame_draw(&f, se, c);
    buf_finish(&path);
    if (body.rows < 2)
        return;
    draw_heading(u, se, body);
    if (m.rows)
        listing_draw(&m, u->focus, area_part(body, 1, 0, body.rows - 1, body.cols));
    else
        area_cursor(body, 0, 1);
}

/* ---- events */

static void go(const struct uses_screen *u, struct session *se, struct effects *out)
{
    if (!is_found(u, se) || u->focus >= u->uses.count)
        return;
    char *pointer = pointer_of(u, se, u->focus);
    if (u->uses.items[u->focus].list)
        effects_push(out, EFFECT_PUSH, SCREEN_RECORD, pointer);
    else
        screen_goto(pointer, out);
    free(pointer);
}

static void shown(struct screen *s, struct session *se, struct effects *out)
{
    (void)out;
    session_goto(se, NULL); /* of the record that was left */
    find((struct uses_screen *)s, se);
}

static void on_key(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    struct uses_screen *u = (struct uses_screen *)s;
    const struct frame f = frame_of(NULL);
    const int rows = frame_body_rows(&f, se) - 2;
    if (screen_is_back(ev, action))
        effects_add(out, EFFECT_POP, NULL, NULL);
    else if (action == ACTION_USES_GO)
        go(u, se, out);
    else if (!listing_move(&u->focus, action, u->uses.count, rows > 0 ? (size_t)rows : 1))
        screen_common(s, se, action, out);
}

static void settle(struct screen *s, struct session *se)
{
    find((struct uses_screen *)s, se);
}

static void update(struct screen *s, struct session *se, const struct event *ev, enum action action,
                   struct effects *out)
{
    static const struct screen_answers answers = {shown, on_key, settle};
    screen_answer(&answers, s, se, ev, action, out);
}

static const char *const *scopes(const struct screen *s, const struct session *se, bool *typing)
{
    static const char *const list[] = {"uses", "move", "app", NULL};
    (void)s;
    (void)se;
    *typing = false;
    return list;
}

static void uses_screen_free(struct screen *s)
{
    struct uses_screen *u = (struct uses_screen *)s;
    uses_finish(&u->uses);
    free(u->list);
    free(u->key);
    free(u);
}

static const struct screen_ops OPS = {
    .name = "uses", .scopes = scopes, .update = update, .draw = draw, .free = uses_screen_free};

struct screen *uses_screen_new(struct session *se, const char *argument)
{
    struct uses_screen *u = xcalloc(1, sizeof *u);
    struct buf key;
    u->base.ops = &OPS;
    buf_init(&key, BUF_TEXT_MAX);
    u->list = path_parent(argument);
    control_plain(wizard_key_value(se->wizard, u->list, doc_get(se->doc, argument)), &key);
    u->key = buf_detach(&key, NULL);
    return &u->base;
}
