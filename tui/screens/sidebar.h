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

/* A line of it: a section, or how many lists of the page above are left out. */
struct sidebar_line {
    size_t section; /* SIZE_MAX: it is a count */
    size_t left_out;
};

struct sidebar {
    struct tally *tallies; /* one a section */
    size_t count;
    bool show_all; /* empty lists too */
    struct sidebar_line *lines;
    size_t line_count;
    size_t top; /* the first line in sight */
};

void sidebar_init(struct sidebar *b, const struct session *se);
void sidebar_finish(struct sidebar *b);
/* Counts everything again: after changes that may lie anywhere. */
void sidebar_count(struct sidebar *b, const struct session *se);
/* Counts the problems, and the fields of one section, after an edit in it. */
void sidebar_count_section(struct sidebar *b, const struct session *se, size_t section);
/* Makes the lines: empty lists are left out where their page has others that are not, but for the current
 * one. Keeps the current one in sight. */
void sidebar_arrange(struct sidebar *b, const struct session *se, size_t current, int rows);
/* The section that stands that many lines below (above: negative) the current one, or the last on the way. */
size_t sidebar_step(const struct sidebar *b, size_t current, long by);
void sidebar_draw(const struct sidebar *b, const struct session *se, struct area a, size_t current,
                  bool focus);

#endif
