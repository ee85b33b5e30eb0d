/* muster-banner.h - one lasting message above a page, with at most one thing to do about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define MUSTER_TYPE_BANNER (muster_banner_get_type ())
G_DECLARE_FINAL_TYPE (MusterBanner, muster_banner, MUSTER, BANNER, AdwBin)

/* Signals: "clicked" () of its button, and "dismissed" () of the one that puts it off. */
/* button_label may be NULL. */
void       muster_banner_show (MusterBanner *self, const char *text, const char *button_label);
/* A second button, until the next message. */
void       muster_banner_offer_later (MusterBanner *self, const char *label);
void       muster_banner_hide (MusterBanner *self);

G_END_DECLS
