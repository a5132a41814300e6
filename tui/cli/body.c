#include "config.h"

#include "tui/cli/body.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "tui/cli/output.h"

#include <stdlib.h>
#include <string.h>

static bool set_one(struct doc *d, const char *assignment, struct err *e)
{
    const char *equals = strchr(assignment, '=');
    if (!equals)
        return err_set(e, ERR_USAGE, "--set takes POINTER=JSON, not \"%s\".", assignment);
    char *pointer = xstrndup(assignment, (size_t)(equals - assignment));
    struct err why = {0};
    bool done = false;
    if (!path_valid(pointer))
        err_set(e, ERR_USAGE, "--set: \"%s\" is not a JSON Pointer such as /customer_data/customer_key.",
                pointer);
    else if (!doc_set_text(d, pointer, equals + 1, strlen(equals + 1), &why))
        err_set(e, ERR_USAGE, "--set %s: %s%s", pointer, why.text,
                why.code == ERR_SYNTAX ? " (in a shell: --set '/locale=\"fr-FR\"')" : "");
    else
        done = true;
    free(pointer);
    return done;
}

int body_open(const struct arguments *a, struct library *l, struct configuration *out)
{
    struct err e = {0};
    if (!configuration_open(l, a->rest.items[0], out, &e))
        return fail(&e);
    for (size_t i = 0; i < a->set.count; i++)
        if (!set_one(out->doc, a->set.items[i], &e)) {
            configuration_finish(out);
            return fail(&e);
        }
    return STATUS_DONE;
}

const char *body_list(const struct wizard *w, const char *name)
{
    struct buf known;
    const size_t len = strlen(name);
    buf_init(&known, BUF_TEXT_MAX);
    for (size_t i = 0; i < wizard_list_count(w); i++) {
        const char *pointer = wizard_list_pointer(w, i), *member = strrchr(pointer, '/') + 1;
        if (strcmp(member, name) == 0 || (len && strcmp(pointer, name) == 0)) {
            buf_finish(&known);
            return pointer;
        }
        buf_printf(&known, "%s%s", i ? ", " : "", member);
    }
    say("There is no list \"%s\"; there are %s.", name, known.data);
    buf_finish(&known);
    return NULL;
}
