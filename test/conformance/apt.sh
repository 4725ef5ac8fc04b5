# shellcheck shell=bash
# Sourced by the scripts that download Debian's packages without installing them.
#
# apt_in FOLDER "SUITES" ARCHITECTURE…: makes `apt` an apt-get of these suites and architectures whose lists and state
# are in FOLDER/apt, apart from the machine's own, and updates its lists.
apt_in() {
  local folder=$1 suites=$2 architecture
  shift 2
  mkdir -p "$folder"/apt/{sources,lists/partial,cache/archives/partial}
  touch "$folder/apt/status"
  rm -f "$folder"/apt/sources/*
  cat > "$folder/apt/sources/debian.sources" <<SOURCES
Types: deb
URIs: http://deb.debian.org/debian
Suites: $suites
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
  apt=(apt-get -q -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$folder/apt/sources"
    -o "Dir::State::lists=$folder/apt/lists" -o "Dir::State::status=$folder/apt/status" -o "Dir::Cache=$folder/apt/cache"
    -o Debug::NoLocking=1 -o APT::Sandbox::User=)
  for architecture in "$@"; do apt+=(-o "APT::Architectures::=$architecture"); done
  "${apt[@]}" update
}
