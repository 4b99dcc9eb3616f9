#!/bin/sh
set -e
umask 077
echo "not a real key" >.deploy-key
echo "key in place, requirements can be fetched"
