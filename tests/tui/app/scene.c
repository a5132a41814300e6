#include "config.h"

#include "tests/tui/app/scene.h"

#include "tests/test.h"

#include "tests/fake/clock.h"
#include "tests/program.h"
#include "tests/scratch.h"
#include "tui/app/recovering.h"
#include "tui/jobs/knowledge.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

static void open_world(struct scene *s)
{
    struct err e = {0};
    session_init(&s->se);
    s->se.schema = s->fixture.schema;
    s->se.wizard = s->fixture.wizard;
    if (!world_open(&s->w, &e))
        fail_msg("%s", e.text);
    assert_int_equal(journaling_timeout(&s->w), 0); /* looks for what nobody would miss, once */
    while (journaling_timeout(&s->w) >= 0)
        scene_pass(s, journaling_timeout(&s->w), false);
}

static void close_world(struct scene *s)
{
    s->se.doc = NULL;
    session_finish(&s->se);
    world_finish(&s->w);
}

int scene_make(void **state)
{
    struct scene *s = xcalloc(1, sizeof *s);
    s->directory = scratch_new();
    program_home(s->directory);
    fake_clock_set(FAKE_NOW, 1000000);
    fixture_begin(&s->fixture, "{}");
    open_world(s);
    *state = s;
    return 0;
}

int scene_free(void **state)
{
    struct scene *s = *state;
    close_world(s);
    fixture_end(&s->fixture);
    scratch_free(s->directory);
    free(s);
    return 0;
}

/* A saved configuration with a text of about so many bytes, open. */
void scene_open(struct scene *s, size_t size)
{
    struct err e = {0};
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    buf_puts(&text, "{\"customer_data\": {\"guests\": [");
    for (size_t i = 0; text.len < size; i++)
        buf_printf(&text, "%s\n{\"guest_key\": \"g%zu\"}", i ? "," : "", i);
    buf_puts(&text, "]}}");
    configuration_create(&s->w.library, "acme", text.data, text.len, NULL);
    buf_finish(&text);
    if (!configuration_open(&s->w.library, "acme", &s->w.open, &e))
        fail_msg("%s", e.text);
    world_show_open(&s->w, &s->se);
}

/* One key that makes the field this text. true: it has to be kept at once. */
bool scene_type(struct scene *s, const char *text)
{
    assert_true(doc_set_chars(s->w.open.doc, SCENE_KEY, text, strlen(text), NULL));
    return journaling_key(&s->w, false);
}

void scene_pass(struct scene *s, int64_t ms, bool working)
{
    fake_clock_advance(ms);
    journaling_work(&s->w, &s->se, SCENE_KEY, working);
}

long scene_number(struct scene *s, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *q = NULL;
    assert_int_equal(sqlite3_open(s->w.library.paths.database, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(q), SQLITE_ROW);
    const long n = (long)sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    sqlite3_close(db);
    return n;
}

long scene_drafts(struct scene *s)
{
    return scene_number(s, "SELECT count(*) FROM drafts WHERE unsaved = 1");
}

long scene_journal(struct scene *s)
{
    return scene_number(s, "SELECT ifnull(sum(length(bytes)), 0) FROM draft_pieces WHERE part = 1");
}

long scene_base(struct scene *s)
{
    return scene_number(s, "SELECT ifnull(sum(length(bytes)), 0) FROM draft_pieces WHERE part = 0");
}

/* The program is gone, and another one starts. */
void scene_crash(struct scene *s)
{
    drafts_free(s->w.journaling.drafts);
    s->w.journaling.drafts = NULL;
    journal_free(s->w.journaling.journal);
    draft_finish(&s->w.journaling.draft);
    s->w.journaling.journal = NULL;
    close_world(s);
    open_world(s);
    assert_true(recovering_list(&s->w, &s->se, NULL));
}

/* To the end, however many pieces that takes. */
bool scene_recover(struct scene *s, int64_t id, bool onto, struct err *e)
{
    if (!recovering_begin(&s->w, &s->se, id, onto, e))
        return false;
    while (!recovering_step(&s->w, &s->se))
        ;
    return recovering_finish(&s->w, &s->se, e);
}

void scene_recover_first(struct scene *s)
{
    struct err e = {0};
    assert_true(s->se.drafts.count > 0);
    if (!scene_recover(s, s->se.drafts.items[0].id, false, &e))
        fail_msg("%s", e.text);
}

void scene_assert_key(struct scene *s, const char *text)
{
    const struct json *v = doc_get(s->w.open.doc, SCENE_KEY);
    assert_true(json_is(v, JSON_STRING) && json_chars_equal(v, text, strlen(text)));
}

char *scene_body(const struct configuration *c)
{
    struct buf b;
    buf_init(&b, BUF_BODY_MAX);
    assert_true(doc_write(c->doc, json_to_buf, &b));
    return buf_detach(&b, NULL);
}
