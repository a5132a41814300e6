#include "tui/screens/rekeying.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "tui/screens/control.h"
#include "tui/screens/words.h"

#include <stdlib.h>
#include <string.h>

void rekeying_drop(struct session *se)
{
    rekey_free(se->rekeying.rekey);
    rekey_free(se->rekeying.left);
    free(se->rekeying.list);
    free(se->rekeying.to);
    free(se->rekeying.words);
    memset(&se->rekeying, 0, sizeof se->rekeying);
}

bool rekeying_stands(const struct session *se)
{
    return se->rekeying.rekey && se->doc && se->rekeying.revision == doc_revision(se->doc);
}

/* Somebody names the key, and nobody has it. */
static bool is_left(const struct session *se, const char *list, const char *key, size_t len)
{
    const struct keys *k = checks_keys(se->checks);
    return len > 0 && keys_own(k, list, key, len) == 0 && keys_uses(k, list, key, len) > 0;
}

/* ---- another key */

/* The list whose records' own key stands at the pointer, or NULL; heap. */
static char *list_of_key(const struct session *se, const char *pointer)
{
    char *record = path_parent(pointer), *list = record ? path_parent(record) : NULL;
    char *member = path_last(pointer);
    const char *key = list ? wizard_key_member(se->wizard, list) : NULL;
    if (!key || strcmp(key, member) != 0) {
        free(list);
        list = NULL;
    }
    free(member);
    free(record);
    return list;
}

static void put_uses(const struct session *se, const char *list, const char *key, size_t len, struct buf *out)
{
    struct uses u = {0};
    uses_find(checks_keys(se->checks), se->wizard, doc_root(se->doc), list, key, len, &u);
    uses_words(&u, se->wizard, out);
    uses_finish(&u);
}

void rekeying_renamed(struct session *se, const char *pointer, const char *before)
{
    struct buf now;
    char *list = list_of_key(se, pointer);
    buf_init(&now, BUF_TEXT_MAX);
    if (list)
        control_plain(doc_get(se->doc, pointer), &now);
    if (*before && now.len > 0 && strcmp(now.data, before) != 0) {
        rekeying_drop(se);
        se->rekeying.rekey = rekey_new(se->wizard, list);
        rekey_add(se->rekeying.rekey, before, strlen(before), now.data);
        se->rekeying.list = xstrdup(list);
        se->rekeying.to = xstrdup(now.data);
        se->rekeying.revision = doc_revision(se->doc);
        se->rekeying.asks = true;
    }
    buf_finish(&now);
    free(list);
}

void rekeying_watch(const struct session *se, const char *pointer, struct rekeying_watch *out)
{
    char *own = list_of_key(se, pointer), *above = path_parent(pointer);
    const char *member = above ? wizard_key_member(se->wizard, above) : NULL;
    struct buf before;
    *out = (struct rekeying_watch){0};
    if (own || member) {
        buf_init(&before, BUF_TEXT_MAX);
        out->pointer = own ? xstrdup(pointer) : path_join(pointer, member);
        control_plain(doc_get(se->doc, out->pointer), &before);
        out->before = buf_detach(&before, NULL);
    }
    free(above);
    free(own);
}

void rekeying_watched(struct session *se, struct rekeying_watch *take)
{
    if (take->pointer)
        rekeying_renamed(se, take->pointer, take->before);
    free(take->pointer);
    free(take->before);
    *take = (struct rekeying_watch){0};
}

/* Asks at once where it is known who names the key; else when it is. */
static bool asks_new_key(struct session *se)
{
    struct buf words;
    const char *list = se->rekeying.list, *from = rekey_from(se->rekeying.rekey, 0);
    if (!is_left(se, list, from, strlen(from))) {
        rekeying_drop(se);
        return false;
    }
    buf_init(&words, BUF_TEXT_MAX);
    put_uses(se, list, from, strlen(from), &words);
    se->rekeying.words =
        xasprintf("\"%s\" is \"%s\" now, and named by %s.", from, se->rekeying.to, words.data);
    buf_finish(&words);
    return true;
}

/* ---- no key any more */

/* So many keys are looked up at once, and in a slice. */
enum { LOOKED_UP = 1000 };

