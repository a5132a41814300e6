#include "forms/curl_body.h"

#include "forms/mem.h"
#include "forms/shell_words.h"

#include <stdlib.h>
#include <string.h>

/* Options of curl that send data: curl(1). */
static const struct data_option {
    const char *name;
    bool at; /* @FILE is the name of a file */
} data_options[] = {{"-d", true},          {"--data", true},        {"--data-ascii", true},
                    {"--data-raw", false}, {"--data-binary", true}, {"--json", true}};

/* One-letter options that take no value; what follows them in a word is another option. */
static const char switches[] = "012346aBfgGiIjJklLMnNOpqRsSvVZ#:";

static const char *behind(const char *text, const char *beginning)
{
    const size_t len = strlen(beginning);
    return strncmp(text, beginning, len) == 0 ? text + len : NULL;
}

struct found {
    const struct data_option *option;
    const struct shell_word *word; /* that holds the value ... */
    const char *value;             /* ... from here on; NULL: none was found */
};

/* Notes the value of an option: the rest of its word, or the next one. */
static bool note(const struct shell_words *w, size_t *i, const char *rest, const struct data_option *o,
                 struct found *f, struct err *e)
{
    if (!rest && *i + 1 == w->count)
        return err_set(e, ERR_SYNTAX, "%s has no value in this command.", o->name);
    if (f->value)
        return err_set(e, ERR_SYNTAX, "The command sends its body in pieces (%s and %s): write it as one.",
                       f->option->name, o->name);
    if (!rest)
        ++*i;
    *f = (struct found){o, &w->items[*i], rest ? rest : w->items[*i].text};
    return true;
}

static bool long_option(const struct shell_words *w, size_t *i, struct found *f, struct err *e)
{
    const char *text = w->items[*i].text;
    if (behind(text, "--data-urlencode"))
        return err_set(e, ERR_SYNTAX, "--data-urlencode sends a form, not JSON.");
    for (size_t k = 0; k < sizeof data_options / sizeof *data_options; k++) {
        const char *rest = behind(text, data_options[k].name);
        if (rest && (*rest == '\0' || *rest == '='))
            return note(w, i, *rest ? rest + 1 : NULL, &data_options[k], f, e);
    }
    return true;
}

static bool short_options(const struct shell_words *w, size_t *i, struct found *f, struct err *e)
{
    const char *at = w->items[*i].text + 1;
    while (*at && strchr(switches, *at))
        at++;
    if (*at == 'd')
        return note(w, i, at[1] ? at + 1 : NULL, &data_options[0], f, e);
    if (*at && !at[1] && *i + 1 < w->count)
        ++*i; /* the value of another option */
    return true;
}

/* false with *e; a command that sends nothing leaves *f empty. */
static bool find(const struct shell_words *w, size_t command, struct found *f, struct err *e)
{
    for (size_t i = command + 1; i < w->count; i++) {
        const char *text = w->items[i].text;
        if (text[0] == '-' && text[1] && !(text[1] == '-' ? long_option : short_options)(w, &i, f, e))
            return false;
    }
    return true;
}

static bool take_text(const char *p, size_t len, bool unfinished, size_t line, struct curl_body *out,
                      struct err *e)
{
    if (unfinished)
        return err_set_at(e, ERR_SYNTAX, line, 0,
                          "Line %zu: the body holds a $NAME or `command`, which only a shell can fill in.",
                          line);
    out->text = xmalloc(len + 1);
    memcpy(out->text, p, len);
    out->text[len] = '\0';
    out->len = len;
    return true;
}

static bool take_body(const struct shell_words *w, const struct found *f, struct curl_body *out,
                      struct err *e)
{
    const bool file = f->option->at && f->value[0] == '@';
    const size_t len = f->word->len - (size_t)(f->value - f->word->text);
    if (!file)
        return take_text(f->value, len, f->word->unfinished, f->word->line, out, e);
    if (strcmp(f->value, "@-") != 0) {
        out->file = xstrdup(f->value + 1);
        return true;
    }
    if (!w->input)
        return err_set(e, ERR_NOT_FOUND, "The command reads its body from another program (@-).");
    return take_text(w->input, w->input_len, w->input_unfinished, f->word->line, out, e);
}

/* The index of the word "curl", behind a prompt or "sudo"; count: it is not there. */
static size_t curl_word(const struct shell_words *w)
{
    size_t i = 0;
    for (; i < w->count; i++) {
        const char *slash = strrchr(w->items[i].text, '/');
        if (strcmp(slash ? slash + 1 : w->items[i].text, "curl") == 0)
            break;
    }
    return i;
}

/* One command of the text; where it sends no body, *out stays empty. */
static bool body_of(const struct shell_words *w, size_t command, struct curl_body *out, struct err *e)
{
    struct found f = {0};
    return find(w, command, &f, e) && (!f.value || take_body(w, &f, out, e));
}

bool curl_body_find(const char *p, size_t len, struct curl_body *out, struct err *e)
{
    size_t line = 1;
    bool met = false; /* one that sends no body: it fetches something first, or the program is installed */
    *out = (struct curl_body){0};
    for (size_t at = 0; at < len;) {
        struct shell_words words;
        const bool read = shell_words_read(p + at, len - at, line, &words, e);
        const size_t command = read ? curl_word(&words) : 0, count = words.count, end = at + words.end;
        const bool is_curl = command < count;
        const bool good = read && (!is_curl || body_of(&words, command, out, e));
        shell_words_finish(&words);
        if (!good || out->text || out->file)
            return good;
        met = met || is_curl;
        for (; at < end; at++)
            line += p[at] == '\n';
    }
    return err_set(e, ERR_NOT_FOUND,
                   met ? "The curl command sends no body: it has none of -d, --data and --json."
                       : "There is no curl command in this text.");
}

void curl_body_finish(struct curl_body *b)
{
    free(b->text);
    free(b->file);
    *b = (struct curl_body){0};
}
