/* A mebibyte is pasted into each kind of place of the real program, in brackets and without: it goes in whole
 * or is refused in words, acts as no key, and costs what its length says. So does one whose end never comes.
 */
#include "config.h"

#include "tests/pty/unsaved.h"

#include "forms/mem.h"
#include "tests/scratch.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* A filter of 180,000 words takes a while under a sanitizer. */
enum { MEBIBYTE = 1 << 20, SECONDS = 60 };

/* Keys that do something on some screen, in the order that would do harm: they send, delete, quit. */
#define LINE "ysFxdDEnaiqkcrU*-/ say yes, delete all of it, send it, quit\n"
#define LAST "the-end"

static char *text_of(size_t len)
{
    static const char line[] = LINE;
    char *text = xmalloc(len + 1);
    for (size_t i = 0; i < len; i++)
        text[i] = line[i % (sizeof line - 1)];
    memcpy(text + len - strlen(LAST), LAST, strlen(LAST));
    text[len] = '\0';
    return text;
}

#define BODY "{\"customer_data\": {\"guests\": [{\"guest_key\": \"g1\", \"name\": \"Ana\"}]}}\n"

/* The program on a configuration of its own, which can be sent but for its key. */
static struct unsaved *begin(void)
{
    static const char *const sandbox[] = {"--sandbox", NULL};
    struct unsaved *u = unsaved_new(0);
    scratch_write(u->file, BODY, sizeof BODY - 1);
    unsaved_start_as(u, sandbox, NULL, "acme", "Customer key");
    return u;
}

/* ---- where it is pasted */

#define TAKEN "too large to edit here" /* in a field, but there: over 256 KiB */

struct place {
    const char *name;
    void (*go)(struct unsaved *u);
    size_t len;        /* pasted */
    const char *shows; /* after it */
};

static void go_to_list(struct unsaved *u)
{
    pty_keys(u->p, "F7");
    pty_wait_text(u->p, "Find a field", 0);
    pty_keys(u->p, "text:customer_data.guests Enter");
    pty_wait_text(u->p, "1 row", 0);
}

static void go_to_filter(struct unsaved *u)
{
    go_to_list(u);
    pty_keys(u->p, "/");
    pty_wait_text(u->p, "Enter accept", 0);
}

static void go_to_cell(struct unsaved *u)
{
    go_to_list(u);
    pty_keys(u->p, "e");
    pty_wait_text(u->p, "[g1", 0);
}

static void go_to_file_name(struct unsaved *u)
{
    go_to_list(u);
    pty_keys(u->p, "i");
    pty_wait_text(u->p, "Import a table", 0);
}

static void go_to_name(struct unsaved *u)
{
    pty_keys(u->p, "Alt-S");
    pty_wait_text(u->p, "[acme", 0);
}

static void go_to_review(struct unsaved *u)
{
    pty_keys(u->p, "F5");
    pty_wait_text(u->p, "y send", 0);
}

static void go_to_key(struct unsaved *u)
{
    go_to_review(u);
    pty_keys(u->p, "k");
    pty_wait_text(u->p, "It is not shown", 0);
}

static void go_to_question(struct unsaved *u)
{
    pty_keys(u->p, "text:z Ctrl-C");
    pty_wait_text(u->p, "quit without saving", 0);
}

static void go_to_picker(struct unsaved *u)
{
    pty_keys(u->p, "F7");
    pty_wait_text(u->p, "Find a field", 0);
}

static void stay(struct unsaved *u)
{
    (void)u;
}

static const struct place places[] = {
    {"a field", stay, MEBIBYTE, TAKEN},
    {"a field, too long", stay, MEBIBYTE + 1, "A text can have 1 MiB at most"},
    {"a list", go_to_list, MEBIBYTE, "pasted cells"},
    {"a filter", go_to_filter, MEBIBYTE, LAST},
    {"a filter, too long", go_to_filter, MEBIBYTE + 1, "Longer than 1 MiB"},
    {"a cell", go_to_cell, MEBIBYTE, "A text can have 1 MiB at most"},
    {"the name of a file", go_to_file_name, MEBIBYTE, "pasted cells"},
    {"a name, which has letters already", go_to_name, MEBIBYTE, "Longer than 1 MiB"},
    {"a key", go_to_key, MEBIBYTE, "\xe2\x80\xa2\xe2\x80\xa2"},
    {"a key, too long", go_to_key, MEBIBYTE + 1, "Longer than 1 MiB"},
    {"the search for a field", go_to_picker, MEBIBYTE, LAST},
    {"a question", go_to_question, MEBIBYTE, "quit without saving"},
    {"the question whether to send", go_to_review, MEBIBYTE, "y send"},
};

enum { PLACES = sizeof places / sizeof *places };

/* ---- ways to paste, and what must be */

static void in_brackets(struct pty *p, const char *text)
{
    pty_paste(p, text);
}

/* As a terminal sends it that knows no brackets: line ends as from the key. */
static void without_brackets(struct pty *p, const char *text)
{
    pty_type(p, text);
}

