/* Whether the screen has colours: what --color, NO_COLOR and profiles come to. */
#ifndef TUI_ACTIONS_COLOR_H
#define TUI_ACTIONS_COLOR_H

enum color_use { COLOR_AUTO /* where the terminal has them */, COLOR_ALWAYS, COLOR_NEVER };

#endif
