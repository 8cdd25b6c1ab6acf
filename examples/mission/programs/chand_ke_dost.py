# चाँद के दोस्त
# चाँद धीरे धीरे बड़ा होता है
from sense_hat import SenseHat
from time import sleep

sense = SenseHat()

raat = (0, 0, 40)       # रात
chandni = (240, 240, 200)  # चाँदनी

for din in range(25):
    tasveer = []
    for y in range(8):
        for x in range(8):
            door = (x - 3.5) ** 2 + (y - 3.5) ** 2
            # हर दिन थोड़ा और चाँद
            if door < 14 and x >= 8 - din * 8 / 24:
                tasveer.append(chandni)
            else:
                tasveer.append(raat)
    sense.set_pixels(tasveer)
    sleep(2)

sense.clear()
