/* muster-review-notice.h - tells the person once a day that reviews are overdue, wherever she is at her desk.
 *
 * How many, and nothing else: it may stand on a screen that is locked. It goes when none is overdue any more, when it
 * is not wanted, and with the file: what nobody watches may have become untrue. Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "muster-syncer.h"

G_BEGIN_DECLS

#define MUSTER_TYPE_REVIEW_NOTICE (muster_review_notice_get_type ())
G_DECLARE_FINAL_TYPE (MusterReviewNotice, muster_review_notice, MUSTER, REVIEW_NOTICE, GObject)

/* "notify-reviews" (boolean): whether it is told at all. */
#define MUSTER_SETTING_REVIEWS "notify-reviews"

/* The action of the application that it leads to, with the path of the file (string). */
#define MUSTER_ACTION_SHOW_TODAY "show-today"

/* syncer: of store, NULL: it has none. What is overdue is looked at once what others did has come, or cannot. settings
 * are not NULL: without them it is not known what was told. */
MusterReviewNotice *muster_review_notice_new (GApplication *application, MusterStore *store, MusterSyncer *syncer,
                                              GSettings *settings);

G_END_DECLS
