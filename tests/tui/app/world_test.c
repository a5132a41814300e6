/* What effects do to the world, on a real disk and with a server that follows a script. */
#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "tests/forms/fixture.h"
#include "tests/program.h"
#include "tests/scratch.h"
#include "tests/server/server.h"
#include "tui/app/opening.h"
#include "tui/app/perform.h"
#include "tui/jobs/knowledge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *directory;

struct scene {
    struct server *server; /* NULL: none was asked for */
    struct session se;
    struct world w;
};

static int make_scratch(void **state)
{
    (void)state;
    directory = scratch_new();
    program_home(directory);
    return 0;
}

static int remove_scratch(void **state)
{
    (void)state;
    scratch_free(directory);
    return 0;
}

static void begin(struct scene *s, const char *key, const struct step *script)
{
    *s = (struct scene){.server = server_start(script)};
    const struct connection_options options = {.endpoint = server_url(s->server), .timeout = 10};
    struct err e = {0};
    session_init(&s->se);
    if (!world_open(&s->w, &e) || !world_connect(&s->w, &options, &s->se, &e) ||
        !world_set_key(&s->w, &s->se, key, "w-0", &e))
        fail_msg("%s", e.text);
}

static void end(struct scene *s)
{
    s->se.doc = NULL; /* the world's */
    session_finish(&s->se);
    world_finish(&s->w);
    server_free(s->server);
}

/* Performs one effect; its report is in *out where it has one at once. */
static bool perform_with(struct scene *s, enum effect_type type, const char *text, const char *other,
                         struct report *out)
{
    struct effects list;
    effects_init(&list);
    effects_add(&list, type, text, other);
    const bool reported = perform(&s->w, &s->se, NULL, &list.items[0], out);
    effects_finish(&list);
    return reported;
}

/* ---- which workspace a credential opens */

static void wait_for(struct scene *s, enum effect_type type)
{
    struct report r;
    do {
        perform_wait(&s->w, NULL, 0, -1);
    } while (!perform_step(&s->w, &s->se, &r) || r.effect != type || r.state == REPORT_PROGRESS);
    assert_int_equal(r.state, REPORT_DONE);
}

static void ask_workspace(struct scene *s)
{
    struct report r;
    assert_false(perform_with(s, EFFECT_WORKSPACE, NULL, NULL, &r));
    assert_int_equal(s->se.target.workspace_state, WORKSPACE_ASKING);
    wait_for(s, EFFECT_WORKSPACE);
}

#define KEY_OF_A_SANDBOX    "seam_test1_not_a_real_key"
#define KEY_OF_A_PRODUCTION "seam_live1_not_a_real_key"
#define TOKEN               "seam_at1_not_a_real_token"

static void workspace__decides_the_environment__of_a_token_and_towards_care(void **state)
{
    (void)state;
    static const struct {
        const char *key, *says;
        enum environment environment;
    } cases[] = {
        {TOKEN, "\"is_sandbox\":true", ENVIRONMENT_SANDBOX},
        {TOKEN, "\"is_sandbox\":false", ENVIRONMENT_PRODUCTION},
        {TOKEN, "\"is_suspended\":true", ENVIRONMENT_PRODUCTION},
        {KEY_OF_A_PRODUCTION, "\"is_sandbox\":true", ENVIRONMENT_PRODUCTION},
        {KEY_OF_A_SANDBOX, "\"is_sandbox\":true", ENVIRONMENT_SANDBOX},
        {KEY_OF_A_SANDBOX, "\"is_sandbox\":false", ENVIRONMENT_PRODUCTION},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *body = xasprintf("{\"workspace\":{\"name\":\"Acme\",%s},\"ok\":true}", cases[i].says);
        const struct step script[SCRIPT_MAX] = {
            {.kind = STEP_READ},
            {.kind = STEP_ANSWER, .bytes = "HTTP/1.1 200 OK\r\n", .body = body},
        };
        struct scene s;
        begin(&s, cases[i].key, script);
        ask_workspace(&s);
        assert_int_equal(s.se.target.workspace_state, WORKSPACE_KNOWN);
        assert_string_equal(s.se.target.workspace, "Acme");
        assert_int_equal(s.se.target.environment, cases[i].environment);
        assert_int_equal(s.se.target.suspended, strstr(cases[i].says, "suspended") != NULL);
        end(&s);
        free(body);
    }
}

