# Űrmókusok - visszaszámlálás és fellövés
from sense_hat import SenseHat
from time import sleep

sense = SenseHat()
sense.clear()

piros = (255, 0, 0)
kek = (0, 0, 255)
feher = (255, 255, 255)

# visszaszámlálás
szam = 9
while szam >= 0:
    sense.show_letter(str(szam), text_colour=piros)
    sleep(1)
    szam = szam - 1

# a rakéta felszáll
for y in range(7, -1, -1):
    sense.clear(kek)
    sense.set_pixel(3, y, feher)
    sense.set_pixel(4, y, feher)
    sleep(0.25)

sense.show_mesage("Hajra!", text_colour=feher)
sense.clear()
