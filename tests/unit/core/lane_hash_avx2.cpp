// SPDX-License-Identifier: Apache-2.0
// Compiled with -mavx2 and -DSMALLHOLDER_ISA=avx2 where the compiler knows them.
#include "lane_hash.hpp"

std::uint64_t lane_hash_avx2(int width, const double* arguments) noexcept {
#if defined(__AVX2__)
    using namespace smallholder;
    if (!cpu_has_avx2()) return 0;
    if (width == 4) return lane_tests::hash_of_lane<Pack<4>>(arguments);
    if (width == 8) return lane_tests::hash_of_lane<Pack<8>>(arguments);
    return lane_tests::hash_of_lane<double>(arguments);
#else
    static_cast<void>(width);
    static_cast<void>(arguments);
    return 0;
#endif
}
