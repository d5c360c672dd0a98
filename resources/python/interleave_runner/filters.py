"""What each filter computes: the same functions of OpenCV, called as core/workload/image/filters.h says."""

import math

import cv2
import numpy

SEPIA = numpy.array([[0.131, 0.534, 0.272], [0.168, 0.686, 0.349], [0.189, 0.769, 0.393]], numpy.float32)
RELIEF = numpy.array([[-2, -1, 0], [-1, 1, 1], [0, 1, 2]], numpy.float32)
ROTATIONS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def channels_of(pixels):
    return 1 if pixels.ndim == 2 else pixels.shape[2]


def grey(pixels, _=None):
    return pixels if channels_of(pixels) == 1 else cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)


def blur(pixels, step):
    return cv2.GaussianBlur(pixels, (0, 0), step["sigma"])


def median(pixels, step):
    return cv2.medianBlur(pixels, int(step["size"]))


def bilateral(pixels, step):
    return cv2.bilateralFilter(pixels, int(step["diameter"]), step["sigma_colour"], step["sigma_space"])


def sharpen(pixels, step):
    amount = step["amount"]
    return cv2.addWeighted(pixels, 1 + amount, blur(pixels, step), -amount, 0)


def sobel(pixels, _):
    across = cv2.convertScaleAbs(cv2.Sobel(pixels, cv2.CV_16S, 1, 0))
    down = cv2.convertScaleAbs(cv2.Sobel(pixels, cv2.CV_16S, 0, 1))
    return cv2.addWeighted(across, 0.5, down, 0.5, 0)


def canny(pixels, step):
    return cv2.Canny(grey(pixels), step["low"], step["high"])


def emboss(pixels, _):
    return cv2.filter2D(pixels, -1, RELIEF)


def sepia(pixels, _):
    if channels_of(pixels) == 1:
        pixels = cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR)
    if pixels.dtype == numpy.uint8:
        return cv2.transform(pixels, SEPIA)
    return numpy.concatenate([cv2.transform(pixels[y : y + 1], SEPIA) for y in range(len(pixels))])


def equalise(pixels, _):
    if channels_of(pixels) == 1:
        return cv2.equalizeHist(pixels)
    brightness_first = cv2.cvtColor(pixels, cv2.COLOR_BGR2YCrCb)
    brightness = cv2.equalizeHist(cv2.extractChannel(brightness_first, 0))
    return cv2.cvtColor(cv2.insertChannel(brightness, brightness_first, 0), cv2.COLOR_YCrCb2BGR)


def resize(pixels, step):
    rows, columns = pixels.shape[:2]
    width, height = size_of(columns, rows, step)
    grows = width > columns or height > rows
    return cv2.resize(pixels, (width, height), interpolation=cv2.INTER_LINEAR if grows else cv2.INTER_AREA)


def size_of(columns, rows, step):
    """Where one side is given, the other follows; where none is, the scale is."""
    width, height = step["width"], step["height"]
    across = width / columns if width else height / rows if height else step["scale"]
    down = height / rows if height else across
    return side_of(columns * across), side_of(rows * down)


def side_of(length):
    return max(math.floor(length + 0.5), 1)


def rotate(pixels, step):
    return cv2.rotate(pixels, ROTATIONS[int(step["angle"])])


FILTERS = {
    "grayscale": grey,
    "blur": blur,
    "median": median,
    "bilateral": bilateral,
    "sharpen": sharpen,
    "sobel": sobel,
    "canny": canny,
    "emboss": emboss,
    "sepia": sepia,
    "equalise": equalise,
    "resize": resize,
    "rotate": rotate,
}

KEEP_16_BITS = {"grayscale", "blur", "sharpen", "emboss", "sepia", "resize", "rotate"}
CHANGE_SHAPE = {"resize", "rotate"}


def keep_16_bits(chain):
    return all(step["filter"] in KEEP_16_BITS for step in chain)


def filtered(pixels, chain):
    if channels_of(pixels) == 4:
        return filtered_beside_alpha(pixels, chain)
    for step in chain:
        pixels = FILTERS[step["filter"]](pixels, step)
    return pixels


def filtered_beside_alpha(pixels, chain):
    """Colours stay three after every step, so that the next one does what it would alone."""
    alpha = cv2.extractChannel(pixels, 3)
    colours = cv2.cvtColor(pixels, cv2.COLOR_BGRA2BGR)
    for step in chain:
        apply = FILTERS[step["filter"]]
        colours = apply(colours, step)
        if channels_of(colours) == 1:
            colours = cv2.cvtColor(colours, cv2.COLOR_GRAY2BGR)
        if step["filter"] in CHANGE_SHAPE:
            alpha = apply(alpha, step)
    return cv2.insertChannel(alpha, cv2.cvtColor(colours, cv2.COLOR_BGR2BGRA), 3)
