/* Calls as data: told to who listens, and made again. */
#include "forms/doc_private.h"

void doc_listen(struct doc *d, doc_listener *listener, void *context)
{
    d->listener = listener;
    d->listening = context;
}

void doc_tell(struct doc *d, const struct doc_call *call)
{
    if (d->listener)
        d->listener(d->listening, call);
}

void doc_tell_whole(struct doc *d, const struct json *body)
{
    doc_tell(d, &(struct doc_call){.verb = DOC_BECOME, .values = body, .count = 1});
    doc_tell_parked(d);
    if (!doc_modified(d))
        doc_tell(d, &(struct doc_call){.verb = DOC_SAVED});
}

static bool make_edit(struct doc *d, const struct doc_call *c)
{
    switch (c->verb) {
    case DOC_SET:
        return doc_set_again(d, c->pointer, c->values, NULL);
    case DOC_UNSET:
        return doc_unset_with(d, c->pointer, c->index);
    case DOC_INSERT:
        return doc_insert(d, c->pointer, c->index, c->values, NULL);
    case DOC_INSERT_ITEMS:
        return doc_insert_items(d, c->pointer, c->index, c->values, c->count, NULL);
    case DOC_DELETE_ITEMS:
        return doc_delete_items(d, c->pointer, c->indexes, c->count, NULL);
    case DOC_MOVE:
        return doc_move(d, c->pointer, c->index, c->to, NULL);
    case DOC_RENAME:
        return doc_rename(d, c->pointer, c->name, c->len, NULL);
    case DOC_BECOME:
        if (json_is(c->values, JSON_OBJECT))
            doc_become_value(d, json_clone(&d->arena, c->values));
        return json_is(c->values, JSON_OBJECT);
    default:
        return false;
    }
}

static void make_mark(struct doc *d, const struct doc_call *c)
{
    switch (c->verb) {
    case DOC_PARK:
        doc_park(d, c->pointer, c->values);
        break;
    case DOC_VISIT:
        doc_visit(d);
        break;
    case DOC_GROUP_BEGIN:
        doc_group_begin(d);
        break;
    case DOC_GROUP_END:
        doc_group_end(d);
        break;
    case DOC_GROUP_RESUME:
        doc_group_resume(d);
        break;
    case DOC_GROUP_CANCEL:
        doc_group_cancel(d);
        break;
    case DOC_GROUP_BACK:
        doc_group_back(d, c->index);
        break;
    case DOC_JOIN:
        doc_join(d, c->index);
        break;
    case DOC_SAVED:
        doc_mark_saved(d);
        break;
    default:
        break;
    }
}

bool doc_make_call(struct doc *d, const struct doc_call *call)
{
    if (call->verb == DOC_UNDO)
        return doc_undo(d, NULL);
    if (call->verb == DOC_REDO)
        return doc_redo(d, NULL);
    if (call->verb < DOC_PARK)
        return make_edit(d, call);
    make_mark(d, call);
    return true;
}
