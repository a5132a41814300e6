/* Which column goes to which field: told by the operator, remembered. */
#include "forms/import_private.h"

#include <stdlib.h>
#include <string.h>

/* ---- what values say */

/* 20.11.2026, 11/20/26: two numbers of one or two digits and a year. */
static void note_date(struct column_state *c, const char *p, size_t len)
{
    int numbers[3] = {0};
    size_t digits[3] = {0}, at = 0;
    char sign = 0;
    for (int i = 0; i < 3; i++) {
        for (; at < len && p[at] >= '0' && p[at] <= '9' && digits[i] < 5; at++, digits[i]++)
            numbers[i] = numbers[i] * 10 + (p[at] - '0');
        if (i < 2 && (at >= len || !strchr("./-", p[at]) || (sign && p[at] != sign)))
            return;
        if (i < 2)
            sign = p[at++];
    }
    if (digits[0] < 1 || digits[0] > 2 || digits[1] < 1 || digits[1] > 2 ||
        (digits[2] != 2 && digits[2] != 4))
        return;
    if (sign == '.' || (numbers[0] > 12 && numbers[1] <= 12))
        c->day++;
    else if (numbers[1] > 12 && numbers[0] <= 12)
        c->month++;
    else
        c->either++;
}

bool import_is_boolean(const char *p, size_t len)
{
    static const char *const words[] = {"true", "false", "TRUE", "FALSE", "True", "False"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == len && memcmp(words[i], p, len) == 0)
            return true;
    return false;
}

void import_note_value(struct column_state *c, const char *p, size_t len)
{
    c->only_booleans = c->only_booleans && import_is_boolean(p, len);
    c->blanks = c->blanks || memchr(p, ' ', len);
    bool several = false;
    for (size_t i = 0; IMPORT_SEPARATORS[i]; i++) {
        const bool has = memchr(p, IMPORT_SEPARATORS[i], len) != NULL;
        c->seen[i] = c->seen[i] || has;
        several = several || has;
    }
    if (several && !c->several)
        c->several = xstrndup(p, len);
    if (len >= 6 && p[0] >= '0' && p[0] <= '9')
        note_date(c, p, len);
}

static void sum_dates(const struct import *im, size_t *day, size_t *month, size_t *either)
{
    *day = *month = *either = 0;
    for (size_t i = 0; i < im->column_count; i++) {
        const struct column_state *c = &im->columns[i];
        if (c->shown.field == IMPORT_SKIP || im->fields.items[c->shown.field].control != CONTROL_DATE_TIME)
            continue;
        *day += c->day;
        *month += c->month;
        *either += c->either;
    }
}

void import_guess_dates(struct import *im)
{
    size_t day, month, either;
    sum_dates(im, &day, &month, &either);
    if (!im->dates_set)
        im->options.dates = day == month ? im->preferred : month > day ? DATE_MONTH_FIRST : DATE_DAY_FIRST;
}

void import_prefer_dates(struct import *im, enum date_order order)
{
    im->preferred = order;
    import_guess_dates(im);
    import_forget_checks(im);
}

enum import_dates import_dates(const struct import *im)
{
    size_t day, month, either;
    sum_dates(im, &day, &month, &either);
    if (day && month)
        return IMPORT_DATES_MIXED;
    if (day || month)
        return IMPORT_DATES_CERTAIN;
    return either ? IMPORT_DATES_EITHER : IMPORT_DATES_NONE;
}

/* ---- finding fields by words */

void import_normalise(const char *p, size_t len, struct buf *out)
{
    buf_clear(out);
    for (size_t i = 0; i < len; i++) {
        const unsigned char c = (unsigned char)p[i];
        if (c >= 'A' && c <= 'Z')
            buf_putc(out, (char)(c + 32));
        else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80)
            buf_putc(out, (char)c);
    }
}

bool import_same_words(const char *a, const struct buf *normal)
{
    struct buf b;
    buf_init(&b, BUF_TEXT_MAX);
    import_normalise(a, strlen(a), &b);
    const bool same = b.len == normal->len && b.len > 0 && memcmp(b.data, normal->data, b.len) == 0;
    buf_finish(&b);
    return same;
}

/* An entry of a map: "metadata:notes", or as its member is called in JSON: "custom_metadata.notes". */
static const char *entry_of(const struct flat_field *f, const char *text)
{
    const char *const names[] = {f->name, f->pointer + 1};
    for (size_t i = 0; f->control == CONTROL_MAP && i < 2; i++) {
        const size_t len = strlen(names[i]);
        if (strncmp(text, names[i], len) == 0 && (text[len] == ':' || text[len] == '.') && text[len + 1] &&
            strlen(text + len + 1) <= FLAT_ENTRY_MAX)
            return text + len + 1;
    }
    return NULL;
}

