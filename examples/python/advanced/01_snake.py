"""Snake: steer with the joystick. Left alone it finds its own way to the food for a while."""
from collections import deque
from random import choice
from time import sleep

from sense_hat import SenseHat

STEPS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}
BODY, HEAD, FOOD = (0, 140, 0), (120, 255, 60), (255, 40, 0)


def after(place, direction):
    """The next place in a direction; who leaves at one side comes in at the other."""
    dx, dy = STEPS[direction]
    return (place[0] + dx) % 8, (place[1] + dy) % 8


def draw(sense, snake, food):
    """One whole picture."""
    picture = [(0, 0, 0)] * 64
    for x, y in snake:
        picture[8 * y + x] = BODY
    picture[8 * snake[-1][1] + snake[-1][0]] = HEAD
    picture[8 * food[1] + food[0]] = FOOD
    sense.set_pixels(picture)


def own_idea(snake, food):
    """The direction that comes nearest to the food without biting, if there is one."""
    free = [way for way in STEPS if after(snake[-1], way) not in snake]

    def distance(way):
        x, y = after(snake[-1], way)
        return abs(x - food[0]) + abs(y - food[1])

    return min(free, key=distance) if free else "up"


def play(sense, moves):
    """Plays until the snake bites itself or the moves are used up; returns its length."""
    everywhere = [(x, y) for x in range(8) for y in range(8)]
    snake = deque([(2, 4), (3, 4), (4, 4)])
    food, steered = (6, 2), None
    for _ in range(moves):
        for event in sense.stick.get_events():
            if event.action != "released" and event.direction in STEPS:
                steered = event.direction
        head = after(snake[-1], steered or own_idea(snake, food))
        if head in snake:
            break
        snake.append(head)
        if head == food:
            food = choice([place for place in everywhere if place not in snake])
        else:
            snake.popleft()
        draw(sense, snake, food)
        sleep(0.2)
    return len(snake)


sense = SenseHat()
length = play(sense, 80)
sense.show_message(f"length {length}", scroll_speed=0.06, text_colour=HEAD)
