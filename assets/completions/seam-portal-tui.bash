# Completion of seam-portal-tui for bash. It asks the program itself, so that it never knows less or more.

_seam_portal_tui_words() { # COMMAND: the lines of its help that begin with two spaces, first words only
    seam-portal-tui ${1:+"$1"} --help 2>/dev/null | sed -n "s/^  \($2\).*/\1/p"
}

_seam_portal_tui() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command= i
    local commands
    commands=$(_seam_portal_tui_words '' '[a-z][a-z]*' | sort -u)
    for ((i = 1; i < COMP_CWORD; i++)); do
        case " ${commands//$'\n'/ } " in *" ${COMP_WORDS[i]} "*) command=${COMP_WORDS[i]} ;; esac
    done
    case $before in
    --openapi) mapfile -t COMPREPLY < <(compgen -f -- "$word") && return ;;
    --*)
        local choices
        choices=$(seam-portal-tui ${command:+"$command"} --help 2>/dev/null |
            sed -n "s/^  $before \([a-z]*|[a-z|]*\).*/\1/p" | tr '|' '\n')
        [ -z "$choices" ] || { mapfile -t COMPREPLY < <(compgen -W "$choices" -- "$word") && return; }
        ;;
    esac
    case $word in
    -*) mapfile -t COMPREPLY < <(compgen -W "$(_seam_portal_tui_words "$command" '--[a-z-]*')" -- "$word") ;;
    *)
        mapfile -t COMPREPLY < <(
            [ -n "$command" ] || compgen -W "$commands" -- "$word"
            seam-portal-tui list --format json 2>/dev/null | sed -n 's/^{"name":"\([^"\\]*\)",.*/\1/p' |
                while IFS= read -r name; do
                    case $name in "$word"*) printf '%s\n' "$name" ;; esac
                done
            compgen -f -- "$word"
        )
        ;;
    esac
}

complete -o filenames -F _seam_portal_tui seam-portal-tui
