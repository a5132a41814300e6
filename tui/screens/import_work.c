/* What an import does between keys: find the rows, check them, put them into the document, write the bad
 * ones. */
#include "forms/mem.h"
#include "tui/actions/clock.h"
#include "tui/screens/importer.h"
#include "tui/screens/words.h"

#include <stdlib.h>
#include <string.h>

/* Rows in a slice: a millisecond or so. */
enum { READS = 2000, CHECKS = 500, APPLIES = 200, WRITES = 200 };

void importer_free_import(struct importer *im)
{
    import_free(im->import);
    im->import = NULL;
    free(im->text);
    im->text = NULL;
    free(im->titles);
    im->titles = NULL;
}

static void begin(struct importer *im, struct session *se, bool told)
{
    const struct import_source source = {im->text, im->len, im->dialect, told};
    im->import = import_new(se->wizard, se->doc, checks_keys(se->checks), im->list, &source, clock_now());
    im->phase = IMPORTER_READS;
    im->focus = im->top = 0;
    im->rows = ROWS_NONE;
    im->remembered = false;
}

void importer_begin(struct importer *im, struct session *se)
{
    importer_free_import(im);
    im->text = se->table.text;
    im->len = se->table.len;
    im->encoding = se->table.encoding;
    im->dialect = se->table.dialect;
    se->table.text = NULL;
    se->table.len = 0;
    begin(im, se, false);
}

void importer_set_header(struct importer *im, struct session *se, bool header)
{
    import_free(im->import);
    free(im->titles);
    im->titles = NULL;
    im->dialect.header = header;
    begin(im, se, true);
}

/* ---- reading */

void importer_say_place(struct session *se, const struct err *e)
{
    if (e && e->line)
        session_say(se, SEVERITY_ERROR, "Line %zu, column %zu: %s", e->line, e->column, e->text);
    else
        session_say_err(se, e);
}

static bool fail_reading(struct importer *im, struct session *se, const struct err *e)
{
    importer_say_place(se, e);
    importer_free_import(im);
    im->phase = IMPORTER_ASKS;
    return false;
}

static bool read_rows(struct importer *im, struct session *se, struct effects *out)
{
    struct err e = {0};
    if (!import_read_step(im->import, READS)) {
        session_progress(se, "Reading rows", import_read_done(im->import), 0, true);
        return true;
    }
    session_progress(se, NULL, 0, 0, false);
    if (!import_read_end(im->import, &e))
        return fail_reading(im, se, &e);
    struct buf key;
    buf_init(&key, BUF_TEXT_MAX);
    buf_printf(&key, "%s\n", im->list);
    import_titles(im->import, &key);
    im->titles = buf_detach(&key, NULL);
    importer_set_zone(im, se, se->zones ? se->zones->local : NULL);
    import_prefer_dates(im->import, se->dates);
    prompt_close(&im->prompt);
    im->phase = IMPORTER_MAPS;
    effects_add(out, EFFECT_FIND_MAPPING, im->titles, NULL);
    return true;
}

/* ---- checking */

static bool check_rows(struct importer *im, struct session *se)
{
    if (import_checked(im->import) || im->chooser.open)
        return false;
    const bool done = import_check_step(im->import, CHECKS);
    const struct import_counts *c = import_counts(im->import);
    session_progress(se, done ? NULL : "Checking rows", c->checked, c->rows, false);
    return true;
}

/* ---- into the document */

static void say_result(const struct importer *im, struct session *se)
{
    char new[WORDS_NUMBER_MAX], changed[WORDS_NUMBER_MAX], out[WORDS_NUMBER_MAX];
    const struct import_counts *c = import_counts(im->import);
    const size_t left = c->fates[IMPORT_LEFT] + c->fates[IMPORT_BAD];
    session_say(se, SEVERITY_NOTE,
                "Imported: %s new, %s changed, %s left out. Press " WORDS_UNDO " to take it back.",
                words_number(c->fates[IMPORT_NEW], new), words_number(c->fates[IMPORT_CHANGE], changed),
                words_number(left, out));
}

