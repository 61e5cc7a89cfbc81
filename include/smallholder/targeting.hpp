// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Whom an intervention reaches, and when.

#include "smallholder/targeting/design.hpp"
#include "smallholder/targeting/roster.hpp"
