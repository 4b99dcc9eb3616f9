#!/usr/bin/env sh
. "${HOOKS_DIR}/pingcommon.lib.sh"

echo "before the server starts: ${SERVER_NAME:-unnamed}"
