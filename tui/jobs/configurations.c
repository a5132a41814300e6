#include "config.h"

#include "tui/jobs/configurations.h"

#include "forms/mem.h"
#include "tui/store/drafts.h"

#include <stdlib.h>
#include <string.h>

bool library_open(struct library *l, struct err *e)
{
    *l = (struct library){0};
    if (!paths_init(&l->paths, e))
        return false;
    l->ledger = ledger_open(l->paths.database, e);
    if (!l->ledger)
        paths_finish(&l->paths);
    return l->ledger != NULL;
}

bool library_open_anyway(struct library *l, int patience_ms, struct err *trouble, struct err *e)
{
    *l = (struct library){0};
    *trouble = (struct err){0};
    if (!paths_init(&l->paths, trouble) && !paths_find(&l->paths, e))
        return false;
    l->ledger = ledger_later(l->paths.database);
    ledger_set_patience(l->ledger, patience_ms);
    struct err why = {0};
    if (ledger_ready(l->ledger, &why))
        return true;
    if (!trouble->code)
        *trouble = why;
    if (why.code != ERR_LIMIT && why.code != ERR_EXISTS)
        return true;
    library_close(l);
    return err_set(e, why.code, "%s", why.text);
}

bool library_open_files(struct library *l, struct err *e)
{
    *l = (struct library){0};
    return paths_find(&l->paths, e);
}

void library_close(struct library *l)
{
    if (!l)
        return;
    ledger_close(l->ledger);
    paths_finish(&l->paths);
    *l = (struct library){0};
}

void configuration_finish(struct configuration *c)
{
    if (!c)
        return;
    doc_free(c->doc);
    free(c->name);
    free(c->path);
    free(c->ticket);
    *c = (struct configuration){0};
}

/* ---- opening */

/* Puts the file before what is wrong with its text, and the place where there is one. */
static bool syntax_err(const char *shown, const struct err *why, struct err *e)
{
    if (!why->line)
        return err_set(e, why->code, "%s: %s", file_shown(shown), why->text);
    return err_set_at(e, why->code, why->line, why->column, "%s: line %zu, column %zu: %s", file_shown(shown),
                      why->line, why->column, why->text);
}

/* A saved configuration is known by its file's name, another file by the path that was given. */
static const char *short_name(const struct configuration *c)
{
    if (!c->path)
        return "standard input";
    const char *slash = strrchr(c->path, '/');
    return c->name && slash ? slash + 1 : c->path;
}

struct configuration_opening {
    struct library *library;
    char *argument;
    struct configuration made; /* all but the document */
    /* One after the other; both NULL: it failed. */
    struct file_reading *reading;
    struct doc_opening *doc;
    size_t len; /* of the text, once it is read */
    struct err err;
};

/* Words for what cannot be read. */
static void reading_failed(struct configuration_opening *o, const struct err *why)
{
    if (why->code == ERR_NOT_FOUND && o->made.name)
        err_set(&o->err, ERR_NOT_FOUND, "%s.json: is a link to a file that is not there", o->made.name);
    else if (why->code == ERR_NOT_FOUND && !strchr(o->argument, '/'))
        err_set(&o->err, ERR_NOT_FOUND, "%s: no saved configuration has this name, and there is no such file",
                file_shown(o->argument));
    else
        err_set(&o->err, why->code, "%s", why->text);
}

/* waits: for the other end of a pipe, which may be what a command was given to read; never where a saved
 * configuration should be. */
static struct configuration_opening *opening_new(struct library *l, const char *argument, bool waits)
{
    struct configuration_opening *o = xcalloc(1, sizeof *o);
    struct configuration *c = &o->made;
    struct err why = {0};
    o->library = l;
    o->argument = xstrdup(argument);
    c->path = configuration_resolve(&l->paths, argument, &c->name);
    /* The stamp comes first: a change while the file is read is then noticed at the next save. */
    if (strcmp(c->path, "-") == 0)
        xreplace(&c->path, NULL);
    else
        file_stamp_read(c->path, &c->stamp);
    if (!c->path || (waits && !c->name) || file_has_end(c->path, &why))
        o->reading = file_reading_new(c->path ? c->path : "-", &why);
    if (!o->reading)
        reading_failed(o, &why);
    return o;
}

