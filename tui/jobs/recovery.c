#include "config.h"

#include "tui/jobs/recovery.h"

#include "forms/mem.h"

#include <stdlib.h>

void recovered_finish(struct recovered *r)
{
    journal_free(r->journal);
    configuration_finish(&r->configuration);
    draft_finish(&r->draft);
    *r = (struct recovered){0};
}

/* The text that the work began with; heap. */
static char *read_base(struct drafts *d, struct recovered *r, size_t *len, struct err *e)
{
    if (r->draft.base_kept)
        return drafts_base(d, r->draft.row.id, len, e);
    struct err why = {0};
    struct file_stamp now;
    file_stamp_read(r->draft.row.path, &now);
    char *text = file_read(r->draft.row.path, len, &why);
    if (!text) {
        err_set(e, why.code, "%s, and the edits alone make no configuration. They are kept.", why.text);
        return NULL;
    }
    r->elsewhere = *len != r->draft.base_size || journal_digest(text, *len) != r->draft.base_digest;
    if (r->elsewhere) { /* they go on from here */
        r->draft.stamp = now;
        r->draft.base_size = *len;
        r->draft.base_digest = journal_digest(text, *len);
    }
    return text;
}

static bool open_base(struct drafts *d, struct recovered *r, struct err *e)
{
    struct err why = {0};
    size_t len = 0;
    char *text = read_base(d, r, &len, e);
    if (!text)
        return false;
    r->configuration.doc = doc_new_taking(text, len, &why);
    return r->configuration.doc ||
           err_set(e, ERR_IO, "What this work began with cannot be read any more (%s). It is kept.",
                   why.text);
}

static bool make_again(struct drafts *d, struct recovered *r, struct err *e)
{
    size_t len = 0;
    char *journal = drafts_journal(d, r->draft.row.id, &len, e);
    if (!journal)
        return false;
    r->journal = journal_new(r->configuration.doc, journal, len, &r->news);
    free(journal);
    return true;
}

static char *copied(const char *text)
{
    return text ? xstrdup(text) : NULL;
}

/* What it is saved as, and where: as it was. A file that somebody changed meanwhile is seen by its stamp. */
static void name(struct library *l, struct recovered *r)
{
    struct configuration *c = &r->configuration;
    c->name = copied(r->draft.row.configuration);
    c->path = copied(r->draft.row.path);
    c->stamp = r->draft.stamp;
    c->ticket = c->name ? ledger_ticket(l->ledger, c->name) : NULL;
}

bool recover(struct library *l, struct drafts *d, int64_t id, struct recovered *out, struct err *e)
{
    *out = (struct recovered){0};
    if (!drafts_take(d, id, &out->draft, e))
        return false;
    if (open_base(d, out, e) && make_again(d, out, e)) {
        name(l, out);
        return true;
    }
    drafts_leave(d, id, 0, NULL);
    recovered_finish(out);
    return false;
}
