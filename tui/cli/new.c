#include "config.h"

#include "tui/cli/command.h"

#include "assets/asset.h"
#include "forms/mem.h"
#include "tui/cli/output.h"
#include "tui/cli/saved.h"
#include "tui/jobs/configurations.h"
#include "tui/jobs/knowledge.h"

#include <stdlib.h>
#include <string.h>

static const struct option options[] = {
    TEXT("template", "T", template, "begin with a template instead of an empty body"),
};

/* The body of a template, or NULL after saying which there are. */
static const struct asset *find_template(const struct wizard *w, const char *id)
{
    for (size_t i = 0; i < wizard_template_count(w); i++) {
        if (strcmp(wizard_template(w, i)->id, id) != 0)
            continue;
        char *file = xasprintf("templates/%s.json", id);
        const struct asset *body = asset_find(file);
        free(file);
        return body;
    }
    struct buf known;
    buf_init(&known, BUF_TEXT_MAX);
    for (size_t i = 0; i < wizard_template_count(w); i++)
        buf_printf(&known, "%s%s", i ? ", " : "", wizard_template(w, i)->id);
    say("There is no template called \"%s\"; there are %s.", id, known.data);
    buf_finish(&known);
    return NULL;
}

static int create(const struct arguments *a, const struct asset *body)
{
    struct library library;
    struct err e = {0};
    if (!library_open(&library, &e))
        return fail(&e);
    const char *name = a->rest.items[0];
    int status = STATUS_DONE;
    if (!configuration_create(&library, name, body ? (const char *)body->data : NULL, body ? body->len : 0,
                              &e)) {
        status = fail(&e);
    } else {
        char *path = configuration_path(&library.paths, name);
        print_bytes(NULL, path, strlen(path));
        putchar('\n');
        free(path);
    }
    close_library(&library);
    return status;
}

static int run(const struct arguments *a)
{
    struct knowledge knowledge;
    struct err e = {0};
    if (!a->template)
        return create(a, NULL);
    if (!knowledge_load(a->openapi, &knowledge, &e))
        return fail(&e);
    const struct asset *body = find_template(knowledge.wizard, a->template);
    const int status = body ? create(a, body) : STATUS_USAGE;
    knowledge_finish(&knowledge);
    return status;
}

static void print_templates(void)
{
    struct knowledge knowledge;
    if (!knowledge_load(NULL, &knowledge, NULL))
        return;
    puts("\nTemplates:");
    for (size_t i = 0; i < wizard_template_count(knowledge.wizard); i++) {
        const struct template_info *t = wizard_template(knowledge.wizard, i);
        char left[80];
        snprintf(left, sizeof left, "  %s", t->id);
        help_entry(left, t->help ? t->help : t->title);
    }
    knowledge_finish(&knowledge);
}

const struct command command_new = {
    .name = "new",
    .arguments = "NAME",
    .summary = "create a saved configuration",
    .about = "Prints the path of the file that was made. A name that is taken is refused.",
    .options = options,
    .option_count = COUNT(options),
    .min = 1,
    .max = 1,
    .run = run,
    .more_help = print_templates,
};
