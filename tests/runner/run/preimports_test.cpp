#include "runner/run/preimports.hpp"

#include <doctest/doctest.h>

using cupola::run::preimports_of;
using Modules = std::vector<std::string>;

TEST_CASE("nothing is imported for a program that does not ask for it") {
  for (const char* source :
       {"", "\n", "import", "import ", "from", "import numpyro\n", "x = 'import numpy'\n", "importnumpy\n",
        "import sense_hat, time\n", "# import numpy\n", "import ,,,\n"}) {
    CAPTURE(source);
    CHECK(preimports_of(source).empty());
  }
}

TEST_CASE("the slow modules that a program names are found once, however it imports them") {
  for (const char* source :
       {"import numpy\n", "import numpy as np", "  import time, numpy as np\r\nimport numpy\n",
        "from numpy.linalg import norm\n", "\timport\tnumpy.linalg;x=1\n", "import os,numpy#fast\n"}) {
    CAPTURE(source);
    CHECK(preimports_of(source) == Modules{"numpy"});
  }
  CHECK(preimports_of("from PIL import Image\nimport numpy\n") == Modules{"PIL.Image", "numpy"});
}
