/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-programmes-dialog.h"

#include "muster-button.h"
#include "muster-label.h"
#include "muster-programmes.h"
#include "muster-recent-files.h"

#include <glib/gi18n.h>

/* As many are seen at once. */
#define FEW 6

struct _MusterProgrammesDialog
{
  AdwWindow parent_instance;

  GSettings *settings; /* owned, nullable */
  MusterClock *clock;
  MusterStandingFunc standing;
  gpointer data;
  GCancellable *cancellable;

  GtkWidget *problem;
  GtkWidget *filter;
  GtkWidget *none;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (MusterProgrammesDialog, muster_programmes_dialog, ADW_TYPE_WINDOW)

enum {
  OPEN,
  JOIN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- looking at a file ------------------------------------------------------------------------------------------- */

typedef struct
{
  MusterProgrammesDialog *dialog; /* owned */
  MusterProgrammeRow *row;        /* owned */
  gboolean open, apart;           /* what is wanted of it */
} Look;

static void
look_free (Look *self)
{
  g_object_unref (self->dialog);
  g_object_unref (self->row);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Look, look_free)

static void
say (MusterProgrammesDialog *self, const char *problem)
{
  gtk_label_set_label (GTK_LABEL (self->problem), problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem, problem != NULL);
}

static void
leave (MusterProgrammesDialog *self, const char *path, gboolean apart)
{
  g_autoptr(MusterProgrammesDialog) kept = g_object_ref (self);

  gtk_window_destroy (GTK_WINDOW (self));
  g_signal_emit (self, signals[OPEN], 0, path, apart);
}

/* Hidden to those who hear the list, too. */
static void
filter_rows (MusterProgrammesDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->filter));
  GtkListBoxRow *row;
  guint n = 0;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      gboolean matches = muster_programme_row_matches (MUSTER_PROGRAMME_ROW (row), text);

      gtk_widget_set_visible (GTK_WIDGET (row), matches);
      n += matches;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  gtk_widget_set_visible (self->none, n == 0);
}

static void
on_glance_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(Look) look = data;
  MusterProgrammesDialog *self = look->dialog;
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterGlance) glance = muster_programmes_glance_finish (result, &error);
  const char *problem;

  if (self->cancellable == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  muster_programme_row_show (look->row, glance, error, self->clock);
  gtk_list_box_invalidate_sort (self->list);
  filter_rows (self);
  if (!look->open)
    return;
  problem = muster_programme_row_get_problem (look->row);
  say (self, problem);
  if (problem == NULL)
    leave (self, muster_programme_row_get_path (look->row), look->apart);
}

static void
look_at (MusterProgrammesDialog *self, MusterProgrammeRow *row, gboolean open, gboolean apart)
{
  Look *look = g_new0 (Look, 1);

  look->dialog = g_object_ref (self);
  look->row = g_object_ref (row);
  look->open = open;
  look->apart = apart;
  muster_programmes_glance_async (muster_programme_row_get_path (row), self->cancellable, on_glance_cb, look);
}

/* What it was when the list was made it need not be now: nobody loses what is open for a file that cannot be. */
static void
open_row (MusterProgrammesDialog *self, MusterProgrammeRow *row, gboolean apart)
{
  switch (muster_programme_row_get_standing (row))
    {
    case MUSTER_PROGRAMME_HERE:
      gtk_window_destroy (GTK_WINDOW (self));
      break;
    case MUSTER_PROGRAMME_THERE:
    case MUSTER_PROGRAMME_SENDING:
      leave (self, muster_programme_row_get_path (row), apart);
      break;
    case MUSTER_PROGRAMME_CLOSED:
    default:
      look_at (self, row, TRUE, apart);
    }
}

/* ---- the list ---------------------------------------------------------------------------------------------------- */

static void
on_row_cb (MusterProgrammesDialog *self, GtkListBoxRow *row)
{
  open_row (self, MUSTER_PROGRAMME_ROW (row), FALSE);
}

static void
on_apart_cb (MusterProgrammeRow *row, MusterProgrammesDialog *self)
{
  open_row (self, row, TRUE);
}

