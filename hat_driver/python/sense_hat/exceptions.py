"""What can go wrong with the colour sensor."""


class SenseHatException(Exception):
    """Base of the exceptions here. `kwargs` holds the values that the message names."""

    fmt = 'An unspecified error occurred'

    def __init__(self, **kwargs):
        super().__init__(self.fmt.format(**kwargs))
        self.kwargs = kwargs


class ColourSensorInitialisationError(SenseHatException):
    """There is no colour sensor, or it does not answer."""

    fmt = 'Failed to initialise colour sensor. ({explanation})'


class InvalidGainError(SenseHatException):
    """A gain that the chip does not have."""

    fmt = "Cannot set gain to '{gain}'. Values: {values}"


class InvalidIntegrationCyclesError(SenseHatException):
    """A number of integration cycles outside 1 to 256."""

    fmt = 'Cannot set integration cycles to {integration_cycles} (1-256)'
