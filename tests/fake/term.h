/* A terminal in memory: a script of what the operator does goes in, pictures come out. */
#ifndef TESTS_FAKE_TERM_H
#define TESTS_FAKE_TERM_H

#include "forms/buf.h"
#include "tui/term/term.h"

#define FAKE_STEPS 64

/* What one term_read gives, in this order. */
struct fake_step {
    int rows, cols;   /* a new size; 0: the same */
    const char *keys; /* names separated by spaces */
    const char *paste;
    bool paste_too_large;
    unsigned news;
};

struct term {
    struct fake_step script[FAKE_STEPS]; /* at its end the terminal hangs up */
    size_t steps, at;
    int rows, cols;
    int ready[2]; /* a pipe that is always readable */
    int signal;
    bool refuses_bytes;
    bool ends; /* term_ending */
    /* what happened */
    char *screen; /* the picture shown last */
    int shown, redraws, suspends;
    struct buf sent, printed;
};

extern int fake_term_rescues; /* calls of term_rescue, which knows no terminal */

struct term *fake_term_new(int rows, int cols);
void fake_term_free(struct term *t);
void fake_term_add(struct term *t, struct fake_step step);

#endif
