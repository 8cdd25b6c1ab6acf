# فريق نجوم الصحراء
# برنامجنا يرسم هلالاً ونجمة ثم يقول مرحباً
from sense_hat import SenseHat
from time import sleep

sense = SenseHat()

# الألوان
sama = (0, 0, 60)        # السماء
dhahab = (255, 200, 40)  # ذهبي
abyad = (255, 255, 255)  # أبيض

s = sama
d = dhahab
a = abyad

hilal = [
    s, s, d, d, d, s, s, s,
    s, d, d, s, s, s, s, s,
    d, d, s, s, s, a, s, s,
    d, d, s, s, a, a, a, s,
    d, d, s, s, s, a, s, s,
    d, d, s, s, s, s, s, s,
    s, d, d, s, s, s, d, s,
    s, s, d, d, d, d, s, s,
]

sense.set_pixels(hilal)
sleep(3)

# النجمة تلمع
for marra in range(5):
    sense.set_pixel(5, 3, dhahab)
    sleep(0.5)
    sense.set_pixel(5, 3, abyad)
    sleep(0.5)

tahiya = "مرحبا"
print(tahiya, "من الصحراء")
# لا توجد حروف عربية في الشاشة فنكتبها هكذا
sense.show_message("Marhaba", scroll_speed=0.09, text_colour=dhahab, back_colour=sama)
