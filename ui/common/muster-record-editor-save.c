/* muster-record-editor-save.c - from what was typed to a durable save: read, check, commit, read back.
 *
 * The form may be typed into all the while: what is saved is a record made at the start, and what was typed since
 * differs from the record that is read back, so it stays unsaved.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-record-editor-private.h"

#include <glib/gi18n-lib.h>

#include "muster-error.h"
#include "muster-words.h"

typedef struct {
  MusterRecordEditor *self;
  MusterRecord *base;   /* NULL: a new record */
  MusterRecord *edited;
  GPtrArray *problems;  /* of reading the texts */
  gboolean warned;      /* the person has seen the warnings */
} Save;

static void
save_free (Save *save)
{
  g_clear_object (&save->base);
  g_clear_object (&save->edited);
  g_clear_pointer (&save->problems, g_ptr_array_unref);
  g_object_unref (save->self);
  g_free (save);
}

/* Whether the editor still shows what the save is about. */
static gboolean
is_current (Save *save)
{
  const MusterId *id = muster_record_editor_get_id (save->self);

  return save->self->keeper != NULL && id != NULL && muster_id_equal (id, muster_record_get_id (save->edited));
}

static MusterProblemSummary *
get_summary (Save *save)
{
  return MUSTER_PROBLEM_SUMMARY (save->self->summary);
}

/* saved: what it was about is; else whoever asked for more is told why not, and asks again. */
static void
stop (Save *save, gboolean saved, const char *state)
{
  g_autoptr(MusterRecordEditor) self = g_object_ref (save->self);
  gboolean again = saved && self->again && is_current (save);

  self->busy = self->again = FALSE;
  muster_record_editor_update (self);
  if (state != NULL)
    muster_record_editor_set_state (self, state);
  save_free (save);
  if (again)
    muster_record_editor_save (self);
}

/* ---- after the save ---------------------------------------------------------------------------------------------- */

static void
on_read_back_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Save *save = data;
  MusterRecordEditor *self = g_object_ref (save->self);
  g_autoptr(MusterDetail) detail = muster_store_get_detail_finish (MUSTER_STORE (source), result, NULL);
  g_autofree char *hour = muster_words_hour (muster_clock_now (muster_store_get_clock (self->store)));
  g_autofree char *state = g_strdup_printf (_("Saved here, %s"), hour);
  MusterId id = *muster_record_get_id (save->edited);
  gboolean current = is_current (save);

  if (current)
    muster_record_editor_rebase (self, detail != NULL ? detail->record : save->edited);
  save->self->busy = FALSE;
  if (current && !muster_record_editor_is_changed (self))
    muster_record_editor_drop_draft (self);
  stop (save, TRUE, current && !muster_record_editor_is_changed (self) ? state : NULL);
  muster_record_editor_emit_saved (self, &id);
  g_object_unref (self);
}

static void
on_newer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Save *save = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterDetail) detail = muster_store_get_detail_finish (MUSTER_STORE (source), result, &error);

  if (is_current (save))
    {
      if (detail != NULL)
        muster_record_editor_rebase (save->self, detail->record);
      else
        muster_problem_summary_show_message (get_summary (save), error->message);
      muster_record_editor_show_stale (save->self);
    }
  stop (save, FALSE, _("Not saved: the record changed meanwhile"));
}

static void
say_failed (Save *save, const GError *error)
{
  g_autofree char *message = g_strdup_printf (_("%s What you typed stays in the form."), error->message);

  muster_problem_summary_show_message (get_summary (save), message);
  muster_problem_summary_focus (get_summary (save));
  save->self->roomless = g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_NO_SPACE);
  muster_record_editor_look_for_room (save->self);
  muster_draft_keeper_touch (save->self->keeper);
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Save *save = data;
  g_autoptr(GError) error = NULL;
  const MusterId *id = muster_record_get_id (save->edited);

  if (muster_store_save_finish (MUSTER_STORE (source), result, NULL, &error))
    {
      if (is_current (save))
        muster_record_editor_drop_infos (save->self);
      muster_store_get_detail_async (MUSTER_STORE (source), id, NULL, on_read_back_cb, save);
      return;
    }
  if (g_error_matches (error, MUSTER_ERROR, MUSTER_ERROR_STALE))
    {
      muster_store_get_detail_async (MUSTER_STORE (source), id, NULL, on_newer_cb, save);
      return;
    }
  if (is_current (save) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say_failed (save, error);
  stop (save, FALSE, _("Not saved"));
}

/* ---- before it --------------------------------------------------------------------------------------------------- */

