#!/usr/bin/env bash

hook_pre_up() {
    if [[ "${ENVIRONMENT:-}" == "broken" ]]; then
        echo "  The shop cannot start here"
        return 1
    fi
}

hook_pre_down() {
    echo "  Backing up ${stack_dir}"
}
