from sense_hat.exceptions import (
    ColourSensorInitialisationError as ColourSensorInitialisationError,
    InvalidGainError as InvalidGainError,
    InvalidIntegrationCyclesError as InvalidIntegrationCyclesError,
    SenseHatException as SenseHatException,
)
