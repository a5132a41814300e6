/* In the program itself, as an operator starts it: memory that runs out where the environment says.
 *
 *     STARVE_AT=NUMBER STARVE_HOW=WAY    as starve()
 *     STARVE_CAME=FILE                   its first byte is 1 once it has
 *     STARVE_LOOK=FILE                   as starve_look(); the file gets the numbers at the end, a line each
 *     STARVE_NAIVE=1                     with nothing that is done at the end */
#include "config.h"

#include "forms/mem.h"
#include "tests/torture/starve.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PLACES_MAX = 1 << 14 };

/* It crashes, or ends the program, wherever it gets none: the program makes sure before that there is some.
 */
static const char *const spared[] = {"libncurses", "libtinfo", NULL};

static unsigned long places[PLACES_MAX];

static void write_places(void)
{
    starve_pause(true);
    FILE *file = fopen(getenv("STARVE_LOOK"), "we");
    for (size_t i = 0; file && i < starve_places(); i++)
        fprintf(file, "%lu\n", places[i]);
    if (file)
        fclose(file);
}

/* The first byte of that file, which is there. */
static bool *share(const char *path)
{
    const int fd = open(path, O_RDWR | O_CLOEXEC);
    void *byte = mmap(NULL, 1, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    return byte == MAP_FAILED ? NULL : byte;
}

__attribute__((constructor)) static void begin(void)
{
    const char *at = getenv("STARVE_AT"), *how = getenv("STARVE_HOW");
    if (getenv("STARVE_LOOK")) {
        atexit(write_places);
        starve_look(places, PLACES_MAX);
        starve_spare(spared);
    } else if (at && how) {
        bool *came = share(getenv("STARVE_CAME"));
        starve((enum starving)strtol(how, NULL, 10), strtoul(at, NULL, 10));
        starve_tell(came);
        starve_spare(spared);
    }
}

void __real_mem_at_end(mem_end *end, void *context);
void __wrap_mem_at_end(mem_end *end, void *context);
void __wrap_mem_at_end(mem_end *end, void *context)
{
    if (!getenv("STARVE_NAIVE"))
        __real_mem_at_end(end, context);
}

bool __real_mem_has(size_t size);
bool __wrap_mem_has(size_t size);
bool __wrap_mem_has(size_t size)
{
    return starve_has(size) && __real_mem_has(size);
}
