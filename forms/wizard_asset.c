#include "forms/wizard_private.h"

#include "forms/path.h"

#include <stdlib.h>
#include <string.h>

/* ---- pieces of the asset */

const char *wizard_keep(struct wizard *w, const char *p, size_t len)
{
    char *copy = arena_text(&w->arena, len + 1);
    memcpy(copy, p, len);
    copy[len] = '\0';
    return copy;
}

static const char *keep_chars(struct wizard *w, const struct json *v)
{
    if (!json_is(v, JSON_STRING))
        return NULL;
    struct buf scratch;
    buf_init(&scratch, BUF_TEXT_MAX);
    size_t len;
    const char *p = json_chars(v, &scratch, &len);
    const char *kept = wizard_keep(w, p, len);
    buf_finish(&scratch);
    return kept;
}

static const struct json *member(const struct json *object, const char *name)
{
    return json_is(object, JSON_OBJECT) ? json_get(object, name, strlen(name)) : NULL;
}

static const char *text_of(struct wizard *w, const struct json *object, const char *name)
{
    return keep_chars(w, member(object, name));
}

static size_t count_of(const struct json *container)
{
    return container ? container->count : 0;
}

/* The strings of an array, NULL-terminated; of no array, none. */
static const char **keep_words(struct wizard *w, const struct json *array)
{
    const size_t count = json_is(array, JSON_ARRAY) ? array->count : 0;
    const char **words = arena_alloc(&w->arena, (count + 1) * sizeof *words);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        words[kept] = keep_chars(w, json_item(array, i));
        kept += words[kept] != NULL;
    }
    words[kept] = NULL;
    return words;
}

/* An object of strings. */
static struct pair *keep_pairs(struct wizard *w, const struct json *object, size_t *count)
{
    struct buf scratch;
    buf_init(&scratch, BUF_TEXT_MAX);
    struct pair *pairs = arena_alloc(&w->arena, (count_of(object) + 1) * sizeof *pairs);
    *count = 0;
    for (size_t i = 0; i < count_of(object); i++) {
        const struct json *v = json_item(object, i);
        size_t len;
        const char *name = json_name(v, &scratch, &len);
        pairs[*count] = (struct pair){wizard_keep(w, name, len), keep_chars(w, v)};
        *count += pairs[*count].value != NULL;
    }
    buf_finish(&scratch);
    return pairs;
}

/* ---- sections */

static void add_claim(struct wizard *w, const char *pointer)
{
    size_t len = strlen(pointer);
    const bool members = len >= 2 && strcmp(pointer + len - 2, "/*") == 0;
    if (members)
        len -= 2;
    w->claims = xreallocarray(w->claims, w->claim_count + 1, sizeof *w->claims);
    w->claims[w->claim_count++] = (struct claim){
        .pointer = wizard_keep(w, pointer, len), .section = w->section_count, .members = members};
}

static const char *label_of(struct wizard *w, const char *pointer)
{
    struct buf b;
    buf_init(&b, BUF_TEXT_MAX);
    wizard_label(w, pointer, &b);
    const char *kept = wizard_keep(w, b.data, b.len);
    buf_finish(&b);
    return kept;
}

/* What the asset does not say of a section comes from the field that it is about. */
static void complete(struct wizard *w, struct section *s, const char *about)
{
    const struct schema_node *n = schema_at(w->schema, about);
    const struct list *list = wizard_list_at(w, about);
    if (!s->title)
        s->title = label_of(w, about);
    if (!s->help)
        s->help = n && n->help ? n->help : "";
    if (!s->one)
        s->one = list && list->one ? list->one : s->title;
}

