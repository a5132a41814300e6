#include "config.h"

#include "tui/app/journaling.h"

#include "forms/mem.h"
#include "tui/actions/clock.h"
#include "tui/app/world.h"

#include <stdlib.h>
#include <string.h>

/* Half of what is promised: the rest is for a slow disk. Milliseconds and keys. */
enum { DUE_AFTER = 1000, DUE_KEYS = 100 };
/* A text that is larger than the first is kept in pieces while nobody types, and somewhat slower even so when
 * somebody never stops: until it is kept, only its file has it. Bytes and milliseconds. */
enum {
    BASE_AT_ONCE = 1 << 20,
    BASE_PIECE = 256 << 10,
    IDLE = 1000,
    REST = 20,
    TYPING = 200,
    LATEST = 10000,
    SLOW_REST = 200
};
enum { DIGEST_PIECE = 2 << 20 };                    /* half a millisecond */
enum { PIECE = 256 << 10, SMALL_PIECE = 64 << 10 }; /* of a journal, bytes */
enum { RETRY = 1000 };

/* ---- the open document */

void journaling_open(struct world *w)
{
    struct journaling *j = &w->journaling;
    j->since = -1;
    if (w->open.doc)
        j->journal = journal_new(w->open.doc, "", 0, NULL);
}

/* The work goes on in another draft: what there is of this one stays until that is kept. */
static void leave_behind(struct journaling *j)
{
    j->former = j->draft.row.id;
    drafts_leave(j->drafts, j->former, 0, NULL);
    j->draft.row.id = 0;
    j->draft.base_kept = false;
    j->base_done = 0;
    j->lost = true;
}

void journaling_adopt(struct world *w, struct journal *take, struct draft *take_draft, bool damaged)
{
    struct journaling *j = &w->journaling;
    j->journal = take;
    j->draft = *take_draft;
    *take_draft = (struct draft){0};
    j->base_done = j->draft.base_kept ? j->draft.base_size : 0;
    j->since = j->begun = clock_elapsed();
    if (damaged)
        leave_behind(j);
}

/* Forgets the journal, not the draft. */
static void forget(struct journaling *j)
{
    journal_free(j->journal);
    free(j->given);
    free(j->path);
    draft_finish(&j->draft);
    *j = (struct journaling){.drafts = j->drafts,
                             .since = -1,
                             .last_key = j->last_key,
                             .rest = j->rest,
                             .sweeps = j->sweeps,
                             .leftovers = j->leftovers};
}

/* Nobody is to be offered what was given up. Whoever leaves does not wait until all of a large text is gone.
 */
static void give_up(struct journaling *j)
{
    const int64_t id = j->draft.row.id;
    if (j->draft.base_size > BASE_AT_ONCE || !drafts_drop(j->drafts, id, NULL)) {
        drafts_put_aside(j->drafts, id, true, NULL);
        drafts_leave(j->drafts, id, 0, NULL);
        j->sweeps = true;
    }
}

void journaling_close(struct world *w)
{
    struct journaling *j = &w->journaling;
    if (j->draft.row.id)
        give_up(j);
    forget(j);
}

/* ---- what is known of the work */

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* The next program may start in another directory, or be given another name of the file. One of our own is
 * known by the path that the list of configurations has. */
const char *journaling_path(struct world *w)
{
    struct journaling *j = &w->journaling;
    const struct configuration *c = &w->open;
    if (!c->path || c->name)
        return c->path;
    if (!same_text(j->given, c->path)) {
        char *whole = realpath(c->path, NULL);
        xreplace(&j->given, c->path);
        xreplace(&j->path, whole ? whole : c->path);
        free(whole);
    }
    return j->path;
}

/* There is work in it that its file does not have, and may not be able to: JSON that is typed up to the
 * middle. */
static bool has_work(const struct world *w)
{
    const struct configuration *c = &w->open;
    size_t len;
    return w->journaling.rescuing || doc_modified(c->doc) || doc_half_typed(c->doc, &len) || !c->path;
}

