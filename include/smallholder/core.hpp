// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The ground floor: units, identifiers, errors, lanes and their elementary functions.

#include "smallholder/core/data_folder.hpp"
#include "smallholder/core/elementary.hpp"
#include "smallholder/core/errors.hpp"
#include "smallholder/core/exact_sum.hpp"
#include "smallholder/core/ids.hpp"
#include "smallholder/core/index.hpp"
#include "smallholder/core/lane.hpp"
#include "smallholder/core/memory.hpp"
#include "smallholder/core/money_basis.hpp"
#include "smallholder/core/pack.hpp"
#include "smallholder/core/portability.hpp"
#include "smallholder/core/share.hpp"
#include "smallholder/core/units.hpp"
