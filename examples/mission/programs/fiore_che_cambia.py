# I Girasoli di Più - scuola Primavera
# il cielo dietro al fiore prende il colore che vede il sensore
from sense_hat import SenseHat
from time import sleep

sense = SenseHat()
sense.set_rotation(270)

sense.color.gain = 60
sense.color.integration_cycles = 16
sleep(0.5)

def non_troppo(numero):
    # una volta era 256 e dava errore!!
    if numero > 255:
        numero = 255
    return numero

giallo = (255, 210, 0)
marrone = (120, 60, 0)
verde = (0, 160, 40)

for giro in range(10):
    colore = sense.color
    c = (non_troppo(colore.red), non_troppo(colore.green), non_troppo(colore.blue))
    fiore = [
        c, c, giallo, c, c, giallo, c, c,
        c, giallo, giallo, giallo, giallo, giallo, giallo, c,
        giallo, giallo, marrone, marrone, marrone, marrone, giallo, giallo,
        c, giallo, marrone, marrone, marrone, marrone, giallo, c,
        c, giallo, giallo, giallo, giallo, giallo, giallo, c,
        c, c, giallo, verde, verde, giallo, c, c,
        c, verde, verde, verde, verde, verde, verde, c,
        c, c, c, verde, verde, c, c, c]
    sense.set_pixels(fiore)
    sleep(2)

sense.clear()