struct configuration_opening *configuration_opening_new(struct library *l, const char *argument)
{
    return opening_new(l, argument, false);
}

/* All bytes are here: from text to document. */
static void begin_document(struct configuration_opening *o)
{
    struct err why = {0};
    char *text = file_reading_finish(o->reading, &o->len, &why);
    o->reading = NULL;
    if (text)
        o->doc = doc_opening_new(text, o->len);
    else
        reading_failed(o, &why);
}

bool configuration_opening_step(struct configuration_opening *o, size_t bytes)
{
    if (o->reading) {
        const size_t before = file_reading_done(o->reading);
        if (!file_reading_step(o->reading, bytes))
            return false;
        const size_t read = file_reading_done(o->reading) - before;
        begin_document(o);
        bytes -= read < bytes ? read : bytes;
    }
    return !o->doc || doc_opening_step(o->doc, bytes);
}

void configuration_opening_progress(const struct configuration_opening *o, size_t *done, size_t *all)
{
    *done = *all = 0;
    if (o->reading) {
        *done = file_reading_done(o->reading);
        *all = 2 * file_reading_all(o->reading);
    } else if (o->doc) {
        *done = o->len + doc_opening_done(o->doc);
        *all = 2 * o->len;
    }
}

bool configuration_opening_finish(struct configuration_opening *take, struct configuration *out,
                                  struct err *e)
{
    struct err why = {0};
    struct configuration *c = &take->made;
    if (take->doc)
        c->doc = doc_opening_finish(take->doc, &why);
    take->doc = NULL;
    if (why.code)
        syntax_err(short_name(c), &why, e);
    else if (!c->doc)
        err_set(e, take->err.code, "%s", take->err.text);
    const bool opened = c->doc;
    if (opened && c->name && take->library->ledger)
        c->ticket = ledger_ticket(take->library->ledger, c->name);
    *out = opened ? *c : (struct configuration){0};
    if (opened)
        *c = (struct configuration){0};
    configuration_opening_free(take);
    return opened;
}

void configuration_opening_free(struct configuration_opening *o)
{
    if (!o)
        return;
    file_reading_free(o->reading);
    doc_opening_free(o->doc);
    configuration_finish(&o->made);
    free(o->argument);
    free(o);
}

bool configuration_open(struct library *l, const char *argument, struct configuration *out, struct err *e)
{
    struct configuration_opening *o = opening_new(l, argument, true);
    configuration_opening_step(o, SIZE_MAX);
    return configuration_opening_finish(o, out, e);
}

/* ---- saving */

static bool write_doc(void *context, file_put *put, void *put_context)
{
    return doc_write(context, put, put_context);
}

static bool write_file(const char *path, enum file_mode mode, struct configuration *c, struct err *e)
{
    const bool done = file_save(path, mode, &c->stamp, write_doc, c->doc, e);
    if (done)
        doc_mark_saved(c->doc);
    return done;
}

bool configuration_save(struct configuration *c, bool force, struct err *e)
{
    if (!c->path)
        return err_set(e, ERR_USAGE, "This was read from standard input: save it under a name.");
    const struct file_stamp opened = c->stamp, may_go = force && c->was_refused ? c->refused : opened;
    struct err why = {0};
    c->stamp = may_go;
    const bool saved = write_file(c->path, FILE_SAME, c, &why);
    if (saved || !file_stamp_same(&c->stamp, &may_go)) /* or written, and only not confirmed */
        c->was_refused = false;
    else
        c->stamp = opened;
    if (!saved && (why.code == ERR_CONFLICT || why.code == ERR_NOT_FOUND)) {
        file_stamp_read(c->path, &c->refused);
        c->was_refused = true;
    }
    return saved || err_set(e, why.code, "%s", why.text);
}

static bool name_is_taken(const char *name, struct err *e)
{
    return err_set(e, ERR_EXISTS, "There is a configuration named \"%s\" already: choose another name.",
                   name);
}

struct configuration_opening *configuration_reloading(struct library *l, const struct configuration *c,
                                                      struct err *e)
{
    if (!c->path) {
        err_set(e, ERR_USAGE, "No file has this configuration yet.");
        return NULL;
    }
    char *argument = xasprintf("%s%s", strchr(c->path, '/') ? "" : "./", c->path); /* never a saved name */
    struct configuration_opening *o = configuration_opening_new(l, argument);
    free(argument);
    return o;
}

