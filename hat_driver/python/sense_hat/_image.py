"""Picture files as lists of pixels."""
import os

from . import _core


def read_image(file_path):
    """The pixels of a picture file as [r, g, b] lists, row by row. An OSError if there is no such file."""
    if not os.path.exists(file_path):
        raise IOError('%s not found' % file_path)
    with open(os.fspath(file_path), 'rb') as file:     # a number would be a descriptor, and closed
        pixel_list = _core.read_image(file.read())
    return _read_with_pil(file_path) if pixel_list is None else pixel_list


def _read_with_pil(file_path):
    """The pixels of a picture in a format that only PIL knows."""
    try:
        from PIL import Image
    except ImportError:
        raise OSError("cannot identify image file '%s'" % file_path) from None
    return list(map(list, Image.open(file_path).convert('RGB').getdata()))
