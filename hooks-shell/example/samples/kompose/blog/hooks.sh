#!/usr/bin/env bash

hook_pre_up() {
    local -a args=("$@")
    echo "  Pre-flight checks of ${stack} for: ${args[*]}"
    if [[ " ${args[*]} " =~ " --build " ]]; then
        echo "  Build flag detected"
    fi
    return 0
}

hook_post_up() {
    echo "  ${GREETING}: ${stack} is up with database ${DB_NAME}"
}

hook_pre_db_export() {
    echo "  Exporting the schema of ${DB_NAME}"
}

hook_post_db_import() {
    echo "  Imported $1"
}
