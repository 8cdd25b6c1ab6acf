from sense_hat.sense_hat import SenseHat as SenseHat
