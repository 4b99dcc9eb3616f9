#!/usr/bin/env sh
echo "before the server starts: ${SERVER_NAME:-unnamed}"
