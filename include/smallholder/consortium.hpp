// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The alliance itself: what rivals gain together, who would pay, who would stay.

#include "smallholder/consortium/parameter_rows.hpp"
#include "smallholder/consortium/parameters.hpp"
