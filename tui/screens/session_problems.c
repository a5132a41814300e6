/* What is wrong with the document and what the server said of it, as one. */
#include "tui/screens/rekeying.h"
#include "tui/screens/words.h"

#include "forms/fix.h"
#include "forms/mem.h"
#include "forms/path.h"
#include "forms/words.h"

size_t session_problems(const struct session *s)
{
    return s->doc ? checks_errors(s->checks) + checks_warnings(s->checks) + s->said.count : 0;
}

size_t session_problems_within(const struct session *s, const char *pointer)
{
    return checks_within(s->checks, pointer) + problems_within(&s->said, pointer);
}

size_t session_problems_at(const struct session *s, struct checks_record *r, const char *pointer)
{
    return checks_standing(s->checks, r, pointer) + problems_standing(&s->said, pointer);
}

void session_list_problems(const struct session *s, const char *pointer, size_t max, struct problems *out)
{
    checks_list(s->checks, pointer, CHECKS_OWN, 0, max, out);
    for (size_t i = 0; i < s->said.count; i++)
        if (path_within(pointer, s->said.items[i].pointer))
            problems_copy(out, &s->said.items[i]);
}

void session_list_kind(const struct session *s, const char *pointer, enum severity severity, size_t skip,
                       size_t max, struct problems *out)
{
    const size_t enough = out->count + max;
    if (severity != SEVERITY_SERVER)
        checks_list(s->checks, pointer, 1U << severity, skip, max, out);
    for (size_t i = 0; severity == SEVERITY_SERVER && i < s->said.count && out->count < enough; i++)
        if (path_within(pointer, s->said.items[i].pointer) && (skip == 0 || skip-- == 0))
            problems_copy(out, &s->said.items[i]);
}

size_t session_count_kind(const struct session *s, const char *pointer, enum severity severity)
{
    if (severity == SEVERITY_SERVER)
        return problems_within(&s->said, pointer);
    if (!*pointer)
        return severity == SEVERITY_ERROR ? checks_errors(s->checks) : checks_warnings(s->checks);
    struct problems found; /* of a record: there are few */
    problems_init(&found);
    checks_list(s->checks, pointer, 1U << severity, 0, SIZE_MAX, &found);
    const size_t count = found.count;
    problems_finish(&found);
    return count;
}

/* ---- one after the other */

/* b comes sooner than a, on the way from here (NULL: from the end of the document that one begins at). */
static bool is_sooner(const struct session *s, const char *here, const char *a, const char *b, bool forward)
{
    const struct json *root = doc_root(s->doc);
    const int way = forward ? 1 : -1;
    const bool a_turns = way * checks_order(root, a, here) <= 0,
               b_turns = way * checks_order(root, b, here) <= 0;
    if (a_turns != b_turns)
        return a_turns;
    return way * checks_order(root, b, a) < 0;
}

/* Said by the server at another place than here: the first one on the way. */
static const struct problem *next_said(const struct session *s, const char *here, bool forward)
{
    const struct problem *found = NULL;
    for (size_t i = 0; i < s->said.count; i++) {
        const struct problem *q = &s->said.items[i];
        if (!path_within(here, q->pointer) &&
            (!found || is_sooner(s, here, found->pointer, q->pointer, forward)))
            found = q;
    }
    return found;
}

/* So many come before it, of both kinds. */
static size_t count_before(const struct session *s, const char *pointer)
{
    size_t behind, count = checks_before(s->checks, pointer, &behind);
    for (size_t i = 0; i < s->said.count; i++)
        count += checks_order(doc_root(s->doc), s->said.items[i].pointer, pointer) < 0;
    return count;
}

/* For whoever goes on past the last one, or back past the first. */
static const char *turn(const struct session *s, const char *here, const char *there, bool forward)
{
    const int order = checks_order(doc_root(s->doc), there, here);
    if (session_problems(s) < 2 || (forward ? order > 0 : order < 0))
        return "";
    return forward ? ", from the start again" : ", from the end again";
}

bool session_next_problem(struct session *s, const char *here, bool forward, char **pointer)
{
    char at[WORDS_NUMBER_MAX], all[WORDS_NUMBER_MAX];
    struct problems found;
    size_t number;
    if (session_problems(s) == 0) {
        session_say(s, SEVERITY_NOTE, "There are no problems.");
        return false;
    }
    problems_init(&found);
    const struct problem *said = next_said(s, here, forward), *q = said;
    const bool own = checks_next(s->checks, here, forward, &found, &number);
    if (own && (!said || !is_sooner(s, here, found.items[0].pointer, said->pointer, forward)))
        q = &found.items[0];
    if (!q)
        q = &s->said.items[0]; /* the only ones are here */
    if (!own || q != &found.items[0])
        number = count_before(s, q->pointer) + 1;
    session_say(s, q->severity == SEVERITY_ERROR ? SEVERITY_WARNING : q->severity, "%s of %s%s: %s",
                words_number(number, at), words_number(session_problems(s), all),
                turn(s, here, q->pointer, forward), q->text);
    *pointer = xstrdup(q->pointer);
    problems_finish(&found);
    return true;
}

bool session_fix(struct session *s, const struct problem *p)
{
    struct err e = {0};
    if (p->fix.kind == FIX_NONE) {
        session_say(s, SEVERITY_NOTE, "For this one there is no certain fix: go there and mend it.");
        return false;
    }
    struct rekeying_watch renamed;
    rekeying_watch(s, p->pointer, &renamed);
    doc_visit(s->doc);
    const bool done = fix_apply(s->doc, p, &e);
    rekeying_watched(s, &renamed);
    if (!done) {
        session_say_err(s, &e);
        return false;
    }
    doc_visit(s->doc);
    session_changed(s, p->pointer);
    session_say(s, SEVERITY_NOTE, "Fixed: %s. Press " WORDS_UNDO " to undo it.", p->fix.words);
    return true;
}
