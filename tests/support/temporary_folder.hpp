#pragma once

#include "hat_driver/base/temporary_folder.hpp"

namespace cupola::tests {

using base::TemporaryFolder;

}  // namespace cupola::tests
