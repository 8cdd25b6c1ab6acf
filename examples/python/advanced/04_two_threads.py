"""Two threads: one measures, the other draws. A lock keeps what they share in order, an event ends both."""
from threading import Event, Lock, Thread

from sense_hat import SenseHat


class Weather:
    """The newest value, safely shared."""

    def __init__(self):
        self._lock = Lock()
        self._pressure = 1013.0

    def measure(self, sense, end):
        """Runs in a thread of its own until `end` is set."""
        while not end.is_set():
            pressure = sense.get_pressure()
            with self._lock:
                self._pressure += 0.3 * (pressure - self._pressure)    # smooths the noise
            end.wait(0.5)

    @property
    def pressure(self):
        """The smoothed pressure."""
        with self._lock:
            return self._pressure


sense = SenseHat()
weather = Weather()
end = Event()
measuring = Thread(target=weather.measure, args=(sense, end))
measuring.start()

try:
    for step in range(100):
        # A wave whose height follows the pressure: 990 hPa is low, 1030 hPa is high.
        high = (weather.pressure - 990) / 40 * 6
        picture = []
        for y in range(8):
            for x in range(8):
                wave = high + (x + step) % 4 / 2
                picture.append((0, 100, 255) if 7 - y <= wave else (0, 0, 0))
        sense.set_pixels(picture)
        end.wait(0.1)
finally:
    end.set()                                # also when Ctrl+C ends the drawing
    measuring.join()
    sense.clear()
