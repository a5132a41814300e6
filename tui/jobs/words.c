#include "tui/jobs/words.h"

#include <string.h>

size_t command_words(char *text, char **words, size_t max)
{
    size_t count = 0;
    char *from = text, *to = text;
    while (*(from += strspn(from, " \t"))) {
        if (count == max)
            return 0;
        words[count++] = to;
        for (char quote = '\0'; *from && (quote || (*from != ' ' && *from != '\t')); from++) {
            if (quote ? *from == quote : *from == '\'' || *from == '"')
                quote = quote ? '\0' : *from;
            else
                *to++ = *from;
            if (quote && !from[1])
                return 0;
        }
        if (*from)
            from++;
        *to++ = '\0';
    }
    words[count] = NULL;
    return count;
}
