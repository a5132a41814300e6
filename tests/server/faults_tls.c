#include "tests/server/faults.h"
#include "tests/server/words.h"

#define TERMS(...)                                                                                           \
    .terms = &(const struct tls_terms)                                                                       \
    {                                                                                                        \
        __VA_ARGS__                                                                                          \
    }
/* A server that would answer well, and whom nobody may tell anything. */
#define UNTRUSTED(what, ...)                                                                                 \
    {                                                                                                        \
        "TLS: " what, NONE, 0, OUTCOME_NOT_SENT, TERMS(__VA_ARGS__), .script = {                             \
            READ,                                                                                            \
            ANSWER("200 OK", GOOD)                                                                           \
        }                                                                                                    \
    }
/* A server as it should be: the controls of the others. */
#define TRUSTED(what, ...)                                                                                   \
    {                                                                                                        \
        "TLS: " what, ANSWERED, 200, OUTCOME_CREATED, TERMS(__VA_ARGS__), .script = {                        \
            READ,                                                                                            \
            ANSWER("200 OK", GOOD)                                                                           \
        }                                                                                                    \
    }
#define RAW(text)                                                                                            \
    {                                                                                                        \
        .kind = STEP_RAW, .bytes = text, .len = sizeof(text) - 1                                             \
    }
#define CUT                                                                                                  \
    {                                                                                                        \
        .kind = STEP_CUT                                                                                     \
    }
#define OF_GOOD .certificate = CERTIFICATE_GOOD

const struct fault tls_faults[] = {
    /* who it is */
    TRUSTED("as it should be", OF_GOOD),
    TRUSTED("an intermediate authority", .certificate = CERTIFICATE_CHAIN),
    UNTRUSTED("another host", .certificate = CERTIFICATE_OTHER_HOST),
    UNTRUSTED("another address", .certificate = CERTIFICATE_OTHER_ADDRESS),
    UNTRUSTED("the address as a name", .certificate = CERTIFICATE_NAME_AS_ADDRESS),
    UNTRUSTED("any name", .certificate = CERTIFICATE_ANY_NAME),
    UNTRUSTED("the right name in the wrong field", .certificate = CERTIFICATE_COMMON_NAME),
    UNTRUSTED("expired", .certificate = CERTIFICATE_EXPIRED),
    UNTRUSTED("not yet valid", .certificate = CERTIFICATE_NOT_YET),
    UNTRUSTED("self-signed", .certificate = CERTIFICATE_SELF_SIGNED),
    UNTRUSTED("an authority of the same name", .certificate = CERTIFICATE_STRANGER),
    UNTRUSTED("a forged signature", .certificate = CERTIFICATE_FORGED),
    UNTRUSTED("a certificate for clients", .certificate = CERTIFICATE_FOR_CLIENTS),
    UNTRUSTED("the intermediate authority is missing", .certificate = CERTIFICATE_CHAIN_MISSING),
    UNTRUSTED("the intermediate authority has expired", .certificate = CERTIFICATE_CHAIN_EXPIRED),
    UNTRUSTED("signed by a server", .certificate = CERTIFICATE_BY_NO_AUTHORITY),
    UNTRUSTED("certificates without end", .certificate = CERTIFICATE_CHAIN_WITHOUT_END),
    UNTRUSTED("no certificate at all", .certificate = CERTIFICATE_NONE, .only = TLS_1_2, .ciphers = "aNULL"),

    /* how it speaks */
    TRUSTED("1.2", OF_GOOD, .only = TLS_1_2),
    TRUSTED("1.3", OF_GOOD, .only = TLS_1_3),
    TRUSTED("a hundred session tickets", OF_GOOD, .only = TLS_1_3, .tickets = 100),
    UNTRUSTED("1.0", OF_GOOD, .only = TLS_1_0),
    UNTRUSTED("1.1", OF_GOOD, .only = TLS_1_1),
    UNTRUSTED("no encryption", OF_GOOD, .only = TLS_1_2, .ciphers = "eNULL"),
    UNTRUSTED("HTTP/2, which was not offered", OF_GOOD, .insists_on_http2 = true),
    UNTRUSTED("1.2 asks who we are", OF_GOOD, .only = TLS_1_2, .asks_certificate = true),
    /* there the request is on its way before the server says no */
    {"TLS: 1.3 asks who we are", LOST, -1, OUTCOME_UNKNOWN,
     TERMS(OF_GOOD, .only = TLS_1_3, .asks_certificate = true), .script = {READ, ANSWER("200 OK", GOOD)}},

    /* what happens to the connection then */
    {"TLS: closed after the handshake", LOST, -1, OUTCOME_UNKNOWN, TERMS(OF_GOOD),
     .script = {{.kind = STEP_END}}},
    {"TLS: reset after the handshake", LOST, -1, OUTCOME_UNKNOWN, TERMS(OF_GOOD), .script = {RESET}},
    {"TLS: closed after the request", LOST, 0, OUTCOME_UNKNOWN, TERMS(OF_GOOD), .script = {READ}},
    {"TLS: cut after the request", LOST, 0, OUTCOME_UNKNOWN, TERMS(OF_GOOD), .script = {READ, CUT}},
    {"TLS: reset after the request", LOST, 0, OUTCOME_UNKNOWN, TERMS(OF_GOOD), .script = {READ, RESET}},
    {"TLS: silence after the request", LOST, 0, OUTCOME_UNKNOWN, TERMS(OF_GOOD), .seconds = 1,
     .script = {READ, WAIT}},
    {"TLS: plain text after the request", LOST, 0, OUTCOME_UNKNOWN, TERMS(OF_GOOD),
     .script = {READ, RAW("HTTP/1.1 200 OK\r\n\r\n" GOOD)}},
    {"TLS: an alert of somebody else", LOST, 0, OUTCOME_UNKNOWN, TERMS(OF_GOOD),
     .script = {READ, RAW("\x15\x03\x03\x00\x02\x02\x28")}},
    {"TLS: a record of somebody else", LOST, 200, OUTCOME_UNKNOWN, TERMS(OF_GOOD),
     .script = {READ, SAY(OK_HEAD "Content-Length: 5000\r\n\r\n"),
                RAW("\x17\x03\x03\x00\x20"
                    "0123456789abcdef0123456789abcdef")}},
    {"TLS: no length, ends as agreed", ANSWERED, 200, OUTCOME_CREATED, TERMS(OF_GOOD),
     .script = {READ, SAY(OK_HEAD "\r\n" GOOD)}},
    /* libcurl takes the cut for an end; that the document is whole is what counts then */
    {"TLS: no length, cut in the middle", ANSWERED, 200, OUTCOME_UNKNOWN, TERMS(OF_GOOD),
     .script = {READ, SAY(OK_HEAD "\r\n{\"customer_portal\":{\"url\":\"https://port"), CUT}},
    {"TLS: all of its length, then cut", ANSWERED, 200, OUTCOME_CREATED, TERMS(OF_GOOD),
     .script = {READ, ANSWER("200 OK", GOOD), CUT}},
    {"TLS: body without end", LOST, 200, OUTCOME_UNKNOWN, TERMS(OF_GOOD),
     .script = {READ, SAY(OK_HEAD "\r\n"), REPEAT("0123456789abcdef0123456789abcdef", 40000)}},
    {"TLS: another address", ANSWERED, 307, OUTCOME_REFUSED, TERMS(OF_GOOD),
     .script = {READ, ANSWER("307 Temporary\r\nLocation: http://127.0.0.1:9/", "")}},
};

const size_t tls_fault_count = sizeof tls_faults / sizeof *tls_faults;
