#!/usr/bin/env bash
# usage: fetch_imgui.sh FOLDER
# Puts the source of Dear ImGui 1.90.1 (MIT) into FOLDER: Debian 13's source package, fetched by apt with a configuration of its own, so
# that nothing on the machine changes. The mirror is the one apt uses already. Debian 12's packaged 1.86 loses fast input and has no test hooks.
set -euo pipefail
folder=${1:?folder}
version=1.90.1
archive=imgui_$version+ds.orig.tar.xz
checksum=ecce377df0f90b292f15dcbd83d438bddc162b2388c881132bde18c787572a1c
[ -e "$folder/imgui.cpp" ] && exit 0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/lists/partial "$work"/cache/archives/partial
chmod -R a+rX "$work"
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | head -n 1)
[ -n "$mirror" ] || { echo "fetch_imgui: apt has no package mirror configured" >&2; exit 1; }
echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >"$work/sources.list"
apt_options=(-qq -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=/dev/null
  -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User= -o Acquire::Retries=3)
cd "$work"
apt-get "${apt_options[@]}" update
apt-get "${apt_options[@]}" source --download-only imgui >/dev/null
echo "$checksum  $archive" | sha256sum --check --quiet || { echo "fetch_imgui: $archive is not the file it should be" >&2; exit 1; }
mkdir tree && tar -xJf "$archive" -C tree --strip-components=1
# The pointer's global place is stuck under Xvfb and remote control of a classroom's screens (imgui issue 7217): never ask for it.
backend=tree/backends/imgui_impl_sdl2.cpp
sed -i 's/bd->MouseCanUseGlobalState = mouse_can_use_global_state;/(void)mouse_can_use_global_state, bd->MouseCanUseGlobalState = false;/' "$backend"
grep -q 'MouseCanUseGlobalState = false;' "$backend" || { echo "fetch_imgui: $backend is not as expected" >&2; exit 1; }
mkdir -p "$(dirname "$folder")"
rm -rf "$folder.new" && mv tree "$folder.new" && mv -T "$folder.new" "$folder"
