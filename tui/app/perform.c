#include "config.h"

#include "tui/app/perform.h"

#include "assets/asset.h"
#include "forms/mem.h"
#include "forms/safe.h"
#include "tui/actions/clock.h"
#include "tui/app/opening.h"
#include "tui/app/reading.h"
#include "tui/app/recovering.h"
#include "tui/app/sending.h"
#include "tui/app/summaries.h"
#include "tui/jobs/editor.h"
#include "tui/term/clipboard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct doing {
    struct world *w;
    struct session *se;
    struct term *t;
    const struct effect *e;
    struct err *err;
    bool later; /* it reports when it has ended: perform_step, perform_work */
};

/* ---- configurations */

static bool do_unchecked(struct doing *d)
{
    sending_count_unchecked(d->w, d->se);
    return true;
}

static bool do_list(struct doing *d)
{
    struct config_rows *rows = &d->se->configurations, before = *rows;
    summaries_drop(d->w);
    *rows = (struct config_rows){0};
    const bool listed = configuration_list_quickly(&d->w->library, &before, rows, d->err);
    config_rows_finish(&before);
    summaries_begin(d->w, d->se);
    sending_count_unchecked(d->w, d->se);
    return listed && recovering_list(d->w, d->se, d->err);
}

/* What is open at once needs no report later. */
static bool opened(struct doing *d)
{
    d->later = !opening_ended(d->w);
    return d->later || opening_finish(d->w, d->se, d->err);
}

static bool open_named(struct doing *d, const char *name)
{
    summaries_begin(d->w, d->se); /* they wait; two large files at once would need twice the memory */
    opening_begin(d->w, d->se, name, (int)d->e->type);
    return opened(d);
}

/* The open configuration's own file. */
static bool open_again(struct doing *d)
{
    summaries_begin(d->w, d->se);
    return opening_begin_again(d->w, d->se, (int)d->e->type, d->err) && opened(d);
}

static bool do_open(struct doing *d)
{
    return open_named(d, d->e->text);
}

static bool do_create(struct doing *d)
{
    const struct asset *body = NULL;
    if (d->e->other) {
        char *file = xasprintf("templates/%s.json", d->e->other);
        body = asset_find(file);
        free(file);
        if (!body)
            return err_set(d->err, ERR_NOT_FOUND, "There is no template called \"%s\".", d->e->other);
    }
    return configuration_create(&d->w->library, d->e->text, body ? (const char *)body->data : NULL,
                                body ? body->len : 0, d->err) &&
           open_named(d, d->e->text);
}

static bool do_save(struct doing *d)
{
    if (!configuration_save(&d->w->open, d->e->flag, d->err))
        return false;
    d->se->saved_at = clock_now();
    return true;
}

static bool do_save_as(struct doing *d)
{
    struct configuration *open = &d->w->open;
    char *where = world_path(d->se, d->e->text);
    const bool saved = configuration_save_as(&d->w->library, open, where, d->err);
    free(where);
    xreplace(&d->se->name, open->name); /* also where only the ticket was lost on the way */
    xreplace(&d->se->path, open->path);
    if (saved)
        d->se->saved_at = clock_now();
    return saved;
}

static bool do_compare(struct doing *d)
{
    session_other(d->se, NULL);
    return open_again(d);
}

static bool do_clone(struct doing *d)
{
    return configuration_clone(&d->w->library, d->e->text, d->e->other, d->err);
}

/* How the start screen tells of a step; takes what came of it. */
static void show_step(struct doing *d, struct step_news take)
{
    struct session *se = d->se;
    free(se->steps.words);
    free(se->steps.name);
    se->steps.words = take.words;
    se->steps.name = take.name;
    se->steps.undo = d->w->steps.done;
    se->steps.redo = d->w->steps.count - d->w->steps.done;
}

static bool do_rename(struct doing *d)
{
    const char *from = d->e->text, *to = d->e->other;
    if (!steps_rename(&d->w->steps, &d->w->library, from, to, d->err))
        return false;
    show_step(d, (struct step_news){xasprintf("%s is named %s now.", from, to), xstrdup(to)});
    return true;
}

