#include "config.h"

#include "tui/cli/command.h"

#include "tui/cli/body.h"
#include "tui/cli/curl.h"
#include "tui/cli/output.h"
#include "tui/cli/redact.h"
#include "tui/jobs/connection.h"
#include "tui/jobs/knowledge.h"

#include <stdlib.h>
#include <string.h>

static const struct option options[] = {
    MANY("set", "POINTER=JSON", set, "change a value first; may be given many times"),
    SWITCH("redact", redact, "hide door codes and other secrets"),
    CHOICE("format", "json|curl", format, "the body, or a curl command that sends it"),
};

static int redact(const struct arguments *a, struct doc *d)
{
    struct knowledge knowledge;
    struct err e = {0};
    if (!knowledge_load(a->openapi, &knowledge, &e))
        return fail(&e);
    const bool hidden = redact_document(d, knowledge.wizard, &e);
    knowledge_finish(&knowledge);
    return hidden ? STATUS_DONE : fail(&e);
}

static int print_curl(const struct arguments *a, const struct configuration *c)
{
    const struct connection_options connection = {.endpoint = a->endpoint};
    const struct curl_command command = {
        .endpoint = connection_endpoint(&connection),
        .workspace = a->profile.workspace,
        .token = !getenv("SEAM_API_KEY") && getenv("SEAM_PERSONAL_ACCESS_TOKEN"),
        .file = a->set.count || a->redact ? NULL : c->path,
        .doc = c->doc,
    };
    struct err e = {0};
    if (!api_endpoint_valid(command.endpoint, &e))
        return fail(&e);
    curl_print(&command);
    return STATUS_DONE;
}

static int print(const struct arguments *a, const struct configuration *c)
{
    const int status = a->redact ? redact(a, c->doc) : STATUS_DONE;
    if (status != STATUS_DONE)
        return status;
    if (a->format && strcmp(a->format, "curl") == 0)
        return print_curl(a, c);
    doc_write(c->doc, print_bytes, NULL);
    return STATUS_DONE;
}

static int run(const struct arguments *a)
{
    struct library library;
    struct configuration c;
    struct err e = {0};
    if (!library_open_files(&library, &e))
        return fail(&e);
    int status = body_open(a, &library, &c);
    if (status == STATUS_DONE) {
        status = print(a, &c);
        configuration_finish(&c);
    }
    library_close(&library);
    return status;
}

const struct command command_show = {
    .name = "show",
    .arguments = "CONFIGURATION",
    .summary = "print exactly the body that would be sent",
    .about = "Without --set and --redact, that is the file, byte for byte. On a terminal, characters "
             "that could change what it does are shown as marks.",
    .options = options,
    .option_count = COUNT(options),
    .min = 1,
    .max = 1,
    .run = run,
};
