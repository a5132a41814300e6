#include "tui/late.h"

#include <dlfcn.h>
#include <string.h>

bool late_load(const char *library, const char *const *names, size_t count, void *calls, struct err *e)
{
    void *loaded = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!loaded)
        return err_set(e, ERR_NOT_FOUND, "The library %s is needed for this, and it is not installed.",
                       library);
    for (size_t i = 0; i < count; i++) {
        void *const call = dlsym(loaded, names[i]);
        if (!call)
            return err_set(e, ERR_NOT_FOUND, "The library %s is too old: it has no %s.", library, names[i]);
        memcpy((char *)calls + i * sizeof call, &call, sizeof call);
    }
    return true;
}
