// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Random numbers that belong to whom and what they are for, not to the order of drawing.

#include "smallholder/random/limits.hpp"
#include "smallholder/random/orders.hpp"
#include "smallholder/random/philox.hpp"
#include "smallholder/random/streams.hpp"
