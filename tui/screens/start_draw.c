#include "tui/screens/start.h"

#include "tui/actions/clock.h"
#include "tui/screens/frame.h"
#include "tui/screens/words.h"
#include "tui/widgets/listing.h"
#include "tui/widgets/popup.h"

#include "forms/times.h"

#include <string.h>

enum { HEADING_ROWS = 1 };

/* ---- the list */

enum start_column {
    COLUMN_NAME,
    COLUMN_CUSTOMER,
    COLUMN_TICKET,
    COLUMN_RECORDS,
    COLUMN_CHANGED,
    COLUMN_LINK
};

static const struct listing_column COLUMNS[] = {
    [COLUMN_NAME] = {"NAME", 15, 0, 20, false},      [COLUMN_CUSTOMER] = {"CUSTOMER KEY", 13, 3, 20, false},
    [COLUMN_TICKET] = {"TICKET", 8, 2, 4, false},    [COLUMN_RECORDS] = {"RECORDS", 7, 4, 0, true},
    [COLUMN_CHANGED] = {"CHANGED", 10, 5, 3, false}, [COLUMN_LINK] = {"LAST LINK", 10, 1, 8, false},
};

struct view {
    const struct start *start;
    const struct session *session;
};

static const struct config_row *row_at(const struct view *v, size_t row)
{
    return &v->session->configurations.items[v->start->shown[row]];
}

static void cell(void *context, size_t row, size_t column, struct buf *out)
{
    const struct config_row *r = row_at(context, row);
    int64_t now = clock_now();
    switch ((enum start_column)column) {
    case COLUMN_NAME:
        buf_puts(out, r->name);
        break;
    case COLUMN_CUSTOMER:
        buf_puts(out, r->broken ? "unreadable" : r->unread ? "..." : words_or(r->customer_key, "-"));
        break;
    case COLUMN_TICKET:
        buf_puts(out, words_or(r->ticket, "-"));
        break;
    case COLUMN_RECORDS:
        if (r->unread)
            buf_puts(out, "...");
        else
            words_count(r->records, out);
        break;
    case COLUMN_CHANGED:
        times_ago(now, r->changed, clock_offset(r->changed), out);
        break;
    case COLUMN_LINK:
        words_expiry(now, r->last_link_expires, out);
        break;
    }
}

static char mark(void *context, size_t row)
{
    return row_at(context, row)->broken ? '!' : ' ';
}

size_t start_page(const struct session *se)
{
    const struct frame f = {0};
    int rows = frame_body_rows(&f, se) - HEADING_ROWS - 1 - (session_draft(se, NULL) != NULL);
    return rows > 1 ? (size_t)rows : 1;
}

static void draw_heading(const struct start *st, const struct session *se, struct area a)
{
    char n[WORDS_NUMBER_MAX];
    struct buf words;
    buf_init(&words, BUF_TEXT_MAX);
    int col = area_puts(a, 0, 1, STYLE_HEADING, "Saved configurations") + 2;
    if (st->shown_count < se->configurations.count)
        buf_printf(&words, "%s of ", words_number(st->shown_count, n));
    words_count(se->configurations.count, &words);
    if (a.cols >= 60)
        buf_puts(&words, ", last changed first");
    int end = area_puts_right(a, 0, a.cols - 1, STYLE_DIM, words.data);
    if (se->unchecked.all) {
        char key[WORDS_KEY_MAX];
        buf_clear(&words);
        buf_printf(&words, "%s: %zu %sto check", words_key(se->keymap, ACTION_APP_LINKS, key),
                   se->unchecked.all,
                   a.cols < 60              ? ""
                   : se->unchecked.all == 1 ? "link "
                                            : "links ");
        end = area_puts_right(a, 0, end - 2, STYLE_WARNING, words.data);
    }
    filterline_draw(&st->filter, a, 0, col, end - col - 1);
    buf_finish(&words);
}

/* ---- nothing to list */

static int draw_way(const struct session *se, struct area a, int row, enum action action, const char *words)
{
    char key[32];
    if (!keymap_label(se->keymap, action, false, key, sizeof key))
        return row;
    area_puts(a, row, 3, STYLE_KEY, key);
    return row + area_wrap(a, row, 8, a.cols - 9, 2, STYLE_NORMAL, words);
}

static void draw_welcome(const struct session *se, struct area a)
{
    area_cursor(a, 0, 1);
    int row = area_wrap(a, 0, 1, a.cols - 2, 1, STYLE_HEADING, "No saved configurations yet");
    if (a.rows >= 12)
        row += 1 +
               area_wrap(a, row + 1, 1, a.cols - 2, 3, STYLE_NORMAL,
                         "A configuration describes one customer portal. Fill in the form, review it, send "
                         "it, and hand the link to the customer.") +
               1;
    row = draw_way(se, a, row, ACTION_START_TEMPLATE, "start from a template: the quickest way");
    row = draw_way(se, a, row, ACTION_START_NEW, "start with an empty form");
    row = draw_way(se, a, row, ACTION_APP_LINKS, "links made so far");
    draw_way(se, a, row, ACTION_APP_HELP, "help, and all keys");
}

