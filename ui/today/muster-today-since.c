/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-today-since.h"

#include <glib/gi18n-lib.h>

#include "muster-column.h"
#include "muster-drop-down.h"
#include "muster-label.h"
#include "muster-today-states.h"
#include "muster-words.h"

/* Places in the drop-down: the last look, so many days by name, and one that is typed. */
#define DAYS 7
#define TYPED (DAYS + 1)

struct _MusterTodaySince {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *choice;
  GtkStringList *labels;
  GtkWidget *entry;    /* for a day that is typed */
  GtkWidget *words;    /* when the last look was, or what is wrong with what was typed */
  guint32 today;       /* that the labels count from */
  guint32 day;         /* chosen; 0: the last look */
};

G_DEFINE_FINAL_TYPE (MusterTodaySince, muster_today_since, GTK_TYPE_WIDGET)

static guint chosen_signal;

guint32
muster_today_since_get_day (MusterTodaySince *self)
{
  return self->day;
}

static void
say (MusterTodaySince *self, const char *words)
{
  gtk_label_set_text (GTK_LABEL (self->words), words);
  gtk_widget_set_visible (self->words, *words != '\0');
}

static void
choose (MusterTodaySince *self, guint32 day)
{
  say (self, "");
  if (day == self->day)
    return;
  self->day = day;
  g_signal_emit (self, chosen_signal, 0);
}

static void
on_typed_cb (MusterTodaySince *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(MusterWhen) when = muster_when_parse (gtk_editable_get_text (GTK_EDITABLE (self->entry)), &error);
  guint32 day = when != NULL ? muster_when_get_days (when).earliest : 0;

  if (when == NULL)
    say (self, error->message);
  else if (day == 0)
    say (self, _("This names no day to begin at. Write one as in “17 November 2026”."));
  else
    choose (self, day);
}

static void
on_chosen_cb (MusterTodaySince *self)
{
  guint place = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->choice));

  gtk_widget_set_visible (self->entry, place == TYPED);
  if (place == TYPED)
    gtk_widget_grab_focus (self->entry);
  else if (place <= DAYS)
    choose (self, place == 0 ? 0 : self->today - place);
}

/* ---- showing ----------------------------------------------------------------------------------------------------- */

static char *
name_day (guint32 today, guint place)
{
  g_autofree char *day = muster_today_describe_date (today - place);

  if (place == 1)
    /* Translators: from when on changes are shown, as in "Since yesterday, Saturday 21 November 2026". */
    return g_strdup_printf (_("Since yesterday, %s"), day);
  /* Translators: likewise, as in "Since Tuesday 17 November 2026". */
  return g_strdup_printf (_("Since %s"), day);
}

/* At midnight days have other places; the one that was chosen stays, typed if need be. */
static void
name_days (MusterTodaySince *self, guint32 today)
{
  const char *names[DAYS + 1] = { NULL };
  guint place = self->day == 0 ? gtk_drop_down_get_selected (GTK_DROP_DOWN (self->choice)) : today - self->day;

  g_signal_handlers_block_by_func (self->choice, on_chosen_cb, self);
  for (guint i = 0; i < DAYS; i++)
    names[i] = name_day (today, i + 1);
  gtk_string_list_splice (self->labels, 1, self->today != 0 ? DAYS : 0, names);
  for (guint i = 0; i < DAYS; i++)
    g_free ((char *) names[i]);
  self->today = today;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choice), MIN (place, TYPED));
  gtk_widget_set_visible (self->entry, place >= TYPED);
  g_signal_handlers_unblock_by_func (self->choice, on_chosen_cb, self);
}

static void
show_look (MusterTodaySince *self, MusterTime at)
{
  g_autofree char *time = muster_words_time (at);
  g_autofree char *text = g_strdup_printf (_("Last seen %s"), time);

  say (self, at != 0 ? text : "");
}

void
muster_today_since_show (MusterTodaySince *self, const MusterToday *today)
{
  if (today->today != self->today)
    name_days (self, today->today);
  if (gtk_drop_down_get_selected (GTK_DROP_DOWN (self->choice)) == 0)
    show_look (self, today->seen.at);
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

static void
muster_today_since_dispose (GObject *object)
{
  MusterTodaySince *self = MUSTER_TODAY_SINCE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->labels);
  G_OBJECT_CLASS (muster_today_since_parent_class)->dispose (object);
}

static void
muster_today_since_class_init (MusterTodaySinceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_today_since_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  chosen_signal = g_signal_new ("chosen", MUSTER_TYPE_TODAY_SINCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                0);
}

static void
make_entry (MusterTodaySince *self)
{
  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _("17 November 2026"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Changed since"), -1);
  gtk_widget_set_halign (self->entry, GTK_ALIGN_START);
  gtk_widget_set_visible (self->entry, FALSE);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_typed_cb), self);
}

static void
muster_today_since_init (MusterTodaySince *self)
{
  const char *const labels[] = { _("Since you last looked"), _("Since another day"), NULL };

  self->box = muster_column_new (6);
  self->labels = gtk_string_list_new (labels);
  self->choice = muster_drop_down_new (_("Changed"), self->labels);
  gtk_widget_set_halign (self->choice, GTK_ALIGN_START);
  g_signal_connect_swapped (self->choice, "notify::selected", G_CALLBACK (on_chosen_cb), self);
  make_entry (self);
  self->words = muster_label_new ("", "caption");
  gtk_widget_add_css_class (self->words, "dim-label");
  gtk_widget_add_css_class (self->box, "today-since");
  gtk_box_append (GTK_BOX (self->box), self->choice);
  gtk_box_append (GTK_BOX (self->box), self->entry);
  gtk_box_append (GTK_BOX (self->box), self->words);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
muster_today_since_new (void)
{
  return g_object_new (MUSTER_TYPE_TODAY_SINCE, NULL);
}
