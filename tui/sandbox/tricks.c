#include "tui/sandbox/tricks.h"

#include <string.h>

#define GATEWAY_PAGE                                                                                         \
    "<html>\n<head><title>502 Bad Gateway</title></head>\n<body>\n<h1>502 Bad "                              \
    "Gateway</h1>\n</body>\n</html>\n"

struct trick {
    struct sandbox_trick shown;
    enum ending ending;
    enum link_shape shape; /* where status is 0: a link is made */
    unsigned status;
    const char *type, *message;      /* a refusal in JSON, or: */
    const char *content_type, *text; /* a body of any kind */
    const char *retry_after, *location;
    const char *pointers[2]; /* fields that the refusal names */
};

static const struct trick tricks[] = {
    {.shown = {"sandbox-400", "refused as invalid, with a message at two fields"},
     .status = 400,
     .type = "invalid_input",
     .message = "Two fields of this request are not accepted.",
     .pointers = {"/customer_data/customer_key", "/locale"}},
    {.shown = {"sandbox-401", "the key is refused"},
     .status = 401,
     .type = "unauthorized",
     .message = "This API key is not known."},
    {.shown = {"sandbox-403", "the key may not do this"},
     .status = 403,
     .type = "forbidden",
     .message = "This API key may not create portals."},
    {.shown = {"sandbox-404", "something that the request names does not exist"},
     .status = 404,
     .type = "customization_profile_not_found",
     .message = "There is no such customization profile."},
    {.shown = {"sandbox-413", "the request is too large, said in plain text"},
     .status = 413,
     .content_type = TEXT_TYPE,
     .text = "Payload Too Large\n"},
    {.shown = {"sandbox-429", "too many requests: come again in 7 seconds"},
     .status = 429,
     .type = "rate_limit_exceeded",
     .message = "Too many requests.",
     .retry_after = "7"},
    {.shown = {"sandbox-302", "a redirect, which must not be followed"},
     .status = 302,
     .content_type = TEXT_TYPE,
     .text = "",
     .location = "https://elsewhere.example.com/"},
    {.shown = {"sandbox-500", "the server failed"},
     .status = 500,
     .type = "internal_server_error",
     .message = "Something went wrong on our side."},
    {.shown = {"sandbox-502", "a gateway's HTML page: nobody knows whether the link was made"},
     .status = 502,
     .content_type = HTML_TYPE,
     .text = GATEWAY_PAGE},
    {.shown = {"sandbox-503", "not available: an empty answer, come again in 30 seconds"},
     .status = 503,
     .content_type = TEXT_TYPE,
     .text = "",
     .retry_after = "30"},
    {.shown = {"sandbox-garbled", "success is said, but the answer holds no usable link"},
     .status = 200,
     .content_type = JSON_TYPE,
     .text = "{\"customer_portal\":{\"url\":\"javascript:void(0)\"},\"ok\":true}"},
    {.shown = {"sandbox-drop", "the connection ends without an answer"}, .ending = ENDING_DROP},
    {.shown = {"sandbox-hang", "no answer comes: the time limit, or Esc, ends it"}, .ending = ENDING_HANG},
    {.shown = {"sandbox-expired", "a link that has expired already"}, .shape = SHAPE_EXPIRED},
    {.shown = {"sandbox-magic-link", "a link in the older form of answer"}, .shape = SHAPE_MAGIC_LINK},
    {.shown = {"sandbox-flat", "a link in the oldest form of answer"}, .shape = SHAPE_FLAT},
};

#define COUNT (sizeof tricks / sizeof *tricks)

const struct sandbox_trick *sandbox_trick(size_t index)
{
    return index < COUNT ? &tricks[index].shown : NULL;
}

static const struct trick *trick_of(const char *customer_key)
{
    for (size_t i = 0; i < COUNT; i++)
        if (strcmp(tricks[i].shown.customer_key, customer_key) == 0)
            return &tricks[i];
    return NULL;
}

static void refuse(const struct trick *t, struct answer *a)
{
    struct problems at_fields;
    problems_init(&at_fields);
    for (size_t i = 0; i < sizeof t->pointers / sizeof *t->pointers && t->pointers[i]; i++)
        problems_add(&at_fields, t->pointers[i], "server", SEVERITY_SERVER,
                     "The sandbox was asked to refuse this field.");
    answer_error(a, t->status, t->type, t->message, at_fields.count ? &at_fields : NULL);
    problems_finish(&at_fields);
}

bool trick_answer(const char *customer_key, struct answer *a, enum link_shape *shape)
{
    const struct trick *t = trick_of(customer_key);
    *shape = t ? t->shape : SHAPE_FULL;
    if (!t || (t->ending == ENDING_ANSWER && t->status == 0))
        return false;
    a->ending = t->ending;
    a->retry_after = t->retry_after;
    a->location = t->location;
    if (t->type)
        refuse(t, a);
    else if (t->text)
        answer_text(a, t->status, t->content_type, t->text);
    return true;
}
