/* The main road, in the real program: a hotel's portal from nothing, by keys alone, to a link that opens;
 * then a restart that finds the configuration and the link again. At three sizes of the terminal. */
#include "config.h"

#include "tests/pty/pty.h"

#include "forms/json.h"
#include "forms/mem.h"
#include "tests/scratch.h"

#include <curl/curl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct home {
    char *directory;
    char *data, *config; /* "XDG_...=..." */
};

static int make_home(void **state)
{
    struct home *h = xcalloc(1, sizeof *h);
    h->directory = scratch_new();
    h->data = xasprintf("XDG_DATA_HOME=%s/data", h->directory);
    h->config = xasprintf("XDG_CONFIG_HOME=%s/config", h->directory);
    *state = h;
    return 0;
}

static int remove_home(void **state)
{
    struct home *h = *state;
    scratch_free(h->directory);
    free(h->data);
    free(h->config);
    free(h);
    return 0;
}

static struct pty *start(const struct home *h, int rows, int cols)
{
    static const char *const argv[] = {TEST_PROGRAM, "--sandbox", NULL};
    const char *const env[] = {h->data,
                               h->config,
                               "SEAM_API_KEY",
                               "SEAM_PERSONAL_ACCESS_TOKEN",
                               "SEAM_ENDPOINT",
                               "SEAM_WORKSPACE_ID",
                               "TMUX",
                               "DISPLAY",
                               "WAYLAND_DISPLAY",
                               NULL};
    return pty_start(argv, env, rows, cols);
}

/* Goes to a field or list by its name, from anywhere in the configuration. */
static void find(struct pty *p, const char *name)
{
    pty_keys(p, "F7");
    pty_wait_text(p, "Find a field", 0);
    pty_type(p, name);
    pty_keys(p, "Enter");
    pty_wait_no_text(p, "Find a field", 0);
}

/* Adds a record to a list, with a key in place of the suggested one. */
static void add(struct pty *p, const char *list, const char *key)
{
    find(p, list);
    pty_keys(p, "a");
    pty_wait_text(p, "row ", 0);
    pty_keys(p, "Ctrl-U");
    pty_type(p, key);
    pty_wait_text(p, key, 0);
}

/* Goes down to a field of the record that is open, and types. */
static void field(struct pty *p, int down, const char *text)
{
    while (down-- > 0)
        pty_keys(p, "Down");
    pty_type(p, text);
}

/* Chooses the records with these keys in the picker of the field in focus. */
static void pick(struct pty *p, const char *const *keys)
{
    pty_keys(p, "Ctrl-Space");
    pty_wait_text(p, "find:", 0);
    for (; *keys; keys++) {
        pty_type(p, *keys);
        pty_wait_text(p, *keys, 0);
        pty_keys(p, "Space Ctrl-U");
    }
    pty_keys(p, "Enter");
    pty_wait_no_text(p, "find:", 0);
}

static void back(struct pty *p, const char *gone)
{
    pty_keys(p, "Esc");
    pty_wait_no_text(p, gone, 0);
}

#define PICK(p, ...) pick(p, (const char *const[]){__VA_ARGS__, NULL})

static void fill_in_hotel(struct pty *p)
{
    pty_wait_text(p, "No saved configurations", 0);
    pty_keys(p, "n");
    pty_wait_text(p, "New", 0);
    pty_type(p, "hotel-paris");
    pty_keys(p, "Enter");
    pty_wait_text(p, "Customer key", 0);
    pty_type(p, "acme-hotels");
    pty_wait_text(p, "acme-hotels", 0);

    add(p, "customer_data.sites", "site-paris");
    field(p, 1, "Paris");
    back(p, "row 1 of 1");
    add(p, "customer_data.rooms", "room-101");
    field(p, 1, "Garden room");
    pty_keys(p, "Down");
    PICK(p, "site-paris");
    back(p, "row 1 of 1");
    add(p, "customer_data.rooms", "room-102");
    field(p, 1, "Street room");
    back(p, "row 2 of 2");
    add(p, "customer_data.guests", "guest-ana");
    field(p, 1, "Ana Silva");
    field(p, 1, "ana@example.com");
    back(p, "row 1 of 1");

    add(p, "customer_data.reservations", "res-1");
    field(p, 1, "Spring stay");
    field(p, 1, "2027-03-01T15:00:00Z");
    field(p, 1, "2027-03-04T11:00:00Z");
    pty_keys(p, "Down");
    PICK(p, "guest-ana");
    pty_keys(p, "Down Down Down Down Down Down Down Down");
    PICK(p, "room-101", "room-102");
    back(p, "row 1 of 1");

    find(p, "features.organize.exclude");
    pty_keys(p, "Space");
    pty_wait_text(p, "[x]", 0);
    find(p, "locale");
    pty_keys(p, "Right Right");
    find(p, "landing_page.manage");
    pty_keys(p, "Enter");
    pty_wait_text(p, "find:", 0);
    pty_type(p, "room");
    pty_keys(p, "Enter");
    pty_wait_no_text(p, "find:", 0);
    pty_keys(p, "Down");
    PICK(p, "room-101");
}