/* The open configuration as a draft has it. true: something is otherwise than the draft says. */
static bool describe(struct world *w, struct draft *x, const char *focus)
{
    const struct configuration *c = &w->open;
    const char *path = journaling_path(w);
    const bool unsaved = has_work(w);
    const bool news = unsaved != x->unsaved || !same_text(x->row.focus, focus) ||
                      !same_text(x->row.path, path) || !file_stamp_same(&x->stamp, &c->stamp);
    x->unsaved = unsaved;
    x->stamp = c->stamp;
    x->row.edits = journal_edits(w->journaling.journal);
    x->row.ended = 0;
    xreplace(&x->row.configuration, c->name);
    xreplace(&x->row.path, path);
    xreplace(&x->row.focus, focus);
    return news;
}

/* ---- keeping */

static bool keep_small_base(struct journaling *j, const char *text, size_t len, struct err *e)
{
    if (len > BASE_AT_ONCE)
        return true;
    if (!drafts_keep_base(j->drafts, j->draft.row.id, text, len, true, e))
        return false;
    j->base_done = len;
    j->draft.base_kept = true;
    return true;
}

/* After a loss. What takes as much memory again is nothing for when there is none. */
static bool journal_is_whole(struct journaling *j, struct err *e)
{
    const bool anew = j->lost || journal_outdated(j->journal);
    if (anew && (j->rescuing || !journal_begin_anew(j->journal)))
        return err_set(e, ERR_NOT_FOUND, "the file that it was kept in is gone");
    j->lost = false;
    return true;
}

/* It is offered by nobody before the journal is in it, too. */
static bool begin(struct world *w, const char *focus, struct err *e)
{
    struct journaling *j = &w->journaling;
    struct draft *x = &j->draft;
    size_t len;
    const char *text = doc_text(w->open.doc, &len);
    if (!journal_is_whole(j, e))
        return false;
    describe(w, x, focus);
    x->unsaved = false;
    x->row.changed = clock_now();
    if (!j->former)
        x->row.started = x->row.changed;
    journal_digest_step(&j->digest, text, len, len); /* what is left of it */
    x->base_digest = j->digest.sum;
    x->base_size = len;
    j->begun = clock_elapsed();
    if (drafts_begin(j->drafts, x, e) && keep_small_base(j, text, len, e))
        return true;
    if (x->row.id)
        drafts_drop(j->drafts, x->row.id, NULL);
    x->row.id = 0;
    return false;
}

/* The rest of what is kept in pieces is due at once, or, while somebody types, as soon as there was time to
 * answer. */
static void go_on_soon(struct journaling *j)
{
    const int64_t now = clock_elapsed();
    j->since = now - DUE_AFTER;
    j->keys = DUE_KEYS;
    if (now < j->last_key + TYPING)
        j->pause = now + REST;
}

/* At most so many bytes of it. */
static bool keep(struct world *w, const char *focus, bool working, size_t most, struct err *e)
{
    struct journaling *j = &w->journaling;
    const bool news = describe(w, &j->draft, focus);
    const struct journal_piece p = journal_pending(j->journal, working);
    const size_t len = p.len < most ? p.len : most;
    if (!news && !p.len)
        return true;
    j->draft.row.changed = clock_now();
    if (!drafts_keep(j->drafts, &j->draft, p.cut, p.text, len, e))
        return false;
    journal_kept(j->journal, len);
    if (journal_pending(j->journal, working).len > 0)
        go_on_soon(j);
    return !journal_broken(j->journal) || err_set(e, ERR_LIMIT, "it is too large to be kept");
}

/* Work that is saved needs no draft. It is said again and again, so it gives way to what just went wrong, a
 * save in another place for one. */
static void failed(struct world *w, struct session *se, const struct err *e)
{
    struct journaling *j = &w->journaling;
    j->pause = clock_elapsed() + RETRY;
    const bool shows_error = se->message.text[0] && se->message.severity == SEVERITY_ERROR;
    if (j->failing && has_work(w) && !(j->warned && shows_error)) {
        session_say(se, SEVERITY_WARNING, "Your work is not safe against a crash: %s. Save it now.", e->text);
        j->told = j->warned = true;
    }
    j->failing = true;
}

/* Somebody deleted the file that the draft was in, or moved it, or it was damaged. */
static void lose(struct journaling *j)
{
    leave_behind(j);
    j->gone = true;
    j->since = clock_elapsed() - DUE_AFTER;
}

