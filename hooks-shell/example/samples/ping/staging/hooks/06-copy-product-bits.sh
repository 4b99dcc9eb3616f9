#!/usr/bin/env sh
. "${HOOKS_DIR}/pingcommon.lib.sh"

# From now on 03 would say RESTART: it must not run twice.
if test "${RUN_PLAN}" = "START"; then
    mkdir -p "$(dirname "${STARTUP_COMMAND}")"
    cp bits/start-server "${STARTUP_COMMAND}"
fi
