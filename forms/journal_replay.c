/* A journal, made again. */
#include "forms/journal_private.h"
#include "forms/safe.h"

#include <stdlib.h>
#include <string.h>

struct journal_replay {
    struct doc *doc;
    const char *text;
    size_t len;
    struct journal_reader all;
    struct journal_news news;
    size_t groups; /* that are open */
    bool heavy;    /* the last call may have moved as much as the document holds */
    bool ended;
    struct { /* another body, which the document is to become; it is copied, read, and then its own */
        const char *from; /* NULL: none */
        char *text;
        size_t len, copied;
        struct doc_opening *opening;
    } body;
};

/* ---- a record */

static enum doc_verb verb_of(struct journal_reader *r)
{
    const char *letter = journal_bytes(r, 1);
    enum doc_verb verb = DOC_SET;
    while (letter && verb < DOC_VERBS && JOURNAL_FORMS[verb].letter != *letter)
        verb++;
    r->bad = r->bad || verb == DOC_VERBS;
    return verb;
}

/* What a call points to while it is made. */
struct replayed {
    struct doc_call call;
    char *pointer;
    size_t *indexes;
    struct json *values;
};

static void read_indexes(struct journal_reader *r, struct replayed *to, size_t count)
{
    to->indexes = xreallocarray(NULL, count + 1, sizeof *to->indexes);
    for (size_t i = 0; !r->bad && i < count; i++) {
        to->indexes[i] = journal_number(r, ' ');
        r->bad = r->bad || (i && to->indexes[i] <= to->indexes[i - 1]);
    }
    to->call.indexes = to->indexes;
}

static void read_values(struct journal_reader *r, struct replayed *to, size_t count, struct arena *a)
{
    to->values = xreallocarray(NULL, count + 1, sizeof *to->values);
    for (size_t i = 0; !r->bad && i < count; i++)
        to->values[i] = journal_value(r, a);
    to->call.values = to->values;
}

static void read_call(struct journal_reader *r, struct replayed *to, struct arena *a)
{
    struct doc_call *c = &to->call;
    c->verb = verb_of(r);
    if (r->bad)
        return;
    const struct journal_form *f = &JOURNAL_FORMS[c->verb];
    size_t len = 0;
    if (f->fields & FIELD_POINTER) {
        const char *pointer = journal_text(r, &len);
        c->pointer = to->pointer = xstrndup(pointer ? pointer : "", len);
    }
    if (f->fields & FIELD_INDEX)
        c->index = journal_number(r, ' ');
    if (f->fields & FIELD_TO)
        c->to = journal_number(r, ' ');
    if (f->fields & FIELD_NAME)
        c->name = journal_text(r, &c->len);
    if (f->fields & FIELD_COUNT)
        c->count = journal_number(r, ' ');
    /* Each takes a byte at least. */
    r->bad = r->bad || c->count > (size_t)(r->end - r->p) ||
             ((c->verb == DOC_SET || c->verb == DOC_INSERT || c->verb == DOC_PARK || c->verb == DOC_BECOME) &&
              c->count != 1);
    if (!r->bad && f->fields & FIELD_INDEXES)
        read_indexes(r, to, c->count);
    if (!r->bad && f->fields & FIELD_VALUES)
        read_values(r, to, c->count, a);
    r->bad = r->bad || r->p != r->end;
}

/* Such a record may be a few bytes: all rows may come back by an undo. */
static bool is_heavy(enum doc_verb verb)
{
    switch (verb) {
    case DOC_SET:
    case DOC_PARK:
    case DOC_VISIT:
    case DOC_GROUP_BEGIN:
    case DOC_GROUP_END:
    case DOC_GROUP_RESUME:
    case DOC_JOIN:
    case DOC_SAVED:
        return false;
    default:
        return true;
    }
}

static void made(struct journal_replay *r, enum doc_verb verb, bool fine)
{
    r->heavy = is_heavy(verb);
    r->news.refused += !fine;
    r->news.edits += journal_is_edit(verb);
    r->groups = journal_groups_after(r->groups, verb);
}

