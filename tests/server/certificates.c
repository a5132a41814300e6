#include "tests/server/certificates.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>

#define DAY         (24 * 3600L)
#define CHAIN_LONG  400 /* certificates; OpenSSL reads 100 KiB of them */
#define RIGHT_NAMES "IP:127.0.0.1,DNS:localhost"

static void must(bool fine, const char *what)
{
    if (fine)
        return;
    fprintf(stderr, "%s:\n", what);
    ERR_print_errors_fp(stderr);
    abort();
}

/* Somebody who can sign. */
struct identity {
    EVP_PKEY *key;
    X509 *certificate;
};

/* What a certificate says. */
struct words {
    const char *name;    /* the common name */
    const char *names;   /* the alternative names, NULL: none */
    long from, to;       /* seconds from now */
    bool authority;      /* may sign others */
    const char *purpose; /* NULL: any */
};

static EVP_PKEY *new_key(void)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    must(key != NULL, "a key");
    return key;
}

static void extend(X509 *certificate, X509 *issuer, int kind, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, kind, value);
    must(extension && X509_add_ext(certificate, extension, -1), value);
    X509_EXTENSION_free(extension);
}

static void name(X509_NAME *to, const char *common_name)
{
    must(X509_NAME_add_entry_by_txt(to, "CN", MBSTRING_UTF8, (const unsigned char *)common_name, -1, -1, 0),
         "a name");
}

