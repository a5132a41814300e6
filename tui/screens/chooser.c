#include "tui/screens/chooser.h"

#include "forms/mem.h"
#include "tui/screens/words.h"
#include "tui/widgets/popup.h"

#include <stdlib.h>
#include <string.h>

enum { WIDTH_MAX = 64, MARGIN = 4, FRAME = 2, ROWS_MIN = 6 };

/* ---- what is offered */

static const struct json *records(const struct chooser *c)
{
    const struct json *list = c->list ? doc_get(c->doc, c->list) : NULL;
    return json_is(list, JSON_ARRAY) ? list : NULL;
}

static size_t count(void *context)
{
    const struct chooser *c = context;
    const struct json *list = records(c);
    return c->count + (list ? list->count : 0);
}

/* The characters of a member that is a string, else nothing. */
static bool add_member(const struct json *record, const char *member, struct buf *out)
{
    const struct json *v = json_is(record, JSON_OBJECT) ? json_get(record, member, strlen(member)) : NULL;
    if (!json_is(v, JSON_STRING))
        return false;
    struct buf scratch;
    size_t len;
    buf_init(&scratch, BUF_TEXT_MAX);
    const char *p = json_chars(v, &scratch, &len);
    buf_add(out, p, len);
    buf_finish(&scratch);
    return true;
}

static void item(void *context, size_t index, struct buf *value, struct buf *note)
{
    const struct chooser *c = context;
    if (index < c->count) {
        buf_puts(value, c->items[index].value);
        if (c->items[index].note)
            buf_puts(note, c->items[index].note);
        return;
    }
    const struct json *record = json_item(records(c), index - c->count);
    if (c->key_member)
        add_member(record, c->key_member, value);
    add_member(record, "name", note);
}

static bool array_holds(const struct json *array, const struct buf *value)
{
    for (size_t i = 0; json_is(array, JSON_ARRAY) && i < array->count; i++) {
        const struct json *v = json_item(array, i);
        if (json_is(v, JSON_STRING) && json_chars_equal(v, value->data, value->len))
            return true;
    }
    return false;
}

static bool chosen(void *context, size_t index)
{
    const struct chooser *c = context;
    struct buf value;
    buf_init(&value, BUF_TEXT_MAX);
    chooser_value(c, index, &value);
    bool yes = c->picker.multi ? array_holds(doc_get(c->doc, c->pointer), &value)
                               : c->current && strcmp(c->current, value.data) == 0;
    buf_finish(&value);
    return yes;
}

static struct picker_source source(const struct chooser *c)
{
    /* the source's functions only read */
    return (struct picker_source){
        .context = (void *)(uintptr_t)c, .count = count, .item = item, .chosen = chosen};
}

void chooser_value(const struct chooser *c, size_t index, struct buf *out)
{
    struct buf note;
    if (index == SIZE_MAX) {
        size_t len;
        const char *words = picker_words(&c->picker, &len);
        buf_add(out, words, len);
        return;
    }
    buf_init(&note, BUF_TEXT_MAX);
    struct picker_source s = source(c);
    s.item(s.context, index, out, &note);
    buf_finish(&note);
}

/* ---- opening and closing */

void chooser_init(struct chooser *c)
{
    *c = (struct chooser){0};
    picker_init(&c->picker, false, false, NULL);
}

static void clear(struct chooser *c)
{
    for (size_t i = 0; i < c->count; i++) {
        free(c->items[i].value);
        free(c->items[i].note);
    }
    free(c->items);
    free(c->title);
    free(c->add);
    free(c->pointer);
    free(c->list);
    free(c->key_member);
    free(c->current);
    picker_finish(&c->picker);
}

void chooser_finish(struct chooser *c)
{
    clear(c);
    *c = (struct chooser){0};
}

void chooser_close(struct chooser *c)
{
    clear(c);
    chooser_init(c);
}

static char *copy_or_null(const char *s)
{
    return s ? xstrdup(s) : NULL;
}

void chooser_begin(struct chooser *c, const struct session *se, const struct chooser_options *o)
{
    clear(c);
    *c = (struct chooser){.open = true, .doc = se->doc};
    c->title = xstrdup(o->title);
    c->pointer = xstrdup(o->pointer);
    c->list = copy_or_null(o->list);
    c->key_member = o->list ? copy_or_null(wizard_key_member(se->wizard, o->list)) : NULL;
    c->current = copy_or_null(o->current);
    c->add = o->one ? xasprintf("add a new %s", o->one) : NULL;
    picker_init(&c->picker, o->multi, o->free_text, c->add);
}

void chooser_offer(struct chooser *c, const char *value, size_t len, const char *note)
{
    for (size_t i = 0; i < c->count; i++)
        if (strlen(c->items[i].value) == len && memcmp(c->items[i].value, value, len) == 0)
            return;
    c->items = xreallocarray(c->items, c->count + 1, sizeof *c->items);
    c->items[c->count++] = (struct choice_item){xstrndup(value, len), copy_or_null(note)};
}

