# Röda Rävarna
from sense_hat import SenseHat
from time import sleep

sense = SenseHat()

# vår sense hat i skolan vill ha 64 här
sense.color.gain = 64
sense.color.integration_cycles = 64

r = (220, 70, 10)
v = (255, 255, 255)
s = (0, 0, 0)

for i in range(5):
    farg = sense.color
    b = (farg.red, farg.green, farg.blue)
    rav = [
        r, b, b, b, b, b, b, r,
        r, r, b, b, b, b, r, r,
        r, v, r, r, r, r, v, r,
        r, r, r, r, r, r, r, r,
        v, s, r, r, r, r, s, v,
        v, v, v, r, r, v, v, v,
        b, v, v, s, s, v, v, b,
        b, b, b, v, v, b, b, b]
    sense.set_pixels(rav)
    sleep(3)
