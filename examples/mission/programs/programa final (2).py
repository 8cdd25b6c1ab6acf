from sense_hat import SenseHat
from time import sleep
sense = SenseHat()

# lê a humidade e mostra
humidade = sense.get_humidity()
azul = [0, 100, 255]
preto = [0, 0, 0]
print(humidade)

for vez in range(2):
    sense.show_message("Humidade: %d%%" % humidade, text_colour = azul, back_colour = preto, scroll_speed = 0.07)
    sleep(1)

# as gotas são quanta água há no ar
gotas = int(humidade / 100 * 64)
imagem = []
for i in range(64):
    if i < 64 - gotas:
        imagem.append(preto)
    else:
        imagem.append(azul)
sense.set_pixels(imagem)
sleep(5)
sense.clear()
