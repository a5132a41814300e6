/* A time zone database of the test's own, which any computer has. */
#ifndef TESTS_PTY_ZONES_H
#define TESTS_PTY_ZONES_H

/* Writes it and lets TZDIR name it; this computer's zone, Test/Home, is five hours ahead of UTC, Test/Loft
 * three, Test/Summer one and in summer two, as in Europe. The folder: heap, for scratch_free(). */
char *zones_new(void);

#endif
