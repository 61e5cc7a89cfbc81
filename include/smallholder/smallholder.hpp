// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Everything, floor by floor.

#include "smallholder/core.hpp"