static void supersede(struct journaling *j, struct session *se)
{
    drafts_supersede(j->drafts, j->former, j->draft.row.id, NULL);
    j->former = 0;
    j->sweeps = true;
    if (!j->gone)
        return;
    session_say(se, SEVERITY_WARNING, "Your unsaved work is kept in a new database: the old one is gone.");
    j->told = true;
    j->gone = false;
}

/* There is a draft, or something to make one of. */
static bool is_wanted(const struct world *w)
{
    const struct journaling *j = &w->journaling;
    return j->journal && (j->draft.row.id || (journal_changed(j->journal) && has_work(w)));
}

/* There is something to make a draft of, and it is not made yet. */
static bool begins(const struct world *w)
{
    return is_wanted(w) && !w->journaling.draft.row.id;
}

static bool keep_or_begin(struct world *w, const char *focus, bool working, struct err *e)
{
    struct journaling *j = &w->journaling;
    if (j->draft.row.id && journal_outdated(j->journal))
        leave_behind(j);
    if (j->draft.row.id) {
        if (keep(w, focus, working, PIECE, e))
            return true;
        if (e->code != ERR_NOT_FOUND)
            return false;
        lose(j);
    }
    return !is_wanted(w) || (begin(w, focus, e) && keep(w, focus, working, PIECE, e));
}

void journaling_keep(struct world *w, struct session *se, const char *focus, bool working)
{
    struct journaling *j = &w->journaling;
    struct err e = {0};
    const int64_t since = j->since;
    const size_t keys = j->keys;
    j->since = -1;
    j->keys = 0;
    if (!is_wanted(w))
        return;
    if (keep_or_begin(w, focus, working, &e)) {
        j->failing = j->warned = false;
        if (j->former && j->draft.row.id && !journal_pending(j->journal, false).len)
            supersede(j, se);
        return;
    }
    j->since = since >= 0 ? since : clock_elapsed();
    j->keys = keys;
    failed(w, se, &e);
}

bool journaling_key(struct world *w, bool paste)
{
    struct journaling *j = &w->journaling;
    j->last_key = clock_elapsed();
    if (!j->journal)
        return false;
    if (j->since < 0)
        j->since = j->last_key;
    j->keys += paste ? DUE_KEYS : 1;
    return j->keys >= DUE_KEYS && j->last_key >= j->pause && journal_pending(j->journal, false).len > 0;
}

void journaling_saved(struct world *w, struct session *se)
{
    char *focus = w->journaling.draft.row.focus ? xstrdup(w->journaling.draft.row.focus) : NULL;
    journaling_keep(w, se, focus, false);
    free(focus);
}

void journaling_end(struct world *w, struct session *se, int signal, const char *focus, bool working)
{
    struct journaling *j = &w->journaling;
    enum { TRIES = 10 }; /* each waits for another instance for a moment */
    int failures = 0;
    mem_use_reserve();
    do {
        journaling_keep(w, se, focus, working);
        failures += j->failing;
    } while (j->since >= 0 && failures < TRIES);
    if (j->draft.row.id && !j->draft.unsaved)
        give_up(j);
    else if (j->draft.row.id)
        drafts_leave(j->drafts, j->draft.row.id, signal, NULL);
    forget(j);
}

/* The edit that memory ran out in may have taken another one back, and not be made yet: only what is recorded
 * counts. */
enum rescue journaling_rescue(struct world *w, bool working)
{
    struct journaling *j = &w->journaling;
    struct err e = {0};
    if (!j->journal || !journal_changed(j->journal))
        return RESCUE_NEEDLESS;
    if (!journal_pending(j->journal, working).len)
        return j->draft.unsaved ? RESCUE_DONE : RESCUE_NEEDLESS;
    j->rescuing = true;
    drafts_rescue(j->drafts);
    char *focus = j->draft.row.focus ? xstrdup(j->draft.row.focus) : NULL;
    bool kept = !journal_outdated(j->journal) && (j->draft.row.id || begin(w, focus, &e));
    do {
        j->since = -1;
        kept = kept && keep(w, focus, working, SMALL_PIECE, &e);
    } while (kept && j->since >= 0);
    free(focus);
    return kept ? RESCUE_DONE : RESCUE_FAILED;
}

