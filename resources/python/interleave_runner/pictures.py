"""Pictures by OpenCV for Python, by the rules of the engine's own workers (core/workload/image): read from a file or
made as a sample, filtered, counted by brightness, and written whole or not at all.

Other than those, OpenCV turns by EXIF only JPEG files, knows no GIF, and does not tell what is damaged.
"""

import ctypes
import errno
import mmap
import os
import struct
from time import monotonic_ns, thread_time_ns

import cv2
import numpy

from . import engine, filters, log

RECORD = struct.Struct("=6Q3I")  # times on a core, times that passed; reduced, alpha lost, further pages
PLACE = struct.Struct("=2Q")  # where a task's names begin and end
MOST_COUNTED = 1 << 24  # pixels: OpenCV counts them as floating-point numbers

DECODE, FILTER, ENCODE = range(3)


class Picture:
    """What has become of one: how bright its pixels are, and where the time went."""

    def __init__(self):
        self.bins = None
        self.reduced = self.alpha_lost = False
        self.further_pages = 0
        self.on_core = [0, 0, 0]
        self.passed = [0, 0, 0]
        self._core, self._time = thread_time_ns(), monotonic_ns()

    def lap(self, part):
        """What has been since the last one was for this part."""
        core, now = thread_time_ns(), monotonic_ns()
        self.on_core[part] += core - self._core
        self.passed[part] += now - self._time
        self._core, self._time = core, now


class Pictures:
    """What the tasks are about, and where a worker writes what became of it."""

    def __init__(self, order):
        self._order = order["pictures"]
        descriptor = engine.opened(order["runner"], engine.MATTER, os.O_RDWR)
        try:
            self._memory = mmap.mmap(descriptor, self._order["bytes"])
        finally:
            os.close(descriptor)

    def names(self, number):
        """Of the picture, its result and what is unfinished of that; empty where there is none."""
        begin, end = PLACE.unpack_from(self._memory, number * 8)
        return [os.fsdecode(name) for name in self._memory[begin:end].split(b"\0")[:3]]

    def note(self, number, picture):
        at = self._order["records"] + number * self._order["record_bytes"]
        RECORD.pack_into(
            self._memory,
            at,
            *picture.on_core,
            *picture.passed,
            picture.reduced,
            picture.alpha_lost,
            picture.further_pages,
        )
        at += RECORD.size
        self._memory[at : at + 1024] = picture.bins.astype("=u4").tobytes()


class PictureLog(log.Log):
    """A worker's log, with what became of the pictures."""

    def __init__(self, order, index):
        super().__init__(order["runner"], order["layout"], index)
        self._pictures = Pictures(order)

    def run(self, task, number):
        """Gives the brightness of the picture, which its parent adds up."""
        at = self._begin(number)
        try:
            picture = task(self._pictures.names(number), number)
            self._pictures.note(number, picture)
        except BaseException as error:
            self._fail(at, number, error)
            raise
        self._end(at, int(picture.bins.sum()), 0)
        return picture.bins


def task_of(order):
    cv2.setNumThreads(1)  # so many workers are at it as the experiment says
    settings = order["pictures"]
    sample = maker_of_samples(settings)
    chain = settings["filters"]

    def filter_picture(names, number):
        source, output, unfinished = names
        made = Picture()
        pixels = read(source, made) if source else sample(number)
        pixels = reduced(pixels, output, chain, made)
        made.lap(DECODE)
        pixels = filters.filtered(pixels, chain)
        made.bins = brightness(pixels)
        made.lap(FILTER)
        if output:
            write(pixels, output, unfinished, settings)
            made.lap(ENCODE)
        return made

    return filter_picture


