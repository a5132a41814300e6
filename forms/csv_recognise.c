#include "forms/csv.h"

#include "forms/mem.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS = 64, BYTES = 256 * 1024 }; /* that are looked at */

/* How the first rows look with one delimiter. */
struct look {
    size_t rows, usual; /* usual: cells that most rows have */
    size_t alike;       /* rows that have so many */
};

static struct look look_with(const char *p, size_t len, char delimiter)
{
    struct csv_reader r;
    struct look l = {0};
    size_t counts[ROWS] = {0};
    csv_reader_init(&r, p, len < BYTES ? len : BYTES, delimiter);
    while (l.rows < ROWS && csv_read(&r, NULL))
        counts[l.rows++] = r.count;
    csv_reader_finish(&r);
    for (size_t i = 0; i < l.rows; i++) {
        size_t alike = 0;
        for (size_t k = 0; k < l.rows; k++)
            alike += counts[k] == counts[i];
        if (alike > l.alike || (alike == l.alike && counts[i] > l.usual)) {
            l.alike = alike;
            l.usual = counts[i];
        }
    }
    return l;
}

/* More rows of the same length count first, then more cells in them: a comma in a few texts is not taken for
 * the delimiter of all. */
static bool better(const struct look *a, const struct look *b)
{
    if ((a->usual > 1) != (b->usual > 1))
        return a->usual > 1;
    const size_t left = a->alike * (b->rows ? b->rows : 1), right = b->alike * (a->rows ? a->rows : 1);
    return left != right ? left > right : a->usual > b->usual;
}

static char recognise_delimiter(const char *p, size_t len)
{
    static const char delimiters[] = ",;\t|";
    struct look best = look_with(p, len, delimiters[0]);
    char delimiter = delimiters[0];
    for (size_t i = 1; delimiters[i]; i++) {
        const struct look l = look_with(p, len, delimiters[i]);
        if (better(&l, &best)) {
            best = l;
            delimiter = delimiters[i];
        }
    }
    return delimiter;
}

/* ---- header */

/* "metadata:NAME", as exports have it, whatever the name of that entry is. */
static bool is_entry(const struct csv_cell *c)
{
    size_t n = 0;
    while (n < c->len && ((c->p[n] >= 'a' && c->p[n] <= 'z') || c->p[n] == '_'))
        n++;
    return n > 0 && n < c->len && c->p[n] == ':';
}

/* "Check-in 2" is a name, "20.11.2026", "0042" and "a@example.com" are not. */
static bool is_name(const struct csv_cell *c)
{
    if (is_entry(c))
        return true;
    if (c->len == 0 || c->len > 100 || memchr(c->p, '@', c->len))
        return false;
    const char first = c->p[0];
    return !((first >= '0' && first <= '9') || first == '+' || first == '-');
}

/* Numbers, dates, codes, addresses: what a header has none of. */
static bool all_names(const struct csv_reader *r)
{
    bool any = false;
    for (size_t i = 0; i < r->count; i++) {
        if (r->cells[i].len == 0)
            continue; /* a column without a name */
        if (!is_name(&r->cells[i]))
            return false;
        any = true;
    }
    return any;
}

static bool names_differ(const struct csv_reader *r)
{
    for (size_t i = 0; i < r->count; i++)
        for (size_t k = 0; k < i; k++)
            if (r->cells[i].len && r->cells[i].len == r->cells[k].len &&
                memcmp(r->cells[i].p, r->cells[k].p, r->cells[i].len) == 0)
                return false;
    return true;
}

/* "name", "guest_key": such words are written for programs, and never stand in a row of people. */
static bool has_program_word(const struct csv_reader *r)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct csv_cell *c = &r->cells[i];
        const char *low = memchr(c->p, '_', c->len);
        if (low && low != c->p && low != c->p + c->len - 1 && !memchr(c->p, ' ', c->len))
            return true;
    }
    return false;
}

static bool recognise_header(const char *p, size_t len, char delimiter)
{
    struct csv_reader r;
    csv_reader_init(&r, p, len < BYTES ? len : BYTES, delimiter);
    bool header = csv_read(&r, NULL) && all_names(&r) && names_differ(&r);
    bool differs = header && has_program_word(&r);
    for (size_t rows = 0; header && !differs && rows < ROWS && csv_read(&r, NULL); rows++)
        differs = !all_names(&r);
    csv_reader_finish(&r);
    return header && differs;
}

/* ---- both */

static size_t separator_line(const char *p, size_t len, char *delimiter)
{
    if (len < 5 || memcmp(p, "sep=", 4) != 0)
        return 0;
    size_t end = 5;
    if (end < len && p[end] == '\r')
        end++;
    if (end < len && p[end] == '\n')
        end++;
    if (end == 5 || !strchr(",;\t|", p[4]))
        return 0;
    *delimiter = p[4];
    return end;
}

void csv_recognise(const char *p, size_t len, struct csv_dialect *out)
{
    *out = (struct csv_dialect){0};
    out->skip = separator_line(p, len, &out->delimiter);
    if (out->skip == 0)
        out->delimiter = recognise_delimiter(p, len);
    out->header = recognise_header(p + out->skip, len - out->skip, out->delimiter);
}
