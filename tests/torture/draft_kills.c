#include "config.h"

#include "tests/torture/draft_kills.h"

#include "forms/journal.h"
#include "forms/mem.h"
#include "tests/scratch.h"
#include "tests/torture/killing.h"
#include "tui/store/drafts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { EDITS = 12 };

static const char base[] = "{\n  \"customer_data\": {\n    \"rooms\": [{\"room_key\": \"r1\"}]\n  }\n}\n";

struct work {
    char *directory, *database, *lock, *plain;
    size_t *kept; /* edits that are said to be kept; shared with the process that dies */
};

/* ---- the edits */

static void edit(struct doc *d, size_t number)
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

static char *text_of(const struct doc *d)
{
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    doc_write(d, json_to_buf, &text);
    return buf_detach(&text, NULL);
}

/* Heap. */
static char *text_after(size_t edits)
{
    struct doc *d = doc_new(base, sizeof base - 1, NULL);
    for (size_t i = 1; i <= edits; i++)
        edit(d, i);
    char *text = text_of(d);
    doc_free(d);
    return text;
}

/* ---- those who die */

static bool begin(struct drafts *d, struct draft *x)
{
    x->base_size = sizeof base - 1;
    x->base_digest = journal_digest(base, x->base_size);
    const bool begun =
        drafts_begin(d, x, NULL) && drafts_keep_base(d, x->row.id, base, x->base_size, true, NULL);
    x->unsaved = true;
    return begun;
}

static void keep_as_we_do(void *context)
{
    const struct work *w = context;
    struct draft x = {0};
    struct ledger *l = ledger_open(w->database, NULL);
    struct drafts *d = drafts_new(l, w->lock);
    struct doc *doc = doc_new(base, sizeof base - 1, NULL);
    struct journal *j = journal_new(doc, "", 0, NULL);
    bool fine = l && begin(d, &x);
    for (size_t i = 1; fine && i <= EDITS; i++) {
        edit(doc, i);
        const struct journal_piece p = journal_pending(j, false);
        fine = drafts_keep(d, &x, p.cut, p.text, p.len, NULL);
        journal_kept(j, p.len);
        if (fine)
            *w->kept = i;
    }
    journal_free(j);
    doc_free(doc);
    drafts_free(d);
    ledger_close(l);
}

static void write_the_body(void *context)
{
    const struct work *w = context;
    struct doc *doc = doc_new(base, sizeof base - 1, NULL);
    for (size_t i = 1; i <= EDITS; i++) {
        edit(doc, i);
        char *text = text_of(doc);
        scratch_write(w->plain, text, strlen(text));
        free(text);
        *w->kept = i;
    }
    doc_free(doc);
}

/* ---- what is left */

/* Heap; NULL: nothing is offered. */
static char *find_draft(const struct work *w)
{
    struct draft_rows rows = {0};
    struct ledger *l = ledger_open(w->database, NULL);
    struct drafts *d = drafts_new(l, w->lock);
    char *text = NULL;
    size_t len;
    if (l && drafts_list(d, &rows, NULL) && rows.count == 1) {
        char *first = drafts_base(d, rows.items[0].id, &len, NULL);
        struct doc *doc = doc_new_taking(first, len, NULL);
        char *kept = drafts_journal(d, rows.items[0].id, &len, NULL);
        journal_free(journal_new(doc, kept, len, NULL));
        free(kept);
        text = text_of(doc);
        doc_free(doc);
    }
    draft_rows_finish(&rows);
    drafts_free(d);
    ledger_close(l);
    return text;
}

static char *find_body(const struct work *w)
{
    size_t len;
    return scratch_count(w->directory) ? scratch_read(w->plain, &len) : NULL;
}

static bool is_good(const struct work *w, const char *found)
{
    if (!found)
        return *w->kept == 0;
    char *now = text_after(*w->kept), *next = text_after(*w->kept + 1);
    const bool good = strcmp(found, now) == 0 || strcmp(found, next) == 0;
    free(now);
    free(next);
    return good;
}

/* The number of its calls; at 0: it lives. */
static unsigned one_kill(bool ours, unsigned at, size_t *kept, struct tally *t)
{
    struct work w = {.directory = scratch_new(), .kept = kept};
    bool killed;
    w.database = scratch_path(w.directory, "state.db");
    w.lock = scratch_path(w.directory, "drafts.lock");
    w.plain = scratch_path(w.directory, "draft.json");
    *kept = 0;
    const unsigned calls = killing_run(ours ? keep_as_we_do : write_the_body, &w, at, &killed);
    char *found = ours ? find_draft(&w) : find_body(&w);
    const bool good = is_good(&w, found) && (at || *kept == EDITS);
    t->planned += at > 0;
    t->fired += killed;
    t->bad += !good;
    if (!good && ours)
        fprintf(stderr, "bad: killed before call %u of %u, with %zu edits kept\n", at, calls, *kept);
    free(found);
    free(w.database);
    free(w.lock);
    free(w.plain);
    scratch_free(w.directory);
    return calls;
}

static void kill_all(bool ours, unsigned step, size_t *kept, struct tally *t)
{
    const unsigned calls = one_kill(ours, 0, kept, t);
    for (unsigned at = 1; at <= calls; at += step)
        one_kill(ours, at, kept, t);
}

bool sweep_kills_of_drafts(unsigned step, struct tally *t, struct tally *naive)
{
    size_t *kept = mmap(NULL, sizeof *kept, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (kept == MAP_FAILED || !killing_possible())
        return false;
    kill_all(true, step, kept, t);
    kill_all(false, 1, kept, naive);
    munmap(kept, sizeof *kept);
    return true;
}
