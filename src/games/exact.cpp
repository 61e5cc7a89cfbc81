// SPDX-License-Identifier: Apache-2.0
#include "rational.hpp"
#include "solutions.hpp"

namespace smallholder::games::detail {

Nucleolus nucleolus_exact(const Game& game, Complaint complaint, bool individually_rational) {
    return nucleolus_by<Rational>(game, complaint, individually_rational);
}

LeastCore least_core_exact(const Game& game, Complaint complaint) {
    return least_core_by<Rational>(game, complaint);
}

}  // namespace smallholder::games::detail
