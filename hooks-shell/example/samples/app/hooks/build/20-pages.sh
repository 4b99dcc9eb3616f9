#!/bin/sh
# Fills in the pages.
set -eu
for page in pages/*.html; do
  sed "s/@RELEASE@/$RELEASE/g" "$page" >"public/${page#pages/}"
  echo "$page"
done
