/* Certificates by name, made when they are first asked for. Private to the TLS of the tests. */
#ifndef TESTS_SERVER_CERTIFICATES_H
#define TESTS_SERVER_CERTIFICATES_H

#include "tests/server/tls.h"

#include <openssl/ssl.h>

/* The authority that clients trust; the caller must not free it. */
X509 *certificates_authority(void);
/* Gives a server this certificate with its key, and what comes along with it. */
void certificates_use(SSL_CTX *server, enum certificate which);

#endif
