/* Makes the mistakes that valgrind is for, then runs itself once more, to make them in a child: what
 * tests/valgrind.sh has to see before it is believed to see nothing elsewhere. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* Through a pointer that no compiler looks behind. */
static char *volatile block;

static int mistakes(void)
{
    block = malloc(8);
    int sum = block ? block[8] : 0; /* behind its end */
    if (block && block[0])          /* never set */
        sum++;
    block = NULL; /* lost */
    return sum;
}

int main(int argc, char **argv)
{
    char name[] = "child", *child[] = {argv[0], name, NULL};
    int status = 0;
    printf("%d\n", mistakes());
    if (argc > 1)
        return 0;
    fflush(stdout);
    const pid_t pid = fork();
    if (pid == 0) {
        execv(argv[0], child);
        _exit(1);
    }
    return pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? 0 : 1;
}
