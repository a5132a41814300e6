#include "forms/pattern.h"

#include "forms/mem.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdlib.h>

/* An expression that needs more than this for one field is hostile or a mistake; about a millisecond. */
#define MATCH_LIMIT  100000
#define DEPTH_LIMIT  1000
#define HEAP_LIMIT   1024 /* KiB */
#define PATTERN_MAX  4096 /* bytes */
#define PARENS_LIMIT 50

struct schema_pattern {
    pcre2_code *code;
    pcre2_match_data *data;
    pcre2_match_context *limits;
};

/* ECMAScript's meaning: \w, \d and \s are ASCII (no UCP), $ is the very end, [] matches nothing and [^]
 * anything, \u0041 is a character, and a group that took no part matches the empty text. */
static const uint32_t options = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_ALLOW_EMPTY_CLASS | PCRE2_ALT_BSUX |
                                PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C;

static pcre2_code *compile(const char *text, size_t len, int *error)
{
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    if (!context)
        mem_exhausted();
    pcre2_set_newline(context, PCRE2_NEWLINE_ANYCRLF);
    pcre2_set_parens_nest_limit(context, PARENS_LIMIT);
    pcre2_set_compile_extra_options(context, PCRE2_EXTRA_ALT_BSUX);
    PCRE2_SIZE offset;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)text, len, options, error, &offset, context);
    pcre2_compile_context_free(context);
    if (!code && *error == PCRE2_ERROR_HEAP_FAILED)
        mem_exhausted();
    return code;
}

struct schema_pattern *pattern_new(const char *text, size_t len, struct err *e)
{
    if (len > PATTERN_MAX) {
        err_set(e, ERR_LIMIT, "The pattern is longer than %d bytes.", PATTERN_MAX);
        return NULL;
    }
    /* PCRE2 takes "(*NAME)" at the start as options, which would change what the rest means. */
    if (len >= 2 && text[0] == '(' && text[1] == '*') {
        err_set(e, ERR_SYNTAX, "The pattern begins with (*, which is no regular expression.");
        return NULL;
    }
    int error;
    pcre2_code *code = compile(text, len, &error);
    if (!code) {
        PCRE2_UCHAR reason[200];
        pcre2_get_error_message(error, reason, sizeof reason);
        err_set(e, ERR_SYNTAX, "The pattern is no regular expression: %s.", (const char *)reason);
        return NULL;
    }
    struct schema_pattern *p = xmalloc(sizeof *p);
    *p = (struct schema_pattern){
        .code = code, .data = pcre2_match_data_create(1, NULL), .limits = pcre2_match_context_create(NULL)};
    if (!p->data || !p->limits)
        mem_exhausted();
    pcre2_set_match_limit(p->limits, MATCH_LIMIT);
    pcre2_set_depth_limit(p->limits, DEPTH_LIMIT);
    pcre2_set_heap_limit(p->limits, HEAP_LIMIT);
    return p;
}

void pattern_free(struct schema_pattern *p)
{
    if (!p)
        return;
    pcre2_match_context_free(p->limits);
    pcre2_match_data_free(p->data);
    pcre2_code_free(p->code);
    free(p);
}

bool schema_pattern_matches(const struct schema_pattern *p, const char *text, size_t len)
{
    const int found = pcre2_match(p->code, (PCRE2_SPTR)text, len, 0, 0, p->data, p->limits);
    return found >= 0 || found == PCRE2_ERROR_MATCHLIMIT || found == PCRE2_ERROR_DEPTHLIMIT ||
           found == PCRE2_ERROR_HEAPLIMIT;
}
