#include "config.h"

#include "tui/cli/import_curl.h"

#include "forms/curl_body.h"
#include "forms/mem.h"
#include "tui/cli/output.h"
#include "tui/cli/saved.h"
#include "tui/jobs/configurations.h"

#include <stdlib.h>
#include <string.h>

/* The bytes of the body, heap; NULL with *e. */
static char *read_body(const char *file, size_t *len, struct err *e)
{
    struct curl_body body;
    struct err why = {0};
    size_t command_len;
    char *command = file_read(file, &command_len, e), *text = NULL;
    if (!command)
        return NULL;
    if (!curl_body_find(command, command_len, &body, &why))
        err_set(e, ERR_IO, "%.150s: %.240s", file_shown(file), why.text);
    else if (body.file)
        text = file_read(body.file, len, e);
    else
        text = body.text;
    if (text && !body.file) {
        *len = body.len;
        body.text = NULL;
    }
    curl_body_finish(&body);
    free(command);
    return text;
}

static bool is_body(const char *text, size_t len, struct err *e)
{
    struct err why = {0};
    struct doc *d = doc_new(text, len, &why);
    doc_free(d);
    if (!d && why.line)
        return err_set(e, why.code, "The body, line %zu, column %zu: %s", why.line, why.column, why.text);
    return d || err_set(e, why.code, "The body: %s", why.text);
}

static int create(const char *name, const char *text, size_t len)
{
    struct library library;
    struct err e = {0};
    if (!library_open(&library, &e))
        return fail(&e);
    int status = STATUS_DONE;
    if (configuration_create(&library, name, text, len, &e)) {
        char *path = configuration_path(&library.paths, name);
        print_bytes(NULL, path, strlen(path));
        putchar('\n');
        free(path);
    } else {
        status = fail(&e);
    }
    close_library(&library);
    return status;
}

int import_curl(const struct arguments *a)
{
    struct err e = {0};
    size_t len = 0;
    char *text = read_body(a->rest.items[1], &len, &e);
    if (!text)
        return fail(&e);
    int status = STATUS_DONE;
    if (is_body(text, len, &e)) {
        if (text[len - 1] != '\n')
            text[len++] = '\n'; /* a file of text ends in one; here stood the NUL */
        status = create(a->rest.items[2], text, len);
    } else {
        status = fail(&e);
    }
    free(text);
    return status;
}
