#include "config.h"

#include "tests/torture/screen_storm.h"

#include "tests/test.h"

#include "tests/fake/clock.h"
#include "tests/rng.h"
#include "tests/screens/sample.h"

#include "forms/mem.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS_MAX = 512, NAME_MAX_LEN = 24, ASKED_EVERY = 7 };

struct storm {
    struct golden *g;
    struct rng rng;
    char keys[KEYS_MAX][NAME_MAX_LEN]; /* all that the key map knows */
    size_t key_count;
    struct storm_figures figures;
    enum storm_mistake mistake;
    int counted; /* by STORM_OVERFLOWS */
};

static bool chance(struct storm *s, size_t one_in)
{
    return rng_below(&s->rng, one_in) == 0;
}

static void collect_keys(struct storm *s)
{
    for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++) {
        struct key keys[8];
        size_t count = keymap_keys(s->g->keymap, (enum action)a, keys, 8);
        for (size_t i = 0; i < count && s->key_count < KEYS_MAX; i++)
            key_show(keys[i], s->keys[s->key_count++], NAME_MAX_LEN);
    }
}

/* ---- what the operator does */

static void paste(struct storm *s)
{
    static const char *const texts[] = {
        "acme",
        "two\r\nlines",
        "\x1b[31mred\x07",
        "\u202egnp.exe",
        "e\u0301\u0302\u0303\u0304\u0305\u0306",
        "\u6771\u4eac\u30b9\u30c6\u30a4 \U0001F469\u200D\U0001F469\u200D\U0001F467",
        "\xff\xfe\xc0",
        "",
    };
    golden_paste(s->g, texts[rng_below(&s->rng, sizeof texts / sizeof *texts)]);
}

static void resize(struct storm *s)
{
    static const struct {
        int rows, cols;
    } sizes[] = {{24, 80}, {40, 120}, {12, 40}, {10, 40}, {9, 39},
                 {1, 1},   {2, 200},  {60, 20}, {50, 80}, {100, 300}};
    size_t i = rng_below(&s->rng, sizeof sizes / sizeof *sizes);
    golden_resize(s->g, sizes[i].rows, sizes[i].cols);
}

static void act(struct storm *s)
{
    static const char *const letters[] = {"a", "Z", "0", "-", "\u00e9", "\u6771", "\"", "{", "/", "x"};
    size_t what = rng_below(&s->rng, 100);
    if (what < 15) /* or questions and pop-ups would swallow most of it */
        golden_keys(s->g, chance(s, 4) ? "x" : "Esc");
    else if (what < 75)
        golden_keys(s->g, s->keys[rng_below(&s->rng, s->key_count)]);
    else if (what < 92)
        golden_type(s->g, letters[rng_below(&s->rng, sizeof letters / sizeof *letters)]);
    else if (what < 95)
        paste(s);
    else if (what < 97)
        resize(s);
    else
        golden_tick(s->g);
}

/* ---- what the world answers */

static void open_document(struct storm *s)
{
    struct session *se = &s->g->se;
    struct err e;
    struct doc *d = doc_new(SAMPLE_BODY, strlen(SAMPLE_BODY), &e), *before = se->doc;
    assert_non_null(d);
    session_open(se, d);
    doc_free(before);
    free(se->name);
    se->name = chance(s, 4) ? NULL : xstrdup("acme");
    s->figures.opened++;
}

static void close_document(struct session *se)
{
    struct doc *before = se->doc;
    session_open(se, NULL);
    doc_free(before);
    free(se->name);
    se->name = NULL;
}

static void end_request(struct storm *s)
{
    struct session *se = &s->g->se;
    if (!se->sending.active || !se->doc)
        return;
    se->sending.active = false;
    problems_clear(&se->said);
    sample_result(se, (enum outcome)rng_below(&s->rng, OUTCOME_UNKNOWN + 1));
    golden_report(s->g, EFFECT_SEND, REPORT_DONE, NULL);
}

