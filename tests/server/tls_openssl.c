#include "tests/server/tls.h"

#include "forms/mem.h"
#include "tests/server/certificates.h"

#include <limits.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <stdlib.h>
#include <string.h>

struct tls {
    SSL_CTX *context;
};

struct tls_stream {
    SSL *ssl;
};

bool tls_possible(void)
{
    return true;
}

const char *tls_authority(size_t *len)
{
    static BIO *pem;
    if (!pem) {
        pem = BIO_new(BIO_s_mem());
        PEM_write_bio_X509(pem, certificates_authority());
    }
    char *text;
    *len = (size_t)BIO_get_mem_data(pem, &text);
    return text;
}

/* HTTP/2, whether it was offered or not. */
static int choose_http2(SSL *ssl, const unsigned char **out, unsigned char *out_len,
                        const unsigned char *offered, unsigned offered_len, void *context)
{
    (void)ssl, (void)offered, (void)offered_len, (void)context;
    *out = (const unsigned char *)"h2";
    *out_len = 2;
    return SSL_TLSEXT_ERR_OK;
}

static void set_versions(SSL_CTX *context, enum tls_version only)
{
    static const int versions[] = {
        [TLS_ANY] = 0,
        [TLS_1_0] = TLS1_VERSION,
        [TLS_1_1] = TLS1_1_VERSION,
        [TLS_1_2] = TLS1_2_VERSION,
        [TLS_1_3] = TLS1_3_VERSION,
    };
    SSL_CTX_set_security_level(context, 0); /* a server that takes what nobody should offer */
    SSL_CTX_set_min_proto_version(context, only == TLS_ANY ? TLS1_VERSION : versions[only]);
    SSL_CTX_set_max_proto_version(context, versions[only]);
}

struct tls *tls_new(const struct tls_terms *terms)
{
    struct tls *t = xcalloc(1, sizeof *t);
    t->context = SSL_CTX_new(TLS_server_method());
    set_versions(t->context, terms->only);
    certificates_use(t->context, terms->certificate);
    if (terms->ciphers && !SSL_CTX_set_cipher_list(t->context, terms->ciphers))
        abort();
    if (terms->asks_certificate)
        SSL_CTX_set_verify(t->context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
    if (terms->insists_on_http2)
        SSL_CTX_set_alpn_select_cb(t->context, choose_http2, NULL);
    if (terms->tickets)
        SSL_CTX_set_num_tickets(t->context, terms->tickets);
    return t;
}

void tls_free(struct tls *t)
{
    if (!t)
        return;
    SSL_CTX_free(t->context);
    free(t);
}

struct tls_stream *tls_accept(struct tls *t, int fd)
{
    struct tls_stream *s = xcalloc(1, sizeof *s);
    s->ssl = SSL_new(t->context);
    SSL_set_fd(s->ssl, fd);
    if (SSL_accept(s->ssl) == 1)
        return s;
    tls_stream_free(s);
    return NULL;
}

void tls_stream_free(struct tls_stream *s)
{
    if (!s)
        return;
    SSL_free(s->ssl);
    free(s);
    ERR_clear_error();
}

static int piece(size_t len)
{
    return len < INT_MAX ? (int)len : INT_MAX;
}

ssize_t tls_receive(struct tls_stream *s, void *p, size_t size)
{
    return SSL_read(s->ssl, p, piece(size));
}

ssize_t tls_send(struct tls_stream *s, const void *p, size_t len)
{
    return SSL_write(s->ssl, p, piece(len));
}

void tls_end(struct tls_stream *s)
{
    SSL_shutdown(s->ssl);
}