static void workspace__is_not_known__with_the_reason_in_words(void **state)
{
    (void)state;
    static const struct step script[SCRIPT_MAX] = {
        {.kind = STEP_READ},
        {.kind = STEP_ANSWER, .bytes = "HTTP/1.1 401 Unauthorized\r\n", .body = "{}"},
    };
    struct scene s;
    begin(&s, KEY_OF_A_SANDBOX, script);
    ask_workspace(&s);
    assert_int_equal(s.se.target.workspace_state, WORKSPACE_FAILED);
    assert_string_equal(s.se.target.workspace_problem, "the server did not accept the key (401)");
    assert_int_equal(s.se.target.environment, ENVIRONMENT_SANDBOX);
    end(&s);
}

static void send__goes_at_once__while_the_workspace_is_asked_for(void **state)
{
    (void)state;
    static const struct step silent[SCRIPT_MAX] = {{.kind = STEP_READ}, {.kind = STEP_WAIT}};
    struct scene s;
    struct report r;
    begin(&s, KEY_OF_A_SANDBOX, silent);
    struct fixture f;
    fixture_begin(&f, "{}");
    s.se.schema = f.schema;
    s.se.wizard = f.wizard;
    s.w.open.doc = f.doc;
    session_open(&s.se, s.w.open.doc);
    assert_false(perform_with(&s, EFFECT_WORKSPACE, NULL, NULL, &r));
    assert_false(perform_with(&s, EFFECT_SEND, NULL, NULL, &r));
    assert_true(s.se.sending.active);
    assert_int_equal(s.se.target.workspace_state, WORKSPACE_UNASKED);
    assert_false(perform_with(&s, EFFECT_WORKSPACE, NULL, NULL, &r)); /* not beside a request */
    assert_int_equal(s.se.target.workspace_state, WORKSPACE_UNASKED);
    assert_false(perform_with(&s, EFFECT_CANCEL, NULL, NULL, &r));
    wait_for(&s, EFFECT_SEND);
    end(&s);
    f.doc = NULL; /* it was the world's */
    fixture_end(&f);
}

/* Nothing is waited for behind an Esc: the very next step has the end of the request. */
static void cancel__ends_a_request__with_the_next_step(void **state)
{
    (void)state;
    static const struct step silent[SCRIPT_MAX] = {{.kind = STEP_READ}, {.kind = STEP_WAIT}};
    struct scene s;
    struct report r;
    struct fixture f;
    begin(&s, KEY_OF_A_SANDBOX, silent);
    fixture_begin(&f, "{}");
    s.se.schema = f.schema;
    s.se.wizard = f.wizard;
    s.w.open.doc = f.doc;
    session_open(&s.se, s.w.open.doc);
    assert_false(perform_with(&s, EFFECT_SEND, NULL, NULL, &r));
    while (submit_sent(s.w.submit) < submit_total(s.w.submit)) {
        perform_wait(&s.w, NULL, 0, 10);
        perform_step(&s.w, &s.se, &r);
    }
    assert_false(perform_with(&s, EFFECT_CANCEL, NULL, NULL, &r));
    assert_true(perform_step(&s.w, &s.se, &r));
    assert_int_equal(r.effect, EFFECT_SEND);
    assert_int_equal(r.state, REPORT_DONE);
    assert_int_equal(s.se.result.outcome, OUTCOME_UNKNOWN);
    end(&s);
    f.doc = NULL; /* it was the world's */
    fixture_end(&f);
}

static void key__makes_the_workspace_unknown__while_another_is_asked_for(void **state)
{
    (void)state;
    static const struct step silent[SCRIPT_MAX] = {{.kind = STEP_READ}, {.kind = STEP_WAIT}};
    struct scene s;
    struct report r;
    begin(&s, KEY_OF_A_SANDBOX, silent);
    assert_false(perform_with(&s, EFFECT_WORKSPACE, NULL, NULL, &r));
    assert_true(perform_with(&s, EFFECT_KEY, KEY_OF_A_PRODUCTION, NULL, &r));
    assert_int_equal(r.state, REPORT_DONE);
    assert_int_equal(s.se.target.workspace_state, WORKSPACE_UNASKED);
    assert_int_equal(s.se.target.environment, ENVIRONMENT_PRODUCTION);
    assert_null(s.se.target.workspace);
    end(&s);
}