bool configuration_reload(struct configuration *c, struct configuration_opening *take, struct err *e)
{
    struct configuration now = {0};
    if (!configuration_opening_finish(take, &now, e))
        return false;
    doc_become(c->doc, now.doc);
    now.doc = NULL;
    doc_mark_saved(c->doc);
    c->stamp = now.stamp;
    configuration_finish(&now);
    return true;
}

/* Of one that had the name and was deleted, nothing is left; the ticket comes along. */
static bool take_name(struct library *l, const char *name, const char *ticket, struct err *e)
{
    struct err why = {0};
    if (!ledger_release(l->ledger, name, &why))
        return err_set(e, why.code, "It was saved, but links of another \"%s\" may be shown with it: %s",
                       name, why.text);
    if (ticket && !ledger_set_ticket(l->ledger, name, ticket, &why))
        return err_set(e, why.code, "It was saved, but its ticket could not be kept: %s", why.text);
    return true;
}

/* Under a name, into the folder of saved ones; else into a file of its own, as when it is opened so. */
bool configuration_save_as(struct library *l, struct configuration *c, const char *where, struct err *e)
{
    const bool named = !strchr(where, '/');
    const struct file_stamp stamp = c->stamp;
    struct err why = {0};
    if (named && !configuration_name_valid(where, e))
        return false;
    char *path = named ? configuration_path(&l->paths, where) : xstrdup(where);
    if (named)
        paths_make_folder_of(path, NULL);
    if (!write_file(path, FILE_NEW, c, &why)) {
        free(path);
        c->stamp = stamp; /* it is still about the file that c has */
        return named && why.code == ERR_EXISTS ? name_is_taken(where, e)
                                               : err_set(e, why.code, "%s", why.text);
    }
    xreplace(&c->name, named ? where : NULL);
    free(c->path);
    c->path = path;
    c->was_refused = false;
    return !named || !l->ledger || take_name(l, where, c->ticket, e);
}

bool configuration_create(struct library *l, const char *name, const char *text, size_t len, struct err *e)
{
    struct err why = {0};
    if (!configuration_name_valid(name, e))
        return false;
    char *path = configuration_path(&l->paths, name);
    paths_make_folder_of(path, NULL);
    const bool made = file_write_bytes(path, FILE_NEW, text ? text : "{}\n", text ? len : 3, &why);
    free(path);
    if (made && l->ledger) /* by one of that name that was deleted: it was about another customer */
        ledger_release(l->ledger, name, NULL);
    if (made)
        return true;
    return why.code == ERR_EXISTS ? name_is_taken(name, e) : err_set(e, why.code, "%s", why.text);
}

bool configuration_clone(struct library *l, const char *name, const char *copy, struct err *e)
{
    char *path = configuration_path(&l->paths, name);
    size_t len = 0;
    char *text = file_has_end(path, e) ? file_read(path, &len, e) : NULL;
    const bool made = text && configuration_create(l, copy, text, len, e);
    free(text);
    free(path);
    return made;
}

/* Unsaved work on it; where that fails, it is found without its file. */
static void rename_drafts(struct library *l, const char *from, const char *to)
{
    char *before = configuration_path(&l->paths, from), *after = configuration_path(&l->paths, to);
    drafts_follow(l->ledger, DRAFT_RENAMED, before, after, to, NULL);
    free(before);
    free(after);
}

bool library_rename(struct library *l, const char *from, const char *to, struct err *e)
{
    if (!configuration_rename(&l->paths, from, to, e))
        return false;
    if (ledger_rename(l->ledger, from, to, e)) {
        rename_drafts(l, from, to);
        return true;
    }
    configuration_rename(&l->paths, to, from, NULL);
    return false;
}

/* ---- the list */

