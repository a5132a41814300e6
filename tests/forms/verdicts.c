/* verdicts COUNT: writes a line {"valid": bool, "body": "..."} for each of COUNT generated bodies, half of
 * them mutated, with the verdict of check. For validator.sh, which compares it with a standard validator's.
 */
#include "tests/test.h"

#include "tests/forms/generate.h"
#include "tests/forms/support.h"

#include "forms/check.h"

#include <stdio.h>
#include <stdlib.h>

static void put_verdict(const struct schema *s, const struct buf *body)
{
    struct arena arena;
    struct json_tree tree;
    struct problems p;
    struct buf quoted;
    arena_init(&arena);
    problems_init(&p);
    buf_init(&quoted, BUF_BODY_MAX);
    if (!json_parse(&arena, body->data, body->len, &tree, NULL))
        abort();
    check_document(s, &tree.root, 0, &p);
    json_quote(&quoted, body->data, body->len);
    printf("{\"valid\":%s,\"body\":%s}\n", p.errors == 0 ? "true" : "false", quoted.data);
    buf_finish(&quoted);
    problems_finish(&p);
    arena_finish(&arena);
}

int main(int argc, char **argv)
{
    const unsigned long count = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
    struct schema *s = support_schema();
    struct buf body;
    buf_init(&body, BUF_BODY_MAX);
    for (unsigned long seed = 0; seed < count; seed++) {
        struct mutation m;
        buf_clear(&body);
        if (seed % 2)
            generate_mutated(seed, s, seed % 4 == 1, &body, &m);
        else
            generate_valid(seed, s, seed % 4 == 0, &body);
        put_verdict(s, &body);
    }
    buf_finish(&body);
    schema_free(s);
    return 0;
}
