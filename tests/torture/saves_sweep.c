#include "config.h"

#include "tests/torture/saves_sweep.h"

#include "tests/scratch.h"
#include "tests/torture/faults.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void must(bool fine, const char *what)
{
    if (fine)
        return;
    perror(what);
    abort();
}

/* ---- errors */

/* It says which file it is about. */
static bool names_file(const struct stage *s, const struct err *e)
{
    bool named = strstr(e->text, s->library.paths.configurations) || strstr(e->text, "acme");
    for (size_t i = 0; i < s->count; i++)
        named = named || strstr(e->text, file_shown(s->files[i].path));
    return e->code != ERR_NONE && named;
}

/* false: the call's turn did not come. */
static bool one_error(const struct operation *o, unsigned at, int error, size_t size, bool plain,
                      struct tally *t)
{
    struct stage s;
    struct err e = {0};
    stage_begin(&s, o, size);
    faults_arm(&(struct faults){.at = at, .error = error, .plain = plain});
    const bool done = o->run(&s, &e);
    const char *failed = faults_disarm();
    bool good = stage_is_sound(&s, done && !o->refuses, !failed || strcmp(failed, "unlink") != 0);
    good = good && (done ? !o->refuses : names_file(&s, &e));
    if (!done && o->again)
        good = good && o->run(&s, &e) && stage_is_sound(&s, true, false);
    t->planned++;
    t->fired += failed != NULL;
    t->bad += !good;
    if (!good && o != &naive_save)
        fprintf(stderr, "bad: %s, call %u (%s), %s: %s\n", o->name, at, failed ? failed : "none",
                strerror(error), e.text);
    stage_end(&s);
    return failed != NULL;
}

void sweep_errors(const struct operation *o, const int *errors, size_t size, bool plain, struct tally *t)
{
    for (; *errors; errors++)
        for (unsigned at = 1; one_error(o, at, *errors, size, plain, t); at++)
            ;
}

/* ---- kills */

/* false: it lived. */
static bool one_kill(const struct operation *o, unsigned at, size_t size, bool plain, struct tally *t)
{
    struct stage s;
    int status = -1;
    stage_begin(&s, o, size);
    const pid_t child = fork();
    must(child >= 0, "fork");
    if (child == 0) {
        faults_arm(&(struct faults){.at = at, .killing = true, .plain = plain});
        _exit(o->run(&s, NULL) ? 0 : 1);
    }
    must(waitpid(child, &status, 0) == child, "waitpid");
    const bool killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    const bool good = stage_is_sound(&s, !killed && !o->refuses, !killed) &&
                      (killed || WEXITSTATUS(status) == (o->refuses ? 1 : 0)) &&
                      (plain || o == &naive_save || stage_gets_tidy(&s));
    t->planned++;
    t->fired += killed;
    t->bad += !good;
    if (!good && o != &naive_save)
        fprintf(stderr, "bad: %s, killed before call %u\n", o->name, at);
    stage_end(&s);
    return killed;
}

void sweep_kills(const struct operation *o, size_t size, bool plain, struct tally *t)
{
    for (unsigned at = 1; one_kill(o, at, size, plain, t); at++)
        ;
}

/* ---- power */

/* What a disk that loses its power now may not have. */
struct unsynced {
    bool bytes, name;
    bool early; /* a name led to bytes that may be lost */
    unsigned names;
};

static bool gives_name(const char *call)
{
    static const char *const calls[] = {"rename", "renameat2", "link", "linkat"};
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (strcmp(call, calls[i]) == 0)
            return true;
    return false;
}

/* The first sync after a write is of the bytes, one without a write before it of the directory. */
static void watch_disk(void *context, const char *call)
{
    struct unsynced *u = context;
    if (strcmp(call, "write") == 0) {
        u->bytes = true;
    } else if (strcmp(call, "fsync") == 0 && u->bytes) {
        u->bytes = false;
    } else if (strcmp(call, "fsync") == 0) {
        u->name = false;
    } else if (gives_name(call)) {
        u->early = u->early || u->bytes;
        u->name = true;
        u->names++;
    }
}

