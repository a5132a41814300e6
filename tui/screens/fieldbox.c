#include "tui/screens/fieldbox.h"

#include "forms/mem.h"
#include "tui/screens/control.h"
#include "tui/widgets/popup.h"

#include <stdlib.h>
#include <string.h>

/* The value, and two lines for what is wrong with it; of a time, two more for what it becomes. */
enum { LINES = 3, TIME_LINES = 5, FRAME = 2, COLS = 68, BESIDE = 4 };

void fieldbox_init(struct fieldbox *b)
{
    *b = (struct fieldbox){0};
    form_init(&b->form);
}

void fieldbox_finish(struct fieldbox *b)
{
    form_finish(&b->form);
    free(b->title);
    *b = (struct fieldbox){0};
}

/* A field that has further ones below it, or a screen of its own, is for the record's form. */
static bool fits(const struct form *f)
{
    const struct row *r = form_row(f);
    return r && r->control != CONTROL_RECORDS && r->control != CONTROL_MAP && r->control != CONTROL_ONE_OF &&
           r->control != CONTROL_VARIANT;
}

static int lines(const struct fieldbox *b)
{
    const struct row *r = form_row(&b->form);
    return r && r->control == CONTROL_DATE_TIME ? TIME_LINES : LINES;
}

static int width(const struct session *se)
{
    return se->cols - BESIDE < COLS ? se->cols - BESIDE : COLS;
}

static void fit(struct fieldbox *b, const struct session *se)
{
    form_fit(&b->form, se, lines(b), width(se) - FRAME);
}

bool fieldbox_open(struct fieldbox *b, struct session *se, const char *record, const char *pointer,
                   const char *title)
{
    form_show_field(&b->form, se, record, pointer);
    b->open = fits(&b->form);
    xreplace(&b->title, title);
    fit(b, se);
    return b->open;
}

void fieldbox_close(struct fieldbox *b, struct session *se)
{
    if (b->open)
        form_leave(&b->form, se);
    b->open = false;
}

void fieldbox_sync(struct fieldbox *b, struct session *se)
{
    if (!b->open)
        return;
    if (doc_get(se->doc, b->form.pointer))
        form_sync(&b->form, se);
    else
        b->open = false;
    fit(b, se);
}

const char *const *fieldbox_scopes(const struct fieldbox *b, const struct session *se, bool *typing)
{
    return form_scopes(&b->form, se, typing);
}

const enum action *fieldbox_hints(const struct fieldbox *b, const struct session *se)
{
    static const enum action hints[] = {ACTION_PROMPT_ACCEPT,    ACTION_APP_BACK,         ACTION_FORM_NEXT,
                                        ACTION_FORM_NEXT_RECORD, ACTION_FORM_PICK,        ACTION_FORM_CLEAR,
                                        ACTION_APP_UNDO,         ACTION_APP_NEXT_PROBLEM, ACTION_NONE};
    (void)se;
    return b->form.chooser.open ? chooser_hints(&b->form.chooser) : hints;
}

static enum fieldbox_answer answer_to(enum action action)
{
    switch (action) {
    case ACTION_FORM_OPEN:
        return FIELDBOX_DONE;
    case ACTION_APP_BACK:
        return FIELDBOX_DROPPED;
    case ACTION_FORM_NEXT:
    case ACTION_MOVE_DOWN:
        return FIELDBOX_NEXT;
    case ACTION_FORM_PREVIOUS:
    case ACTION_MOVE_UP:
        return FIELDBOX_PREVIOUS;
    case ACTION_FORM_NEXT_RECORD:
        return FIELDBOX_BELOW;
    case ACTION_FORM_PREVIOUS_RECORD:
        return FIELDBOX_ABOVE;
    default:
        return FIELDBOX_STAYS;
    }
}

enum fieldbox_answer fieldbox_update(struct fieldbox *b, struct session *se, const struct event *ev,
                                     enum action action, struct effects *out)
{
    const bool popup = b->form.chooser.open || b->form.prompt.open;
    const bool key = ev->type == EVENT_KEY;
    enum fieldbox_answer answer = key && !popup ? answer_to(action) : FIELDBOX_STAYS;
    if (answer == FIELDBOX_STAYS && !form_update(&b->form, se, ev, action, out))
        answer = FIELDBOX_IGNORED;
    fit(b, se);
    return answer;
}

void fieldbox_help(const struct fieldbox *b, const struct session *se, struct buf *out)
{
    enum { ROOMY = 20 };
    if (se->rows < ROOMY)
        form_says(&b->form, se, out);
    if (out->len == 0)
        form_help(&b->form, out);
}

void fieldbox_draw(const struct fieldbox *b, const struct session *se, struct area a, int row, int col)
{
    if (!b->open)
        return;
    /* below the row, else above it, else where there is more room: the row itself stays in sight */
    const int below = a.rows - row - 1, wanted = lines(b) + FRAME;
    const bool under = wanted <= below || (wanted > row && below >= row);
    const int room = under ? below : row, rows = wanted < room ? wanted : room;
    const struct area inside = popup_draw_at(a, under ? row + 1 : row - rows, col + BESIDE / 2, rows,
                                             width(se), b->title, NULL, NULL);
    form_draw(&b->form, se, inside, true);
    form_draw_popup(&b->form, se, a);
}
