/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-plan-filter.h"

#include <glib/gi18n-lib.h>

#include "muster-text.h"

/* What can be asked for beside words; windows of days follow. */
typedef enum { ALL, OPEN, OVERDUE, DUE_SOON, UNOWNED, UNDATED, N_STATES } State;

static const char *const state_names[N_STATES] = {
  N_("All work"), N_("Still open"), N_("Overdue"), N_("Due in 14 days"), N_("Nobody named"), N_("No date"),
};

struct _MusterPlanFilter {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *entry;
  GtkWidget *states;
  GArray *windows; /* MusterWindow, as offered */
  char **words;    /* folded */
};

G_DEFINE_FINAL_TYPE (MusterPlanFilter, muster_plan_filter, GTK_TYPE_WIDGET)

static guint changed_signal;

/* ---- windows ----------------------------------------------------------------------------------------------------- */

gboolean
muster_work_get_window (MusterRecord *record, guint *first, guint *last)
{
  static const char *const fields[] = { "baseline", "forecast" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      MusterWhen *when = muster_value_get_when (muster_record_get (record, fields[i]));

      if (when == NULL || muster_when_get_kind (when) != MUSTER_WHEN_DAYS)
        continue;
      muster_when_get_window (when, first, last);
      return TRUE;
    }
  return FALSE;
}

static int
compare_windows (gconstpointer a, gconstpointer b)
{
  const MusterWindow *x = a, *y = b;

  if (x->first != y->first)
    return x->first < y->first ? -1 : 1;
  return (x->last > y->last) - (x->last < y->last);
}

GArray *
muster_plan_list_windows (MusterPlanView *view)
{
  GArray *windows = g_array_new (FALSE, FALSE, sizeof (MusterWindow));

  for (guint i = 0; i < view->outline->len; i++)
    {
      MusterWindow window;

      if (muster_work_get_window (g_array_index (view->outline, MusterOutlineItem, i).record, &window.first,
                                  &window.last))
        g_array_append_val (windows, window);
    }
  g_array_sort (windows, compare_windows);
  for (guint i = windows->len; i > 1; i--)
    if (compare_windows (&g_array_index (windows, MusterWindow, i - 1), &g_array_index (windows, MusterWindow, i - 2))
        == 0)
      g_array_remove_index (windows, i - 1);
  return windows;
}

char *
muster_window_dup_name (const MusterWindow *window)
{
  return window->first == window->last ? g_strdup_printf (_("Day %u"), window->first)
                                       : g_strdup_printf (_("Days %u to %u"), window->first, window->last);
}

/* ---- what matches ------------------------------------------------------------------------------------------------ */

static guint
get_choice (MusterPlanFilter *self)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (self->states));
}

gboolean
muster_plan_filter_is_empty (MusterPlanFilter *self)
{
  return get_choice (self) == ALL && self->words[0] == NULL;
}

static gboolean
is_open (MusterRecord *record)
{
  return !muster_record_is_choice (record, "status", "complete")
         && !muster_record_is_choice (record, "status", "cancelled")
         && !muster_record_is_choice (record, "status", "superseded");
}

static gboolean
lacks_owner (MusterRecord *record)
{
  MusterParty *party = muster_value_get_party (muster_record_get (record, "owner"));

  return party == NULL || muster_party_has_tbc (party);
}

static gboolean
has_state (MusterPlanFilter *self, MusterWork *work)
{
  guint choice = get_choice (self);
  MusterWindow window;

  switch (choice)
    {
    case ALL:
      return TRUE;
    case OPEN:
      return is_open (work->record);
    case OVERDUE:
      return work->timing == MUSTER_TIMING_OVERDUE;
    case DUE_SOON:
      return work->timing == MUSTER_TIMING_DUE_SOON;
    case UNOWNED:
      return is_open (work->record) && lacks_owner (work->record);
    case UNDATED:
      return is_open (work->record) && muster_rules_due_day (work->record) == 0;
    default:
      return choice - N_STATES < self->windows->len
             && muster_work_get_window (work->record, &window.first, &window.last)
             && compare_windows (&window, &g_array_index (self->windows, MusterWindow, choice - N_STATES)) == 0;
    }
}

