#include "tui/screens/result.h"

#include "forms/mem.h"
#include "tui/screens/frame.h"
#include "tui/screens/linkfacts.h"
#include "tui/screens/place.h"
#include "tui/screens/words.h"

#include <stdio.h>
#include <stdlib.h>

enum { FACTS_LEAST = 34, FACTS_LEAST_ROWS = 1, LISTED = 4 };

/* ---- words */

/* The head line and, alone on its line, the link. */
static void head(const struct session *se, struct sheet *out)
{
    const struct link_row *r = &se->result;
    bool created = r->outcome == OUTCOME_CREATED;
    sheet_init(out, LINKFACTS_LABELS);
    sheet_wordsf(out, 0, created ? STYLE_GOOD : STYLE_ERROR, "%s%s", created ? "" : "! ",
                 linkfacts_headline(r));
    if (created)
        sheet_words(out, 0, STYLE_VALUE, words_or(r->url, ""));
}

static void created_facts(const struct session *se, struct sheet *out)
{
    const struct link_row *row = &se->result;
    linkfacts_add(row, out);
    if (!row->workspace_id)
        sheet_fact(out, "Workspace", STYLE_VALUE, se->target.workspace);
    sheet_fact(out, "Kept", se->unrecorded ? STYLE_ERROR : STYLE_VALUE,
               se->unrecorded ? "nowhere but on this screen: copy or save the link now"
                              : "in the links list");
}

/* What the server said of single fields. */
static void server_messages(const struct session *se, struct sheet *out)
{
    const size_t count = se->said.count;
    char more[WORDS_NUMBER_MAX];
    for (size_t i = 0; i < count && i < LISTED; i++) {
        struct buf sentence;
        buf_init(&sentence, BUF_TEXT_MAX);
        place_sentence(se, &se->said.items[i], &sentence);
        sheet_fact(out, i == 0 ? "At fields" : "", STYLE_ERROR, sentence.data);
        buf_finish(&sentence);
    }
    if (count > LISTED)
        sheet_factf(out, "", STYLE_DIM, "and %s more", words_number(count - LISTED, more));
}

static void failed_facts(const struct session *se, struct sheet *out)
{
    const struct link_row *row = &se->result;
    linkfacts_answer(row, out);
    if (row->outcome == OUTCOME_REFUSED)
        server_messages(se, out);
    linkfacts_advice(row, se->retry_after, out);
    sheet_fact(out, "Answer kept", STYLE_VALUE, se->kept_answer);
    sheet_words(out, 0, STYLE_NORMAL, "");
    linkfacts_add(row, out);
    sheet_words(out, 0, STYLE_DIM, "The configuration is as it was. A request is never repeated by itself.");
}

static void facts(const struct session *se, struct sheet *out)
{
    sheet_init(out, LINKFACTS_LABELS);
    if (se->result.outcome == OUTCOME_CREATED)
        created_facts(se, out);
    else
        failed_facts(se, out);
}

/* ---- the screen */

static const enum action CREATED_HINTS[] = {ACTION_RESULT_COPY,  ACTION_RESULT_REPLY, ACTION_RESULT_SAVE,
                                            ACTION_RESULT_PRINT, ACTION_RESULT_QR,    ACTION_APP_BACK,
                                            ACTION_RESULT_START, ACTION_APP_LINKS,    ACTION_APP_HELP,
                                            ACTION_APP_QUIT,     ACTION_NONE};
/* One line: what brings the link out of a small terminal comes first. */
static const enum action SMALL_HINTS[] = {ACTION_RESULT_COPY,  ACTION_RESULT_PRINT, ACTION_RESULT_QR,
                                          ACTION_APP_BACK,     ACTION_RESULT_REPLY, ACTION_RESULT_SAVE,
                                          ACTION_RESULT_START, ACTION_NONE};
static const enum action FAILED_HINTS[] = {ACTION_RESULT_AGAIN, ACTION_APP_PROBLEMS, ACTION_APP_BACK,
                                           ACTION_RESULT_START, ACTION_APP_JSON,     ACTION_APP_LINKS,
                                           ACTION_APP_HELP,     ACTION_APP_QUIT,     ACTION_NONE};

