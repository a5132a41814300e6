/* Which problems are listed: all, or those of one record; errors alone, or what passes the filter. */
#include "tui/screens/problems_list.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "tui/screens/place.h"

/* In this order. */
static const enum severity KINDS[] = {SEVERITY_ERROR, SEVERITY_SERVER, SEVERITY_WARNING};

const char *problem_list_within(const struct problem_list *l)
{
    return l->record && !l->all ? l->record : "";
}

size_t problem_list_of(const struct problem_list *l, const struct session *se, enum severity severity)
{
    return session_count_kind(se, problem_list_within(l), severity);
}

/* Kinds that are listed: warnings come last. */
static size_t kinds_of(const struct problem_list *l)
{
    const size_t all = sizeof KINDS / sizeof *KINDS;
    return l->errors_only ? all - 1 : all;
}

size_t problem_list_all(const struct problem_list *l, const struct session *se)
{
    size_t all = 0;
    for (size_t k = 0; k < kinds_of(l); k++)
        all += problem_list_of(l, se, KINDS[k]);
    return all;
}

bool problem_list_filtered(const struct problem_list *l)
{
    return *filterline_text(&l->filter) != '\0';
}

void problem_list_filter_again(struct problem_list *l, const struct session *se)
{
    l->match_count = l->looked = 0;
    l->judged = se->judged;
}

void problem_list_count(struct problem_list *l, const struct session *se)
{
    if (l->judged != se->judged)
        problem_list_filter_again(l, se);
    const bool filtered = problem_list_filtered(l);
    const size_t all = problem_list_all(l, se);
    l->count = filtered ? l->match_count : all;
    const bool settled = checks_done(se->checks) && (!filtered || l->looked >= all);
    if (settled && l->focus >= l->count) /* else the place of the focus may be counted yet */
        l->focus = l->count ? l->count - 1 : 0;
}

/* Makes those from one on, of all: errors, then what the server said, then warnings; each in the order of the
 * document. */
static void take_of_all(const struct problem_list *l, const struct session *se, size_t first, size_t most,
                        struct problems *out)
{
    const size_t enough = out->count + most;
    for (size_t k = 0; k < kinds_of(l) && out->count < enough; k++) {
        const size_t all = problem_list_of(l, se, KINDS[k]);
        if (first < all)
            session_list_kind(se, problem_list_within(l), KINDS[k], first, enough - out->count, out);
        first -= first < all ? first : all;
    }
}

void problem_list_take(const struct problem_list *l, const struct session *se, size_t first, size_t most,
                       struct problems *out)
{
    problems_init(out);
    if (!problem_list_filtered(l)) {
        take_of_all(l, se, first, most, out);
        return;
    }
    for (size_t i = first; i < l->match_count && i - first < most; i++)
        take_of_all(l, se, l->matches[i], 1, out);
}

/* ---- the filter */

bool problem_passes(const struct filterline *f, const struct session *se, const struct problem *p)
{
    struct buf where, path;
    buf_init(&where, BUF_TEXT_MAX);
    buf_init(&path, BUF_TEXT_MAX);
    place_problem(se, p, &where);
    path_show(p->pointer, &path);
    const char *texts[] = {where.data, path.data, p->text, p->keyword};
    const bool passed = filterline_passes(f, texts, sizeof texts / sizeof *texts);
    buf_finish(&where);
    buf_finish(&path);
    return passed;
}

bool problem_list_looking(const struct problem_list *l, const struct session *se)
{
    return problem_list_filtered(l) && l->looked < problem_list_all(l, se);
}

static void add_match(struct problem_list *l, size_t place)
{
    if (l->match_count == l->match_cap) {
        l->match_cap = l->match_cap ? l->match_cap * 2 : 64;
        l->matches = xreallocarray(l->matches, l->match_cap, sizeof *l->matches);
    }
    l->matches[l->match_count++] = place;
}

bool problem_list_look(struct problem_list *l, struct session *se)
{
    enum { SLICE = 100 };
    struct problems some;
    problem_list_count(l, se);
    const size_t all = problem_list_all(l, se);
    if (!problem_list_looking(l, se))
        return false;
    problems_init(&some);
    checks_guess(se->checks, false);
    take_of_all(l, se, l->looked, SLICE, &some);
    checks_guess(se->checks, true);
    for (size_t i = 0; i < some.count; i++)
        if (problem_passes(&l->filter, se, &some.items[i]))
            add_match(l, l->looked + i);
    l->looked = some.count ? l->looked + some.count : all;
    problems_finish(&some);
    session_progress(se, l->looked < all ? "Filtering" : NULL, l->looked, all, false);
    problem_list_count(l, se);
    return true;
}
