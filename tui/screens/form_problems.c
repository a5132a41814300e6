/* Which problem belongs to which row: looked up once after an edit, and not for each row that is drawn. */
#include "forms/mem.h"
#include "forms/path.h"
#include "tui/screens/control.h"

#include <stdlib.h>
#include <string.h>

/* Of one record; who has more of them needs no more words. */
enum { LISTED = 1000 };

/* These show what is wrong inside them, for no row below does. */
static bool takes_inner(enum control c)
{
    return c == CONTROL_STRINGS || c == CONTROL_KEYS || c == CONTROL_JSON || c == CONTROL_RECORDS;
}

/* Bytes that the pointers of all fields begin with: what begins otherwise is no problem of this form. */
static size_t common_prefix(const struct rows *rows, const char **prefix)
{
    size_t len = 0;
    *prefix = NULL;
    for (size_t i = 0; i < rows->count; i++) {
        const char *p = rows->items[i].pointer;
        if (rows->items[i].kind != ROW_FIELD)
            continue;
        if (!*prefix) {
            *prefix = p;
            len = strlen(p);
        }
        size_t same = 0;
        while (same < len && p[same] == (*prefix)[same])
            same++;
        len = same;
    }
    return len;
}

/* An error at the very value comes before a warning at it, and that before what lies inside. */
static int weight(const struct row *row, const struct problem *p)
{
    if (strcmp(row->pointer, p->pointer) == 0)
        return p->severity == SEVERITY_ERROR ? 3 : 2;
    return takes_inner(row->control) && path_within(row->pointer, p->pointer) ? 1 : 0;
}

/* A value that its row tells in words, as the kind of a deep link, has no row of its own: the innermost that
 * holds it shows what is wrong. */
static void offer_around(struct form *f, size_t problem)
{
    const char *pointer = f->found.items[problem].pointer;
    size_t best = SIZE_MAX, best_len = 0;
    for (size_t i = 0; i < f->rows.count; i++) {
        const struct row *row = &f->rows.items[i];
        size_t len = strlen(row->pointer);
        if (row->kind == ROW_FIELD && len > best_len && path_within(row->pointer, pointer)) {
            best = i;
            best_len = len;
        }
    }
    const struct problem *items = f->found.items;
    const bool better = best != SIZE_MAX && f->problems[best] != SIZE_MAX &&
                        items[problem].severity == SEVERITY_ERROR &&
                        items[f->problems[best]].severity == SEVERITY_WARNING;
    if (best != SIZE_MAX && (f->problems[best] == SIZE_MAX || better))
        f->problems[best] = problem;
}

static void offer(struct form *f, size_t problem)
{
    const struct problem *items = f->found.items;
    bool at_home = false;
    for (size_t i = 0; i < f->rows.count; i++) {
        const struct row *row = &f->rows.items[i];
        if (row->kind != ROW_FIELD)
            continue;
        int now = weight(row, &items[problem]);
        int old = f->problems[i] == SIZE_MAX ? 0 : weight(row, &items[f->problems[i]]);
        if (old == 0 && f->problems[i] != SIZE_MAX && items[f->problems[i]].severity == SEVERITY_ERROR)
            old = 3; /* an error inside that has no row of its own */
        at_home = at_home || now > 0;
        if (now > old)
            f->problems[i] = problem;
    }
    if (!at_home)
        offer_around(f, problem);
}

static void copy_those(const struct problems *p, const char *prefix, size_t len, struct problems *out)
{
    for (size_t i = 0; prefix && i < p->count; i++)
        if (strncmp(p->items[i].pointer, prefix, len) == 0)
            problems_copy(out, &p->items[i]);
}

/* On a page over lists the first problem of each list stands for all. */
static void list_of_page(struct form *f, const struct session *se)
{
    const char *prefix;
    const size_t len = common_prefix(&f->rows, &prefix);
    for (size_t i = 0; i < f->rows.count; i++)
        if (f->rows.items[i].control == CONTROL_RECORDS)
            checks_list(se->checks, f->rows.items[i].pointer, CHECKS_OWN, 0, 1, &f->found);
    copy_those(checks_beside(se->checks), prefix, len, &f->found);
    copy_those(&se->said, prefix, len, &f->found);
}

void form_look_up_problems(struct form *f, const struct session *se)
{
    problems_finish(&f->found);
    f->judged = se->judged;
    if (f->section >= 0)
        list_of_page(f, se);
    else
        session_list_problems(se, f->pointer, LISTED, &f->found);
    f->problems = xreallocarray(f->problems, f->rows.count + 1, sizeof *f->problems);
    for (size_t i = 0; i < f->rows.count; i++)
        f->problems[i] = SIZE_MAX;
    for (size_t i = 0; i < f->found.count; i++)
        offer(f, i);
}

const struct problem *form_problem(const struct form *f, size_t index)
{
    size_t i = f->problems[index];
    return i < f->found.count ? &f->found.items[i] : NULL;
}
