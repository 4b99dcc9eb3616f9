#!/usr/bin/env sh
. "${HOOKS_DIR}/pingcommon.lib.sh"

if test -f "${STARTUP_COMMAND}"; then
    RUN_PLAN=RESTART
else
    RUN_PLAN=START
fi
echo "run plan: ${RUN_PLAN}"
export_container_env RUN_PLAN
