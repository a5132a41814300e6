/* Mending what a problem is about, as one undo step. */
#ifndef FORMS_FIX_H
#define FORMS_FIX_H

#include "forms/check.h"

void fix_finish(struct fix *f);
struct fix fix_copy(const struct fix *f);
/* Does what p->fix says, as a step of its own or as a part of the caller's group. false with *e: the document
 * does not allow it (any more), and is unchanged. */
bool fix_apply(struct doc *d, const struct problem *p, struct err *e);

#endif
