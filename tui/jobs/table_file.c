#include "config.h"

#include "tui/jobs/table_file.h"

#include "forms/mem.h"
#include "tui/store/file.h"

#include <stdlib.h>

struct table_file {
    char *path;
    struct file_reading *reading;  /* until all is read, ... */
    struct csv_decoding *decoding; /* ... then this */
    size_t len;
    struct err err;
};

void table_text_finish(struct table_text *t)
{
    free(t->text);
    *t = (struct table_text){0};
}

struct table_file *table_file_new(const char *path, struct err *e)
{
    struct file_reading *reading = file_reading_new(path, e);
    if (!reading)
        return NULL;
    struct table_file *t = xcalloc(1, sizeof *t);
    t->path = xstrdup(path);
    t->reading = reading;
    return t;
}

void table_file_free(struct table_file *t)
{
    if (!t)
        return;
    if (t->reading)
        file_reading_free(t->reading);
    csv_decoding_free(t->decoding);
    free(t->path);
    free(t);
}

bool table_file_step(struct table_file *t, size_t bytes)
{
    if (t->decoding)
        return csv_decoding_step(t->decoding, bytes);
    if (!file_reading_step(t->reading, bytes))
        return false;
    char *text = file_reading_finish(t->reading, &t->len, &t->err);
    t->reading = NULL;
    if (text)
        t->decoding = csv_decoding_new(text, t->len);
    return !text;
}

void table_file_progress(const struct table_file *t, size_t *done, size_t *all)
{
    const size_t size = t->reading ? file_reading_all(t->reading) : t->len;
    *all = 2 * size;
    if (t->reading)
        *done = file_reading_done(t->reading);
    else
        *done = size + (t->decoding ? csv_decoding_done(t->decoding) : 0);
}

/* A table that is no text is a file that could not be read, and no mistake of the configuration. */
static void blame_file(const char *path, struct err *e)
{
    const struct err told = *e;
    if (told.line == 0)
        err_set(e, told.code, "%.200s: %.190s", file_shown(path), told.text);
    if (e->code == ERR_SYNTAX)
        e->code = ERR_IO;
}

bool table_file_finish(struct table_file *take, struct table_text *out, struct err *e)
{
    *out = (struct table_text){0};
    struct err err = take->err;
    if (take->decoding) {
        out->text = csv_decoding_finish(take->decoding, &out->len, &out->encoding, &err);
        take->decoding = NULL;
        if (!out->text)
            blame_file(take->path, &err);
    }
    if (out->text)
        csv_recognise(out->text, out->len, &out->dialect);
    else if (e)
        *e = err;
    table_file_free(take);
    return out->text != NULL;
}
