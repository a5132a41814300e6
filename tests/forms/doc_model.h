/* What an edited document must hold, kept in the plainest way: a tree of jansson's. Texts are JSON values.
 * A file of its own, since the names of jansson and of forms/json.h clash. */
#ifndef TESTS_FORMS_DOC_MODEL_H
#define TESTS_FORMS_DOC_MODEL_H

#include <stdbool.h>
#include <stddef.h>

struct model;

struct model *model_new(const char *text);
void model_free(struct model *m);
/* Each as the function of doc.h; false: not possible. */
bool model_set(struct model *m, const char *pointer, const char *text);
void model_unset(struct model *m, const char *pointer);
bool model_insert(struct model *m, const char *pointer, size_t index, const char *text);
bool model_move(struct model *m, const char *pointer, size_t from, size_t to);
bool model_rename(struct model *m, const char *pointer, const char *name);
/* Compact JSON of the model, and of any text; heap. */
char *model_text(const struct model *m);
char *model_compact(const char *text);

#endif
