from collections.abc import Callable
from types import TracebackType
from typing import Any, NamedTuple, overload

from typing_extensions import Self

DIRECTION_UP: str
DIRECTION_DOWN: str
DIRECTION_LEFT: str
DIRECTION_RIGHT: str
DIRECTION_MIDDLE: str

ACTION_PRESSED: str
ACTION_RELEASED: str
ACTION_HELD: str

class InputEvent(NamedTuple):
    timestamp: float
    direction: str
    action: str

_Callback = Callable[[], Any] | Callable[[InputEvent], Any] | None

class SenseStick:
    SENSE_HAT_EVDEV_NAME: str
    EVENT_FORMAT: str
    EVENT_SIZE: int
    EV_KEY: int
    STATE_RELEASE: int
    STATE_PRESS: int
    STATE_HOLD: int
    KEY_UP: int
    KEY_LEFT: int
    KEY_RIGHT: int
    KEY_DOWN: int
    KEY_ENTER: int
    def __init__(self) -> None: ...
    def close(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...
    @overload
    def wait_for_event(self, emptybuffer: bool = False, *, timeout: None = None) -> InputEvent: ...
    @overload
    def wait_for_event(self, emptybuffer: bool = False, *, timeout: float) -> InputEvent | None: ...
    def get_events(self) -> list[InputEvent]: ...
    @property
    def direction_up(self) -> _Callback: ...
    @direction_up.setter
    def direction_up(self, callback: _Callback) -> None: ...
    @property
    def direction_down(self) -> _Callback: ...
    @direction_down.setter
    def direction_down(self, callback: _Callback) -> None: ...
    @property
    def direction_left(self) -> _Callback: ...
    @direction_left.setter
    def direction_left(self, callback: _Callback) -> None: ...
    @property
    def direction_right(self) -> _Callback: ...
    @direction_right.setter
    def direction_right(self, callback: _Callback) -> None: ...
    @property
    def direction_middle(self) -> _Callback: ...
    @direction_middle.setter
    def direction_middle(self, callback: _Callback) -> None: ...
    @property
    def direction_any(self) -> _Callback: ...
    @direction_any.setter
    def direction_any(self, callback: _Callback) -> None: ...