#define TOKEN_LEN 32 /* hexadecimal digits that end the sandbox's links */

/* The link on the screen, over as many lines as it takes; heap. */
static char *link_on(const char *screen)
{
    const char *at = strstr(screen, "http://127.0.0.1:");
    assert_non_null(at);
    struct buf url;
    buf_init(&url, 200);
    for (size_t left = SIZE_MAX; left && *at; at++) {
        if (*at == '\n' || *at == ' ')
            continue;
        buf_putc(&url, *at);
        left = left != SIZE_MAX ? left - 1 : strstr(url.data, "/portal/") ? TOKEN_LEN : SIZE_MAX;
    }
    return buf_detach(&url, NULL);
}

static size_t gather(char *data, size_t size, size_t count, void *page)
{
    return buf_add(page, data, size * count) ? size * count : 0;
}

static void fetch(const char *url, struct buf *page)
{
    CURL *c = curl_easy_init();
    long status = 0;
    curl_easy_setopt(c, CURLOPT_URL, url);
    curl_easy_setopt(c, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, gather);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, page);
    assert_int_equal(curl_easy_perform(c), CURLE_OK);
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
    assert_int_equal(status, 200);
    curl_easy_cleanup(c);
}

static void assert_page_shows_the_hotel(const char *url)
{
    static const char *const offers[] = {"acme-hotels", "room-101", "<th>Rooms</th><td>2</td>",
                                         "<th>Reservations</th><td>1</td>", "pt-PT"};
    struct buf page;
    buf_init(&page, BUF_TEXT_MAX);
    fetch(url, &page);
    for (size_t i = 0; i < sizeof offers / sizeof *offers; i++)
        if (!strstr(page.data, offers[i]))
            fail_msg("the page does not show \"%s\":\n%s", offers[i], page.data);
    buf_finish(&page);
}

/* Reviews, sends, and reads the URL on the result screen; heap. */
static char *send_it(struct pty *p)
{
    pty_keys(p, "F5");
    pty_wait_text(p, "y send", 0);
    pty_keys(p, "Enter"); /* does nothing here */
    pty_keys(p, "y");
    pty_wait_text(p, "copy URL", 0);
    char *screen = pty_screen(p);
    char *url = link_on(screen);
    free(screen);
    return url;
}

static void build_send_restart(const struct home *h, int rows, int cols)
{
    struct pty *p = start(h, rows, cols);
    fill_in_hotel(p);
    pty_keys(p, "F2");
    pty_wait_text(p, "Saved", 0);
    char *url = send_it(p);
    assert_page_shows_the_hotel(url);
    pty_keys(p, "F10");
    assert_int_equal(pty_wait_exit(p), 0);
    pty_assert_left_alone(p);
    char *left = pty_screen(p), *printed = link_on(left);
    assert_string_equal(printed, url); /* once more, outside the screen */
    free(left);
    free(printed);
    pty_free(p);

    p = start(h, rows, cols);
    pty_wait_text(p, "hotel-paris", 0);
    pty_keys(p, "h");
    pty_wait_text(p, "acme-hotels", 0);
    pty_keys(p, "Enter");
    pty_wait_text(p, url + strlen(url) - TOKEN_LEN / 4, 0);
    char *kept = pty_screen(p), *again = link_on(kept);
    assert_string_equal(again, url);
    free(kept);
    free(again);
    pty_keys(p, "F10");
    assert_int_equal(pty_wait_exit(p), 0);
    pty_assert_left_alone(p);
    pty_free(p);
    free(url);
}

static void portal__goes_from_nothing_to_a_link__at_80x24(void **state)
{
    build_send_restart(*state, 24, 80);
}

static void portal__goes_from_nothing_to_a_link__at_40x12(void **state)
{
    build_send_restart(*state, 12, 40);
}

static void portal__goes_from_nothing_to_a_link__at_120x40(void **state)
{
    build_send_restart(*state, 40, 120);
}

/* A saved configuration with that customer key, and its name. */
static void save_configuration(const struct home *h, const char *key)
{
    static const char *const folders[] = {"data", "data/seam-portal-tui",
                                          "data/seam-portal-tui/configurations"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        char *folder = scratch_path(h->directory, folders[i]);
        mkdir(folder, 0700);
        free(folder);
    }
    char *path = xasprintf("%s/%s/%s.json", h->directory, folders[2], key);
    char *body = xasprintf("{\"customer_data\": {\"customer_key\": \"%s\"}}", key);
    scratch_write(path, body, strlen(body));
    free(body);
    free(path);
}

/* Reviews and sends the configuration in focus on the start screen, and comes back there. */
static char *send_from_start(struct pty *p)
{
    pty_keys(p, "s");
    pty_wait_text(p, "y send", 0);
    pty_keys(p, "y");
    pty_wait_text(p, "copy URL", 0);
    char *screen = pty_screen(p), *url = link_on(screen);
    free(screen);
    pty_keys(p, "n");
    pty_wait_text(p, "acme-2", 0);
    pty_wait_no_text(p, "copy URL", 0);
    return url;
}

