#include "config.h"

#include "tests/torture/draft_kills.h"

#include "forms/doc.h"
#include "tests/scratch.h"
#include "tests/torture/draft_work.h"
#include "tests/torture/killing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static const char base[] = "{\n  \"customer_data\": {\n    \"rooms\": [{\"room_key\": \"r1\"}]\n  }\n}\n";

struct work {
    struct draft_place place;
    char *plain;
    size_t *kept; /* edits that are said to be kept; shared with the process that dies */
};

/* ---- those who die */

static void keep_as_we_do(void *context)
{
    const struct work *w = context;
    struct draft x = {0};
    struct ledger *l = ledger_open(w->place.database, NULL);
    struct drafts *d = drafts_new(l, w->place.lock);
    if (l)
        draft_keep_all(d, base, &x, w->kept);
    drafts_free(d);
    ledger_close(l);
}

static void write_the_body(void *context)
{
    const struct work *w = context;
    struct doc *doc = doc_new(base, sizeof base - 1, NULL);
    for (size_t i = 1; i <= DRAFT_EDITS; i++) {
        draft_edit(doc, i);
        char *text = draft_text(doc);
        scratch_write(w->plain, text, strlen(text));
        free(text);
        *w->kept = i;
    }
    doc_free(doc);
}

/* ---- what is left */

static char *find_body(const struct work *w)
{
    size_t len;
    return scratch_count(w->place.directory) ? scratch_read(w->plain, &len) : NULL;
}

static bool is_good(const struct work *w, const char *found)
{
    if (!found)
        return *w->kept == 0;
    char *now = draft_text_after(base, *w->kept), *next = draft_text_after(base, *w->kept + 1);
    const bool good = strcmp(found, now) == 0 || strcmp(found, next) == 0;
    free(now);
    free(next);
    return good;
}

/* The number of its calls; at 0: it lives. */
static unsigned one_kill(bool ours, unsigned at, size_t *kept, struct tally *t)
{
    struct work w = {.kept = kept};
    bool killed;
    draft_place_init(&w.place);
    w.plain = scratch_path(w.place.directory, "draft.json");
    *kept = 0;
    const unsigned calls = killing_run(ours ? keep_as_we_do : write_the_body, &w, at, &killed);
    char *found = ours ? draft_find(&w.place) : find_body(&w);
    const bool good = is_good(&w, found) && (at || *kept == DRAFT_EDITS);
    t->planned += at > 0;
    t->fired += killed;
    t->bad += !good;
    if (!good && ours)
        fprintf(stderr, "bad: killed before call %u of %u, with %zu edits kept\n", at, calls, *kept);
    free(found);
    free(w.plain);
    draft_place_finish(&w.place);
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
