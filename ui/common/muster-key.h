/* muster-key.h - a key that a page has while it has the focus: for the page itself, and for the list of all keys.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

typedef struct {
  const char *accel;  /* as gtk_accelerator_parse() reads it */
  const char *label;  /* N_(): what it does */
  const char *action; /* with its target; NULL: the page does it by itself */
} MusterKey;
