#include "forms/journal_private.h"

#include "forms/rope.h"

#include <stdlib.h>
#include <string.h>

const struct journal_form JOURNAL_FORMS[DOC_VERBS] = {
    [DOC_SET] = {'s', FIELD_POINTER | FIELD_COUNT | FIELD_VALUES},
    [DOC_UNSET] = {'u', FIELD_POINTER | FIELD_INDEX},
    [DOC_INSERT] = {'i', FIELD_POINTER | FIELD_INDEX | FIELD_COUNT | FIELD_VALUES},
    [DOC_INSERT_ITEMS] = {'I', FIELD_POINTER | FIELD_INDEX | FIELD_COUNT | FIELD_VALUES},
    [DOC_DELETE_ITEMS] = {'d', FIELD_POINTER | FIELD_COUNT | FIELD_INDEXES},
    [DOC_MOVE] = {'m', FIELD_POINTER | FIELD_INDEX | FIELD_TO},
    [DOC_RENAME] = {'r', FIELD_POINTER | FIELD_NAME},
    [DOC_BECOME] = {'t', FIELD_COUNT | FIELD_VALUES},
    [DOC_PARK] = {'p', FIELD_POINTER | FIELD_COUNT | FIELD_VALUES},
    [DOC_VISIT] = {'v', 0},
    [DOC_GROUP_BEGIN] = {'b', 0},
    [DOC_GROUP_END] = {'e', 0},
    [DOC_GROUP_RESUME] = {'o', 0},
    [DOC_GROUP_CANCEL] = {'c', 0},
    [DOC_GROUP_BACK] = {'k', FIELD_INDEX},
    [DOC_JOIN] = {'j', FIELD_INDEX},
    [DOC_UNDO] = {'z', 0},
    [DOC_REDO] = {'y', 0},
    [DOC_SAVED] = {'w', 0},
};

#define RECORD_MAX  JSON_TEXT_MAX
#define JOURNAL_MAX BUF_BODY_MAX      /* of which nobody could read more */
#define KEEP_ROOM   ((size_t)1 << 20) /* buffers that grew beyond it are given back */

struct journal {
    struct doc *doc;
    struct rope pending;
    struct buf head, record; /* being made: its length, and all but ... */
    const char *far;         /* ... this text, or NULL */
    size_t far_len;
    size_t settled;     /* bytes of pending before the group that is open */
    size_t before;      /* bytes that are not pending any more */
    size_t groups;      /* that are open */
    char *typed;        /* the path of the last record, where another of the same kind takes its place */
    size_t last;        /* where that record begins in pending; or, when kept is not 0 ... */
    size_t kept;        /* ... it is not pending any more, and so long */
    size_t cut;         /* see struct journal_piece */
    enum doc_verb verb; /* of the last record */
    size_t edits;
    struct buf whole; /* the body that it began anew with, as long as pending looks at it */
    size_t floor;     /* so many edits were in force then, of which it knows nothing */
    bool anew;        /* it began anew ... */
    bool fresh;       /* ... and there was no edit since, so that those that can be redone are older */
    bool changed, broken, outdated;
};

/* ---- recording */

static void put_number(struct buf *out, size_t n)
{
    buf_put_number(out, n);
    buf_putc(out, ' ');
}

/* The text of a whole value at the end of the record, where it is so long that the document's own is used; it
 * lives as long as that. NULL: there is none. */
static const struct json *far_value(const struct doc_call *c)
{
    if (!(JOURNAL_FORMS[c->verb].fields & FIELD_VALUES) || !c->count)
        return NULL;
    const struct json *v = &c->values[c->count - 1];
    return v->text_len >= JOURNAL_FAR && !(json_is_container(v) && v->flags & JSON_CHANGED) ? v : NULL;
}

/* All but the far text. */
static void put_call(struct buf *out, const struct doc_call *c, const struct json *far)
{
    const struct journal_form *f = &JOURNAL_FORMS[c->verb];
    buf_putc(out, f->letter);
    if (f->fields & FIELD_POINTER)
        journal_put_text(out, c->pointer, strlen(c->pointer));
    if (f->fields & FIELD_INDEX)
        put_number(out, c->index);
    if (f->fields & FIELD_TO)
        put_number(out, c->to);
    if (f->fields & FIELD_NAME)
        journal_put_text(out, c->name, c->len);
    if (f->fields & FIELD_COUNT)
        put_number(out, c->count);
    for (size_t i = 0; f->fields & FIELD_INDEXES && i < c->count; i++)
        put_number(out, c->indexes[i]);
    for (size_t i = 0; f->fields & FIELD_VALUES && i < c->count; i++)
        if (&c->values[i] != far)
            journal_put_value(out, &c->values[i]);
    if (far)
        journal_put_head(out, far);
}

