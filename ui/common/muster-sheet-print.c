/* muster-sheet-print.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-sheet-print.h"

#include "muster-sheet-paper.h"

#include <glib/gi18n-lib.h>

typedef struct {
  MusterSheet *sheet;
  MusterSheetPaper *paper; /* once it is known how large a page is; nullable */
  GtkWidget *parent;       /* weak */
  MusterPrintTold told;
  gpointer data;
} Job;

static void
job_free (gpointer data, GClosure *closure)
{
  Job *job = data;

  g_clear_weak_pointer (&job->parent);
  g_clear_pointer (&job->paper, muster_sheet_paper_free);
  muster_sheet_unref (job->sheet);
  g_free (job);
}

static void
on_begin_cb (GtkPrintOperation *operation, GtkPrintContext *print, Job *job)
{
  PangoContext *context = gtk_print_context_create_pango_context (print);

  g_clear_pointer (&job->paper, muster_sheet_paper_free);
  job->paper = muster_sheet_paper_new (job->sheet, context, gtk_print_context_get_width (print),
                                       gtk_print_context_get_height (print));
  gtk_print_operation_set_n_pages (operation, (int) muster_sheet_paper_count_pages (job->paper));
  g_object_unref (context);
}

static void
on_draw_cb (GtkPrintOperation *operation, GtkPrintContext *print, int page, Job *job)
{
  muster_sheet_paper_draw (job->paper, (guint) page, gtk_print_context_get_cairo_context (print));
}

static void
on_done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, Job *job)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR || job->parent == NULL)
    return;
  gtk_print_operation_get_error (operation, &error);
  sentence = g_strdup_printf (_("This could not be printed: %s"), error != NULL ? error->message : "");
  job->told (job->data, sentence);
}

void
muster_sheet_print (MusterSheet *sheet, GtkWidget *parent, MusterPrintTold told, gpointer data)
{
  g_autoptr(GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr(GtkPrintSettings) settings = gtk_print_settings_new ();
  g_autofree char *name = g_strdelimit (g_strdup (sheet->title), G_DIR_SEPARATOR_S, '-');
  GtkRoot *root = gtk_widget_get_root (parent);
  Job *job = g_new0 (Job, 1);

  job->sheet = muster_sheet_ref (sheet);
  job->told = told;
  job->data = data;
  g_set_weak_pointer (&job->parent, parent);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, sheet->title);
  /* Else each PDF is called “output”. */
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_BASENAME, name);
  gtk_print_operation_set_print_settings (operation, settings);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin_cb), job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_draw_cb), job);
  g_signal_connect_data (operation, "done", G_CALLBACK (on_done_cb), job, job_free, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
}
