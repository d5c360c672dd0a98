# The Debian 12 packages that Interleave is built from and tested with, and how they get installed.
# Sourced by app/run, tests/run and tests/lint; this is the only list.

buildPackages=(
    ca-certificates       # apt over https
    cmake                 # the build: presets of version 6
    fonts-dejavu-core     # a bare machine has no font at all, and text would be boxes
    g++                   # C++20
    libcereal-dev         # arguments, results and messages as bytes
    libcli11-dev          # command line
    libdw-dev             # names and lines in a worker's stack trace
    libexpected-dev       # tl::expected: failures as values
    libfmt-dev            # text
    libgif-dev            # image-filter: GIF, which OpenCV does not read
    libjpeg62-turbo-dev   # image-filter: JPEG, of which OpenCV's reader hides what is damaged
    libopencv-core-dev    # image-filter: pictures in memory
    libopencv-imgcodecs-dev # image-filter: reading and writing pictures
    libopencv-imgproc-dev # image-filter: the filters
    libseccomp-dev        # what a worker that reads pictures may not ask of the kernel
    libsqlitecpp-dev      # the history of runs, in SQLite
    libqt6opengl6-dev     # Qt Charts' CMake files ask for it
    ninja-build           # runs the build; its check that nothing is to do takes milliseconds
    nlohmann-json3-dev    # experiments and results as JSON
    qt6-base-dev          # the window: Qt Widgets
    qt6-charts-dev        # its charts
    qt6-l10n-tools        # its plural forms: lrelease compiles them, lupdate collects them
    qt6-svg-dev           # its icons
    qt6-wayland           # the window on a Wayland desktop
)

testPackages=(
    binutils              # objdump: the machine code of a race is what it should be
    clang-16              # second compiler: the sanitizers, and the compile commands that clang-tidy reads
    clang-format          # tests/lint: layout of the source
    clang-tidy            # tests/lint: suspicious code
    git                   # tests/lint: which files are ours
    libbenchmark-dev      # interleave-bench
    libgmock-dev          # GoogleMock's matchers
    libgtest-dev          # GoogleTest
    libclang-rt-16-dev    # clang's sanitizers
    llvm-16               # names and lines in the sanitizers' reports
    mate-backgrounds      # photographs for the image filters' tests; 47 MB
    mold                  # links in a fifth of the time
    python3               # its own systems as executors, and beside ours (tests/bench/against-python)
    python3-joblib        # one of these systems
    python3-opencv        # pictures under them
    strace                # refuses system calls to a program under test
    valgrind              # a host that knows few system calls
    xauth                 # xvfb-run
    xdotool               # mouse and keyboard for the real window
    xvfb                  # a screen for the real window where there is none
)

# Where nobody takes a message it is dropped. The text goes where errors do, and that it could not be written nowhere.
say()
{
    echo "$1" >&2 2>/dev/null || true
}

giveUp()
{
    say "interleave: $1"
    exit 1
}

# The named packages that are not installed, one a line. One call of dpkg-query: 15 ms.
missingPackages()
{
    local installed
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null \
        | sed -n 's/^installed //p') || true
    printf '%s\n' "$@" | grep -vxF -f <(echo "$installed") || true
}

# installPackages NAME...: installs what is missing of them, and says so; silent when nothing is.
installPackages()
{
    command -v dpkg-query apt-get >/dev/null \
        || giveUp "this is not a Debian system. Install what buildPackages in app/packages.sh names, then: cmake --preset release -DINTERLEAVE_TESTS=OFF && cmake --build --preset release. It starts as build/release/bin/interleave-gui."
    local missing
    mapfile -t missing < <(missingPackages "$@")
    ((${#missing[@]} > 0)) || return 0
    say "Installing ${missing[*]}"

    local asRoot=()
    if ((EUID != 0)); then
        command -v sudo >/dev/null || giveUp "packages can only be installed by root, and there is no sudo. As root: apt-get install ${missing[*]}"
        asRoot=(sudo)
    fi
    local apt=("${asRoot[@]}" env DEBIAN_FRONTEND=noninteractive
        apt-get -q -y -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300)
    "${apt[@]}" update >&2 \
        || say "apt-get update failed; its message is above. Going on with the lists that are there."
    "${apt[@]}" install --no-install-recommends "${missing[@]}" >&2 \
        || giveUp "apt-get install failed; its message is above. Is the network reachable? Missing: ${missing[*]}"
}
