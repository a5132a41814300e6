/* A profile's key_command: a program that prints the key, such as a password manager. */
#ifndef TUI_JOBS_KEY_COMMAND_H
#define TUI_JOBS_KEY_COMMAND_H

#include "forms/err.h"

#define KEY_COMMAND_MAX ((size_t)4096) /* bytes that it may print */

/* Runs the command and waits for it: words between blanks, '...' and "..." keep blanks together, and no
 * shell looks at them. Its standard input is empty; its errors go where ours go. The first line that it
 * prints is the key: heap, to be wiped with key_forget. NULL with *e, which never holds what it printed. */
char *key_command_run(const char *command, struct err *e);
void key_forget(char *key); /* wipes and frees; NULL is fine */

#endif
