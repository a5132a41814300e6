#include "config.h"

#include "tui/jobs/recovery.h"

#include "forms/mem.h"

#include <stdlib.h>

enum stage {
    STAGE_KEPT_TEXT, /* what the draft has of the text that the work began with ... */
    STAGE_FILE,      /* ... or, where it has not all of it, the file that it was read from, ... */
    STAGE_DIGEST,    /* ... and whether that is what it was */
    STAGE_BODY,
    STAGE_JOURNAL,
    STAGE_REPLAY,
    STAGE_END,
    STAGE_FAILED, /* err says why */
};

struct recovery {
    struct library *library;
    struct drafts *drafts;
    struct recovered made;
    enum stage stage;
    struct draft_reading reading; /* of the draft's parts */
    struct file_reading *file;
    struct file_stamp stamp; /* of that, before it was read */
    char *text;
    size_t len;
    struct journal_digest digest;
    struct doc_opening *opening;
    struct journal_replay *replay;
    size_t journal_size;
    struct err err;
};

void recovered_finish(struct recovered *r)
{
    journal_free(r->journal);
    configuration_finish(&r->configuration);
    draft_finish(&r->draft);
    *r = (struct recovered){0};
}

static void fail(struct recovery *r, const struct err *why)
{
    r->err = *why;
    r->stage = STAGE_FAILED;
}

/* ---- the text that the work began with */

static void no_file(struct recovery *r, const struct err *why)
{
    err_set(&r->err, why->code, "%s, and the edits alone make no configuration. They are kept.", why->text);
    r->stage = STAGE_FAILED;
}

static void begin_file(struct recovery *r)
{
    struct err why = {0};
    if (!r->made.draft.row.path) {
        err_set(&why, ERR_NOT_FOUND, "What was read from standard input was not kept in time");
        no_file(r, &why);
        return;
    }
    file_stamp_read(r->made.draft.row.path, &r->stamp);
    if (file_has_end(r->made.draft.row.path, &why))
        r->file = file_reading_new(r->made.draft.row.path, &why);
    r->stage = STAGE_FILE;
    if (!r->file)
        no_file(r, &why);
}

static void begin_body(struct recovery *r)
{
    r->opening = doc_opening_new(r->text, r->len);
    r->text = NULL;
    r->stage = STAGE_BODY;
}

static void kept_text_step(struct recovery *r, size_t bytes)
{
    struct err why = {0};
    bool more;
    if (!drafts_read(r->drafts, &r->reading, bytes, &more, &why)) {
        fail(r, &why);
    } else if (r->reading.damaged) {
        draft_reading_finish(&r->reading);
        r->made.damaged = true;
        begin_file(r);
    } else if (!more) {
        r->text = buf_detach(&r->reading.text, &r->len);
        begin_body(r);
    }
}

static void file_step(struct recovery *r, size_t bytes)
{
    struct err why = {0};
    if (!file_reading_step(r->file, bytes))
        return;
    r->text = file_reading_finish(r->file, &r->len, &why);
    r->file = NULL;
    r->stage = STAGE_DIGEST;
    if (!r->text)
        no_file(r, &why);
}

static void no_base(struct recovery *r)
{
    err_set(
        &r->err, ERR_IO,
        "What this work began with is damaged, and the edits alone make no configuration. They are kept.");
    r->stage = STAGE_FAILED;
}

/* Where the file is another now, the edits go on from that, unless what they were made in is known. */
static void digest_step(struct recovery *r, size_t bytes)
{
    struct draft *x = &r->made.draft;
    if (!journal_digest_step(&r->digest, r->text, r->len, bytes))
        return;
    r->made.elsewhere = r->len != x->base_size || r->digest.sum != x->base_digest;
    if (r->made.elsewhere && r->made.damaged) {
        no_base(r);
        return;
    }
    if (r->made.elsewhere) {
        x->stamp = r->stamp;
        x->base_size = r->len;
        x->base_digest = r->digest.sum;
    }
    begin_body(r);
}

static void body_step(struct recovery *r, size_t bytes)
{
    struct err why = {0};
    if (!doc_opening_step(r->opening, bytes))
        return;
    r->made.configuration.doc = doc_opening_finish(r->opening, &why);
    r->opening = NULL;
    draft_reading_init(&r->reading, r->made.draft.row.id, DRAFT_JOURNAL);
    r->stage = STAGE_JOURNAL;
    if (r->made.configuration.doc)
        return;
    err_set(&r->err, ERR_IO, "What this work began with cannot be read any more (%s). It is kept.", why.text);
    r->stage = STAGE_FAILED;
}

/* ---- what was done since */

