// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Weighted statistics, distributions by their quantiles, copulas, and counts that add up in any order.

#include "smallholder/stats/copula.hpp"
#include "smallholder/stats/distributions.hpp"
#include "smallholder/stats/harrell_davis.hpp"
#include "smallholder/stats/log_histogram.hpp"
#include "smallholder/stats/special.hpp"
#include "smallholder/stats/variance_components.hpp"
#include "smallholder/stats/weighted.hpp"
