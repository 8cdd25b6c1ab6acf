#pragma once

#include "certificates/page/design.hpp"

namespace cupola::page {

/// The design as entries that did not fly get it: paper, ornaments, type and the bare map are the same; the
/// emblem takes the place of the pictures, and nothing is said of an orbit.
Design participation_of(const Design& design);

}  // namespace cupola::page
