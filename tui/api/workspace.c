#include "tui/api/workspace.h"

#include "tui/api/answer.h"

#include <stdlib.h>

static bool read_workspace(const struct json *w, struct workspace *out)
{
    const struct json *kind = answer_member(w, "is_sandbox");
    out->id = answer_string(answer_member(w, "workspace_id"));
    out->name = answer_string(answer_member(w, "name"));
    out->says_kind = json_is(kind, JSON_BOOL);
    out->sandbox = json_is_true(kind);
    out->suspended = json_is_true(answer_member(w, "is_suspended"));
    return out->id || out->name;
}

bool workspace_read(const char *body, size_t len, struct workspace *out, struct err *e)
{
    *out = (struct workspace){0};
    struct arena arena;
    arena_init(&arena);
    struct json_tree tree;
    const bool ok = answer_parse(&arena, body, len, &tree, NULL) &&
                    read_workspace(answer_member(&tree.root, "workspace"), out);
    arena_finish(&arena);
    return ok || err_set(e, ERR_TYPE, "The answer is not about a workspace.");
}

void workspace_finish(struct workspace *w)
{
    free(w->id);
    free(w->name);
    *w = (struct workspace){0};
}
