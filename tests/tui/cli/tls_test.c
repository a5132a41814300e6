/* The program as it is installed, against servers that speak TLS. It has no option to trust anybody else, so
 * the test lives in a name space of its own, where the file of authorities that libcurl reads is another one:
 * nothing of the program is changed or taken over. Skipped where the system allows no such name space. */
#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "tests/program.h"
#include "tests/scratch.h"
#include "tests/server/faults.h"
#include "tui/jobs/outcome.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#define BODY "{\"customer_data\": {\"customer_key\": \"acme\"}}"

static char *directory;
static struct program p;
static bool trusted; /* the name space is there */

static bool say(const char *path, const char *text)
{
    const int fd = open(path, O_WRONLY | O_CLOEXEC);
    const bool said = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);
    if (fd >= 0)
        close(fd);
    return said;
}

/* This process alone, and what it starts, sees pem where the authorities of the system are. */
static bool enter_name_space(const char *pem)
{
    const curl_version_info_data *curl = curl_version_info(CURLVERSION_NOW);
    char *users = xasprintf("0 %u 1", (unsigned)geteuid()),
         *groups = xasprintf("0 %u 1", (unsigned)getegid());
    const bool entered = curl->cainfo && unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 &&
                         say("/proc/self/setgroups", "deny") && say("/proc/self/uid_map", users) &&
                         say("/proc/self/gid_map", groups) &&
                         mount(pem, curl->cainfo, "", MS_BIND, NULL) == 0;
    free(users);
    free(groups);
    return entered;
}

static int make_world(void **state)
{
    (void)state;
    directory = scratch_new();
    program_home(directory);
    setenv("SEAM_API_KEY", "seam_live1_not_a_real_key", 1);
    size_t len;
    const char *authority = tls_authority(&len);
    char *pem = scratch_path(directory, "authority.pem");
    if (authority)
        scratch_write(pem, authority, len);
    trusted = authority && enter_name_space(pem);
    free(pem);
    return 0;
}

static int remove_world(void **state)
{
    (void)state;
    program_finish(&p);
    scratch_free(directory);
    return 0;
}

static bool ends_well(const struct fault *f)
{
    struct server *s = fault_server(f);
    char url[64], seconds[16];
    fault_url(f, s, url);
    snprintf(seconds, sizeof seconds, "%ld", f->seconds ? f->seconds : 10);
    program_run(&p, BODY, "submit", "-", "--endpoint", url, "--timeout", seconds, NULL);
    const struct seen *seen = server_end(s);
    const int status = outcome_exit_status(f->outcome, f->status > 0 ? f->status : 0);
    const bool quiet =
        f->outcome != OUTCOME_NOT_SENT || (seen->bytes == 0 && strstr(p.err, "Nothing was sent"));
    const bool ok = p.status == status && seen->posts <= 1 && seen->connections == 1 && quiet &&
                    (p.out_len > 0) == (f->outcome == OUTCOME_CREATED);
    if (!ok)
        print_error("%s: status %d, %zu bytes: %s\n", f->name, p.status, seen->bytes, p.err);
    server_free(s);
    return ok;
}

static void submit__exits_as_the_table_says__whatever_comes_over_tls(void **state)
{
    (void)state;
    if (!trusted)
        skip();
    size_t bad = 0;
    for (size_t i = 0; i < tls_fault_count; i++)
        bad += !ends_well(&tls_faults[i]);
    print_message("%zu faults of TLS, %zu bad ends of the program\n", tls_fault_count, bad);
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(submit__exits_as_the_table_says__whatever_comes_over_tls),
    };
    return cmocka_run_group_tests(tests, make_world, remove_world);
}
