"""Conway's Game of Life on a world without edges. Cells with two or three neighbours live on, three give birth."""
from random import random
from time import sleep

from sense_hat import SenseHat


def neighbours(world, x, y):
    """How many of the eight cells around are alive."""
    return sum(world[(x + dx) % 8, (y + dy) % 8] for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy)


def next_world(world):
    """The world one generation later."""
    return {(x, y): neighbours(world, x, y) in ((2, 3) if alive else (3,)) for (x, y), alive in world.items()}


def random_world():
    """About one cell in three is alive."""
    return {(x, y): random() < 0.35 for x in range(8) for y in range(8)}


sense = SenseHat()
world = random_world()
seen = set()

for generation in range(100):
    # New cells are green, old ones blue.
    later = next_world(world)
    colours = {(False, False): (0, 0, 0), (True, False): (0, 0, 0), (False, True): (80, 255, 80), (True, True): (40, 80, 255)}
    sense.set_pixels([colours[world[x, y], later[x, y]] for y in range(8) for x in range(8)])
    world = later

    # A world that was there before goes round in circles for ever: begin again.
    picture = frozenset(place for place, alive in world.items() if alive)
    if picture in seen:
        world, seen = random_world(), set()
    seen.add(picture)
    sleep(0.15)

sense.clear()
