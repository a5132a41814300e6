#include "tui/screens/session.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "tui/actions/clock.h"
#include "tui/screens/rekeying.h"
#include "tui/screens/stay.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void session_init(struct session *s)
{
    *s = (struct session){.retry_after = -1, .rows = 24, .cols = 80};
    problems_init(&s->said);
}

static void target_finish(struct target *t)
{
    free(t->endpoint);
    free(t->workspace);
    free(t->workspace_problem);
    free(t->key);
    free(t->key_from);
    free(t->key_problem);
    free(t->proxy);
}

static void forget_lists(struct session *s)
{
    for (size_t i = 0; i < s->list_count; i++) {
        view_free(s->lists[i]->view);
        free(s->lists[i]->pointer);
        free(s->lists[i]);
    }
    free(s->lists);
    s->lists = NULL;
    s->list_count = 0;
}

void session_finish(struct session *s)
{
    if (!s)
        return;
    forget_lists(s);
    checks_free(s->checks);
    doc_free(s->doc);
    free(s->name);
    free(s->path);
    free(s->ticket);
    problems_finish(&s->said);
    free(s->suggested);
    free(s->goto_pointer);
    doc_free(s->other);
    config_rows_finish(&s->configurations);
    link_rows_finish(&s->links);
    draft_rows_finish(&s->drafts);
    free(s->steps.words);
    free(s->steps.name);
    target_finish(&s->target);
    link_row_finish(&s->result);
    free(s->ticket_reply);
    free(s->kept_answer);
    free(s->edit.pointer);
    free(s->edit.before);
    free(s->edit.after);
    free(s->table.text);
    free(s->mapping);
    rekeying_drop(s);
    free(s->progress.words);
    *s = (struct session){0};
}

/* So many records are checked before the first picture; more of them between keys. */
enum { AT_ONCE = 1000 };

static const char checking[] = "Checking";

static bool shows_checking(const struct session *s)
{
    return s->progress.words && strcmp(s->progress.words, checking) == 0;
}

void session_changed(struct session *s, const char *pointer)
{
    if (!s->doc)
        return;
    checks_follow(s->checks);
    s->judged++;
    if (checks_done(s->checks) && shows_checking(s)) /* the last few are checked with the edit */
        session_progress(s, NULL, 0, 0, false);
    /* What the server said of a value says nothing about its successor. */
    if (*pointer)
        problems_drop(&s->said, pointer, SEVERITY_SERVER);
}

static bool show_time(void *context, const struct json *record, const char *p, size_t len, struct buf *out)
{
    const struct list_place *place = context;
    return stay_show(place->session, place->pointer, record, p, len, out);
}

struct list_place *session_list(struct session *s, const char *pointer)
{
    for (size_t i = 0; i < s->list_count; i++)
        if (strcmp(s->lists[i]->pointer, pointer) == 0)
            return s->lists[i];
    struct list_place *place = xcalloc(1, sizeof *place);
    *place = (struct list_place){
        .session = s, .pointer = xstrdup(pointer), .view = view_new(s->wizard, s->doc, pointer)};
    view_show_times(place->view, &(struct view_times){show_time, place});
    s->lists = xreallocarray(s->lists, s->list_count + 1, sizeof(struct list_place *));
    s->lists[s->list_count++] = place;
    return place;
}

void session_other(struct session *s, struct doc *take)
{
    doc_free(s->other);
    s->other = take;
    s->others++;
}

void session_open(struct session *s, struct doc *d)
{
    size_t done, all;
    session_hide(s);
    session_other(s, NULL);
    forget_lists(s);
    problems_clear(&s->said);
    session_progress(s, NULL, 0, 0, false); /* it was about the document before */
    rekeying_drop(s);
    s->doc = d;
    if (!s->checks)
        s->checks = checks_new(s->schema, s->wizard);
    checks_zones(s->checks, s->zones);
    checks_begin(s->checks, d);
    s->judged++;
    checks_progress(s->checks, &done, &all);
    if (d && all <= AT_ONCE)
        checks_step(s->checks, AT_ONCE);
}

