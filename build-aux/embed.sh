#!/bin/sh
# embed.sh DIR FILE... > assets.c: the files below DIR as one C table, sorted by name.
set -eu
dir=$1
shift
printf '/* written by build-aux/embed.sh */\n#include "assets/asset.h"\n#include <string.h>\n'
names=$(printf '%s\n' "$@" | LC_ALL=C sort)
n=0
for name in $names; do
    # A NUL closes each, so that an empty file is a valid array too; len leaves it out.
    printf 'static const unsigned char data%d[] = {\n' "$n"
    od -An -v -tu1 "$dir/$name" | sed 's/  *\([0-9]\)/\1/; s/  */,/g; s/$/,/'
    printf '0};\n'
    n=$((n + 1))
done
printf 'static const struct asset table[] = {\n'
n=0
for name in $names; do
    printf '    {"%s", data%d, sizeof data%d - 1},\n' "$name" "$n" "$n"
    n=$((n + 1))
done
cat <<'C'
};

const struct asset *asset_all(size_t *count)
{
    *count = sizeof table / sizeof *table;
    return table;
}

const struct asset *asset_find(const char *name)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
    return NULL;
}
C
