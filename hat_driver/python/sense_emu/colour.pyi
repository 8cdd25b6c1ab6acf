from sense_hat.colour import ColourSensor as ColourSensor, HardwareInterface as HardwareInterface, I2C as I2C
