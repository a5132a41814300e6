/* What preview.c (lines, folds) and preview_search.c share. */
#ifndef FORMS_PREVIEW_PRIVATE_H
#define FORMS_PREVIEW_PRIVATE_H

#include "forms/path.h"
#include "forms/preview.h"
#include "forms/preview_count.h"

/* A container that is folded, or open while all others are folded. */
struct fold {
    char *pointer;
    const struct json *items; /* where its children lay when last looked up; NULL: not there */
};

struct preview {
    const struct doc *d;
    bool (*secret)(void *context, const char *name, size_t len);
    void *context;
    bool redact;
    struct counts counts;
    struct fold *folds;
    size_t fold_count;
    uint64_t revision; /* of the document, that the counts are of */
    size_t lines;
    struct path path; /* of the line that was asked for last */
    size_t beyond;    /* levels below it that have none */
    struct buf text;
    struct buf name; /* scratch for names, decoded or between quotes */
};

/* The member's value must not be seen. */
bool preview_hides(struct preview *p, const struct json *member);
/* The path of the whole body. */
void preview_at_root(struct preview *p);
/* Adds the token of child index to the path; the result goes to preview_leave. What has no path (path_push),
 * and all that lies in it, leaves it at the container's. */
size_t preview_enter(struct preview *p, const struct json *container, uint32_t index);
void preview_leave(struct preview *p, size_t mark);
bool preview_is_folded(const struct preview *p, const struct json *v);

#endif
