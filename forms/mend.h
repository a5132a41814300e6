/* What would mend a value that its schema refuses, where one answer is certain. For check.c only. */
#ifndef FORMS_MEND_H
#define FORMS_MEND_H

#include "forms/fit.h"
#include "forms/rules.h"

/* The value of s breaks keyword k of n: offers a fix in f, and says it ("Did you mean 15:00?") behind the
 * text of f. Nothing where nothing is certain. */
void mend_value(const struct subject *s, const struct schema_node *n, enum fit_keyword k, struct finding *f);
/* The members of an object that one of its nodes names: the one that the name was meant to be, which is not
 * there yet. "" for none; out is cleared. */
void mend_name(const struct subject *s, struct buf *out);

#endif
