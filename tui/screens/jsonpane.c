#include "tui/screens/jsonpane.h"

#include "forms/mem.h"
#include "forms/path.h"
#include "tui/screens/words.h"

#include <stdlib.h>

static bool secret(void *context, const char *name, size_t len)
{
    return wizard_is_secret(context, name, len);
}

void jsonpane_finish(struct jsonpane *p)
{
    preview_free(p->preview);
    *p = (struct jsonpane){0};
}

void jsonpane_sync(struct jsonpane *p, const struct session *se, int rows)
{
    if (p->doc != se->doc) {
        jsonpane_finish(p);
        p->doc = se->doc;
        if (se->doc)
            p->preview = preview_new(se->doc, secret, (void *)(uintptr_t)se->wizard);
    }
    if (!p->preview)
        return;
    preview_set_redact(p->preview, !session_reveals(se));
    preview_refresh(p->preview);
    jsonview_fit(&p->view, p->preview, rows > 0 ? (size_t)rows : 1);
}

void jsonpane_count(struct jsonpane *p, const struct session *se)
{
    if (p->preview && (p->size == 0 || p->sized != doc_revision(se->doc))) {
        p->size = doc_size(se->doc);
        p->sized = doc_revision(se->doc);
    }
}

void jsonpane_go(struct jsonpane *p, const char *pointer)
{
    if (p->preview)
        jsonview_show(&p->view, p->preview, preview_find(p->preview, pointer));
}

void jsonpane_fold(struct jsonpane *p)
{
    struct preview_line line;
    if (!p->preview || !preview_line(p->preview, p->view.cursor, &line))
        return;
    bool folded = line.folded;
    char *at = line.foldable ? xstrdup(line.pointer) : path_parent(line.pointer);
    if (at && *at) {
        preview_fold(p->preview, at, !folded);
        jsonpane_go(p, at);
    }
    free(at);
}

const char *jsonpane_pointer(const struct jsonpane *p)
{
    struct preview_line line;
    if (p->preview)
        preview_refresh(p->preview); /* a screen above may have edited, whose work is kept with this focus */
    return p->preview && preview_line(p->preview, p->view.cursor, &line) ? line.pointer : NULL;
}

struct marking {
    const struct session *se;
    struct checks_record record;
};

static char mark(void *context, const char *pointer)
{
    struct marking *m = context;
    return session_problems_at(m->se, &m->record, pointer) ? '!' : ' ';
}

/* Time passes, and the document is edited, while nothing happens to the pane: below a pop-up, say. */
static void catch_up(const struct jsonpane *p, const struct session *se)
{
    preview_refresh(p->preview);
    preview_set_redact(p->preview, !session_reveals(se));
}

void jsonpane_draw(const struct jsonpane *p, const struct session *se, struct area a, bool focus)
{
    if (!p->preview)
        return;
    struct jsonview v = p->view;
    catch_up(p, se);
    jsonview_fit(&v, p->preview, v.page);
    struct marking marking = {.se = se};
    v.mark = mark;
    v.context = &marking;
    jsonview_draw(&v, p->preview, a, focus);
    checks_record_finish(&marking.record);
}

void jsonpane_status(const struct jsonpane *p, const struct session *se, struct buf *out)
{
    if (!p->preview)
        return;
    catch_up(p, se);
    words_size(p->size, out);
    buf_puts(out, preview_redacts(p->preview) ? ", secrets hidden" : ", secrets SHOWN");
}
