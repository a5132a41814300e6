#include "tui/app/reading.h"

#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

enum { SLICE = 512 << 10 }; /* bytes */

/* Heap. "-" is a file of that name here: standard input is the operator's terminal. */
static char *path_of(const struct session *se, const char *typed)
{
    return strcmp(typed, "-") == 0 ? xstrdup("./-") : world_path(se, typed);
}

bool reading_begin(struct world *w, struct session *se, const char *path, struct err *e)
{
    reading_drop(w, se);
    char *whole = path_of(se, path);
    w->reading.job = file_has_end(whole, e) ? table_file_new(whole, e) : NULL;
    w->reading.path = xstrdup(path);
    free(whole);
    return w->reading.job != NULL;
}

bool reading_step(struct world *w, struct session *se)
{
    size_t done, all;
    const bool ended = table_file_step(w->reading.job, SLICE);
    table_file_progress(w->reading.job, &done, &all);
    char *words = xasprintf("Reading %s", w->reading.path);
    session_progress(se, ended ? NULL : words, done, all, true);
    free(words);
    return ended;
}

bool reading_finish(struct world *w, struct session *se, struct err *e)
{
    struct table_text table;
    const bool done = table_file_finish(w->reading.job, &table, e);
    w->reading.job = NULL;
    reading_drop(w, se);
    if (!done)
        return false;
    session_table(se, NULL, 0);
    se->table.text = table.text;
    se->table.len = table.len;
    se->table.encoding = table.encoding;
    se->table.dialect = table.dialect;
    return true;
}

bool reading_drop(struct world *w, struct session *se)
{
    const bool there = w->reading.job != NULL;
    table_file_free(w->reading.job);
    free(w->reading.path);
    w->reading = (struct reading){0};
    session_progress(se, NULL, 0, 0, false);
    return there;
}
