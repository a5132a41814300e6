#include "config.h"

#include "tests/test.h"

#include "forms/import.h"
#include "forms/mem.h"
#include "tests/forms/fake_zones.h"
#include "tests/forms/import_trial.h"
#include "tests/rng.h"

#include <stdlib.h>
#include <string.h>

/* ---- reading and mapping */

static void import_suggest__finds_fields__by_what_columns_are_called(void **state)
{
    (void)state;
    static const struct {
        const char *list, *text, *mapping;
    } cases[] = {
        {STAYS, "reservation_key,name,starts_at\nr-1,1,2\n", "reservation_key name starts_at"},
        {STAYS, "Confirmation No;Guest;Property;Arrival;Departure;PIN;Balance\nr;Ana Dias;p-1;1;2;0042;1\n",
         "reservation_key name property_keys starts_at ends_at preferred_code skip"},
        {STAYS, "ID,Guest,Check-In Date\nr,g-1,1\n", "reservation_key guest_key starts_at"},
        {STAYS, "reservationKey,metadata:notes,custom_metadata.vip\nr,1,x\n",
         "reservation_key metadata:notes metadata:vip"},
        {STAYS, "name,name of it\nr,1\n", "name skip"},
        {SPACES, "space_key,Lat,Lon,Time Zone,Check-in time\ns,1.5,2,Europe/Lisbon,15:00\n",
         "space_key geolocation.latitude geolocation.longitude customer_data.time_zone "
         "customer_data.default_checkin_time"},
        {STAYS, "0042,x\n0043,y\n", "skip skip"},
        /* no room has that key, a property does */
        {STAYS, "ID,Room\nr,\"p-1, p-2\"\n", "reservation_key property_keys"},
        {STAYS, "ID,Room\nr,p-7\n", "reservation_key room_keys"},
        {STAYS, "ID,Adults\nr,p-1\n", "reservation_key skip"},
        {"/customer_data/rooms", "Room,Floor,Name\n101,1,Sea view\n", "room_key skip name"},
        {"/customer_data/rooms", "Room number,Room\n101,Sea view\n", "room_key name"},
        {"/customer_data/guests", "Guest,E-mail\n12,a@example.com\n", "guest_key email_address"},
        {"/customer_data/guests", "Guest,E-mail\nAna Dias,a@example.com\n", "name email_address"},
        {"/customer_data/property_listings", "Listing,Name\nl-1,A\n", "property_listing_key name"},
        {"/customer_data/access_grants", "Grant,User,Start\ng,u,1\n", "access_grant_key user_key starts_at"},
        {STAYS, "Res. No.,Arrival date/time,Room(s)\nr,1,101\n", "reservation_key starts_at room_keys"},
        {STAYS,
         "Buchungsnummer;Gastname;Zimmer;Anreise;Abreise;T\xc3\xbcrcode;Notiz\n1;Ana Dias;101;1;2;3;4\n",
         "reservation_key name room_keys starts_at ends_at preferred_code skip"},
        {STAYS,
         "Num\xc3\xa9ro de r\xc3\xa9servation;Nom;Date d'arriv\xc3\xa9"
         "e;D\xc3\xa9part\n1;Ana;1;2\n",
         "reservation_key name starts_at ends_at"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct trial t;
        trial_begin(&t, TWO_STAYS, cases[i].list, cases[i].text);
        trial_read_rows(&t);
        trial_expect_mapping(&t, cases[i].mapping);
        trial_end(&t);
    }
}

static void import_read_end__gives_titles_and_first_values(void **state)
{
    (void)state;
    struct trial t;
    trial_begin(&t, TWO_STAYS, STAYS, "Key;Arrival;\nr-1;;\n\nr-2;20.11.2026;x;\n");
    trial_read_rows(&t);
    assert_int_equal(import_counts(t.im)->rows, 2);
    assert_int_equal(import_column_count(t.im), 3);
    assert_string_equal(import_column(t.im, 0)->title, "Key");
    assert_string_equal(import_column(t.im, 1)->first, "20.11.2026");
    assert_int_equal(import_column(t.im, 1)->filled, 1);
    assert_string_equal(import_column(t.im, 2)->title, "Column 3");
    size_t number, line;
    import_row_place(t.im, 1, &number, &line);
    assert_int_equal(number, 4); /* as spreadsheets count */
    assert_int_equal(line, 4);
    trial_end(&t);
}

static void import_read_end__refuses__what_is_no_table(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t line;
    } cases[] = {{"", 0}, {"reservation_key,name\n", 0}, {"a,b\n1,\"x\n", 2}, {"sep=;\na;b\n1;\"x\n", 3}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct trial t;
        struct err e = {0};
        trial_begin(&t, TWO_STAYS, STAYS, cases[i].text);
        while (!import_read_step(t.im, 100))
            ;
        assert_false(import_read_end(t.im, &e));
        assert_int_equal(e.code, ERR_SYNTAX);
        assert_int_equal(e.line, cases[i].line);
        trial_end(&t);
    }
}

