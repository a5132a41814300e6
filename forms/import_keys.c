/* Rows and records by their keys: a pass over all of them for each row would take a minute for 100,000. */
#include "forms/import_private.h"

#include "forms/hash.h"

#include <stdlib.h>
#include <string.h>

/* Whether the row or record of that number has the key. */
typedef bool has_key(const struct import *im, size_t number, const char *p, size_t len);

void key_table_finish(struct key_table *t)
{
    free(t->slots);
    *t = (struct key_table){0};
}

static uint32_t key_hash(const struct import *im, const char *p, size_t len)
{
    return hash_bytes((uintptr_t)im, p, len);
}

static void grow(struct key_table *t)
{
    const struct key_table old = *t;
    t->size = old.size ? old.size * 2 : 1024;
    t->slots = xcalloc(t->size, sizeof *t->slots);
    for (size_t i = 0; i < old.size; i++) {
        size_t at = old.slots[i].hash & (t->size - 1);
        if (!old.slots[i].number)
            continue;
        while (t->slots[at].number)
            at = (at + 1) & (t->size - 1);
        t->slots[at] = old.slots[i];
    }
    free(old.slots);
}

/* The slot of the key, or the free one where it belongs. The table must have some. */
static struct key_slot *slot_of(const struct import *im, const struct key_table *t, const char *p, size_t len,
                                has_key *has)
{
    const uint32_t hash = key_hash(im, p, len);
    size_t at = hash & (t->size - 1);
    while (t->slots[at].number && !(t->slots[at].hash == hash && has(im, t->slots[at].number - 1, p, len)))
        at = (at + 1) & (t->size - 1);
    return &t->slots[at];
}

/* The number that has the key already, or this one, which has it from now on. */
static size_t put(const struct import *im, struct key_table *t, size_t number, const char *p, size_t len,
                  has_key *has)
{
    if (t->count * 2 >= t->size)
        grow(t);
    struct key_slot *slot = slot_of(im, t, p, len, has);
    if (!slot->number) {
        *slot = (struct key_slot){(uint32_t)number + 1, key_hash(im, p, len)};
        t->count++;
    }
    return slot->number - 1;
}

/* ---- rows */

static bool row_has(const struct import *im, size_t row, const char *p, size_t len)
{
    struct csv_reader r;
    const char *key = NULL;
    size_t key_len = 0;
    import_read_row(im, row, &r);
    if (im->key_column < r.count)
        import_cell_text(&r.cells[im->key_column], &key, &key_len);
    const bool same = key && key_len == len && memcmp(key, p, len) == 0;
    csv_reader_finish(&r);
    return same;
}

size_t import_row_with(struct import *im, size_t row, const char *p, size_t len)
{
    return put(im, &im->seen, row, p, len, row_has);
}

/* ---- records */

static const struct json *key_of(const struct import *im, size_t record)
{
    return wizard_key_value(im->wizard, im->list, json_item(doc_get(im->doc, im->list), record));
}

/* The text of a key; a body that somebody wrote by hand may have a number there, which an import mends. NULL:
 * there is none. */
static const char *text_of(const struct json *key, struct buf *scratch, size_t *len)
{
    if (json_is(key, JSON_STRING))
        return json_chars(key, scratch, len);
    if (!json_is(key, JSON_NUMBER))
        return NULL;
    *len = key->text_len;
    return key->text;
}

static bool record_has(const struct import *im, size_t record, const char *p, size_t len)
{
    const struct json *key = key_of(im, record);
    if (json_is(key, JSON_NUMBER))
        return key->text_len == len && memcmp(key->text, p, len) == 0;
    return json_is(key, JSON_STRING) && json_chars_equal(key, p, len);
}

bool import_index_step(struct import *im, size_t records)
{
    const size_t all = doc_count(im->doc, im->list);
    struct buf scratch;
    buf_init(&scratch, BUF_BODY_MAX);
    for (size_t n = 0; n < records && im->indexed < all; n++, im->indexed++) {
        size_t len;
        const char *p = text_of(key_of(im, im->indexed), &scratch, &len);
        if (p)
            put(im, &im->records, im->indexed, p, len, record_has);
    }
    buf_finish(&scratch);
    return im->indexed >= all;
}

size_t import_record_with(const struct import *im, const char *p, size_t len)
{
    if (!im->records.size)
        return SIZE_MAX;
    const struct key_slot *slot = slot_of(im, &im->records, p, len, record_has);
    return slot->number ? slot->number - 1 : SIZE_MAX;
}
