#include "config.h"

#include "tui/app/recovering.h"

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
                    "The file was changed before its edits were recovered: %s of %s could not be made again.",
                    words_number(r->news.refused, refused), words_number(r->news.edits, edits));
    else if (r->draft.row.file == DRAFT_FILE_CHANGED)
        session_say(se, SEVERITY_WARNING,
                    "Recovered. The saved file was changed since: saving asks before it overwrites that.");
    else
        session_say(se, SEVERITY_NOTE, "Recovered, and not saved yet: " WORDS_KEY("app.save") " saves it.");
}

bool recovering_take(struct world *w, struct session *se, int64_t id, struct err *e)
{
    struct recovered r;
    if (w->open.doc && doc_modified(w->open.doc))
        return err_set(e, ERR_CONFLICT, "Save or close the configuration that is open first.");
    journaling_close(w);
    if (!recover(&w->library, w->journaling.drafts, id, &r, e)) {
        journaling_open(w);
        return false;
    }
    say(se, &r);
    configuration_finish(&w->open);
    w->open = r.configuration;
    journaling_adopt(w, r.journal, &r.draft);
    world_show_open(w, se);
    return recovering_list(w, se, e);
}

bool recovering_discard(struct world *w, struct session *se, int64_t id, bool back, struct err *e)
{
    return drafts_put_aside(w->journaling.drafts, id, !back, e) && recovering_list(w, se, e);
}
