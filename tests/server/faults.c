#include "tests/server/faults.h"
#include "tests/server/words.h"

#include <stdio.h>

#define SIXTY_FOUR "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define QUARTER    SIXTY_FOUR SIXTY_FOUR SIXTY_FOUR SIXTY_FOUR
#define KIB        QUARTER QUARTER QUARTER QUARTER

/* Whole answers with the status, a body that Seam could have sent, and what they mean. */
#define STATUS(status_line, code, text, meaning)                                                             \
    {                                                                                                        \
        "status " status_line, ANSWERED, code, meaning, .script = { READ, ANSWER(status_line, text) }        \
    }
#define GATEWAY(status_line, code, meaning)                                                                  \
    {                                                                                                        \
        "gateway " status_line, ANSWERED, code, meaning, .script = { READ, HTML(status_line) }               \
    }
/* Answers with status 200 that must not become a link. */
#define USELESS(what, text)                                                                                  \
    {                                                                                                        \
        what, ANSWERED, 200, OUTCOME_UNKNOWN, .script = { READ, ANSWER("200 OK", text) }                     \
    }
#define HOSTILE(what, url) USELESS("url: " what, CREATED(url))

const struct fault faults[] = {
    /* the connection */
    {"nobody listens", NONE, 0, OUTCOME_NOT_SENT, .refuses = true},
    {"TLS: plain text answers", NONE, 0, OUTCOME_NOT_SENT, .tls = true,
     .script = {SAY("HTTP/1.1 400 Bad\r\n\r\n")}},
    {"TLS: closed at once", NONE, 0, OUTCOME_NOT_SENT, .tls = true,
     .script = {{.kind = STEP_TAKE, .len = 1}}},
    {"TLS: reset", NONE, 0, OUTCOME_NOT_SENT, .tls = true, .script = {{.kind = STEP_TAKE, .len = 1}, RESET}},
    {"TLS: alert", NONE, 0, OUTCOME_NOT_SENT, .tls = true, .script = {SAY("\x15\x03\x03\x00\x02\x02\x28")}},
    {"TLS: silence", NONE, 0, OUTCOME_NOT_SENT, .tls = true, .seconds = 1,
     .script = {{.kind = STEP_TAKE, .len = 1}, WAIT}},
    {"silence after the request", LOST, 0, OUTCOME_UNKNOWN, .seconds = 1, .script = {READ, WAIT}},
    {"silence within the answer", LOST, 200, OUTCOME_UNKNOWN, .seconds = 1,
     .script = {READ, SAY(OK_HEAD "Content-Length: 5000\r\n\r\n{\"cust"), WAIT}},
    {"headers, a byte now and then", LOST, 200, OUTCOME_UNKNOWN, .seconds = 1,
     .script = {READ, SAY(OK_HEAD "X: "), DRIP("x")}},
    {"a body, a byte now and then", LOST, 200, OUTCOME_UNKNOWN, .seconds = 1,
     .script = {READ, SAY(OK_HEAD "Content-Length: 5000\r\n\r\n"), DRIP(" ")}},
    {"reset in the middle of the request", LOST, 0, OUTCOME_UNKNOWN,
     .script = {{.kind = STEP_TAKE, .len = 10}, RESET}},
    {"reset after the request", LOST, 0, OUTCOME_UNKNOWN, .script = {READ, RESET}},
    {"closed after the request", LOST, 0, OUTCOME_UNKNOWN, .script = {READ}},
    {"closed before reading", LOST, 0, OUTCOME_UNKNOWN, .script = {{.kind = STEP_END}}},
    {"closed within the status line", LOST, -1, OUTCOME_UNKNOWN, .script = {READ, SAY("HTTP/1.1 20")}},
    {"closed within the headers", LOST, -1, OUTCOME_UNKNOWN, .script = {READ, SAY(OK_HEAD "Content-Le")}},
    {"closed after an interim answer", LOST, -1, OUTCOME_UNKNOWN,
     .script = {READ, SAY("HTTP/1.1 100 Continue\r\n\r\n")}},
    {"reset within the headers", LOST, -1, OUTCOME_UNKNOWN, .script = {READ, SAY(OK_HEAD), RESET}},

    /* framing */
    {"body cut by a close", LOST, 200, OUTCOME_UNKNOWN,
     .script = {READ, SAY(OK_HEAD "Content-Length: 5000\r\n\r\n" GOOD)}},
    {"body cut by a reset", LOST, 200, OUTCOME_UNKNOWN,
     .script = {READ, SAY(OK_HEAD "Content-Length: 5000\r\n\r\n{\"cust"), RESET}},
    {"length too small", ANSWERED, 200, OUTCOME_UNKNOWN,
     .script = {READ, SAY(OK_HEAD "Content-Length: 10\r\n\r\n" GOOD)}},
    {"length negative", LOST, -1, OUTCOME_UNKNOWN,
     .script = {READ, SAY(OK_HEAD "Content-Length: -1\r\n\r\n" GOOD)}},
    {"length not a number", LOST, -1, OUTCOME_UNKNOWN,
     .script = {READ, SAY(OK_HEAD "Content-Length: ten\r\n\r\n" GOOD)}},
    {"length beyond the cap", LOST, 200, OUTCOME_UNKNOWN,
     .script = {READ, SAY(OK_HEAD "Content-Length: 99999999999\r\n\r\n" GOOD)}},
    {"two lengths", ANSWERED, 200, OUTCOME_UNKNOWN,
     .script = {READ, SAY(OK_HEAD "Content-Length: 300\r\nContent-Length: 10\r\n\r\n" GOOD)}},
    /* such a length counts as none, and the answer ends with the connection */
    {"length of 30 digits", ANSWERED, 200, OUTCOME_CREATED,
     .script = {READ, SAY(OK_HEAD "Content-Length: 999999999999999999999999999999\r\n\r\n" GOOD)}},
    {"no length: ends with the connection", ANSWERED, 200, OUTCOME_CREATED,
     .script = {READ, SAY(OK_HEAD "\r\n" GOOD)}},
    {"no length: cut body looks whole", ANSWERED, 200, OUTCOME_UNKNOWN,
     .script = {READ, SAY(OK_HEAD "\r\n{\"customer_portal\":{\"url\":\"https://port")}},
    {"empty body", ANSWERED, 200, OUTCOME_UNKNOWN, .script = {READ, ANSWER("200 OK", "")}},
    {"chunks", ANSWERED, 200, OUTCOME_UNKNOWN, .script = {READ, SAY(CHUNKED_HEAD "2\r\n{}\r\n0\r\n\r\n")}},
    {"chunks: no last one", LOST, 200, OUTCOME_UNKNOWN, .script = {READ, SAY(CHUNKED_HEAD "2\r\n{}\r\n")}},
    {"chunks: cut within one", LOST, 200, OUTCOME_UNKNOWN, .script = {READ, SAY(CHUNKED_HEAD "ff\r\n{}")}},
    {"chunks: size not hexadecimal", LOST, 200, OUTCOME_UNKNOWN,
     .script = {READ, SAY(CHUNKED_HEAD "zz\r\n{}\r\n0\r\n\r\n")}},
    {"chunks: size of 20 digits", LOST, 200, OUTCOME_UNKNOWN,
     .script = {READ, SAY(CHUNKED_HEAD "fffffffffffffffffff\r\n{}\r\n0\r\n\r\n")}},
    {"chunks: no line end after data", LOST, 200, OUTCOME_UNKNOWN,
     .script = {READ, SAY(CHUNKED_HEAD "2\r\n{}0\r\n\r\n")}},
    {"body without end", LOST, 200, OUTCOME_UNKNOWN,
     .script = {READ, SAY(OK_HEAD "\r\n"), REPEAT("0123456789abcdef0123456789abcdef", 40000)}},
    {"64 MiB", LOST, 200, OUTCOME_UNKNOWN,
     .script = {READ, SAY(OK_HEAD "Content-Length: 67108864\r\n\r\n"), REPEAT(KIB, 65536)}},
    {"half a million values", ANSWERED, 200, OUTCOME_UNKNOWN,
     .script = {READ, SAY(OK_HEAD "\r\n[0"), REPEAT(",0,0,0,0", 125000), SAY("]")}},
    {"chunks without end", LOST, 200, OUTCOME_UNKNOWN,
     .script = {READ, SAY(CHUNKED_HEAD), REPEAT("10\r\n0123456789abcdef\r\n", 80000)}},

    /* headers */
    {"a header of 100 KB", LOST, -1, OUTCOME_UNKNOWN,
     .script = {READ, SAY(OK_HEAD "X: "), REPEAT("0123456789", 10000), SAY("\r\n\r\n" GOOD)}},
    {"headers of 100 KB", LOST, -1, OUTCOME_UNKNOWN,
     .script = {READ, SAY(OK_HEAD), REPEAT("X-Filler: 0123456789012345678901234567890123456789\r\n", 2000),
                SAY("\r\n" GOOD)}},
    {"interim answers without end", LOST, -1, OUTCOME_UNKNOWN,
     .script = {READ, REPEAT("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n", 4000)}},
    {"an interim answer first", ANSWERED, 200, OUTCOME_CREATED,
     .script = {READ, SAY("HTTP/1.1 100 Continue\r\n\r\n"), ANSWER("200 OK", GOOD)}},
    {"hints first", ANSWERED, 200, OUTCOME_CREATED,
     .script = {READ, SAY("HTTP/1.1 103 Early Hints\r\nseam-request-id: early\r\n\r\n"),
                ANSWER("200 OK", GOOD)}},
    {"HTTP/0.9", LOST, -1, OUTCOME_UNKNOWN, .script = {READ, SAY(GOOD)}},
    {"another protocol", LOST, -1, OUTCOME_UNKNOWN, .script = {READ, SAY("SSH-2.0-OpenSSH_9.2\r\n")}},
    {"a status that is no number", LOST, -1, OUTCOME_UNKNOWN,
     .script = {READ, SAY("HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n")}},
    {"a version of the future", LOST, -1, OUTCOME_UNKNOWN,
     .script = {READ, SAY("HTTP/7.3 200 OK\r\nContent-Length: 0\r\n\r\n")}},
    {"HTTP/1.0", ANSWERED, 200, OUTCOME_CREATED, .script = {READ, SAY("HTTP/1.0 200 OK\r\n\r\n" GOOD)}},

    /* encodings that nobody asked for */
    {"gzip", ANSWERED, 200, OUTCOME_UNKNOWN,
     .script = {READ, SAY(OK_HEAD "Content-Encoding: "
                                  "gzip\r\n\r\n\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x03\x00\x00\x00\x00"
                                  "\x00\x00\x00\x00\x00")}},
    {"gzip bomb", ANSWERED, 200, OUTCOME_UNKNOWN,
     .script = {READ,
                SAY(OK_HEAD "Content-Encoding: "
                            "gzip\r\n\r\n\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xec\xc1\x01\x01\x00\x00\x00"
                            "\x80\x90\xfe\xaf\xee\x08\x0a"),
                REPEAT("\0\0\0\0\0\0\0\0", 500)}},
    {"gzip bomb of 165 MB", ANSWERED, 200, OUTCOME_UNKNOWN,
     .script = {READ,
                SAY(OK_HEAD "Content-Encoding: gzip\r\n\r\n"
                            "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x63\x60"),
                REPEAT("\x18\x05\xa3\x60\x14\x8c\x82\x51\x30\x0a\x46\xc1\x28", 80000)}},
    {"gzip bomb as a transfer encoding", LOST, 200, OUTCOME_UNKNOWN,
     .script = {READ,
                SAY(OK_HEAD "Transfer-Encoding: "
                            "gzip\r\n\r\n\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xec\xc1\x01\x01\x00\x00\x00"
                            "\x80\x90\xfe\xaf\xee\x08\x0a"),
                REPEAT("\0\0\0\0\0\0\0\0", 500)}},

    /* every status class */
    STATUS("200 OK", 200, GOOD, OUTCOME_CREATED),
    STATUS("201 Created", 201, GOOD, OUTCOME_CREATED),
    STATUS("202 Accepted", 202, "{\"ok\":true}", OUTCOME_UNKNOWN),
    {"status 204 No Content", ANSWERED, 204, OUTCOME_UNKNOWN,
     .script = {READ, SAY("HTTP/1.1 204 No Content\r\n\r\n")}},
    {"status 304 Not Modified", ANSWERED, 304, OUTCOME_REFUSED,
     .script = {READ, SAY("HTTP/1.1 304 Not Modified\r\n\r\n")}},
    STATUS("300 Multiple Choices", 300, GOOD, OUTCOME_REFUSED),
    STATUS("400 Bad Request", 400, REFUSAL("invalid_input"), OUTCOME_REFUSED),
    STATUS("401 Unauthorized", 401, REFUSAL("unauthorized"), OUTCOME_REFUSED),
    {"status 401 with a challenge", ANSWERED, 401, OUTCOME_REFUSED,
     .script = {READ, ANSWER("401 Unauthorized\r\nWWW-Authenticate: Basic realm=x", "{}")}},
    {"status 407 with a challenge", ANSWERED, 407, OUTCOME_REFUSED,
     .script = {READ, ANSWER("407 Proxy Auth\r\nProxy-Authenticate: Basic realm=x", "{}")}},
    STATUS("403 Forbidden", 403, "", OUTCOME_REFUSED),
    STATUS("404 Not Found", 404, REFUSAL("customer_not_found"), OUTCOME_REFUSED),
    STATUS("405 Method Not Allowed", 405, "", OUTCOME_REFUSED),
    STATUS("408 Request Timeout", 408, "", OUTCOME_REFUSED),
    STATUS("413 Content Too Large", 413, "too large", OUTCOME_REFUSED),
    STATUS("417 Expectation Failed", 417, "", OUTCOME_REFUSED),
    STATUS("422 Unprocessable", 422, REFUSAL("invalid_input"), OUTCOME_REFUSED),
    STATUS("425 Too Early", 425, "", OUTCOME_REFUSED),
    STATUS("429 Too Many Requests\r\nRetry-After: 7", 429, REFUSAL("rate_limit"), OUTCOME_REFUSED),
    STATUS("400 Bad, with a link", 400, GOOD, OUTCOME_REFUSED),
    STATUS("500 Internal Server Error", 500, REFUSAL("internal_server_error"), OUTCOME_REFUSED),
    STATUS("503 Service Unavailable\r\nRetry-After: 7", 503, REFUSAL("unavailable"), OUTCOME_REFUSED),
    STATUS("599 Odd", 599, REFUSAL("odd"), OUTCOME_REFUSED),
    STATUS("500 with a link", 500, GOOD, OUTCOME_UNKNOWN),
    GATEWAY("400 Bad Request", 400, OUTCOME_REFUSED),
    GATEWAY("404 Not Found", 404, OUTCOME_REFUSED),
    GATEWAY("500 Internal Server Error", 500, OUTCOME_UNKNOWN),
    GATEWAY("502 Bad Gateway", 502, OUTCOME_UNKNOWN),
    GATEWAY("503 Service Unavailable", 503, OUTCOME_UNKNOWN),
    GATEWAY("504 Gateway Timeout", 504, OUTCOME_UNKNOWN),
    GATEWAY("200 OK", 200, OUTCOME_UNKNOWN),

    /* redirects: not one is followed (the second connection would be counted) */
    STATUS("301 Moved\r\nLocation: /elsewhere", 301, "", OUTCOME_REFUSED),
    STATUS("302 Found\r\nLocation: http://127.0.0.1:9/", 302, "", OUTCOME_REFUSED),
    STATUS("303 See Other\r\nLocation: /customers/create_portal", 303, "", OUTCOME_REFUSED),
    STATUS("307 Temporary\r\nLocation: /customers/create_portal", 307, "", OUTCOME_REFUSED),
    STATUS("308 Permanent\r\nLocation: //localhost/", 308, GOOD, OUTCOME_REFUSED),
    STATUS("302 Found\r\nLocation: file:///etc/passwd", 302, "", OUTCOME_REFUSED),
    STATUS("200 OK\r\nRefresh: 0;url=http://127.0.0.1:9/\r\nLocation: http://127.0.0.1:9/", 200, GOOD,
           OUTCOME_CREATED),

    /* shapes of success, and JSON that only looks like one */
    {"magic_link alone", ANSWERED, 200, OUTCOME_CREATED,
     .script = {READ, ANSWER("200 OK", "{\"magic_link\":" PORTAL(LINK) ",\"ok\":true}")}},
    {"the flat object", ANSWERED, 200, OUTCOME_CREATED, .script = {READ, ANSWER("200 OK", PORTAL(LINK))}},
    {"a time that is none", ANSWERED, 200, OUTCOME_CREATED,
     .script = {READ, ANSWER("200 OK", "{\"url\":\"" LINK "\",\"expires_at\":\"tomorrow\"}")}},
    {"a time of another type", ANSWERED, 200, OUTCOME_CREATED,
     .script = {READ, ANSWER("200 OK", "{\"url\":\"" LINK "\",\"expires_at\":5}")}},
    USELESS("JSON: an error with 200", REFUSAL("invalid_input")),
    USELESS("JSON: ok false beside a link", "{\"customer_portal\":" PORTAL(LINK) ",\"ok\":false}"),
    USELESS("JSON: empty object", "{}"),
    USELESS("JSON: null", "null"),
    USELESS("JSON: array", "[" PORTAL(LINK) "]"),
    USELESS("JSON: string", "\"" LINK "\""),
    USELESS("JSON: cut", "{\"customer_portal\":{\"url\":\"" LINK),
    USELESS("JSON: twice", GOOD GOOD),
    USELESS("JSON: a name twice", "{\"url\":\"" LINK "\",\"url\":\"https://portal.example.com/p/2\"}"),
    USELESS("JSON: invalid UTF-8", "{\"url\":\"" LINK "\",\"x\":\"\xff\"}"),
    USELESS("JSON: byte order mark", "\xef\xbb\xbf" GOOD),
    USELESS("JSON: url is a number", "{\"url\":5}"),
    USELESS("JSON: url is null", "{\"customer_portal\":{\"url\":null},\"ok\":true}"),
    USELESS("JSON: url is an array", "{\"url\":[\"" LINK "\"]}"),
    USELESS("JSON: portal is a string", "{\"customer_portal\":\"" LINK "\"}"),
    {"JSON: nested 70 deep", ANSWERED, 200, OUTCOME_UNKNOWN,
     .script = {READ, SAY(OK_HEAD "\r\n"), REPEAT("[", 70), REPEAT("]", 70)}},
    {"JSON: nested 900,000 deep", ANSWERED, 200, OUTCOME_UNKNOWN,
     .script = {READ, SAY(OK_HEAD "\r\n"), REPEAT("[[[[[[[[[", 100000)}},
    {"NUL bytes", ANSWERED, 200, OUTCOME_UNKNOWN, .script = {READ, SAY(OK_HEAD "\r\n\0\0\0\0")}},

    /* addresses that nobody should open */
    HOSTILE("javascript", "javascript:alert(1)"),
    HOSTILE("data", "data:text/html,x"),
    HOSTILE("file", "file:///etc/passwd"),
    HOSTILE("plain http", "http://portal.example.com/p/1"),
    HOSTILE("http to this machine", "http://127.0.0.1:9/p/1"),
    HOSTILE("no scheme", "portal.example.com/p/1"),
    HOSTILE("no scheme, two slashes", "//portal.example.com/p/1"),
    HOSTILE("one slash", "https:/portal.example.com/p/1"),
    HOSTILE("no host", "https:///p/1"),
    HOSTILE("user info", "https://seam.co@evil.example.com/"),
    HOSTILE("user and password", "https://a:b@portal.example.com/"),
    HOSTILE("a space", "https://portal.example.com/p 1"),
    HOSTILE("a space before", " https://portal.example.com/p/1"),
    HOSTILE("a line break", "https://portal.example.com/\\r\\nSet-Cookie:x"),
    HOSTILE("an escape sequence", "https://portal.example.com/\\u001b[2J"),
    HOSTILE("a NUL", "https://portal.example.com/\\u0000.evil.example.com"),
    HOSTILE("a right-to-left override", "https://portal.example.com/\\u202e1/p"),
    HOSTILE("a Cyrillic host", "https://p\xd0\xbertal.example.com/"),
    HOSTILE("a backslash", "https:\\\\\\\\portal.example.com"),
    HOSTILE("a quote", "https://portal.example.com/\\\"onclick=x"),
    HOSTILE("a tag", "https://portal.example.com/<script>"),
    HOSTILE("a broken percent", "https://portal.example.com/%zz"),
    HOSTILE("port 0", "https://portal.example.com:0/"),
    HOSTILE("port 65536", "https://portal.example.com:65536/"),
    HOSTILE("two ports", "https://portal.example.com:1:2/"),
    HOSTILE("empty", ""),
    {"url: 5 KiB", ANSWERED, 200, OUTCOME_UNKNOWN,
     .script = {READ, SAY(OK_HEAD "\r\n{\"url\":\"https://portal.example.com/"), REPEAT("0123456789", 512),
                SAY("\"}")}},
};

const size_t fault_count = sizeof faults / sizeof *faults;

struct server *fault_server(const struct fault *f)
{
    if (f->terms)
        return server_start_tls(f->script, f->terms);
    return server_start(f->refuses ? NULL : f->script);
}

void fault_url(const struct fault *f, const struct server *s, char out[64])
{
    snprintf(out, 64, "%s://127.0.0.1:%u", f->tls || f->terms ? "https" : "http", server_port(s));
}
