/* TLS for the server that follows a script: authorities and certificates are made in memory by the test that
 * needs them, and are good for that process alone. Two files implement this: tls_openssl.c, and tls_none.c
 * where the headers of OpenSSL are missing, with which every test of TLS is skipped. */
#ifndef TESTS_SERVER_TLS_H
#define TESTS_SERVER_TLS_H

#include <stdbool.h>
#include <stddef.h>

#include <sys/types.h>

/* Who the server says that it is. "Trusted": by the authority that tls_authority() hands out. */
enum certificate {
    CERTIFICATE_GOOD,
    CERTIFICATE_CHAIN, /* good, by an intermediate authority, which comes along */
    CERTIFICATE_NONE,  /* anonymous: only some ciphers go without */
    CERTIFICATE_OTHER_HOST,
    CERTIFICATE_OTHER_ADDRESS,
    CERTIFICATE_NAME_AS_ADDRESS, /* "DNS:127.0.0.1" */
    CERTIFICATE_ANY_NAME,        /* "DNS:*" */
    CERTIFICATE_COMMON_NAME,     /* the old field has the right name, the one that counts another */
    CERTIFICATE_EXPIRED,
    CERTIFICATE_NOT_YET,
    CERTIFICATE_SELF_SIGNED,
    CERTIFICATE_STRANGER,          /* by an authority of the same name with another key */
    CERTIFICATE_FORGED,            /* good, with one bit of its signature changed */
    CERTIFICATE_FOR_CLIENTS,       /* good, but not for servers */
    CERTIFICATE_CHAIN_MISSING,     /* by an intermediate authority, which does not come along */
    CERTIFICATE_CHAIN_EXPIRED,     /* by one that has expired */
    CERTIFICATE_BY_NO_AUTHORITY,   /* by a good certificate that may not sign others */
    CERTIFICATE_CHAIN_WITHOUT_END, /* good, with more certificates behind it than anybody should read */
};

enum tls_version { TLS_ANY, TLS_1_0, TLS_1_1, TLS_1_2, TLS_1_3 };

struct tls_terms {
    enum certificate certificate;
    enum tls_version only;
    const char *ciphers;   /* of TLS 1.2 and before; NULL: the usual */
    bool asks_certificate; /* of the client, who has none */
    bool insists_on_http2;
    size_t tickets; /* of sessions, sent after the handshake; 0: the usual */
};

bool tls_possible(void);
/* The authority to trust, as PEM; good until the process ends. */
const char *tls_authority(size_t *len);

struct tls; /* the server's side of a listening port */
struct tls *tls_new(const struct tls_terms *terms);
void tls_free(struct tls *t);

struct tls_stream; /* one connection */
/* Shakes hands on a connected socket; NULL when that fails. */
struct tls_stream *tls_accept(struct tls *t, int fd);
void tls_stream_free(struct tls_stream *s);
/* As recv and send. */
ssize_t tls_receive(struct tls_stream *s, void *p, size_t size);
ssize_t tls_send(struct tls_stream *s, const void *p, size_t len);
/* Says that nothing more comes, which a connection that was cut does not. */
void tls_end(struct tls_stream *s);

#endif
