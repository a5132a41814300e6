#include "tui/screens/place.h"

#include "forms/path.h"

#include <stdlib.h>
#include <string.h>

/* Steps from the section inwards, in out behind start; the last one begins at last. */
struct steps {
    struct buf *out;
    size_t start, last;
};

static void add_step(struct steps *s, const char *words, size_t len)
{
    if (s->out->len > s->start)
        buf_puts(s->out, ", ");
    s->last = s->out->len;
    buf_add(s->out, words, len);
}

/* The record's own key, as it is typed; false where it has none. */
static bool add_key(const struct session *se, const char *list, const struct json *record, struct steps *s)
{
    const struct json *key = wizard_key_value(se->wizard, list, record);
    if (!json_is(key, JSON_STRING))
        return false;
    struct buf scratch;
    size_t len;
    buf_init(&scratch, BUF_TEXT_MAX);
    const char *chars = json_chars(key, &scratch, &len);
    if (len > 0)
        add_step(s, chars, len);
    buf_finish(&scratch);
    return len > 0;
}

/* The object that a page is about is called as the page is: once is enough. */
static void add_label(const struct session *se, const char *pointer, struct steps *s)
{
    struct buf label;
    buf_init(&label, BUF_TEXT_MAX);
    wizard_label(se->wizard, pointer, &label);
    if (strcmp(s->out->data + s->last, label.data) != 0)
        add_step(s, label.data, label.len);
    buf_finish(&label);
}

static void add_value(const struct session *se, const struct doc *d, const char *pointer, struct steps *s)
{
    char *parent = path_parent(pointer);
    const struct json *list = doc_get(d, parent), *v = doc_get(d, pointer);
    if (!json_is(list, JSON_ARRAY) || !add_key(se, parent, v, s))
        add_label(se, pointer, s);
    free(parent);
}

/* Steps of pointer that the section's title stands for have no words of their own: those that belong to
 * another section, and the list of a list section. */
static bool implied(const struct session *se, long section, const char *pointer)
{
    return wizard_section_of(se->wizard, pointer) != section ||
           strcmp(wizard_section(se->wizard, (size_t)section)->pointer, pointer) == 0;
}

static void add_steps(const struct session *se, const struct doc *d, const char *pointer, bool without_field,
                      struct buf *out)
{
    struct steps steps = {out, out->len, out->len};
    const long section = *pointer ? wizard_section_of(se->wizard, pointer) : -1;
    if (section < 0) {
        wizard_label(se->wizard, pointer, out);
        return;
    }
    const char *title = wizard_section(se->wizard, (size_t)section)->title, *rest = pointer;
    struct path at;
    struct buf token;
    path_init(&at);
    buf_init(&token, BUF_TEXT_MAX);
    add_step(&steps, title, strlen(title));
    while (path_next(&rest, &token)) {
        path_push(&at, token.data, token.len);
        if (!implied(se, section, at.text.data) && (*rest || !without_field))
            add_value(se, d, at.text.data, &steps);
    }
    buf_finish(&token);
    path_finish(&at);
}

void place_words(const struct session *se, const char *pointer, struct buf *out)
{
    add_steps(se, se->doc, pointer, false, out);
}

void place_words_in(const struct session *se, const struct doc *d, const char *pointer, struct buf *out)
{
    add_steps(se, d, pointer, false, out);
}

void place_record(const struct session *se, const struct section *list, size_t index, struct buf *out)
{
    struct steps steps = {out, out->len, out->len};
    const struct json *records = doc_get(se->doc, list->pointer);
    add_step(&steps, list->title, strlen(list->title));
    if (json_is(records, JSON_ARRAY) && index < records->count &&
        add_key(se, list->pointer, json_item(records, index), &steps))
        return;
    buf_printf(out, ", %s %zu", list->one, index + 1);
}

/* ---- problems */

/* The text says itself which field it means: "Name is missing". */
static bool names_field(const struct session *se, const struct problem *p)
{
    struct buf label;
    buf_init(&label, BUF_TEXT_MAX);
    wizard_label(se->wizard, p->pointer, &label);
    const bool named = label.len > 0 && strncmp(p->text, label.data, label.len) == 0;
    buf_finish(&label);
    return named;
}

void place_problem(const struct session *se, const struct problem *p, struct buf *out)
{
    add_steps(se, se->doc, p->pointer, names_field(se, p), out);
}

void place_sentence(const struct session *se, const struct problem *p, struct buf *out)
{
    place_problem(se, p, out);
    buf_printf(out, ": %s", p->text);
}
