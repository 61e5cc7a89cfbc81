// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace smallholder {

/// The number of a household, a row, a year or a column: signed, so that differences and
/// backward loops mean what they say.
using Index = std::ptrdiff_t;

}  // namespace smallholder