/* ---- steps on saved configurations */

static void do_it(struct scene *s, enum effect_type type, const char *text, const char *other)
{
    struct report r;
    assert_true(perform_with(s, type, text, other, &r));
    if (r.state != REPORT_DONE)
        fail_msg("%s", r.err.text);
}

static void make(struct scene *s, const char *name, const char *text)
{
    struct err e = {0};
    if (!configuration_create(&s->w.library, name, text, strlen(text), &e))
        fail_msg("%s", e.text);
}

/* The names that are saved, in order, each with a space after it. */
static void assert_saved(struct scene *s, const char *expected)
{
    static const char *const known[] = {"acme", "acme 2", "bluebay", "casa", "casa-verde"};
    size_t count = 0;
    char **names = configuration_names(&s->w.library.paths, &count, NULL);
    struct buf found;
    buf_init(&found, BUF_TEXT_MAX);
    for (size_t k = 0; k < sizeof known / sizeof *known; k++)
        for (size_t i = 0; i < count; i++)
            if (strcmp(names[i], known[k]) == 0)
                buf_printf(&found, "%s, ", names[i]);
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
    assert_string_equal(found.data, expected);
    buf_finish(&found);
}

static void assert_holds(struct scene *s, const char *name, const char *text)
{
    char *path = configuration_path(&s->w.library.paths, name);
    size_t len = 0;
    char *content = scratch_read(path, &len);
    assert_string_equal(content, text);
    free(content);
    free(path);
}

static void undo__takes_back_every_step__in_order(void **state)
{
    (void)state;
    struct scene s;
    begin(&s, KEY_OF_A_SANDBOX, NULL);
    make(&s, "acme", "{}");
    make(&s, "bluebay", "{}");
    make(&s, "casa", "{}");
    do_it(&s, EFFECT_DELETE, "acme", NULL);
    do_it(&s, EFFECT_RENAME, "casa", "casa-verde");
    do_it(&s, EFFECT_DELETE, "bluebay", NULL);
    assert_string_equal(s.se.steps.words, "Deleted bluebay.");
    assert_saved(&s, "casa-verde, ");
    do_it(&s, EFFECT_UNDO, NULL, NULL);
    assert_string_equal(s.se.steps.words, "bluebay is back.");
    assert_string_equal(s.se.steps.name, "bluebay");
    do_it(&s, EFFECT_UNDO, NULL, NULL);
    assert_string_equal(s.se.steps.words, "casa-verde has its old name again: casa.");
    assert_saved(&s, "bluebay, casa, ");
    do_it(&s, EFFECT_UNDO, NULL, NULL);
    assert_saved(&s, "acme, bluebay, casa, ");
    assert_int_equal(s.se.steps.undo, 0);
    assert_int_equal(s.se.steps.redo, 3);
    do_it(&s, EFFECT_REDO, NULL, NULL);
    assert_string_equal(s.se.steps.words, "acme is deleted again.");
    do_it(&s, EFFECT_REDO, NULL, NULL);
    assert_saved(&s, "bluebay, casa-verde, ");
    do_it(&s, EFFECT_UNDO, NULL, NULL);
    do_it(&s, EFFECT_DELETE, "casa", NULL); /* another way on: nothing is left to do again */
    assert_int_equal(s.se.steps.undo, 2);
    assert_int_equal(s.se.steps.redo, 0);
    end(&s);
}

static void undo__overwrites_nothing__that_took_the_name_meanwhile(void **state)
{
    (void)state;
    struct scene s;
    begin(&s, KEY_OF_A_SANDBOX, NULL);
    make(&s, "acme", "{\"old\":1}");
    do_it(&s, EFFECT_DELETE, "acme", NULL);
    make(&s, "acme", "{\"new\":1}");
    do_it(&s, EFFECT_UNDO, NULL, NULL);
    assert_string_equal(s.se.steps.words, "acme is back as \"acme 2\": there is another acme now.");
    assert_holds(&s, "acme", "{\"new\":1}");
    assert_holds(&s, "acme 2", "{\"old\":1}");
    do_it(&s, EFFECT_REDO, NULL, NULL); /* what came back goes, not what has the name now */
    assert_holds(&s, "acme", "{\"new\":1}");
    assert_saved(&s, "acme, ");
    end(&s);
}

