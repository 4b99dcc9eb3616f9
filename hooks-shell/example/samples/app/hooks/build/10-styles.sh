#!/bin/sh
# Concatenates and minifies the styles, and hands their size on to later hooks.
set -eu
mkdir -p public
cat styles/*.css | tr -s ' \n' ' ' | sed -e 's|/\*[^*]*\*/ *||g' -e 's/ *\([{}:;]\) */\1/g' >public/site.css
size=$(wc -c <public/site.css | tr -d ' ')
echo "STYLES_SIZE=$size" >>"$HOOKLINE_OUTPUT"
echo "public/site.css has $size bytes"
