/* A resolver that hangs, as with a name server that is not there. It takes the place of the system's. */
#include "config.h"

#include "tests/test.h"

#include "tests/patience.h"
#include "tui/api/api.h"

#include <dirent.h>
#include <netdb.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

enum { GIVES_UP_SECONDS = 30 };

static sem_t asked, released;
static atomic_bool gave_up, answered;

/* In libcurl's thread. */
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
    struct timespec end;
    (void)node, (void)service, (void)hints, (void)out;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += patience(GIVES_UP_SECONDS);
    sem_post(&asked);
    gave_up = sem_timedwait(&released, &end) != 0;
    answered = true;
    return EAI_AGAIN;
}

static size_t threads(void)
{
    size_t n = 0;
    DIR *d = opendir("/proc/self/task");
    assert_non_null(d);
    for (const struct dirent *entry; (entry = readdir(d));)
        n += entry->d_name[0] != '.';
    closedir(d);
    return n;
}

static void api_cancel__waits_for_no_resolver(void **state)
{
    (void)state;
    struct api *a = api_new("https://connect.example.com", 2 * GIVES_UP_SECONDS, NULL);
    struct reply r;
    assert_true(api_start(a, NULL, API_WORKSPACE, NULL, 0, NULL));
    while (sem_trywait(&asked) != 0) {
        assert_false(api_poll(a, &r));
        api_wait(a, NULL, 0, 1);
    }
    api_cancel(a);
    assert_false(answered);
    assert_true(api_poll(a, &r));
    assert_int_equal(r.delivery, DELIVERY_NONE);
    api_free(a);
    assert_false(answered);
    sem_post(&released);
    while (threads() > 1) /* or what it frees would count as lost */
        sched_yield();
    assert_false(gave_up);
    reply_finish(&r);
}

int main(void)
{
    unsetenv("https_proxy");
    unsetenv("HTTPS_PROXY");
    unsetenv("all_proxy");
    unsetenv("ALL_PROXY");
    sem_init(&asked, 0, 0);
    sem_init(&released, 0, 0);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(api_cancel__waits_for_no_resolver),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