/* What the row says of the content: whose portal it is, and how many records it carries. */
static void summarise(const struct json *root, struct config_row *row)
{
    const struct json *data = json_get(root, "customer_data", strlen("customer_data"));
    const struct json *key = json_get(data, "customer_key", strlen("customer_key"));
    if (json_is(key, JSON_STRING)) {
        struct buf scratch;
        buf_init(&scratch, BUF_TEXT_MAX);
        size_t len = 0;
        const char *chars = json_chars(key, &scratch, &len);
        row->customer_key = xstrndup(chars, len);
        buf_finish(&scratch);
    }
    for (size_t i = 0; json_is(data, JSON_OBJECT) && i < data->count; i++)
        if (json_is(&data->items[i], JSON_ARRAY))
            row->records += data->items[i].count;
}

void configuration_summarise(struct configuration_opening *take, struct config_row *row)
{
    struct configuration c;
    struct err e = {0};
    if (configuration_opening_finish(take, &c, &e))
        summarise(doc_root(c.doc), row);
    row->broken = e.code ? xstrdup(e.text) : NULL;
    row->unread = false;
    configuration_finish(&c);
}

static void read_row(struct library *l, struct config_row *row)
{
    struct configuration_opening *o = configuration_opening_new(l, row->name);
    configuration_opening_step(o, SIZE_MAX);
    configuration_summarise(o, row);
}

static char *copied(const char *text)
{
    return text ? xstrdup(text) : NULL;
}

/* Takes over what is known of the same file; false: nothing is. */
static bool take_known(const struct config_rows *known, struct config_row *row)
{
    for (size_t i = 0; known && i < known->count; i++) {
        const struct config_row *k = &known->items[i];
        if (k->unread || k->file != row->file || k->changed_ns != row->changed_ns || k->bytes != row->bytes ||
            strcmp(k->name, row->name) != 0)
            continue;
        row->customer_key = copied(k->customer_key);
        row->broken = copied(k->broken);
        row->records = k->records;
        return true;
    }
    return false;
}

/* Everything but the content. */
static void look_at_file(struct config_row *row)
{
    struct file_stamp stamp;
    file_stamp_read(row->path, &stamp);
    row->changed = stamp.mtime_ns / 1000000000;
    row->changed_ns = stamp.mtime_ns;
    row->bytes = stamp.size;
    row->file = stamp.inode;
}

static int by_name(const void *a, const void *b)
{
    const struct config_row *x = a, *y = b;
    return strcmp(x->name, y->name);
}

static int last_changed_first(const void *a, const void *b)
{
    const struct config_row *x = a, *y = b;
    if (x->changed != y->changed)
        return x->changed < y->changed ? 1 : -1;
    return by_name(a, b);
}

/* Notes come in order of names, as the rows stand while this runs. */
static void add_note(void *context, const struct ledger_note *note)
{
    const struct config_rows *rows = context;
    struct config_row wanted = {.name = (char *)note->configuration};
    struct config_row *row = bsearch(&wanted, rows->items, rows->count, sizeof wanted, by_name);
    if (!row)
        return;
    xreplace(&row->ticket, note->ticket);
    xreplace(&row->last_url, note->url);
    row->last_link_expires = note->expires;
}

/* Files up to so many bytes are read. */
static bool list(struct library *l, const struct config_rows *known, size_t largest, struct config_rows *out,
                 struct err *e)
{
    size_t count = 0;
    char **names = configuration_names(&l->paths, &count, e);
    if (!names)
        return false;
    *out = (struct config_rows){0};
    for (size_t i = 0; i < count; i++) {
        struct config_row *row = config_rows_add(out);
        row->name = names[i];
        row->path = configuration_path(&l->paths, names[i]);
        look_at_file(row);
        row->unread = !take_known(known, row);
        if (row->unread && row->bytes <= largest)
            read_row(l, row);
    }
    free(names);
    if (!out->count)
        return true;
    qsort(out->items, out->count, sizeof *out->items, by_name);
    const bool noted = !l->ledger || ledger_each_configuration(l->ledger, add_note, out, e);
    qsort(out->items, out->count, sizeof *out->items, last_changed_first);
    return noted;
}

bool configuration_list(struct library *l, struct config_rows *out, struct err *e)
{
    return list(l, NULL, SIZE_MAX, out, e);
}

bool configuration_list_quickly(struct library *l, const struct config_rows *known, struct config_rows *out,
                                struct err *e)
{
    enum { READ_AT_ONCE = 512 << 10 };
    return list(l, known, READ_AT_ONCE, out, e);
}
