/* Every field that names records of the body: by keys alone it is opened, a record is found by its key and by
 * its name, one or several are chosen, one is added from there, and a text that no record has is kept. Which
 * fields there are is asked of the schema. */
#include "config.h"

#include "tests/test.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "tests/forms/support.h"
#include "tests/places.h"
#include "tests/screens/golden.h"

#include <stdlib.h>
#include <string.h>

/* ---- a body with three records in every list */

static char *key_of(const struct wizard *w, const char *list, int number)
{
    return xasprintf("%s-%d", wizard_key_member(w, list), number);
}

static char *name_of(const struct wizard *w, const char *list, int number)
{
    return xasprintf("\u00D1and\u00FA %s no %d x", wizard_key_member(w, list), number);
}

static void write_list(const struct wizard *w, const char *list, struct buf *out)
{
    char *member = path_last(list);
    buf_printf(out, ",\"%s\":[", member);
    for (int i = 1; i <= 3; i++) {
        char *key = key_of(w, list, i), *name = name_of(w, list, i);
        buf_printf(out, "%s{\"%s\":\"%s\",\"name\":\"%s\"}", i > 1 ? "," : "", wizard_key_member(w, list),
                   key, name);
        free(key);
        free(name);
    }
    buf_puts(out, "]");
    free(member);
}

/* Lists without keys (the filters) are nobody's to name. */
static char *body_of(const struct wizard *w, const char *more)
{
    struct buf out;
    buf_init(&out, BUF_TEXT_MAX);
    buf_puts(&out, "{\"customer_data\":{\"customer_key\":\"c\"");
    for (size_t i = 0; i < wizard_list_count(w); i++)
        if (wizard_key_member(w, wizard_list_pointer(w, i)))
            write_list(w, wizard_list_pointer(w, i), &out);
    buf_printf(&out, "}%s}", more);
    return buf_detach(&out, NULL);
}

/* ---- one field */

struct subject {
    struct golden *g;
    const char *pointer; /* the field; the cursor is on it */
    const char *list;    /* whose records it names */
    bool many;
};

static void check_value(const struct subject *s, const char *const *wanted, size_t count)
{
    const struct json *v = doc_get(s->g->se.doc, s->pointer);
    if (s->many ? !json_is(v, JSON_ARRAY) || v->count != count : !json_is(v, JSON_STRING))
        fail_msg("%s has not what was chosen", s->pointer);
    for (size_t i = 0; i < count; i++)
        if (!json_chars_equal(s->many ? json_item(v, i) : v, wanted[i], strlen(wanted[i])))
            fail_msg("%s: is not %s", s->pointer, wanted[i]);
}

/* What it had before is there again after one undo, every byte of it. */
static void undo_all(const struct subject *s, const char *before)
{
    golden_keys(s->g, "Ctrl-_");
    char *now = golden_json(s->g);
    if (strcmp(now, before) != 0)
        fail_msg("%s: one undo does not give back %s, but %s", s->pointer, before, now);
    free(now);
}

static void open_picker(const struct subject *s)
{
    golden_keys(s->g, "Ctrl-Space");
    golden_assert_shows(s->g, " find: ");
}

/* Finds by a text, and takes it by Enter alone. */
static void find_and_take(const struct subject *s, const char *text, const char *key)
{
    open_picker(s);
    golden_type(s->g, text);
    golden_keys(s->g, "Enter");
    golden_assert_hides(s->g, " find: ");
    check_value(s, &key, 1);
}

static void find(const struct subject *s, const char *before)
{
    char *key = key_of(s->g->wizard, s->list, 2), *name = name_of(s->g->wizard, s->list, 3);
    char *named = key_of(s->g->wizard, s->list, 3);
    find_and_take(s, key, key);
    undo_all(s, before);
    find_and_take(s, name, named);
    undo_all(s, before);
    open_picker(s);
    golden_paste(s->g, name);
    golden_keys(s->g, "Enter");
    check_value(s, (const char *const[]){named}, 1);
    undo_all(s, before);
    free(key);
    free(name);
    free(named);
}

