# Configures and builds a preset without a word unless it fails. Sourced after `root` is set.

# Whether build/PRESET can be built as it is. Ninja itself notices a changed CMakeLists.txt, but neither
# changed presets nor that the whole folder was moved.
isConfigured()
{
    local folder=$root/build/$1
    [[ -f $folder/build.ninja && ! $root/CMakePresets.json -nt $folder/CMakeCache.txt ]] \
        && grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"
}

# Copies its input into the file $1 and shows how far ninja is, "[12/80]": at once on a terminal, elsewhere by a
# line every twenty seconds.
keepOutput()
{
    local line shown=no next=$((SECONDS + 20))
    while IFS= read -r line; do
        printf '%s\n' "$line"
        [[ $line =~ ^\[[0-9]+/[0-9]+\] ]] || continue
        if [[ -t 2 ]]; then
            printf '\r\e[KBuilding Interleave %s' "${BASH_REMATCH[0]}" >&2
            shown=yes
        elif ((SECONDS >= next)); then
            echo "Building Interleave ${BASH_REMATCH[0]}" >&2
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
    sed -n '/^FAILED: /,$p' "$log" | grep . >&2 || cat "$log" >&2
    giveUp "'$*' failed. Its output is above and in $log"
}

# onceAtATime COMMAND...: what one start builds, another waits for; ninja itself does not.
onceAtATime()
{
    mkdir -p "$root/build" 2>/dev/null && [[ -w $root/build ]] \
        || giveUp "$root/build cannot be written. Who built here before? It must be the same user."
    (
        flock -n 9 || { echo "Another start is building here; waiting for it." >&2 && flock 9; }
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
    ! isConfigured "$preset" || fresh=
    mkdir -p "$root/build/$preset"
    quietly "$root/build/$preset/configure.log" \
        cmake -S "$root" --preset "$preset" ${fresh:+"$fresh"} "$@"
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