def maker_of_samples(settings):
    """By the engine's own library, so that they are the same."""
    width, height = settings["sample_size"]
    library = []  # which is loaded by who needs it

    def sample(number):
        if not library:
            library.append(ctypes.CDLL(settings["sample_library"]).interleaveSamplePicture)
            library[0].argtypes = [
                ctypes.c_uint64,
                ctypes.c_int,
                ctypes.c_int,
                ctypes.c_uint64,
                ctypes.c_void_p,
            ]
            library[0].restype = ctypes.c_bool
        pixels = numpy.empty((height, width, 3), numpy.uint8)
        seed = settings["sample_seed"]
        if not library[0](seed, width, height, number, pixels.ctypes.data):
            raise MemoryError("a sample picture")
        return pixels

    return sample


def read(source, made):
    with open(source, "rb") as file:
        encoded = file.read()
    if not encoded:
        raise ValueError("the file is empty (remove or replace it)")
    jpeg = encoded[:2] == b"\xff\xd8"  # which alone is turned by its EXIF so
    how = cv2.IMREAD_ANYCOLOR | cv2.IMREAD_ANYDEPTH if jpeg else cv2.IMREAD_UNCHANGED
    pixels = cv2.imdecode(numpy.frombuffer(encoded, numpy.uint8), how)
    if pixels is None:
        raise ValueError(
            "OpenCV for Python cannot decode it (replace it, or use the executor processes, which knows more formats)"
        )
    if pixels.dtype not in (numpy.uint8, numpy.uint16):
        raise ValueError("its pixels have neither 8 nor 16 bits (save it with one of these)")
    if encoded[:4] in (b"II*\0", b"MM\0*"):
        made.further_pages = max(cv2.imcount(source) - 1, 0)
    return pixels


def reduced(pixels, output, chain, made):
    """Without what the result's format or a filter cannot keep."""
    ending = os.path.splitext(output)[1].lower()
    if filters.channels_of(pixels) == 4 and output and ending not in (".png", ".tif", ".tiff", ".webp"):
        pixels = cv2.cvtColor(pixels, cv2.COLOR_BGRA2BGR)
        made.alpha_lost = True
    keeps_bits = not output or ending in (".png", ".tif", ".tiff")
    if pixels.dtype == numpy.uint16 and not (keeps_bits and filters.keep_16_bits(chain)):
        pixels = in_8_bits(pixels)
        made.reduced = True
    return pixels


def in_8_bits(pixels):
    return (pixels >> 8).astype(numpy.uint8)


def brightness(pixels):
    """How many pixels have each brightness."""
    bins = numpy.zeros(256, numpy.int64)
    rows = max(MOST_COUNTED // pixels.shape[1], 1)
    for first in range(0, pixels.shape[0], rows):
        grey = filters.grey(pixels[first : first + rows])
        if grey.dtype == numpy.uint16:
            grey = in_8_bits(grey)
        bins += cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel().astype(numpy.int64)
    return bins


def write(pixels, output, unfinished, settings):
    """Under its name when it is whole; what has that name already stays, unless it may be replaced."""
    quality = settings["quality"]
    options = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_WEBP_QUALITY, quality]
    ending = os.path.splitext(output)[1].lower()
    lossy = ending in (".jpg", ".jpeg", ".jpe", ".webp")
    done, encoded = cv2.imencode(ending, pixels, options if lossy else [])
    if not done:
        raise ValueError(f"cannot write {output}: the encoder refused it (choose another format)")
    os.makedirs(os.path.dirname(output), exist_ok=True)
    unfinished = f"{unfinished}{os.getpid()}.part"
    # What stands there already is not its own, nor where a link leads.
    own = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(unfinished, own, 0o666)
    try:
        with open(descriptor, "wb") as file:
            file.write(encoded)
        give_name(unfinished, output, settings["replaces"])
    except BaseException:
        if os.path.exists(unfinished):
            os.unlink(unfinished)
        raise


def give_name(unfinished, output, replaces):
    if replaces:
        os.replace(unfinished, output)
        return
    try:
        os.link(unfinished, output)  # fails where there is one of this name
    except FileExistsError:
        raise
    except OSError:  # there are no links here (FAT)
        if os.path.lexists(output):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), output) from None
        os.rename(unfinished, output)
        return
    os.unlink(unfinished)
