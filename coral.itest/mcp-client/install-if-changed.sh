#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# npm ci, unless what is installed came from this very lock file.
set -eu
cd "$(dirname "$0")"
stamp=node_modules/.coral-lock
if [ -f "$stamp" ] && cmp -s package-lock.json "$stamp"; then
  exit 0
fi
npm ci --loglevel=error
cp package-lock.json "$stamp"
