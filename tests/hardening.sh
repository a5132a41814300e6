#!/bin/sh
# What compiler and linker can do against mistakes with memory is in the program as it was built. The control is
# a program that was built without any of it, in which each has to be missed.
set -u
command -v readelf >/dev/null || exit 77
program=${builddir:-build}/seam-portal-tui
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

names() { # PROGRAM: what it takes from libraries
    readelf --dyn-syms -W "$1" | sed -n 's/.* UND \([^@ ]*\).*/\1/p'
}
missing() { # PROGRAM: what is not there, a line each
    readelf -hW "$1" | grep -q 'Type: *DYN' || echo 'PIE: an address that nobody can guess'
    readelf -lW "$1" | grep -q 'GNU_RELRO' || echo 'RELRO: tables of the linker that nothing writes to'
    readelf -dW "$1" | grep -Eq 'BIND_NOW|FLAGS.* NOW' || echo 'BIND_NOW: all of these tables'
    readelf -lW "$1" | grep -q 'GNU_STACK.* RW ' || echo 'a stack that nothing can run on'
    names "$1" | grep -qx '__stack_chk_fail' || echo 'the protector of the stack'
    names "$1" | grep -q '^__.*_chk$' || echo 'FORTIFY: calls that know the size of what they write to'
}

# Sanitizers stand in the place of the last two, and without optimization there is no FORTIFY.
names "$program" | grep -Eq '^__(a|ub)san_' && exit 77
readelf -SW "$program" | grep -q '__llvm_prf\|\.gcda' && exit 77
case " ${CFLAGS:-} " in *" -O0 "*) exit 77 ;; esac

found=$(missing "$program")
[ -z "$found" ] || { echo "missing in the program:"; echo "$found"; exit 1; }

echo 'int main(int argc, char **argv) { return argc > 9 && argv[9][9]; }' >"$work/naive.c"
# A compiler may keep something for the next time: not in the home of this test.
# shellcheck disable=SC2086
HOME=$work ${CC:-cc} -O0 -U_FORTIFY_SOURCE -fno-stack-protector -fno-pie -no-pie -Wl,-z,norelro -Wl,-z,lazy -Wl,-z,execstack \
    -o "$work/naive" "$work/naive.c" 2>"$work/said" || { cat "$work/said"; exit 77; }
[ "$(missing "$work/naive" | wc -l)" -eq 6 ] || { echo "the control: only this is missing:"; missing "$work/naive"; exit 1; }
