/* Libraries that most runs never need, loaded when one does. libcurl alone brings thirty others: linked in
 * the usual way they were four fifths of the time from the start to the first frame, and most of its memory.
 */
#ifndef TUI_LATE_H
#define TUI_LATE_H

#include "forms/err.h"

/* Loads the library (its name as the linker records it: LATE_... of config.h) for good and writes the
 * addresses of the named functions into calls, a struct of nothing but function pointers in the same order.
 * ERR_NOT_FOUND, with what to install, when it is missing or lacks one. */
bool late_load(const char *library, const char *const *names, size_t count, void *calls, struct err *e);

#endif
