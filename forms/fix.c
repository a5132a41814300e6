#include "forms/fix.h"

#include "forms/mem.h"
#include "forms/path.h"

#include <stdlib.h>

void fix_finish(struct fix *f)
{
    if (!f)
        return;
    free(f->words);
    free(f->value);
    free(f->to);
    *f = (struct fix){0};
}

struct fix fix_copy(const struct fix *f)
{
    return (struct fix){
        .kind = f->kind,
        .words = f->words ? xstrdup(f->words) : NULL,
        .value = f->value ? xstrdup(f->value) : NULL,
        .to = f->to ? xstrdup(f->to) : NULL,
    };
}