bool import_find_field(const struct import *im, const char *text, size_t *field, char **name, struct err *e)
{
    struct buf normal;
    buf_init(&normal, BUF_TEXT_MAX);
    import_normalise(text, strlen(text), &normal);
    bool found = strcmp(text, "skip") == 0;
    *field = IMPORT_SKIP;
    *name = NULL;
    for (size_t i = 0; !found && i < im->fields.count; i++) {
        const struct flat_field *f = &im->fields.items[i];
        const char *entry = entry_of(f, text);
        if (!entry && (f->control == CONTROL_MAP ||
                       !(import_same_words(f->name, &normal) || import_same_words(f->label, &normal))))
            continue;
        *field = i;
        *name = entry ? xstrdup(entry) : NULL;
        found = true;
    }
    buf_finish(&normal);
    return found || err_set(e, ERR_NOT_FOUND, "There is no field \"%.100s\" here.", text);
}

void import_field_text(const struct import *im, const struct import_column *c, struct buf *out)
{
    buf_puts(out, c->field == IMPORT_SKIP ? "skip" : im->fields.items[c->field].name);
    if (c->name)
        buf_printf(out, ":%s", c->name);
}

/* ---- the mapping */

const struct flat_fields *import_fields(const struct import *im)
{
    return &im->fields;
}

size_t import_column_count(const struct import *im)
{
    return im->column_count;
}

const struct import_column *import_column(const struct import *im, size_t index)
{
    return &im->columns[index].shown;
}

bool import_is_reason(const struct import *im, size_t column)
{
    return column > 0 && strcmp(im->columns[column].title, IMPORT_WHY) == 0;
}

void import_titles(const struct import *im, struct buf *out)
{
    for (size_t i = 0; i < im->column_count; i++)
        if (!import_is_reason(im, i))
            buf_printf(out, "%s\n", im->columns[i].title);
}

bool import_taken(const struct import *im, size_t field, const char *name, size_t *by)
{
    for (*by = 0; *by < im->column_count; ++*by) {
        const struct column_state *c = &im->columns[*by];
        if (c->shown.field == field && (!name || strcmp(c->name, name) == 0))
            return true;
    }
    return false;
}

static char separator_of(const struct column_state *c)
{
    for (size_t i = 0; IMPORT_SEPARATORS[i]; i++)
        if (c->seen[i])
            return IMPORT_SEPARATORS[i];
    return 0;
}

void import_send(struct import *im, size_t column, size_t field, const char *name)
{
    struct column_state *c = &im->columns[column];
    char *kept = name ? xstrdup(name) : NULL;
    free(c->name);
    c->name = kept;
    c->shown.name = kept;
    c->shown.field = field;
    c->separator = separator_of(c);
}

/* The entry's name, where the field is a map, can be taken. */
static bool can_name(const struct flat_field *f, const char *name, struct err *e)
{
    if (f->control != CONTROL_MAP)
        return true;
    if (!name || !*name)
        return err_set(e, ERR_USAGE, "A name is needed for the entry: %s:NAME.", f->name);
    return strlen(name) <= FLAT_ENTRY_MAX ||
           err_set(e, ERR_USAGE, "The name of the entry is too long: %zu bytes are the most.",
                   FLAT_ENTRY_MAX);
}

/* beside: all other columns of a field that takes several keep it, else those alone that were told to. */
static bool map(struct import *im, size_t column, size_t field, const char *name, bool beside, struct err *e)
{
    const struct flat_field *f = field == IMPORT_SKIP ? NULL : &im->fields.items[field];
    if (f && !can_name(f, name, e))
        return false;
    if (!f || f->control != CONTROL_MAP)
        name = NULL;
    for (size_t i = 0; f && i < im->column_count; i++) {
        const struct column_state *c = &im->columns[i];
        if (i != column && c->shown.field == field && (!name || strcmp(c->name, name) == 0) &&
            !(import_joins(im, field) && (beside || c->told)))
            import_send(im, i, IMPORT_SKIP, NULL);
    }
    import_send(im, column, field, name);
    im->columns[column].told = true;
    import_guess_dates(im);
    import_forget_checks(im);
    return true;
}

bool import_map(struct import *im, size_t column, size_t field, const char *name, struct err *e)
{
    return map(im, column, field, name, false, e);
}

bool import_join(struct import *im, size_t column, size_t field, const char *name, struct err *e)
{
    return map(im, column, field, name, true, e);
}

void import_order_columns(struct import *im)
{
    free(im->order);
    im->order = xcalloc(im->column_count + 1, sizeof *im->order);
    im->order_count = 0;
    im->key_column = SIZE_MAX;
    for (size_t f = 0; f < im->fields.count; f++) {
        size_t last = SIZE_MAX;
        for (size_t c = 0; c < im->column_count; c++) {
            if (im->columns[c].shown.field != f)
                continue;
            im->columns[c].next = SIZE_MAX;
            if (last != SIZE_MAX && import_joins(im, f))
                im->columns[last].next = c;
            else
                im->order[im->order_count++] = c;
            if (im->fields.items[f].key)
                im->key_column = c;
            last = c;
        }
    }
}

