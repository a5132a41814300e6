#include "config.h"

#include "tui/app/recovering.h"

#include "forms/mem.h"
#include "forms/merge.h"
#include "forms/words.h"
#include "tui/jobs/recovery.h"
#include "tui/screens/words.h"

#include <stdlib.h>
#include <string.h>

bool recovering_list(struct world *w, struct session *se, struct err *e)
{
    draft_rows_finish(&se->drafts);
    return drafts_list(w->journaling.drafts, &se->drafts, e);
}

static void say(struct session *se, const struct recovered *r)
{
    char edits[WORDS_NUMBER_MAX], refused[WORDS_NUMBER_MAX];
    if (r->elsewhere)
        session_say(se, SEVERITY_WARNING,
                    "The file was changed before its edits were recovered: %s of %s could not be made; look "
                    "where the others are.",
                    words_number(r->news.refused, refused), words_number(r->news.edits, edits));
    else if (r->cut_short)
        session_say(
            se, SEVERITY_WARNING,
            "Recovered, but the end of what was kept is damaged: look whether the last edits are there.");
    else if (r->draft.row.file == DRAFT_FILE_CHANGED)
        session_say(se, SEVERITY_WARNING,
                    "Recovered. The saved file was changed since: saving asks before it overwrites that.");
    else
        session_say(se, SEVERITY_NOTE, "Recovered, and not saved yet: " WORDS_KEY("app.save") " saves it.");
}

/* What was open gives way. */
static void replace(struct world *w, struct configuration take)
{
    journaling_close(w);
    configuration_finish(&w->open);
    w->open = take;
}

static bool take(struct world *w, struct session *se, struct recovered *r, struct err *e)
{
    say(se, r);
    replace(w, r->configuration);
    journaling_adopt(w, r->journal, &r->draft, r->damaged);
    world_show_open(w, se);
    return recovering_list(w, se, e);
}

/* ---- into the file as it is now */

static void say_merged(struct session *se, const struct merge_news *news, bool cut_short)
{
    char left[WORDS_NUMBER_MAX], all[WORDS_NUMBER_MAX];
    if (cut_short)
        session_say(
            se, SEVERITY_WARNING,
            "The file has the edits that could be read; the end of what was kept is damaged, and stays.");
    else if (news->left)
        session_say(se, SEVERITY_WARNING,
                    "%s of %s changes were not made: somebody changed the same. The unsaved work stays.",
                    words_number(news->left, left), words_number(news->left + news->made, all));
    else
        session_say(se, SEVERITY_NOTE,
                    "The file has the edits now, in one step that is not saved yet: " WORDS_KEY(
                        "app.save") " saves it.");
}

/* The old draft goes when the new one, of what was made of it, is kept and nothing is left behind. */
static void settle(struct world *w, struct session *se, const struct recovering *r)
{
    const struct draft *x = &r->work.draft;
    const struct merge_news *n = &r->news;
    struct drafts *d = w->journaling.drafts;
    journaling_keep(w, se, x->row.focus, false);
    const bool safe = !doc_modified(w->open.doc) || w->journaling.draft.row.id;
    if (!n->left && !r->work.cut_short && safe)
        drafts_drop(d, x->row.id, NULL);
    else
        drafts_leave(d, x->row.id, x->row.ended, NULL);
}

static bool take_merged(struct world *w, struct session *se, struct recovering *r, struct err *e)
{
    struct draft nothing = {0};
    replace(w, r->now);
    journaling_adopt(w, r->journal, &nothing, false);
    r->now = (struct configuration){0};
    r->journal = NULL;
    world_show_open(w, se);
    settle(w, se, r);
    say_merged(se, &r->news, r->work.cut_short);
    return recovering_list(w, se, e);
}

/* What comes after the work itself is open; each piece ends with the next one begun. */

static void begin_file(struct world *w, struct recovering *r)
{
    const struct draft_row *x = &r->work.draft.row;
    const char *path = x->configuration ? x->configuration : x->path;
    r->file = configuration_opening_new(&w->library, path ? path : "");
}

static void file_step(struct recovering *r, size_t bytes)
{
    size_t len;
    const char *text = doc_text(r->work.configuration.doc, &len);
    if (!configuration_opening_step(r->file, bytes))
        return;
    const bool opened = configuration_opening_finish(r->file, &r->now, &r->err);
    r->file = NULL;
    r->ended = !opened;
    if (!opened)
        return;
    r->journal = journal_new(r->now.doc, "", 0, NULL);
    r->parser = json_parser_new(&r->arena, text, len);
}

