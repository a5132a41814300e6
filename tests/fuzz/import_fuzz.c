/* Any text as a table of stays: each row has a fate, each bad one a reason and a line of a table; an import
 * can be given up or undone without a trace, and done again changes nothing; a remembered mapping is the
 * same. */
#include "assets/asset.h"
#include "forms/import.h"
#include "forms/mem.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

#define LIST "/customer_data/reservations"
#define NOW  INT64_C(1795257040)

const struct fuzz_corpus fuzz_corpus = {{"csv", "import"}, ".csv"};

static const char body[] = "{\"customer_data\": {\"reservations\": [\n"
                           "  {\"reservation_key\": \"r-0\", \"name\": \"Old\", \"custom_metadata\": null},\n"
                           "  {\"reservation_key\": \"r-9\"}, 7]}}\n";

struct world {
    struct schema *schema;
    struct wizard *wizard;
    struct doc *doc;
    struct keys *keys;
    struct import_source source;
};

static void begin(struct world *w, const char *text, size_t len)
{
    const struct asset *schema = asset_find("schema.json"), *wizard = asset_find("wizard.json");
    w->schema = schema_new((const char *)schema->data, schema->len, "/customers/create_portal", NULL);
    w->wizard = wizard_new((const char *)wizard->data, wizard->len, w->schema, NULL);
    w->doc = doc_new(body, sizeof body - 1, NULL);
    w->keys = keys_new(w->wizard);
    w->source = (struct import_source){.text = text, .len = len};
    csv_recognise(text, len, &w->source.dialect);
}

static void end(struct world *w)
{
    keys_free(w->keys);
    doc_free(w->doc);
    wizard_free(w->wizard);
    schema_free(w->schema);
}

static char *bytes_of(const struct doc *d)
{
    struct buf out;
    buf_init(&out, BUF_BODY_MAX);
    require(doc_write(d, json_to_buf, &out));
    return buf_detach(&out, NULL);
}

/* Read, mapped (the first column is the key where none is) and checked; NULL: it is no table. */
static struct import *checked(struct world *w)
{
    struct err e = {0};
    size_t field;
    char *name;
    keys_read(w->keys, doc_root(w->doc));
    struct import *im = import_new(w->wizard, w->doc, w->keys, LIST, &w->source, NOW);
    while (!import_read_step(im, 2))
        continue;
    if (!import_read_end(im, &e)) {
        require(e.code != ERR_NONE && e.text[0]);
        import_free(im);
        return NULL;
    }
    bool keyed = false;
    for (size_t i = 0; i < import_column_count(im); i++) {
        const size_t to = import_column(im, i)->field;
        keyed = keyed || (to != IMPORT_SKIP && import_fields(im)->items[to].key);
    }
    if (!keyed) {
        require(import_find_field(im, "reservation_key", &field, &name, &e));
        require(import_map(im, 0, field, NULL, &e));
    }
    while (!import_check_step(im, 2))
        continue;
    return im;
}

static void look_at_rows(const struct world *w, struct import *im)
{
    const struct import_counts *c = import_counts(im);
    size_t sum = 0, column;
    struct buf words, table;
    buf_init(&words, BUF_TEXT_MAX);
    buf_init(&table, BUF_BODY_MAX);
    for (size_t i = 0; i < IMPORT_FATES; i++)
        sum += c->fates[i];
    require(import_checked(im) && sum == c->rows);
    for (size_t i = 0; i < c->rows; i++) {
        buf_clear(&words);
        const bool bad = import_problem(im, i, &column, &words);
        require(bad == (import_fate(im, i) == IMPORT_BAD) && bad == (words.len > 0));
        import_preview(im, i, &words);
    }
    import_write_bad(im, SIZE_MAX, &table);
    for (size_t i = 0; i < c->fates[IMPORT_BAD]; i++)
        import_write_bad(im, i, &table);
    struct csv_reader r;
    csv_reader_init(&r, table.data, table.len, w->source.dialect.delimiter);
    size_t lines = 0;
    while (csv_read(&r, NULL))
        lines++;
    require(lines == c->fates[IMPORT_BAD] + 1);
    csv_reader_finish(&r);
    buf_finish(&table);
    buf_finish(&words);
}

static void remember(struct import *im)
{
    struct buf kept, again;
    char *zone;
    buf_init(&kept, BUF_TEXT_MAX);
    buf_init(&again, BUF_TEXT_MAX);
    import_remember(im, &kept);
    import_recall(im, kept.data, kept.len, &zone);
    import_remember(im, &again);
    require(kept.len == again.len && memcmp(kept.data, again.data, kept.len) == 0);
    free(zone);
    buf_finish(&kept);
    buf_finish(&again);
    while (!import_check_step(im, 100))
        continue;
}

/* Once more the same table: what went in is there, and nothing else changes. */
static void repeat(struct world *w, size_t went_in, size_t bad)
{
    struct import *im = checked(w);
    const struct import_counts *c = import_counts(im);
    require(c->fates[IMPORT_NEW] == 0 && c->fates[IMPORT_CHANGE] == 0);
    require(c->fates[IMPORT_SAME] >= went_in && c->fates[IMPORT_BAD] == bad);
    import_free(im);
}

static void apply(struct world *w, struct import *im)
{
    const struct import_counts c = *import_counts(im);
    struct err e = {0};
    char *before = bytes_of(w->doc), *after;
    if (!import_apply_step(im, 1, &e))
        import_cancel(im);
    else if (e.code == ERR_NONE)
        require(doc_undo(w->doc, NULL));
    after = bytes_of(w->doc);
    require(strcmp(before, after) == 0 && !doc_modified(w->doc));
    free(after);
    import_free(im);
    im = checked(w);
    while (!import_apply_step(im, 3, &e))
        continue;
    import_free(im);
    if (e.code == ERR_NONE) {
        repeat(w, c.fates[IMPORT_NEW] + c.fates[IMPORT_CHANGE], c.fates[IMPORT_BAD]);
        require(doc_undo(w->doc, NULL));
    }
    after = bytes_of(w->doc);
    require(strcmp(before, after) == 0 && !doc_modified(w->doc));
    free(before);
    free(after);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct world w;
    char *bytes = xmalloc(size + 1);
    if (size)
        memcpy(bytes, data, size);
    struct csv_decoding *d = csv_decoding_new(bytes, size);
    while (!csv_decoding_step(d, SIZE_MAX))
        continue;
    size_t len;
    enum csv_encoding encoding;
    char *decoded = csv_decoding_finish(d, &len, &encoding, NULL);
    if (!decoded)
        return 0;
    begin(&w, decoded, len);
    struct import *im = checked(&w);
    if (im) {
        look_at_rows(&w, im);
        remember(im);
        if (import_ready(im, NULL))
            apply(&w, im);
        else
            import_free(im);
    }
    end(&w);
    free(decoded);
    return 0;
}