/* Of the keys that went, those stay that somebody names and nobody has. false: some are not looked up yet. */
static bool keep_left(struct session *se)
{
    const size_t count = rekey_count(se->rekeying.rekey);
    size_t *next = &se->rekeying.next;
    if (!se->rekeying.left)
        se->rekeying.left = rekey_new(se->wizard, se->rekeying.list);
    for (size_t slice = 0; slice < LOOKED_UP && *next < count; slice++, ++*next) {
        const char *key = rekey_from(se->rekeying.rekey, *next);
        if (is_left(se, se->rekeying.list, key, strlen(key)))
            rekey_add(se->rekeying.left, key, strlen(key), NULL);
    }
    if (*next < count)
        return false;
    rekey_free(se->rekeying.rekey);
    se->rekeying.rekey = se->rekeying.left;
    se->rekeying.left = NULL;
    return true;
}

/* Who still names what was deleted has to be known, and can be mended by one key. */
static void say_left(struct session *se)
{
    char n[WORDS_NUMBER_MAX];
    struct buf words;
    const size_t left = rekey_count(se->rekeying.rekey), count = se->rekeying.count;
    buf_init(&words, BUF_TEXT_MAX);
    if (left == 1) {
        const char *key = rekey_from(se->rekeying.rekey, 0);
        buf_puts(&words, count == 1 ? " that is named by " : "; one of them is named by ");
        put_uses(se, se->rekeying.list, key, strlen(key), &words);
    } else {
        buf_printf(&words, "; %s of them are named elsewhere", words_number(left, n));
    }
    char *one = control_record_word(se, se->rekeying.list);
    session_say(se, SEVERITY_WARNING,
                "Deleted %s %s%s. Press " WORDS_KEY("list.clear_uses") " to clear that too, " WORDS_UNDO
                                                                       " to undo.",
                words_number(count, n), count == 1 ? one : "rows", words.data);
    free(one);
    buf_finish(&words);
}

static bool tells_left(struct session *se)
{
    if (rekey_count(se->rekeying.rekey) == 0)
        rekeying_drop(se);
    else
        say_left(se);
    return se->rekeying.rekey != NULL;
}

struct going {
    struct session *se;
    const char *list, *member;
};

static void add_key(void *context, size_t index)
{
    const struct going *g = context;
    const struct json *record = json_item(doc_get(g->se->doc, g->list), index);
    struct buf key;
    buf_init(&key, BUF_TEXT_MAX);
    if (json_is(record, JSON_OBJECT))
        control_plain(json_get(record, g->member, strlen(g->member)), &key);
    if (key.len > 0)
        rekey_add(g->se->rekeying.rekey, key.data, key.len, NULL);
    buf_finish(&key);
}

/* While not all is known who names them, any may be named. */
void rekeying_deleting(struct session *se, const char *list, const size_t *indexes, size_t count)
{
    struct going g = {se, list, wizard_key_member(se->wizard, list)};
    rekeying_drop(se);
    if (!g.member)
        return;
    se->rekeying.rekey = rekey_new(se->wizard, list);
    se->rekeying.list = xstrdup(list);
    se->rekeying.count = count;
    if (checks_keys_complete(se->checks))
        keys_each_named(checks_keys(se->checks), list, indexes, count, add_key, &g);
    else
        for (size_t i = 0; i < count; i++)
            add_key(&g, indexes[i]);
}

bool rekeying_deleted(struct session *se)
{
    se->rekeying.revision = doc_revision(se->doc);
    se->rekeying.asks = se->rekeying.rekey && (!checks_keys_complete(se->checks) || !keep_left(se));
    return se->rekeying.rekey && !se->rekeying.asks && tells_left(se);
}

/* ---- once it is known who names what */

/* Something is to be asked or said, and it is time for it. */
static bool is_due(struct session *se)
{
    if (se->rekeying.asks && !rekeying_stands(se))
        rekeying_drop(se);
    return se->rekeying.asks && checks_done(se->checks);
}

bool rekeying_asks(struct session *se)
{
    if (!is_due(se) || !se->rekeying.to)
        return false;
    se->rekeying.asks = false;
    return asks_new_key(se);
}

bool rekeying_works(struct session *se)
{
    if (!is_due(se) || se->rekeying.to)
        return false;
    if (keep_left(se)) {
        se->rekeying.asks = false;
        tells_left(se);
    }
    return true;
}
