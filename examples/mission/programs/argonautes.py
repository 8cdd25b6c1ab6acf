# Οι Αργοναύτες στο διάστημα!
# γράφουμε με λατινικά γιατί η οθόνη δεν ξέρει ελληνικά γράμματα
from sense_hat import SenseHat
from time import sleep

sense = SenseHat()

ομάδα = "Οι Αργοναύτες"
μήνυμα = "Kalimera ISS"
μπλε = (0, 90, 255)
άσπρο = (255, 255, 255)

sense.show_message(μήνυμα, scroll_speed=0.06, text_colour=άσπρο, back_colour=μπλε)

# η σημαία του πλοίου μας: κύματα
for κύμα in range(8):
    for x in range(8):
        for y in range(8):
            if (x + y + κύμα) % 4 < 2:
                sense.set_pixel(x, y, μπλε)
            else:
                sense.set_pixel(x, y, άσπρο)
    sleep(0.75)

# το πρώτο γράμμα δεν υπάρχει, βγαίνει ερωτηματικό
sense.show_letter(ομάδα[0], text_colour=άσπρο)
sleep(1)
print("τέλος", ομάδα)
sense.clear()
