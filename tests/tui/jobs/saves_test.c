/* Saving under attack, in short; tests/torture/saves has the long form. The calls are taken over at link time
 * (--wrap), so that it is the program's own sequence that is tried. */
#include "config.h"

#include "tests/test.h"

#include "tests/scratch.h"
#include "tests/torture/faults.h"
#include "tests/torture/saves_sweep.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE = 200000 };

static void saving__loses_nothing_and_says_so__whichever_call_fails(void **state)
{
    (void)state;
    static const int errors[] = {ENOSPC, EPERM, 0};
    struct tally safe = {0}, naive = {0};
    for (size_t i = 0; i < operation_count; i++)
        for (int plain = 0; plain < 2; plain++)
            sweep_errors(&operations[i], errors, SIZE, plain, &safe);
    sweep_errors(&naive_save, errors, SIZE, false, &naive);
    tally_assert(&safe, 301, &naive);
}

static void saving__loses_nothing__when_it_is_killed_before_any_call(void **state)
{
    (void)state;
    struct tally safe = {0}, naive = {0};
    for (size_t i = 0; i < operation_count; i++)
        for (int plain = 0; plain < 2; plain++)
            sweep_kills(&operations[i], SIZE, plain, &safe);
    sweep_kills(&naive_save, SIZE, false, &naive);
    tally_assert(&safe, 151, &naive);
}

static void saving__is_synced__before_a_name_leads_there_and_before_it_is_said(void **state)
{
    (void)state;
    struct tally safe = {0}, naive = {0};
    for (size_t i = 0; i < operation_count; i++)
        for (int plain = 0; plain < 2; plain++)
            sweep_unsynced(&operations[i], SIZE, plain, &safe);
    sweep_unsynced(&naive_save, SIZE, false, &naive);
    tally_assert(&safe, 21, &naive);
}

static void saving__overwrites_nobody__who_writes_at_any_moment(void **state)
{
    (void)state;
    for (int in_place = 0; in_place < 2; in_place++) {
        struct tally safe = {0}, naive = {0};
        sweep_rivals(operations[0].run, in_place, &safe);
        sweep_rivals(save_after_a_look, in_place, &naive);
        tally_assert(&safe, 11, &naive);
    }
}

static void saving__loses_no_count__of_two_instances(void **state)
{
    (void)state;
    struct tally t = {0};
    sweep_instances(2, 20, &t);
    assert_int_equal(t.bad, 0);
}

/* Saves once with such faults; what comes of it is whole. */
static void assert_saves_with(const struct faults *f)
{
    struct stage s;
    stage_begin(&s, &operations[0], SIZE);
    faults_arm(f);
    const bool saved = operations[0].run(&s, NULL);
    faults_disarm();
    assert_true(saved);
    assert_true(stage_is_sound(&s, true, true));
    stage_end(&s);
}

static void saving__writes_on__when_the_disk_takes_a_part_or_a_signal_comes(void **state)
{
    (void)state;
    assert_saves_with(&(struct faults){.part = true});
    unsigned interrupted = 0;
    for (unsigned at = 1; at < 20; at++) {
        struct stage s;
        stage_begin(&s, &operations[0], SIZE);
        faults_arm(&(struct faults){.at = at, .error = EINTR});
        const bool saved = operations[0].run(&s, NULL);
        const char *failed = faults_disarm();
        if (failed && strcmp(failed, "write") == 0) {
            assert_true(saved);
            assert_true(stage_is_sound(&s, true, true));
            interrupted++;
        }
        stage_end(&s);
    }
    assert_true(interrupted >= 4);
}

/* Writes anew each time that the save is about to let two files change places. */
static void write_again(void *context, const char *name)
{
    const struct stage *s = context;
    if (strcmp(name, "renameat2") != 0)
        return;
    char *beside = scratch_path(s->directory, "theirs");
    scratch_write(beside, "{}\n", 3);
    assert_int_equal(rename(beside, s->files[0].path), 0);
    free(beside);
}

static void saving__keeps_what_others_wrote_in_the_very_moment__under_a_name_of_its_own(void **state)
{
    (void)state;
    struct stage s;
    struct err e = {0};
    stage_begin(&s, &operations[0], SIZE);
    faults_arm(&(struct faults){.before = write_again, .context = &s});
    assert_false(operations[0].run(&s, &e));
    faults_disarm();
    const char *name = strstr(e.text, ".seam-portal-tui.");
    assert_non_null(name);
    char *apart = scratch_path(s.library.paths.configurations, name);
    assert_false(stage_gets_tidy(&s)); /* it is no save's to remove */
    size_t len;
    char *kept = scratch_read(apart, &len), *now = scratch_read(s.files[0].path, &len);
    assert_string_equal(kept, "{}\n");
    assert_int_not_equal(strcmp(now, s.old_text), 0);
    free(now);
    free(kept);
    free(apart);
    stage_end(&s);
}

int main(void)
{
    scratch_in_memory();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(saving__loses_nothing_and_says_so__whichever_call_fails),
        cmocka_unit_test(saving__loses_nothing__when_it_is_killed_before_any_call),
        cmocka_unit_test(saving__is_synced__before_a_name_leads_there_and_before_it_is_said),
        cmocka_unit_test(saving__overwrites_nobody__who_writes_at_any_moment),
        cmocka_unit_test(saving__loses_no_count__of_two_instances),
        cmocka_unit_test(saving__keeps_what_others_wrote_in_the_very_moment__under_a_name_of_its_own),
        cmocka_unit_test(saving__writes_on__when_the_disk_takes_a_part_or_a_signal_comes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
