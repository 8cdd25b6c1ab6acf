from sense_hat import SenseHat
from time import sleep

sense = SenseHat()

# les couleurs
n = (0, 0, 0)        # noir
j = (255, 220, 0)    # jaune
b = (255, 255, 255)  # blanc
r = (230, 30, 30)    # rouge
g = (120, 120, 130)  # gris
o = (255, 120, 0)    # orange
m = (110, 60, 20)    # marron
p = (255, 120, 160)  # rose

fusee = [
    n, n, n, b, b, n, n, n,
    n, n, n, b, b, n, n, n,
    n, n, b, r, r, b, n, n,
    n, n, b, g, g, b, n, n,
    n, n, b, g, g, b, n, n,
    n, r, b, b, b, b, r, n,
    r, r, n, o, o, n, r, r,
    n, n, n, j, j, n, n, n]

# notre chat Moustache
chat = [
    m, n, n, n, n, n, n, m,
    m, m, n, n, n, n, m, m,
    m, p, m, m, m, m, p, m,
    m, m, m, m, m, m, m, m,
    m, j, n, m, m, j, n, m,
    m, m, m, p, p, m, m, m,
    b, m, b, m, m, b, m, b,
    n, m, m, m, m, m, m, n]

etoile = [
    n, n, n, j, n, n, n, n,
    n, n, n, j, j, n, n, n,
    n, n, j, j, j, n, n, n,
    j, j, j, b, b, j, j, j,
    n, j, j, b, b, j, j, n,
    n, n, j, j, j, j, n, n,
    n, j, j, n, n, j, j, n,
    n, j, n, n, n, n, j, n]

sense.set_pixels(fusee)
sleep(8)
sense.set_pixels(chat)
sleep(8)
sense.set_pixels(etoile)
sleep(8)
sense.flip_h()
sleep(4.5)
sense.clear()