static void links__are_all_printed_at_the_end__of_configurations_that_were_closed_too(void **state)
{
    save_configuration(*state, "acme-1");
    save_configuration(*state, "acme-2");
    struct pty *p = start(*state, 24, 100);
    pty_wait_text(p, "acme-2", 0);
    char *first = send_from_start(p);
    pty_keys(p, "Down");
    char *second = send_from_start(p);
    pty_keys(p, "F10");
    assert_int_equal(pty_wait_exit(p), 0);
    char *left = pty_screen(p);
    assert_string_not_equal(first, second);
    const char *const words[] = {first, second, "customer acme-1", "customer acme-2"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strstr(left, words[i]))
            fail_msg("\"%s\" is not left on the screen:\n%s", words[i], left);
    free(left);
    free(first);
    free(second);
    pty_free(p);
}

static void a_request__that_the_end_cuts_off__is_told_of(void **state)
{
    save_configuration(*state, "sandbox-hang");
    struct pty *p = start(*state, 24, 100);
    pty_wait_text(p, "sandbox-hang", 0);
    pty_keys(p, "s");
    pty_wait_text(p, "y send", 0);
    pty_keys(p, "y");
    pty_wait_text(p, "All is sent", 0);
    kill(pty_foreground(p), SIGTERM);
    assert_int_equal(pty_wait_exit(p), 128 + SIGTERM);
    char *left = pty_screen(p);
    assert_non_null(strstr(left, "the link may exist"));
    free(left);
    pty_free(p);
}

/* The server drops the connection: the operator looks, and notes what was found; the next start knows. */
static void an_unknown_outcome__is_noted__and_stays_so(void **state)
{
    save_configuration(*state, "sandbox-drop");
    struct pty *p = start(*state, 24, 80);
    pty_wait_text(p, "sandbox-drop", 0);
    pty_keys(p, "s");
    pty_wait_text(p, "y send", 0);
    pty_keys(p, "y");
    pty_wait_text(p, "the link may exist", 0);
    pty_keys(p, "h");
    pty_wait_text(p, "1 to check", 0);
    pty_keys(p, "n");
    pty_wait_text(p, "Noted: no link was made.", 0);
    pty_keys(p, "n");
    pty_wait_text(p, "1 to check", 0);
    pty_keys(p, "F10");
    assert_int_equal(pty_wait_exit(p), 0);
    pty_free(p);
    p = start(*state, 24, 80);
    pty_wait_text(p, "h: 1 link to check", 0);
    pty_keys(p, "s");
    pty_wait_text(p, "Look first", 0);
    pty_keys(p, "h");
    pty_wait_text(p, "e exists", 0);
    pty_keys(p, "e");
    pty_wait_text(p, "Noted: the link exists.", 0);
    pty_keys(p, "Esc");
    pty_wait_text(p, "y send", 0);
    pty_wait_no_text(p, "Look first", 0);
    pty_keys(p, "F10");
    assert_int_equal(pty_wait_exit(p), 0);
    pty_free(p);
}

/* The disk is not there, say: what can be done without it goes on, and nothing is sent that nobody could
 * record. */
static void without_a_place_for_data__it_starts_and_edits__and_sends_nothing(void **state)
{
    struct home *h = *state;
    char *file = scratch_path(h->directory, "acme.json"), *taken = scratch_path(h->directory, "data");
    static const char body[] = "{\"customer_data\": {\"customer_key\": \"acme\"}}";
    scratch_write(file, body, sizeof body - 1);
    scratch_write(taken, "", 0);
    const char *const argv[] = {TEST_PROGRAM, "--sandbox", file, NULL};
    const char *const env[] = {h->data,
                               h->config,
                               "SEAM_API_KEY",
                               "SEAM_PERSONAL_ACCESS_TOKEN",
                               "SEAM_ENDPOINT",
                               "SEAM_WORKSPACE_ID",
                               NULL};
    struct pty *p = pty_start(argv, env, 24, 80);
    pty_wait_text(p, "nothing will be sent", 0);
    pty_keys(p, "F5");
    pty_wait_text(p, "y send", 0);
    pty_keys(p, "y");
    pty_wait_text(p, "Nothing was sent", 0);
    pty_keys(p, "F10");
    assert_int_equal(pty_wait_exit(p), 0);
    pty_free(p);
    free(file);
    free(taken);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_home, remove_home)
    const struct CMUnitTest tests[] = {
        TEST(portal__goes_from_nothing_to_a_link__at_80x24),
        TEST(portal__goes_from_nothing_to_a_link__at_120x40),
        TEST(portal__goes_from_nothing_to_a_link__at_40x12),
        TEST(links__are_all_printed_at_the_end__of_configurations_that_were_closed_too),
        TEST(a_request__that_the_end_cuts_off__is_told_of),
        TEST(an_unknown_outcome__is_noted__and_stays_so),
        TEST(without_a_place_for_data__it_starts_and_edits__and_sends_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
