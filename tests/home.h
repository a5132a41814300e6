/* A home of a test's own, as the tests of commands need it: an empty folder, which is the current one, where
 * the program that is run keeps all its files; and an environment without credentials. */
#ifndef TESTS_HOME_H
#define TESTS_HOME_H

/* Setup and teardown for cmocka; *state is its path meanwhile. */
int home_begin(void **state);
int home_end(void **state);
/* Files in it: they fail the test where they cannot do what they say. */
void home_write(const char *name, const char *text);
void home_expect(const char *name, const char *content);

void assert_says(const char *text, const char *words);

#endif
