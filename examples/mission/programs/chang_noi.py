# ทีมดาวเหนือ ช้างน้อยไปอวกาศ
from sense_hat import SenseHat
import time
sense = SenseHat()

ฟ = (120, 150, 170)
ด = (0, 0, 0)
ข = (255, 255, 255)
ช = (255, 110, 160)

ช้าง = [
ด,ด,ฟ,ฟ,ฟ,ฟ,ด,ด,
ช,ฟ,ฟ,ฟ,ฟ,ฟ,ฟ,ช,
ช,ฟ,ข,ฟ,ฟ,ข,ฟ,ช,
ช,ฟ,ฟ,ฟ,ฟ,ฟ,ฟ,ช,
ด,ด,ฟ,ฟ,ฟ,ฟ,ด,ด,
ด,ข,ด,ฟ,ฟ,ด,ข,ด,
ด,ด,ด,ฟ,ฟ,ด,ด,ด,
ด,ด,ด,ด,ฟ,ฟ,ด,ด]

for รอบ in range(2):
    sense.set_pixels(ช้าง)
    time.sleep(0.6)
    sense.clear(ช)
    time.sleep(0.2)
sense.show_message("Chang", 0.06, ช)