#include "config.h"

#include "tui/cli/command.h"

#include "forms/checks.h"
#include "forms/mem.h"
#include "forms/path.h"
#include "forms/times.h"
#include "tui/actions/clock.h"
#include "tui/cli/body.h"
#include "tui/cli/interrupt.h"
#include "tui/cli/output.h"
#include "tui/cli/saved.h"
#include "tui/jobs/connection.h"
#include "tui/jobs/knowledge.h"
#include "tui/jobs/outcome.h"
#include "tui/jobs/submit.h"

#include <stdlib.h>
#include <string.h>

static const struct option options[] = {
    MANY("set", "POINTER=JSON", set, "change a value first; may be given many times"),
    TEXT("ticket", "ID", ticket, "keep this support ticket with the configuration and the link"),
    SWITCH("dry-run", dry_run, "print what would be sent, and send nothing"),
    SWITCH("force", force, "send although the schema finds errors (the API may be newer)"),
    CHOICE("format", "url|json|markdown", format, "the link alone, an object, or a reply for the ticket"),
};

/* What a submission holds while it goes on. */
struct sending {
    const struct arguments *a;
    struct library library;
    struct configuration open;
    struct knowledge knowledge;
    struct connection connection;
    const char *ticket;
};

/* ---- before sending */

static void say_problem(const struct problem *p)
{
    struct buf where;
    buf_init(&where, BUF_TEXT_MAX);
    path_show(p->pointer, &where);
    const char *kind = p->severity == SEVERITY_ERROR     ? "error: "
                       : p->severity == SEVERITY_WARNING ? "warning: "
                                                         : "";
    say("%s%s%s%s", kind, where.data, where.len ? ": " : "", p->text);
    buf_finish(&where);
}

#define PROBLEMS_SAID 50 /* validate names them all */

static void say_problems(const struct problems *p)
{
    for (size_t i = 0; i < p->count; i++)
        say_problem(&p->items[i]);
    if (p->errors + p->warnings > p->count)
        say("... and %zu more; see " PACKAGE_NAME " validate.", p->errors + p->warnings - p->count);
}

static int check(struct sending *s)
{
    struct knowledge *k = &s->knowledge;
    struct err e = {0};
    if (!knowledge_load(s->a->openapi, k, &e))
        return fail(&e);
    struct problems problems;
    problems_init(&problems);
    checks_whole(k->schema, k->wizard, k->zones, doc_root(s->open.doc), PROBLEMS_SAID, &problems);
    say_problems(&problems);
    const bool stop = problems.errors && !s->a->force;
    if (stop)
        say("The configuration has errors; nothing was sent. --force sends it all the same.");
    problems_finish(&problems);
    return stop ? STATUS_INVALID : STATUS_DONE;
}

/* Where it goes and as whom, in the words of the review screen. */
static void say_target(const struct sending *s, const char *verb)
{
    const struct connection *c = &s->connection;
    const enum environment kind = connection_environment(c);
    const char *environment = kind == ENVIRONMENT_SANDBOX ? "SANDBOX"
                              : kind == ENVIRONMENT_NONE  ? "no key"
                              : credentials_is_token(c->credentials)
                                  ? "taken for PRODUCTION: a token does not say"
                                  : "PRODUCTION";
    say("%s %zu bytes to %s" API_CREATE_PORTAL " (%s)%s%s%s%s", verb, doc_size(s->open.doc),
        api_endpoint(c->api), environment, c->credentials ? ", key " : "",
        c->credentials ? credentials_label(c->credentials) : "", c->credentials ? " from " : "",
        c->credentials ? credentials_from(c->credentials) : "");
    if (api_proxy(c->api))
        say("through the proxy %s", api_proxy(c->api));
}

/* It is no reason to stop: a script may know better. */
static void say_unchecked(const struct sending *s)
{
    struct ledger_open_count count;
    char *customer = submit_customer(s->open.doc);
    if (ledger_count_open(s->library.ledger, customer, &count, NULL) && count.of_customer)
        say("An earlier request for this customer may have made a link already: see " PACKAGE_NAME
            " links --to-check --customer %s",
            customer);
    free(customer);
}

