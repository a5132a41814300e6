#include "forms/err.h"

#include <stdarg.h>
#include <stdio.h>

__attribute__((format(printf, 5, 0))) static void fill(struct err *e, enum err_code code, size_t line,
                                                       size_t column, const char *format, va_list args)
{
    e->code = code;
    e->line = line;
    e->column = column;
    vsnprintf(e->text, sizeof e->text, format, args);
}

bool err_set(struct err *e, enum err_code code, const char *format, ...)
{
    if (e) {
        va_list args;
        va_start(args, format);
        fill(e, code, 0, 0, format, args);
        va_end(args);
    }
    return false;
}

bool err_set_at(struct err *e, enum err_code code, size_t line, size_t column, const char *format, ...)
{
    if (e) {
        va_list args;
        va_start(args, format);
        fill(e, code, line, column, format, args);
        va_end(args);
    }
    return false;
}