/* A line of its own above the list, as long as there is something to be lost. Returns the rest. */
static struct area draw_unsaved(const struct session *se, struct area a)
{
    char key[WORDS_KEY_MAX];
    struct buf words;
    if (!session_draft(se, NULL) || a.rows < 4)
        return a;
    buf_init(&words, BUF_TEXT_MAX);
    buf_puts(&words, "! Unsaved work (");
    words_count(se->drafts.count, &words);
    buf_printf(&words, "): %s shows it.", words_key(se->keymap, ACTION_START_RECOVER, key));
    area_puts(a, 0, 1, STYLE_WARNING, words.data);
    buf_finish(&words);
    return area_part(a, 1, 0, a.rows - 1, a.cols);
}

static void draw_body(const struct start *st, const struct session *se, struct area a)
{
    a = draw_unsaved(se, a);
    if (se->configurations.count == 0) {
        draw_welcome(se, a);
        return;
    }
    struct area list = area_part(a, HEADING_ROWS, 0, a.rows - HEADING_ROWS, a.cols);
    struct view view = {st, se};
    struct listing_model model = {&view, st->shown_count, COLUMNS, sizeof COLUMNS / sizeof *COLUMNS, cell,
                                  mark};
    listing_draw(&model, st->focus, list);
    draw_heading(st, se, a); /* last, for the cursor of the filter */
    if (st->shown_count == 0)
        area_puts(list, 1, 3, STYLE_DIM, "None holds this text. Esc shows all.");
}

/* ---- the screen */

static void describe(const struct config_row *r, struct buf *out)
{
    if (r->unread)
        buf_puts(out, "large");
    else
        words_of(r->records, "record", "records", out);
    buf_puts(out, ", ");
    words_size(r->bytes, out);
    if (!r->last_url)
        return;
    bool works = r->last_link_expires > clock_now();
    buf_puts(out, works                  ? ", link works until "
                  : r->last_link_expires ? ", last link expired "
                                         : ", a link was made");
    if (r->last_link_expires)
        clock_local(r->last_link_expires, out);
}

/* The list, and below it what the template in focus is for: in the list that is cut. */
static void draw_templates(const struct start *st, const struct session *se, struct cells *c)
{
    enum { HELP_ROWS = 3 };
    const struct picker *p = &st->templates;
    struct picker_source source = start_templates(se);
    int rows = (int)wizard_template_count(se->wizard) + 1;
    struct area in = popup_draw(area_all(c), rows + HELP_ROWS + 3, c->cols - 6, "Templates", NULL,
                                "Enter choose   Esc back");
    int list = in.rows - HELP_ROWS - 1 > 3 ? in.rows - HELP_ROWS - 1 : in.rows;
    picker_draw(p, &source, area_part(in, 0, 0, list, in.cols));
    const size_t item = picker_item(p);
    if (item != SIZE_MAX && list < in.rows) {
        const char *help = wizard_template(se->wizard, item)->help;
        area_wrap(in, list + 1, 1, in.cols - 2, HELP_ROWS, STYLE_HELP, words_or(help, ""));
    }
}

static const enum action HINTS[] = {ACTION_START_OPEN,   ACTION_START_NEW,       ACTION_APP_HELP,
                                    ACTION_START_REVIEW, ACTION_START_TEMPLATE,  ACTION_START_FILTER,
                                    ACTION_START_CLONE,  ACTION_START_COPY_LINK, ACTION_START_DELETE,
                                    ACTION_START_RENAME, ACTION_APP_LINKS,       ACTION_APP_QUIT,
                                    ACTION_NONE};
static const enum action EMPTY_HINTS[] = {
    ACTION_START_TEMPLATE, ACTION_START_NEW, ACTION_APP_HELP, ACTION_APP_LINKS,
    ACTION_APP_PALETTE,    ACTION_APP_QUIT,  ACTION_NONE};
static const enum action OPENING_HINTS[] = {ACTION_SENDING_CANCEL, ACTION_APP_QUIT, ACTION_NONE};
static const enum action FILTER_HINTS[] = {ACTION_PROMPT_ACCEPT, ACTION_APP_BACK, ACTION_NONE};

void start_draw(const struct screen *s, const struct session *se, struct cells *c)
{
    const struct start *st = (const struct start *)s;
    const struct config_row *r = start_row(st, se);
    struct buf words, path;
    buf_init(&words, BUF_TEXT_MAX);
    buf_init(&path, BUF_TEXT_MAX);
    if (r && !r->broken) {
        describe(r, &words);
        words_path(r->path, se->home, c->cols - 2, area_mark(area_all(c), MARK_ELLIPSIS), &path);
    }
    struct frame f = {.title = "seam-portal-tui",
                      .help = r ? words_or(r->broken, path.data) : NULL,
                      .where = words.len ? words.data : NULL,
                      .hints = se->opening && session_shows_progress(se) ? OPENING_HINTS
                               : st->filter.typing                       ? FILTER_HINTS
                               : se->configurations.count                ? HINTS
                                                                         : EMPTY_HINTS,
                      .typing = st->filter.typing};
    struct area body = frame_draw(&f, se, c);
    if (body.rows > 0)
        draw_body(st, se, body);
    if (st->choosing)
        draw_templates(st, se, c);
    if (st->prompt.open)
        prompt_draw(&st->prompt, c);
    buf_finish(&path);
    buf_finish(&words);
}