/* ---- after sending */

static void print_json(const struct link_row *row)
{
    struct buf line;
    buf_init(&line, BUF_TEXT_MAX);
    json_open(&line);
    json_text(&line, "url", row->url);
    json_text(&line, "expires_at", row->expires_at);
    json_text(&line, "customer_key", row->customer_key);
    json_text(&line, "workspace_id", row->workspace_id);
    json_text(&line, "request_id", row->request_id);
    json_text(&line, "ticket", row->ticket);
    json_close(&line);
    print_line(&line);
    buf_finish(&line);
}

static void print_link(const struct link_row *row, const char *format)
{
    if (strcmp(format, "json") == 0) {
        print_json(row);
    } else if (strcmp(format, "markdown") == 0) {
        struct buf reply;
        buf_init(&reply, BUF_TEXT_MAX);
        submit_ticket_reply(row, true, &reply);
        fwrite(reply.data, 1, reply.len, stdout);
        if (reply.len && reply.data[reply.len - 1] != '\n')
            putchar('\n');
        buf_finish(&reply);
    } else {
        puts(row->url);
    }
}

static void say_created(const struct link_row *row)
{
    struct buf expiry;
    buf_init(&expiry, BUF_TEXT_MAX);
    if (row->expires) {
        buf_puts(&expiry, "it expires ");
        times_countdown(clock_now(), row->expires, &expiry);
        buf_puts(&expiry, ", ");
        clock_local(row->expires, &expiry);
    } else {
        buf_puts(&expiry, "its expiry is not known");
    }
    say("The link was created; %s.", expiry.data);
    buf_finish(&expiry);
}

static void say_failure(const struct submit *s)
{
    const struct link_row *row = submit_result(s);
    static const char *const words[] = {
        [OUTCOME_NONE] = "The outcome is unknown: the link may exist",
        [OUTCOME_NOT_SENT] = "Nothing was sent",
        [OUTCOME_REFUSED] = "The API refused it; no link was created",
        [OUTCOME_UNKNOWN] = "The outcome is unknown: it was sent, and the link may exist",
    };
    say("%s.", words[row->outcome]);
    if (row->status)
        say("HTTP %ld%s%s%s%s", row->status, row->type ? " " : "", row->type ? row->type : "",
            row->message ? ": " : "", row->message ? row->message : "");
    else if (row->message)
        say("%s", row->message);
    say_problems(submit_problems(s));
    if (row->request_id)
        say("request id %s", row->request_id);
    if (submit_retry_after(s) >= 0)
        say("The server asks to wait %ld seconds before the next attempt.", submit_retry_after(s));
    if (submit_kept_answer(s))
        say("The answer was kept in %s.", submit_kept_answer(s));
}

/* The server of --sandbox lives as long as this command. */
static void say_sandbox(const struct sending *s)
{
    if (s->connection.stand_in)
        say("The sandbox ends now, and its links with it; " PACKAGE_NAME " sandbox keeps one running.");
}

/* Standard output may be a full disk, or a reader that has left. To a script that is no failure after which
 * it may try again: the next link would be another one. */
static bool link_arrived(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return true;
    say("The link was created, but it could not be printed. " PACKAGE_NAME " links --secrets shows it.");
    clearerr(stdout); /* all is said */
    return false;
}

static int tell(const struct sending *s, const struct submit *submit)
{
    const struct link_row *row = submit_result(submit);
    int status = outcome_exit_status(row->outcome, row->status);
    if (row->outcome == OUTCOME_CREATED) {
        print_link(row, s->a->format ? s->a->format : "url");
        if (!link_arrived())
            status = STATUS_UNKNOWN;
        say_created(row);
        say_sandbox(s);
    } else {
        say_failure(submit);
    }
    if (submit_ledger_err(submit))
        say("%s", submit_ledger_err(submit)->text);
    return status;
}

