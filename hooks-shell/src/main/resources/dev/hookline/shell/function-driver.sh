# Calls one function of a file: bash -p -c THIS hooks STATUS FILE FUNCTION OPTIONS ARGUMENT...
# How far it came is written to STATUS; an exit code alone could not tell.
readonly -a __hookline=("$@")
[[ -z ${__hookline[3]} ]] || builtin set ${__hookline[3]}
builtin set --
builtin printf 'load\n' >|"${__hookline[0]}"
builtin source "${__hookline[1]}"
if ! builtin declare -F -- "${__hookline[2]}" >/dev/null; then
  builtin printf 'undefined\n' >|"${__hookline[0]}"
  builtin exit 0
fi
builtin set -- "${__hookline[@]:4}"
builtin printf 'call\n' >|"${__hookline[0]}"
"${__hookline[2]}" "$@"
builtin set -- "$?"
builtin printf 'returned %s\n' "$1" >|"${__hookline[0]}"
builtin exit "$1"
