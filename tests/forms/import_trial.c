#include "config.h"

#include "tests/forms/import_trial.h"

#include "forms/mem.h"
#include "tests/test.h"

#include <stdlib.h>
#include <string.h>

char *trial_bytes(const struct doc *d)
{
    struct buf out;
    buf_init(&out, BUF_BODY_MAX);
    assert_true(doc_write(d, json_to_buf, &out));
    return buf_detach(&out, NULL);
}

void trial_begin(struct trial *t, const char *document, const char *list, const char *text)
{
    fixture_begin(&t->f, document);
    trial_start(t, list, text);
}

void trial_start(struct trial *t, const char *list, const char *text)
{
    t->keys = keys_new(t->f.wizard);
    keys_read(t->keys, doc_root(t->f.doc));
    t->text = xstrdup(text);
    struct import_source source = {.text = t->text, .len = strlen(text)};
    csv_recognise(source.text, source.len, &source.dialect);
    t->im = import_new(t->f.wizard, t->f.doc, t->keys, list, &source, NOW);
    t->before = trial_bytes(t->f.doc);
}

void trial_read_rows(struct trial *t)
{
    struct err e = {0};
    while (!import_read_step(t->im, 1))
        ;
    if (!import_read_end(t->im, &e))
        fail_msg("%s", e.text);
}

void trial_check(struct trial *t)
{
    while (!import_check_step(t->im, 1))
        ;
}

void trial_apply(struct trial *t)
{
    struct err e = {0};
    if (!import_ready(t->im, &e))
        fail_msg("%s", e.text);
    while (!import_apply_step(t->im, 2, &e))
        ;
    assert_int_equal(e.code, ERR_NONE);
}

void trial_end(struct trial *t)
{
    import_free(t->im);
    keys_free(t->keys);
    fixture_end(&t->f);
    free(t->text);
    free(t->before);
}

void trial_expect_document(const struct trial *t, const char *expected)
{
    char *now = trial_bytes(t->f.doc);
    assert_string_equal(now, expected);
    free(now);
}

void trial_expect_list(const struct trial *t, const char *list, const char *expected)
{
    struct buf out;
    buf_init(&out, BUF_TEXT_MAX);
    const struct json *v = doc_get(t->f.doc, list);
    for (uint32_t i = 0; v && i < v->count; i++) {
        json_write_compact(&v->items[i], json_to_buf, &out);
        buf_putc(&out, '\n');
    }
    assert_string_equal(out.data, expected);
    buf_finish(&out);
}

void trial_expect_mapping(const struct trial *t, const char *expected)
{
    struct buf out;
    buf_init(&out, BUF_TEXT_MAX);
    for (size_t i = 0; i < import_column_count(t->im); i++) {
        buf_puts(&out, i ? " " : "");
        import_field_text(t->im, import_column(t->im, i), &out);
    }
    assert_string_equal(out.data, expected);
    buf_finish(&out);
}
