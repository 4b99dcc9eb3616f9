#!/bin/sh
# The first line is a comment here: Upsun runs this text under dash.
set -e
echo "migrating $APP_ENV"