static void base_step(struct recovering *r, const struct session *se, size_t bytes)
{
    if (!json_parser_step(r->parser, bytes))
        return;
    const bool read = json_parser_result(r->parser, &r->base, &r->err);
    json_parser_free(r->parser);
    r->parser = NULL;
    r->ended = !read;
    if (read)
        r->merge = merge_new(r->now.doc, se->wizard, &r->base.root, doc_root(r->work.configuration.doc));
}

static void merge_some(struct recovering *r)
{
    enum { VALUES = 2000 };
    if (!merge_step(r->merge, VALUES))
        return;
    merge_finish(r->merge, &r->news);
    r->merge = NULL;
    r->ended = true;
}

/* ---- a piece at a time */

static const char *shown_name(const struct draft *x)
{
    const char *path = x->row.path ? x->row.path : "unsaved work", *slash = strrchr(path, '/');
    return x->row.configuration ? x->row.configuration : slash ? slash + 1 : path;
}

static void show_progress(const struct recovering *r, struct session *se)
{
    size_t done = 0, all = 0;
    const struct draft *x = r->job ? recovery_draft(r->job) : &r->work.draft;
    char *words = xasprintf("%s %s", r->job ? "Recovering" : r->merge ? "Merging" : "Reading", shown_name(x));
    if (r->job)
        recovery_progress(r->job, &done, &all);
    else if (r->file)
        configuration_opening_progress(r->file, &done, &all);
    else if (r->merge)
        merge_progress(r->merge, &done, &all);
    session_progress(se, words, done, all, true);
    free(words);
}

static void work_step(struct world *w, struct recovering *r, size_t bytes)
{
    if (!recovery_step(r->job, bytes))
        return;
    const bool fine = recovery_finish(r->job, &r->work, &r->err);
    r->job = NULL;
    r->ended = !fine || !r->onto;
    if (!r->ended)
        begin_file(w, r);
}

bool recovering_step(struct world *w, struct session *se)
{
    enum { SLICE = 512 << 10 }; /* bytes */
    struct recovering *r = &w->recovering;
    if (r->ended)
        return true;
    if (r->job)
        work_step(w, r, SLICE);
    else if (r->file)
        file_step(r, SLICE);
    else if (r->parser)
        base_step(r, se, SLICE);
    else
        merge_some(r);
    if (!r->ended)
        show_progress(r, se);
    return r->ended;
}

bool recovering_begin(struct world *w, struct session *se, int64_t id, bool onto, struct err *e)
{
    enum { FIRST_STEPS = 16 };
    recovering_drop(w, se);
    if (w->open.doc && doc_modified(w->open.doc))
        return err_set(e, ERR_CONFLICT, "Save or close the configuration that is open first.");
    struct recovery *job = recovery_new(&w->library, w->journaling.drafts, id, e);
    if (!job)
        return false;
    w->recovering = (struct recovering){.job = job, .going_on = true, .onto = onto};
    se->opening = true;
    for (int i = 0; i < FIRST_STEPS && !recovering_step(w, se); i++)
        ;
    return true;
}

bool recovering_ended(const struct world *w)
{
    return w->recovering.ended;
}

void recovering_free(struct recovering *r)
{
    recovery_free(r->job);
    configuration_opening_free(r->file);
    json_parser_free(r->parser);
    merge_free(r->merge);
    journal_free(r->journal);
    configuration_finish(&r->now);
    arena_finish(&r->arena);
    recovered_finish(&r->work);
    *r = (struct recovering){0};
}

/* Everything that is not taken over. */
static void forget(struct world *w, struct session *se)
{
    recovering_free(&w->recovering);
    se->opening = false;
    session_progress(se, NULL, 0, 0, false);
}

/* Nobody owns the work any more. */
static void leave(struct world *w)
{
    const struct draft *x = &w->recovering.work.draft;
    if (x->row.id)
        drafts_leave(w->journaling.drafts, x->row.id, x->row.ended, NULL);
}

bool recovering_finish(struct world *w, struct session *se, struct err *e)
{
    struct recovering *r = &w->recovering;
    bool done = false;
    session_progress(se, NULL, 0, 0, false);
    if (r->err.code) {
        err_set(e, r->err.code, "%s", r->err.text);
        leave(w);
    } else if (r->onto) {
        done = take_merged(w, se, r, e);
    } else {
        done = take(w, se, &r->work, e);
        r->work = (struct recovered){0};
    }
    forget(w, se);
    return done;
}

bool recovering_drop(struct world *w, struct session *se)
{
    const bool there = w->recovering.going_on;
    if (!there)
        return false;
    leave(w);
    forget(w, se);
    return true;
}

bool recovering_discard(struct world *w, struct session *se, int64_t id, bool back, struct err *e)
{
    return drafts_put_aside(w->journaling.drafts, id, !back, e) && recovering_list(w, se, e);
}
