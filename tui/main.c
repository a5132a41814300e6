#include <stdio.h>

int main(void)
{
    fputs("seam-portal-tui\n", stdout);
    return 0;
}
