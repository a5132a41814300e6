/* Keys to actions. The default map is a file in the operator's own format (assets/keys.conf), read by the
 * same parser: lines "list.delete = d, Del"; '#' starts a comment; a later file replaces the keys of the
 * actions it names.
 *
 * Two states. Moving: letters are commands. Typing (the cursor stands in a text): a key without Ctrl or
 * Alt that makes a character is text and is looked up nowhere. */
#ifndef TUI_ACTIONS_KEYMAP_H
#define TUI_ACTIONS_KEYMAP_H

#include "forms/err.h"
#include "tui/actions/action.h"
#include "tui/actions/key.h"

struct keymap;

struct keymap *keymap_new(void);
void keymap_free(struct keymap *m);
/* Reads a whole file; all of it counts or nothing does. Refused with the line: an unknown action, a key
 * that is not one or does not arrive in a plain terminal, one key twice in one scope. */
bool keymap_read(struct keymap *m, const char *text, size_t len, struct err *e);
/* Scopes from the innermost out, as prefixes of action names, ended by NULL: {"list", "move", "app"}. The
 * first scope that knows the key wins. */
enum action keymap_find(const struct keymap *m, const char *const *scopes, bool typing, struct key k);
/* The keys of an action, in the file's order; returns how many (at most max). */
size_t keymap_keys(const struct keymap *m, enum action a, struct key *out, size_t max);
/* The key to show for it: while typing, one that works there. false when it has none. */
bool keymap_label(const struct keymap *m, enum action a, bool typing, char *out, size_t size);

#endif