/* The focus goes to a neighbour. */
static void
on_drop_cb (MusterProgrammeRow *row, MusterProgrammesDialog *self)
{
  int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  GtkListBoxRow *next;

  if (!muster_programme_row_is_missing (row))
    return;
  muster_recent_files_drop (self->settings, muster_programme_row_get_path (row));
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  say (self, NULL);
  next = gtk_list_box_get_row_at_index (self->list, index);
  if (next == NULL && index > 0)
    next = gtk_list_box_get_row_at_index (self->list, index - 1);
  if (next != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (next));
}

static MusterProgrammeRow *
focused_row (MusterProgrammesDialog *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, MUSTER_TYPE_PROGRAMME_ROW) : NULL;

  return row != NULL ? MUSTER_PROGRAMME_ROW (row) : NULL;
}

static void
apart_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MusterProgrammeRow *row = focused_row (MUSTER_PROGRAMMES_DIALOG (widget));

  if (row != NULL)
    on_apart_cb (row, MUSTER_PROGRAMMES_DIALOG (widget));
}

static void
drop_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  MusterProgrammeRow *row = focused_row (MUSTER_PROGRAMMES_DIALOG (widget));

  if (row != NULL)
    on_drop_cb (row, MUSTER_PROGRAMMES_DIALOG (widget));
}

static void
join_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr(MusterProgrammesDialog) self = g_object_ref (MUSTER_PROGRAMMES_DIALOG (widget));

  gtk_window_destroy (GTK_WINDOW (self));
  g_signal_emit (self, signals[JOIN], 0);
}

static GtkListBoxRow *
first_shown (MusterProgrammesDialog *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_widget_get_visible (GTK_WIDGET (row)))
      return row;
  return NULL;
}

static void
on_filter_enter_cb (MusterProgrammesDialog *self)
{
  GtkListBoxRow *row;

  /* The entry tells of letters a moment after the last of them. */
  filter_rows (self);
  row = first_shown (self);
  if (row != NULL)
    on_row_cb (self, row);
}

/* The next key is for it, too, and the space bar must not open what had the focus. */
static void
on_filter_begun_cb (MusterProgrammesDialog *self)
{
  gtk_widget_grab_focus (self->filter);
}

static void
on_filter_left_cb (MusterProgrammesDialog *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->filter)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->filter), "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
add_row (MusterProgrammesDialog *self, const char *path)
{
  GtkWidget *row = muster_programme_row_new (path, self->standing (path, self->data));

  g_signal_connect_object (row, "open-apart", G_CALLBACK (on_apart_cb), self, 0);
  g_signal_connect_object (row, "drop", G_CALLBACK (on_drop_cb), self, 0);
  gtk_list_box_append (self->list, row);
  look_at (self, MUSTER_PROGRAMME_ROW (row), FALSE, FALSE);
}

static void
focus_first (MusterProgrammesDialog *self)
{
  GtkListBoxRow *first = first_shown (self), *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (muster_programme_row_get_standing (MUSTER_PROGRAMME_ROW (row)) == MUSTER_PROGRAMME_HERE)
      first = row;
  if (first != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (first));
}

static void
on_list_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(MusterProgrammesDialog) self = data;
  g_auto(GStrv) paths = muster_programmes_list_finish (result, NULL);

  if (self->cancellable == NULL || paths == NULL)
    return;
  for (guint i = 0; paths[i] != NULL; i++)
    add_row (self, paths[i]);
  gtk_widget_set_visible (self->filter, g_strv_length (paths) > FEW);
  if (gtk_widget_get_visible (self->filter))
    gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->filter), GTK_WIDGET (self));
  focus_first (self);
}

/* ---- the window -------------------------------------------------------------------------------------------------- */

/* A window that was closed lives on as long as something is under way for it: that must end first. */
static void
muster_programmes_dialog_unrealize (GtkWidget *widget)
{
  MusterProgrammesDialog *self = MUSTER_PROGRAMMES_DIALOG (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  GTK_WIDGET_CLASS (muster_programmes_dialog_parent_class)->unrealize (widget);
}

static void
muster_programmes_dialog_dispose (GObject *object)
{
  MusterProgrammesDialog *self = MUSTER_PROGRAMMES_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->clock, muster_clock_unref);
  G_OBJECT_CLASS (muster_programmes_dialog_parent_class)->dispose (object);
}

