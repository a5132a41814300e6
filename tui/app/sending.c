#include "config.h"

#include "tui/app/sending.h"

#include "forms/mem.h"
#include "tui/actions/clock.h"

#include <stdlib.h>

void sending_count_unchecked(const struct world *w, struct session *se)
{
    struct ledger_open_count count;
    char *customer = se->doc ? submit_customer(se->doc) : NULL;
    ledger_count_open(w->library.ledger, customer, &count, NULL);
    se->unchecked.all = count.all;
    se->unchecked.of_customer = count.of_customer;
    se->unchecked.latest = count.latest;
    free(customer);
}

/* ---- a request */

bool sending_begin(struct world *w, struct session *se, bool despite_errors, struct err *e)
{
    if (w->running)
        return err_set(e, ERR_CONFLICT, "A request is under way; wait for its end or cancel it.");
    if (!se->doc || (checks_errors(se->checks) && !despite_errors))
        return err_set(e, ERR_USAGE, "The configuration has errors; nothing was sent.");
    if (!w->connection.credentials)
        return err_set(e, ERR_CREDENTIALS, "%s",
                       se->target.key_problem ? se->target.key_problem : "No key is set.");
    world_drop_workspace(w, se); /* nobody waits for a name */
    submit_free(w->submit);
    const struct submit_request request = {
        .doc = se->doc,
        .wizard = se->wizard,
        .configuration = se->name,
        .ticket = se->ticket,
        .environment = se->target.environment,
        .stand_in = se->target.stand_in,
        .local = w->connection.local,
        .api = w->connection.api,
        .credentials = w->connection.credentials,
        .ledger = w->library.ledger,
    };
    se->has_result = false;
    w->submit = submit_start(&request, e);
    w->running = w->submit != NULL;
    se->sending = (struct sending){
        .active = w->running,
        .started_ms = clock_elapsed(),
        .total = w->submit ? submit_total(w->submit) : 0,
    };
    return w->running;
}

void sending_cancel(struct world *w, struct session *se)
{
    if (!w->running)
        return;
    se->sending.cancelling = true;
    submit_cancel(w->submit);
}

/* ---- what comes of it */

/* The messages of the server stand beside the checks' own, at their fields. */
static void show_refusal(const struct submit *s, struct session *se)
{
    const struct problems *said = submit_problems(s);
    problems_clear(&se->said);
    for (size_t i = 0; i < said->count; i++)
        problems_copy(&se->said, &said->items[i]);
}

static void show_result(const struct submit *s, struct session *se)
{
    const struct link_row *row = submit_result(s);
    link_row_finish(&se->result);
    link_row_copy(&se->result, row);
    se->has_result = true;
    se->retry_after = submit_retry_after(s);
    xreplace(&se->kept_answer, submit_kept_answer(s));
    xreplace(&se->ticket_reply, NULL);
    if (row->outcome == OUTCOME_CREATED) {
        struct buf reply;
        buf_init(&reply, BUF_TEXT_MAX);
        submit_ticket_reply(row, false, &reply);
        se->ticket_reply = buf_detach(&reply, NULL);
        if (row->workspace_id && !se->target.workspace)
            xreplace(&se->target.workspace, row->workspace_id);
    }
    show_refusal(s, se);
}

enum sending_news sending_step(struct world *w, struct session *se)
{
    if (!w->running)
        return SENDING_NOTHING;
    const bool ended = submit_step(w->submit);
    const size_t sent = submit_sent(w->submit);
    if (!ended) {
        const bool moved = sent != se->sending.sent;
        se->sending.sent = sent;
        return moved ? SENDING_MOVED : SENDING_NOTHING;
    }
    w->running = false;
    se->sending.active = false;
    sending_count_unchecked(w, se);
    show_result(w->submit, se);
    if (se->result.outcome == OUTCOME_CREATED)
        link_row_copy(link_rows_add(&w->made), &se->result);
    const struct err *unrecorded = submit_ledger_err(w->submit);
    se->unrecorded = unrecorded != NULL;
    if (unrecorded)
        session_say_err(se, unrecorded);
    return SENDING_ENDED;
}