static void choose_several(const struct subject *s, const char *before)
{
    char *first = key_of(s->g->wizard, s->list, 3), *second = key_of(s->g->wizard, s->list, 1);
    open_picker(s);
    golden_type(s->g, first);
    golden_keys(s->g, "Space Ctrl-U");
    golden_type(s->g, second);
    golden_keys(s->g, "Space Enter");
    check_value(s, (const char *const[]){first, second}, 2);
    open_picker(s); /* what is chosen comes first, in its order */
    golden_keys(s->g, "Space Enter");
    check_value(s, (const char *const[]){second}, 1);
    golden_keys(s->g, "Ctrl-_");
    undo_all(s, before);
    free(first);
    free(second);
}

static void keep_typed(const struct subject *s, const char *before)
{
    open_picker(s);
    golden_type(s->g, "sent earlier");
    golden_assert_shows(s->g, "use \"sent earlier\" as typed");
    golden_keys(s->g, "Alt-T");
    golden_assert_hides(s->g, " find: ");
    check_value(s, (const char *const[]){"sent earlier"}, 1);
    undo_all(s, before);
}

/* Adds a record by what was typed; its own key is then changed, and the field follows. */
static void add(const struct subject *s, const char *before)
{
    const size_t count = doc_count(s->g->se.doc, s->list);
    open_picker(s);
    golden_type(s->g, "fresh");
    golden_keys(s->g, "Ctrl-O");
    golden_assert_top(s->g, "record");
    char *record = path_join_index(s->list, count);
    char *own = path_join(record, wizard_key_member(s->g->wizard, s->list));
    assert_non_null(doc_get(s->g->se.doc, own));
    check_value(s, (const char *const[]){"fresh"}, 1);
    struct screen *above = s->g->stack.items[s->g->stack.count - 1];
    char *focus = above->ops->focus(above, &s->g->se);
    for (int i = 0; i < 20 && strcmp(focus, own) != 0; i++) {
        golden_keys(s->g, "Up");
        free(focus);
        focus = above->ops->focus(above, &s->g->se);
    }
    assert_string_equal(focus, own);
    golden_keys(s->g, "End");
    golden_type(s->g, "ly");
    golden_keys(s->g, "Esc");
    check_value(s, (const char *const[]){"freshly"}, 1);
    open_picker(s); /* back on the field, which has it chosen */
    golden_assert_shows(s->g, s->many ? "[x] freshly" : "(x) freshly");
    golden_keys(s->g, "Esc");
    undo_all(s, before); /* all that adding was, with what was typed there */
    above = s->g->stack.items[s->g->stack.count - 1];
    free(focus);
    focus = above->ops->focus(above, &s->g->se);
    assert_string_equal(focus, s->pointer); /* and nobody was led away from the field */
    free(focus);
    free(own);
    free(record);
}

static void check_field(const struct subject *s)
{
    char *before = golden_json(s->g);
    find(s, before);
    if (s->many)
        choose_several(s, before);
    keep_typed(s, before);
    add(s, before);
    free(before);
}

/* ---- all fields of a kind of records */

struct walk {
    const char *schema; /* the text, or NULL: the built-in one */
    size_t schema_len;
    const struct wizard *wizard;
    const char *list;
    size_t single, many;
};

static struct golden *start(const struct walk *w, const char *body, enum screen_id id, const char *pointer)
{
    struct golden *g =
        w->schema ? golden_new_with(w->schema, w->schema_len, body, 24, 80) : golden_new(body, 24, 80);
    golden_open(g, id, pointer);
    golden_forget(g);
    return g;
}

static void check_property(void *context, const struct schema_property *p)
{
    struct walk *w = context;
    const char *space;
    const enum meaning meaning = wizard_meaning(w->wizard, w->list, p->name, p->name_len, &space);
    if (meaning != MEANING_REFERENCE && meaning != MEANING_REFERENCES)
        return;
    char *record = path_join_index(w->list, 1), *pointer = path_join(record, p->name);
    char *body = body_of(w->wizard, "");
    struct golden *g = start(w, body, SCREEN_RECORD, pointer);
    check_field(&(struct subject){g, pointer, space, meaning == MEANING_REFERENCES});
    w->single += meaning == MEANING_REFERENCE;
    w->many += meaning == MEANING_REFERENCES;
    golden_free(g);
    free(body);
    free(pointer);
    free(record);
}