static void forget_typed(struct journal *j)
{
    free(j->typed);
    j->typed = NULL;
    j->kept = 0;
}

/* A second value for one path, with nothing between: the document takes the first one back by itself, so one
 * record says as much as two. Within a group each is an edit of its own. */
static bool can_be_replaced(const struct journal *j, enum doc_verb verb)
{
    return (verb == DOC_SET || verb == DOC_PARK) && !j->groups;
}

static bool takes_the_place(const struct journal *j, const struct doc_call *c)
{
    return can_be_replaced(j, c->verb) && c->verb == j->verb && j->typed && strcmp(j->typed, c->pointer) == 0;
}

static void make_way(struct journal *j)
{
    if (j->kept)
        j->cut = j->kept;
    else
        rope_truncate(&j->pending, j->last);
    j->kept = 0;
}

size_t journal_groups_after(size_t groups, enum doc_verb verb)
{
    switch (verb) {
    case DOC_GROUP_BEGIN:
    case DOC_GROUP_RESUME:
        return groups + 1;
    case DOC_GROUP_END:
        return groups - (groups > 0);
    case DOC_GROUP_CANCEL:
        return 0;
    default:
        return groups;
    }
}

bool journal_is_edit(enum doc_verb verb)
{
    return verb < DOC_PARK;
}

/* Makes the record, and room for it where it is to stand. */
static bool prepare(struct journal *j, const struct doc_call *c, size_t at)
{
    const struct json *far = far_value(c);
    const size_t far_len = far ? far->text_len : 0;
    buf_clear(&j->head);
    buf_clear(&j->record);
    put_call(&j->record, c, far);
    buf_put_number(&j->head, j->record.len + far_len);
    buf_putc(&j->head, ':');
    j->far = far ? far->text : NULL;
    j->far_len = far_len;
    const size_t len = j->head.len + j->record.len + 1;
    j->broken = j->record.full || j->record.len + far_len > RECORD_MAX ||
                j->before + at + len + far_len > JOURNAL_MAX;
    if (!j->broken)
        rope_reserve(&j->pending, at, len);
    return !j->broken;
}

static void append(struct journal *j)
{
    j->last = j->pending.len;
    rope_add(&j->pending, j->head.data, j->head.len);
    rope_add(&j->pending, j->record.data, j->record.len);
    if (j->far)
        rope_refer(&j->pending, j->far, j->far_len);
    if (j->far)
        rope_refer(&j->pending, "\n", 1);
    else
        rope_add(&j->pending, "\n", 1);
    if (j->record.cap > KEEP_ROOM)
        buf_finish(&j->record);
}

/* After it began anew: the call is about edits that it does not know. Asked before each call, since an edit
 * takes the place of one that was taken back. */
static bool is_about_former(const struct journal *j, const struct doc_call *c)
{
    switch (c->verb) {
    case DOC_UNDO:
    case DOC_GROUP_RESUME:
        return doc_edits(j->doc) <= j->floor;
    case DOC_REDO:
        return j->fresh;
    case DOC_JOIN:
    case DOC_GROUP_BACK:
        return c->index < j->floor;
    default:
        return false;
    }
}

/* The call, as it is for whoever begins with the whole body as the only edit. */
static struct doc_call as_begun_anew(struct journal *j, const struct doc_call *c)
{
    struct doc_call call = *c;
    j->fresh = j->fresh && doc_edits(j->doc) <= j->floor;
    j->outdated = j->outdated || is_about_former(j, c);
    if (c->verb == DOC_JOIN || c->verb == DOC_GROUP_BACK)
        call.index = c->index - j->floor + 1;
    return call;
}

/* What needs memory comes first: where there is none, what was recorded so far is kept as it is. */
static void record(void *context, const struct doc_call *told)
{
    struct journal *j = context;
    const struct doc_call call = j->anew ? as_begun_anew(j, told) : *told, *const c = &call;
    /* Ends of visits matter between edits only. */
    if (j->broken || (c->verb == DOC_VISIT && j->verb == DOC_VISIT))
        return;
    const bool again = takes_the_place(j, c);
    if (!prepare(j, c, again && !j->kept ? j->last : j->pending.len))
        return;
    char *typed = !again && can_be_replaced(j, c->verb) ? xstrdup(c->pointer) : NULL;
    if (again)
        make_way(j);
    else
        j->edits += journal_is_edit(c->verb);
    append(j);
    if (!again) {
        forget_typed(j);
        j->typed = typed;
    }
    j->groups = journal_groups_after(j->groups, c->verb);
    if (!j->groups)
        j->settled = j->pending.len;
    j->verb = c->verb;
    j->changed = j->changed || c->verb != DOC_VISIT;
}

