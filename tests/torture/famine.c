#include "config.h"

#include "tests/torture/famine.h"

#include "forms/journal.h"
#include "forms/mem.h"
#include "tests/fake/clock.h"
#include "tests/program.h"
#include "tests/scratch.h"
#include "tests/server/server.h"
#include "tests/torture/famine_term.h"
#include "tests/torture/starve.h"
#include "tui/app/app.h"
#include "tui/app/interactive.h"
#include "tui/jobs/recovery.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STATUS_NOT_STARTED = 1, STATUS_HUNG_UP = 128 + SIGHUP };
enum { KEYS_MAX = 1024, STATES_MAX = 4096, PLACES_MAX = 1 << 16, PATIENCE = 30 /* seconds */ };

/* What the process of a trial leaves behind. */
struct left {
    uint64_t works[KEYS_MAX]; /* before each key */
    unsigned given;           /* keys, the one that is being answered among them */
    bool opened, rescued;     /* the terminal */
    bool ended;               /* in order */
    bool came;                /* memory ran out */
};

/* What the work looks like while keys are answered, and where memory is asked for; of a trial without faults.
 */
struct known {
    struct {
        unsigned key;
        uint64_t work;
    } states[STATES_MAX];
    size_t states_count;
    unsigned long places[PLACES_MAX];
    size_t places_count;
};

static struct {
    struct left *left;
    struct known *known;
    bool looking; /* this trial is the one without faults */
    bool naive;
    uint64_t saved; /* the work that the file has at first */
    uint64_t first; /* what is offered before any configuration is open */
    struct famine_typist typist;
} famine;

/* ---- the work */

static uint64_t work_of(const struct doc *d)
{
    struct buf text;
    buf_init(&text, BUF_BODY_MAX);
    doc_write(d, json_to_buf, &text);
    const uint64_t work = journal_digest(text.data, text.len);
    buf_finish(&text);
    return work;
}

static void note_state(uint64_t work)
{
    struct known *k = famine.known;
    if (!famine.looking || k->states_count == STATES_MAX)
        return;
    k->states[k->states_count].key = famine.left->given;
    k->states[k->states_count++].work = work;
}

static void before_key(void)
{
    struct left *l = famine.left;
    const struct session *se = famine.typist.session;
    const uint64_t work = se && se->doc ? work_of(se->doc) : famine.first;
    note_state(work);
    if (l->given + 1 < KEYS_MAX)
        l->given++;
    l->works[l->given] = work;
}

/* ---- what is taken over at link time (FAMINE_WRAPS in Makefile.am) */

int __real_app_run(struct session *se, struct world *w, struct term *t);
int __wrap_app_run(struct session *se, struct world *w, struct term *t);
int __wrap_app_run(struct session *se, struct world *w, struct term *t)
{
    famine.typist.session = se;
    return __real_app_run(se, w, t);
}

void __real_doc_tell(struct doc *d, const struct doc_call *call);
void __wrap_doc_tell(struct doc *d, const struct doc_call *call);
void __wrap_doc_tell(struct doc *d, const struct doc_call *call)
{
    starve_pause(true);
    if (famine.looking && famine.typist.session && famine.typist.session->doc == d)
        note_state(work_of(d));
    starve_pause(false);
    __real_doc_tell(d, call);
}

void __real_mem_at_end(mem_end *end, void *context);
void __wrap_mem_at_end(mem_end *end, void *context);
void __wrap_mem_at_end(mem_end *end, void *context)
{
    if (!famine.naive)
        __real_mem_at_end(end, context);
}

/* ---- the stage */

static const char body[] =
    "{\n  \"customer_data\": {\n    \"customer_key\": \"acme\",\n"
    "    \"rooms\": [{\"room_key\": \"r1\", \"name\": \"Attic\"}, {\"room_key\": \"r2\", \"name\": "
    "\"Den\"}],\n"
    "    \"guests\": [{\"guest_key\": \"g1\", \"name\": \"Ana\"}, {\"guest_key\": \"g2\", \"name\": \"Bo\"}, "
    "{\"guest_key\": \"g3\", \"name\": \"Cy\"}]\n  }\n}\n";
static const char table[] = "Guest Key;Name;Email\ng3;Jo Smith;jo@example.com\ng7;Eve;eve@example.com\n";

struct scene {
    const char *name;
    const char *configuration; /* on the command line, or NULL */
    const char *before;        /* a script whose work is a draft when it begins, or NULL */
    const char *script;
};

#define GUESTS "F7 text:customer_data.guests Enter "

static const struct scene scenes[] = {
    {.name = "editing",
     .configuration = "acme",
     .script =
         "text:-hotels Tab " GUESTS "Down Enter Down text:Ann Alt-W Esc Esc a Ctrl-U text:g9 Down text:Zoe "
         "Esc Home e text:x Enter J d u U u c Space Down Space E text:name Enter text:Sam Enter "
         "/ text:g1 Enter w Esc Esc F3 Down Down Right Esc F9 text:help Esc F1 Esc ! Esc text:x"},
    {.name = "saving and sending",
     .configuration = "acme",
     .script = "text:-hotels F2 text:-2 Alt-= Esc " GUESTS "x Esc i text:~/table.csv Enter F5 F5 y sent "
               "Esc Alt-H Esc F7 text:customer_key Enter text:-3"},
    {.name = "recovering",
     .before = "text:-lost " GUESTS "a Ctrl-U text:g8",
     .script = "= Esc r text:-found F2 text:-again F10 Esc"},
};

