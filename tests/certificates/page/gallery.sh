#!/usr/bin/env bash
# gallery.sh: draws docs/images/certificates anew from build/release. Look at every picture before committing it.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build/release/tests/certificate_gallery "$work"
for pdf in "$work"/*.pdf; do
  name=$(basename "$pdf" .pdf)
  case $name in *-letter | poster-* | participation-[!n]*) continue ;; esac
  pdftoppm -r 80 -png -singlefile "$pdf" "$work/$name"
  # A palette of 200 colours: nobody sees the difference, and the pictures take a third.
  /usr/bin/python3 - "$work/$name.png" "docs/images/certificates/${name%-a4}.png" <<'PYTHON'
import sys
from PIL import Image
Image.open(sys.argv[1]).convert("RGB").quantize(200, dither=Image.Dither.NONE).save(sys.argv[2], optimize=True)
PYTHON
done