/* ---- options */

const struct import_options *import_options(const struct import *im)
{
    return &im->options;
}

void import_set_options(struct import *im, const struct import_options *o)
{
    im->dates_set = im->dates_set || o->dates != im->options.dates;
    im->options = *o;
    xreplace(&im->zone_name, o->zone_name);
    im->options.zone_name = im->zone_name;
    import_forget_checks(im);
}

static const char *const existing_words[] = {"update", "skip", "refuse"};
static const char *const order_words[] = {"day-first", "month-first"};
static const char *const apart_words[IMPORT_APARTS] = {"found", "|", ";", ",", "line", "never"};

void import_remember(const struct import *im, struct buf *out)
{
    struct buf field;
    buf_init(&field, BUF_TEXT_MAX);
    buf_printf(out, "{\"existing\":\"%s\",\"apart\":\"%s\"", existing_words[im->options.existing],
               apart_words[im->options.apart]);
    if (im->dates_set || import_dates(im) != IMPORT_DATES_NONE)
        buf_printf(out, ",\"dates\":\"%s\"", order_words[im->options.dates]);
    if (im->zone_name) {
        buf_puts(out, ",\"zone\":");
        json_quote(out, im->zone_name, strlen(im->zone_name));
    }
    buf_puts(out, ",\"columns\":[");
    for (size_t i = 0; i < im->column_count; i++) {
        const struct column_state *c = &im->columns[i];
        buf_clear(&field);
        import_field_text(im, &c->shown, &field);
        buf_puts(out, i ? ",[" : "[");
        json_quote(out, c->title, strlen(c->title));
        buf_putc(out, ',');
        json_quote(out, field.data, field.len);
        buf_putc(out, ']');
    }
    buf_puts(out, "]}");
    buf_finish(&field);
}

static char *text_at(const struct json *v)
{
    struct buf scratch;
    char *text = NULL;
    buf_init(&scratch, BUF_TEXT_MAX);
    if (json_is(v, JSON_STRING)) {
        size_t len;
        const char *p = json_chars(v, &scratch, &len);
        text = xstrndup(p, len);
    }
    buf_finish(&scratch);
    return text;
}

static char *member_at(const struct json *object, const char *name)
{
    return json_is(object, JSON_OBJECT) ? text_at(json_get(object, name, strlen(name))) : NULL;
}

static size_t word_at(const struct json *object, const char *name, const char *const *words, size_t count)
{
    char *text = member_at(object, name);
    size_t i = text ? 0 : count;
    while (i < count && strcmp(words[i], text) != 0)
        i++;
    free(text);
    return i;
}

/* recalled: which columns have been, since several may have one title. */
static void recall_column(struct import *im, const struct json *pair, bool *recalled)
{
    if (!json_is(pair, JSON_ARRAY))
        return;
    char *title = text_at(json_item(pair, 0)), *to = text_at(json_item(pair, 1)), *name = NULL;
    size_t field;
    if (title && to && import_find_field(im, to, &field, &name, NULL))
        for (size_t i = 0; i < im->column_count; i++)
            if (!recalled[i] && strcmp(im->columns[i].title, title) == 0) {
                import_map(im, i, field, name, NULL);
                recalled[i] = true;
                break;
            }
    free(name);
    free(to);
    free(title);
}

void import_recall(struct import *im, const char *text, size_t len, char **zone_name)
{
    struct arena nodes;
    struct json_tree tree;
    bool *recalled = xcalloc(im->column_count + 1, sizeof *recalled);
    arena_init(&nodes);
    *zone_name = NULL;
    if (json_parse(&nodes, text, len, &tree, NULL) && json_is(&tree.root, JSON_OBJECT)) {
        const struct json *columns = json_get(&tree.root, "columns", strlen("columns"));
        const size_t existing = word_at(&tree.root, "existing", existing_words, 3);
        const size_t dates = word_at(&tree.root, "dates", order_words, 2);
        const size_t apart = word_at(&tree.root, "apart", apart_words, IMPORT_APARTS);
        for (uint32_t i = 0; json_is(columns, JSON_ARRAY) && i < columns->count; i++)
            recall_column(im, &columns->items[i], recalled);
        if (existing < 3)
            im->options.existing = (enum import_existing)existing;
        if (apart < IMPORT_APARTS)
            im->options.apart = (enum import_apart)apart;
        if (dates < 2)
            import_prefer_dates(im, (enum date_order)dates);
        *zone_name = member_at(&tree.root, "zone");
    }
    arena_finish(&nodes);
    free(recalled);
    import_forget_checks(im);
}
