/* Data that the program is made of, compiled in. build-aux/embed.sh writes the table from the files. */
#ifndef ASSETS_ASSET_H
#define ASSETS_ASSET_H

#include <stddef.h>

struct asset {
    const char *name; /* as below assets/: "schema.json", "templates/hotel.json" */
    const unsigned char *data;
    size_t len;
};

/* NULL for a name that does not exist. */
const struct asset *asset_find(const char *name);
/* All of them, in order of names. */
const struct asset *asset_all(size_t *count);

#endif