/* ---- the whole */

struct journal *journal_of(struct doc *d, const struct journal_news *made, size_t unused, size_t groups)
{
    struct journal *j = xcalloc(1, sizeof *j);
    j->doc = d;
    buf_init(&j->head, BUF_TEXT_MAX);
    buf_init(&j->record, RECORD_MAX);
    buf_init(&j->whole, RECORD_MAX);
    j->edits = made->edits;
    j->changed = made->used > 0;
    j->verb = made->used > 0 ? DOC_VERBS : DOC_VISIT;
    j->cut = unused;
    j->before = made->used + unused;
    j->groups = groups;
    doc_listen(d, record, j);
    for (; groups > 0; groups--)
        doc_group_end(d);
    return j;
}

struct journal *journal_new(struct doc *d, const char *text, size_t len, struct journal_news *news)
{
    struct journal_replay *r = journal_replay_new(d, text, len);
    journal_replay_step(r, SIZE_MAX);
    return journal_replay_finish(r, news);
}

void journal_free(struct journal *j)
{
    if (!j)
        return;
    doc_listen(j->doc, NULL, NULL);
    rope_finish(&j->pending);
    buf_finish(&j->head);
    buf_finish(&j->record);
    buf_finish(&j->whole);
    free(j->typed);
    free(j);
}

struct journal_piece journal_pending(const struct journal *j, bool settled)
{
    size_t len;
    const char *text = rope_front(&j->pending, &len);
    return (struct journal_piece){text, settled && j->settled < len ? j->settled : len, j->cut};
}

void journal_kept(struct journal *j, size_t len)
{
    if (j->typed && len == j->pending.len)
        j->kept = j->kept ? j->kept : len - j->last;
    else if (j->typed && len > j->last)
        forget_typed(j);
    j->last -= j->last < len ? j->last : len;
    j->settled -= j->settled < len ? j->settled : len;
    j->before += len;
    j->before -= j->cut < j->before ? j->cut : j->before;
    j->cut = 0;
    rope_drop(&j->pending, len);
    if (!j->pending.len)
        buf_finish(&j->whole);
}

/* Nothing was ever recorded. */
static void empty(struct journal *j)
{
    forget_typed(j);
    rope_finish(&j->pending);
    buf_finish(&j->whole);
    j->pending = (struct rope){0};
    j->settled = j->before = j->last = j->cut = 0;
    j->verb = DOC_VISIT;
    j->anew = j->broken = j->outdated = false;
}

bool journal_begin_anew(struct journal *j)
{
    const size_t edits = j->edits;
    if (j->groups)
        return false;
    doc_visit(j->doc); /* no edit joins a step that is not known any more */
    empty(j);
    buf_init(&j->whole, RECORD_MAX);
    buf_reserve(&j->whole, doc_size(j->doc));
    j->broken = !doc_write(j->doc, json_to_buf, &j->whole);
    const struct json body = {.kind = JSON_OBJECT, .text = j->whole.data, .text_len = (uint32_t)j->whole.len};
    doc_tell_whole(j->doc, &body);
    j->edits = edits;
    j->floor = doc_edits(j->doc);
    j->anew = j->fresh = true;
    return true;
}

bool journal_outdated(const struct journal *j)
{
    return j->outdated;
}

bool journal_changed(const struct journal *j)
{
    return j->changed;
}

size_t journal_edits(const struct journal *j)
{
    return j->edits;
}

bool journal_broken(const struct journal *j)
{
    return j->broken;
}

bool journal_digest_step(struct journal_digest *g, const char *text, size_t len, size_t bytes)
{
    const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15);
    const size_t whole = bytes - bytes % sizeof(uint64_t) + sizeof(uint64_t);
    const size_t end = bytes < len && whole < len - g->done ? g->done + whole : len;
    uint64_t sum = g->done ? g->sum : len * odd;
    for (size_t at = g->done; at < end; at += sizeof(uint64_t)) {
        uint64_t word = 0;
        memcpy(&word, text + at, len - at < sizeof word ? len - at : sizeof word);
        sum = (sum ^ word) * odd;
        sum ^= sum >> 29;
    }
    *g = (struct journal_digest){sum, end};
    return end == len;
}

uint64_t journal_digest(const char *text, size_t len)
{
    struct journal_digest g = {0};
    journal_digest_step(&g, text, len, len);
    return g.sum;
}