static void check_records(struct walk *w)
{
    struct golden *g = start(w, "{}", SCREEN_WIZARD, NULL);
    w->wizard = g->wizard;
    for (size_t i = 0; i < wizard_list_count(w->wizard); i++) {
        w->list = wizard_list_pointer(w->wizard, i);
        char *record = path_join_index(w->list, 0);
        schema_each_property(schema_at(g->schema, record), check_property, w);
        free(record);
    }
    golden_free(g);
}

/* ---- the landing page */

static void check_choice(struct walk *w, const struct choice *c)
{
    char *body = body_of(w->wizard, "");
    char *pointer = path_join("/landing_page/manage", c->member);
    struct golden *g = start(w, body, SCREEN_WIZARD, "/landing_page/manage");
    golden_keys(g, "Enter");
    golden_type(g, c->member);
    golden_keys(g, "Enter Down");
    assert_non_null(c->ref_list);
    check_field(&(struct subject){g, pointer, c->ref_list, false});
    w->single++;
    golden_free(g);
    free(pointer);
    free(body);
}

/* The choice is the only one, and has that key. */
static void check_page(const struct golden *g, const struct choice *c)
{
    const struct json *page = doc_get(g->se.doc, "/landing_page/manage");
    assert_true(json_is(page, JSON_OBJECT));
    assert_int_equal(page->count, 1);
    const struct json *key = json_get(page, c->member, strlen(c->member));
    assert_true(json_is(key, JSON_STRING));
    assert_true(json_chars_equal(key, c->member, strlen(c->member)));
}

/* Each kind is given a key of its own, and has it still when it is chosen again. */
static void check_switching(struct walk *w, const struct choice *all, size_t count)
{
    struct golden *g = start(w, "{}", SCREEN_WIZARD, "/landing_page/manage");
    for (size_t i = 0; i < count; i++) {
        golden_keys(g, "Enter");
        golden_type(g, all[i].member);
        golden_keys(g, "Enter Down");
        golden_type(g, all[i].member);
        golden_keys(g, "Up");
        check_page(g, &all[i]);
    }
    for (size_t i = 0; i < count; i++) {
        golden_keys(g, "Right");
        check_page(g, &all[i]);
    }
    golden_free(g);
}

static void check_landing_page(struct walk *w)
{
    enum { MAX = 32 };
    struct choice all[MAX];
    struct rows rows;
    struct golden *g = start(w, "{}", SCREEN_WIZARD, NULL);
    w->wizard = g->wizard;
    rows_init(&rows);
    wizard_object_rows(g->wizard, "/landing_page", g->se.doc, &rows);
    assert_int_equal(rows.count, 1);
    const size_t count = wizard_choices(g->wizard, &rows.items[0], all, MAX);
    for (size_t i = 0; i < count; i++)
        check_choice(w, &all[i]);
    check_switching(w, all, count);
    rows_finish(&rows);
    golden_free(g);
}

/* ---- the deep link */

static void check_deep_link(struct walk *w, const char *kind)
{
    char *more = xasprintf(",\"deep_link\":{\"resource_type\":\"%s\"}", kind);
    char *body = body_of(w->wizard, more);
    const char *list = wizard_list_of_kind(w->wizard, kind, strlen(kind));
    struct golden *g = start(w, body, SCREEN_WIZARD, "/deep_link/resource_key");
    assert_non_null(list);
    check_field(&(struct subject){g, "/deep_link/resource_key", list, false});
    golden_free(g);
    free(body);
    free(more);
}

static struct golden *deep_link(const char *schema, size_t len, const char *value)
{
    struct walk w = {.schema = schema, .schema_len = len};
    char *body = xasprintf("{\"customer_data\":{\"reservations\":[{\"reservation_key\":\"res-1\",\"name\":"
                           "\"Garc\u00EDa\"}],\"spaces\":[{\"space_key\":\"space-9\",\"name\":\"Roof\"}]},"
                           "\"deep_link\":%s}",
                           value);
    struct golden *g = start(&w, body, SCREEN_WIZARD, "/deep_link");
    free(body);
    return g;
}