/* In what a row says of it. */
static gboolean
has_words (MusterPlanFilter *self, MusterWork *work)
{
  g_autofree char *said = self->words[0] != NULL ? muster_work_describe (work) : NULL;
  g_autofree char *theme = said != NULL ? g_strconcat (said, " ", muster_record_get_text (work->record, "theme"), NULL)
                                        : NULL;
  g_autofree char *folded = theme != NULL ? muster_text_fold (theme) : NULL;

  for (char **word = self->words; *word != NULL; word++)
    if (**word != '\0' && strstr (folded, *word) == NULL)
      return FALSE;
  return TRUE;
}

gboolean
muster_plan_filter_matches (MusterPlanFilter *self, MusterWork *work)
{
  return has_state (self, work) && has_words (self, work);
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static void
on_changed_cb (MusterPlanFilter *self)
{
  g_autofree char *folded = muster_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  g_strfreev (self->words);
  self->words = *folded != '\0' ? g_strsplit (folded, " ", -1) : g_new0 (char *, 1);
  g_signal_emit (self, changed_signal, 0);
}

void
muster_plan_filter_clear (MusterPlanFilter *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->states), ALL);
  on_changed_cb (self);
}

void
muster_plan_filter_focus (MusterPlanFilter *self)
{
  /* A button that was pressed by key tells of it a moment later, when one may have gone back. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

static gboolean
same_windows (GArray *a, GArray *b)
{
  return a->len == b->len && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (MusterWindow)) == 0);
}

gboolean
muster_plan_filter_offer (MusterPlanFilter *self, MusterPlanView *view)
{
  g_autoptr(GArray) windows = muster_plan_list_windows (view);
  GListModel *model = gtk_drop_down_get_model (GTK_DROP_DOWN (self->states));
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  g_auto(GStrv) texts = NULL;

  if (same_windows (windows, self->windows))
    return self->windows->len > 0;
  for (guint i = 0; i < windows->len; i++)
    {
      g_autofree char *name = muster_window_dup_name (&g_array_index (windows, MusterWindow, i));

      g_strv_builder_add (names, name);
    }
  texts = g_strv_builder_end (names);
  g_array_unref (self->windows);
  self->windows = g_steal_pointer (&windows);
  if (get_choice (self) >= N_STATES)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->states), ALL);
  gtk_string_list_splice (GTK_STRING_LIST (model), N_STATES, g_list_model_get_n_items (model) - N_STATES,
                          (const char *const *) texts);
  return self->windows->len > 0;
}

static void
muster_plan_filter_dispose (GObject *object)
{
  g_clear_pointer (&MUSTER_PLAN_FILTER (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_plan_filter_parent_class)->dispose (object);
}

static void
muster_plan_filter_finalize (GObject *object)
{
  MusterPlanFilter *self = MUSTER_PLAN_FILTER (object);

  g_strfreev (self->words);
  g_array_unref (self->windows);
  G_OBJECT_CLASS (muster_plan_filter_parent_class)->finalize (object);
}

static void
muster_plan_filter_class_init (MusterPlanFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_plan_filter_dispose;
  G_OBJECT_CLASS (klass)->finalize = muster_plan_filter_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
muster_plan_filter_init (MusterPlanFilter *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  self->windows = g_array_new (FALSE, FALSE, sizeof (MusterWindow));
  self->words = g_new0 (char *, 1);
  for (guint i = 0; i < N_STATES; i++)
    gtk_string_list_append (names, _(state_names[i]));
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->entry = gtk_search_entry_new ();
  g_object_set (self->entry, "placeholder-text", _("Filter"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Filter this plan"),
                                  -1);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 3);
  gtk_widget_set_hexpand (self->entry, TRUE);
  self->states = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->states), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Show"), -1);
  gtk_box_append (GTK_BOX (self->box), self->entry);
  gtk_box_append (GTK_BOX (self->box), self->states);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (on_changed_cb), self);
  g_signal_connect_swapped (self->states, "notify::selected", G_CALLBACK (on_changed_cb), self);
}

GtkWidget *
muster_plan_filter_new (void)
{
  return g_object_new (MUSTER_TYPE_PLAN_FILTER, NULL);
}
