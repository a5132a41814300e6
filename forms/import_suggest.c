/* Where each column most likely goes: guessed from its title, and from its values where that leaves it open.
 */
#include "forms/import_private.h"

#include <stdlib.h>
#include <string.h>

/* ---- what titles say */

/* "Property" and "Properties"' keys by what they name, or are of: the member without _key or _keys. */
static bool has_stem(const struct flat_field *f, const struct buf *normal)
{
    const size_t len = strlen(f->name);
    const size_t cut = f->control == CONTROL_KEYS ? strlen("_keys") : strlen("_key");
    if (len <= cut)
        return false;
    char *stem = xstrndup(f->name, len - cut);
    const bool same = import_same_words(stem, normal);
    free(stem);
    return same;
}

static bool is_stem(const struct flat_field *f, const struct buf *normal)
{
    return f->ref_list && has_stem(f, normal);
}

/* "Room" in a list of rooms. */
static bool is_own(const struct flat_field *f, const struct buf *normal)
{
    return f->key && has_stem(f, normal);
}

static bool is_headed(const struct import *im, const char *name, const struct buf *normal)
{
    const char *const *words = wizard_headings(im->wizard, name);
    for (; words && *words; words++)
        if (import_same_words(*words, normal))
            return true;
    return false;
}

static bool is_heading(const struct import *im, const struct flat_field *f, const struct buf *normal)
{
    return is_headed(im, f->name, normal);
}

/* ---- parts of a field */

/* Which part of a field the title says; SIZE_MAX: none. */
static size_t part_of(const struct import *im, const char *field, const struct buf *normal)
{
    const char *const *parts = wizard_parts(im->wizard, field);
    for (size_t i = 0; parts && parts[i]; i++)
        if (is_headed(im, parts[i], normal))
            return i;
    return SIZE_MAX;
}

static size_t part_of_column(const struct import *im, size_t field, size_t column)
{
    const char *title = im->columns[column].title;
    struct buf normal;
    buf_init(&normal, BUF_TEXT_MAX);
    import_normalise(title, strlen(title), &normal);
    const size_t part = part_of(im, im->fields.items[field].name, &normal);
    buf_finish(&normal);
    return part;
}

static bool is_part(const struct import *im, const struct buf *normal)
{
    for (size_t i = 0; i < im->fields.count; i++)
        if (part_of(im, im->fields.items[i].name, normal) != SIZE_MAX)
            return true;
    return false;
}

/* Columns that may go to a field together, and the one that has it already. */
struct group {
    size_t field;
    size_t whole; /* SIZE_MAX: none */
    size_t *parts, count;
};

static bool holds(const struct import *im, size_t whole, size_t part)
{
    const struct column_state *w = &im->columns[whole], *p = &im->columns[part];
    return w->first && p->first && strstr(w->first, p->first);
}

/* "Nombre" is a name, and only the given one beside "Apellidos"; but "Name" is all of it beside both others,
 * as is what holds what they do. "Title" is none where two parts are there: it may say "Mrs". */
static bool is_whole(const struct import *im, const struct group *g)
{
    const size_t own = part_of_column(im, g->field, g->whole);
    size_t kind = SIZE_MAX;
    bool complete = false;
    for (size_t i = 0; i < g->count; i++) {
        const size_t part = part_of_column(im, g->field, g->parts[i]);
        if (part == own || holds(im, g->whole, g->parts[i]))
            return true;
        complete = complete || (i > 0 && part != kind);
        kind = part;
    }
    return own == SIZE_MAX && !complete;
}

static void send_parts(struct import *im, const struct group *g)
{
    if (g->whole != SIZE_MAX && is_whole(im, g))
        return;
    if (g->whole != SIZE_MAX && part_of_column(im, g->field, g->whole) == SIZE_MAX)
        import_send(im, g->whole, IMPORT_SKIP, NULL);
    for (size_t i = 0; i < g->count; i++)
        import_send(im, g->parts[i], g->field, NULL);
}

/* Who booked, behind who comes: "First name" twice is not one name. */
static bool is_repeated(const struct import *im, const struct group *g, size_t column)
{
    for (size_t i = 0; i < g->count; i++)
        if (strcmp(im->columns[g->parts[i]].title, im->columns[column].title) == 0)
            return true;
    return false;
}

static void suggest_parts_of(struct import *im, size_t field)
{
    struct group g = {.field = field, .parts = xcalloc(im->column_count + 1, sizeof *g.parts)};
    if (!import_taken(im, field, NULL, &g.whole))
        g.whole = SIZE_MAX;
    for (size_t i = 0; i < im->column_count; i++)
        if (im->columns[i].shown.field == IMPORT_SKIP && part_of_column(im, field, i) != SIZE_MAX &&
            !is_repeated(im, &g, i))
            g.parts[g.count++] = i;
    if (g.count > 0)
        send_parts(im, &g);
    free(g.parts);
}

static void suggest_parts(struct import *im)
{
    for (size_t i = 0; i < im->fields.count; i++)
        if (import_joins(im, i) && wizard_parts(im->wizard, im->fields.items[i].name))
            suggest_parts_of(im, i);
}

/* ---- what values say of titles */

