# うちゅうねこが ジャンプする アニメーション
# チーム: ほしのこ
from sense_hat import SenseHat
from time import sleep

sense = SenseHat()

K = [0, 0, 0]       # くろ
S = [60, 60, 160]   # そら
N = [255, 180, 60]  # ねこ
M = [0, 220, 120]   # め
T = [200, 200, 200] # つき

def neko(takasa):
    e = [K] * 64
    # つきの じめん
    for x in range(8):
        e[56 + x] = T
    ue = 3 - takasa
    # みみ
    e[ue * 8 + 2] = N
    e[ue * 8 + 5] = N
    # かおと からだ
    for y in range(ue + 1, ue + 4):
        for x in range(2, 6):
            e[y * 8 + x] = N
    e[(ue + 1) * 8 + 3] = M
    e[(ue + 1) * 8 + 4] = M
    # しっぽ
    e[(ue + 3) * 8 + 6] = N
    # ほし
    e[0] = S
    e[7] = S
    return e

for i in range(12):
    for t in [0, 1, 2, 3, 2, 1]:
        sense.set_pixels(neko(t))
        sleep(0.2)

sense.set_pixels(neko(0))
sleep(2)
