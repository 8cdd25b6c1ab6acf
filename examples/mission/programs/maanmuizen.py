# De Maanmuizen
from sense_hat import SenseHat
from time import sleep

sense = SenseHat()

geel = (255, 255, 0)
grijs = (100, 100, 100)

for i in range(10)
    sense.clear(geel)
    sleep(0.5)
    sense.clear(grijs)
    sleep(0.5)

sense.show_message("kaas!")