/* One pass over the list: the cursor starts on what is chosen now. */
static size_t find_current(const struct chooser *c)
{
    struct picker_source s = source(c);
    size_t n = s.count(s.context);
    for (size_t i = 0; i < n; i++)
        if (chosen(s.context, i))
            return i;
    return SIZE_MAX;
}

void chooser_show(struct chooser *c)
{
    struct picker_source s = source(c);
    picker_refresh(&c->picker, &s);
    if (!c->picker.multi && c->current)
        picker_go(&c->picker, find_current(c));
}

size_t chooser_current(const struct chooser *c)
{
    const struct picker *p = &c->picker;
    return p->cursor < p->shown_count ? p->shown[p->cursor] : SIZE_MAX;
}

void chooser_swap(struct chooser *c, size_t a, size_t b)
{
    if (a >= c->count || b >= c->count)
        return;
    const struct choice_item kept = c->items[a];
    c->items[a] = c->items[b];
    c->items[b] = kept;
    struct picker_source s = source(c);
    picker_refresh(&c->picker, &s);
    picker_go(&c->picker, b);
}

void chooser_typed(struct chooser *c, const char *value, size_t len)
{
    chooser_offer(c, value, len, NULL);
    struct picker_source s = source(c);
    picker_clear_filter(&c->picker, &s);
}

/* ---- events and drawing */

enum picker_answer chooser_update(struct chooser *c, const struct session *se, const struct event *ev,
                                  enum action action, size_t *index)
{
    c->doc = se->doc;
    struct picker_source s = source(c);
    return picker_update(&c->picker, &s, ev, action, index);
}

static int at_most(int value, int limit)
{
    return value < limit ? value : limit;
}

const enum action *chooser_hints(const struct chooser *c)
{
    static const enum action fixed[] = {ACTION_PICK_DONE, ACTION_APP_BACK, ACTION_NONE};
    static const enum action single[] = {ACTION_PICK_DONE, ACTION_PICK_ADD, ACTION_PICK_AS_TYPED,
                                         ACTION_APP_BACK, ACTION_NONE};
    static const enum action multi[] = {ACTION_PICK_TOGGLE,  ACTION_PICK_DONE,     ACTION_PICK_ADD,
                                        ACTION_PICK_MOVE_UP, ACTION_PICK_AS_TYPED, ACTION_APP_BACK,
                                        ACTION_NONE};
    static const enum action texts[] = {ACTION_PICK_TOGGLE,   ACTION_PICK_DONE, ACTION_PICK_MOVE_UP,
                                        ACTION_PICK_AS_TYPED, ACTION_APP_BACK,  ACTION_NONE};
    static const enum action words[] = {ACTION_PICK_DONE, ACTION_PICK_AS_TYPED, ACTION_APP_BACK, ACTION_NONE};
    if (c->picker.multi)
        return c->add ? multi : texts;
    return c->add ? single : c->picker.free_text ? words : fixed;
}

/* "Space choose  Enter done  Esc back", with the keys as they are mapped. */
static void footer(const struct chooser *c, const struct session *se, struct buf *out)
{
    for (const enum action *a = chooser_hints(c); *a != ACTION_NONE; a++) {
        char key[32];
        if (*a == ACTION_PICK_AS_TYPED || *a == ACTION_PICK_MOVE_UP ||
            !keymap_label(se->keymap, *a, false, key, sizeof key))
            continue;
        buf_printf(out, "%s%s %s", out->len ? "  " : "", key, action_hint(*a));
    }
}

void chooser_draw(const struct chooser *c, const struct session *se, struct area body)
{
    struct picker_source s = source(c);
    struct buf keys, total;
    buf_init(&keys, BUF_TEXT_MAX);
    buf_init(&total, BUF_TEXT_MAX);
    footer(c, se, &keys);
    words_count(c->picker.total, &total);
    size_t want = picker_height(&c->picker) + FRAME;
    int rows = want < (size_t)body.rows ? (int)want : body.rows;
    struct area inner = popup_draw(body, rows < ROWS_MIN ? ROWS_MIN : rows,
                                   at_most(WIDTH_MAX, body.cols - MARGIN), c->title, total.data, keys.data);
    picker_draw(&c->picker, &s, inner);
    buf_finish(&keys);
    buf_finish(&total);
}

bool record_note(const struct session *se, const char *list, const char *key, size_t len, struct buf *note)
{
    const char *member = wizard_key_member(se->wizard, list);
    const struct json *array = doc_get(se->doc, list);
    if (!member || !json_is(array, JSON_ARRAY))
        return false;
    size_t member_len = strlen(member);
    for (size_t i = 0; i < array->count; i++) {
        const struct json *record = json_item(array, i);
        const struct json *v = json_is(record, JSON_OBJECT) ? json_get(record, member, member_len) : NULL;
        if (json_is(v, JSON_STRING) && json_chars_equal(v, key, len)) {
            add_member(record, "name", note);
            return true;
        }
    }
    return false;
}
