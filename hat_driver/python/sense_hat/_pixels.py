"""The long way for colours: whatever is not a plain list of plain ints is judged here, as the original judges it."""
import operator

PIXEL_COUNT_TEXT = 'Pixel lists must have 64 elements'
PIXEL_LENGTH_TEXT = ('Pixel at index %d is invalid. '
                     'Pixels must contain 3 elements: Red, Green and Blue')
PIXEL_RANGE_TEXT = 'Pixel at index %d is invalid. Pixel elements must be between 0 and 255'
COLOUR_ARGUMENTS_TEXT = 'Pixel arguments must be given as (r, g, b) or r, g, b'
COLOUR_RANGE_TEXT = 'Pixel elements must be between 0 and 255'


def plain_colour(pixel):
    """The colour as three ints, without the bits that the LEDs lose. Any integer is one; a float or a str is a TypeError.

    It is shifted before it becomes an int, as in the original: that raises what the original raises for a float, and
    takes numpy's bool, which can be shifted but is no integer.
    """
    return tuple(operator.index(channel >> lost_bits) << lost_bits
                 for channel, lost_bits in zip((pixel[0], pixel[1], pixel[2]), (3, 2, 3)))


def plain_pixels(pixel_list):
    """64 plain colours of any list of colours; the exceptions and their order are the original's."""
    if len(pixel_list) != 64:
        raise ValueError(PIXEL_COUNT_TEXT)
    for index, pixel in enumerate(pixel_list):
        if len(pixel) != 3:
            raise ValueError(PIXEL_LENGTH_TEXT % index)
        for element in pixel:
            if element > 255 or element < 0:
                raise ValueError(PIXEL_RANGE_TEXT % index)
    return [plain_colour(pixel) for pixel in pixel_list]


def colour_of(arguments):
    """The colour that set_pixel was given: one sequence of three, or three values."""
    if len(arguments) == 1:
        if len(arguments[0]) != 3:
            raise ValueError(COLOUR_ARGUMENTS_TEXT)
        return arguments[0]
    if len(arguments) != 3:
        raise ValueError(COLOUR_ARGUMENTS_TEXT)
    return arguments


def colour_to_clear_to(arguments):
    """The colour that clear was given: none for black, one sequence, or three values. set_pixels judges it."""
    if len(arguments) == 0:
        return (0, 0, 0)
    if len(arguments) == 1:
        return arguments[0]
    if len(arguments) != 3:
        raise ValueError(COLOUR_ARGUMENTS_TEXT)
    return arguments


def check_place(x, y):
    """The original's range checks of a place, x first."""
    if x > 7 or x < 0:
        raise ValueError('X position must be between 0 and 7')
    if y > 7 or y < 0:
        raise ValueError('Y position must be between 0 and 7')


def plain_place(x, y):
    """A checked place as two ints; a float is the IndexError that numpy gives the original."""
    try:
        return operator.index(x), operator.index(y)
    except TypeError:
        raise IndexError('only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) '
                         'and integer or boolean arrays are valid indices') from None