static void import_dates__are_read_off__the_values(void **state)
{
    (void)state;
    static const struct {
        const char *values;
        enum import_dates dates;
        enum date_order order;
    } cases[] = {
        {"20/11/2026 15:00\n01/02/2026\n", IMPORT_DATES_CERTAIN, DATE_DAY_FIRST},
        {"11/20/2026\n01/02/2026\n", IMPORT_DATES_CERTAIN, DATE_MONTH_FIRST},
        {"01.02.2026\n", IMPORT_DATES_CERTAIN, DATE_DAY_FIRST},
        {"01/02/2026\n", IMPORT_DATES_EITHER, DATE_DAY_FIRST},
        {"11/20/2026\n20/11/2026\n", IMPORT_DATES_MIXED, DATE_DAY_FIRST},
        {"2026-11-20\n", IMPORT_DATES_NONE, DATE_DAY_FIRST},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct trial t;
        char *text = xasprintf("starts_at\n%s", cases[i].values);
        trial_begin(&t, TWO_STAYS, STAYS, text);
        trial_read_rows(&t);
        assert_int_equal(import_dates(t.im), cases[i].dates);
        assert_int_equal(import_options(t.im)->dates, cases[i].order);
        trial_end(&t);
        free(text);
    }
}

static void import_map__takes_a_field__from_the_column_that_had_it(void **state)
{
    (void)state;
    struct trial t;
    struct err e = {0};
    size_t field;
    char *name;
    trial_begin(&t, TWO_STAYS, STAYS, "reservation_key,name,x\nr,1,2\n");
    trial_read_rows(&t);
    assert_true(import_find_field(t.im, "name", &field, &name, &e));
    assert_true(import_map(t.im, 2, field, NULL, &e));
    trial_expect_mapping(&t, "reservation_key skip name");
    assert_true(import_find_field(t.im, "metadata:room", &field, &name, &e));
    assert_true(import_map(t.im, 1, field, name, &e));
    trial_expect_mapping(&t, "reservation_key metadata:room name");
    assert_false(import_map(t.im, 1, field, "", &e));
    free(name);
    assert_false(import_find_field(t.im, "nonsense", &field, &name, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    trial_end(&t);
}

/* Such an entry would have no path, and two of them one name. */
static void import_map__refuses__a_name_that_is_too_long(void **state)
{
    (void)state;
    struct trial t;
    struct err e = {0};
    size_t field;
    char *name, *longest = xasprintf("%0*d", (int)FLAT_ENTRY_MAX, 1), *beyond = xasprintf("0%s", longest);
    char *text = xasprintf("reservation_key,metadata:%s,metadata:%s,x\nr,1,2,3\n", longest, beyond);
    char *mapping = xasprintf("reservation_key metadata:%s skip skip", longest);
    trial_begin(&t, TWO_STAYS, STAYS, text);
    trial_read_rows(&t);
    trial_expect_mapping(&t, mapping);
    assert_true(import_find_field(t.im, "metadata:x", &field, &name, &e));
    assert_false(import_map(t.im, 3, field, beyond, &e));
    assert_non_null(strstr(e.text, "too long"));
    trial_check(&t);
    trial_apply(&t);
    trial_end(&t);
    free(mapping);
    free(text);
    free(beyond);
    free(longest);
    free(name);
}

static void import_recall__maps_again__what_was_remembered(void **state)
{
    (void)state;
    struct trial t;
    struct buf kept;
    char *zone;
    size_t field;
    char *name;
    buf_init(&kept, BUF_TEXT_MAX);
    trial_begin(&t, TWO_STAYS, STAYS, "A,B,C\nr,01/02/2026,x y\n");
    trial_read_rows(&t);
    static const char *const fields[] = {"reservation_key", "starts_at", "metadata:a \"b\""};
    for (size_t i = 0; i < 3; i++) {
        assert_true(import_find_field(t.im, fields[i], &field, &name, NULL));
        assert_true(import_map(t.im, i, field, name, NULL));
        free(name);
    }
    struct import_options o = *import_options(t.im);
    o.dates = DATE_MONTH_FIRST;
    o.existing = IMPORT_SKIP_EXISTING;
    o.zone = fake_zone("Europe/Lisbon");
    o.zone_name = "Europe/Lisbon";
    import_set_options(t.im, &o);
    import_remember(t.im, &kept);
    trial_end(&t);
    trial_begin(&t, TWO_STAYS, STAYS, "C,D,A,B\nx,y,r,01/02/2026\n");
    trial_read_rows(&t);
    import_recall(t.im, kept.data, kept.len, &zone);
    trial_expect_mapping(&t, "metadata:a \"b\" skip reservation_key starts_at");
    assert_string_equal(zone, "Europe/Lisbon");
    assert_int_equal(import_options(t.im)->dates, DATE_MONTH_FIRST);
    assert_int_equal(import_options(t.im)->existing, IMPORT_SKIP_EXISTING);
    free(zone);
    import_recall(t.im, "[1]", 3, &zone);
    assert_null(zone);
    import_recall(t.im, "{\"columns\":[[1],[\"C\",\"nonsense\"],7]}", 37, &zone);
    trial_expect_mapping(&t, "metadata:a \"b\" skip reservation_key starts_at");
    trial_end(&t);
    buf_finish(&kept);
}

/* ---- cells */

static void import_recall__tells_columns_apart__that_have_one_title(void **state)
{
    (void)state;
    struct trial t;
    struct buf kept;
    char *zone;
    buf_init(&kept, BUF_TEXT_MAX);
    trial_begin(&t, TWO_STAYS, STAYS, "reservation_key,name,name,name\nr,1,2,3\n");
    trial_read_rows(&t);
    trial_expect_mapping(&t, "reservation_key name skip skip");
    import_remember(t.im, &kept);
    import_recall(t.im, kept.data, kept.len, &zone);
    trial_expect_mapping(&t, "reservation_key name skip skip");
    free(zone);
    buf_finish(&kept);
    trial_end(&t);
}

static void import_find_field__knows_each_field__by_its_own_name(void **state)
{
    (void)state;
    struct trial t;
    trial_begin(&t, "{}", STAYS, "x\n1\n");
    for (size_t l = 0; l < wizard_list_count(t.f.wizard); l++) {
        struct import *im =
            import_new(t.f.wizard, t.f.doc, t.keys, wizard_list_pointer(t.f.wizard, l),
                       &(struct import_source){.text = "", .dialect = {.delimiter = ','}}, NOW);
        for (size_t i = 0; i < import_fields(im)->count; i++) {
            const struct flat_field *f = &import_fields(im)->items[i];
            char *name, *text = f->control == CONTROL_MAP ? xasprintf("%s:x", f->name) : xstrdup(f->name);
            size_t field;
            if (!import_find_field(im, text, &field, &name, NULL) || field != i)
                fail_msg("%s in %s", text, wizard_list_pointer(t.f.wizard, l));
            free(name);
            free(text);
        }
        import_free(im);
    }
    trial_end(&t);
}

static void import_preview__makes_of_each_cell__what_its_field_takes(void **state)
{
    (void)state;
    static const struct {
        const char *list, *text, *record;
    } cases[] = {
        {STAYS, "reservation_key,preferred_code\n0042,0815\n",
         "{\"reservation_key\":\"0042\",\"preferred_code\":\"0815\"}"},
        {STAYS, "reservation_key,name,starts_at\nr,,20.11.2026 15:00\n",
         "{\"reservation_key\":\"r\",\"starts_at\":\"2026-11-20T15:00:00Z\"}"},
        {STAYS, "reservation_key,name,starts_at\nr,\"\",2026-07-20T15:00:00+02:00\n",
         "{\"reservation_key\":\"r\",\"name\":\"\",\"starts_at\":\"2026-07-20T13:00:00Z\"}"},
        {STAYS, "\"reservation_key\",\"name\",\"starts_at\",\"metadata:vip\"\n\"r\",\"\",\"\",\"true\"\n",
         "{\"reservation_key\":\"r\",\"custom_metadata\":{\"vip\":true}}"},
        {STAYS, "reservation_key,metadata:vip\nr,\"\"\nq,true\n",
         "{\"reservation_key\":\"r\",\"custom_metadata\":{\"vip\":\"\"}}"},
        {STAYS, "reservation_key,starts_at\nr,1620-07-20T15:00:00.250Z\n",
         "{\"reservation_key\":\"r\",\"starts_at\":\"1620-07-20T15:00:00.250Z\"}"},
        {STAYS, "reservation_key,starts_at\nr, 20 jul 2026 15:00 \n",
         "{\"reservation_key\":\"r\",\"starts_at\":\"2026-07-20T14:00:00Z\"}"}, /* Lisbon's summer */
        {STAYS, "reservation_key,property_keys,unit_keys\nr,a| b ||c,\"x;y\"\n",
         "{\"reservation_key\":\"r\",\"property_keys\":[\"a\",\"b\",\"c\"],\"unit_keys\":[\"x\",\"y\"]}"},
        {STAYS, "reservation_key,property_keys\nr,\"[\"\"a|b\"\",\"\"c,d\"\"]\"\n",
         "{\"reservation_key\":\"r\",\"property_keys\":[\"a|b\",\"c,d\"]}"},
        {STAYS, "reservation_key,metadata:notes,metadata:vip\nr,120,TRUE\n",
         "{\"reservation_key\":\"r\",\"custom_metadata\":{\"notes\":\"120\",\"vip\":true}}"},
        {STAYS, "reservation_key,name\nr,'=1+1\n", "{\"reservation_key\":\"r\",\"name\":\"=1+1\"}"},
        {STAYS, "reservation_key,name\nr,Jos\xc3\xa9 \"\"\n",
         "{\"reservation_key\":\"r\",\"name\":\"Jos\xc3\xa9 \\\"\\\"\"}"},
        {SPACES,
         "space_key,geolocation.latitude,geolocation.longitude,duration_minutes\ns,\"38,72\",-9.1,60\n",
         "{\"space_key\":\"s\",\"duration_minutes\":60,\"geolocation\":{\"latitude\":38.72,\"longitude\":-9."
         "1}}"},
        {SPACES, "space_key,customer_data.default_checkin_time\ns,3pm\n",
         "{\"space_key\":\"s\",\"customer_data\":{\"default_checkin_time\":\"15:00\"}}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct trial t;
        struct buf out, why;
        size_t column;
        buf_init(&out, BUF_TEXT_MAX);
        buf_init(&why, BUF_TEXT_MAX);
        trial_begin(&t, "{}", cases[i].list, cases[i].text);
        trial_read_rows(&t);
        struct import_options o = *import_options(t.im);
        o.zone = fake_zone("Europe/Lisbon");
        o.zone_name = "Europe/Lisbon";
        import_set_options(t.im, &o);
        trial_check(&t);
        if (import_problem(t.im, 0, &column, &why))
            fail_msg("%s: %s", cases[i].text, why.data);
        import_preview(t.im, 0, &out);
        assert_string_equal(out.data, cases[i].record);
        trial_end(&t);
        buf_finish(&out);
        buf_finish(&why);
    }
}

static void add_text(const struct doc *d, const char *pointer, struct buf *out)
{
    const struct json *v = doc_get(d, pointer);
    struct buf scratch;
    size_t len;
    assert_true(json_is(v, JSON_STRING));
    buf_init(&scratch, BUF_TEXT_MAX);
    const char *p = json_chars(v, &scratch, &len);
    buf_add(out, p, len);
    buf_finish(&scratch);
}

static void times__are_read_by_the_clock_of_the_place__that_the_row_names(void **state)
{
    (void)state;
    static const char places[] =
        "{\"customer_data\":{\"spaces\":[{\"space_key\":\"york\",\"name\":\"Y\",\"customer_data\":{\"time_"
        "zone\":"
        "\"America/"
        "New_York\",\"default_checkin_time\":\"16:30\"}},{\"space_key\":\"plain\",\"name\":\"P\"}]}}";
    static const struct {
        const char *row, *times;
    } cases[] = {
        {"r,york,20.11.2026,21.11.2026 09:00", "2026-11-20T21:30:00Z 2026-11-21T14:00:00Z"},
        {"r,plain;york,20.11.2026,21.11.2026", "2026-11-20T21:30:00Z 2026-11-21T16:00:00Z"},
        {"r,plain,20.11.2026,21.11.2026", "2026-11-20T15:00:00Z 2026-11-21T11:00:00Z"},
        {"r,,20.07.2026,2026-07-21T00:00:00Z", "2026-07-20T14:00:00Z 2026-07-21T00:00:00Z"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct trial t;
        struct buf times;
        buf_init(&times, BUF_TEXT_MAX);
        char *text =
            xasprintf("reservation_key,space_keys,starts_at,ends_at\nq,plain;york,,\n%s\n", cases[i].row);
        trial_begin(&t, places, STAYS, text);
        trial_read_rows(&t);
        struct import_options o = *import_options(t.im);
        o.zones = fake_zones();
        o.zone = fake_zone("Europe/Lisbon");
        o.zone_name = "Europe/Lisbon";
        import_set_options(t.im, &o);
        trial_check(&t);
        trial_apply(&t);
        add_text(t.f.doc, STAYS "/1/starts_at", &times);
        buf_putc(&times, ' ');
        add_text(t.f.doc, STAYS "/1/ends_at", &times);
        assert_string_equal(times.data, cases[i].times);
        trial_end(&t);
        free(text);
        buf_finish(&times);
    }
}

static void import_problem__says_why_a_row_is_bad__and_where(void **state)
{
    (void)state;
    static const struct {
        const char *list, *row; /* below key, starts_at, duration or the like */
        size_t column;
        const char *why;
    } cases[] = {
        {STAYS, "reservation_key,starts_at\nr,31.02.2026 15:00\n", 1, "There is no 31 Feb 2026."},
        {STAYS, "reservation_key,starts_at\nr,31.11.2026\n", 1, "There is no 31 Nov 2026"},
        {STAYS, "reservation_key,starts_at\nr,soon\n", 1, "not understood as a time"},
        {STAYS, "reservation_key,starts_at\nr,29.3.2026 01:30\n", 1, "There is no 29 Mar 2026 01:30"},
        {STAYS, "reservation_key,name\n,Ana\n", IMPORT_SKIP, "no key"},
        {STAYS, "reservation_key,name\nr,Ana,more\n", IMPORT_SKIP, "more cells"},
        {SPACES, "space_key,duration_minutes\ns,1.5\n", 1, ""},
        {SPACES, "space_key,duration_minutes\ns,1.5,\n", 1, ""},
        {SPACES, "space_key,geolocation.latitude\ns,\"1,000.5\"\n", 1, "not a number"},
        {SPACES, "space_key,customer_data.default_checkin_time\ns,late\n", 1, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct trial t;
        struct buf why;
        size_t column = 99;
        buf_init(&why, BUF_TEXT_MAX);
        trial_begin(&t, "{}", cases[i].list, cases[i].row);
        trial_read_rows(&t);
        struct import_options o = *import_options(t.im);
        o.zone = fake_zone("Europe/Lisbon");
        o.zone_name = "Europe/Lisbon";
        import_set_options(t.im, &o);
        trial_check(&t);
        if (!import_problem(t.im, 0, &column, &why))
            fail_msg("%s", cases[i].row);
        if (column != cases[i].column || why.len == 0 || !strstr(why.data, cases[i].why))
            fail_msg("%s: %zu %s", cases[i].row, column, why.data);
        assert_int_equal(import_counts(t.im)->fates[IMPORT_BAD], 1);
        assert_int_equal(import_bad_row(t.im, 0), 0);
        struct err e = {0};
        assert_false(import_ready(t.im, &e));
        trial_end(&t);
        buf_finish(&why);
    }
}

/* ---- what is there already */

static const char mixed[] = "reservation_key,name,property_keys\n"
                            "r-1,Ana,\n"         /* the same */
                            "r-2,Benno,p-1\n"    /* changes */
                            "r-3,Cleo,p-1|p-9\n" /* new; p-9 is strange */
                            "r-3,Cleo,\n"        /* twice */
                            ",Nobody,\n";        /* no key */

static void import_check_step__counts__what_comes_of_the_rows(void **state)
{
    (void)state;
    static const struct {
        enum import_existing existing;
        size_t fates[IMPORT_FATES]; /* new, change, same, left, bad */
    } cases[] = {
        {IMPORT_UPDATE_EXISTING, {1, 1, 1, 0, 2}},
        {IMPORT_SKIP_EXISTING, {1, 0, 0, 2, 2}},
        {IMPORT_REFUSE_EXISTING, {1, 0, 0, 0, 4}},
    };
    struct trial t;
    struct buf why;
    size_t column;
    buf_init(&why, BUF_TEXT_MAX);
    trial_begin(&t, TWO_STAYS, STAYS, mixed);
    trial_read_rows(&t);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct import_options o = *import_options(t.im);
        o.existing = cases[i].existing;
        import_set_options(t.im, &o);
        assert_false(import_checked(t.im));
        trial_check(&t);
        assert_memory_equal(import_counts(t.im)->fates, cases[i].fates, sizeof cases[i].fates);
    }
    assert_true(import_problem(t.im, 0, &column, &why));
    assert_string_equal(why.data, "The list has this key already.");
    buf_clear(&why);
    assert_true(import_problem(t.im, 3, &column, &why));
    assert_string_equal(why.data, "Row 4 has the same key.");
    assert_int_equal(import_column(t.im, 2)->strange, 1);
    buf_finish(&why);
    trial_end(&t);
}

/* Quotes around nothing are a value, too, unless the table quotes everything: of the values in a column, some
 * are bad, and never more than there are. */
static void import_column__counts_empty_texts__among_its_values(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t filled, bad;
    } cases[] = {
        {"reservation_key,starts_at\nr-1,\"\"\nr-2,\nr-3,tomorrow\n", 2, 1},
        {"reservation_key,starts_at\nr-1,\"\"\n\"r-2\",\"\"\n", 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct trial t;
        trial_begin(&t, TWO_STAYS, STAYS, cases[i].text);
        trial_read_rows(&t);
        trial_check(&t);
        assert_int_equal(import_column(t.im, 1)->filled, cases[i].filled);
        assert_int_equal(import_column(t.im, 1)->bad, cases[i].bad);
        trial_end(&t);
    }
}

static void import_apply_step__adds_and_changes__in_one_undo_step(void **state)
{
    (void)state;
    struct trial t;
    trial_begin(&t, TWO_STAYS, STAYS, mixed);
    trial_read_rows(&t);
    trial_check(&t);
    trial_apply(&t);
    assert_int_equal(import_applied(t.im), 2);
    trial_expect_list(
        &t, STAYS,
        "{\"reservation_key\":\"r-1\",\"name\":\"Ana\"}\n"
        "{\"reservation_key\":\"r-2\",\"name\":\"Benno\",\"starts_at\":\"2026-11-20T15:00:00Z\","
        "\"property_keys\":[\"p-1\"]}\n"
        "{\"reservation_key\":\"r-3\",\"name\":\"Cleo\",\"property_keys\":[\"p-1\",\"p-9\"]}\n");
    char *after = trial_bytes(t.f.doc);
    assert_true(doc_undo(t.f.doc, NULL));
    trial_expect_document(&t, t.before);
    assert_false(doc_modified(t.f.doc));
    assert_true(doc_redo(t.f.doc, NULL));
    trial_expect_document(&t, after);
    free(after);
    trial_end(&t);
}

static void import_apply_step__makes_the_list__where_there_is_none(void **state)
{
    (void)state;
    struct trial t;
    trial_begin(&t, "{}\n", STAYS, "reservation_key\nr-1\nr-2\nr-3\n");
    trial_read_rows(&t);
    trial_check(&t);
    trial_apply(&t);
    trial_expect_list(
        &t, STAYS,
        "{\"reservation_key\":\"r-1\"}\n{\"reservation_key\":\"r-2\"}\n{\"reservation_key\":\"r-3\"}\n");
    assert_true(doc_undo(t.f.doc, NULL));
    trial_expect_document(&t, "{}\n");
    trial_end(&t);
}

static void import_cancel__leaves_no_trace(void **state)
{
    (void)state;
    struct err e = {0};
    for (int by_free = 0; by_free < 2; by_free++) {
        struct trial t;
        trial_begin(&t, TWO_STAYS, STAYS, "reservation_key,name\nr-1,Zoe\nr-5,x\nr-6,y\nr-7,z\n");
        trial_read_rows(&t);
        trial_check(&t);
        assert_true(import_ready(t.im, &e));
        assert_false(import_apply_step(t.im, 2, &e));
        if (by_free) {
            import_free(t.im);
            t.im = NULL;
        } else {
            import_cancel(t.im);
            trial_expect_document(&t, t.before);
            trial_apply(&t); /* and it can begin anew */
            assert_true(doc_undo(t.f.doc, NULL));
        }
        trial_expect_document(&t, t.before);
        assert_false(doc_undo(t.f.doc, NULL));
        trial_end(&t);
    }
}

static void import_write_bad__gives_the_rows_back__with_a_reason(void **state)
{
    (void)state;
    struct trial t;
    struct buf out;
    buf_init(&out, BUF_TEXT_MAX);
    trial_begin(&t, TWO_STAYS, STAYS,
                "reservation_key;name;starts_at\nr-8;=x;31.02.2026\n;\"a;b\";\nr-9;;\n");
    trial_read_rows(&t);
    trial_check(&t);
    import_write_bad(t.im, SIZE_MAX, &out);
    for (size_t i = 0; i < import_counts(t.im)->fates[IMPORT_BAD]; i++)
        import_write_bad(t.im, i, &out);
    assert_string_equal(out.data, "reservation_key;name;starts_at;Why it was not imported\r\n"
                                  "r-8;'=x;31.02.2026;There is no 31 Feb 2026.\r\n"
                                  ";\"a;b\";;The row has no key.\r\n");
    buf_finish(&out);
    trial_end(&t);
}

static void import_ready__wants_a_key_column(void **state)
{
    (void)state;
    struct trial t;
    struct err e = {0};
    trial_begin(&t, TWO_STAYS, STAYS, "name,x\nAna,1\n");
    trial_read_rows(&t);
    assert_false(import_ready(t.im, &e));
    trial_check(&t);
    assert_false(import_ready(t.im, &e));
    assert_non_null(strstr(e.text, "reservation_key"));
    trial_end(&t);
}

/* ---- many */

static void import__of_many_rows__agrees_with_a_naive_list(void **state)
{
    (void)state;
    enum { ROWS = 5000 };
    struct rng r;
    struct buf text, expected;
    struct trial t;
    bool used[ROWS * 2] = {false};
    rng_init(&r, 100);
    buf_init(&text, BUF_BODY_MAX);
    buf_init(&expected, BUF_BODY_MAX);
    buf_puts(&text, "reservation_key,name\n");
    size_t twice = 0;
    for (size_t i = 0; i < ROWS; i++) {
        const size_t key = rng_below(&r, ROWS * 2);
        buf_printf(&text, "k%zu,name %zu\n", key, i);
        if (!used[key])
            buf_printf(&expected, "{\"reservation_key\":\"k%zu\",\"name\":\"name %zu\"}\n", key, i);
        twice += used[key];
        used[key] = true;
    }
    trial_begin(&t, "{}\n", STAYS, text.data);
    while (!import_read_step(t.im, 700))
        ;
    assert_true(import_read_end(t.im, NULL));
    while (!import_check_step(t.im, 700))
        ;
    assert_int_equal(import_counts(t.im)->fates[IMPORT_BAD], twice);
    assert_int_equal(import_counts(t.im)->fates[IMPORT_NEW], ROWS - twice);
    struct err e = {0};
    while (!import_apply_step(t.im, 700, &e))
        ;
    struct buf out;
    buf_init(&out, BUF_BODY_MAX);
    const struct json *list = doc_get(t.f.doc, STAYS);
    for (uint32_t i = 0; i < list->count; i++) {
        json_write_compact(&list->items[i], json_to_buf, &out);
        buf_putc(&out, '\n');
    }
    assert_string_equal(out.data, expected.data);
    assert_true(doc_undo(t.f.doc, NULL));
    trial_expect_document(&t, "{}\n");
    trial_end(&t);
    buf_finish(&out);
    buf_finish(&text);
    buf_finish(&expected);
}

static int finish(void **state)
{
    (void)state;
    fake_zones_finish();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(import_suggest__finds_fields__by_what_columns_are_called),
        cmocka_unit_test(import_read_end__gives_titles_and_first_values),
        cmocka_unit_test(import_read_end__refuses__what_is_no_table),
        cmocka_unit_test(import_dates__are_read_off__the_values),
        cmocka_unit_test(import_map__takes_a_field__from_the_column_that_had_it),
        cmocka_unit_test(import_map__refuses__a_name_that_is_too_long),
        cmocka_unit_test(import_recall__maps_again__what_was_remembered),
        cmocka_unit_test(import_recall__tells_columns_apart__that_have_one_title),
        cmocka_unit_test(import_find_field__knows_each_field__by_its_own_name),
        cmocka_unit_test(import_preview__makes_of_each_cell__what_its_field_takes),
        cmocka_unit_test(times__are_read_by_the_clock_of_the_place__that_the_row_names),
        cmocka_unit_test(import_problem__says_why_a_row_is_bad__and_where),
        cmocka_unit_test(import_check_step__counts__what_comes_of_the_rows),
        cmocka_unit_test(import_column__counts_empty_texts__among_its_values),
        cmocka_unit_test(import_apply_step__adds_and_changes__in_one_undo_step),
        cmocka_unit_test(import_apply_step__makes_the_list__where_there_is_none),
        cmocka_unit_test(import_cancel__leaves_no_trace),
        cmocka_unit_test(import_write_bad__gives_the_rows_back__with_a_reason),
        cmocka_unit_test(import_ready__wants_a_key_column),
        cmocka_unit_test(import__of_many_rows__agrees_with_a_naive_list),
    };
    return cmocka_run_group_tests(tests, NULL, finish);
}