static void check_link(const struct golden *g, const char *wanted)
{
    struct buf now;
    buf_init(&now, BUF_TEXT_MAX);
    json_write_compact(doc_get(g->se.doc, "/deep_link"), json_to_buf, &now);
    assert_string_equal(now.data, wanted);
    buf_finish(&now);
}

/* ---- over the table */

static const char STAYS[] = "/customer_data/reservations";

static struct golden *stays(void)
{
    struct golden *g = golden_new(
        "{\"customer_data\":{\"reservations\":[{\"reservation_key\":\"r-1\"},{\"reservation_key\":"
        "\"r-2\",\"guest_key\":\"g-1\"},{\"reservation_key\":\"r-3\"}],\"guests\":[{\"guest_key\":"
        "\"g-1\",\"name\":\"Ann\"},{\"guest_key\":\"g-2\",\"name\":\"Jos\u00E9 \u00D1and\u00FA\"}],"
        "\"rooms\":[{\"room_key\":\"n-1\"},{\"room_key\":\"n-2\"}]}}",
        24, 80);
    golden_open(g, SCREEN_START, NULL);
    golden_open(g, SCREEN_WIZARD, STAYS);
    golden_forget(g);
    return g;
}

static void check_at(const struct golden *g, const char *pointer, const char *wanted)
{
    struct buf now;
    const struct json *v = doc_get(g->se.doc, pointer);
    buf_init(&now, BUF_TEXT_MAX);
    if (v)
        json_write_compact(v, json_to_buf, &now);
    assert_string_equal(now.data, wanted);
    buf_finish(&now);
}

/* Puts the box over the guest of the first stay. */
static struct golden *guest_cell(void)
{
    struct golden *g = stays();
    golden_keys(g, "Home e");
    for (int i = 0; i < 20; i++) {
        const struct screen *top = g->stack.items[g->stack.count - 1];
        char *screen = golden_screen(g, false);
        const bool there = strstr(screen, "guest_key") != NULL;
        assert_string_equal(top->ops->name, "wizard");
        free(screen);
        if (there)
            return g;
        golden_keys(g, "Tab");
    }
    fail_msg("no cell is the guest's");
    return g;
}

static void a_cell__has_the_picker(void **state)
{
    (void)state;
    struct golden *g = guest_cell();
    char *before = golden_json(g);
    golden_keys(g, "Ctrl-Space");
    golden_type(g, "\u00D1AND\u00DA");
    golden_keys(g, "Enter Enter");
    check_at(g, "/customer_data/reservations/0/guest_key", "\"g-2\"");
    golden_keys(g, "u");
    char *now = golden_json(g);
    assert_string_equal(now, before);
    free(now);
    free(before);
    golden_free(g);
}

static void a_cell__adds_a_record__and_has_it_afterwards(void **state)
{
    (void)state;
    struct golden *g = guest_cell();
    char *before = golden_json(g);
    golden_keys(g, "Ctrl-Space");
    golden_type(
        g, "Zo\u00EB Lee"); /* a name, since it has a space: the key is made up, and offered to be replaced */
    golden_keys(g, "Ctrl-O");
    golden_assert_top(g, "record");
    check_at(g, "/customer_data/guests/2", "{\"guest_key\":\"guest-1\",\"name\":\"Zo\u00EB Lee\"}");
    golden_keys(g, "text:g-9 Esc");
    golden_assert_top(g, "wizard");
    golden_assert_shows(g, "[g-9_");
    check_at(g, "/customer_data/reservations/0/guest_key", "\"g-9\"");
    golden_keys(g, "Enter Down u u u");
    char *now = golden_json(g);
    assert_string_equal(now, before);
    free(now);
    free(before);
    golden_free(g);
}