static struct frame frame_of(const struct session *se)
{
    bool created = se->result.outcome == OUTCOME_CREATED, small = se->cols < 80;
    return (struct frame){
        .help = created ? "Whoever has this link is signed in: treat it like a password." : NULL,
        .hints = !created ? FAILED_HINTS
                 : small  ? SMALL_HINTS
                          : CREATED_HINTS,
        .no_help = !created || se->rows < 20,
    };
}

/* Where things stand in the body. */
struct places {
    int head; /* rows of the head line and the link */
    int gap;  /* rows between them and the facts */
    int cols; /* of the facts: less where a QR code stands beside them */
    bool qr;
};

static struct places arrange(const struct result *r, const struct session *se, int rows, int cols)
{
    struct sheet lines;
    struct places p = {.cols = cols};
    head(se, &lines);
    p.head = sheet_rows(&lines, cols);
    sheet_finish(&lines);
    if (p.head > rows - FACTS_LEAST_ROWS) /* when it expires stays in sight below a link of any length */
        p.head = rows > FACTS_LEAST_ROWS ? rows - FACTS_LEAST_ROWS : rows;
    p.gap = p.head < rows / 2; /* else there is no row to spare */
    if (r->qr) {
        int qr_rows, qr_cols;
        qr_size(r->qr, 1, &qr_rows, &qr_cols);
        p.qr = qr_rows <= rows - p.head && cols - qr_cols - 2 >= FACTS_LEAST;
        if (p.qr)
            p.cols = cols - qr_cols - 2;
    }
    return p;
}

bool result_scroll(struct result *r, const struct session *se, enum action action)
{
    struct frame f = frame_of(se);
    int body = frame_body_rows(&f, se);
    struct places p = arrange(r, se, body, se->cols);
    struct sheet lines;
    facts(se, &lines);
    int rows = sheet_rows(&lines, p.cols);
    sheet_finish(&lines);
    return sheet_scroll(&r->top, action, rows, body - p.head - p.gap);
}

static void draw_head(const struct session *se, struct area a)
{
    struct sheet lines;
    head(se, &lines);
    bool wraps = se->result.outcome == OUTCOME_CREATED && sheet_rows(&lines, a.cols) > 2;
    sheet_draw(&lines, a, 0);
    sheet_finish(&lines);
    area_cursor(a, se->result.outcome == OUTCOME_CREATED ? 1 : 0, 1);
    char key[WORDS_KEY_MAX];
    if (wraps && a.cols >= 60) {
        char *words = xasprintf("the link fills several lines: %s prints it",
                                words_key(se->keymap, ACTION_RESULT_PRINT, key));
        area_puts_right(a, 0, a.cols - 1, STYLE_DIM, words);
        free(words);
    }
}

static void draw_body(const struct result *r, const struct session *se, struct area a)
{
    struct places p = arrange(r, se, a.rows, a.cols);
    struct sheet lines;
    struct area below = area_part(a, p.head, 0, a.rows - p.head, a.cols);
    draw_head(se, area_part(a, 0, 0, p.head, a.cols));
    facts(se, &lines);
    sheet_draw(&lines, area_part(below, p.gap, 0, below.rows - p.gap, p.cols), r->top);
    sheet_finish(&lines);
    if (p.qr) {
        int rows, cols;
        qr_size(r->qr, 2, &rows, &cols);
        qr_draw(r->qr, area_part(below, 0, p.cols, rows, below.cols - p.cols));
    }
}

static void draw_large_qr(const struct result *r, struct cells *c)
{
    cells_clear(c);
    struct area all = area_all(c);
    int rows, cols;
    if (qr_draw(r->qr, all))
        return;
    qr_size(r->qr, 1, &rows, &cols);
    char words[80];
    snprintf(words, sizeof words, "The QR code needs %d columns and %d rows. Any command goes back.", cols,
             rows);
    area_wrap(all, 0, 1, all.cols - 2, all.rows, STYLE_NORMAL, words);
}

void result_draw(const struct screen *s, const struct session *se, struct cells *c)
{
    const struct result *r = (const struct result *)s;
    if (r->large_qr && r->qr) {
        draw_large_qr(r, c);
        return;
    }
    struct frame f = frame_of(se);
    struct area body = frame_draw(&f, se, c);
    if (body.rows > 0)
        draw_body(r, se, body);
    if (r->prompt.open)
        prompt_draw(&r->prompt, c);
}