/* ---- sending */

/* Memory has run out meanwhile. A script must not take it for "nothing was sent", whatever was. */
static int end_without_memory(void *context)
{
    (void)context;
    mem_say(MEM_WORDS);
    mem_say("The outcome is unknown: the link may exist. Look into the list of links first.");
    return STATUS_UNKNOWN;
}

static int send_body(struct sending *s)
{
    const struct submit_request request = {
        .doc = s->open.doc,
        .wizard = s->knowledge.wizard,
        .configuration = s->open.name,
        .ticket = s->ticket,
        .environment = connection_environment(&s->connection),
        .stand_in = s->connection.stand_in != NULL,
        .local = s->connection.local,
        .api = s->connection.api,
        .credentials = s->connection.credentials,
        .ledger = s->library.ledger,
    };
    struct interrupt interrupt;
    struct err e = {0};
    interrupt_begin(&interrupt);
    mem_at_end(end_without_memory, NULL);
    struct submit *submit = submit_start(&request, &e);
    while (submit && !submit_step(submit)) {
        struct pollfd fd = {.fd = interrupt.fd, .events = POLLIN};
        api_wait(s->connection.api, &fd, 1, submit_wait(submit));
        if (interrupt_taken(&interrupt))
            submit_cancel(submit);
    }
    interrupt_end(&interrupt);
    const int status = submit ? tell(s, submit) : fail(&e);
    mem_at_end(NULL, NULL);
    submit_free(submit);
    return status;
}

static int show_body(const struct sending *s)
{
    doc_write(s->open.doc, print_bytes, NULL);
    return STATUS_DONE;
}

/* The stand-in is not started to be told nothing. */
static int show_for_stand_in(const struct sending *s)
{
    say("This would send %zu bytes to this program's own stand-in server, " API_CREATE_PORTAL " (SANDBOX)",
        doc_size(s->open.doc));
    return show_body(s);
}

static int connect_and_send(struct sending *s)
{
    const struct arguments *a = s->a;
    if (a->dry_run && a->sandbox)
        return show_for_stand_in(s);
    const struct connection_options target = {
        .sandbox = a->sandbox,
        .endpoint = a->endpoint,
        .workspace = a->profile.workspace,
        .key_command = a->profile.key_command,
        .timeout = a->timeout,
        .program = a->program,
    };
    struct err e = {0};
    if (!connection_open(&target, &s->connection, &e))
        return fail(&e);
    if (!a->dry_run && !s->connection.credentials)
        return fail(&s->connection.key_problem);
    say_target(s, a->dry_run ? "This would send" : "Sending");
    if (a->dry_run)
        return show_body(s);
    say_unchecked(s);
    if (a->ticket && s->open.name && !ledger_set_ticket(s->library.ledger, s->open.name, a->ticket, &e))
        return fail(&e);
    return send_body(s);
}

static int run(const struct arguments *a)
{
    struct sending s = {.a = a};
    struct err e = {0};
    if (!(a->dry_run ? library_open_files(&s.library, &e) : library_open(&s.library, &e)))
        return fail(&e);
    int status = body_open(a, &s.library, &s.open);
    if (status == STATUS_DONE) {
        s.ticket = a->ticket ? a->ticket : s.open.ticket;
        status = check(&s);
        if (status == STATUS_DONE)
            status = connect_and_send(&s);
        connection_close(&s.connection);
        knowledge_finish(&s.knowledge);
        configuration_finish(&s.open);
    }
    close_library(&s.library);
    return status;
}

const struct command command_submit = {
    .name = "submit",
    .arguments = "CONFIGURATION",
    .summary = "create a link",
    .about = "The link is printed on standard output and kept in the list of links. Nothing is ever "
             "sent twice by itself: when the outcome is unknown, look in Seam's console first.",
    .options = options,
    .option_count = COUNT(options),
    .min = 1,
    .max = 1,
    .run = run,
};
