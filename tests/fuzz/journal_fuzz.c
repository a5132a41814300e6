/* Any bytes as the journal of a small portal, as a damaged database may have them: what of it can be read is
 * done, the rest is left; the document stays UTF-8 that can be written, undone to its first byte and done
 * again; and what is journalled after it takes the place of what was left. */
#include "forms/journal.h"
#include "forms/safe.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

const struct fuzz_corpus fuzz_corpus = {{"journal"}, ".txt"};

static const char portal[] =
    "{\"customer_data\": {\"customer_key\": \"acme\", \"rooms\": [{\"room_key\": \"a\"}, "
    "{\"room_key\": \"b\", \"name\": \"Garden\"}]}, \"is_embedded\": true}";

static void require_text(const struct doc *d, const char *text, size_t len)
{
    struct buf out;
    buf_init(&out, BUF_BODY_MAX);
    require(doc_write(d, json_to_buf, &out));
    require(out.len == len && memcmp(out.data, text, len) == 0);
    buf_finish(&out);
}

static void undo_and_redo(struct doc *d)
{
    struct buf now;
    buf_init(&now, BUF_BODY_MAX);
    require(doc_write(d, json_to_buf, &now));
    size_t bad, steps = 0, back = 0;
    require(utf8_valid(now.data, now.len, &bad));
    while (doc_redo(d, NULL))
        steps++;
    while (steps-- > 0)
        require(doc_undo(d, NULL));
    require_text(d, now.data, now.len);
    while (doc_undo(d, NULL))
        back++;
    require_text(d, portal, sizeof portal - 1);
    while (back-- > 0)
        require(doc_redo(d, NULL));
    require_text(d, now.data, now.len);
    buf_finish(&now);
}

static void go_on(const char *text, size_t len, struct journal *j, struct doc *d)
{
    struct buf kept, now;
    struct journal_news news;
    buf_init(&kept, BUF_BODY_MAX);
    buf_init(&now, BUF_BODY_MAX);
    buf_add(&kept, text, len);
    doc_visit(d);
    doc_set_chars(d, "/locale", "en-GB", 5, NULL);
    const struct journal_piece piece = journal_pending(j, false);
    require(piece.cut <= kept.len);
    buf_truncate(&kept, kept.len - piece.cut);
    buf_add(&kept, piece.text, piece.len);
    require(doc_write(d, json_to_buf, &now));
    struct doc *again = doc_new(portal, sizeof portal - 1, NULL);
    struct journal *other = journal_new(again, kept.data, kept.len, &news);
    require(news.used == kept.len);
    require_text(again, now.data, now.len);
    journal_free(other);
    doc_free(again);
    buf_finish(&now);
    buf_finish(&kept);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    struct journal_news news;
    struct doc *d = doc_new(portal, sizeof portal - 1, NULL);
    struct journal *j = journal_new(d, text, size, &news);
    require(news.used <= size);
    go_on(text, size, j, d);
    journal_free(j);
    undo_and_redo(d);
    doc_free(d);
    return 0;
}
