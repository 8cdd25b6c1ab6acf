#pragma once

#include <cupola/hat/orientation_state.hpp>

namespace cupola::fusion {

/// Takes in a sample `seconds` after the last: the board rests while neither the rotation, nor the
/// acceleration, nor the field moves away from its own recent course. The field is not in the paper; without
/// it a slow, even turn would pass for the gyroscope's error.
void step(hat::RestState& rest, const hat::MotionSample& sample, double seconds);

/// Still for a second and a half, so that the slow parts have settled.
bool at_rest(const hat::RestState& rest);

}  // namespace cupola::fusion
