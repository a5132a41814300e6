#include "tui/screens/rekeying.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "tui/screens/control.h"

#include <stdlib.h>
#include <string.h>

void rekeying_drop(struct session *se)
{
    rekey_free(se->rekeying.rekey);
    free(se->rekeying.list);
    free(se->rekeying.pointer);
    free(se->rekeying.to);
    free(se->rekeying.words);
    free(se->rekeying.indexes);
    memset(&se->rekeying, 0, sizeof se->rekeying);
}

bool rekeying_stands(const struct session *se)
{
    return se->rekeying.rekey && se->doc && se->rekeying.revision == doc_revision(se->doc);
}

/* Adds who names the key; false: nobody does, or somebody else has it, too. */
static bool is_left(const struct session *se, const char *list, const char *key, size_t len, size_t owners)
{
    const struct keys *k = checks_keys(se->checks);
    return len > 0 && keys_own(k, list, key, len) == owners && keys_uses(k, list, key, len) > 0;
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
        se->rekeying.pointer = xstrdup(pointer);
        se->rekeying.to = xstrdup(now.data);
        se->rekeying.revision = doc_revision(se->doc);
        se->rekeying.asks = true;
    }
    buf_finish(&now);
    free(list);
}

bool rekeying_asks(struct session *se)
{
    struct buf words;
    if (!se->rekeying.asks || (rekeying_stands(se) && !checks_done(se->checks)))
        return false; /* who names what is not known yet */
    const char *list = se->rekeying.list, *from = rekey_from(se->rekeying.rekey, 0);
    se->rekeying.asks = false;
    if (!rekeying_stands(se) || !is_left(se, list, from, strlen(from), 0)) {
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

static void add_key(struct session *se, const char *list, const char *member, size_t index)
{
    const struct json *record = json_item(doc_get(se->doc, list), index);
    struct buf key;
    buf_init(&key, BUF_TEXT_MAX);
    if (json_is(record, JSON_OBJECT))
        control_plain(json_get(record, member, strlen(member)), &key);
    if (is_left(se, list, key.data, key.len, 1))
        rekey_add(se->rekeying.rekey, key.data, key.len, NULL);
    buf_finish(&key);
}

void rekeying_deleting(struct session *se, const char *list, const size_t *indexes, size_t count)
{
    const char *member = wizard_key_member(se->wizard, list);
    rekeying_drop(se);
    if (!member || !checks_done(se->checks))
        return;
    se->rekeying.rekey = rekey_new(se->wizard, list);
    se->rekeying.list = xstrdup(list);
    se->rekeying.indexes = xcalloc(count, sizeof *indexes);
    se->rekeying.count = count;
    memcpy(se->rekeying.indexes, indexes, count * sizeof *indexes);
    for (size_t i = 0; i < count; i++)
        add_key(se, list, member, indexes[i]);
    if (rekey_count(se->rekeying.rekey) == 0)
        rekeying_drop(se);
}

void rekeying_deleted(struct session *se, struct buf *out)
{
    const size_t count = se->rekeying.rekey ? rekey_count(se->rekeying.rekey) : 0;
    se->rekeying.revision = doc_revision(se->doc);
    if (count == 1) {
        const char *key = rekey_from(se->rekeying.rekey, 0);
        put_uses(se, se->rekeying.list, key, strlen(key), out);
    } else if (count > 1) {
        buf_printf(out, "%zu of them", count);
    }
}