static void
muster_programmes_dialog_class_init (MusterProgrammesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_programmes_dialog_dispose;
  widget_class->unrealize = muster_programmes_dialog_unrealize;
  signals[OPEN] = g_signal_new ("open", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[JOIN] = g_signal_new ("join", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "programmes.join", NULL, join_action);
  gtk_widget_class_install_action (widget_class, "programmes.apart", NULL, apart_action);
  gtk_widget_class_install_action (widget_class, "programmes.drop", NULL, drop_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "programmes.apart", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "programmes.apart", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "programmes.drop", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
make_header (void)
{
  GtkWidget *header = adw_header_bar_new ();

  adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), muster_button_new (_("_Close"), "window.close"));
  return header;
}

static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  return muster_programme_row_compare (MUSTER_PROGRAMME_ROW (a), MUSTER_PROGRAMME_ROW (b));
}

static GtkWidget *
make_list (MusterProgrammesDialog *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_sort_func (self->list, compare_rows, NULL, NULL);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Programmes"), -1);
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (on_row_cb), self);
  return list;
}

static GtkWidget *
make_filter (MusterProgrammesDialog *self)
{
  self->filter = gtk_search_entry_new ();
  gtk_widget_set_visible (self->filter, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filter), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Filter programmes"), -1);
  g_signal_connect_swapped (self->filter, "activate", G_CALLBACK (on_filter_enter_cb), self);
  g_signal_connect_swapped (self->filter, "search-started", G_CALLBACK (on_filter_begun_cb), self);
  g_signal_connect_swapped (self->filter, "stop-search", G_CALLBACK (on_filter_left_cb), self);
  return self->filter;
}

static void
build (MusterProgrammesDialog *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *join = muster_button_new (_("_Join another programme…"), "programmes.join");

  gtk_widget_set_halign (join, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (join, "pill");
  self->problem = muster_label_new (NULL, "error");
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_box_append (GTK_BOX (box), muster_label_new (_("Each programme that you have joined has a file of its own on "
                                                     "this computer, and so has each person. Enter opens one in this "
                                                     "window, Ctrl+Enter in a new one."), NULL));
  gtk_box_append (GTK_BOX (box), self->problem);
  gtk_box_append (GTK_BOX (box), make_filter (self));
  gtk_box_append (GTK_BOX (box), make_list (self));
  self->none = muster_label_new (_("No programme is called so"), "dim-label");
  gtk_widget_set_visible (self->none, FALSE);
  gtk_box_append (GTK_BOX (box), self->none);
  gtk_box_append (GTK_BOX (box), join);
  g_signal_connect_swapped (self->filter, "search-changed", G_CALLBACK (filter_rows), self);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 24);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (content), make_header ());
  gtk_box_append (GTK_BOX (content), scrolled);
  adw_window_set_content (ADW_WINDOW (self), content);
}

static void
muster_programmes_dialog_init (MusterProgrammesDialog *self)
{
  self->cancellable = g_cancellable_new ();
  build (self);
}

MusterProgrammesDialog *
muster_programmes_dialog_new (GSettings *settings, MusterClock *clock, MusterStandingFunc standing, gpointer data)
{
  MusterProgrammesDialog *self = g_object_new (MUSTER_TYPE_PROGRAMMES_DIALOG, "title", _("Programmes on This Computer"),
                                               "modal", TRUE,
                                               "destroy-with-parent", TRUE, "default-width", 520,
                                               "default-height", 600, NULL);

  g_set_object (&self->settings, settings);
  self->clock = muster_clock_ref (clock);
  self->standing = standing;
  self->data = data;
  return self;
}

void
muster_programmes_dialog_present (MusterProgrammesDialog *self, GtkWindow *parent)
{
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
  muster_programmes_list_async (self->settings, self->cancellable, on_list_cb, g_object_ref (self));
}
