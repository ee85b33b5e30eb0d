/* muster-history-section.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-history-section.h"

#include <glib/gi18n-lib.h>

#include "muster-label.h"
#include "muster-words.h"
#include "muster-writing.h"

#define MOST_CHARS 140
#define MOST_VERSIONS 100

struct _MusterHistorySection {
  GtkWidget parent_instance;
  MusterStore *store;
  MusterId id;
  GtkWidget *expander;
  GtkWidget *entries;
};

G_DEFINE_FINAL_TYPE (MusterHistorySection, muster_history_section, GTK_TYPE_WIDGET)

enum { RESTORE, N_SIGNALS };
static guint signals[N_SIGNALS];

static const char *
origin_text (MusterOrigin origin)
{
  switch (origin)
    {
    case MUSTER_ORIGIN_LOAD:
      return _("loaded");
    case MUSTER_ORIGIN_UNDO:
      return _("undone");
    case MUSTER_ORIGIN_REDO:
      return _("redone");
    case MUSTER_ORIGIN_EDIT:
    default:
      return NULL;
    }
}

static void
on_restore_cb (GtkWidget *button, MusterHistorySection *self)
{
  const gint64 *version = g_object_get_data (G_OBJECT (button), "version");

  g_signal_emit (self, signals[RESTORE], 0, *version);
}

static GtkWidget *
make_restore (MusterHistorySection *self, gint64 version, const char *when)
{
  GtkWidget *button = gtk_button_new_with_label (_("Restore to this"));
  /* Translators: a time, and the number of the version: there may be several within a minute. */
  g_autofree char *name = g_strdup_printf (_("Restore to this: %s, version %" G_GINT64_FORMAT), when, version);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "caption");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "version", g_memdup2 (&version, sizeof version), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_restore_cb), self);
  return button;
}

/* One save, with all it changed. Returns how many entries it took. */
static guint
add_version (MusterHistorySection *self, GPtrArray *entries, guint first)
{
  MusterHistoryEntry *head = g_ptr_array_index (entries, first);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *time = muster_words_time (head->at);
  const char *origin = origin_text (head->origin);
  /* Translators: after who saved something and when */
  const char *waits = head->waits ? _("not sent yet") : NULL;
  g_autofree char *who = origin != NULL ? g_strjoin (" · ", time, head->actor, origin, waits, NULL)
                                        : g_strjoin (" · ", time, head->actor, waits, NULL);
  guint n = 0;

  gtk_box_append (GTK_BOX (box), muster_label_new (who, "caption-heading"));
  if (head->reason != NULL && *head->reason != '\0')
    gtk_box_append (GTK_BOX (box), muster_label_new (head->reason, "dim-label"));
  for (; first + n < entries->len; n++)
    {
      MusterHistoryEntry *entry = g_ptr_array_index (entries, first + n);
      g_autofree char *text = muster_history_entry_describe (entry, MOST_CHARS);

      if (entry->version != head->version)
        break;
      gtk_box_append (GTK_BOX (box), muster_label_new (text, NULL));
    }
  /* The newest state is the present one. */
  if (first > 0)
    gtk_box_append (GTK_BOX (box), muster_writing_limit (make_restore (self, head->version, time), self->store));
  gtk_box_append (GTK_BOX (self->entries), box);
  return n;
}

static void
clear (MusterHistorySection *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->entries)) != NULL)
    gtk_box_remove (GTK_BOX (self->entries), child);
}

typedef struct {
  MusterHistorySection *self;
  MusterId id;
} Asked;

static void
on_history_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Asked *asked = data;
  MusterHistorySection *self = asked->self;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries = muster_store_history_finish (MUSTER_STORE (source), result, &error);

  if (self->expander != NULL && muster_id_equal (&asked->id, &self->id))
    {
      clear (self);
      if (entries == NULL)
        gtk_box_append (GTK_BOX (self->entries), muster_label_new (error->message, NULL));
      for (guint i = 0, versions = 0; entries != NULL && i < entries->len && versions < MOST_VERSIONS; versions++)
        i += add_version (self, entries, i);
    }
  g_object_unref (self);
  g_free (asked);
}

static void
ask (MusterHistorySection *self)
{
  Asked *asked;

  if (!gtk_expander_get_expanded (GTK_EXPANDER (self->expander)) || muster_id_is_nil (&self->id))
    return;
  asked = g_new0 (Asked, 1);
  asked->self = g_object_ref (self);
  asked->id = self->id;
  muster_store_history_async (self->store, &self->id, NULL, on_history_cb, asked);
}

void
muster_history_section_show (MusterHistorySection *self, const MusterId *id)
{
  MusterId nil = { { 0 } };

  if (id == NULL || !muster_id_equal (id, &self->id))
    clear (self);
  self->id = id != NULL ? *id : nil;
  ask (self);
}

static void
muster_history_section_dispose (GObject *object)
{
  MusterHistorySection *self = MUSTER_HISTORY_SECTION (object);

  g_clear_pointer (&self->expander, gtk_widget_unparent);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_history_section_parent_class)->dispose (object);
}

static void
muster_history_section_class_init (MusterHistorySectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_history_section_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  signals[RESTORE] = g_signal_new ("restore", MUSTER_TYPE_HISTORY_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
muster_history_section_init (MusterHistorySection *self)
{
  self->expander = gtk_expander_new (_("History"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->expander), GTK_ACCESSIBLE_PROPERTY_LABEL, _("History"), -1);
  self->entries = gtk_box_new (GTK_ORIENTATION_VERTICAL, 15);
  gtk_widget_set_margin_top (self->entries, 9);
  gtk_widget_set_margin_start (self->entries, 18);
  gtk_expander_set_child (GTK_EXPANDER (self->expander), self->entries);
  g_signal_connect_swapped (self->expander, "notify::expanded", G_CALLBACK (ask), self);
  gtk_widget_set_parent (self->expander, GTK_WIDGET (self));
}

GtkWidget *
muster_history_section_new (MusterStore *store)
{
  MusterHistorySection *self = g_object_new (MUSTER_TYPE_HISTORY_SECTION, NULL);

  self->store = g_object_ref (store);
  return GTK_WIDGET (self);
}
