/* The vocabulary of what an operator can ask for. One list feeds the key map, the hint lines, the help
 * screen, the palette, the man page, and a test that they agree. The part of a name before the point is
 * the scope in which it works (keymap.h). To add an action: a line here, its keys in assets/keys.conf, and
 * the screen that answers it. */
#ifndef TUI_ACTIONS_ACTION_H
#define TUI_ACTIONS_ACTION_H

#include <stddef.h>

/* X(id, "scope.name", "hint", "help") */
#define ACTIONS(X)                                                                                           \
    X(APP_HELP, "app.help", "help", "Help for this screen")                                                  \
    X(APP_SAVE, "app.save", "save", "Save the configuration")                                                \
    X(APP_JSON, "app.json", "JSON", "Show the body as JSON")                                                 \
    X(APP_REVIEW, "app.review", "review", "Review, then send: never sends by itself")                        \
    X(APP_PANE, "app.pane", "next pane", "Go to the next pane: sections, form, JSON")                        \
    X(APP_FIND, "app.find", "find field", "Find a field by name, path or description")                       \
    X(APP_NEXT_PROBLEM, "app.next_problem", "next problem", "Go to the next problem")                        \
    X(APP_PREVIOUS_PROBLEM, "app.previous_problem", "previous problem", "Go to the previous problem")        \
    X(APP_PROBLEMS, "app.problems", "problems", "List all problems")                                         \
    X(APP_PALETTE, "app.palette", "commands", "Find and run a command")                                      \
    X(APP_QUIT, "app.quit", "quit", "Quit; asks when there is unsaved work")                                 \
    X(APP_BACK, "app.back", "back", "Back one level, or close the pop-up")                                   \
    X(APP_UNDO, "app.undo", "undo", "Undo the last step")                                                    \
    X(APP_REDO, "app.redo", "redo", "Redo what was undone")                                                  \
    X(APP_COPY, "app.copy", "copy", "Copy the value in focus")                                               \
    X(APP_REVEAL, "app.reveal", "reveal", "Show hidden values for 30 seconds, or hide them")                 \
    X(APP_EDIT, "app.edit", "editor", "Edit the value, the record or all of it as JSON in your editor")      \
    X(APP_SAVE_AS, "app.save_as", "save as", "Save under another name, or into another file")                \
    X(APP_COMPARE, "app.compare", "compare", "Show what differs from the saved file")                        \
    X(APP_SUSPEND, "app.suspend", "suspend", "Suspend; fg brings it back")                                   \
    X(APP_REDRAW, "app.redraw", "redraw", "Draw the screen again")                                           \
    X(APP_INTERRUPT, "app.interrupt", "cancel", "Cancel a running request, else ask to quit")                \
    X(APP_LINKS, "app.links", "links", "Show the links made so far")                                         \
    X(MOVE_UP, "move.up", "up", "Up")                                                                        \
    X(MOVE_DOWN, "move.down", "down", "Down")                                                                \
    X(MOVE_LEFT, "move.left", "left", "Left")                                                                \
    X(MOVE_RIGHT, "move.right", "more columns", "Right")                                                     \
    X(MOVE_PAGE_UP, "move.page_up", "page up", "One page up")                                                \
    X(MOVE_PAGE_DOWN, "move.page_down", "page down", "One page down")                                        \
    X(MOVE_HALF_UP, "move.half_up", "half up", "Half a page up")                                             \
    X(MOVE_HALF_DOWN, "move.half_down", "half down", "Half a page down")                                     \
    X(MOVE_FIRST, "move.first", "first", "To the first")                                                     \
    X(MOVE_LAST, "move.last", "last", "To the last")                                                         \
    X(FORM_NEXT, "form.next", "next", "Next field")                                                          \
    X(FORM_PREVIOUS, "form.previous", "previous", "Previous field")                                          \
    X(FORM_OPEN, "form.open", "open", "Open the list or choice, or go to the next field")                    \
    X(FORM_TOGGLE, "form.toggle", "toggle", "Yes, no, not set in turn; or choose")                           \
    X(FORM_UNSET, "form.unset", "not set", "Make the field not set")                                         \
    X(FORM_CLEAR, "form.clear", "not set", "Make the field not set, from inside a text")                     \
    X(FORM_NULL, "form.null", "null", "Set the field to null, where it may be")                              \
    X(FORM_EMPTY, "form.empty", "empty", "Set the field to an empty text")                                   \
    X(FORM_SHOW_UNSET, "form.show_unset", "show not set", "Show or hide fields that are not set")            \
    X(FORM_PICK, "form.pick", "choose", "Choose from a list")                                                \
    X(FORM_NEXT_RECORD, "form.next_record", "next record", "Next record")                                    \
    X(FORM_PREVIOUS_RECORD, "form.previous_record", "previous record", "Previous record")                    \
    X(FORM_FIX, "form.fix", "fix it", "Do what the problem of the field suggests")                           \
    X(FORM_USES, "form.uses", "where used", "Show what names the record")                                    \
    X(FORM_RENAME, "form.rename", "rename", "Give a pair of free name and value another name")               \
    X(TEXT_HOME, "text.home", "start", "To the start of the line")                                           \
    X(TEXT_END, "text.end", "end", "To the end of the line")                                                 \
    X(TEXT_LEFT, "text.left", "left", "One character left")                                                  \
    X(TEXT_RIGHT, "text.right", "right", "One character right")                                              \
    X(TEXT_WORD_LEFT, "text.word_left", "word left", "One word left")                                        \
    X(TEXT_WORD_RIGHT, "text.word_right", "word right", "One word right")                                    \
    X(TEXT_BACKSPACE, "text.backspace", "erase", "Erase the character before the cursor")                    \
    X(TEXT_DELETE, "text.delete", "delete", "Delete the character at the cursor")                            \
    X(TEXT_KILL_TO_END, "text.kill_to_end", "cut to end", "Cut to the end of the line")                      \
    X(TEXT_KILL_TO_START, "text.kill_to_start", "cut to start", "Cut to the start of the line")              \
    X(TEXT_KILL_WORD_BACK, "text.kill_word_back", "cut word back", "Cut the word before the cursor")         \
    X(TEXT_KILL_WORD, "text.kill_word", "cut word", "Cut the word after the cursor")                         \
    X(TEXT_YANK, "text.yank", "put back", "Put back what was cut")                                           \
    X(TEXT_PASTE_HINT, "text.paste_hint", "paste", "Says how to paste: Ctrl-Shift-V or Shift-Insert")        \
    X(LIST_OPEN, "list.open", "open", "Open the record")                                                     \
    X(LIST_ADD, "list.add", "add", "Add a record")                                                           \
    X(LIST_CLONE, "list.clone", "clone", "Make a copy of the record below it")                               \
    X(LIST_DELETE, "list.delete", "delete", "Delete the record or the marked ones; undo brings them back")   \
    X(LIST_MOVE_DOWN, "list.move_down", "move down", "Move the record down")                                 \
    X(LIST_MOVE_UP, "list.move_up", "move up", "Move the record up")                                         \
    X(LIST_COPY_KEY, "list.copy_key", "copy key", "Copy the record's key")                                   \
    X(LIST_EXPORT, "list.export", "export", "Write the rows that are shown, or the marked ones, to a file")  \
    X(LIST_FILTER, "list.filter", "filter", "Show only rows that hold a text, or field:text")                \
    X(LIST_SORT_NEXT, "list.sort_next", "sort", "Sort by the next column")                                   \
    X(LIST_SORT_PREVIOUS, "list.sort_previous", "sort back",                                                 \
      "Sort by the column before, at last not at all")                                                       \
    X(LIST_REVERSE, "list.reverse", "reverse", "Turn the order around")                                      \
    X(LIST_CELL, "list.cell", "edit cell", "Edit one field of the row in place")                             \
    X(LIST_SET, "list.set", "set marked", "Set one field of all marked rows")                                \
    X(LIST_MARK, "list.mark", "mark", "Mark or unmark the row and go on")                                    \
    X(LIST_MARK_RANGE, "list.mark_range", "mark range", "Mark from the last mark to here")                   \
    X(LIST_MARK_ALL, "list.mark_all", "mark all", "Mark all rows that are shown")                            \
    X(LIST_UNMARK, "list.unmark", "no marks", "Take all marks away")                                         \
    X(LIST_FIX, "list.fix", "fix it", "Do what the problem of the row suggests, where it has one")           \
    X(LIST_USES, "list.uses", "where used", "Show what names the record")                                    \
    X(LIST_CLEAR_USES, "list.clear_uses", "clear references", "Clear what names the deleted records")        \
    X(LIST_IMPORT, "list.import", "import", "Import rows from a CSV or TSV file, or paste them")             \
    X(IMPORT_FIELD, "import.field", "choose", "Choose the field of the column, or the setting")              \
    X(IMPORT_SKIP, "import.skip", "leave out", "Send the column nowhere")                                    \
    X(IMPORT_RUN, "import.run", "import", "Import the rows that are good")                                   \
    X(IMPORT_PREVIEW, "import.preview", "preview rows", "Show the rows as they will be")                     \
    X(IMPORT_BAD, "import.bad", "bad rows", "Show the rows that cannot be imported, and why")                \
    X(IMPORT_WRITE_BAD, "import.write_bad", "write bad rows", "Write the bad rows to a CSV file")            \
    X(EXPORT_CODES, "export.codes", "door codes", "Write door codes to the file too, or leave them out")     \
    X(PICK_TOGGLE, "pick.toggle", "choose", "Choose or drop the row")                                        \
    X(PICK_DONE, "pick.done", "done", "Take what is chosen")                                                 \
    X(PICK_ADD, "pick.add", "add new", "Add a new record and choose it")                                     \
    X(PICK_AS_TYPED, "pick.as_typed", "as typed", "Take the text as it was typed")                           \
    X(PROMPT_ACCEPT, "prompt.accept", "accept", "Take the text as it is")                                    \
    X(PICK_MOVE_UP, "pick.move_up", "move up", "Move the chosen value up")                                   \
    X(PICK_MOVE_DOWN, "pick.move_down", "move down", "Move the chosen value down")                           \
    X(START_OPEN, "start.open", "open", "Open the configuration")                                            \
    X(START_NEW, "start.new", "new", "New, blank configuration")                                             \
    X(START_TEMPLATE, "start.template", "from template", "New configuration from a template")                \
    X(START_CLONE, "start.clone", "clone", "Make a copy of the configuration")                               \
    X(START_RENAME, "start.rename", "rename", "Rename the configuration")                                    \
    X(START_DELETE, "start.delete", "delete", "Delete the configuration; undo brings it back")               \
    X(START_FILTER, "start.filter", "filter", "Show only configurations that hold a text")                   \
    X(START_COPY_LINK, "start.copy_link", "copy last link", "Copy the last link of the configuration")       \
    X(START_RECOVER, "start.recover", "unsaved work", "Show work that was not saved when the program ended") \
    X(RECOVER_OPEN, "recover.open", "go on", "Go on with the unsaved work, where you were")                  \
    X(RECOVER_COMPARE, "recover.compare", "compare", "Go on with it, and show what differs from the file")   \
    X(RECOVER_ONTO, "recover.onto", "into the file", "Put its edits into the saved file as it is now")       \
    X(RECOVER_SAVED, "recover.saved", "saved file", "Open the saved file; the unsaved work stays")           \
    X(RECOVER_DISCARD, "recover.discard", "discard", "Discard the unsaved work; undo brings it back")        \
    X(START_REVIEW, "start.review", "review & send", "Open the configuration and go straight to review")     \
    X(JSON_FOLD, "json.fold", "fold", "Fold or unfold")                                                      \
    X(JSON_FOLD_ALL, "json.fold_all", "fold all", "Fold or unfold everything")                               \
    X(JSON_LEFT, "json.left", "left", "Show what long lines begin with")                                     \
    X(JSON_RIGHT, "json.right", "right", "Show what long lines end in")                                      \
    X(JSON_SEARCH, "json.search", "search", "Search the JSON")                                               \
    X(JSON_SEARCH_BACK, "json.search_back", "search back", "Search backwards")                               \
    X(JSON_NEXT_MATCH, "json.next_match", "next", "Next match")                                              \
    X(JSON_PREVIOUS_MATCH, "json.previous_match", "previous", "Previous match")                              \
    X(JSON_REVEAL, "json.reveal", "reveal", "Show hidden values for 30 seconds, or hide them")               \
    X(JSON_COPY_PATH, "json.copy_path", "copy path", "Copy the path of the value")                           \
    X(JSON_GO, "json.go", "go to field", "Go to the form field of the value")                                \
    X(JSON_WRITE, "json.write", "write file", "Write the JSON to a file")                                    \
    X(REVIEW_SEND, "review.send", "send", "Send: the only key that does")                                    \
    X(REVIEW_FORCE, "review.force", "send anyway", "Send although the schema finds errors")                  \
    X(REVIEW_TICKET, "review.ticket", "ticket", "Note the support ticket")                                   \
    X(REVIEW_KEY, "review.key", "enter key", "Type a key for this session only")                             \
    X(REVIEW_DRY_RUN, "review.dry_run", "dry run", "Write the request body to a file instead of sending it") \
    X(SENDING_CANCEL, "sending.cancel", "cancel", "Cancel the request that runs")                            \
    X(RESULT_COPY, "result.copy", "copy URL", "Copy the link")                                               \
    X(RESULT_REPLY, "result.reply", "copy ticket reply", "Copy a reply for the ticket")                      \
    X(RESULT_SAVE, "result.save", "save", "Save the link to a file")                                         \
    X(RESULT_PRINT, "result.print", "plain print", "Print the link plainly, without the screen")             \
    X(RESULT_QR, "result.qr", "QR", "Show or hide the QR code")                                              \
    X(RESULT_AGAIN, "result.again", "try again", "Back to review, to send again")                            \
    X(RESULT_START, "result.start", "start screen", "To the start screen")                                   \
    X(LINKS_OPEN, "links.open", "details", "Show what is known of the link")                                 \
    X(LINKS_COPY, "links.copy", "copy URL", "Copy the link")                                                 \
    X(LINKS_REPLY, "links.reply", "copy ticket reply", "Copy a reply for the ticket")                        \
    X(LINKS_FILTER, "links.filter", "filter", "Show only links that hold a text")                            \
    X(LINKS_USABLE, "links.usable", "only usable", "Show only links that have not expired")                  \
    X(LINKS_OPEN_ONES, "links.open_ones", "only to check",                                                   \
      "Show only requests of which nobody knows whether they made a link")                                   \
    X(LINKS_EXISTS, "links.exists", "exists",                                                                \
      "Note that the link of an unknown request exists; once more takes the note back")                      \
    X(LINKS_ABSENT, "links.absent", "does not exist",                                                        \
      "Note that an unknown request made no link; once more takes the note back")                            \
    X(DIFF_GO, "diff.go", "go there", "Go to the field, where the open configuration has it")                \
    X(DIFF_REVEAL, "diff.reveal", "reveal", "Show hidden values for 30 seconds, or hide them")               \
    X(USES_GO, "uses.go", "go there", "Go to the field that names the record")                               \
    X(PROBLEMS_GO, "problems.go", "go there", "Go to the field; 1 to 9 go to the problem with that number")  \
    X(PROBLEMS_FIX_ALL, "problems.fix_all", "fix all like it", "Do what all problems of this kind suggest")  \
    X(PROBLEMS_FILTER, "problems.filter", "filter", "Show only problems that hold a text")                   \
    X(PROBLEMS_COPY_ALL, "problems.copy_all", "copy list", "Copy all problems that are shown")               \
    X(PROBLEMS_FIX, "problems.fix", "fix it", "Do what the problem suggests; undo takes it back")            \
    X(PROBLEMS_ERRORS, "problems.errors", "errors only", "Show only what keeps it from being sent, or all")  \
    X(ASK_YES, "ask.yes", "yes", "Yes")                                                                      \
    X(ASK_NO, "ask.no", "no", "No")                                                                          \
    X(ASK_SAVE, "ask.save", "save", "Save first, or under another name")                                     \
    X(ASK_KEEP, "ask.keep", "keep mine", "Save over what somebody else wrote")                               \
    X(ASK_RELOAD, "ask.reload", "reload", "Take what is in the file now; undo brings back your own work")    \
    X(ASK_COMPARE, "ask.compare", "see the difference", "Show what differs from the file as it is now")      \
    X(ASK_AGAIN, "ask.again", "try again", "Try to save again")                                              \
    X(ASK_DISCARD, "ask.discard", "discard", "Go on without saving")

enum action {
    ACTION_NONE,
#define ACTION_ID(id, name, hint, help) ACTION_##id,
    ACTIONS(ACTION_ID)
#undef ACTION_ID
        ACTION_COUNT
};

/* "list.delete"; never NULL for an action of the list. */
const char *action_name(enum action a);
const char *action_hint(enum action a);
const char *action_help(enum action a);
/* ACTION_NONE for an unknown name. */
enum action action_find(const char *name, size_t len);

#endif
