#include "tui/app/summaries.h"

/* Bytes read or understood in a step. */
enum { SLICE = 512 << 10 };

static struct config_row *unread(const struct config_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i].unread)
            return &rows->items[i];
    return NULL;
}

void summaries_drop(struct world *w)
{
    configuration_opening_free(w->summaries.job);
    w->summaries = (struct summaries){0};
}

void summaries_begin(struct world *w, const struct session *se)
{
    summaries_drop(w);
    w->summaries.wanted = unread(&se->configurations) != NULL;
}

bool summaries_wanted(const struct world *w)
{
    return w->summaries.wanted && !w->open.doc;
}

void summaries_step(struct world *w, struct session *se)
{
    struct config_row *row = unread(&se->configurations);
    if (!row) {
        w->summaries.wanted = false;
    } else if (!w->summaries.job) {
        w->summaries.job = configuration_opening_new(&w->library, row->name);
    } else if (configuration_opening_step(w->summaries.job, SLICE)) {
        configuration_summarise(w->summaries.job, row);
        w->summaries.job = NULL;
    }
}
