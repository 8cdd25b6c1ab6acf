# Космічні Їжачки
from sense_hat import SenseHat

sense = SenseHat()

# читаємо два датчики
температура = round(sense.get_temperature())
вологість = round(sense.humidity)

зелений = (0, 255, 0)

# повідомлення для екіпажу
sense.show_message("Pryvit! T = " + str(температура) + "C, H = " + str(вологість) + "%", scroll_speed=0.06, text_colour=зелений)
sense.show_message("Nam 11 rokiv", scroll_speed=0.06)
print("готово")