static void undo__forgets_a_new_name__whose_way_back_is_barred(void **state)
{
    (void)state;
    struct scene s;
    struct report r;
    begin(&s, KEY_OF_A_SANDBOX, NULL);
    make(&s, "bluebay", "{}");
    make(&s, "casa", "{}");
    do_it(&s, EFFECT_DELETE, "bluebay", NULL);
    do_it(&s, EFFECT_RENAME, "casa", "casa-verde");
    make(&s, "casa", "{\"new\":1}");
    assert_true(perform_with(&s, EFFECT_UNDO, NULL, NULL, &r));
    assert_int_equal(r.state, REPORT_FAILED);
    assert_non_null(strstr(r.err.text, "casa-verde does not get its old name back"));
    assert_holds(&s, "casa", "{\"new\":1}");
    do_it(&s, EFFECT_UNDO, NULL, NULL);
    assert_saved(&s, "bluebay, casa, casa-verde, ");
    assert_true(perform_with(&s, EFFECT_UNDO, NULL, NULL, &r));
    assert_int_equal(r.err.code, ERR_NOT_FOUND);
    assert_true(perform_with(&s, EFFECT_RENAME, "casa", "casa", &r)); /* no step */
    assert_int_equal(r.state, REPORT_FAILED);
    assert_int_equal(s.se.steps.undo, 0);
    end(&s);
}

/* ---- opening what is large */

enum { LARGE = 8 << 20 };

static struct knowledge knowledge;

/* What is opened is checked. */
static void begin_editing(struct scene *s)
{
    begin(s, KEY_OF_A_SANDBOX, NULL);
    assert_true(knowledge_load(NULL, &knowledge, NULL));
    s->se.schema = knowledge.schema;
    s->se.wizard = knowledge.wizard;
}

static void end_editing(struct scene *s)
{
    end(s);
    knowledge_finish(&knowledge);
}

/* A configuration of a few megabytes, which ends so. */
static void make_large(struct scene *s, const char *name, const char *end_text)
{
    struct buf text;
    struct err e = {0};
    buf_init(&text, BUF_BODY_MAX);
    buf_puts(&text, "{\"customer_data\": {\"reservations\": [{}");
    for (size_t i = 0; text.len < LARGE; i++)
        buf_printf(&text, ",\n{\"reservation_key\": \"r-%zu\", \"guest_key\": \"g-%zu\"}", i, i);
    buf_puts(&text, end_text);
    if (!configuration_create(&s->w.library, name, text.data, text.len, &e))
        fail_msg("%s", e.text);
    buf_finish(&text);
}

/* Works until it reports; how many pieces that took. */
static size_t work_to_the_end(struct scene *s, struct report *out)
{
    size_t pieces = 1, done = 0;
    while (!perform_work(&s->w, &s->se, out)) {
        assert_true(perform_works(&s->w));
        assert_true(s->se.progress.done >= done);
        assert_true(s->se.progress.done <= s->se.progress.all);
        done = s->se.progress.done;
        pieces++;
    }
    assert_false(perform_works(&s->w));
    assert_false(s->se.opening);
    assert_null(s->se.progress.words);
    return pieces;
}

static void effect_open__reports_later__and_in_many_pieces__what_is_large(void **state)
{
    (void)state;
    struct scene s;
    struct report r;
    begin_editing(&s);
    make_large(&s, "large", "]}}");
    assert_false(perform_with(&s, EFFECT_OPEN, "large", NULL, &r));
    assert_true(s.se.opening);
    assert_string_equal(s.se.progress.words, "Opening large");
    assert_true(s.se.progress.cancellable);
    assert_null(s.se.doc);
    /* twice the bytes, read and understood, in pieces of half a megabyte, after a first one of two; and
     * the values of the long array, which are smaller than its text, at its end */
    assert_in_range(work_to_the_end(&s, &r), 2 * LARGE / (512 << 10) - 8, 3 * LARGE / (512 << 10));
    assert_int_equal(r.effect, EFFECT_OPEN);
    assert_int_equal(r.state, REPORT_DONE);
    assert_true(doc_count(s.se.doc, "/customer_data/reservations") > 100000);
    assert_string_equal(s.se.name, "large");
    end_editing(&s);
}

