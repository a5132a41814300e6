#include "config.h"

#include "tui/cli/command.h"

#include "forms/checks.h"
#include "forms/mem.h"
#include "forms/path.h"
#include "tui/cli/output.h"
#include "tui/jobs/configurations.h"
#include "tui/jobs/knowledge.h"

#include <stdlib.h>
#include <string.h>

static const struct option options[] = {
    CHOICE("format", "text|json", format, "for people, or one JSON object a line"),
};

/* One problem with its place in the file. */
struct finding {
    const char *pointer, *keyword, *text;
    size_t line, column;
    enum severity severity;
};

struct verdict {
    const char *file; /* as it was given */
    struct problems problems;
    struct finding *findings;
    size_t count;
    enum status status;
};

/* Finds places of problems, which come more or less in the order of the text: each search goes on where the
 * one before it ended, or a large object would be gone through from its start for each of its members. */
struct places {
    const struct json_tree *tree;
    struct json_hint hint;
    struct buf token;
    struct {
        const struct json *object;
        size_t index; /* of the member that was asked for last */
    } seen[JSON_DEPTH_MAX];
};

static void places_init(struct places *p, const struct json_tree *tree)
{
    *p = (struct places){.tree = tree};
    buf_init(&p->token, BUF_TEXT_MAX);
}

static void places_finish(struct places *p)
{
    json_hint_finish(&p->hint);
    buf_finish(&p->token);
}

static const struct json *find_member(struct places *p, size_t depth, const struct json *object)
{
    const bool again = depth < JSON_DEPTH_MAX && p->seen[depth].object == object;
    const long i = json_find_from(object, again ? p->seen[depth].index : 0, p->token.data, p->token.len);
    if (i >= 0 && depth < JSON_DEPTH_MAX) {
        p->seen[depth].object = object;
        p->seen[depth].index = (size_t)i;
    }
    return i < 0 ? NULL : &object->items[i];
}

/* The value at the pointer or, where it is missing, the nearest one around it. */
static const struct json *nearest(struct places *p, const char *pointer)
{
    const struct json *v = &p->tree->root;
    for (size_t depth = 0; path_next(&pointer, &p->token); depth++) {
        size_t index;
        const struct json *next = NULL;
        if (v->kind == JSON_OBJECT)
            next = find_member(p, depth, v);
        else if (v->kind == JSON_ARRAY && path_index(p->token.data, p->token.len, &index))
            next = json_item(v, index);
        if (!next)
            break;
        v = next;
    }
    return v;
}

static struct finding place(struct places *places, const struct problem *p)
{
    struct finding f = {
        .pointer = p->pointer, .keyword = p->keyword, .text = p->text, .severity = p->severity};
    json_place(places->tree, nearest(places, p->pointer), &places->hint, &f.line, &f.column);
    return f;
}

static void place_problems(struct places *places, struct verdict *v)
{
    v->count = v->problems.count;
    v->findings = xcalloc(v->count, sizeof *v->findings);
    for (size_t i = 0; i < v->count; i++)
        v->findings[i] = place(places, &v->problems.items[i]);
}

/* A file that is no configuration at all has one finding. */
static void single_finding(struct verdict *v, const char *keyword, const struct err *e, enum status status)
{
    problems_add(&v->problems, "", keyword, SEVERITY_ERROR, e->text);
    v->status = status;
    v->count = 1;
    v->findings = xcalloc(1, sizeof *v->findings);
    v->findings[0] = (struct finding){.pointer = "",
                                      .keyword = keyword,
                                      .text = v->problems.items[0].text,
                                      .line = e->line,
                                      .column = e->column,
                                      .severity = SEVERITY_ERROR};
}

static void print_finding(const char *file, const struct finding *f, struct buf *line)
{
    add_safe(line, file);
    if (f->line) {
        buf_putc(line, ':');
        buf_put_number(line, f->line);
        buf_putc(line, ':');
        buf_put_number(line, f->column);
    }
    buf_puts(line, f->severity == SEVERITY_ERROR ? ": error: " : ": warning: ");
    if (*f->pointer) {
        struct buf shown;
        buf_init(&shown, BUF_TEXT_MAX);
        path_show(f->pointer, &shown);
        add_safe(line, shown.data);
        buf_puts(line, ": ");
        buf_finish(&shown);
    }
    add_safe(line, f->text);
    print_line(line);
}

/* Problems are printed as they are found: there may be more of them than of the text. */
struct printing {
    const char *file;
    struct places places;
    struct buf line;
};

