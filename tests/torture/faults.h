/* The system calls that a save makes, taken over at link time (--wrap, SAVE_WRAPS in Makefile.am), so that it
 * is the program's own sequence that is tried: the n-th of them fails, or the process dies before it. */
#ifndef TESTS_TORTURE_FAULTS_H
#define TESTS_TORTURE_FAULTS_H

#include <stdbool.h>

struct faults {
    unsigned at;  /* this call fails, from 1; 0: none does */
    int error;    /* with this errno */
    bool killing; /* instead, the process is killed before it */
    bool part;    /* writes take one half */
    bool plain;   /* neither renameat2 nor files without a name, as on some file systems */
    /* Called before each call with its name, itself without faults; may be NULL. */
    void (*before)(void *context, const char *name);
    void *context;
};

/* From now on calls count. */
void faults_arm(const struct faults *f);
/* Ends that. The name of the call whose turn came, or NULL. */
const char *faults_disarm(void);

#endif