/* The field refers to records, and one of them has the first key of the column: "room-1, room-2" are two. */
static bool names_record(const struct import *im, const struct column_state *c, const struct flat_field *f)
{
    if (!f->ref_list || !c->first)
        return false;
    const char *p = c->first + strspn(c->first, " ");
    size_t len = f->control == CONTROL_KEYS ? strcspn(p, IMPORT_SEPARATORS) : strlen(p);
    while (len && p[len - 1] == ' ')
        len--;
    return keys_own(im->keys, f->ref_list, p, len) > 0;
}

/* "Guest" heads keys of guests, or their names: what no guest has as a key is a name where blanks stand in
 * such values. */
static bool holds_keys(const struct import *im, const struct column_state *c, const struct flat_field *f)
{
    return !f->ref_list || !c->first || !c->blanks || names_record(im, c, f);
}

static void suggest_exact(struct import *im, size_t column)
{
    const struct column_state *c = &im->columns[column];
    size_t field, other;
    char *name = NULL;
    if (import_find_field(im, c->title, &field, &name, NULL) && field != IMPORT_SKIP &&
        (strcmp(im->fields.items[field].name, c->title) == 0 ||
         holds_keys(im, c, &im->fields.items[field])) &&
        !import_taken(im, field, name, &other))
        import_send(im, column, field, name);
    free(name);
}

static bool is_reference(const struct import *im, const struct column_state *c, const struct flat_field *f,
                         const struct buf *normal)
{
    return is_stem(f, normal) && holds_keys(im, c, f);
}

/* Names of what the title says: its own, where they are no keys, or those of what it refers to. */
static bool is_name(const struct import *im, const struct column_state *c, const struct buf *normal)
{
    bool is = false;
    for (size_t i = 0; !is && i < im->fields.count; i++) {
        const struct flat_field *f = &im->fields.items[i];
        is = (is_stem(f, normal) && !is_reference(im, c, f, normal)) || (is_own(f, normal) && c->blanks);
    }
    return is;
}

/* "Room" heads keys of spaces where spaces have them, though there are lists of rooms, too. SIZE_MAX: the
 * title is none of what records refer to, or none has the key. */
static size_t field_that_names(const struct import *im, const struct column_state *c,
                               const struct buf *normal)
{
    size_t found = SIZE_MAX;
    bool refers = false;
    for (size_t i = 0; i < im->fields.count; i++) {
        const struct flat_field *f = &im->fields.items[i];
        const bool is = f->ref_list && (is_stem(f, normal) || is_heading(im, f, normal));
        refers = refers || is;
        if (names_record(im, c, f) && (found == SIZE_MAX || is))
            found = i;
    }
    return refers ? found : SIZE_MAX;
}

static bool is_like(const struct import *im, const struct column_state *c, const struct flat_field *f,
                    const struct buf *normal)
{
    return is_heading(im, f, normal) || is_reference(im, c, f, normal) || (is_own(f, normal) && !c->blanks) ||
           (strcmp(f->name, "name") == 0 && is_name(im, c, normal));
}

/* numbered: others of its kind stand beside the column, for fields that take several. */
static bool suggest_words(struct import *im, size_t column, const struct buf *normal, bool numbered)
{
    const struct column_state *c = &im->columns[column];
    const size_t named = field_that_names(im, c, normal);
    size_t other;
    for (size_t i = 0; i < im->fields.count; i++) {
        const struct flat_field *f = &im->fields.items[i];
        const bool fits = named == SIZE_MAX ? is_like(im, c, f, normal) : i == named;
        const bool open = numbered ? f->control == CONTROL_KEYS
                                   : f->control != CONTROL_MAP && !import_taken(im, i, NULL, &other);
        if (fits && open) {
            import_send(im, column, i, NULL);
            return true;
        }
    }
    return false;
}

/* "Room 1" and "Room 2" are rooms. */
static void suggest_heading(struct import *im, size_t column)
{
    const char *title = im->columns[column].title;
    size_t len = strlen(title);
    struct buf normal;
    buf_init(&normal, BUF_TEXT_MAX);
    import_normalise(title, len, &normal);
    if (!suggest_words(im, column, &normal, false)) {
        while (len > 0 && title[len - 1] >= '0' && title[len - 1] <= '9')
            len--;
        import_normalise(title, len, &normal);
        if (title[len] && normal.len > 0)
            suggest_words(im, column, &normal, true);
    }
    buf_finish(&normal);
}

/* ---- all columns */

bool import_is_heading(const struct import *im, const char *p, size_t len)
{
    char *text = xstrndup(p, len), *name = NULL;
    struct buf normal;
    size_t field;
    buf_init(&normal, BUF_TEXT_MAX);
    import_normalise(p, len, &normal);
    bool is = import_find_field(im, text, &field, &name, NULL) || is_part(im, &normal);
    for (size_t i = 0; !is && i < im->fields.count; i++)
        is = is_heading(im, &im->fields.items[i], &normal) || is_stem(&im->fields.items[i], &normal) ||
             is_own(&im->fields.items[i], &normal);
    buf_finish(&normal);
    free(name);
    free(text);
    return is;
}

void import_suggest(struct import *im)
{
    for (size_t i = 0; i < im->column_count; i++)
        suggest_exact(im, i);
    for (size_t i = 0; i < im->column_count; i++)
        if (im->columns[i].shown.field == IMPORT_SKIP)
            suggest_heading(im, i);
    suggest_parts(im);
    import_guess_dates(im);
}
