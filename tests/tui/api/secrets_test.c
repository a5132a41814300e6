#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "tests/server/server.h"
#include "tui/api/api.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEY_LEN 24
#define SHIFT   1 /* the needle is kept in another alphabet, so that the search does not find itself */

static const char shifted_key[] = "tfbn`uftu`bcdefghijklmno"; /* "seam_test_abc...", each letter moved on */

/* The only place where the key is written: memory of its own, wiped at the end. */
static char *make_key(void)
{
    char *key = xmalloc(KEY_LEN + 1);
    for (size_t i = 0; i < KEY_LEN; i++)
        key[i] = (char)(shifted_key[i] - SHIFT);
    key[KEY_LEN] = '\0';
    return key;
}

static void wipe(char *key)
{
    explicit_bzero(key, KEY_LEN);
    free(key);
}

static bool is_key(const char *p)
{
    for (size_t i = 0; i < KEY_LEN; i++)
        if (p[i] + SHIFT != shifted_key[i])
            return false;
    return true;
}

/* Copies of the key in the private memory of this process but the stack, as the kernel lists it. */
static size_t copies_in_memory(void)
{
    FILE *maps = fopen("/proc/self/maps", "r"), *memory = fopen("/proc/self/mem", "r");
    if (!maps || !memory)
        skip();
    static char window[1 << 16];
    size_t found = 0;
    char line[1000];
    while (fgets(line, sizeof line, maps)) {
        unsigned long from, to;
        char mode[5];
        if (sscanf(line, "%lx-%lx %4s", &from, &to, mode) != 3 || strcmp(mode, "rw-p") != 0 ||
            strstr(line, "[stack]") || to - from > (unsigned long)1 << 32)
            continue;
        for (unsigned long at = from; at < to; at += sizeof window - KEY_LEN) {
            const size_t want = to - at < sizeof window ? to - at : sizeof window;
            if ((unsigned long)window >= from && (unsigned long)window < to)
                break; /* the search's own window */
            if (fseek(memory, (long)at, SEEK_SET) != 0 || fread(window, 1, want, memory) != want)
                break;
            for (size_t i = 0; i + KEY_LEN <= want; i++)
                found += is_key(window + i);
        }
    }
    memset(window, 0, sizeof window);
    fclose(maps);
    fclose(memory);
    return found;
}

static const struct step script[SCRIPT_MAX] = {
    {.kind = STEP_READ}, {.kind = STEP_ANSWER, .bytes = "HTTP/1.1 401 Unauthorized\r\n", .body = "{}"}};

static void api__leaves_no_copy_of_the_key__in_memory(void **state)
{
    (void)state;
    struct server *s = server_start(script);
    struct api *a = api_new(server_url(s), 10, NULL);
    char *key = make_key();
    setenv("SEAM_API_KEY", key, 1);
    assert_true(copies_in_memory() >= 2); /* the search finds what there is */
    struct credentials *c = NULL;
    assert_true(credentials_from_environment(NULL, &c, NULL));
    wipe(key);
    assert_true(api_start(a, c, "/customers/create_portal", "{}", 2, NULL));
    struct reply r;
    while (!api_poll(a, &r))
        api_wait(a, NULL, 0, 1000);
    assert_int_equal(r.status, 401);
    reply_finish(&r);
    assert_int_equal(copies_in_memory(), 1); /* the credentials' own */
    credentials_free(c);
    assert_int_equal(copies_in_memory(), 0);
    api_free(a);
    server_free(s);
}

static size_t drop(char *p, size_t size, size_t count, void *context)
{
    (void)p, (void)context;
    return size * count;
}

/* The control: without the wiping allocators copies stay behind. */
static void libcurl__leaves_copies_of_a_header__by_itself(void **state)
{
    (void)state;
    struct server *s = server_start(script);
    CURL *easy = curl_easy_init();
    char *key = make_key(), *line = xasprintf("Authorization: Bearer %s", key);
    struct curl_slist *headers = curl_slist_append(NULL, line);
    explicit_bzero(line, strlen(line));
    wipe(key);
    free(line);
    curl_easy_setopt(easy, CURLOPT_URL, server_url(s));
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, drop);
    assert_int_equal(curl_easy_perform(easy), CURLE_OK);
    curl_slist_free_all(headers);
    curl_easy_cleanup(easy);
    curl_global_cleanup();
    assert_true(copies_in_memory() > 0);
    server_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(api__leaves_no_copy_of_the_key__in_memory),
        cmocka_unit_test(libcurl__leaves_copies_of_a_header__by_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