/* Makes the call that the record says; false: it says none. */
static bool replay_record(struct journal_replay *r, struct journal_reader *record)
{
    struct replayed call = {0};
    if (!utf8_valid(record->p, (size_t)(record->end - record->p), NULL))
        return false;
    read_call(record, &call, doc_arena(r->doc));
    if (!record->bad)
        made(r, call.call.verb, doc_make_call(r->doc, &call.call));
    free(call.pointer);
    free(call.indexes);
    free(call.values);
    return !record->bad;
}

/* ---- another body */

/* The record is about one, and so long that it takes pieces. */
static bool begin_body(struct journal_replay *r, struct journal_reader record)
{
    if (verb_of(&record) != DOC_BECOME || journal_number(&record, ' ') != 1)
        return false;
    const char *kind = journal_bytes(&record, 1);
    size_t len;
    if (!kind || *kind != '=')
        return false;
    const char *text = journal_text(&record, &len);
    if (record.bad || record.p != record.end || len < JOURNAL_FAR)
        return false;
    r->body.from = text;
    r->body.len = len;
    r->body.copied = 0;
    r->body.text = xmalloc(len + 1);
    return true;
}

/* true: it is read to its end, or cannot be. */
static bool body_step(struct journal_replay *r, size_t bytes)
{
    const size_t left = r->body.len - r->body.copied, len = left < bytes ? left : bytes;
    if (!r->body.text)
        return doc_opening_step(r->body.opening, bytes);
    memcpy(r->body.text + r->body.copied, r->body.from + r->body.copied, len);
    r->body.copied += len;
    if (r->body.copied < r->body.len)
        return false;
    r->body.text[r->body.len] = '\0';
    r->body.opening = doc_opening_new(r->body.text, r->body.len);
    r->body.text = NULL;
    return false;
}

static bool end_body(struct journal_replay *r)
{
    struct doc *d = doc_opening_finish(r->body.opening, NULL);
    r->body.opening = NULL;
    r->body.from = NULL;
    if (!d)
        return false;
    doc_become(r->doc, d);
    made(r, DOC_BECOME, true);
    return true;
}

/* ---- all of them */

static size_t at(const struct journal_replay *r)
{
    return (size_t)(r->all.p - r->text);
}

/* The next record; false: what follows is none. */
static bool next_record(struct journal_replay *r)
{
    size_t size;
    const char *bytes = journal_text(&r->all, &size), *line = journal_bytes(&r->all, 1);
    if (!line || *line != '\n')
        return false;
    struct journal_reader record = {.p = bytes, .end = bytes + size};
    if (begin_body(r, record))
        return true;
    if (!replay_record(r, &record))
        return false;
    r->news.used = at(r);
    return true;
}

/* Goes on with the body; false: it is none. */
static bool go_on_with_body(struct journal_replay *r, size_t bytes)
{
    if (!body_step(r, bytes))
        return true;
    if (!end_body(r))
        return false;
    r->news.used = at(r);
    return true;
}

struct journal_replay *journal_replay_new(struct doc *d, const char *text, size_t len)
{
    struct journal_replay *r = xcalloc(1, sizeof *r);
    r->doc = d;
    r->text = text;
    r->len = len;
    r->all = (struct journal_reader){.p = text, .end = text + len};
    return r;
}

bool journal_replay_step(struct journal_replay *r, size_t bytes)
{
    const size_t before = at(r);
    bool more = true;
    while (!r->ended && more) {
        const bool fine = r->body.from ? go_on_with_body(r, bytes) : next_record(r);
        r->ended = !fine || (r->all.p == r->all.end && !r->body.from);
        more = bytes == SIZE_MAX || (!r->body.from && !r->heavy && at(r) - before < bytes);
    }
    return r->ended;
}

size_t journal_replay_done(const struct journal_replay *r)
{
    return r->news.used;
}

struct journal *journal_replay_finish(struct journal_replay *take, struct journal_news *news)
{
    struct journal *j = journal_of(take->doc, &take->news, take->len - take->news.used, take->groups);
    if (news)
        *news = take->news;
    journal_replay_free(take);
    return j;
}

void journal_replay_free(struct journal_replay *r)
{
    if (!r)
        return;
    doc_opening_free(r->body.opening);
    free(r->body.text);
    free(r);
}