static void effect_open__is_done_at_once__when_it_is_small(void **state)
{
    (void)state;
    struct scene s;
    struct report r;
    begin_editing(&s);
    assert_true(perform_with(&s, EFFECT_CREATE, "small", NULL, &r));
    assert_true(perform_with(&s, EFFECT_OPEN, "small", NULL, &r));
    assert_int_equal(r.state, REPORT_DONE);
    assert_false(perform_works(&s.w));
    assert_false(s.se.opening);
    assert_null(s.se.progress.words);
    assert_string_equal(s.se.name, "small");
    end_editing(&s);
}

static void effect_open__fails_later__and_what_was_open_stays(void **state)
{
    (void)state;
    struct scene s;
    struct report r;
    begin_editing(&s);
    make_large(&s, "torn", "]");
    assert_true(perform_with(&s, EFFECT_CREATE, "before", NULL, &r));
    assert_false(perform_with(&s, EFFECT_OPEN, "torn", NULL, &r));
    work_to_the_end(&s, &r);
    assert_int_equal(r.state, REPORT_FAILED);
    assert_non_null(strstr(r.err.text, "torn.json: line "));
    assert_string_equal(s.se.name, "before");
    assert_non_null(s.se.doc);
    end_editing(&s);
}

static void what_the_command_line_names__gets_its_ticket__once_it_is_open(void **state)
{
    (void)state;
    struct scene s;
    struct report r;
    begin_editing(&s);
    make_large(&s, "large", "]}}");
    opening_begin_named(&s.w, &s.se, "large");
    assert_false(opening_ended(&s.w));
    opening_ticket(&s.w, &s.se, "SUP-1");
    assert_null(s.se.ticket);
    work_to_the_end(&s, &r);
    assert_int_equal(r.effect, EFFECT_OPEN);
    assert_int_equal(r.state, REPORT_DONE);
    assert_false(r.ends);
    assert_string_equal(s.se.ticket, "SUP-1");
    char *kept = ledger_ticket(s.w.library.ledger, "large");
    assert_string_equal(kept, "SUP-1");
    free(kept);
    end_editing(&s);
}

static void what_the_command_line_names__ends_the_program__where_it_cannot_be_opened(void **state)
{
    (void)state;
    struct scene s;
    struct report r;
    begin_editing(&s);
    make_large(&s, "torn", "]");
    opening_begin_named(&s.w, &s.se, "torn");
    opening_ticket(&s.w, &s.se, "SUP-1");
    work_to_the_end(&s, &r);
    assert_int_equal(r.state, REPORT_FAILED);
    assert_true(r.ends);
    assert_int_equal(s.w.refused.code, ERR_SYNTAX);
    assert_non_null(strstr(s.w.refused.text, "torn.json: line "));
    assert_null(ledger_ticket(s.w.library.ledger, "torn"));
    end_editing(&s);
}

static void effect_cancel__gives_an_opening_up__without_a_trace(void **state)
{
    (void)state;
    struct scene s;
    struct report r;
    begin_editing(&s);
    make_large(&s, "dropped", "]}}");
    assert_true(perform_with(&s, EFFECT_CREATE, "kept", NULL, &r));
    const struct doc *kept = s.se.doc;
    for (int pieces = 0; pieces < 25; pieces += 8) {
        assert_false(perform_with(&s, EFFECT_OPEN, "dropped", NULL, &r));
        for (int i = 0; i < pieces; i++)
            assert_false(perform_work(&s.w, &s.se, &r));
        assert_false(perform_with(&s, EFFECT_CANCEL, NULL, NULL, &r));
        assert_false(perform_works(&s.w));
        assert_false(s.se.opening);
        assert_null(s.se.progress.words);
        assert_ptr_equal(s.se.doc, kept);
        assert_string_equal(s.se.name, "kept");
    }
    /* another one in its place gives the first up, and so does the end of the program */
    assert_false(perform_with(&s, EFFECT_OPEN, "dropped", NULL, &r));
    assert_true(perform_with(&s, EFFECT_OPEN, "kept", NULL, &r));
    assert_false(perform_works(&s.w));
    assert_false(perform_with(&s, EFFECT_OPEN, "dropped", NULL, &r));
    end_editing(&s);
}

