"""The sample body's crest, drawn here: a shield with a chevron and three roundels, as the bytes of a PNG file."""

from __future__ import annotations

import struct
import zlib
from functools import cache

WIDTH, HEIGHT = 144, 168
NAVY, GOLD, WHITE = (31, 56, 100), (191, 144, 0), (255, 255, 255)
SAMPLES = 3  # each way, for every pixel: enough to smooth the edges
BORDER = 0.10
STRAIGHT = 0.42  # how far down the sides of the shield run straight


@cache
def crest() -> bytes:
    """The picture, the same bytes wherever it is drawn."""
    rows = (b"\x00" + b"".join(_pixel(x, y) for x in range(WIDTH)) for y in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 6, 0, 0, 0)
    # 5669 pixels a metre: a little over an inch wide where a program honours it
    resolution = struct.pack(">IIB", 5669, 5669, 1)
    parts = ((b"IHDR", header), (b"pHYs", resolution), (b"IDAT", _stored(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _pixel(x: int, y: int) -> bytes:
    """Red, green, blue and opacity: the mean of several points within the pixel."""
    places = [(i + 0.5) / SAMPLES for i in range(SAMPLES)]
    points = [_colour(2 * (x + i) / WIDTH - 1, (y + j) / HEIGHT) for i in places for j in places]
    inside = [colour for colour in points if colour]
    if not inside:
        return bytes(4)
    mean = [round(sum(colour[band] for colour in inside) / len(inside)) for band in range(3)]
    return bytes([*mean, round(255 * len(inside) / len(points))])


def _colour(across: float, down: float) -> tuple[int, int, int] | None:
    """The colour at a point; ``across`` runs from -1 to 1, ``down`` from 0 to 1; none outside the shield."""
    if not _in_shield(across, down, 0.0):
        return None
    if not _in_shield(across, down, BORDER):
        return GOLD
    if abs(down - (0.36 + 0.30 * abs(across))) < 0.065:
        return WHITE
    roundels = ((-0.42, 0.25), (0.42, 0.25), (0.0, 0.70))
    tall = HEIGHT / WIDTH * 2  # a step down is this many steps across
    if any((across - x) ** 2 + ((down - y) * tall) ** 2 < 0.17**2 for x, y in roundels):
        return GOLD
    return NAVY


def _in_shield(across: float, down: float, margin: float) -> bool:
    half = 1 - margin
    top, foot = margin / 2, 1 - margin * 0.75
    if not top <= down <= foot:
        return False
    if down > STRAIGHT:
        half *= 1 - ((down - STRAIGHT) / (foot - STRAIGHT)) ** 2.1
    return abs(across) <= half


def _stored(data: bytes) -> bytes:
    """A zlib stream without compression: compressors differ from one installation to the next, this does not."""
    size = 0xFFFF
    blocks = [data[start : start + size] for start in range(0, len(data), size)]
    last = len(blocks) - 1
    body = (struct.pack("<BHH", at == last, len(b), len(b) ^ 0xFFFF) + b for at, b in enumerate(blocks))
    return b"\x78\x01" + b"".join(body) + struct.pack(">I", zlib.adler32(data))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
