#include "config.h"

#include "tui/sandbox/answer.h"

#include "forms/mem.h"
#include "forms/path.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#define ANSWER_MAX ((size_t)1 << 20)
#define MESSAGES   "_errors"

/* From the kernel, as a link's token is a secret even here. It gives up to 256 bytes whole, or waits. */
void random_hex(char *out, size_t size)
{
    unsigned char bytes[32];
    while (getrandom(bytes, size / 2, 0) != (ssize_t)(size / 2))
        ;
    for (size_t i = 0; i < size / 2; i++)
        snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}

void answer_init(struct answer *a)
{
    *a = (struct answer){.status = 200, .content_type = JSON_TYPE};
    static const char prefix[] = "sandbox-";
    memcpy(a->request_id, prefix, sizeof prefix);
    random_hex(a->request_id + sizeof prefix - 1, 16);
    buf_init(&a->body, ANSWER_MAX);
}

void answer_finish(struct answer *a)
{
    buf_finish(&a->body);
}

void answer_text(struct answer *a, unsigned status, const char *content_type, const char *text)
{
    a->status = status;
    a->content_type = content_type;
    buf_clear(&a->body);
    buf_puts(&a->body, text);
}

/* ---- the tree of validation errors */

static struct json *append(struct arena *arena, struct json *container, const struct json *value)
{
    json_insert(arena, container, container->count, value);
    json_mark(container);
    return json_item(container, container->count - 1);
}

/* Each node holds its messages, and under their names the nodes of its members. */
static struct json *add_node(struct arena *arena, struct json *parent, const char *name, size_t len)
{
    const struct json object = json_make_object(), array = json_make_array();
    const struct json named = json_with_name(arena, &object, name, len);
    struct json *node = append(arena, parent, &named);
    const struct json messages = json_with_name(arena, &array, MESSAGES, strlen(MESSAGES));
    append(arena, node, &messages);
    return node;
}

static struct json *node_at(struct arena *arena, struct json *root, const char *pointer)
{
    struct buf name;
    buf_init(&name, PATH_MAX_LEN);
    struct json *node = root;
    while (path_next(&pointer, &name)) {
        struct json *child = json_get(node, name.data, name.len);
        node = child ? child : add_node(arena, node, name.data, name.len);
    }
    buf_finish(&name);
    return node;
}

static void add_problems(struct arena *arena, struct json *error, const struct problems *problems)
{
    struct json *root = add_node(arena, error, "validation_errors", strlen("validation_errors"));
    for (size_t i = 0; i < problems->count; i++) {
        const struct problem *p = &problems->items[i];
        struct json *node = node_at(arena, root, p->pointer);
        const struct json text = json_make_chars(arena, p->text, strlen(p->text));
        append(arena, json_get(node, MESSAGES, strlen(MESSAGES)), &text);
    }
}

static void add_text(struct arena *arena, struct json *object, const char *name, const char *text)
{
    const struct json value = json_make_chars(arena, text, strlen(text));
    const struct json named = json_with_name(arena, &value, name, strlen(name));
    append(arena, object, &named);
}

void answer_error(struct answer *a, unsigned status, const char *type, const char *message,
                  const struct problems *at_fields)
{
    answer_text(a, status, JSON_TYPE, "{\"error\":");
    struct arena arena;
    arena_init(&arena);
    struct json error = json_make_object();
    add_text(&arena, &error, "type", type);
    add_text(&arena, &error, "message", message);
    if (at_fields)
        add_problems(&arena, &error, at_fields);
    add_text(&arena, &error, "request_id", a->request_id);
    json_write_compact(&error, json_to_buf, &a->body);
    buf_puts(&a->body, ",\"ok\":false}");
    arena_finish(&arena);
}