static void marked_rows__are_given_a_record_that_is_picked(void **state)
{
    (void)state;
    struct golden *g = stays();
    char *before = golden_json(g);
    golden_keys(g, "* E");
    golden_type(g, "guest");
    golden_keys(g, "Enter Ctrl-Space");
    golden_type(g, "Ann");
    golden_keys(g, "Enter Enter");
    for (int i = 0; i < 3; i++) {
        char *at = xasprintf("%s/%d/guest_key", STAYS, i);
        check_at(g, at, "\"g-1\"");
        free(at);
    }
    golden_keys(g, "E");
    golden_type(g, "room");
    golden_keys(g, "Enter Ctrl-Space");
    golden_type(g, "n-2");
    golden_keys(g, "Space Ctrl-U text:n-1 Space Enter Enter");
    for (int i = 0; i < 3; i++) {
        char *at = xasprintf("%s/%d/room_keys", STAYS, i);
        check_at(g, at, "[\"n-2\",\"n-1\"]");
        free(at);
    }
    golden_keys(g, "u u");
    char *now = golden_json(g);
    assert_string_equal(now, before);
    free(now);
    free(before);
    golden_free(g);
}

static void marked_rows__are_given_a_record_that_is_added__as_one_step(void **state)
{
    (void)state;
    struct golden *g = stays();
    char *before = golden_json(g);
    golden_keys(g, "* E");
    golden_type(g, "guest");
    golden_keys(g, "Enter Ctrl-Space");
    golden_type(g, "g-7");
    golden_keys(g, "Ctrl-O");
    golden_assert_top(g, "record");
    golden_keys(g, "Esc Enter");
    for (int i = 0; i < 3; i++) {
        char *at = xasprintf("%s/%d/guest_key", STAYS, i);
        check_at(g, at, "\"g-7\"");
        free(at);
    }
    check_at(g, "/customer_data/guests/2/guest_key", "\"g-7\"");
    golden_keys(g, "u");
    char *now = golden_json(g);
    assert_string_equal(now, before);
    free(now);
    free(before);
    golden_free(g);
}

static void marked_rows__given_up_behind_a_record_that_was_added__leave_no_trace(void **state)
{
    (void)state;
    struct golden *g = stays();
    char *before = golden_json(g);
    golden_keys(g, "* E");
    golden_type(g, "guest");
    golden_keys(g, "Enter Ctrl-Space");
    golden_type(g, "g-8");
    golden_keys(g, "Ctrl-O Tab text:Bo Esc Esc");
    golden_assert_shows(g, "Nothing was set.");
    char *now = golden_json(g);
    assert_string_equal(now, before);
    free(now);
    free(before);
    golden_free(g);
}

/* ---- tests */

static void deep_link__keeps_the_key_of_each_kind(void **state)
{
    (void)state;
    struct golden *g = deep_link(NULL, 0, "{\"resource_type\":\"reservation\",\"resource_key\":\"res-1\"}");
    golden_keys(g, "Enter text:space Enter");
    check_link(g, "{\"resource_type\":\"space\",\"resource_key\":\"\"}");
    golden_keys(g, "Down Enter text:Roof Enter");
    check_link(g, "{\"resource_type\":\"space\",\"resource_key\":\"space-9\"}");
    golden_keys(g, "Up Enter text:reservation Enter");
    check_link(g, "{\"resource_type\":\"reservation\",\"resource_key\":\"res-1\"}");
    golden_keys(g, "Enter text:device Enter");
    check_link(g, "{\"resource_type\":\"device\",\"resource_id\":\"\"}");
    golden_keys(g, "Enter text:space Enter");
    check_link(g, "{\"resource_type\":\"space\",\"resource_key\":\"space-9\"}");
    golden_keys(g, "u u u u u");
    check_link(g, "{\"resource_type\":\"reservation\",\"resource_key\":\"res-1\"}");
    golden_free(g);
}

static void deep_link__of_a_kind_that_nobody_knows__is_open_text(void **state)
{
    (void)state;
    struct golden *g = deep_link(NULL, 0, "{\"resource_type\":\"acs_entrance\",\"resource_key\":\"e-1\"}");
    golden_assert_shows(g, "Resource key");
    golden_assert_hides(g, "Reservation key");
    golden_keys(g, "Down Ctrl-Space"); /* nothing to choose from */
    golden_assert_hides(g, " find: ");
    golden_keys(g, "text:2");
    check_link(g, "{\"resource_type\":\"acs_entrance\",\"resource_key\":\"e-12\"}");
    golden_free(g);
}

