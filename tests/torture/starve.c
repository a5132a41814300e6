#include "config.h"

#include "tests/torture/starve.h"

#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Two stacks are the same place when their nearest so many callers are. */
enum { CALLERS = 6, SKIPPED = 3 /* those of this file */, TABLE = 1 << 17 };
/* A piece that is so large was there when memory ran out, if it was given back before: the reserve. */
enum { LARGE = 1 << 20 };

static struct {
    bool armed, paused, came;
    bool *told;
    enum starving how;
    unsigned long at, requests;
    size_t room; /* that was given back since */
    unsigned long *places;
    size_t most, found;
    const char *const *spared; /* libraries, or NULL */
    uint64_t seen[TABLE];      /* a hash table of stacks; 0: free */
} state;

#ifdef STARVE_WRAPPED
#define OURS(name)   __wrap_##name
#define THEIRS(name) __real_##name
#else
#define OURS(name)   name
#define THEIRS(name) __libc_##name
#endif

void *THEIRS(malloc)(size_t size);
void *THEIRS(calloc)(size_t count, size_t size);
void *THEIRS(realloc)(void *p, size_t size);
void THEIRS(free)(void *p);
void *OURS(malloc)(size_t size);
void *OURS(calloc)(size_t count, size_t size);
void *OURS(realloc)(void *p, size_t size);
void OURS(free)(void *p);

/* ---- where a request comes from */

static bool is_spared(void *caller)
{
    Dl_info in;
    for (const char *const *name = state.spared; name && *name; name++)
        if (dladdr(caller, &in) && in.dli_fname && strstr(in.dli_fname, *name))
            return true;
    return false;
}

/* 0: nobody is to fail there. */
static uint64_t place_of_request(void)
{
    void *callers[SKIPPED + CALLERS];
    uint64_t hash = 1;
    const int count = backtrace(callers, SKIPPED + CALLERS);
    for (int i = SKIPPED; i < count; i++) {
        if (is_spared(callers[i]))
            return 0;
        hash = (hash ^ (uint64_t)(uintptr_t)callers[i]) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 29;
    }
    return hash ? hash : 1;
}

static bool is_new(uint64_t place)
{
    if (place == 0)
        return false;
    size_t i = place % TABLE;
    while (state.seen[i] && state.seen[i] != place)
        i = (i + 1) % TABLE;
    const bool found = state.seen[i] == 0;
    state.seen[i] = place;
    return found;
}

/* The first backtrace asks for memory itself. */
static bool spares_this(void)
{
    state.paused = true;
    const bool spares = state.spared && place_of_request() == 0;
    state.paused = false;
    return spares;
}

static void look(void)
{
    state.paused = true;
    if (state.found < state.most && is_new(place_of_request()))
        state.places[state.found++] = state.requests;
    state.paused = false;
}

/* ---- whether it is granted */

bool starve_has(size_t size)
{
    return !state.came || state.how != STARVE_FULL || size <= state.room;
}

static bool denied(size_t size)
{
    if (!state.armed || state.paused)
        return false;
    state.requests++;
    if (state.places)
        look();
    if (state.requests == state.at && spares_this())
        state.at++;
    const bool now = state.requests == state.at;
    state.came = state.came || now;
    if (now && state.told)
        *state.told = true;
    const bool granted = !now && starve_has(size);
    if (!granted)
        errno = ENOMEM;
    return !granted;
}

static void *granted(void *p)
{
    const bool counts = state.armed && state.came && state.how == STARVE_FULL && !state.paused;
    const size_t size = counts ? malloc_usable_size(p) : 0;
    state.room -= size < state.room ? size : state.room;
    return p;
}

static void given_back(void *p)
{
    if (!p || !state.armed || state.how != STARVE_FULL)
        return;
    const size_t size = malloc_usable_size(p);
    state.room += state.came || size >= LARGE ? size : 0;
}

void *OURS(malloc)(size_t size)
{
    return denied(size) ? NULL : granted(THEIRS(malloc)(size));
}

void *OURS(calloc)(size_t count, size_t size)
{
    return denied(size && count > SIZE_MAX / size ? SIZE_MAX : count * size)
               ? NULL
               : granted(THEIRS(calloc)(count, size));
}

/* One that shrinks is granted, as it always is. */
void *OURS(realloc)(void *p, size_t size)
{
    if ((!p || size > malloc_usable_size(p)) && denied(size))
        return NULL;
    given_back(p);
    return granted(THEIRS(realloc)(p, size));
}

void OURS(free)(void *p)
{
    const int error = errno;
    given_back(p);
    THEIRS(free)(p);
    errno = error;
}

/* ---- what a test says */

void starve(enum starving how, unsigned long at)
{
    memset(&state, 0, sizeof state);
    state.how = how;
    state.at = at;
    state.armed = true;
}

void starve_look(unsigned long *places, size_t most)
{
    starve(STARVE_ONCE, 0);
    state.places = places;
    state.most = most;
}

void starve_spare(const char *const *libraries)
{
    state.spared = libraries;
}

void starve_tell(bool *came)
{
    state.told = came;
}

void starve_pause(bool paused)
{
    state.paused = paused;
}

size_t starve_places(void)
{
    return state.found;
}
