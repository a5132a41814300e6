/* A picture of a screen in a file that a person can read, and that the screen of now is compared with. */
#ifndef TESTS_GOLDEN_FILE_H
#define TESTS_GOLDEN_FILE_H

#include <stdbool.h>

/* FOLDER/NAME.COLSxROWS.ENDING; heap. */
char *golden_file_path(const char *folder, const char *name, int cols, int rows, const char *ending);
/* GOLDEN_UPDATE=1 is in the environment: the files are written, not compared. */
bool golden_file_updating(void);
/* NULL: there is no such file. Heap. */
char *golden_file_read(const char *path);
/* Fails, and prints the lines that differ, unless the file is so; when updating it is made so first. */
void golden_file_check(const char *path, const char *picture);

#endif
