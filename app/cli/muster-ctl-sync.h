/* muster-ctl-sync.h
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-ctl.h"
#include "muster-engine.h"

G_BEGIN_DECLS

MusterTokens muster_ctl_tokens (MusterCtl *ctl);

G_END_DECLS
