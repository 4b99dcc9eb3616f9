#!/usr/bin/env sh
. "${HOOKS_DIR}/pingcommon.lib.sh"

echo "restart"
run_hook "21-update-server-profile.sh"
