#include "config.h"

#include "tests/torture/draft_work.h"

#include "forms/journal.h"
#include "forms/mem.h"
#include "tests/scratch.h"

#include <stdlib.h>
#include <string.h>

void draft_place_init(struct draft_place *p)
{
    p->directory = scratch_new();
    p->database = scratch_path(p->directory, "state.db");
    p->lock = scratch_path(p->directory, "drafts.lock");
}

void draft_place_finish(struct draft_place *p)
{
    scratch_free(p->directory);
    free(p->database);
    free(p->lock);
}

/* ---- the edits */

void draft_edit(struct doc *d, size_t number)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    const struct json room = json_make_object();
    switch (number % 5) {
    case 1:
        doc_visit(d);
        doc_set_chars(d, "/customer_data/customer_key", letters, number, NULL);
        break;
    case 2: /* the same field goes on */
        doc_set_chars(d, "/customer_data/customer_key", letters, number + 1, NULL);
        break;
    case 3:
        doc_insert(d, "/customer_data/rooms", 0, &room, NULL);
        break;
    case 4:
        doc_set_bool(d, "/read_only", number % 2 == 0, NULL);
        break;
    default:
        doc_undo(d, NULL);
    }
}

char *draft_text(const struct doc *d)
{
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    doc_write(d, json_to_buf, &text);
    return buf_detach(&text, NULL);
}

char *draft_text_after(const char *base, size_t edits)
{
    struct doc *d = doc_new(base, strlen(base), NULL);
    for (size_t i = 1; i <= edits; i++)
        draft_edit(d, i);
    char *text = draft_text(d);
    doc_free(d);
    return text;
}

/* ---- keeping them */

static bool begin(struct drafts *d, const char *base, struct draft *x)
{
    x->base_size = strlen(base);
    x->base_digest = journal_digest(base, x->base_size);
    const bool begun =
        drafts_begin(d, x, NULL) && drafts_keep_base(d, x->row.id, base, x->base_size, true, NULL);
    x->unsaved = true;
    return begun;
}

bool draft_keep_all(struct drafts *d, const char *base, struct draft *x, size_t *kept)
{
    struct doc *doc = doc_new(base, strlen(base), NULL);
    struct journal *j = journal_new(doc, "", 0, NULL);
    bool fine = begin(d, base, x);
    for (size_t i = 1; fine && i <= DRAFT_EDITS; i++) {
        draft_edit(doc, i);
        const struct journal_piece p = journal_pending(j, false);
        fine = drafts_keep(d, x, p.cut, p.text, p.len, NULL);
        journal_kept(j, p.len);
        if (fine)
            *kept = i;
    }
    journal_free(j);
    doc_free(doc);
    return fine;
}

/* ---- what is left */

/* Heap; NULL where it cannot be read. */
static char *read_part(struct drafts *d, int64_t id, enum draft_part part, size_t *len)
{
    struct draft_reading r;
    bool more;
    draft_reading_init(&r, id, part);
    if (drafts_read(d, &r, SIZE_MAX, &more, NULL))
        return buf_detach(&r.text, len);
    draft_reading_finish(&r);
    return NULL;
}

static char *replay(struct drafts *d, int64_t id)
{
    size_t len;
    char *base = read_part(d, id, DRAFT_BASE, &len);
    struct doc *doc = base ? doc_new_taking(base, len, NULL) : NULL;
    char *kept = doc ? read_part(d, id, DRAFT_JOURNAL, &len) : NULL;
    struct journal_news news = {0};
    if (kept)
        journal_free(journal_new(doc, kept, len, &news));
    char *text = kept && !news.refused ? draft_text(doc) : xstrdup("a draft that cannot be read");
    free(kept);
    doc_free(doc);
    return text;
}

char *draft_find(const struct draft_place *p)
{
    struct draft_rows rows = {0};
    struct ledger *l = ledger_open(p->database, NULL);
    struct drafts *d = drafts_new(l, p->lock);
    char *text = NULL;
    if (!l || !drafts_list(d, &rows, NULL) || rows.count > 1)
        text = xstrdup("no list of one draft");
    else if (rows.count == 1)
        text = replay(d, rows.items[0].id);
    draft_rows_finish(&rows);
    drafts_free(d);
    ledger_close(l);
    return text;
}
