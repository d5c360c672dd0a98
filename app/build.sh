# Configures and builds a preset without a word unless it fails. Sourced after `root` is set.

# Whether build/PRESET can be built as it is. Ninja itself notices a changed CMakeLists.txt, but neither
# changed presets, nor that the whole folder was moved, nor that a tool was removed, nor what it cannot read.
isConfigured()
{
    local folder=$root/build/$1 tool
    [[ -f $folder/build.ninja && -f $folder/optional-tools ]] || return 1
    cmp -s "$root/CMakePresets.json" "$folder/configured-by.json" || return 1
    grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt" || return 1
    while IFS= read -r tool; do
        [[ -x $tool ]] || return 1
    done <"$folder/optional-tools"
    ninja -C "$folder" -t query all >/dev/null 2>&1
}

# Copies its input into the file $1 and shows how far ninja is, "[12/80]": at once on a terminal, elsewhere by a
# line every twenty seconds.
keepOutput()
{
    local line status at="(configuring)" shown=no next=$((SECONDS + 20))
    while true; do
        status=0
        IFS= read -r -t 20 line || status=$?
        ((status == 0 || status > 128)) || break # more than 128: nothing came in that time
        ((status > 128)) || printf '%s\n' "$line"
        [[ $status != 0 || ! $line =~ ^\[[0-9]+/[0-9]+\] ]] || at=${BASH_REMATCH[0]}
        if [[ -t 2 && $at == \[* ]]; then
            printf '\r\e[KBuilding Interleave %s' "$at" >&2
            shown=yes
        elif [[ ! -t 2 ]] && ((SECONDS >= next)); then
            echo "Building Interleave $at" >&2
            next=$((SECONDS + 20))
        fi
    done >"$1"
    [[ $shown == no ]] || printf '\r\e[K' >&2
}

# quietly LOG COMMAND...: runs it; shows its output, from the first error of ninja on, and gives up when it
# fails. Interrupted (ninja takes the signal for itself, and would look failed), it ends by the signal.
quietly()
{
    local log=$1
    shift
    trap 'echo >&2; trap - INT; kill -INT "$BASHPID"' INT
    if "$@" 2>&1 </dev/null | keepOutput "$log"; then
        trap - INT
        return
    fi
    trap - INT
    # CMake, when ninja runs it again, says what is wrong before ninja says that it failed.
    sed -nE '/^(FAILED: |CMake Error)/,$p' "$log" | grep -a . >&2 || cat "$log" >&2
    giveUp "'$*' failed. Its output is above and in $log"
}

# onceAtATime COMMAND...: what one start builds, another waits for; ninja itself does not.
onceAtATime()
{
    mkdir -p "$root/build" 2>/dev/null && [[ -w $root/build ]] \
        || giveUp "$root/build cannot be written. Who built here before? It must be the same user."
    [[ ! -e $root/build/lock || -w $root/build/lock ]] \
        || giveUp "$root/build/lock is another user's. Who built here before? It must be the same user."
    (
        flock -n 9 || { say "Another start is building here; waiting for it." && flock 9; }
        "$@"
    ) 9>"$root/build/lock"
}

# configurePreset PRESET [CMAKE-OPTION...]
configurePreset()
{
    onceAtATime configureAlone "$@"
}

configureAlone()
{
    local preset=$1 fresh=--fresh
    shift
    # The old build.ninja names files that --fresh removes: should this fail, it must not look configured.
    if isConfigured "$preset"; then fresh=; else rm -rf "$root/build/$preset/build.ninja"; fi
    mkdir -p "$root/build/$preset"
    quietly "$root/build/$preset/configure.log" \
        cmake -S "$root" --preset "$preset" ${fresh:+"$fresh"} "$@"
    cp "$root/CMakePresets.json" "$root/build/$preset/configured-by.json"
}

# buildPreset PRESET [TARGET...]
buildPreset()
{
    onceAtATime buildAlone "$@"
}

buildAlone()
{
    local preset=$1
    shift
    NINJA_STATUS='[%f/%t] ' quietly "$root/build/$preset/build.log" \
        ninja -C "$root/build/$preset" -j "$(nproc)" "$@"
}
