/* What the tests of the library share. */
#ifndef TESTS_FORMS_SUPPORT_H
#define TESTS_FORMS_SUPPORT_H

#include "forms/schema.h"

#define SUPPORT_OPERATION "/customers/create_portal"

/* A whole file, heap; NULL where there is none. */
char *support_read(const char *path, size_t *len);
/* The program's own schema, read from its asset; fails the test where it cannot be read. */
struct schema *support_schema(void);

#endif
