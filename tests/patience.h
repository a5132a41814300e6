/* How long a test waits for what must come. Its limits bound a failure and no more, so that whatever makes
 * everything slower (tests/valgrind.sh) may ask for longer ones. */
#ifndef TESTS_PATIENCE_H
#define TESTS_PATIENCE_H

/* So many seconds (or milliseconds), times TEST_PATIENCE of the environment where that is a whole number
 * above 1. */
int patience(int limit);
/* So many rounds of what is tried at random, fewer by the same factor; one at least. */
int patience_rounds(int rounds);

#endif
