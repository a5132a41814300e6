#include "tui/screens/chooser.h"

#include "forms/mem.h"
#include "tui/screens/lookup.h"
#include "tui/screens/words.h"
#include "tui/widgets/popup.h"

#include <stdlib.h>
#include <string.h>

enum { WIDTH_MAX = 64, MARGIN = 4, FRAME = 2, ROWS_MIN = 6 };

/* ---- what is offered */

/* What the picker's questions are answered from: looked up once for all of them. */
struct offer {
    const struct chooser *c;
    const struct json *records; /* an array, or NULL */
    const struct json *value;   /* of the field, or NULL */
};

static struct offer offer_of(const struct chooser *c)
{
    const struct json *records = c->list ? doc_get(c->doc, c->list) : NULL;
    return (struct offer){c, json_is(records, JSON_ARRAY) ? records : NULL, doc_get(c->doc, c->pointer)};
}

static size_t count(void *context)
{
    const struct offer *o = context;
    return o->c->count + (o->records ? o->records->count - o->c->pinned_count : 0);
}

/* The index of a record that is not pinned, by its number among those. */
static size_t record_at(const struct chooser *c, size_t number)
{
    size_t low = 0, high = c->pinned_count; /* so many of the pinned ones stand before it */
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (c->pinned[middle] - middle <= number)
            low = middle + 1;
        else
            high = middle;
    }
    return number + low;
}

static void item(void *context, size_t index, struct buf *value, struct buf *note)
{
    const struct offer *o = context;
    const struct chooser *c = o->c;
    if (index < c->count) {
        buf_puts(value, c->items[index].value);
        if (c->items[index].note)
            buf_puts(note, c->items[index].note);
        return;
    }
    const struct json *record = json_item(o->records, record_at(c, index - c->count));
    if (c->key_member)
        lookup_text(record, c->key_member, value);
    lookup_text(record, "name", note);
}

static bool array_holds(const struct json *array, const char *value, size_t len)
{
    for (size_t i = 0; json_is(array, JSON_ARRAY) && i < array->count; i++) {
        const struct json *v = json_item(array, i);
        if (json_is(v, JSON_STRING) && json_chars_equal(v, value, len))
            return true;
    }
    return false;
}

static bool chosen(void *context, size_t index)
{
    const struct offer *o = context;
    struct buf value, note;
    buf_init(&value, BUF_TEXT_MAX);
    buf_init(&note, BUF_TEXT_MAX);
    item(context, index, &value, &note);
    bool yes = o->c->picker.multi ? array_holds(o->value, value.data, value.len)
                                  : o->c->current && strcmp(o->c->current, value.data) == 0;
    buf_finish(&note);
    buf_finish(&value);
    return yes;
}

static struct picker_source source(struct offer *o)
{
    return (struct picker_source){.context = o, .count = count, .item = item, .chosen = chosen};
}

bool chooser_has(const struct chooser *c, const char *value, size_t len)
{
    return array_holds(doc_get(c->doc, c->pointer), value, len);
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
    struct offer o = offer_of(c);
    item(&o, index, out, &note);
    buf_finish(&note);
}

/* ---- opening and closing */

void chooser_init(struct chooser *c)
{
    *c = (struct chooser){0};
    picker_init(&c->picker, false, false, NULL);
}

static void free_item(struct choice_item *i)
{
    free(i->value);
    free(i->note);
}

static void clear(struct chooser *c)
{
    for (size_t i = 0; i < c->count; i++)
        free_item(&c->items[i]);
    free(c->items);
    free(c->pinned);
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
    c->items = xreallocarray(c->items, c->count + 1, sizeof *c->items);
    c->items[c->count++] = (struct choice_item){xstrndup(value, len), copy_or_null(note)};
}

/* ---- what is chosen comes first */

/* An item, and its place. */
struct placed {
    const char *value;
    size_t place;
};

static int by_value(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    const int order = strcmp(x->value, y->value);
    return order ? order : x->place < y->place ? -1 : 1;
}

/* Of items with one value, the first stays. Thousands of keys may be chosen. */
static void drop_doubles(struct chooser *c)
{
    struct placed *sorted = xcalloc(c->count + 1, sizeof *sorted);
    size_t kept = 0;
    for (size_t i = 0; i < c->count; i++)
        sorted[i] = (struct placed){c->items[i].value, i};
    qsort(sorted, c->count, sizeof *sorted, by_value);
    for (size_t i = c->count; i-- > 1;)
        if (strcmp(sorted[i].value, sorted[i - 1].value) == 0) {
            free_item(&c->items[sorted[i].place]);
            c->items[sorted[i].place].value = NULL;
        }
    for (size_t i = 0; i < c->count; i++)
        if (c->items[i].value)
            c->items[kept++] = c->items[i];
    c->count = kept;
    free(sorted);
}

/* The values of the field, then what else was offered. */
static void put_chosen_first(struct chooser *c)
{
    struct choice_item *others = c->items;
    const size_t other_count = c->count;
    const struct json *array = doc_get(c->doc, c->pointer);
    struct buf scratch;
    buf_init(&scratch, BUF_TEXT_MAX);
    c->items = NULL;
    c->count = 0;
    for (size_t i = 0; json_is(array, JSON_ARRAY) && i < array->count; i++) {
        const struct json *v = json_item(array, i);
        size_t len;
        if (!json_is(v, JSON_STRING))
            continue;
        const char *chars = json_chars(v, &scratch, &len);
        chooser_offer(c, chars, len, NULL);
    }
    c->items = xreallocarray(c->items, c->count + other_count + 1, sizeof *c->items);
    for (size_t i = 0; i < other_count; i++)
        c->items[c->count++] = others[i];
    free(others);
    buf_finish(&scratch);
    drop_doubles(c);
}

