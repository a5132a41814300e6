/* The sections of the wizard, down the left side: which one is shown, how much is set in each, where the
 * problems are. */
#ifndef TUI_SCREENS_SIDEBAR_H
#define TUI_SCREENS_SIDEBAR_H

#include "tui/screens/session.h"
#include "tui/widgets/cells.h"

struct tally {
    size_t set; /* fields that are set, or records */
    size_t problems;
};

struct sidebar {
    struct tally *tallies; /* one a section */
    size_t count;
    size_t top; /* the first section in sight */
};

void sidebar_init(struct sidebar *b, const struct session *se);
void sidebar_finish(struct sidebar *b);
/* Counts everything again: after changes that may lie anywhere. */
void sidebar_count(struct sidebar *b, const struct session *se);
/* Counts the problems, and the fields of one section, after an edit in it. */
void sidebar_count_section(struct sidebar *b, const struct session *se, size_t section, size_t set);
void sidebar_fit(struct sidebar *b, size_t current, int rows);
void sidebar_draw(const struct sidebar *b, const struct session *se, struct area a, size_t current,
                  bool focus);

#endif
