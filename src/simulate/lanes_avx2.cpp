// SPDX-License-Identifier: Apache-2.0
// Compiled with -mavx2 and SMALLHOLDER_ISA=avx2 where the compiler knows it (src/simulate/CMakeLists.txt): every function that is ours
// has a name of its own then. tests/house/test_isa.py looks that none of it can be taken for the baseline's.
#include "lanes.hpp"

namespace smallholder::kernels {

#ifdef __AVX2__
Loops avx2_loops() { return {&simulate::simulate_lanes, &simulate::survey_lanes}; }
#else
Loops avx2_loops() { return {nullptr, nullptr}; }
#endif

}  // namespace smallholder::kernels
