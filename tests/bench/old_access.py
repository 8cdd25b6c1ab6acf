"""How the LEDs were reached before: every picture opens the framebuffer, seeks and writes 64 times, and closes it.

Written from the list of system calls of the existing library, on a plain file in memory in place of the LEDs.
"""
import os
import struct
import tempfile
import time

import numpy


class OldAccess:
    """The drawing calls by the old access pattern."""

    def __init__(self):
        handle, self._path = tempfile.mkstemp(prefix='cupola-bench-', dir='/dev/shm')
        os.write(handle, bytes(128))
        os.close(handle)
        self._places = numpy.arange(64).reshape(8, 8)

    def close(self):
        """Removes the file."""
        os.unlink(self._path)

    @staticmethod
    def _pack(pixel):
        red, green, blue = pixel
        return struct.pack('H', (red >> 3 & 31) << 11 | (green >> 2 & 63) << 5 | blue >> 3 & 31)

    @staticmethod
    def _unpack(two_bytes):
        value, = struct.unpack('H', two_bytes)
        return [(value >> 11 & 31) << 3, (value >> 5 & 63) << 2, (value & 31) << 3]

    @staticmethod
    def _check(pixel):
        if len(pixel) != 3:
            raise ValueError('three elements')
        for element in pixel:
            if not 0 <= element <= 255:
                raise ValueError('0 to 255')

    def set_pixels(self, pixels):
        """64 colours."""
        for pixel in pixels:
            self._check(pixel)
        with open(self._path, 'r+b') as file:
            for index, pixel in enumerate(pixels):
                file.seek(self._places[index // 8][index % 8] * 2)
                file.write(self._pack(pixel))

    def get_pixels(self):
        """64 colours, as lists."""
        with open(self._path, 'rb') as file:
            return [self._unpack(file.read(2)) for _ in range(64)]

    def set_pixel(self, x, y, red, green, blue):
        """One colour."""
        pixel = (red, green, blue)
        self._check(pixel)
        with open(self._path, 'r+b') as file:
            file.seek(self._places[y][x] * 2)
            file.write(self._pack(pixel))

    def clear(self):
        """Black."""
        self.set_pixels([(0, 0, 0)] * 64)

    def show_columns(self, columns):
        """Scrolls pictures of eight columns of eight colours through the file, without a pause."""
        pixels = [pixel for column in columns for pixel in column]
        for start in range(0, len(pixels) - 64, 8):
            self.set_pixels(pixels[start:start + 64])
            time.sleep(0)


def wait_for_motion_sensor():
    """What the old library does in each call that asks for the orientation: it sleeps until the next look at the chip."""
    time.sleep(0.003)
