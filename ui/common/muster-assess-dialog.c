/* muster-assess-dialog.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-assess-dialog.h"

#include <glib/gi18n-lib.h>

#include "muster-matrix-grid.h"
#include "muster-words.h"

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

static MusterValue *
parse_score (const MusterKind *kind, const char *name, const char *text)
{
  MusterValue *value = NULL;

  return text != NULL && muster_field_parse (muster_kind_get_field (kind, name), text, &value, NULL) ? value : NULL;
}

/* What was typed for this risk and not saved goes on under its own id. */
static MusterRecord *
make_fresh (MusterStore *store, MusterRecord *risk, const MusterDraft *begun)
{
  const MusterKind *assessment = muster_kind_get (MUSTER_KIND_ASSESSMENT);
  MusterRecord *fresh = begun != NULL ? muster_record_new (assessment, &begun->id)
                                      : muster_store_make_record (store, assessment);
  g_autoptr(MusterValue) whose = muster_value_new_ref (muster_record_get_id (risk));
  g_autoptr(MusterValue) kind = muster_value_new_text (MUSTER_VALUE_CHOICE, "current");
  g_autoptr(MusterWhen) today = muster_when_new_date (muster_clock_today (muster_store_get_clock (store)));
  g_autoptr(MusterValue) on = muster_value_new_when (today);
  static const char *const scores[] = { "likelihood", "impact" };

  muster_record_set (fresh, "risk", whose);
  muster_record_set (fresh, "kind", kind);
  muster_record_set (fresh, "on", on);
  for (guint i = 0; i < G_N_ELEMENTS (scores); i++)
    {
      const char *text = begun != NULL ? g_hash_table_lookup (begun->texts, scores[i]) : NULL;
      g_autoptr(MusterValue) typed = parse_score (assessment, scores[i], text);

      muster_record_set (fresh, scores[i], typed != NULL ? typed : (MusterValue *) muster_record_get (risk, scores[i]));
    }
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

static MusterRecordDialog *
make_dialog (MusterStore *store, MusterRecord *risk, const MusterDraft *begun)
{
  g_autofree char *name = muster_record_dup_title (risk);
  const char *code = muster_record_get_ref_code (risk);
  g_autofree char *quoted = muster_words_quote (code != NULL ? code : name, G_MAXUINT);
  g_autofree char *title = g_strdup_printf (_("Re-assess %s"), quoted);
  g_autoptr(MusterRecord) fresh = make_fresh (store, risk, begun);
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
  muster_matrix_grid_set (MUSTER_MATRIX_GRID (grid), muster_record_get_number (fresh, "likelihood"),
                          muster_record_get_number (fresh, "impact"));
  g_signal_connect (grid, "chosen", G_CALLBACK (on_chosen_cb), muster_record_dialog_get_editor (dialog));
  g_signal_connect_object (muster_record_dialog_get_editor (dialog), "go-to-field", G_CALLBACK (on_go_to_field_cb),
                           grid, G_CONNECT_SWAPPED);
  if (programme != NULL)
    muster_store_read_async (store, read_bands, muster_id_copy (programme), g_free, g_free, NULL, on_bands_cb,
                             g_object_ref (grid));
  return dialog;
}

/* ---- asking ------------------------------------------------------------------------------------------------------ */

typedef struct {
  GtkWidget *owner;
  MusterRecord *risk;
  MusterAssessFunc present;
} Asking;

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->owner);
  g_object_unref (asking->risk);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

