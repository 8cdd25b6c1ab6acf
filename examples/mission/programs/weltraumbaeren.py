# Die Weltraumbären: wie warm ist es auf der ISS?
from sense_hat import SenseHat

hut = SenseHat()

temperatur = hut.get_temperature()
temperatur = round(temperatur, 1)

blau = (0, 80, 255)
orange = (255, 140, 0)
rot = (255, 0, 0)

# unter 20 ist kalt, ueber 26 ist warm
if temperatur < 20:
    farbe = blau
elif temperatur < 26:
    farbe = orange
else:
    farbe = rot

hut.show_message("Hallo ISS! Es sind " + str(temperatur) + " Grad", scroll_speed=0.08, text_colour=farbe)
hut.clear()