typedef void paste_fn(struct pty *p, const char *text);

/* Nothing was saved, sent or deleted, and the program ends as it is asked to. */
static void end(struct unsaved *u)
{
    size_t len;
    static const char sends[] = "All is sent", made[] = "copy URL";
    assert_false(pty_has_written(u->p, sends, sizeof sends - 1));
    assert_false(pty_has_written(u->p, made, sizeof made - 1));
    unsaved_kill(u, SIGTERM);
    char *file = scratch_read(u->file, &len);
    assert_string_equal(file, BODY);
    free(file);
    unsaved_free(u);
}

static void paste_everywhere(paste_fn *paste)
{
    for (size_t i = 0; i < PLACES; i++) {
        char *text = text_of(places[i].len);
        struct unsaved *u = begin();
        places[i].go(u);
        paste(u->p, text);
        pty_wait_text(u->p, places[i].shows, SECONDS);
        pty_resize(u->p, 30, 80); /* drawn after all of it: the same */
        pty_wait_text(u->p, places[i].shows, SECONDS);
        end(u);
        free(text);
    }
}

static void a_mebibyte__goes_in_whole_or_is_refused_in_words__in_brackets(void **state)
{
    (void)state;
    paste_everywhere(in_brackets);
}

static void a_mebibyte__presses_no_key__without_brackets(void **state)
{
    (void)state;
    paste_everywhere(without_brackets);
}

static void a_mebibyte__is_saved_whole(void **state)
{
    (void)state;
    char *text = text_of(MEBIBYTE);
    struct unsaved *u = begin();
    struct buf saved;
    buf_init(&saved, BUF_TEXT_MAX);
    pty_paste(u->p, text);
    pty_wait_text(u->p, TAKEN, 0);
    pty_keys(u->p, "F2");
    pty_wait_text(u->p, "Saved", 0);
    assert_true(unsaved_saved(u, UNSAVED_PLACES_LIST[0].pointer, &saved));
    assert_int_equal(saved.len, MEBIBYTE);
    for (char *p = text; (p = strchr(p, '\n'));) /* it is one line there */
        *p = ' ';
    assert_memory_equal(saved.data, text, MEBIBYTE);
    buf_finish(&saved);
    unsaved_free(u);
    free(text);
}

/* ---- what it costs */

/* The program's processor time for one paste into an empty field, in nanoseconds. */
static int64_t cost_of(size_t len)
{
    char *text = text_of(len);
    struct unsaved *u = begin();
    const int64_t before = pty_processor_time(u->p);
    pty_paste(u->p, text);
    pty_wait_text(u->p, len < MEBIBYTE ? LAST : TAKEN, 0);
    const int64_t cost = pty_processor_time(u->p) - before;
    end(u);
    free(text);
    return cost;
}

static void the_cost__grows_with_the_length__and_no_faster(void **state)
{
    (void)state;
    enum { PARTS = 8, MORE = 3 /* the noise of a busy machine */ };
    const int64_t part = cost_of(MEBIBYTE / PARTS), whole = cost_of(MEBIBYTE);
    print_message("%lld us for an eighth, %lld us for all\n", (long long)part / 1000,
                  (long long)whole / 1000);
    assert_true(whole < part * PARTS * MORE);
}

/* ---- what has no end */

static void a_paste__whose_end_never_comes__is_taken_and_keys_act_again(void **state)
{
    (void)state;
    struct unsaved *u = begin();
    pty_type(u->p, "\033[200~never ended");
    pty_wait_text(u->p, "[never ended_", 0);
    pty_keys(u->p, "Backspace text:!");
    pty_wait_text(u->p, "[never ende!_", 0);
    pty_type(u->p, "\033[201~?"); /* or late, which says nothing */
    pty_wait_text(u->p, "[never ende!?_", 0);
    end(u);
}

static void a_paste__that_a_hang_up_cuts_off__is_not_taken_in_part(void **state)
{
    (void)state;
    struct unsaved *u = begin();
    pty_type(u->p, "hotel");
    pty_wait_text(u->p, "[hotel_", 0);
    pty_type(u->p, "\033[200~half of it");
    pty_hangup(u->p);
    assert_int_equal(pty_wait_exit(u->p), 128 + SIGHUP);
    unsaved_start(u, NULL, 24, 80);
    assert_true(unsaved_is_offered(u));
    pty_keys(u->p, "r");
    pty_wait_text(u->p, "[hotel_", 0);
    end(u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mebibyte__goes_in_whole_or_is_refused_in_words__in_brackets),
        cmocka_unit_test(a_mebibyte__presses_no_key__without_brackets),
        cmocka_unit_test(a_mebibyte__is_saved_whole),
        cmocka_unit_test(the_cost__grows_with_the_length__and_no_faster),
        cmocka_unit_test(a_paste__whose_end_never_comes__is_taken_and_keys_act_again),
        cmocka_unit_test(a_paste__that_a_hang_up_cuts_off__is_not_taken_in_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
