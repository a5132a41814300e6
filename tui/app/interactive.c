#include "config.h"

#include "tui/app/interactive.h"

#include "assets/asset.h"
#include "forms/mem.h"
#include "forms/safe.h"
#include "tui/actions/clock.h"
#include "tui/app/app.h"
#include "tui/app/opening.h"
#include "tui/app/perform.h"
#include "tui/app/world.h"
#include "tui/jobs/editor_room.h"
#include "tui/jobs/knowledge.h"
#include "tui/jobs/outcome.h"
#include "tui/term/term.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct program {
    struct knowledge knowledge;
    struct keymap *keymap;
    struct theme theme;
    struct session session;
    struct world world;
    struct term *term;
};

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

static bool open_whole(struct program *p, const char *argument, struct err *e)
{
    if (!configuration_open(&p->world.library, argument, &p->world.open, e))
        return false;
    world_show_open(&p->world, &p->session);
    return true;
}

/* Where the document came from standard input, keys come from the terminal that the program runs in. */
static bool take_terminal(struct err *e)
{
    const int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC);
    const bool taken = terminal >= 0 && dup2(terminal, STDIN_FILENO) >= 0;
    if (terminal >= 0)
        close(terminal);
    return taken || err_set(e, ERR_USAGE, "There is no terminal to read keys from.");
}

/* Opens what the command line named; a large file goes on opening behind the keys, unless none can come:
 * while standard input is read, and without a terminal, where what is wrong with the file still comes first.
 */
static bool open_argument(struct program *p, const char *argument, struct err *e)
{
    if (!argument)
        return true;
    if (strcmp(argument, "-") == 0)
        return open_whole(p, argument, e) && take_terminal(e);
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return open_whole(p, argument, e);
    opening_begin_named(&p->world, &p->session, argument);
    return !opening_ended(&p->world) || opening_finish(&p->world, &p->session, e);
}

/* Of the first of the variables that is set, as setlocale() has it. */
static enum date_order date_order(void)
{
    static const char *const names[] = {"LC_ALL", "LC_TIME", "LANG"};
    const char *locale = NULL;
    for (size_t i = 0; i < 3 && !(locale && *locale); i++)
        locale = getenv(names[i]);
    return when_order(locale);
}

/* What can be wrong with the command line and its files comes before what asks the operator for a key. */
static bool prepare(struct program *p, const struct interactive_options *o, struct err *e)
{
    const struct connection_options connection = {
        .sandbox = o->sandbox,
        .endpoint = o->endpoint,
        .workspace = o->workspace,
        .key_command = o->key_command,
        .timeout = o->timeout,
        .program = o->program,
    };
    if (o->ticket && !o->configuration)
        return err_set(e, ERR_USAGE, "--ticket needs the configuration that it is about.");
    if (!knowledge_load(o->openapi, &p->knowledge, e) || !world_open(&p->world, e))
        return false;
    p->session.schema = p->knowledge.schema;
    p->session.wizard = p->knowledge.wizard;
    p->session.zones = p->knowledge.zones;
    p->session.dates = date_order();
    if (!open_argument(p, o->configuration, e) || !read_keys(p, e) || !read_look(&p->theme, e) ||
        !world_connect(&p->world, &connection, &p->session, e))
        return false;
    p->session.keymap = p->keymap;
    p->session.home = paths_home();
    p->term = term_open(&p->theme, o->color, e);
    if (!p->term)
        return false;
    p->session.ascii = o->ascii || !term_utf8(p->term);
    if (o->ticket) /* after all that can fail: a start that fails changes nothing */
        opening_ticket(&p->world, &p->session, o->ticket);
    return true;
}

/* Nothing is edited yet, but the terminal may not be as it was. */
static int end_without_memory(void *context)
{
    (void)context;
    term_rescue();
    mem_say(MEM_WORDS);
    return MEM_STATUS;
}

/* ---- what must not be lost with the screen */

static void print_link(const struct link_row *r)
{
    struct buf words;
    buf_init(&words, BUF_TEXT_MAX);
    buf_printf(&words, "%s\n", r->url);
    if (r->customer_key) {
        buf_puts(&words, "customer ");
        safe_text(r->customer_key, strlen(r->customer_key), false, &words);
        buf_putc(&words, '\n');
    }
    if (r->expires) {
        buf_puts(&words, "expires ");
        clock_local(r->expires, &words);
        buf_putc(&words, '\n');
    }
    fwrite(words.data, 1, words.len, stdout);
    buf_finish(&words);
}

/* A request that runs when the program ends: nobody could read its end on the screen. */
static void end_request(struct program *p)
{
    struct report ended;
    if (perform_stop(&p->world, &p->session, &ended))
        fprintf(stderr, "seam-portal-tui: %s\n",
                outcome_last_words(p->session.result.outcome, !p->session.unrecorded));
}

static void leave(struct program *p)
{
    end_request(p);
    for (size_t i = 0; i < p->world.made.count; i++)
        print_link(&p->world.made.items[i]);
    fflush(stdout);
}

bool interactive_run(const struct interactive_options *o, int *status, struct err *e)
{
    struct program p = {0};
    mem_at_end(end_without_memory, NULL);
    session_init(&p.session);
    bool started = prepare(&p, o, e);
    if (started) {
        editor_room_sweep();
        *status = app_run(&p.session, &p.world, p.term);
        term_close(p.term);
        leave(&p);
        started = !p.world.refused.code || err_set(e, p.world.refused.code, "%s", p.world.refused.text);
    }
    p.session.doc = NULL; /* the world's open configuration owns it */
    session_finish(&p.session);
    world_finish(&p.world);
    keymap_free(p.keymap);
    knowledge_finish(&p.knowledge);
    return started;
}
