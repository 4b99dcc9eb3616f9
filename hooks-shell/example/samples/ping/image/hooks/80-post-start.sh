#!/usr/bin/env sh
echo "joining the cluster as ${SERVER_NAME:-unnamed}"
