#include "config.h"

#include "tui/store/profile.h"

#include "forms/mem.h"
#include "tui/store/file.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <ini.h>

#define PREFIX "profile "
/* inih takes the rest of a longer one for the next line, or for a comment. */
#define LINE_MAX_BYTES 195

static const struct {
    const char *name;
    size_t offset;
    const char *choices; /* "|a|b|", or NULL for any text */
} keys[] = {
    {"endpoint", offsetof(struct profile, endpoint), NULL},
    {"workspace", offsetof(struct profile, workspace), NULL},
    {"key_command", offsetof(struct profile, key_command), NULL},
    {"color", offsetof(struct profile, color), "|auto|always|never|"},
};

struct reading {
    const char *wanted;
    struct profile *out;
    bool found;
    bool bad; /* stops at the first entry that cannot be used */
};

static bool is_choice(const char *choices, const char *value)
{
    char *word = xasprintf("|%s|", value);
    const bool known = !strchr(value, '|') && strstr(choices, word);
    free(word);
    return known;
}

/* inih's callback: 0 marks the line as wrong. Sections of others, and other profiles, are their business. */
static int take_entry(void *context, const char *section, const char *name, const char *value)
{
    struct reading *r = context;
    if (r->bad || strncmp(section, PREFIX, strlen(PREFIX)) != 0 ||
        strcmp(section + strlen(PREFIX), r->wanted) != 0)
        return 1;
    r->found = true;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (strcmp(name, keys[i].name) != 0)
            continue;
        if (keys[i].choices && !is_choice(keys[i].choices, value))
            break;
        char **to = (char **)((char *)r->out + keys[i].offset);
        free(*to);
        *to = xstrdup(value);
        return 1;
    }
    r->bad = true;
    return 0;
}

/* inih would end at a NUL, and a profile without its last lines names another server. */
static bool lines_fit(const char *path, const char *text, size_t size, struct err *e)
{
    if (memchr(text, '\0', size))
        return err_set(e, ERR_IO, "%s: has a NUL byte in it and is damaged: write it anew", file_shown(path));
    for (size_t line = 1; *text; line++) {
        const size_t len = strcspn(text, "\n");
        if (len > LINE_MAX_BYTES)
            return err_set_at(e, ERR_IO, line, 1,
                              "%s: line %zu is longer than %d bytes: put a long command into a script",
                              file_shown(path), line, LINE_MAX_BYTES);
        text += len + (text[len] == '\n');
    }
    return true;
}

/* inih takes an indented line for more of the entry above it, whatever it says: an endpoint would be lost. */
static void strip_indents(char *text)
{
    char *to = text;
    while (*text) {
        text += strspn(text, " \t");
        size_t len = strcspn(text, "\n");
        len += text[len] == '\n';
        memmove(to, text, len);
        to += len;
        text += len;
    }
    *to = '\0';
}

bool profile_read(const struct paths *p, const char *name, struct profile *out, struct err *e)
{
    *out = (struct profile){0};
    char *path = xasprintf("%s/config.ini", p->config);
    size_t len = 0;
    char *text = file_read(path, &len, e);
    struct reading r = {.wanted = name, .out = out};
    bool done = false;
    if (text && lines_fit(path, text, len, e)) {
        strip_indents(text);
        const int line = ini_parse_string(text, take_entry, &r);
        if (line > 0)
            err_set_at(e, ERR_IO, (size_t)line, 1,
                       "%s: line %d: a profile has endpoint, workspace, key_command and color (auto, always "
                       "or never)",
                       file_shown(path), line);
        else if (line < 0)
            mem_exhausted();
        else if (!r.found)
            err_set(e, ERR_USAGE, "%s: has no section [" PREFIX "%s], or nothing in it", file_shown(path),
                    name);
        else
            done = true;
    }
    if (!done)
        profile_finish(out);
    free(text);
    free(path);
    return done;
}

void profile_finish(struct profile *p)
{
    if (!p)
        return;
    free(p->endpoint);
    free(p->workspace);
    free(p->key_command);
    free(p->color);
    *p = (struct profile){0};
}
