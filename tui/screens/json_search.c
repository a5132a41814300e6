#include "tui/screens/json_search.h"

#include "forms/mem.h"
#include "tui/screens/words.h"

#include <stdlib.h>

/* Lines that are looked at in a slice, and those of a body whose matches are counted within a key. */
enum { SLICE = 20000, COUNTED = 200000 };

void json_search_finish(struct json_search *s)
{
    free(s->text);
    *s = (struct json_search){0};
}

void json_search_set(struct json_search *s, struct jsonpane *p, const char *text)
{
    char *copy = xstrdup(text);
    free(s->text);
    s->text = copy;
    p->view.match = s->text;
}

/* "Match 2 of 7", where counting them takes no longer than a key may. on: what follows, "" or where the
 * search went on. */
static void say_place(const struct json_search *s, const struct jsonpane *p, struct session *se,
                      const char *on)
{
    char at[WORDS_NUMBER_MAX], all[WORDS_NUMBER_MAX];
    size_t lines = preview_lines(p->preview), place, count;
    if (lines > COUNTED) {
        session_say(se, SEVERITY_NOTE, "Found in line %s of %s%s.", words_number(p->view.cursor + 1, at),
                    words_number(lines, all), on);
        return;
    }
    count = preview_matches(p->preview, s->text, jsonpane_pointer(p), &place);
    session_say(se, SEVERITY_NOTE, "Match %s of %s%s.", words_number(place, at), words_number(count, all),
                on);
}

static void found(const struct json_search *s, struct jsonpane *p, struct session *se, size_t line)
{
    const size_t before = p->view.cursor;
    jsonview_show(&p->view, p->preview, line);
    const char *on = s->forward ? ", on from the top" : ", on from the end";
    say_place(s, p, se, (s->forward ? p->view.cursor < before : p->view.cursor > before) ? on : "");
}

static void end(struct json_search *s, struct session *se)
{
    s->active = false;
    session_progress(se, NULL, 0, 0, false);
}

void json_search_begin(struct json_search *s, struct jsonpane *p, struct session *se, bool forward,
                       bool from_next)
{
    const size_t lines = preview_lines(p->preview), cursor = p->view.cursor;
    if (!s->text || !*s->text) {
        session_say(se, SEVERITY_NOTE, "Search for a text first.");
        return;
    }
    s->active = true;
    s->forward = forward;
    s->at = from_next ? (forward ? cursor + 1 : cursor + lines - 1) % lines : cursor;
    s->left = lines;
    json_search_step(s, p, se);
}

/* As many lines as are left before the end of the body, where it goes on at the other one. */
bool json_search_step(struct json_search *s, struct jsonpane *p, struct session *se)
{
    const size_t lines = preview_lines(p->preview);
    size_t line, slice = SLICE;
    s->at %= lines; /* values may have been hidden since */
    while (s->active && slice > 0) {
        const size_t room = s->forward ? lines - s->at : s->at + 1, most = slice < room ? slice : room;
        const size_t count = most < s->left ? most : s->left, low = s->forward ? s->at : s->at + 1 - count;
        if (preview_search_lines(p->preview, s->text, low, low + count, s->forward, &line)) {
            end(s, se);
            found(s, p, se, line);
            return false;
        }
        s->left -= count;
        s->at = (s->forward ? s->at + count : s->at + lines - count) % lines;
        slice -= count;
        if (s->left == 0) {
            end(s, se);
            session_say(se, SEVERITY_NOTE, "No line holds \"%s\".", s->text);
        }
    }
    if (s->active)
        session_progress(se, "Searching", lines - s->left, lines, true);
    return s->active;
}

bool json_search_drop(struct json_search *s, struct session *se)
{
    if (!s->active)
        return false;
    end(s, se);
    session_say(se, SEVERITY_NOTE, "The search was given up.");
    return true;
}
