# Żółte Żaby z klasy 5b
# żaba kumka i mruga oczami
from sense_hat import SenseHat
from time import sleep

sense = SenseHat()

zolty = (255, 230, 0)
zielony = (0, 130, 20)
bialy = (255, 255, 255)
czarny = (0, 0, 0)
rozowy = (255, 90, 120)

ż = zolty
z = zielony
b = bialy
c = czarny
r = rozowy

oczy_otwarte = [
    c, ż, ż, c, c, ż, ż, c,
    ż, b, c, ż, ż, c, b, ż,
    ż, b, b, ż, ż, b, b, ż,
    ż, ż, ż, ż, ż, ż, ż, ż,
    ż, ż, z, ż, ż, z, ż, ż,
    ż, r, r, r, r, r, r, ż,
    c, ż, ż, r, r, ż, ż, c,
    z, z, c, c, c, c, z, z]

oczy_zamkniete = list(oczy_otwarte)
for i in [9, 10, 13, 14]:
    oczy_zamkniete[i] = ż
for i in [17, 18, 21, 22]:
    oczy_zamkniete[i] = z

imie = "Żabcia"
print("Cześć, jestem", imie, "i lubię kosmos. Źdźbło, gęś, łódź!")

i = 0
while i < 12:
    sense.set_pixels(oczy_otwarte)
    sleep(1.2)
    sense.set_pixels(oczy_zamkniete)
    sleep(0.3)
    i = i + 1

sense.show_message("Kum kum!", text_colour=zielony)
