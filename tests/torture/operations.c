#include "config.h"

#include "tests/torture/operations.h"

#include "forms/mem.h"
#include "tests/scratch.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- the stage */

/* A body of about so many bytes; the letter tells them apart. */
static char *body(size_t size, char letter)
{
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    buf_puts(&text, "{\"customer_data\":{\"customer_key\":\"acme\"},\"x\":\"");
    for (size_t i = 0; i < size; i++)
        buf_putc(&text, letter);
    buf_puts(&text, "\"}\n");
    return buf_detach(&text, NULL);
}

static char *saved(const struct stage *s, const char *name)
{
    return configuration_path(&s->library.paths, name);
}

static void watch(struct stage *s, char *take, const char *before, const char *after)
{
    if (before)
        scratch_write(take, before, strlen(before));
    s->files[s->count++] = (struct watched){take, before, after};
}

void stage_begin(struct stage *s, const struct operation *o, size_t size)
{
    *s = (struct stage){
        .directory = scratch_new(), .old_text = body(size / 3, 'o'), .new_text = body(size, 'n')};
    setenv("XDG_DATA_HOME", s->directory, 1);
    setenv("XDG_CONFIG_HOME", s->directory, 1);
    if (!paths_init(&s->library.paths, NULL))
        abort();
    o->prepare(s);
}

void stage_end(struct stage *s)
{
    for (size_t i = 0; i < s->count; i++)
        free(s->files[i].path);
    configuration_finish(&s->open);
    paths_finish(&s->library.paths);
    free(s->old_text);
    free(s->new_text);
    free(s->token);
    scratch_free(s->directory);
}

static bool holds(const char *path, const char *text)
{
    if (access(path, F_OK) != 0)
        return !text;
    size_t len;
    char *content = scratch_read(path, &len);
    const bool same = text && len == strlen(text) && memcmp(content, text, len) == 0;
    free(content);
    return same;
}

/* Files of ours that nobody will look for. */
static size_t left_in(const char *directory)
{
    size_t left = 0;
    DIR *d = opendir(directory);
    for (const struct dirent *entry; d && (entry = readdir(d));)
        left += strncmp(entry->d_name, ".seam-portal-tui.", strlen(".seam-portal-tui.")) == 0;
    if (d)
        closedir(d);
    return left;
}

static size_t left_anywhere(const struct stage *s)
{
    const struct paths *p = &s->library.paths;
    return left_in(s->directory) + left_in(p->configurations) + left_in(p->deleted);
}

bool stage_gets_tidy(const struct stage *s)
{
    bool tidy = left_anywhere(s) <= 1;
    for (size_t i = 0; i < s->count; i++) {
        char *beside = scratch_path(s->files[i].path, "");
        strrchr(beside, '/')[0] = '~';
        tidy = tidy && file_write_bytes(beside, FILE_REPLACE, "x", 1, NULL);
        unlink(beside);
        free(beside);
    }
    return tidy && left_anywhere(s) == 0;
}

bool stage_is_sound(const struct stage *s, bool whole, bool alone)
{
    size_t were = 0, are = 0;
    for (size_t i = 0; i < s->count; i++) {
        const struct watched *w = &s->files[i];
        if (!holds(w->path, w->after) && (whole || !holds(w->path, w->before)))
            return false;
        were += w->before != NULL;
        are += access(w->path, F_OK) == 0;
    }
    return are >= were && (!alone || left_anywhere(s) == 0);
}

/* ---- the operations */

static void open_edited(struct stage *s, const char *argument)
{
    struct err e;
    if (!configuration_open(&s->library, argument, &s->open, &e))
        abort();
    struct doc *wanted = doc_new(s->new_text, strlen(s->new_text), &e);
    const struct json *x = doc_get(wanted, "/x");
    if (!doc_set(s->open.doc, "/x", x, &e))
        abort();
    doc_free(wanted);
}

static void prepare_saved(struct stage *s)
{
    watch(s, saved(s, "acme"), s->old_text, s->new_text);
    open_edited(s, "acme");
}

static bool run_save(struct stage *s, struct err *e)
{
    return configuration_save(&s->open, false, e);
}

static bool run_save_anyway(struct stage *s, struct err *e)
{
    return configuration_save(&s->open, true, e);
}

/* The file lies elsewhere, a link leads to it. */
static void prepare_link(struct stage *s)
{
    char *folder = scratch_path(s->directory, "git"), *link = saved(s, "acme");
    mkdir(folder, 0700);
    watch(s, scratch_path(folder, "acme.json"), s->old_text, s->new_text);
    if (symlink(s->files[0].path, link) != 0)
        abort();
    open_edited(s, "acme");
    free(folder), free(link);
}

static bool run_save_by_link(struct stage *s, struct err *e)
{
    struct stat st;
    const bool done = configuration_save(&s->open, false, e);
    if (lstat(s->open.path, &st) != 0 || !S_ISLNK(st.st_mode))
        abort();
    return done;
}

static void prepare_theirs(struct stage *s)
{
    watch(s, saved(s, "acme"), s->old_text, NULL);
    open_edited(s, "acme");
    scratch_write(s->files[0].path, s->new_text, strlen(s->new_text));
    s->files[0].before = s->files[0].after = s->new_text;
}

/* Whoever overwrites something was told of it. */
static void be_refused(struct stage *s)
{
    struct err e;
    if (configuration_save(&s->open, false, &e))
        abort();
}

