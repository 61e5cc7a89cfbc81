// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Labour, cash, consumption, choices and what a household knows.

#include "smallholder/livelihood/adult_equivalents.hpp"
#include "smallholder/livelihood/choice.hpp"
#include "smallholder/livelihood/consumption.hpp"
#include "smallholder/livelihood/counts.hpp"
#include "smallholder/livelihood/input_demand.hpp"
#include "smallholder/livelihood/knowledge.hpp"
#include "smallholder/livelihood/labour.hpp"
#include "smallholder/livelihood/replanting.hpp"
#include "smallholder/livelihood/risk.hpp"
