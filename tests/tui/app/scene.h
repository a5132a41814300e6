/* A world with a real database in a folder of its own, whose configuration is edited by keys. */
#ifndef TESTS_TUI_APP_SCENE_H
#define TESTS_TUI_APP_SCENE_H

#include "tests/forms/fixture.h"
#include "tui/app/world.h"

#define SCENE_KEY "/customer_data/customer_key" /* of the field that is typed into */

struct scene {
    char *directory;
    struct fixture fixture;
    struct session se;
    struct world w;
};

int scene_make(void **state);
int scene_free(void **state);
/* A saved configuration with a text of about so many bytes, open. */
void scene_open(struct scene *s, size_t size);
/* One key that makes the field this text. true: it has to be kept at once. */
bool scene_type(struct scene *s, const char *text);
/* Time goes by, and the journal does what is due then. */
void scene_pass(struct scene *s, int64_t ms, bool working);
/* What the database answers to it. */
long scene_number(struct scene *s, const char *sql);
/* Drafts that somebody would miss; bytes of all journals, and of all texts that work began with. */
long scene_drafts(struct scene *s);
long scene_journal(struct scene *s);
long scene_base(struct scene *s);
/* The program is gone, and another one starts. */
void scene_crash(struct scene *s);
/* To the end, however many pieces that takes. */
bool scene_recover(struct scene *s, int64_t id, bool onto, struct err *e);
void scene_recover_first(struct scene *s);
void scene_assert_key(struct scene *s, const char *text);
/* Heap. */
char *scene_body(const struct configuration *c);

#endif