static void print_problem(void *context, const struct problem *p)
{
    struct printing *printing = context;
    const struct finding f = place(&printing->places, p);
    print_finding(printing->file, &f, &printing->line);
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void print_text(const struct verdict *v)
{
    struct buf line;
    buf_init(&line, BUF_TEXT_MAX);
    for (size_t i = 0; i < v->count; i++)
        print_finding(v->file, &v->findings[i], &line);
    const size_t errors = v->problems.errors, warnings = v->problems.warnings;
    add_safe(&line, v->file);
    if (v->status == STATUS_FILE)
        buf_puts(&line, ": not read");
    else if (errors)
        buf_printf(&line, ": invalid, %zu error%s", errors, plural(errors));
    else
        buf_puts(&line, ": valid");
    if (warnings)
        buf_printf(&line, ", %zu warning%s", warnings, plural(warnings));
    print_line(&line);
    buf_finish(&line);
}

static void json_findings(const struct verdict *v, enum severity severity, struct buf *line)
{
    buf_putc(line, '[');
    bool first = true;
    for (size_t i = 0; i < v->count; i++) {
        const struct finding *f = &v->findings[i];
        if (f->severity != severity)
            continue;
        if (!first)
            buf_putc(line, ',');
        first = false;
        json_open(line);
        json_text(line, "pointer", f->pointer);
        json_number(line, "line", (int64_t)f->line);
        json_number(line, "column", (int64_t)f->column);
        json_text(line, "keyword", f->keyword);
        json_text(line, "message", f->text);
        json_close(line);
    }
    buf_putc(line, ']');
}

static void print_json(const struct verdict *v)
{
    struct buf line;
    buf_init(&line, BUF_BODY_MAX);
    json_open(&line);
    json_text(&line, "file", v->file);
    json_bool(&line, "valid", v->status == STATUS_DONE);
    json_member(&line, "errors");
    json_findings(v, SEVERITY_ERROR, &line);
    json_member(&line, "warnings");
    json_findings(v, SEVERITY_WARNING, &line);
    json_close(&line);
    print_line(&line);
    buf_finish(&line);
}

static void check(const struct knowledge *k, const struct json_tree *tree, bool json, struct verdict *v)
{
    struct printing printing = {.file = v->file};
    places_init(&printing.places, tree);
    buf_init(&printing.line, BUF_TEXT_MAX);
    if (!json) {
        v->problems.each = print_problem;
        v->problems.context = &printing;
    }
    checks_whole(k->schema, k->wizard, k->zones, &tree->root, 0, &v->problems);
    v->problems.each = NULL;
    v->status = v->problems.errors ? STATUS_INVALID : STATUS_DONE;
    if (json)
        place_problems(&printing.places, v);
    places_finish(&printing.places);
    buf_finish(&printing.line);
}

/* Reads the text without a document around it: nothing is going to be edited. As text, what is found is
 * printed at once; as JSON it is kept, since errors come before warnings. */
static void check_file(const struct paths *paths, const struct knowledge *knowledge, bool json,
                       struct verdict *v)
{
    char *name, *path = configuration_resolve(paths, v->file, &name);
    size_t len = 0;
    struct err e = {0};
    struct arena arena;
    struct json_tree tree;
    arena_init(&arena);
    char *text = file_read(path, &len, &e);
    if (!text) {
        single_finding(v, "file", &e, STATUS_FILE);
    } else if (!json_parse(&arena, text, len, &tree, &e)) {
        single_finding(v, "syntax", &e, STATUS_INVALID);
    } else {
        check(knowledge, &tree, json, v);
    }
    arena_finish(&arena);
    free(text);
    free(path);
    free(name);
}

static int validate_all(const struct arguments *a, const struct paths *paths,
                        const struct knowledge *knowledge)
{
    const bool json = a->format && strcmp(a->format, "json") == 0;
    int worst = STATUS_DONE;
    for (size_t i = 0; i < a->rest.count; i++) {
        struct verdict v = {.file = a->rest.items[i]};
        problems_init(&v.problems);
        check_file(paths, knowledge, json, &v);
        if (json)
            print_json(&v);
        else
            print_text(&v);
        if ((int)v.status > worst)
            worst = v.status;
        problems_finish(&v.problems);
        free(v.findings);
    }
    return worst;
}

static int run(const struct arguments *a)
{
    struct knowledge knowledge;
    struct paths paths;
    struct err e = {0};
    if (!paths_find(&paths, &e))
        return fail(&e);
    const bool loaded = knowledge_load(a->openapi, &knowledge, &e);
    const int status = loaded ? validate_all(a, &paths, &knowledge) : fail(&e);
    knowledge_finish(&knowledge);
    paths_finish(&paths);
    return status;
}

const struct command command_validate = {
    .name = "validate",
    .arguments = "CONFIGURATION...",
    .summary = "check against the schema, one verdict per argument",
    .about = "A body is valid when it satisfies the OpenAPI schema; what else looks wrong is a "
             "warning. The exit status is 0 when all are valid, 1 when one is not, 7 when one could "
             "not be read.",
    .options = options,
    .option_count = COUNT(options),
    .min = 1,
    .max = (size_t)-1,
    .run = run,
};
