// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Stands and cohorts, practices, fertiliser, disease and weather: how a yield comes about.

#include "smallholder/agronomy/age_curve.hpp"
#include "smallholder/agronomy/disease.hpp"
#include "smallholder/agronomy/efficiency.hpp"
#include "smallholder/agronomy/fertiliser.hpp"
#include "smallholder/agronomy/practices.hpp"
#include "smallholder/agronomy/shade.hpp"
#include "smallholder/agronomy/trees.hpp"
#include "smallholder/agronomy/weather.hpp"
