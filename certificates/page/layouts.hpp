#pragma once

#include "certificates/page/design.hpp"

// Where everything stands in each design, for A4 and Letter: measured from the page's own edges.

namespace cupola::page {

Slots ceremony_slots(const Box& page);
Slots night_slots(const Box& page);
Slots chart_slots(const Box& page);
Slots lights_slots(const Box& page);
Slots confetti_slots(const Box& page);
Slots plain_slots(const Box& page);

}  // namespace cupola::page