struct stage {
    const struct scene *scene;
    const char *directory; /* of the trial that runs */
    const char *draft;     /* the database that it begins with, or NULL */
    const char *url;
};

static char *file_in(const struct stage *s, const char *name)
{
    return scratch_path(s->directory, name);
}

static void put(const struct stage *s, const char *name, const char *bytes, size_t len)
{
    char *path = file_in(s, name);
    scratch_write(path, bytes, len);
    free(path);
}

static void copy(const struct stage *s, const char *from, const char *name)
{
    size_t len;
    char *bytes = scratch_read(from, &len);
    put(s, name, bytes, len);
    free(bytes);
}

static void prepare(const struct stage *s)
{
    program_home(s->directory);
    setenv("HOME", s->directory, 1);
    struct paths p;
    if (!paths_init(&p, NULL))
        abort();
    char *file = configuration_path(&p, "acme");
    scratch_write(file, body, sizeof body - 1);
    put(s, "table.csv", table, sizeof table - 1);
    if (s->draft)
        copy(s, s->draft, p.database + strlen(s->directory) + 1);
    free(file);
    paths_finish(&p);
}

/* ---- one trial */

static _Noreturn void live(const struct stage *s, const char *script)
{
    const struct interactive_options options = {
        .configuration = s->scene->configuration, .endpoint = s->url, .timeout = 10};
    struct err e = {0};
    int status = 0;
    famine.typist.script = script;
    const bool started = interactive_run(&options, &status, &e);
    famine.left->ended = true;
    famine.known->places_count = famine.looking ? starve_places() : famine.known->places_count;
    _exit(started ? status : STATUS_NOT_STARTED);
}

static _Noreturn void begin(const struct stage *s, const char *script, enum starving how, unsigned long at)
{
    char *said = file_in(s, "said");
    const int fd = open(said, O_WRONLY | O_CREAT | O_APPEND, 0600), nothing = open("/dev/null", O_RDWR);
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    dup2(fd, STDERR_FILENO);
    alarm(PATIENCE);
    fake_clock_set(FAKE_NOW, 1000000);
    setenv("SEAM_API_KEY", "seam_test1_not_a_real_key", 1);
    if (famine.looking)
        starve_look(famine.known->places, PLACES_MAX);
    else
        starve(how, at);
    starve_tell(&famine.left->came);
    live(s, script);
}

/* The status as waitpid() has it. */
static int run(const struct stage *s, const char *script, enum starving how, unsigned long at)
{
    *famine.left = (struct left){0};
    fflush(NULL);
    const pid_t child = fork();
    if (child < 0)
        abort();
    if (child == 0)
        begin(s, script, how, at);
    int status = -1;
    waitpid(child, &status, 0);
    return status;
}

/* ---- what is left */

/* What the next start offers: the work on the draft, or what is saved. */
static bool find_work(uint64_t *work)
{
    struct library l = {0};
    struct err e = {0};
    struct draft_rows rows = {0};
    struct recovered r = {0};
    if (!library_open(&l, &e))
        return false;
    struct drafts *d = drafts_new(l.ledger, l.paths.draft_lock);
    bool found = drafts_list(d, &rows, &e) && rows.count <= 1;
    if (found && rows.count == 1)
        found = recover(&l, d, rows.items[0].id, &r, &e);
    else if (found)
        found = configuration_open(&l, "acme", &r.configuration, &e);
    if (found)
        *work = work_of(r.configuration.doc);
    recovered_finish(&r);
    draft_rows_finish(&rows);
    drafts_free(d);
    library_close(&l);
    return found;
}

static bool was_there(uint64_t work)
{
    const struct left *l = famine.left;
    for (unsigned i = 0; i <= l->given; i++)
        if (l->works[i] == work)
            return true;
    return false;
}

/* Before the key that was being answered, or where that key leads through. */
static bool is_current(uint64_t work)
{
    const struct known *k = famine.known;
    const unsigned given = famine.left->given;
    if (work == (given ? famine.left->works[given] : famine.first))
        return true;
    for (size_t i = 0; i < k->states_count; i++)
        if (k->states[i].key == given && k->states[i].work == work)
            return true;
    return false;
}

static bool leads_through(uint64_t work)
{
    const struct known *k = famine.known;
    for (size_t i = 0; i < k->states_count; i++)
        if (k->states[i].work == work)
            return true;
    return was_there(work) || work == famine.first || work == famine.saved;
}

/* The saved file is one that was there once, whole. */
static bool file_is_whole(void)
{
    struct library l = {0};
    struct err e = {0};
    struct configuration c = {0};
    const bool whole =
        library_open_files(&l, &e) && configuration_open(&l, "acme", &c, &e) && leads_through(work_of(c.doc));
    configuration_finish(&c);
    library_close(&l);
    return whole;
}

