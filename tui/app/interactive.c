#include "config.h"

#include "tui/app/interactive.h"

#include "assets/asset.h"
#include "forms/mem.h"
#include "forms/safe.h"
#include "tui/actions/clock.h"
#include "tui/app/app.h"
#include "tui/app/world.h"
#include "tui/jobs/knowledge.h"
#include "tui/term/term.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum status { STATUS_DONE = 0, STATUS_USAGE = 2, STATUS_FILE = 7 };

struct program {
    struct knowledge knowledge;
    struct keymap *keymap;
    struct theme theme;
    struct session session;
    struct world world;
    struct term *term;
};

static int fail(int status, const struct err *e)
{
    struct buf words;
    buf_init(&words, BUF_TEXT_MAX);
    safe_text(e->text, strlen(e->text), true, &words);
    fprintf(stderr, "seam-portal-tui: %s\n", words.data);
    buf_finish(&words);
    return status;
}

static bool read_look(struct theme *theme, struct err *e)
{
    const struct asset *look = asset_find("themes/default.conf");
    return theme_read(theme, (const char *)look->data, look->len, e);
}

/* The built-in keys, then the operator's own file. A mistake there is said on the first screen, and the
 * built-in keys stay. */
static bool read_keys(struct program *p, struct err *e)
{
    const struct asset *keys = asset_find("keys.conf");
    p->keymap = keymap_new();
    if (!keymap_read(p->keymap, (const char *)keys->data, keys->len, e))
        return false;
    char *path = xasprintf("%s/keys.conf", p->world.library.paths.config);
    struct err why = {0};
    size_t len;
    char *own = file_read(path, &len, &why);
    if (own && !keymap_read(p->keymap, own, len, &why))
        session_say(&p->session, SEVERITY_ERROR, "%s, line %zu: %s", path, why.line, why.text);
    else if (!own && why.code != ERR_NOT_FOUND)
        session_say_err(&p->session, &why);
    free(own);
    free(path);
    return true;
}

/* Opens what the command line named. When the document came from standard input, keys come from the
 * terminal that the program runs in. */
static bool open_argument(struct program *p, const struct interactive_options *o, struct err *e)
{
    if (!o->configuration)
        return true;
    if (!configuration_open(&p->world.library, o->configuration, &p->world.open, e))
        return false;
    if (strcmp(o->configuration, "-") == 0) {
        const int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
        if (terminal < 0 || dup2(terminal, STDIN_FILENO) < 0)
            return err_set(e, ERR_IO, "There is no terminal to read keys from.");
        close(terminal);
    }
    return true;
}

static bool note_ticket(struct program *p, const char *ticket, struct err *e)
{
    struct configuration *open = &p->world.open;
    if (!ticket)
        return true;
    if (!open->doc)
        return err_set(e, ERR_USAGE, "--ticket needs the configuration that it is about.");
    free(open->ticket);
    open->ticket = xstrdup(ticket);
    return !open->name || ledger_set_ticket(p->world.library.ledger, open->name, ticket, e);
}

static int prepare(struct program *p, const struct interactive_options *o, struct err *e)
{
    const struct connection_options connection = {
        .sandbox = o->sandbox,
        .endpoint = o->endpoint,
        .workspace = o->workspace,
        .key_command = o->key_command,
        .timeout = o->timeout,
        .program = o->program,
    };
    session_init(&p->session);
    if (!knowledge_load(o->openapi, &p->knowledge, e))
        return STATUS_FILE;
    p->session.schema = p->knowledge.schema;
    p->session.wizard = p->knowledge.wizard;
    if (!world_init(&p->world, &connection, &p->session, e))
        return e->code == ERR_USAGE ? STATUS_USAGE : STATUS_FILE;
    if (!read_keys(p, e) || !read_look(&p->theme, e))
        return STATUS_FILE;
    p->session.keymap = p->keymap;
    if (!open_argument(p, o, e) || !note_ticket(p, o->ticket, e))
        return e->code == ERR_USAGE ? STATUS_USAGE : STATUS_FILE;
    world_show_open(&p->world, &p->session);
    p->term = term_open(&p->theme, o->color, e);
    if (!p->term)
        return STATUS_USAGE;
    p->session.ascii = o->ascii || !term_utf8(p->term);
    return STATUS_DONE;
}

/* What scrolled away with the screen and must not be lost: the last link. */
static void print_link(const struct session *se)
{
    const struct link_row *r = &se->result;
    if (!se->has_result || r->outcome != OUTCOME_CREATED)
        return;
    struct buf words;
    buf_init(&words, BUF_TEXT_MAX);
    buf_puts(&words, r->url);
    if (r->expires) {
        buf_puts(&words, "\nexpires ");
        clock_local(r->expires, &words);
    }
    printf("%s\n", words.data);
    buf_finish(&words);
}

int interactive_run(const struct interactive_options *o)
{
    struct program p = {0};
    struct err e = {0};
    int status = prepare(&p, o, &e);
    if (status == STATUS_DONE) {
        status = app_run(&p.session, &p.world, p.term);
        term_close(p.term);
        print_link(&p.session);
    } else {
        fail(status, &e);
    }
    p.session.doc = NULL; /* the world's open configuration owns it */
    session_finish(&p.session);
    world_finish(&p.world);
    keymap_free(p.keymap);
    knowledge_finish(&p.knowledge);
    return status;
}
