#include "base/date.h"

#include "support/catch.h"

using retroduce::base::is_date;

TEST_CASE("a date is of a day, a month or a year that there is", "[base][date]") {
  for (const char* good : {"2026", "2026-02", "2026-02-28", "2024-02-29", "1999-12-31"}) {
    CAPTURE(good);
    CHECK(is_date(good));
  }
  for (const char* bad : {"", "26", "2026-13", "2026-00", "2026-02-29", "2026-04-31", "2026-01-00",
                          "2026-1-1", "2026/01/01", "yesterday", "2026-01-01 "}) {
    CAPTURE(bad);
    CHECK_FALSE(is_date(bad));
  }
}
