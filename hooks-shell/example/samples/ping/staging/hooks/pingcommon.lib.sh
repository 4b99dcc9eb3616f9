#!/usr/bin/env sh
# What the hooks of this image share. They source it first, as those of Ping's images
# source the file of this name, and find in it the functions that they find there.

umask 022

# Takes over what earlier hooks have handed over, and what env_vars says.
source_container_env() {
    if test -f "${CONTAINER_ENV}"; then
        set -o allexport
        . "${CONTAINER_ENV}"
        set +o allexport
    fi
}

# Hands the variables of these names over to later hooks.
export_container_env() {
    for name in "$@"; do
        eval "value=\${${name}}"
        printf '%s=%s\n' "${name}" "${value}" >>"${CONTAINER_ENV}"
    done
}

# Ends this hook: a number, and what went wrong.
container_failure() {
    echo "CONTAINER FAILURE: $2"
    exit "$1"
}

# Calls a hook with its .pre and its .post; a failure has the number of the hook.
run_hook() {
    for file in "$1.pre" "$1" "$1.post"; do
        if test -f "${HOOKS_DIR}/${file}"; then
            sh "${HOOKS_DIR}/${file}" || container_failure "${1%%-*}" "Error running ${file}"
        fi
    done
}

source_container_env