static void deep_link__looks_as_expected(void **state)
{
    (void)state;
    const int sizes[][2] = {{24, 80}, {40, 120}, {12, 40}};
    struct golden *g = deep_link(NULL, 0, "{\"resource_type\":\"space\",\"resource_key\":\"space-9\"}");
    for (size_t i = 0; i < 3; i++) {
        golden_resize(g, sizes[i][0], sizes[i][1]);
        golden_expect(g, "wizard-deep-link");
    }
    golden_keys(g, "Down Enter");
    for (size_t i = 0; i < 3; i++) {
        golden_resize(g, sizes[i][0], sizes[i][1]);
        golden_expect(g, "wizard-deep-link-choose");
    }
    golden_keys(g, "Esc Up Enter text:acs_entrance Enter");
    for (size_t i = 0; i < 3; i++) {
        golden_resize(g, sizes[i][0], sizes[i][1]);
        golden_expect(g, "wizard-deep-link-other");
    }
    golden_free(g);
}

static void check_all(const char *schema, size_t len)
{
    struct walk w = {.schema = schema, .schema_len = len};
    check_records(&w);
    assert_int_equal(w.single, 4 + 3 * 5); /* parent_site_key, the people of three kinds of stays */
    assert_int_equal(w.many, 10 + 3 * 8);  /* where staff works, where stays lead */
    check_landing_page(&w);
    assert_int_equal(w.single, 4 + 3 * 5 + 13);
    struct golden *g = start(&w, "{}", SCREEN_WIZARD, NULL);
    w.wizard = g->wizard;
    check_deep_link(&w, "reservation");
    check_deep_link(&w, "space");
    golden_free(g);
}

static void every_reference__has_a_picker(void **state)
{
    (void)state;
    check_all(NULL, 0);
}

/* Skips the test where the file is not at hand. */
static char *read_shared(const char *name, size_t *len)
{
    char *path = xasprintf("%s/api/%s", TEST_SHARED, name);
    char *text = support_read(path, len);
    free(path);
    if (!text)
        skip();
    return text;
}

static void check_shared(const char *name)
{
    size_t len;
    char *text = read_shared(name, &len);
    check_all(text, len);
    free(text);
}

static void deep_link__leads_to_a_device__with_seams_newer_file(void **state)
{
    (void)state;
    size_t len;
    char *text = read_shared("customers.newer.openapi.json", &len);
    struct golden *g = deep_link(text, len, "{\"resource_type\":\"space\",\"resource_key\":\"space-9\"}");
    golden_keys(g, "Enter text:device Enter Down text:d-7");
    check_link(g, "{\"resource_type\":\"device\",\"resource_id\":\"d-7\"}");
    assert_int_equal(session_problems_within(&g->se, "/deep_link/resource_id"), 0);
    golden_keys(g, "Up Enter text:space Enter");
    check_link(g, "{\"resource_type\":\"space\",\"resource_key\":\"space-9\"}");
    golden_free(g);
    free(text);
}

static void every_reference__has_a_picker__with_seams_file(void **state)
{
    (void)state;
    check_shared("create_portal.openapi.json");
}

static void every_reference__has_a_picker__with_seams_newer_file(void **state)
{
    (void)state;
    check_shared("customers.newer.openapi.json");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_reference__has_a_picker),
        cmocka_unit_test(every_reference__has_a_picker__with_seams_file),
        cmocka_unit_test(every_reference__has_a_picker__with_seams_newer_file),
        cmocka_unit_test(a_cell__has_the_picker),
        cmocka_unit_test(a_cell__adds_a_record__and_has_it_afterwards),
        cmocka_unit_test(marked_rows__are_given_a_record_that_is_picked),
        cmocka_unit_test(marked_rows__are_given_a_record_that_is_added__as_one_step),
        cmocka_unit_test(marked_rows__given_up_behind_a_record_that_was_added__leave_no_trace),
        cmocka_unit_test(deep_link__keeps_the_key_of_each_kind),
        cmocka_unit_test(deep_link__of_a_kind_that_nobody_knows__is_open_text),
        cmocka_unit_test(deep_link__looks_as_expected),
        cmocka_unit_test(deep_link__leads_to_a_device__with_seams_newer_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