static gboolean
has_severity (GPtrArray *problems, MusterSeverity severity)
{
  for (guint i = 0; i < problems->len; i++)
    if (((MusterProblem *) g_ptr_array_index (problems, i))->severity == severity)
      return TRUE;
  return FALSE;
}

static gboolean
has_field (GPtrArray *problems, const char *field)
{
  for (guint i = 0; i < problems->len; i++)
    if (g_strcmp0 (((MusterProblem *) g_ptr_array_index (problems, i))->field, field) == 0)
      return TRUE;
  return FALSE;
}

static guint
place_of (const MusterKind *kind, const MusterProblem *problem)
{
  guint place = 0;

  while (problem->field != NULL && place < kind->n_fields && !g_str_equal (kind->fields[place].name, problem->field))
    place++;
  return place;
}

/* In the order of the form; what is about no field comes first. */
static int
compare_places (gconstpointer a, gconstpointer b, gpointer kind)
{
  return (int) place_of (kind, *(MusterProblem *const *) a) - (int) place_of (kind, *(MusterProblem *const *) b);
}

/* What could not be read says more than that the old value is missing. */
static GPtrArray *
join_problems (const MusterKind *kind, GPtrArray *unread, GPtrArray *checked)
{
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < unread->len; i++)
    g_ptr_array_add (all, g_ptr_array_index (unread, i));
  for (guint i = 0; i < checked->len; i++)
    {
      MusterProblem *problem = g_ptr_array_index (checked, i);

      if (problem->field == NULL || !has_field (unread, problem->field))
        g_ptr_array_add (all, problem);
    }
  g_ptr_array_sort_with_data (all, compare_places, (gpointer) kind);
  return all;
}

static void
show_problems (Save *save, GPtrArray *problems)
{
  muster_record_form_show_problems (MUSTER_RECORD_FORM (save->self->form), problems);
  muster_problem_summary_show (get_summary (save), save->self->kind, problems);
  muster_problem_summary_focus (get_summary (save));
}

static void
commit (Save *save)
{
  g_autoptr(MusterCommit) made = muster_commit_new (NULL);

  muster_record_form_show_problems (MUSTER_RECORD_FORM (save->self->form), NULL);
  muster_record_editor_hide_summary (save->self);
  muster_commit_add_edit (made, save->base, save->edited);
  if (save->self->save_with != NULL)
    save->self->save_with (save->edited, made, save->self->save_with_data);
  muster_record_editor_set_state (save->self, _("Saving…"));
  muster_store_save_async (save->self->store, made, NULL, on_saved_cb, save);
}

static void
on_checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Save *save = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) checked = muster_store_check_finish (MUSTER_STORE (source), result, &error);
  g_autoptr(GPtrArray) problems = NULL;

  if (!is_current (save))
    {
      save_free (save);
      return;
    }
  if (checked == NULL)
    {
      say_failed (save, error);
      stop (save, FALSE, _("Not saved"));
      return;
    }
  problems = join_problems (save->self->kind, save->problems, checked);
  if (has_severity (problems, MUSTER_SEVERITY_ERROR)
      || (!save->warned && has_severity (problems, MUSTER_SEVERITY_WARNING)))
    {
      show_problems (save, problems);
      stop (save, FALSE, _("Not saved yet"));
      return;
    }
  commit (save);
}

void
muster_record_editor_save_checked (MusterRecordEditor *self, gboolean warned)
{
  MusterRecord *shown = self->base != NULL ? self->base : self->fresh;
  Save *save;

  /* Somebody types on after one save, and asks for the next before that is done. */
  self->again = self->busy;
  if (shown == NULL || self->busy || (self->base != NULL && !muster_record_editor_is_changed (self)))
    return;
  self->busy = TRUE;
  save = g_new0 (Save, 1);
  save->self = g_object_ref (self);
  save->base = self->base != NULL ? g_object_ref (self->base) : NULL;
  save->edited = muster_record_copy (shown);
  save->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) muster_problem_free);
  save->warned = warned;
  muster_record_form_collect (MUSTER_RECORD_FORM (self->form), save->edited, save->problems);
  muster_store_check_async (self->store, save->base, save->edited, NULL, on_checked_cb, save);
}

void
muster_record_editor_save_with (MusterRecordEditor *self, MusterSaveWithFunc func, gpointer data)
{
  self->save_with = func;
  self->save_with_data = data;
}

void
muster_record_editor_save (MusterRecordEditor *self)
{
  muster_record_editor_save_checked (self, FALSE);
}
