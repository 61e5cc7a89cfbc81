// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Files into nouns. No other module includes this one.

#include "smallholder/io/csv.hpp"
#include "smallholder/io/money_file.hpp"
#include "smallholder/io/parameter_file.hpp"
#include "smallholder/io/programme_file.hpp"
#include "smallholder/io/programme_members.hpp"
#include "smallholder/io/programme_plan.hpp"
#include "smallholder/io/toml_value.hpp"
