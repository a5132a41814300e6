/* How scripts and answers are written in the tables of faults. Only for them. */
#ifndef TESTS_SERVER_WORDS_H
#define TESTS_SERVER_WORDS_H

#define NONE     DELIVERY_NONE
#define LOST     DELIVERY_UNKNOWN
#define ANSWERED DELIVERY_ANSWERED
#define READ                                                                                                 \
    {                                                                                                        \
        .kind = STEP_READ                                                                                    \
    }
#define RESET                                                                                                \
    {                                                                                                        \
        .kind = STEP_RESET                                                                                   \
    }
#define WAIT                                                                                                 \
    {                                                                                                        \
        .kind = STEP_WAIT                                                                                    \
    }
#define DRIP(text)                                                                                           \
    {                                                                                                        \
        .kind = STEP_DRIP, .bytes = text, .len = sizeof(text) - 1                                            \
    }
#define SAY(text)                                                                                            \
    {                                                                                                        \
        .kind = STEP_SEND, .bytes = text, .len = sizeof(text) - 1                                            \
    }
#define REPEAT(text, n)                                                                                      \
    {                                                                                                        \
        .kind = STEP_REPEAT, .bytes = text, .len = sizeof(text) - 1, .count = n                              \
    }
#define ANSWER(status_line, text)                                                                            \
    {                                                                                                        \
        .kind = STEP_ANSWER, .bytes = "HTTP/1.1 " status_line "\r\nContent-Type: application/json\r\n",      \
        .body = text                                                                                         \
    }
#define HTML(status_line)                                                                                    \
    {                                                                                                        \
        .kind = STEP_ANSWER, .bytes = "HTTP/1.1 " status_line "\r\nContent-Type: text/html\r\n",             \
        .body = "<html><body><h1>" status_line "</h1></body></html>"                                         \
    }

#define PORTAL(url)  "{\"url\":\"" url "\",\"customer_key\":\"c-1\",\"expires_at\":\"2026-11-21T20:54:17Z\"}"
#define CREATED(url) "{\"customer_portal\":" PORTAL(url) ",\"magic_link\":" PORTAL(url) ",\"ok\":true}"
#define LINK         "https://portal.example.com/p/1?token=x"
#define GOOD         CREATED(LINK)
#define REFUSAL(type)                                                                                        \
    "{\"error\":{\"type\":\"" type "\",\"message\":\"No.\",\"request_id\":\"req-1\"},\"ok\":false}"
#define OK_HEAD      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
#define CHUNKED_HEAD OK_HEAD "Transfer-Encoding: chunked\r\n\r\n"

#endif
