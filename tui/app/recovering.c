#include "config.h"

#include "tui/app/recovering.h"

#include "forms/merge.h"
#include "forms/words.h"
#include "tui/jobs/recovery.h"
#include "tui/screens/words.h"

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
    else if (r->draft.row.file == DRAFT_FILE_CHANGED)
        session_say(se, SEVERITY_WARNING,
                    "Recovered. The saved file was changed since: saving asks before it overwrites that.");
    else
        session_say(se, SEVERITY_NOTE, "Recovered, and not saved yet: " WORDS_KEY("app.save") " saves it.");
}

static bool take_up(struct world *w, int64_t id, struct recovered *r, struct err *e)
{
    if (w->open.doc && doc_modified(w->open.doc))
        return err_set(e, ERR_CONFLICT, "Save or close the configuration that is open first.");
    return recover(&w->library, w->journaling.drafts, id, r, e);
}

/* What was open gives way. */
static void replace(struct world *w, struct configuration take)
{
    journaling_close(w);
    configuration_finish(&w->open);
    w->open = take;
}

bool recovering_take(struct world *w, struct session *se, int64_t id, struct err *e)
{
    struct recovered r = {0};
    if (!take_up(w, id, &r, e))
        return false;
    say(se, &r);
    replace(w, r.configuration);
    journaling_adopt(w, r.journal, &r.draft);
    world_show_open(w, se);
    return recovering_list(w, se, e);
}

/* ---- into the file as it is now */

static bool merge(struct world *w, const struct session *se, const struct recovered *r,
                  struct merge_news *news, struct err *e)
{
    size_t len;
    const char *text = doc_text(r->configuration.doc, &len);
    struct doc *base = doc_new(text, len, e);
    if (base)
        merge_into(w->open.doc, se->wizard, doc_root(base), doc_root(r->configuration.doc), news);
    doc_free(base);
    return base != NULL;
}

static void say_merged(struct session *se, const struct merge_news *news)
{
    char left[WORDS_NUMBER_MAX], all[WORDS_NUMBER_MAX];
    if (news->left)
        session_say(se, SEVERITY_WARNING,
                    "%s of %s changes were not made: somebody changed the same. The unsaved work stays.",
                    words_number(news->left, left), words_number(news->left + news->made, all));
    else
        session_say(se, SEVERITY_NOTE,
                    "The file has the edits now, in one step that is not saved yet: " WORDS_KEY(
                        "app.save") " saves it.");
}

/* The old draft goes when the new one, of what was made of it, is kept and nothing is left behind. */
static void settle(struct world *w, struct session *se, const struct recovered *r, const struct merge_news *n)
{
    struct drafts *d = w->journaling.drafts;
    const int64_t id = r->draft.row.id;
    journaling_keep(w, se, r->draft.row.focus, false);
    const bool safe = !doc_modified(w->open.doc) || w->journaling.draft.row.id;
    if (!n->left && safe)
        drafts_drop(d, id, NULL);
    else
        drafts_leave(d, id, r->draft.row.ended, NULL);
}

bool recovering_onto(struct world *w, struct session *se, int64_t id, struct err *e)
{
    struct recovered r = {0};
    struct configuration now = {0};
    struct merge_news news = {0};
    if (!take_up(w, id, &r, e))
        return false;
    const char *path = r.draft.row.configuration ? r.draft.row.configuration : r.draft.row.path;
    if (!configuration_open(&w->library, path ? path : "", &now, e)) {
        drafts_leave(w->journaling.drafts, id, r.draft.row.ended, NULL);
        recovered_finish(&r);
        return false;
    }
    replace(w, now);
    journaling_open(w);
    const bool merged = merge(w, se, &r, &news, e);
    world_show_open(w, se);
    settle(w, se, &r, &news);
    say_merged(se, &news);
    recovered_finish(&r);
    return merged && recovering_list(w, se, e);
}

bool recovering_discard(struct world *w, struct session *se, int64_t id, bool back, struct err *e)
{
    return drafts_put_aside(w->journaling.drafts, id, !back, e) && recovering_list(w, se, e);
}