static bool add_section(struct wizard *w, const struct json *v, int depth, struct err *e)
{
    struct section s = {
        .id = text_of(w, v, "id"),
        .title = text_of(w, v, "title"),
        .one = text_of(w, v, "one"),
        .help = text_of(w, v, "help"),
        .pointer = text_of(w, v, "list"),
        .depth = depth,
    };
    if (!s.id)
        return err_set(e, ERR_SYNTAX, "The wizard's asset has a section without an id.");
    const char *kind = text_of(w, v, "kind"), *about = s.pointer;
    const char *const *claims = keep_words(w, member(v, "claims"));
    s.kind = s.pointer ? SECTION_LIST : kind && strcmp(kind, "review") == 0 ? SECTION_REVIEW : SECTION_FORM;
    if (s.pointer)
        add_claim(w, s.pointer);
    for (size_t i = 0; claims[i]; i++) {
        add_claim(w, claims[i]);
        if (!about)
            about = w->claims[w->claim_count - 1].pointer;
    }
    if (!s.pointer)
        s.pointer = "";
    complete(w, &s, about ? about : "");
    w->sections = xreallocarray(w->sections, w->section_count + 1, sizeof *w->sections);
    w->sections[w->section_count++] = s;
    const struct json *below = member(v, "sections");
    for (size_t i = 0; i < count_of(below); i++)
        if (!add_section(w, json_item(below, i), depth + 1, e))
            return false;
    return true;
}

/* ---- the whole */

/* An object of arrays of strings. */
static struct words *read_words(struct wizard *w, const struct json *object, size_t *count)
{
    struct buf scratch;
    buf_init(&scratch, BUF_TEXT_MAX);
    struct words *words = arena_alloc(&w->arena, (count_of(object) + 1) * sizeof *words);
    for (*count = 0; *count < count_of(object); ++*count) {
        const struct json *v = json_item(object, *count);
        size_t len;
        const char *name = json_name(v, &scratch, &len);
        words[*count] = (struct words){wizard_keep(w, name, len), keep_words(w, v)};
    }
    buf_finish(&scratch);
    return words;
}

static void read_templates(struct wizard *w, const struct json *array)
{
    w->templates = arena_alloc(&w->arena, (count_of(array) + 1) * sizeof *w->templates);
    for (size_t i = 0; i < count_of(array); i++) {
        const struct json *v = json_item(array, i);
        const struct template_info t = {text_of(w, v, "id"), text_of(w, v, "title"), text_of(w, v, "help")};
        if (t.id && t.title && t.help)
            w->templates[w->template_count++] = t;
    }
}

bool wizard_read_asset(struct wizard *w, const char *text, size_t len, struct err *e)
{
    struct json_tree tree;
    const char *copy = wizard_keep(w, text, len);
    if (!json_parse(&w->arena, copy, len, &tree, e))
        return false;
    const struct json *root = &tree.root;
    w->labels = keep_pairs(w, member(root, "labels"), &w->label_count);
    w->references = keep_pairs(w, member(root, "references"), &w->reference_count);
    w->values = keep_pairs(w, member(root, "values"), &w->value_count);
    w->names = keep_pairs(w, member(root, "names"), &w->name_count);
    w->named = keep_pairs(w, member(root, "named"), &w->named_count);
    w->resources = keep_pairs(w, member(root, "resources"), &w->resource_count);
    w->forms = keep_pairs(w, member(root, "forms"), &w->form_count);
    w->begins = keep_pairs(w, member(root, "begins"), &w->begin_count);
    w->zone = text_of(w, root, "zone");
    w->hours = keep_pairs(w, member(root, "hours"), &w->hour_count);
    w->usual_hours = keep_pairs(w, member(root, "usual_hours"), &w->usual_hour_count);
    w->successors = keep_pairs(w, member(root, "successors"), &w->successor_count);
    w->wholes = keep_pairs(w, member(root, "wholes"), &w->whole_count);
    w->people = keep_words(w, member(root, "people"));
    w->needs = member(root, "needs");
    w->suggest = keep_pairs(w, member(root, "suggest"), &w->suggest_count);
    w->long_text = keep_words(w, member(root, "long_text"));
    w->first = keep_words(w, member(root, "first"));
    w->secrets = keep_words(w, member(root, "secrets"));
    w->suggestions = read_words(w, member(root, "suggestions"), &w->suggestion_count);
    w->headings = read_words(w, member(root, "headings"), &w->heading_count);
    w->parts = read_words(w, member(root, "parts"), &w->part_count);
    read_templates(w, member(root, "templates"));
    wizard_scan_schema(w);
    const struct json *sections = member(root, "sections");
    for (size_t i = 0; i < count_of(sections); i++)
        if (!add_section(w, json_item(sections, i), 0, e))
            return false;
    if (w->section_count == 0)
        return err_set(e, ERR_SYNTAX, "The wizard's asset has no sections.");
    return true;
}