/* true: the effect reports that it is done. */
static bool answer(struct storm *s, const struct effect *e)
{
    struct session *se = &s->g->se;
    switch (e->type) {
    case EFFECT_LIST:
        sample_configurations(se);
        return true;
    case EFFECT_LINKS:
        sample_links(se);
        return true;
    case EFFECT_OPEN:
    case EFFECT_CREATE:
        open_document(s);
        return true;
    case EFFECT_CLOSE:
        close_document(se);
        return true;
    case EFFECT_SAVE:
        if (se->doc)
            doc_mark_saved(se->doc);
        return true;
    case EFFECT_EDIT:
        xreplace(&se->edit.after, chance(s, 2)   ? "{\"locale\": \"fr-FR\"}"
                                  : chance(s, 2) ? "{oops"
                                                 : e->text);
        return se->doc != NULL;
    case EFFECT_SEND:
        assert_false(se->sending.active); /* never a second request while one runs */
        se->sending = (struct sending){.active = true, .started_ms = 0, .total = 1000};
        s->figures.sent++;
        return false;
    case EFFECT_CANCEL:
        end_request(s);
        return false;
    default:
        return true;
    }
}

static void answer_all(struct storm *s)
{
    static const struct err failure = {.code = ERR_IO, .text = "It failed: the disk is full."};
    static const struct err conflict = {.code = ERR_CONFLICT, .text = "Changed meanwhile."};
    for (int rounds = 0; s->g->effects.count && rounds < 20; rounds++) {
        struct effects asked = s->g->effects;
        s->g->effects = (struct effects){0};
        for (size_t i = 0; i < asked.count; i++) {
            const struct effect *e = &asked.items[i];
            bool fails = chance(s, 8) && e->type != EFFECT_CLOSE && e->type != EFFECT_SEND;
            if (fails)
                golden_report(s->g, e->type, REPORT_FAILED, chance(s, 2) ? &failure : &conflict);
            else if (answer(s, e))
                golden_report(s->g, e->type, REPORT_DONE, NULL);
        }
        effects_finish(&asked);
    }
}

/* ---- mistakes */

#if defined __SANITIZE_ADDRESS__
#define SANITIZED 1
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif

enum storm_mistake storm_mistakes(void)
{
#ifdef SANITIZED
    return STORM_MISTAKES;
#else
    return STORM_CURSOR_OUTSIDE + 1;
#endif
}

/* What a program does that takes every terminal for one of 24 lines. */
static void make_mistake(struct storm *s, struct cells *c)
{
    switch (s->mistake) {
    case STORM_CURSOR_OUTSIDE:
        c->cursor_shown = true;
        c->cursor_row = 23;
        break;
    case STORM_CELL_OUTSIDE:
        c->at[c->rows * c->cols].width = 1;
        break;
    case STORM_FORGETS:
        (void)cells_dump(c, false);
        break;
    case STORM_OVERFLOWS:
        s->counted += INT_MAX / 8;
        break;
    default:
        break;
    }
}

/* ---- the storm */

static void draw(struct storm *s)
{
    struct cells *c = &s->g->cells;
    c->ascii = s->g->se.ascii;
    stack_draw(&s->g->stack, &s->g->se, c);
    make_mistake(s, c);
    if (c->cursor_shown) {
        assert_in_range(c->cursor_row, 0, c->rows - 1);
        assert_in_range(c->cursor_col, 0, c->cols - 1);
    }
    s->figures.drawn++;
}

/* Whatever is on the screen, a terminal that others wrote on can be drawn anew. */
static void ask_for_picture(struct storm *s)
{
    bool asked = false;
    golden_keys(s->g, "Ctrl-L");
    for (size_t i = 0; i < s->g->effects.count; i++)
        asked = asked || s->g->effects.items[i].type == EFFECT_REDRAW;
    if (!asked)
        fail_msg("the %s does not answer Ctrl-L", s->g->stack.items[s->g->stack.count - 1]->ops->name);
    effects_finish(&s->g->effects);
    s->figures.asked++;
}

void storm_screens(uint64_t seed, unsigned long keys, enum storm_mistake mistake, struct storm_figures *out)
{
    struct storm s = {.g = golden_new(NULL, 24, 80), .mistake = mistake};
    rng_init(&s.rng, seed);
    collect_keys(&s);
    golden_open(s.g, SCREEN_START, NULL);
    for (unsigned long i = keys; i > 0; i--) {
        act(&s);
        answer_all(&s);
        if (chance(&s, 40))
            end_request(&s);
        if (chance(&s, 3))
            draw(&s);
        if (i % ASKED_EVERY == 0)
            ask_for_picture(&s);
    }
    golden_free(s.g);
    *out = s.figures;
}
