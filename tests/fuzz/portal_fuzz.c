/* Any bytes as an answer: a link is taken only when it keeps the rule for links; what a refusal makes the
 * program keep is bounded, and each of its problems stands at a valid path. */
#include "forms/path.h"
#include "tests/fuzz/fuzz.h"
#include "tui/api/portal.h"

#include <string.h>

const struct fuzz_corpus fuzz_corpus = {{"answers"}, ".json"};

static bool read_as_link(const char *body, size_t len, bool sandbox)
{
    struct portal p;
    struct err e = {0};
    const bool ok = portal_read(body, len, sandbox, &p, &e);
    require(ok == (e.code == ERR_NONE));
    require(ok == (p.url != NULL));
    if (ok)
        require(portal_url_valid(p.url, sandbox, NULL) && strlen(p.url) <= 4096);
    portal_finish(&p);
    return ok;
}

static void read_as_refusal(const char *body, size_t len)
{
    struct refusal r;
    struct problems p;
    problems_init(&p);
    refusal_read(body, len, &r, &p);
    require(!r.message || strlen(r.message) <= 500);
    require(p.count <= 200 && p.errors == 0 && p.warnings == 0);
    for (size_t i = 0; i < p.count; i++)
        require(path_valid(p.items[i].pointer) && p.items[i].severity == SEVERITY_SERVER);
    refusal_finish(&r);
    problems_finish(&p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *body = (const char *)data;
    const bool anywhere = read_as_link(body, size, false);
    require(!anywhere || read_as_link(body, size, true)); /* the sandbox takes more, never less */
    read_as_refusal(body, size);
    return 0;
}
