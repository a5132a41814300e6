#include "tui/screens/editing.h"

#include "forms/mem.h"
#include "tui/screens/rekeying.h"
#include "tui/screens/words.h"

#include <stdlib.h>
#include <string.h>

/* The whole body as it would be saved, so that what is not touched keeps its bytes; a value with a member a
 * line. */
static bool write_value(const struct session *se, const char *pointer, struct buf *out)
{
    const struct json *v = doc_get(se->doc, pointer);
    if (!*pointer)
        return doc_write(se->doc, json_to_buf, out);
    return !v || (json_write_pretty(v, json_to_buf, out) && buf_putc(out, '\n'));
}

void editing_begin(struct session *se, const char *pointer, struct effects *out)
{
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    doc_visit(se->doc);
    if (!write_value(se, pointer, &text)) {
        session_say(se, SEVERITY_WARNING, "This is too large for an editor. Edit a record of it instead.");
    } else {
        xreplace(&se->edit.pointer, pointer);
        xreplace(&se->edit.before, text.data);
        effects_add(out, EFFECT_EDIT, text.data, NULL);
    }
    buf_finish(&text);
}

void editing_drop(struct session *se)
{
    xreplace(&se->edit.pointer, NULL);
    xreplace(&se->edit.before, NULL);
    xreplace(&se->edit.after, NULL);
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

/* An empty text makes the value not set. */
static bool put(struct session *se, struct err *e)
{
    const char *pointer = se->edit.pointer, *text = se->edit.after;
    if (*pointer && is_blank(text))
        return doc_unset(se->doc, pointer, e);
    return doc_set_text(se->doc, pointer, text, strlen(text), e);
}

static void say_taken(struct session *se, uint64_t before)
{
    if (doc_revision(se->doc) == before)
        session_say(se, SEVERITY_NOTE, "The value is the same as before.");
    else
        session_say(se, SEVERITY_NOTE, "Taken from the editor. Press " WORDS_UNDO " to undo it.");
}

void editing_end(struct session *se, struct effects *out)
{
    struct err *e = &se->edit.err;
    const uint64_t before = doc_revision(se->doc);
    *e = (struct err){0};
    if (strcmp(se->edit.after, se->edit.before) == 0) {
        session_say(se, SEVERITY_NOTE, "Nothing was changed in the editor.");
        editing_drop(se);
        return;
    }
    struct rekeying_watch key;
    rekeying_watch(se, se->edit.pointer, &key);
    doc_visit(se->doc);
    const bool done = put(se, e);
    rekeying_watched(se, &key);
    if (!done) {
        effects_push(out, EFFECT_PUSH, SCREEN_ASK, "edit");
        return;
    }
    doc_visit(se->doc);
    session_changed(se, se->edit.pointer);
    say_taken(se, before);
    editing_drop(se);
}

void editing_again(struct session *se, struct effects *out)
{
    char *line = se->edit.err.line ? xasprintf("%zu", se->edit.err.line) : NULL;
    effects_add(out, EFFECT_EDIT, se->edit.after, line);
    free(line);
}