static bool do_delete(struct doing *d)
{
    const char *name = d->e->text;
    char *path = configuration_path(&d->w->library.paths, name);
    const bool unsaved = session_draft(d->se, path) != NULL;
    free(path);
    if (!steps_delete(&d->w->steps, &d->w->library, name, d->err))
        return false;
    show_step(d, (struct step_news){
                     .words = xasprintf("Deleted %s%s.", name, unsaved ? " with its unsaved work" : "")});
    return true;
}

static bool do_undo(struct doing *d)
{
    struct step_news news;
    const bool done = steps_undo(&d->w->steps, &d->w->library, &news, d->err);
    show_step(d, news);
    return done;
}

static bool do_redo(struct doing *d)
{
    struct step_news news;
    const bool done = steps_redo(&d->w->steps, &d->w->library, &news, d->err);
    show_step(d, news);
    return done;
}

static bool do_ticket(struct doing *d)
{
    struct configuration *open = &d->w->open;
    const char *ticket = d->e->text && *d->e->text ? d->e->text : NULL;
    if (open->name && !ledger_set_ticket(d->w->library.ledger, open->name, ticket, d->err))
        return false;
    xreplace(&open->ticket, ticket);
    xreplace(&d->se->ticket, ticket);
    return true;
}

static bool do_close(struct doing *d)
{
    journaling_close(d->w);
    configuration_finish(&d->w->open);
    d->w->open = (struct configuration){0};
    world_show_open(d->w, d->se);
    return true;
}

static bool do_recover(struct doing *d)
{
    summaries_begin(d->w, d->se);
    if (!recovering_begin(d->w, d->se, strtoll(d->e->text, NULL, 10), d->e->flag, d->err))
        return false;
    d->later = !recovering_ended(d->w);
    return d->later || recovering_finish(d->w, d->se, d->err);
}

static bool do_discard(struct doing *d)
{
    return recovering_discard(d->w, d->se, strtoll(d->e->text, NULL, 10), d->e->flag, d->err);
}

/* ---- sending */

static bool do_send(struct doing *d)
{
    d->later = true;
    return sending_begin(d->w, d->se, d->e->flag, d->err);
}

static bool do_cancel(struct doing *d)
{
    d->later = true;
    if (opening_drop(d->w, d->se) || recovering_drop(d->w, d->se) || reading_drop(d->w, d->se))
        return true;
    sending_cancel(d->w, d->se);
    return true;
}

static bool do_key(struct doing *d)
{
    return world_set_key(d->w, d->se, d->e->text, d->e->other, d->err);
}

static bool do_workspace(struct doing *d)
{
    world_ask_workspace(d->w, d->se);
    d->later = true;
    return true;
}

/* ---- tables */

static bool do_read_table(struct doing *d)
{
    d->later = true;
    return reading_begin(d->w, d->se, d->e->text, d->err);
}

/* The open configuration's own, or that of its file. */
static const char *mapping_owner(const struct session *se)
{
    return se->name ? se->name : se->path ? se->path : "";
}

static bool do_find_mapping(struct doing *d)
{
    const char *header = strchr(d->e->text, '\n');
    char *list = xstrndup(d->e->text, (size_t)(header - d->e->text));
    free(d->se->mapping);
    d->se->mapping = ledger_mapping(d->w->library.ledger, mapping_owner(d->se), list, header + 1);
    free(list);
    return true;
}

static bool do_keep_mapping(struct doing *d)
{
    const char *header = strchr(d->e->text, '\n');
    char *list = xstrndup(d->e->text, (size_t)(header - d->e->text));
    const bool kept =
        ledger_set_mapping(d->w->library.ledger, mapping_owner(d->se), list, header + 1, d->e->other, d->err);
    free(list);
    return kept;
}

/* ---- links, and out */

static bool do_links(struct doing *d)
{
    const struct ledger_query all = {.now = clock_now()};
    link_rows_finish(&d->se->links);
    return ledger_links(d->w->library.ledger, &all, &d->se->links, d->err);
}

