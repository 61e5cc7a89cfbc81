// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The order of a year, and the engine that walks every household through the years, with and without.

#include "smallholder/simulate/accounts.hpp"
#include "smallholder/simulate/accumulate.hpp"
#include "smallholder/simulate/anchoring.hpp"
#include "smallholder/simulate/block.hpp"
#include "smallholder/simulate/contacts.hpp"
#include "smallholder/simulate/household.hpp"
#include "smallholder/simulate/measures.hpp"
#include "smallholder/simulate/model.hpp"
#include "smallholder/simulate/panel.hpp"
#include "smallholder/simulate/paths.hpp"
#include "smallholder/simulate/run.hpp"
#include "smallholder/simulate/shocks.hpp"
#include "smallholder/simulate/year.hpp"