static void prepare_removed(struct stage *s)
{
    prepare_saved(s);
    unlink(s->files[0].path);
    s->files[0].before = NULL;
    be_refused(s);
}

static void prepare_anyway(struct stage *s)
{
    static const char theirs[] = "{\"theirs\": true}\n";
    prepare_saved(s);
    scratch_write(s->files[0].path, theirs, strlen(theirs));
    s->files[0].before = theirs;
    be_refused(s);
}

static void prepare_save_as(struct stage *s)
{
    watch(s, saved(s, "acme"), s->old_text, s->old_text);
    watch(s, saved(s, "other"), NULL, s->new_text);
    open_edited(s, "acme");
}

static bool run_save_as(struct stage *s, struct err *e)
{
    return configuration_save_as(&s->library, &s->open, "other", e);
}

static void prepare_elsewhere(struct stage *s)
{
    watch(s, saved(s, "acme"), s->old_text, s->old_text);
    watch(s, scratch_path(s->directory, "elsewhere.json"), NULL, s->new_text);
    open_edited(s, "acme");
}

static bool run_elsewhere(struct stage *s, struct err *e)
{
    return configuration_save_as(&s->library, &s->open, s->files[1].path, e);
}

static void prepare_create(struct stage *s)
{
    watch(s, saved(s, "acme"), NULL, s->new_text);
}

static bool run_create(struct stage *s, struct err *e)
{
    return configuration_create(&s->library, "acme", s->new_text, strlen(s->new_text), e);
}

static void prepare_clone(struct stage *s)
{
    watch(s, saved(s, "acme"), s->new_text, s->new_text);
    watch(s, saved(s, "copy"), NULL, s->new_text);
}

static bool run_clone(struct stage *s, struct err *e)
{
    return configuration_clone(&s->library, "acme", "copy", e);
}

static void prepare_rename(struct stage *s)
{
    watch(s, saved(s, "acme"), s->old_text, NULL);
    watch(s, saved(s, "other"), NULL, s->old_text);
}

static bool run_rename(struct stage *s, struct err *e)
{
    return configuration_rename(&s->library.paths, "acme", "other", e);
}

static void prepare_delete(struct stage *s)
{
    watch(s, saved(s, "acme"), s->old_text, NULL);
    watch(s, scratch_path(s->library.paths.deleted, "acme.1.json"), NULL, s->old_text);
}

static bool run_delete(struct stage *s, struct err *e)
{
    free(s->token);
    return configuration_delete(&s->library.paths, "acme", &s->token, e);
}

static void prepare_undelete(struct stage *s)
{
    prepare_delete(s);
    if (!run_delete(s, NULL))
        abort();
    for (size_t i = 0; i < s->count; i++) {
        const char *before = s->files[i].before;
        s->files[i].before = s->files[i].after;
        s->files[i].after = before;
    }
}

static bool run_undelete(struct stage *s, struct err *e)
{
    return configuration_undelete(&s->library.paths, s->token, "acme", e);
}

static void prepare_export(struct stage *s)
{
    watch(s, scratch_path(s->directory, "acme.csv"), NULL, s->new_text);
}

static bool run_export(struct stage *s, struct err *e)
{
    return file_write_bytes(s->files[0].path, FILE_NEW, s->new_text, strlen(s->new_text), e);
}

static void prepare_replacing(struct stage *s)
{
    watch(s, scratch_path(s->directory, "acme.csv"), s->old_text, s->new_text);
}

static bool run_replacing(struct stage *s, struct err *e)
{
    return file_write_bytes(s->files[0].path, FILE_REPLACE, s->new_text, strlen(s->new_text), e);
}

const struct operation operations[] = {
    {"save", prepare_saved, run_save, .again = true},
    {"save by a link", prepare_link, run_save_by_link, .again = true},
    {"save anyway", prepare_anyway, run_save_anyway, .again = true},
    {"save anyway what was removed", prepare_removed, run_save_anyway, .again = true},
    {"save over theirs", prepare_theirs, run_save, .refuses = true},
    {"save under another name", prepare_save_as, run_save_as, .again = true},
    {"save elsewhere", prepare_elsewhere, run_elsewhere, .again = true},
    {"create", prepare_create, run_create, .again = true},
    {"clone", prepare_clone, run_clone, .again = true},
    {"rename", prepare_rename, run_rename, .again = false},
    {"delete", prepare_delete, run_delete, .again = false},
    {"undelete", prepare_undelete, run_undelete, .again = false},
    {"export", prepare_export, run_export, .again = true},
    {"export over a file", prepare_replacing, run_replacing, .again = true},
};
const size_t operation_count = sizeof operations / sizeof *operations;

/* ---- the control */

static bool run_naive(struct stage *s, struct err *e)
{
    enum { PIECE = 65536 };
    const size_t len = strlen(s->new_text);
    const int fd = open(s->files[0].path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0)
        return err_set(e, ERR_IO, "%s", s->files[0].path);
    bool done = true;
    for (size_t at = 0; done && at < len; at += PIECE) {
        const size_t n = len - at < PIECE ? len - at : PIECE;
        done = write(fd, s->new_text + at, n) == (ssize_t)n;
    }
    done = close(fd) == 0 && done;
    return done || err_set(e, ERR_IO, "%s", s->files[0].path);
}

const struct operation naive_save = {"naive", prepare_replacing, run_naive, .again = true};