/* ---- what is open, read again */

static char *body_of(const struct scene *s)
{
    struct buf b;
    buf_init(&b, BUF_BODY_MAX);
    assert_true(doc_write(s->se.doc, json_to_buf, &b));
    return buf_detach(&b, NULL);
}

static void edit(struct scene *s, size_t round)
{
    char *text = xasprintf("edit-%zu", round);
    doc_visit(s->se.doc);
    assert_true(doc_set_chars(s->se.doc, "/customer_data/customer_key", text, strlen(text), NULL));
    session_changed(&s->se, "/customer_data/customer_key");
    free(text);
}

static void assert_body(const struct scene *s, const char *expected)
{
    char *body = body_of(s);
    if (strcmp(body, expected) != 0)
        fail_msg("the body is another: %zu bytes, not %zu", strlen(body), strlen(expected));
    free(body);
}

/* After so many pieces, with an edit between them or not; each body is one that was there before or after. */
static void reload_after(struct scene *s, size_t pieces, bool edits, bool cancels, const char *theirs)
{
    struct report r;
    if (doc_modified(s->se.doc) == false)
        edit(s, pieces);
    assert_false(perform_with(s, EFFECT_RELOAD, NULL, NULL, &r));
    assert_true(s->se.progress.cancellable);
    for (size_t i = 0; i < pieces; i++)
        assert_false(perform_work(&s->w, &s->se, &r));
    if (edits)
        edit(s, 1000 + pieces);
    char *mine = body_of(s);
    const size_t steps = doc_edits(s->se.doc);
    if (cancels)
        assert_false(perform_with(s, EFFECT_CANCEL, NULL, NULL, &r));
    else
        work_to_the_end(s, &r);
    assert_false(perform_works(&s->w));
    assert_int_equal(doc_modified(s->se.doc), cancels);
    assert_int_equal(doc_edits(s->se.doc), steps + !cancels);
    assert_body(s, cancels ? mine : theirs);
    if (!cancels) {
        assert_true(doc_undo(s->se.doc, NULL));
        session_changed(&s->se, "");
        assert_body(s, mine);
        assert_true(doc_modified(s->se.doc));
    }
    free(mine);
}

static void effect_reload__stopped_after_any_piece__changes_nothing__else_is_one_step(void **state)
{
    (void)state;
    struct scene s;
    struct report r;
    size_t len;
    begin_editing(&s);
    make_large(&s, "large", "]}}");
    assert_false(perform_with(&s, EFFECT_OPEN, "large", NULL, &r));
    work_to_the_end(&s, &r);
    make_large(&s, "other", ", {\"reservation_key\": \"theirs\"}]}}");
    char *from = configuration_path(&s.w.library.paths, "other"), *theirs = file_read(from, &len, NULL);
    assert_int_equal(rename(from, s.w.open.path), 0);
    edit(&s, 0);
    assert_false(perform_with(&s, EFFECT_RELOAD, NULL, NULL, &r));
    const size_t all = work_to_the_end(&s, &r);
    assert_true(all > 15);
    assert_true(doc_undo(s.se.doc, NULL));
    session_changed(&s.se, "");
    for (size_t pieces = 0; pieces < all; pieces++)
        reload_after(&s, pieces, pieces / 2 % 2, pieces % 4 != 3, theirs);
    free(from);
    free(theirs);
    end_editing(&s);
}

static void effect_reload__fails__where_the_file_is_no_configuration(void **state)
{
    (void)state;
    struct scene s;
    struct report r;
    begin_editing(&s);
    make_large(&s, "large", "]}}");
    assert_false(perform_with(&s, EFFECT_OPEN, "large", NULL, &r));
    work_to_the_end(&s, &r);
    make_large(&s, "torn", "]");
    char *from = configuration_path(&s.w.library.paths, "torn"), *mine = body_of(&s);
    assert_int_equal(rename(from, s.w.open.path), 0);
    assert_false(perform_with(&s, EFFECT_RELOAD, NULL, NULL, &r));
    work_to_the_end(&s, &r);
    assert_int_equal(r.effect, EFFECT_RELOAD);
    assert_int_equal(r.state, REPORT_FAILED);
    assert_non_null(strstr(r.err.text, "large.json: line "));
    assert_body(&s, mine);
    free(from);
    free(mine);
    end_editing(&s);
}