/* A row of the list of links by its number as text; NULL with an error. */
static struct link_row *row_named(const struct doing *d, const char *number)
{
    const long long id = strtoll(number, NULL, 10);
    for (size_t i = 0; i < d->se->links.count; i++)
        if (d->se->links.items[i].id == id)
            return &d->se->links.items[i];
    err_set(d->err, ERR_NOT_FOUND, "That link is not in the list any more.");
    return NULL;
}

static bool do_link_checked(struct doing *d)
{
    struct link_row *row = row_named(d, d->e->text);
    const enum checked found = checked_find(d->e->other);
    const int64_t now = clock_now();
    if (!row || !ledger_note_checked(d->w->library.ledger, row->id, found, now, d->err))
        return false;
    row->checked = found;
    row->checked_at = found == CHECKED_NOT ? 0 : now;
    return true;
}

/* Where it is pasted, in a shell perhaps, it is text and nothing else. */
static bool copy(struct doing *d, const char *text, size_t len, const char *about)
{
    struct buf words, safe;
    buf_init(&words, sizeof d->se->copied - 1);
    buf_init(&safe, BUF_BODY_MAX);
    safe_copy(text, len, &safe);
    const bool tried = clipboard_copy(d->t, safe.data, safe.len, &words);
    snprintf(d->se->copied, sizeof d->se->copied, "%s%s%s", tried && about ? about : "",
             tried && about ? " " : "", words.data);
    buf_finish(&words);
    explicit_bzero(safe.data, safe.len); /* perhaps a link, which signs its holder in */
    buf_finish(&safe);
    return tried ? true : err_set(d->err, ERR_IO, "%s", d->se->copied);
}

static bool do_copy(struct doing *d)
{
    return copy(d, d->e->text, strlen(d->e->text), d->e->other);
}

static bool do_copy_reply(struct doing *d)
{
    const struct link_row *row = row_named(d, d->e->text);
    if (!row)
        return false;
    struct buf reply;
    buf_init(&reply, BUF_TEXT_MAX);
    submit_ticket_reply(row, false, &reply);
    const bool copied = copy(d, reply.data, reply.len, NULL);
    buf_finish(&reply);
    return copied;
}

static bool do_edit(struct doing *d)
{
    const size_t line = d->e->other ? strtoul(d->e->other, NULL, 10) : 0;
    char *text = NULL;
    size_t len;
    term_leave(d->t);
    const bool done = editor_edit(d->e->text, strlen(d->e->text), line, &text, &len, d->err);
    term_return(d->t);
    if (done)
        xreplace(&d->se->edit.after, text);
    free(text);
    return done;
}

static bool do_write(struct doing *d)
{
    char *whole = world_path(d->se, d->e->text);
    const bool written = file_write_bytes(whole, d->e->flag ? FILE_REPLACE : FILE_NEW, d->e->other,
                                          strlen(d->e->other), d->err);
    free(whole);
    return written;
}

/* What each effect is done by; the loop's own effects have no entry. */
static bool (*const deeds[])(struct doing *) = {
    [EFFECT_LIST] = do_list,
    [EFFECT_OPEN] = do_open,
    [EFFECT_CREATE] = do_create,
    [EFFECT_SAVE] = do_save,
    [EFFECT_SAVE_AS] = do_save_as,
    [EFFECT_RELOAD] = open_again,
    [EFFECT_COMPARE] = do_compare,
    [EFFECT_CLONE] = do_clone,
    [EFFECT_RENAME] = do_rename,
    [EFFECT_DELETE] = do_delete,
    [EFFECT_UNDO] = do_undo,
    [EFFECT_REDO] = do_redo,
    [EFFECT_TICKET] = do_ticket,
    [EFFECT_CLOSE] = do_close,
    [EFFECT_RECOVER] = do_recover,
    [EFFECT_DISCARD] = do_discard,
    [EFFECT_SEND] = do_send,
    [EFFECT_CANCEL] = do_cancel,
    [EFFECT_KEY] = do_key,
    [EFFECT_WORKSPACE] = do_workspace,
    [EFFECT_READ_TABLE] = do_read_table,
    [EFFECT_FIND_MAPPING] = do_find_mapping,
    [EFFECT_KEEP_MAPPING] = do_keep_mapping,
    [EFFECT_LINKS] = do_links,
    [EFFECT_UNCHECKED] = do_unchecked,
    [EFFECT_LINK_CHECKED] = do_link_checked,
    [EFFECT_COPY] = do_copy,
    [EFFECT_COPY_REPLY] = do_copy_reply,
    [EFFECT_EDIT] = do_edit,
    [EFFECT_WRITE] = do_write,
};

