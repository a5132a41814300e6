#include "tests/screens/sample.h"

#include "forms/mem.h"
#include "tests/fake/clock.h"

#include <stdlib.h>
#include <string.h>

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };

#define SAMPLE_URL "https://example.com/portal/1234"

static char *copy(const char *s)
{
    return s ? xstrdup(s) : NULL;
}

static void configuration(struct session *se, const char *name, const char *customer, const char *ticket,
                          size_t records, int64_t age)
{
    struct config_row *r = config_rows_add(&se->configurations);
    r->name = copy(name);
    r->path = xasprintf("/home/sam/configurations/%s.json", name);
    r->customer_key = copy(customer);
    r->ticket = copy(ticket);
    r->records = records;
    r->bytes = 200 + 190 * records;
    r->changed = FAKE_NOW - age;
}

static struct config_row *last(struct session *se)
{
    return &se->configurations.items[se->configurations.count - 1];
}

void sample_configurations(struct session *se)
{
    config_rows_finish(&se->configurations);
    configuration(se, "acme-onboarding", "acme-hotels-eu", "SUP-4821", 10212, 2 * MINUTE);
    last(se)->last_url = copy(SAMPLE_URL);
    last(se)->last_link_expires = FAKE_NOW + 18 * HOUR;
    configuration(se, "bluebay-rentals", "bluebay", "SUP-4790", 318, DAY);
    last(se)->last_url = copy("https://example.com/portal/1100");
    last(se)->last_link_expires = FAKE_NOW - HOUR;
    configuration(se, "casa-verde", NULL, NULL, 12, 17 * DAY);
    configuration(se, "demo-embed", "demo-1", NULL, 25, 19 * DAY);
    configuration(se, "\u6771\u4eac\u30b9\u30c6\u30a4", "tokyo-stay", "SUP-4612", 90, 23 * DAY);
    configuration(se, "old-config", NULL, NULL, 0, 400 * DAY);
    last(se)->broken =
        copy("/home/sam/configurations/old-config.json:7:12: the name \"locale\" is used twice.");
}

static struct link_row *link_row(struct session *se, enum outcome outcome, const char *customer,
                                 const char *ticket, int64_t age)
{
    struct link_row *r = link_rows_add(&se->links);
    r->id = 60 - (int64_t)se->links.count;
    r->outcome = outcome;
    r->started = FAKE_NOW - age;
    r->ended = r->started + 2;
    r->configuration = copy(customer);
    r->customer_key = copy(customer);
    r->ticket = copy(ticket);
    r->endpoint = copy("https://connect.getseam.com");
    r->environment = ENVIRONMENT_PRODUCTION;
    return r;
}

static void created(struct link_row *r, const char *url, int64_t expires_in)
{
    r->status = 200;
    r->url = copy(url);
    r->expires = FAKE_NOW + expires_in;
    r->expires_at = copy("2026-11-21T20:54:17Z");
    r->workspace_id = copy("67c58f1f-0000-4000-8000-000000000001");
    r->request_id = copy("req_0001");
}

void sample_links(struct session *se)
{
    link_rows_finish(&se->links);
    created(link_row(se, OUTCOME_CREATED, "acme-hotels-eu", "SUP-4821", 0), SAMPLE_URL, DAY);
    struct link_row *r = link_row(se, OUTCOME_REFUSED, "acme-hotels-eu", "SUP-4821", 3 * MINUTE);
    r->status = 401;
    r->type = copy("unauthorized");
    r->message = copy("Invalid API key");
    created(link_row(se, OUTCOME_CREATED, "bluebay", "SUP-4790", DAY), "https://example.com/portal/1100",
            -HOUR);
    r = link_row(se, OUTCOME_UNKNOWN, "tokyo-stay", NULL, 2 * DAY);
    r->message = copy("The connection ended before the whole answer was here.");
    r = link_row(se, OUTCOME_NOT_SENT, "demo-1", NULL, 10 * DAY);
    r->message = copy("The name connect.getseam.com could not be resolved.");
    link_row(se, OUTCOME_NONE, "demo-1", NULL, 20 * DAY);
}

void sample_problems(struct session *se)
{
    struct err e = {0};
    if (!doc_unset(se->doc, "/customer_data/rooms/1/name", &e) ||
        !doc_set_text(se->doc, "/customer_data/reservations/0/x_partner", "7", 1, &e) ||
        !doc_set_chars(se->doc, "/locale", "xx", 2, &e))
        fail_msg("%s", e.text);
    doc_mark_saved(se->doc);
    session_changed(se, "");
}

void sample_production(struct session *se)
{
    free(se->target.workspace);
    free(se->target.key);
    se->target.environment = ENVIRONMENT_PRODUCTION;
    se->target.workspace = copy("Acme Live");
    se->target.key = copy("seam_live...77aa");
}

static void refused(struct session *se, struct link_row *r)
{
    r->status = 400;
    r->type = copy("invalid_input");
    r->message = copy("The body does not fit the contract.");
    r->request_id = copy("req_0002");
    problems_add(&se->said, "/customer_data/rooms/1/name", "server", SEVERITY_SERVER,
                 "String must contain at least 1 character(s)");
    problems_add(&se->said, "/locale", "server", SEVERITY_SERVER, "Invalid enum value");
}

void sample_result(struct session *se, enum outcome outcome)
{
    struct link_rows rows = se->links; /* made as a row of a list of its own */
    se->links = (struct link_rows){0};
    struct link_row *r = link_row(se, outcome, "acme-hotels-eu", "SUP-4821", 2);
    r->environment = se->target.environment;
    if (outcome == OUTCOME_CREATED)
        created(r, SAMPLE_URL, DAY);
    else if (outcome == OUTCOME_REFUSED)
        refused(se, r);
    else
        r->message = copy("The server did not answer within 30 s.");
    link_row_finish(&se->result);
    link_row_copy(&se->result, r);
    link_rows_finish(&se->links);
    se->links = rows;
    se->has_result = true;
    se->retry_after = -1;
    free(se->ticket_reply);
    se->ticket_reply = outcome == OUTCOME_CREATED ? copy("Your portal: " SAMPLE_URL) : NULL;
}

void sample_expect(const char *json, void (*scene)(struct golden *g), const char *name)
{
    static const struct {
        int rows, cols;
    } sizes[] = {{24, 80}, {40, 120}, {12, 40}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct golden *g = golden_new(json, sizes[i].rows, sizes[i].cols);
        scene(g);
        golden_expect(g, name);
        golden_free(g);
    }
}
