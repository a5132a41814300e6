#include "tui/jobs/outcome.h"

#include "forms/times.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A whole answer, by status. Each attempt makes another link, so "refused" is said only where the API
 * itself cannot have made one.
 *
 *   2xx  with a link: created. Without: unknown, for the API says that it did its work.
 *   3xx  refused: not followed, so that nothing reached the place that would have done it.
 *   4xx  refused, in whatever shape: the server, or what stands before it, did not take the request.
 *   5xx  in the API's own words: refused, for it knows that it failed. Any other body comes from a gateway
 *        that gave up waiting (502, 503, 504) or from a crash after the work: unknown.
 *   other  unknown: no proper final answer. */
static enum outcome outcome_of_answer(long status, enum shape shape)
{
    switch (status / 100) {
    case 2:
        return shape == SHAPE_LINK ? OUTCOME_CREATED : OUTCOME_UNKNOWN;
    case 3:
    case 4:
        return OUTCOME_REFUSED;
    case 5:
        return shape == SHAPE_ERROR ? OUTCOME_REFUSED : OUTCOME_UNKNOWN;
    default:
        return OUTCOME_UNKNOWN;
    }
}

enum outcome outcome_of(enum delivery delivery, long status, enum shape shape)
{
    switch (delivery) {
    case DELIVERY_NONE:
        return OUTCOME_NOT_SENT;
    case DELIVERY_ANSWERED:
        return outcome_of_answer(status, shape);
    case DELIVERY_UNKNOWN:
        break;
    }
    return OUTCOME_UNKNOWN;
}

enum {
    EXIT_DONE = 0,
    EXIT_CREDENTIALS = 3, /* 401, 403 */
    EXIT_REFUSED = 4,     /* other 4xx, 3xx */
    EXIT_NOT_SENT = 5,    /* or the server failed: any 5xx, also where the ledger says "unknown" */
    EXIT_UNKNOWN = 6,
};

int outcome_exit_status(enum outcome outcome, long status)
{
    if (outcome == OUTCOME_CREATED)
        return EXIT_DONE;
    if (outcome == OUTCOME_NOT_SENT || status >= 500)
        return EXIT_NOT_SENT;
    if (outcome == OUTCOME_REFUSED)
        return status == 401 || status == 403 ? EXIT_CREDENTIALS : EXIT_REFUSED;
    return EXIT_UNKNOWN;
}

/* ---- Retry-After */

#define DIGITS      "0123456789"
#define SECONDS_MAX 9 /* digits: thirty years and more */

/* The form of date that a server must write: "Sun, 06 Nov 1994 08:49:37 GMT". */
static bool http_date(const char *value, int64_t *out)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    char name[4];
    int day, year, hour, minute, second, end = 0;
    if (sscanf(value, "%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d GMT%n", &day, name, &year, &hour, &minute,
               &second, &end) != 6 ||
        end == 0 || value[end] != '\0')
        return false;
    const char *month = strstr(months, name);
    if (!month || strlen(name) != 3 || (month - months) % 3)
        return false;
    *out = (times_days(year, (int)(month - months) / 3 + 1, day) * 24 + hour) * 3600 + minute * 60 + second;
    return true;
}

long outcome_retry_after(const char *value, int64_t now)
{
    if (!value || !*value)
        return -1;
    const size_t digits = strspn(value, DIGITS);
    if (value[digits] == '\0')
        return digits <= SECONDS_MAX ? strtol(value, NULL, 10) : -1;
    int64_t then;
    if (!http_date(value, &then))
        return -1;
    return then > now ? (long)(then - now) : 0;
}

const char *outcome_last_words(enum outcome outcome, bool recorded)
{
    static const char unknown[] =
        "What became of the request is not known: the link may exist. The attempt is "
        "in the list of links.";
    static const char *const words[][2] = {
        [OUTCOME_NONE] = {unknown, unknown},
        [OUTCOME_NOT_SENT] = {"The request could not be recorded to its end, but nothing of it was sent.",
                              "The request was cancelled before anything of it was sent."},
        [OUTCOME_CREATED] =
            {"The link was created, but could not be recorded: keep what is printed here, for "
             "the list of links has the attempt alone.",
             "The link was created, and is in the list of links."},
        [OUTCOME_REFUSED] =
            {"The server refused the request, and no link was made; that could not be recorded.",
             "The server refused the request, and no link was made."},
        [OUTCOME_UNKNOWN] = {unknown, unknown},
    };
    return words[outcome][recorded];
}
