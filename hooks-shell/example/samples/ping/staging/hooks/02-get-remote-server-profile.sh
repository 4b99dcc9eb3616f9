#!/usr/bin/env sh
. "${HOOKS_DIR}/pingcommon.lib.sh"

# A copy stands for the git clone.
echo "fetching ${SERVER_PROFILE_URL:=remote}"
cp -Rf "${SERVER_PROFILE_URL}/." "${STAGING_DIR}"

if test -f "${STAGING_DIR}/env_vars"; then
    cat "${STAGING_DIR}/env_vars" >>"${CONTAINER_ENV}"
fi
