/* A failure of the world: a file that cannot be read, text that cannot be parsed, a host that does not
 * answer. A mistake in the configuration is a struct problem (check.h), never a struct err.
 *
 * What can fail returns false, or NULL where it makes something, and fills its last argument, which may be
 * NULL. On success it leaves that alone. */
#ifndef FORMS_ERR_H
#define FORMS_ERR_H

#include <stdbool.h>
#include <stddef.h>

enum err_code {
    ERR_NONE,
    ERR_SYNTAX,      /* text that does not parse; line and column are set */
    ERR_LIMIT,       /* larger, deeper or longer than this program accepts */
    ERR_TYPE,        /* a value of another kind than the caller needs */
    ERR_NOT_FOUND,   /* no such file, configuration, member, asset */
    ERR_EXISTS,      /* refuses to overwrite */
    ERR_CONFLICT,    /* changed by somebody else meanwhile */
    ERR_IO,          /* the system said no; the text ends in strerror */
    ERR_CREDENTIALS, /* a key is missing, malformed or refused */
    ERR_NETWORK,     /* nothing was sent, or no usable answer came */
    ERR_USAGE,       /* the caller asked for something that does not exist */
    ERR_DAMAGED,     /* a file of the program's own is not what it should be any more */
    ERR_BUSY,        /* in use by somebody else for a moment: the same can be tried again */
};

struct err {
    enum err_code code;
    size_t line, column; /* from 1, columns in code points; 0 where there is no place */
    char text[400];      /* one or two plain sentences for the operator, without a final newline */
};

/* Fills e (which may be NULL) from a printf format and returns false, so that callers can write
 * "return err_set(e, ERR_IO, ...)". Line and column become 0. */
bool err_set(struct err *e, enum err_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same with a place in a text. */
bool err_set_at(struct err *e, enum err_code code, size_t line, size_t column, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

#endif
