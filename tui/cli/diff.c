#include "config.h"

#include "tui/cli/command.h"

#include "forms/diff.h"
#include "forms/safe.h"
#include "tui/cli/output.h"
#include "tui/jobs/knowledge.h"
#include "tui/store/configurations.h"

#include <stdlib.h>
#include <string.h>

static const struct option options[] = {
    CHOICE("format", "text|json", format, "for people, or one JSON object a line"),
    SWITCH("secrets", secrets, "door codes too; else they are hidden"),
};

/* One of the two, read without a document around it: nothing is going to be edited. */
struct side {
    char *text;
    struct arena arena;
    struct json_tree tree;
};

static void side_finish(struct side *s)
{
    arena_finish(&s->arena);
    free(s->text);
}

static bool side_read(struct side *s, const struct paths *paths, const char *argument, struct err *e)
{
    char *name, *path = configuration_resolve(paths, argument, &name);
    struct err why = {0};
    size_t len = 0;
    arena_init(&s->arena);
    s->text = file_read(path, &len, e);
    const bool parsed = s->text && json_parse(&s->arena, s->text, len, &s->tree, &why);
    if (s->text && !parsed)
        err_set(e, ERR_IO, "%s: line %zu, column %zu: %s", file_shown(path), why.line, why.column, why.text);
    free(path);
    free(name);
    return parsed;
}

struct comparison {
    const struct wizard *wizard;
    const struct side *before, *after;
    bool secrets;
};

static const struct json *value_of(const struct side *s, const char *pointer)
{
    return pointer ? doc_value(&s->tree.root, pointer) : NULL;
}

static bool hides(const struct comparison *c, const char *pointer)
{
    return !c->secrets && pointer && diff_is_secret(c->wizard, pointer);
}

/* ---- for people */

static void add_value(const struct comparison *c, const struct side *s, const char *pointer, struct buf *line)
{
    enum { LONGEST = 200 };
    struct buf value;
    buf_init(&value, BUF_TEXT_MAX);
    diff_value(value_of(s, pointer), hides(c, pointer), LONGEST, &value);
    add_safe(line, value.data);
    buf_finish(&value);
}

/* "changed customer_data.rooms[room-1].name: "Garden" -> "Pool"" */
static void print_text(const struct comparison *c, const struct difference *x, struct buf *line)
{
    static const char *const words[] = {[DIFF_ADDED] = "added",
                                        [DIFF_REMOVED] = "removed",
                                        [DIFF_CHANGED] = "changed",
                                        [DIFF_MOVED] = "reordered"};
    const struct side *s = x->after ? c->after : c->before;
    struct buf path;
    buf_init(&path, BUF_TEXT_MAX);
    diff_path(c->wizard, &s->tree.root, x->after ? x->after : x->before, &path);
    buf_printf(line, "%s ", words[x->kind]);
    add_safe(line, path.data);
    buf_finish(&path);
    buf_puts(line, ": ");
    if (x->kind == DIFF_MOVED) {
        buf_printf(line, "%zu item%s elsewhere", x->moved, x->moved == 1 ? "" : "s");
    } else {
        if (x->before)
            add_value(c, c->before, x->before, line);
        if (x->before && x->after)
            buf_puts(line, " -> ");
        if (x->after)
            add_value(c, c->after, x->after, line);
    }
    print_line(line);
}

/* ---- for programs */

/* A value that is no list or object, as it stands there. */
static void add_member(const struct comparison *c, const char *name, const struct side *s,
                       const char *pointer, struct buf *line)
{
    const struct json *v = value_of(s, pointer);
    if (!v || json_is_container(v))
        return;
    if (hides(c, pointer)) {
        json_text(line, name, "****");
    } else {
        json_member(line, name);
        safe_json(v->text, v->text_len, line);
    }
}

static void print_json(const struct comparison *c, const struct difference *x, struct buf *line)
{
    static const char *const words[] = {[DIFF_ADDED] = "added",
                                        [DIFF_REMOVED] = "removed",
                                        [DIFF_CHANGED] = "changed",
                                        [DIFF_MOVED] = "reordered"};
    json_open(line);
    json_text(line, "change", words[x->kind]);
    json_text(line, "before", x->before);
    json_text(line, "after", x->after);
    add_member(c, "from", c->before, x->before, line);
    add_member(c, "to", c->after, x->after, line);
    json_close(line);
    print_line(line);
}

/* ---- the command */

static int print_all(const struct arguments *a, const struct comparison *c)
{
    const bool json = a->format && strcmp(a->format, "json") == 0;
    struct diff *d = diff_new(c->wizard, &c->before->tree.root, &c->after->tree.root);
    struct buf line;
    buf_init(&line, BUF_BODY_MAX);
    diff_step(d, SIZE_MAX);
    const size_t count = diff_count(d);
    for (size_t i = 0; i < count; i++) {
        if (json)
            print_json(c, diff_at(d, i), &line);
        else
            print_text(c, diff_at(d, i), &line);
    }
    buf_finish(&line);
    diff_free(d);
    return count ? STATUS_INVALID : STATUS_DONE;
}

static int compare(const struct arguments *a, const struct paths *paths, const struct wizard *w)
{
    struct side before = {0}, after = {0};
    struct err e = {0};
    const struct comparison c = {w, &before, &after, a->secrets};
    const bool read =
        side_read(&before, paths, a->rest.items[0], &e) && side_read(&after, paths, a->rest.items[1], &e);
    const int status = read ? print_all(a, &c) : fail(&e);
    side_finish(&before);
    side_finish(&after);
    return status;
}

static int run(const struct arguments *a)
{
    struct knowledge knowledge = {0};
    struct paths paths;
    struct err e = {0};
    if (strcmp(a->rest.items[0], "-") == 0 && strcmp(a->rest.items[1], "-") == 0) {
        err_set(&e, ERR_USAGE, "Only one of the two can come from standard input.");
        return fail(&e);
    }
    if (!paths_find(&paths, &e))
        return fail(&e);
    const bool loaded = knowledge_load(a->openapi, &knowledge, &e);
    const int status = loaded ? compare(a, &paths, knowledge.wizard) : fail(&e);
    knowledge_finish(&knowledge);
    paths_finish(&paths);
    return status;
}

const struct command command_diff = {
    .name = "diff",
    .arguments = "CONFIGURATION CONFIGURATION",
    .summary = "print what differs, by record and field",
    .about = "Records are told apart by their keys and fields by their names: lines, spaces and the "
             "order of fields do not count. The exit status is 0 when nothing differs, 1 when "
             "something does, 7 when one of them could not be read.",
    .options = options,
    .option_count = COUNT(options),
    .min = 2,
    .max = 2,
    .run = run,
};