static int by_number(const void *a, const void *b)
{
    const size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return x < y ? -1 : x > y;
}

/* Items that are records have their names, and are left out of the records. */
static void pin_records(struct chooser *c, const struct session *se)
{
    struct buf name;
    buf_init(&name, BUF_TEXT_MAX);
    c->pinned = xreallocarray(c->pinned, c->count + 1, sizeof *c->pinned);
    c->pinned_count = 0;
    for (size_t i = 0; i < c->count; i++) {
        struct choice_item *it = &c->items[i];
        const size_t record = lookup_record(se, c->list, it->value, strlen(it->value));
        buf_clear(&name);
        if (record != SIZE_MAX) {
            c->pinned[c->pinned_count++] = record;
            lookup_text(json_item(doc_get(c->doc, c->list), record), "name", &name);
        }
        xreplace(&it->note, record == SIZE_MAX ? LOOKUP_NO_RECORD : name.data);
    }
    qsort(c->pinned, c->pinned_count, sizeof *c->pinned, by_number);
    buf_finish(&name);
}

static void arrange(struct chooser *c, const struct session *se)
{
    c->doc = se->doc;
    if (c->picker.multi)
        put_chosen_first(c);
    else if (c->list && c->current && lookup_record(se, c->list, c->current, strlen(c->current)) == SIZE_MAX)
        chooser_offer(c, c->current, strlen(c->current), NULL);
    if (c->list)
        pin_records(c, se);
    struct offer o = offer_of(c);
    struct picker_source s = source(&o);
    picker_refresh(&c->picker, &s);
}

/* The item with the value, if it stands before the records. */
static size_t find_item(const struct chooser *c, const char *value)
{
    for (size_t i = 0; i < c->count; i++)
        if (strcmp(c->items[i].value, value) == 0)
            return i;
    return SIZE_MAX;
}

void chooser_show(struct chooser *c, const struct session *se)
{
    arrange(c, se);
    if (c->picker.multi || !c->current)
        return;
    const size_t record = c->list ? lookup_record(se, c->list, c->current, strlen(c->current)) : SIZE_MAX;
    picker_go(&c->picker, record == SIZE_MAX ? find_item(c, c->current) : c->count + record);
}

void chooser_moved(struct chooser *c, const struct session *se, const char *value, size_t len)
{
    char *text = xstrndup(value, len);
    arrange(c, se);
    picker_go(&c->picker, find_item(c, text));
    free(text);
}

void chooser_typed(struct chooser *c, const struct session *se)
{
    textfield_set(&c->picker.filter, "", 0);
    arrange(c, se);
    c->picker.cursor = 0;
}

bool chooser_space_chooses(struct chooser *c, const struct session *se)
{
    c->doc = se->doc;
    struct offer o = offer_of(c);
    struct picker_source s = source(&o);
    return picker_space_chooses(&c->picker, &s);
}

size_t chooser_current(struct chooser *c, const struct session *se)
{
    c->doc = se->doc;
    struct offer o = offer_of(c);
    struct picker_source s = source(&o);
    picker_settle(&c->picker, &s);
    return picker_item(&c->picker);
}

/* ---- events and drawing */

enum picker_answer chooser_update(struct chooser *c, const struct session *se, const struct event *ev,
                                  enum action action, size_t *index)
{
    c->doc = se->doc;
    struct offer o = offer_of(c);
    struct picker_source s = source(&o);
    return picker_update(&c->picker, &s, ev, action, index);
}

bool chooser_work(struct chooser *c, const struct session *se)
{
    enum { ITEMS = 4000 };
    if (!c->open || !picker_busy(&c->picker))
        return false;
    c->doc = se->doc;
    struct offer o = offer_of(c);
    struct picker_source s = source(&o);
    return !picker_step(&c->picker, &s, ITEMS);
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

/* "3 chosen, 100,000": those that are chosen may be far away. */
static void count_words(const struct chooser *c, const struct offer *o, struct buf *out)
{
    if (c->picker.multi && json_is(o->value, JSON_ARRAY) && o->value->count > 0) {
        words_count(o->value->count, out);
        buf_puts(out, " chosen, ");
    }
    words_count(c->picker.search.total, out);
}

void chooser_draw(const struct chooser *c, const struct session *se, struct area body)
{
    struct offer o = offer_of(c);
    struct picker_source s = source(&o);
    struct buf keys, total;
    buf_init(&keys, BUF_TEXT_MAX);
    buf_init(&total, BUF_TEXT_MAX);
    footer(c, se, &keys);
    count_words(c, &o, &total);
    size_t want = picker_height(&c->picker) + FRAME;
    int rows = want < (size_t)body.rows ? (int)want : body.rows;
    struct area inner = popup_draw(body, rows < ROWS_MIN ? ROWS_MIN : rows,
                                   at_most(WIDTH_MAX, body.cols - MARGIN), c->title, total.data, keys.data);
    picker_draw(&c->picker, &s, inner);
    buf_finish(&keys);
    buf_finish(&total);
}