bool session_work(struct session *s)
{
    enum { RECORDS = 200 };
    size_t done, all;
    if (!s->checks || checks_done(s->checks))
        return false;
    const bool last = checks_step(s->checks, RECORDS);
    checks_progress(s->checks, &done, &all);
    session_progress(s, last ? NULL : checking, done, all, false);
    s->judged++;
    return true;
}

void session_suggest(struct session *s, const char *record, const char *member)
{
    free(s->suggested);
    s->suggested = member ? path_join(record, member) : NULL;
    s->suggested_at = doc_revision(s->doc);
}

bool session_suggests(const struct session *s, const char *pointer)
{
    return s->suggested && s->suggested_at == doc_revision(s->doc) && strcmp(s->suggested, pointer) == 0;
}

void session_say(struct session *s, enum severity severity, const char *format, ...)
{
    struct message *m = &s->message;
    va_list ap;
    va_start(ap, format);
    vsnprintf(m->text, sizeof m->text, format, ap);
    va_end(ap);
    m->severity = severity;
    m->sticky = severity == SEVERITY_ERROR;
}

void session_say_err(struct session *s, const struct err *e)
{
    session_say(s, SEVERITY_ERROR, "%s", e ? e->text : "Something failed without saying why.");
}

void session_progress(struct session *s, const char *words, size_t done, size_t all, bool cancellable)
{
    char *copy = words ? xstrdup(words) : NULL; /* they may be those that are left now */
    const int64_t since = s->progress.words ? s->progress.since : clock_elapsed();
    free(s->progress.words);
    s->progress = (struct progress){copy, since, done, all, cancellable};
}

bool session_shows_progress(const struct session *s)
{
    enum { UNNOTICED_MS = 50 };
    return s->progress.words && clock_elapsed() - s->progress.since >= UNNOTICED_MS;
}

void session_table(struct session *s, const char *text, size_t len)
{
    char *copy = text ? xstrndup(text, len) : NULL;
    free(s->table.text);
    s->table.text = copy;
    s->table.len = copy ? strlen(copy) : 0;
    s->table.encoding = CSV_UTF8;
    if (copy)
        csv_recognise(copy, s->table.len, &s->table.dialect);
}

void session_hush(struct session *s)
{
    if (!s->message.sticky)
        s->message.text[0] = '\0';
}

void session_goto(struct session *s, const char *pointer)
{
    char *copy = pointer ? xstrdup(pointer) : NULL; /* it may be the one that is left now */
    free(s->goto_pointer);
    s->goto_pointer = copy;
    s->goto_shows = false;
}

bool session_unsaved(const struct session *s)
{
    size_t len;
    return s->doc && (doc_modified(s->doc) || doc_half_typed(s->doc, &len) || !s->path);
}

const struct draft_row *session_draft(const struct session *s, const char *path)
{
    for (size_t i = 0; i < s->drafts.count; i++) {
        const struct draft_row *d = &s->drafts.items[i];
        if (!path || (d->path && strcmp(d->path, path) == 0))
            return d;
    }
    return NULL;
}

void session_reveal(struct session *s)
{
    const bool hides = session_reveals(s);
    s->revealed.asked = !hides;
    s->revealed.at = clock_now();
    s->revealed.elapsed = clock_elapsed();
}

void session_hide(struct session *s)
{
    s->revealed.asked = false;
}

bool session_reveals(const struct session *s)
{
    const int64_t seconds = clock_now() - s->revealed.at, ms = clock_elapsed() - s->revealed.elapsed;
    return s->revealed.asked && seconds >= 0 && seconds < SESSION_REVEAL_SECONDS && ms >= 0 &&
           ms < SESSION_REVEAL_SECONDS * 1000;
}