static void keep_mapping(const struct importer *im, struct effects *out)
{
    struct buf mapping;
    buf_init(&mapping, BUF_TEXT_MAX);
    import_remember(im->import, &mapping);
    effects_add(out, EFFECT_KEEP_MAPPING, im->titles, mapping.data);
    buf_finish(&mapping);
}

static bool apply_rows(struct importer *im, struct session *se, struct effects *out)
{
    struct err e = {0};
    const struct import_counts *c = import_counts(im->import);
    const bool ended = import_apply_step(im->import, APPLIES, &e);
    session_changed(se, im->list);
    session_progress(se, ended ? NULL : "Importing rows", import_applied(im->import),
                     c->fates[IMPORT_NEW] + c->fates[IMPORT_CHANGE], true);
    if (!ended)
        return true;
    im->phase = IMPORTER_MAPS;
    if (e.code != ERR_NONE) {
        session_say_err(se, &e);
        return false;
    }
    keep_mapping(im, out);
    effects_add(out, EFFECT_POP, NULL, NULL);
    say_result(im, se);
    return true;
}

/* ---- bad rows */

void importer_write_bad(struct importer *im, struct session *se, const char *file)
{
    (void)se;
    xreplace(&im->bad_file, file);
    buf_clear(&im->bad);
    buf_puts(&im->bad,
             im->encoding == CSV_UTF8 ? "" : CSV_MARK); /* as a spreadsheet wrote it, one will read it */
    import_write_bad(im->import, SIZE_MAX, &im->bad);
    im->bad_next = 0;
    im->phase = IMPORTER_WRITES;
}

static bool write_rows(struct importer *im, struct session *se, struct effects *out)
{
    const size_t all = import_counts(im->import)->fates[IMPORT_BAD];
    for (size_t n = 0; n < WRITES && im->bad_next < all; n++)
        import_write_bad(im->import, im->bad_next++, &im->bad);
    const bool ended = im->bad_next == all;
    session_progress(se, ended ? NULL : "Writing bad rows", im->bad_next, all, true);
    if (ended) {
        im->phase = IMPORTER_MAPS;
        keep_mapping(im, out); /* for when they come back */
        effects_add(out, EFFECT_WRITE, im->bad_file, im->bad.data);
        buf_finish(&im->bad);
    }
    return true;
}

/* ---- all of it */

bool importer_work(struct screen *s, struct session *se, struct effects *out)
{
    struct importer *im = (struct importer *)s;
    if (im->chooser.open && chooser_work(&im->chooser, se))
        return true;
    if (!checks_done(se->checks)) /* the keys are needed; then come we */
        return false;
    switch (im->phase) {
    case IMPORTER_READS:
        return read_rows(im, se, out);
    case IMPORTER_MAPS:
        return check_rows(im, se);
    case IMPORTER_APPLIES:
        return apply_rows(im, se, out);
    case IMPORTER_WRITES:
        return write_rows(im, se, out);
    case IMPORTER_ASKS:
    case IMPORTER_LOADS:
        break;
    }
    return false;
}

bool importer_give_up(struct importer *im, struct session *se, struct effects *out)
{
    switch (im->phase) {
    case IMPORTER_LOADS:
        effects_add(out, EFFECT_CANCEL, NULL, NULL);
        im->phase = IMPORTER_ASKS;
        break;
    case IMPORTER_READS:
        importer_free_import(im);
        im->phase = IMPORTER_ASKS;
        break;
    case IMPORTER_APPLIES:
        import_cancel(im->import);
        session_changed(se, im->list);
        im->phase = IMPORTER_MAPS;
        session_say(se, SEVERITY_NOTE, "Nothing was imported.");
        break;
    case IMPORTER_WRITES:
        buf_finish(&im->bad);
        im->phase = IMPORTER_MAPS;
        break;
    case IMPORTER_ASKS:
    case IMPORTER_MAPS:
        return false;
    }
    session_progress(se, NULL, 0, 0, false);
    return true;
}