void sweep_unsynced(const struct operation *o, size_t size, bool plain, struct tally *t)
{
    struct stage s;
    struct err e = {0};
    struct unsynced u = {0};
    stage_begin(&s, o, size);
    faults_arm(&(struct faults){.before = watch_disk, .context = &u, .plain = plain});
    const bool done = o->run(&s, &e);
    faults_disarm();
    t->planned++;
    t->fired += u.names > 0;
    t->bad += u.early || (done && (u.bytes || u.name));
    stage_end(&s);
}

/* ---- somebody else */

static const char THEIRS[] = "{\"theirs\": true}\n";

struct rival {
    const char *path;
    bool in_place;
    unsigned at, calls;
};

static void write_theirs(const struct rival *r)
{
    char *beside = scratch_path(r->path, "");
    strrchr(beside, '/')[0] = '~';
    scratch_write(r->in_place ? r->path : beside, THEIRS, strlen(THEIRS));
    must(r->in_place || rename(beside, r->path) == 0, beside);
    free(beside);
}

static void interfere(void *context, const char *name)
{
    struct rival *r = context;
    (void)name;
    if (++r->calls == r->at)
        write_theirs(r);
}

static bool write_doc(void *context, file_put *put, void *put_context)
{
    return doc_write(context, put, put_context);
}

bool save_after_a_look(struct stage *s, struct err *e)
{
    struct file_stamp now;
    file_stamp_read(s->open.path, &now);
    if (!file_stamp_same(&now, &s->open.stamp))
        return err_set(e, ERR_CONFLICT, "%s", s->open.path);
    if (!file_save(s->open.path, FILE_REPLACE, NULL, write_doc, s->open.doc, e))
        return false;
    file_stamp_read(s->open.path, &s->open.stamp);
    return true;
}

void sweep_rivals(bool (*save)(struct stage *s, struct err *e), bool in_place, struct tally *t)
{
    enum { SIZE = 1000 };
    bool came = true;
    for (unsigned at = 1; came; at++) {
        struct stage s;
        struct err e = {0};
        stage_begin(&s, &operations[0], SIZE);
        struct rival r = {.path = s.files[0].path, .in_place = in_place, .at = at};
        faults_arm(&(struct faults){.before = interfere, .context = &r});
        const bool first = save(&s, &e);
        faults_disarm();
        came = r.calls >= r.at;
        const bool second = came && save(&s, &e);
        size_t len;
        char *content = scratch_read(s.files[0].path, &len);
        const bool kept = strcmp(content, THEIRS) == 0;
        t->planned++;
        t->fired += came;
        const bool good = came ? !second && kept && e.code == ERR_CONFLICT : first;
        t->bad += !good;
        if (!good && save != save_after_a_look)
            fprintf(stderr, "bad: somebody wrote %s before call %u: %s, %s, %s\n",
                    in_place ? "in place" : "by renaming", at, first ? "saved" : "refused",
                    second ? "saved" : "refused", content);
        free(content);
        stage_end(&s);
    }
}

/* ---- instances */

static bool write_all(void *context, file_put *put, void *put_context)
{
    const struct buf *b = context;
    return put(put_context, b->data, b->len);
}

/* The n-th content has n bytes: one of the same size can only be one that was lost. */
static bool count_one_more(const char *path)
{
    struct file_stamp stamp;
    struct buf more;
    size_t len;
    file_stamp_read(path, &stamp);
    char *text = file_read(path, &len, NULL);
    if (!text)
        return false;
    buf_init(&more, BUF_TEXT_MAX);
    buf_add(&more, text, len);
    buf_putc(&more, 'x');
    const bool saved = file_save(path, FILE_SAME, &stamp, write_all, &more, NULL);
    buf_finish(&more);
    free(text);
    return saved;
}

void sweep_instances(unsigned instances, unsigned counts, struct tally *t)
{
    char *directory = scratch_new(), *path = scratch_path(directory, "count");
    scratch_write(path, "", 0);
    for (unsigned i = 0; i < instances; i++) {
        const pid_t child = fork();
        must(child >= 0, "fork");
        if (child > 0)
            continue;
        for (unsigned done = 0; done < counts;)
            done += count_one_more(path);
        _exit(0);
    }
    for (unsigned i = 0; i < instances; i++)
        must(wait(NULL) > 0, "wait");
    size_t len;
    free(scratch_read(path, &len));
    t->planned += instances * counts;
    t->fired += instances * counts;
    t->bad += instances * counts - (unsigned)len;
    free(path);
    scratch_free(directory);
}
