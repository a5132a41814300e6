/* $XDG_CONFIG_HOME/seam-portal-tui/config.ini: [profile NAME] sections, chosen with --profile. */
#ifndef TUI_STORE_PROFILE_H
#define TUI_STORE_PROFILE_H

#include "forms/err.h"
#include "tui/store/paths.h"

/* Heap strings; NULL where the profile does not say. */
struct profile {
    char *endpoint;
    char *workspace;   /* id, for a personal access token */
    char *key_command; /* a program that prints the key */
    char *color;       /* "auto", "always", "never" */
};

/* ERR_USAGE when there is no such profile; ERR_IO, with the line, for what a profile cannot hold. */
bool profile_read(const struct paths *p, const char *name, struct profile *out, struct err *e);
void profile_finish(struct profile *p);

#endif
