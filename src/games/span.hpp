// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Which coalitions' shares follow from those of others: the linear span of coalitions as 0/1 vectors.
///
/// Elimination modulo the prime 2^31 - 1. That is exact, not approximate: a minor of a 0/1 matrix of order
/// n <= 20 is at most (n+1)^((n+1)/2) / 2^n < 8e7 (Hadamard), so no minor that is not zero becomes zero.

#include <array>
#include <cstdint>

#include "smallholder/games/game.hpp"

namespace smallholder::games::detail {

class Span {
public:
    explicit Span(Index members) : members_(members) {}

    Index rank() const noexcept { return rank_; }
    bool full() const noexcept { return rank_ == members_; }
    bool holds(Coalition s) const noexcept { return reduced(s).pivot < 0; }

    /// True if s was not in the span before.
    bool add(Coalition s) noexcept {
        Vector v = reduced(s);
        if (v.pivot < 0) return false;
        const std::uint64_t scale = inverse(v.entry[at(v.pivot)]);
        for (Index i = v.pivot; i < members_; ++i) v.entry[at(i)] = v.entry[at(i)] * scale % kPrime;
        rows_[at(v.pivot)] = v;
        ++rank_;
        return true;
    }

private:
    static constexpr std::uint64_t kPrime = (std::uint64_t{1} << 31) - 1;
    struct Vector {
        std::array<std::uint64_t, kMostMembers> entry{};
        Index pivot = -1;  // of the first entry that is not zero; -1: none, or no such row
    };

    static std::size_t at(Index i) noexcept { return static_cast<std::size_t>(i); }

    static std::uint64_t inverse(std::uint64_t a) noexcept {  // a^(p-2)
        std::uint64_t power = 1;
        for (std::uint64_t e = kPrime - 2; e != 0; e >>= 1) {
            if (e & 1u) power = power * a % kPrime;
            a = a * a % kPrime;
        }
        return power;
    }

    Vector reduced(Coalition s) const noexcept {
        Vector v;
        for (Index i = 0; i < members_; ++i) v.entry[at(i)] = contains(s, i) ? 1 : 0;
        for (Index i = 0; i < members_; ++i) {
            const std::uint64_t factor = v.entry[at(i)];
            if (factor == 0) continue;
            if (rows_[at(i)].pivot < 0) {
                if (v.pivot < 0) v.pivot = i;
                continue;
            }
            const std::uint64_t minus = kPrime - factor;
            for (Index j = i; j < members_; ++j) {
                v.entry[at(j)] = (v.entry[at(j)] + minus * rows_[at(i)].entry[at(j)]) % kPrime;
            }
        }
        return v;
    }

    Index members_, rank_ = 0;
    std::array<Vector, kMostMembers> rows_{};
};

}  // namespace smallholder::games::detail
