#!/usr/bin/env sh
. "${HOOKS_DIR}/pingcommon.lib.sh"

echo "joining the cluster as ${SERVER_NAME:-unnamed}"
