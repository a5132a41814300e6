#include "config.h"

#include "tests/torture/draft_power.h"

#include "tests/torture/disk.h"
#include "tests/torture/draft_work.h"
#include "tui/store/ledger_db.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const bases[] = {
    "{\n  \"customer_data\": {\n    \"rooms\": [{\"room_key\": \"r1\"}]\n  }\n}\n",
    "{\"locale\": \"de-DE\", \"customer_data\": {\"rooms\": [{\"room_key\": \"garden\"}, {\"room_key\": "
    "\"attic\"}]}}",
};
enum { BASES = sizeof bases / sizeof *bases };

/* What was said to be done. */
struct said {
    size_t document; /* that is worked on */
    size_t kept;     /* of its edits */
    bool dropping;   /* its draft: there or not */
};

static void work(const struct draft_place *p, bool naive, struct said *said)
{
    struct ledger *l = ledger_open(p->database, NULL);
    struct drafts *d = drafts_new(l, p->lock);
    if (l && naive)
        sqlite3_exec(l->db, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
    bool fine = l != NULL;
    for (size_t i = 0; fine && i < BASES; i++) {
        struct draft x = {0};
        *said = (struct said){.document = i};
        fine = draft_keep_all(d, bases[i], &x, &said->kept);
        said->dropping = fine && i + 1 < BASES;
        fine = said->dropping && drafts_drop(d, x.row.id, NULL);
        draft_finish(&x);
    }
    drafts_free(d);
    ledger_close(l);
}

/* The edit that was being kept may be there, too. */
static bool is_good(const struct said *said, const char *found)
{
    if (!found)
        return said->kept == 0 || said->dropping;
    const char *base = bases[said->document];
    char *now = draft_text_after(base, said->kept), *next = draft_text_after(base, said->kept + 1);
    const bool good = (said->kept > 0 && strcmp(found, now) == 0) || strcmp(found, next) == 0;
    free(now);
    free(next);
    return good;
}

/* at 0: it goes after all of it. false: that is what happened. */
static bool one_cut(bool naive, unsigned at, struct tally *t)
{
    struct draft_place p;
    struct said said = {0};
    draft_place_init(&p);
    disk_fail(DISK_OFF, at);
    work(&p, naive, &said);
    const bool fired = disk_mend();
    disk_power_off();
    char *found = draft_find(&p);
    const bool good = is_good(&said, found);
    t->planned++;
    t->fired += fired || at == 0;
    t->bad += !good;
    if (!good && !naive)
        fprintf(stderr, "bad: the power went before write %u, with %zu edits of document %zu kept: %s\n", at,
                said.kept, said.document, found ? found : "nothing");
    free(found);
    draft_place_finish(&p);
    return fired;
}

static void cut_all(bool naive, unsigned step, struct tally *t)
{
    one_cut(naive, 0, t);
    for (unsigned at = 1; one_cut(naive, at, t); at += step)
        ;
}

void sweep_power_of_drafts(unsigned step, struct tally *t, struct tally *naive)
{
    disk_take_over();
    cut_all(false, step, t);
    cut_all(true, step, naive);
}
