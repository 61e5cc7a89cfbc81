// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The nouns: populations, parameters, and how they are made.

#include "smallholder/farm/distribution_spec.hpp"
#include "smallholder/farm/household_size.hpp"
#include "smallholder/farm/money_table.hpp"
#include "smallholder/farm/nearest_name.hpp"
#include "smallholder/farm/parameter_override.hpp"
#include "smallholder/farm/parameter_table.hpp"
#include "smallholder/farm/parameters.hpp"
#include "smallholder/farm/population.hpp"
#include "smallholder/farm/population_builder.hpp"
#include "smallholder/farm/population_moments.hpp"
#include "smallholder/farm/resample.hpp"
#include "smallholder/farm/segments.hpp"
#include "smallholder/farm/synthesise.hpp"
#include "smallholder/farm/tree_profile.hpp"
