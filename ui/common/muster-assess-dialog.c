/* muster-assess-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-assess-dialog.h"

#include <glib/gi18n-lib.h>

#include "muster-matrix-grid.h"

static const char *const fields[] = { "kind", "on", "by", "rationale", NULL };

static void
preset_score (MusterRecordEditor *editor, const char *field, int score)
{
  g_autoptr(MusterValue) value = score != 0 ? muster_value_new_number (MUSTER_VALUE_SCORE, score) : NULL;

  muster_record_editor_preset (editor, field, value);
}

static void
on_chosen_cb (MusterMatrixGrid *grid, MusterRecordEditor *editor)
{
  int consequence, likelihood = muster_matrix_grid_get (grid, &consequence);

  preset_score (editor, "likelihood", likelihood);
  preset_score (editor, "impact", consequence);
}

/* The scores stand on the map. */
static gboolean
on_go_to_field_cb (GtkWidget *grid, const char *field)
{
  return gtk_widget_grab_focus (grid);
}

static MusterRecord *
make_fresh (MusterStore *store, MusterRecord *risk)
{
  MusterRecord *fresh = muster_store_make_record (store, muster_kind_get (MUSTER_KIND_ASSESSMENT));
  g_autoptr(MusterValue) whose = muster_value_new_ref (muster_record_get_id (risk));
  g_autoptr(MusterValue) kind = muster_value_new_text (MUSTER_VALUE_CHOICE, "current");
  g_autoptr(MusterWhen) today = muster_when_new_date (muster_clock_today (muster_store_get_clock (store)));
  g_autoptr(MusterValue) on = muster_value_new_when (today);
  static const char *const scores[] = { "likelihood", "impact" };

  muster_record_set (fresh, "risk", whose);
  muster_record_set (fresh, "kind", kind);
  muster_record_set (fresh, "on", on);
  for (guint i = 0; i < G_N_ELEMENTS (scores); i++)
    muster_record_set (fresh, scores[i], (MusterValue *) muster_record_get (risk, scores[i]));
  return fresh;
}

/* ---- the matrix of the risk's programme -------------------------------------------------------------------------- */

static gpointer
read_bands (MusterReplica *replica, gpointer data, GError **error)
{
  g_autoptr(MusterRecord) programme = muster_replica_get (replica, data, NULL);
  MusterMatrix bands = muster_matrix_of (programme);

  return g_memdup2 (&bands, sizeof bands);
}

static void
on_bands_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GtkWidget) grid = data;
  g_autofree MusterMatrix *bands = muster_store_read_finish (MUSTER_STORE (source), result, NULL);

  if (bands != NULL && gtk_widget_get_root (grid) != NULL)
    muster_matrix_grid_set_bands (MUSTER_MATRIX_GRID (grid), bands);
}

MusterRecordDialog *
muster_assess_dialog_new (MusterStore *store, MusterRecord *risk)
{
  g_autofree char *name = muster_record_dup_title (risk);
  const char *code = muster_record_get_ref_code (risk);
  g_autofree char *title = g_strdup_printf (_("Re-assess %s"), code != NULL ? code : name);
  g_autoptr(MusterRecord) fresh = make_fresh (store, risk);
  const MusterId *programme = muster_record_get_ref (risk, "programme");
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *heading = gtk_label_new (name);
  GtkWidget *grid = muster_matrix_grid_new (&muster_matrix_npsa);
  MusterRecordDialog *dialog = muster_record_dialog_new (store, fresh, title, fields, top);

  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (top), heading);
  gtk_box_append (GTK_BOX (top), grid);
  muster_matrix_grid_set (MUSTER_MATRIX_GRID (grid), muster_record_get_number (risk, "likelihood"),
                          muster_record_get_number (risk, "impact"));
  g_signal_connect (grid, "chosen", G_CALLBACK (on_chosen_cb), muster_record_dialog_get_editor (dialog));
  g_signal_connect_object (muster_record_dialog_get_editor (dialog), "go-to-field", G_CALLBACK (on_go_to_field_cb),
                           grid, G_CONNECT_SWAPPED);
  if (programme != NULL)
    muster_store_read_async (store, read_bands, muster_id_copy (programme), g_free, g_free, NULL, on_bands_cb,
                             g_object_ref (grid));
  return dialog;
}