static void journal_step(struct recovery *r, size_t bytes)
{
    struct err why = {0};
    bool more;
    if (!drafts_read(r->drafts, &r->reading, bytes, &more, &why)) {
        fail(r, &why);
    } else if (!more) {
        r->made.damaged = r->made.damaged || r->reading.damaged;
        r->made.cut_short = r->reading.damaged;
        r->replay = journal_replay_new(r->made.configuration.doc, r->reading.text.data, r->reading.text.len);
        r->stage = STAGE_REPLAY;
    }
}

/* An edit takes longer than its bytes do when they are read. */
static void replay_step(struct recovery *r, size_t bytes)
{
    enum { AS_LONG_AS = 4 };
    if (journal_replay_step(r->replay, bytes == SIZE_MAX ? bytes : bytes / AS_LONG_AS + 1))
        r->stage = STAGE_END;
}

static char *copied(const char *text)
{
    return text ? xstrdup(text) : NULL;
}

/* What it is saved as, and where: as it was. A file that somebody changed meanwhile is seen by its stamp. */
static void name(struct recovery *r)
{
    struct configuration *c = &r->made.configuration;
    const struct draft *x = &r->made.draft;
    c->name = copied(x->row.configuration);
    c->path = copied(x->row.path);
    c->stamp = x->stamp;
    c->ticket = c->name ? ledger_ticket(r->library->ledger, c->name) : NULL;
}

/* ---- the whole */

struct recovery *recovery_new(struct library *l, struct drafts *d, int64_t id, struct err *e)
{
    struct recovery *r = xcalloc(1, sizeof *r);
    r->library = l;
    r->drafts = d;
    if (!drafts_take(d, id, &r->made.draft, e)) {
        free(r);
        return NULL;
    }
    draft_reading_init(&r->reading, id, DRAFT_BASE);
    drafts_journal_size(d, id, &r->journal_size, NULL);
    if (!r->made.draft.base_kept)
        begin_file(r);
    return r;
}

const struct draft *recovery_draft(const struct recovery *r)
{
    return &r->made.draft;
}

bool recovery_step(struct recovery *r, size_t bytes)
{
    static void (*const steps[])(struct recovery *, size_t) = {
        [STAGE_KEPT_TEXT] = kept_text_step, [STAGE_FILE] = file_step,       [STAGE_DIGEST] = digest_step,
        [STAGE_BODY] = body_step,           [STAGE_JOURNAL] = journal_step, [STAGE_REPLAY] = replay_step,
    };
    if (r->stage < STAGE_END)
        steps[r->stage](r, bytes);
    return r->stage >= STAGE_END;
}

void recovery_progress(const struct recovery *r, size_t *done, size_t *all)
{
    const size_t base = r->made.draft.base_size;
    *all = 2 * (base + r->journal_size);
    switch (r->stage) {
    case STAGE_KEPT_TEXT:
        *done = r->reading.text.len;
        break;
    case STAGE_FILE:
        *done = file_reading_done(r->file);
        break;
    case STAGE_DIGEST:
        *done = base;
        break;
    case STAGE_BODY:
        *done = base + doc_opening_done(r->opening);
        break;
    case STAGE_JOURNAL:
        *done = 2 * base + r->reading.text.len;
        break;
    case STAGE_REPLAY:
        *done = 2 * base + r->journal_size + journal_replay_done(r->replay);
        break;
    default:
        *done = *all;
    }
}

bool recovery_finish(struct recovery *take, struct recovered *out, struct err *e)
{
    *out = (struct recovered){0};
    if (take->stage == STAGE_FAILED)
        err_set(e, take->err.code, "%s", take->err.text);
    const bool done = take->stage == STAGE_END;
    if (done) {
        take->made.journal = journal_replay_finish(take->replay, &take->made.news);
        take->replay = NULL;
        take->made.cut_short = take->made.cut_short || take->made.news.used < take->reading.text.len;
        name(take);
        *out = take->made;
        take->made = (struct recovered){0};
    }
    recovery_free(take);
    return done;
}

bool recover(struct library *l, struct drafts *d, int64_t id, struct recovered *out, struct err *e)
{
    struct recovery *r = recovery_new(l, d, id, e);
    *out = (struct recovered){0};
    while (r && !recovery_step(r, SIZE_MAX))
        ;
    return r && recovery_finish(r, out, e);
}

void recovery_free(struct recovery *r)
{
    if (!r)
        return;
    if (r->made.draft.row.id)
        drafts_leave(r->drafts, r->made.draft.row.id, 0, NULL);
    journal_replay_free(r->replay);
    doc_opening_free(r->opening);
    file_reading_free(r->file);
    free(r->text);
    draft_reading_finish(&r->reading);
    recovered_finish(&r->made);
    free(r);
}