/* ---- the text that the work began with, when it is large */

/* A draft of it will be made, and its digest is not known yet. */
static bool wants_digest(const struct world *w)
{
    size_t len;
    doc_text(w->open.doc, &len);
    return len > BASE_AT_ONCE && w->journaling.digest.done < len;
}

/* Between the first edit and the moment when the draft is due: then it is known. */
static void read_digest(struct world *w)
{
    size_t len;
    const char *text = doc_text(w->open.doc, &len);
    journal_digest_step(&w->journaling.digest, text, len, DIGEST_PIECE);
}

static bool wants_base(const struct journaling *j)
{
    return j->journal && j->draft.row.id && !j->draft.base_kept;
}

static bool wants_sweep(const struct journaling *j)
{
    return j->sweeps || j->leftovers;
}

static int64_t idle_due(const struct journaling *j)
{
    const int64_t idle = j->last_key + IDLE, latest = j->begun + LATEST;
    const int64_t due = wants_base(j) && latest < idle ? latest : idle;
    const int64_t until = j->pause > j->rest ? j->pause : j->rest;
    return due > until ? due : until;
}

static void keep_base(struct world *w, struct session *se)
{
    struct journaling *j = &w->journaling;
    struct err e = {0};
    size_t all;
    const char *text = doc_text(w->open.doc, &all);
    const size_t left = all - j->base_done, len = left < BASE_PIECE ? left : BASE_PIECE;
    if (!drafts_keep_base(j->drafts, j->draft.row.id, text + j->base_done, len, len == left, &e)) {
        if (e.code == ERR_NOT_FOUND)
            lose(j);
        else
            failed(w, se, &e);
        return;
    }
    j->base_done += len;
    j->draft.base_kept = len == left;
    const int64_t now = clock_elapsed();
    j->rest = now + (now < j->last_key + IDLE ? SLOW_REST : REST);
}

/* What was given up. That it fails is no news: it is tried again later where others write, and else by the
 * next program. */
static void sweep(struct journaling *j)
{
    enum { PIECES = 4, FILES = 100 };
    struct err e = {0};
    if (j->sweeps) {
        if (!drafts_sweep(j->drafts, PIECES, &j->sweeps, &e))
            j->sweeps = e.code == ERR_BUSY;
    } else if (leftovers_step(j->leftovers, FILES)) {
        leftovers_free(j->leftovers);
        j->leftovers = NULL;
    }
    j->rest = clock_elapsed() + (e.code ? RETRY : REST);
}

/* ---- when */

static int64_t keep_due(const struct journaling *j)
{
    const int64_t due = j->keys >= DUE_KEYS ? j->since : j->since + DUE_AFTER;
    return due > j->pause ? due : j->pause;
}

int journaling_timeout(const struct world *w)
{
    const struct journaling *j = &w->journaling;
    int64_t due = INT64_MAX;
    if (j->journal && j->since >= 0)
        due = keep_due(j);
    if (begins(w) && wants_digest(w))
        return 0;
    if ((wants_base(j) || wants_sweep(j)) && idle_due(j) < due)
        due = idle_due(j);
    if (due == INT64_MAX)
        return -1;
    const int64_t left = due - clock_elapsed();
    return left > 0 ? (int)left : 0;
}

bool journaling_due(struct world *w)
{
    struct journaling *j = &w->journaling;
    if (j->since < 0 && is_wanted(w) && journal_pending(j->journal, false).len > 0)
        j->since = clock_elapsed();
    return journaling_timeout(w) == 0;
}

bool journaling_work(struct world *w, struct session *se, const char *focus, bool working)
{
    struct journaling *j = &w->journaling;
    const int64_t now = clock_elapsed();
    j->told = false;
    if (j->journal && j->since >= 0 && now >= keep_due(j))
        journaling_keep(w, se, focus, working);
    else if (begins(w) && wants_digest(w))
        read_digest(w);
    else if (now < idle_due(j))
        ; /* nothing is due */
    else if (wants_base(j))
        keep_base(w, se);
    else if (wants_sweep(j))
        sweep(j);
    return j->told;
}