/* issuer NULL: signed by itself. */
static X509 *certify(const struct words *w, EVP_PKEY *key, const struct identity *issuer)
{
    static long serial;
    X509 *c = X509_new();
    must(c && X509_set_version(c, X509_VERSION_3), "a certificate");
    ASN1_INTEGER_set(X509_get_serialNumber(c), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(c), w->from);
    X509_gmtime_adj(X509_getm_notAfter(c), w->to);
    name(X509_get_subject_name(c), w->name);
    X509_set_issuer_name(c, X509_get_subject_name(issuer ? issuer->certificate : c));
    X509_set_pubkey(c, key);
    X509 *by = issuer ? issuer->certificate : c;
    extend(c, by, NID_basic_constraints, w->authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    extend(c, by, NID_subject_key_identifier, "hash");
    if (w->names)
        extend(c, by, NID_subject_alt_name, w->names);
    if (w->purpose)
        extend(c, by, NID_ext_key_usage, w->purpose);
    must(X509_sign(c, issuer ? issuer->key : key, EVP_sha256()) > 0, "a signature");
    return c;
}

static struct identity identify(const struct words *w, const struct identity *issuer)
{
    struct identity i = {.key = new_key()};
    i.certificate = certify(w, i.key, issuer);
    return i;
}

/* ---- those who sign */

enum signer {
    SIGNER_AUTHORITY,
    SIGNER_STRANGER,
    SIGNER_MIDDLE,
    SIGNER_LATE_MIDDLE,
    SIGNER_LEAF,
    SIGNER_SELF
};

#define AUTHORITY_NAME "Test authority of seam-portal-tui, for no other use"

static const struct identity *signer(enum signer which)
{
    static const struct words says[] = {
        [SIGNER_AUTHORITY] = {AUTHORITY_NAME, NULL, -DAY, DAY, true, NULL},
        [SIGNER_STRANGER] = {AUTHORITY_NAME, NULL, -DAY, DAY, true, NULL},
        [SIGNER_MIDDLE] = {"Test intermediate", NULL, -DAY, DAY, true, NULL},
        [SIGNER_LATE_MIDDLE] = {"Test intermediate of old", NULL, -3 * DAY, -DAY, true, NULL},
        [SIGNER_LEAF] = {"localhost", RIGHT_NAMES, -DAY, DAY, false, NULL},
    };
    static struct identity made[SIGNER_SELF];
    if (which == SIGNER_SELF)
        return NULL;
    if (!made[which].key)
        made[which] = identify(&says[which], which <= SIGNER_STRANGER ? NULL : signer(SIGNER_AUTHORITY));
    return &made[which];
}

X509 *certificates_authority(void)
{
    return signer(SIGNER_AUTHORITY)->certificate;
}

/* ---- those who serve */

static const struct {
    struct words says;
    enum signer by;
    bool brings; /* its signer's certificate */
} servers[] = {
    [CERTIFICATE_GOOD] = {{"localhost", RIGHT_NAMES, -DAY, DAY, false, NULL}, SIGNER_AUTHORITY, false},
    [CERTIFICATE_CHAIN] = {{"localhost", RIGHT_NAMES, -DAY, DAY, false, NULL}, SIGNER_MIDDLE, true},
    [CERTIFICATE_OTHER_HOST] = {{"other.example.com", "DNS:other.example.com", -DAY, DAY, false, NULL},
                                SIGNER_AUTHORITY,
                                false},
    [CERTIFICATE_OTHER_ADDRESS] = {{"localhost", "IP:127.0.0.2", -DAY, DAY, false, NULL},
                                   SIGNER_AUTHORITY,
                                   false},
    [CERTIFICATE_NAME_AS_ADDRESS] = {{"localhost", "DNS:127.0.0.1", -DAY, DAY, false, NULL},
                                     SIGNER_AUTHORITY,
                                     false},
    [CERTIFICATE_ANY_NAME] = {{"*", "DNS:*", -DAY, DAY, false, NULL}, SIGNER_AUTHORITY, false},
    [CERTIFICATE_COMMON_NAME] = {{"127.0.0.1", "DNS:other.example.com", -DAY, DAY, false, NULL},
                                 SIGNER_AUTHORITY,
                                 false},
    [CERTIFICATE_EXPIRED] = {{"localhost", RIGHT_NAMES, -3 * DAY, -DAY, false, NULL},
                             SIGNER_AUTHORITY,
                             false},
    [CERTIFICATE_NOT_YET] = {{"localhost", RIGHT_NAMES, DAY, 3 * DAY, false, NULL}, SIGNER_AUTHORITY, false},
    [CERTIFICATE_SELF_SIGNED] = {{"localhost", RIGHT_NAMES, -DAY, DAY, false, NULL}, SIGNER_SELF, false},
    [CERTIFICATE_STRANGER] = {{"localhost", RIGHT_NAMES, -DAY, DAY, false, NULL}, SIGNER_STRANGER, true},
    [CERTIFICATE_FORGED] = {{"localhost", RIGHT_NAMES, -DAY, DAY, false, NULL}, SIGNER_AUTHORITY, false},
    [CERTIFICATE_FOR_CLIENTS] = {{"localhost", RIGHT_NAMES, -DAY, DAY, false, "clientAuth"},
                                 SIGNER_AUTHORITY,
                                 false},
    [CERTIFICATE_CHAIN_MISSING] = {{"localhost", RIGHT_NAMES, -DAY, DAY, false, NULL}, SIGNER_MIDDLE, false},
    [CERTIFICATE_CHAIN_EXPIRED] = {{"localhost", RIGHT_NAMES, -DAY, DAY, false, NULL},
                                   SIGNER_LATE_MIDDLE,
                                   true},
    [CERTIFICATE_BY_NO_AUTHORITY] = {{"localhost", RIGHT_NAMES, -DAY, DAY, false, NULL}, SIGNER_LEAF, true},
    [CERTIFICATE_CHAIN_WITHOUT_END] = {{"localhost", RIGHT_NAMES, -DAY, DAY, false, NULL},
                                       SIGNER_AUTHORITY,
                                       false},
};

static void bring(SSL_CTX *server, X509 *certificate)
{
    X509_up_ref(certificate);
    must(SSL_CTX_add_extra_chain_cert(server, certificate) == 1, "a chain");
}

/* The signature is the last thing in a certificate, so that its last byte can be changed there. */
static X509 *forge(X509 *take)
{
    unsigned char *der = NULL;
    const int len = i2d_X509(take, &der);
    must(len > 0, "its bytes");
    der[len - 1] ^= 1;
    const unsigned char *at = der;
    X509 *forged = d2i_X509(NULL, &at, len);
    must(forged != NULL, "a forged certificate");
    OPENSSL_free(der);
    X509_free(take);
    return forged;
}

void certificates_use(SSL_CTX *server, enum certificate which)
{
    if (which == CERTIFICATE_NONE)
        return;
    const struct identity *by = signer(servers[which].by);
    EVP_PKEY *key = new_key();
    X509 *certificate = certify(&servers[which].says, key, by);
    if (which == CERTIFICATE_FORGED)
        certificate = forge(certificate);
    must(SSL_CTX_use_certificate(server, certificate) == 1 && SSL_CTX_use_PrivateKey(server, key) == 1,
         "a server's certificate");
    if (servers[which].brings)
        bring(server, by->certificate);
    for (int i = 0; which == CERTIFICATE_CHAIN_WITHOUT_END && i < CHAIN_LONG; i++)
        bring(server, signer(SIGNER_MIDDLE)->certificate);
    X509_free(certificate);
    EVP_PKEY_free(key);
}
