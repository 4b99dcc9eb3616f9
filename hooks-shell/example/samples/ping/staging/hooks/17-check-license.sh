#!/usr/bin/env sh
. "${HOOKS_DIR}/pingcommon.lib.sh"

test -f "${STAGING_DIR}/sample.lic" || container_failure 17 "License File absent"
echo "license: $(cat "${STAGING_DIR}/sample.lic")"