bool perform(struct world *w, struct session *se, struct term *t, const struct effect *e, struct report *out)
{
    *out = (struct report){.effect = e->type, .state = REPORT_DONE};
    if ((size_t)e->type >= sizeof deeds / sizeof *deeds || !deeds[e->type])
        return false;
    struct doing d = {w, se, t, e, &out->err, false};
    const bool done = deeds[e->type](&d);
    if (!done)
        out->state = REPORT_FAILED;
    else if (e->type == EFFECT_SAVE || e->type == EFFECT_SAVE_AS)
        journaling_saved(w, se);
    return !done || !d.later;
}

/* ---- what goes on */

bool perform_step(struct world *w, struct session *se, struct report *out)
{
    if (world_step_workspace(w, se)) {
        *out = (struct report){.effect = EFFECT_WORKSPACE, .state = REPORT_DONE};
        return true;
    }
    const enum sending_news news = sending_step(w, se);
    *out = (struct report){.effect = EFFECT_SEND,
                           .state = news == SENDING_ENDED ? REPORT_DONE : REPORT_PROGRESS};
    return news != SENDING_NOTHING;
}

bool perform_stop(struct world *w, struct session *se, struct report *out)
{
    if (!w->running)
        return false;
    submit_cancel(w->submit);
    while (w->running) /* a question about the workspace may have its answer first */
        perform_step(w, se, out);
    return true;
}

bool perform_works(const struct world *w)
{
    return w->opening.job || w->recovering.going_on || w->reading.job || summaries_wanted(w);
}

static bool work_on_opening(struct world *w, struct session *se, struct report *out)
{
    if (!opening_step(w, se))
        return false;
    *out = (struct report){.effect = (enum effect_type)w->opening.effect};
    out->state = opening_finish(w, se, &out->err) ? REPORT_DONE : REPORT_FAILED;
    out->ends = w->refused.code != ERR_NONE;
    return true;
}

static bool work_on_recovering(struct world *w, struct session *se, struct report *out)
{
    if (!recovering_step(w, se))
        return false;
    *out = (struct report){.effect = EFFECT_RECOVER};
    out->state = recovering_finish(w, se, &out->err) ? REPORT_DONE : REPORT_FAILED;
    return true;
}

static bool work_on_reading(struct world *w, struct session *se, struct report *out)
{
    if (!reading_step(w, se))
        return false;
    *out = (struct report){.effect = EFFECT_READ_TABLE};
    out->state = reading_finish(w, se, &out->err) ? REPORT_DONE : REPORT_FAILED;
    return true;
}

bool perform_work(struct world *w, struct session *se, struct report *out)
{
    if (w->opening.job)
        return work_on_opening(w, se, out);
    if (w->recovering.going_on)
        return work_on_recovering(w, se, out);
    if (w->reading.job)
        return work_on_reading(w, se, out);
    summaries_step(w, se);
    return false;
}

void perform_wait(struct world *w, struct pollfd *fds, unsigned count, int timeout_ms)
{
    const int again = w->running ? submit_wait(w->submit) : -1;
    api_wait(w->connection.api, fds, count,
             again >= 0 && (timeout_ms < 0 || again < timeout_ms) ? again : timeout_ms);
}

void perform_news(struct world *w, struct session *se)
{
    char *news = ledger_take_news(w->library.ledger);
    if (news)
        session_say(se, SEVERITY_WARNING, "%s", news);
    free(news);
    if (w->trouble.code)
        session_say(
            se, SEVERITY_ERROR, "%s%s",
            ledger_ready(w->library.ledger, NULL) ? "" : "Nothing can be recorded, so nothing will be sent. ",
            w->trouble.text);
    w->trouble.code = ERR_NONE;
}

bool perform_busy(const struct world *w)
{
    return w->running;
}