/* ---- what the start screen says of what is large */

static const struct config_row *listed(struct scene *s, const char *name)
{
    for (size_t i = 0; i < s->se.configurations.count; i++)
        if (strcmp(s->se.configurations.items[i].name, name) == 0)
            return &s->se.configurations.items[i];
    fail_msg("%s is not listed", name);
    return NULL;
}

static void list(struct scene *s)
{
    struct report r;
    assert_true(perform_with(s, EFFECT_LIST, NULL, NULL, &r));
    assert_int_equal(r.state, REPORT_DONE);
}

static size_t read_all_rows(struct scene *s)
{
    struct report r;
    size_t pieces = 0;
    for (; perform_works(&s->w); pieces++)
        assert_false(perform_work(&s->w, &s->se, &r));
    return pieces;
}

static void effect_list__looks_into_large_files_later__and_once(void **state)
{
    (void)state;
    struct scene s;
    struct report r;
    begin_editing(&s);
    make_large(&s, "big", "], \"customer_key\": \"acme\"}}");
    make_large(&s, "bad", "]");
    assert_true(perform_with(&s, EFFECT_CREATE, "small", NULL, &r));
    assert_true(perform_with(&s, EFFECT_CLOSE, NULL, NULL, &r));
    list(&s);
    assert_true(listed(&s, "big")->unread);
    assert_false(listed(&s, "small")->unread);
    assert_in_range(read_all_rows(&s), 2 * 2 * LARGE / (512 << 10), 2 * 3 * LARGE / (512 << 10));
    assert_false(listed(&s, "big")->unread);
    assert_string_equal(listed(&s, "big")->customer_key, "acme");
    assert_true(listed(&s, "big")->records > 100000);
    assert_non_null(strstr(listed(&s, "bad")->broken, "bad.json: line "));
    list(&s);
    assert_string_equal(listed(&s, "big")->customer_key, "acme");
    assert_non_null(listed(&s, "bad")->broken);
    assert_int_equal(read_all_rows(&s), 0);
    end_editing(&s);
}

static void effect_open__comes_first__while_rows_are_read(void **state)
{
    (void)state;
    struct scene s;
    struct report r;
    begin_editing(&s);
    make_large(&s, "big", "]}}");
    list(&s);
    for (int i = 0; i < 5; i++)
        assert_false(perform_work(&s.w, &s.se, &r));
    assert_false(perform_with(&s, EFFECT_OPEN, "big", NULL, &r));
    work_to_the_end(&s, &r);
    assert_int_equal(r.effect, EFFECT_OPEN);
    assert_true(listed(&s, "big")->unread);
    assert_true(perform_with(&s, EFFECT_CLOSE, NULL, NULL, &r));
    assert_true(read_all_rows(&s) > 0);
    assert_false(listed(&s, "big")->unread);
    end_editing(&s);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_scratch, remove_scratch)
    const struct CMUnitTest tests[] = {
        TEST(workspace__decides_the_environment__of_a_token_and_towards_care),
        TEST(workspace__is_not_known__with_the_reason_in_words),
        TEST(send__goes_at_once__while_the_workspace_is_asked_for),
        TEST(cancel__ends_a_request__with_the_next_step),
        TEST(key__makes_the_workspace_unknown__while_another_is_asked_for),
        TEST(undo__takes_back_every_step__in_order),
        TEST(undo__overwrites_nothing__that_took_the_name_meanwhile),
        TEST(undo__forgets_a_new_name__whose_way_back_is_barred),
        TEST(effect_open__reports_later__and_in_many_pieces__what_is_large),
        TEST(effect_open__is_done_at_once__when_it_is_small),
        TEST(effect_open__fails_later__and_what_was_open_stays),
        TEST(what_the_command_line_names__gets_its_ticket__once_it_is_open),
        TEST(what_the_command_line_names__ends_the_program__where_it_cannot_be_opened),
        TEST(effect_list__looks_into_large_files_later__and_once),
        TEST(effect_open__comes_first__while_rows_are_read),
        TEST(effect_cancel__gives_an_opening_up__without_a_trace),
        TEST(effect_reload__stopped_after_any_piece__changes_nothing__else_is_one_step),
        TEST(effect_reload__fails__where_the_file_is_no_configuration),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