static bool says_so(const struct stage *s)
{
    size_t len;
    char *path = file_in(s, "said"), *said = scratch_read(path, &len);
    const bool says = strstr(said, MEM_WORDS) != NULL;
    free(said);
    free(path);
    return says;
}

/* NULL: all is as it must be. */
static const char *complaint(const struct stage *s, int status)
{
    uint64_t work;
    if (!WIFEXITED(status))
        return WTERMSIG(status) == SIGALRM ? "it hangs" : "it crashed";
    if (!famine.left->ended && WEXITSTATUS(status) != MEM_STATUS)
        return "another exit status";
    if (!famine.left->ended && famine.left->opened && !famine.left->rescued)
        return "the terminal is not as it was";
    if (!famine.left->ended && !says_so(s))
        return "it did not say why";
    if (!find_work(&work))
        return "the work cannot be opened";
    if (!is_current(work))
        return was_there(work) ? "the latest work is lost" : "the work is another";
    return file_is_whole() ? NULL : "the saved file is damaged";
}

static void one_trial(const struct stage *on, enum starving how, unsigned long at, struct tally *t)
{
    struct stage s = *on;
    char *directory = scratch_new();
    s.directory = directory;
    prepare(&s);
    const int status = run(&s, s.scene->script, how, at);
    const char *wrong = complaint(&s, status);
    t->planned++;
    t->fired += famine.left->came;
    t->bad += wrong != NULL;
    if (wrong && !famine.naive)
        fprintf(stderr, "bad: %s, request %lu fails (%s), at key %u: %s (status %d)\n", s.scene->name, at,
                how == STARVE_FULL ? "and all after it" : "alone", famine.left->given, wrong, status);
    scratch_free(directory);
}

/* ---- all of them */

/* A run without faults, which has to come to its end. Returns its directory. */
static char *run_well(const struct stage *on, const char *script)
{
    struct stage s = *on;
    char *directory = scratch_new();
    s.directory = directory;
    famine.looking = true;
    famine.known->states_count = 0;
    prepare(&s);
    const int status = run(&s, script, STARVE_ONCE, 0);
    famine.looking = false;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != STATUS_HUNG_UP) {
        fprintf(stderr, "%s: ends without faults with %d, at key %u\n", s.scene->name, status,
                famine.left->given);
        abort();
    }
    return directory;
}

static void must_find(uint64_t *work)
{
    if (!find_work(work))
        abort();
}

/* What a scene begins with, and what happens in it. The draft is heap. */
static char *get_ready(struct stage *s)
{
    char *directory = scratch_new(), *draft = NULL;
    s->directory = directory;
    prepare(s);
    must_find(&famine.saved);
    famine.first = famine.saved;
    scratch_free(directory);
    if (s->scene->before) {
        const struct scene earlier = {.name = s->scene->name, .configuration = "acme"};
        struct stage before = {.scene = &earlier, .url = s->url};
        directory = run_well(&before, s->scene->before);
        must_find(&famine.first);
        s->draft = draft = xasprintf("%s.draft", directory);
        char *database = scratch_path(directory, "data/seam-portal-tui/state.db");
        if (rename(database, draft) != 0)
            abort();
        free(database);
        scratch_free(directory);
    }
    directory = run_well(s, s->scene->script);
    uint64_t work;
    must_find(&work);
    if (!is_current(work))
        abort();
    scratch_free(directory);
    return draft;
}

static void starve_scene(struct stage *s, unsigned step, struct tally *t)
{
    for (size_t i = 0; i < famine.known->places_count; i += step)
        for (int how = 0; how < STARVE_WAYS; how++)
            one_trial(s, (enum starving)how, famine.known->places[i], t);
}

static void *share(size_t size)
{
    void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
        abort();
    return p;
}

void sweep_famine(unsigned step, struct tally *t, unsigned naive_step, struct tally *naive)
{
    static const struct step created[SCRIPT_MAX] = {
        {.kind = STEP_READ},
        {.kind = STEP_ANSWER,
         .bytes = "HTTP/1.1 200 OK\r\n",
         .body = "{\"url\":\"https://portal.example.com/1\"}"},
    };
    struct server *server = server_start(created);
    famine.left = share(sizeof *famine.left);
    famine.known = share(sizeof *famine.known);
    famine.typist.before_key = before_key;
    famine.typist.opened = &famine.left->opened;
    famine.typist.rescued = &famine.left->rescued;
    famine_type(&famine.typist);
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++) {
        struct stage s = {.scene = &scenes[i], .url = server_url(server)};
        char *draft = get_ready(&s);
        famine.naive = false;
        starve_scene(&s, step, t);
        famine.naive = true;
        starve_scene(&s, naive_step, naive);
        famine.naive = false;
        if (draft)
            remove(draft);
        free(draft);
    }
    munmap(famine.left, sizeof *famine.left);
    munmap(famine.known, sizeof *famine.known);
    server_free(server);
}
