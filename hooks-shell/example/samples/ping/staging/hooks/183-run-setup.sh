#!/usr/bin/env sh
. "${HOOKS_DIR}/pingcommon.lib.sh"

echo "setting up ${SERVER_NAME:-unnamed}"
