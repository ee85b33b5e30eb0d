/* fuzz.h - what a fuzz target is: the entry point that libFuzzer and AFL++ call, and that runner.c calls over samples.
 *
 * A target aborts where a promise is broken; bytes that are refused are no failure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
