/* muster-governance-tree.h - bodies as a tree: arrow keys go through it, open and close, Enter shows a body's record.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MUSTER_TYPE_GOVERNANCE_TREE (muster_governance_tree_get_type ())
G_DECLARE_FINAL_TYPE (MusterGovernanceTree, muster_governance_tree, MUSTER, GOVERNANCE_TREE, GtkWidget)

/* Signal "open-record" (const MusterId *id, const MusterKind *kind). */
GtkWidget *muster_governance_tree_new  (void);
/* roots: element type MusterBodyNode. What is selected stays selected, and what is closed stays closed. */
void       muster_governance_tree_show (MusterGovernanceTree *self, GPtrArray *roots);

G_END_DECLS