/* The newest assessment of the risk that was begun and never saved; on the reading thread. */
static gpointer
read_begun (MusterReplica *replica, gpointer data, GError **error)
{
  const MusterKind *kind = muster_kind_get (MUSTER_KIND_ASSESSMENT);
  g_autoptr(MusterValue) risk = muster_value_new_ref (data);
  g_autofree char *whose = muster_field_to_text (muster_kind_get_field (kind, "risk"), risk);
  g_autoptr(GPtrArray) drafts = muster_replica_list_drafts (replica, error);
  MusterDraft *newest = NULL;

  for (guint i = 0; drafts != NULL && i < drafts->len; i++)
    {
      MusterDraft *draft = drafts->pdata[i];

      if (draft->kind == kind && g_strcmp0 (g_hash_table_lookup (draft->texts, "risk"), whose) == 0
          && muster_replica_get_rowid (replica, &draft->id) == 0 && (newest == NULL || draft->at > newest->at))
        newest = draft;
    }
  return newest != NULL ? muster_replica_get_draft (replica, &newest->id, error) : NULL;
}

static void
on_begun_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(Asking) asking = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterDraft) begun = muster_store_read_finish (MUSTER_STORE (source), result, &error);

  if (gtk_widget_get_root (asking->owner) != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    asking->present (asking->owner, make_dialog (MUSTER_STORE (source), asking->risk, begun));
}

void
muster_assess_dialog_ask (MusterStore *store, MusterRecord *risk, GtkWidget *owner, MusterAssessFunc present)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->owner = g_object_ref (owner);
  asking->risk = g_object_ref (risk);
  asking->present = present;
  muster_store_read_async (store, read_begun, muster_id_copy (muster_record_get_id (risk)), g_free,
                           (GDestroyNotify) muster_draft_free, NULL, on_begun_cb, asking);
}

/* ---- going on ---------------------------------------------------------------------------------------------------- */

typedef struct {
  MusterDraft *begun;
  MusterRecord *risk;
} Begun;

static void
begun_free (gpointer data)
{
  Begun *begun = data;

  g_clear_pointer (&begun->begun, muster_draft_free);
  g_clear_object (&begun->risk);
  g_free (begun);
}

typedef struct {
  GtkWidget *owner;
  void (*present) (GtkWidget *owner, MusterRecordDialog *dialog, gpointer data);
  GObject *data;
} GoingOn;

/* With its risk, on the reading thread. */
static gpointer
read_going_on (MusterReplica *replica, gpointer data, GError **error)
{
  const MusterField *field = muster_kind_get_field (muster_kind_get (MUSTER_KIND_ASSESSMENT), "risk");
  Begun *begun = g_new0 (Begun, 1);
  const char *whose;
  g_autoptr(MusterValue) risk = NULL;
  const MusterId *ids;
  guint n = 0;

  begun->begun = muster_replica_get_draft (replica, data, NULL);
  whose = begun->begun != NULL ? g_hash_table_lookup (begun->begun->texts, field->name) : NULL;
  if (whose != NULL && muster_field_parse (field, whose, &risk, NULL) && risk != NULL
      && (ids = muster_value_get_ids (risk, &n)) != NULL && n == 1)
    begun->risk = muster_replica_get (replica, ids, NULL);
  return begun;
}

static void
on_going_on_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GoingOn *going = data;
  Begun *begun = muster_store_read_finish (MUSTER_STORE (source), result, NULL);

  if (begun != NULL && gtk_widget_get_root (going->owner) != NULL)
    going->present (going->owner,
                    begun->risk != NULL ? make_dialog (MUSTER_STORE (source), begun->risk, begun->begun) : NULL,
                    going->data);
  g_clear_pointer (&begun, begun_free);
  g_object_unref (going->owner);
  g_object_unref (going->data);
  g_free (going);
}

void
muster_assess_dialog_go_on (MusterStore *store, const MusterId *id, GtkWidget *owner,
                            void (*present) (GtkWidget *owner, MusterRecordDialog *dialog, gpointer data),
                            GObject *data)
{
  GoingOn *going = g_new0 (GoingOn, 1);

  going->owner = g_object_ref (owner);
  going->present = present;
  going->data = g_object_ref (data);
  muster_store_read_async (store, read_going_on, muster_id_copy (id), g_free, begun_free, NULL, on_going_on_cb, going);
}
