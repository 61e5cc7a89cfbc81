// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Fractions of whole numbers of any length: every double is one, and nothing is rounded.

#include <boost/multiprecision/cpp_int.hpp>

namespace smallholder::games::detail {

using Rational = boost::multiprecision::number<boost::multiprecision::cpp_rational_backend, boost::multiprecision::et_off>;

}  // namespace smallholder::games::detail
