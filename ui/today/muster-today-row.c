/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-today-row.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-column.h"
#include "muster-duty.h"
#include "muster-label.h"
#include "muster-line.h"
#include "muster-page.h"
#include "muster-quick-form.h"
#include "muster-today-keys.h"
#include "muster-today-lines.h"
#include "muster-tone-icon.h"
#include "muster-tooltip.h"
#include "muster-words.h"
#include "muster-writing.h"

#include <string.h>

#define LINE_GAP 12
/* The row leaves less room beside its buttons, which have some of their own. */
#define EDGE_BESIDE_BUTTONS 6

struct _MusterTodayRow {
  GtkListBoxRow parent_instance;
  MusterStore *store;
  MusterTodayPart part;
  MusterRecord *record;
  guint order;
  char *shown;       /* all that it says, to tell whether it says something else now */
  GtkWidget *box;
  GtkWidget *line;   /* words and buttons */
  GtkWidget *form;   /* nullable */
  MusterDeed doing;  /* with form */
};

G_DEFINE_FINAL_TYPE (MusterTodayRow, muster_today_row, GTK_TYPE_LIST_BOX_ROW)

/* ---- the line ---------------------------------------------------------------------------------------------------- */

static MusterTone
tone_of (const MusterTodayItem *item, guint32 today)
{
  if (!muster_duty_is_open (item->record))
    return MUSTER_TONE_NONE;
  if (item->day == 0)
    return MUSTER_TONE_GREY;
  if (item->day < today)
    return MUSTER_TONE_RED;
  return item->day - today <= MUSTER_DUE_SOON_DAYS ? MUSTER_TONE_ORANGE : MUSTER_TONE_NONE;
}

/* What begins with the day has it stand out. */
static void
embolden (GtkWidget *label, const char *day)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_copy (gtk_label_get_attributes (GTK_LABEL (label)));
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

  bold->end_index = (guint) strlen (day);
  pango_attr_list_insert (attributes, bold);
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
}

static GtkWidget *
make_words (const MusterTodayLines *lines)
{
  GtkWidget *column = muster_column_new (3);

  for (guint i = 0; i < lines->texts->len; i++)
    {
      GtkWidget *label = muster_label_new (lines->texts->pdata[i], lines->styles->pdata[i]);

      if (i == MUSTER_TODAY_DAY_LINE)
        embolden (label, lines->day);
      gtk_box_append (GTK_BOX (column), label);
    }
  gtk_widget_set_hexpand (column, TRUE);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  return column;
}

static MusterDeed
deed_of (GtkWidget *button)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "deed"));
}

static void
on_deed_cb (GtkWidget *button, MusterTodayRow *self)
{
  muster_today_row_do (self, deed_of (button));
}

/* Whom to name is asked where nobody is; elsewhere its key does it. */
static gboolean
has_button (MusterTodayRow *self, MusterDeed deed)
{
  return deed != MUSTER_DEED_OWNER || self->part == MUSTER_TODAY_UNOWNED;
}

static GtkWidget *
make_buttons (MusterTodayRow *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  for (guint i = 0; i < MUSTER_DEED_N; i++)
    {
      const char *name = has_button (self, i) ? muster_deed_get_name (i, self->record) : NULL;
      GtkWidget *button;
      g_autofree char *tip = NULL;

      if (name == NULL)
        continue;
      button = gtk_button_new_from_icon_name (muster_deed_get_icon (i));
      gtk_widget_add_css_class (button, "flat");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      /* Translators: what a button does, and the key for it. */
      tip = g_strdup_printf (_("%s (%c)"), name, g_ascii_toupper ((char) muster_today_keys_get (i)));
      muster_tooltip_set (button, tip);
      g_object_set_data (G_OBJECT (button), "deed", GUINT_TO_POINTER (i));
      g_signal_connect (button, "clicked", G_CALLBACK (on_deed_cb), self);
      gtk_box_append (GTK_BOX (buttons), muster_writing_limit (button, self->store));
    }
  gtk_widget_set_valign (buttons, GTK_ALIGN_CENTER);
  return buttons;
}

static gboolean
has_focus_inside (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

static GtkWidget *
make_line (MusterTodayRow *self, const MusterTodayItem *item, guint32 today, const MusterTodayLines *lines)
{
  GtkWidget *line = muster_line_new (LINE_GAP);

  gtk_box_append (GTK_BOX (line), muster_tone_icon_new (tone_of (item, today)));
  gtk_box_append (GTK_BOX (line), make_words (lines));
  gtk_box_append (GTK_BOX (line), make_buttons (self));
  return line;
}

gboolean
muster_today_row_show (MusterTodayRow *self, const MusterTodayItem *item, guint32 today)
{
  g_autoptr(MusterTodayLines) lines = muster_today_lines_read (item, today);

  g_set_object (&self->record, item->record);
  if (g_strcmp0 (self->shown, lines->spoken->str) == 0)
    return FALSE;
  if (self->line != NULL && has_focus_inside (self->line))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  if (self->line != NULL)
    gtk_box_remove (GTK_BOX (self->box), self->line);
  self->line = make_line (self, item, today, lines);
  gtk_box_prepend (GTK_BOX (self->box), self->line);
  g_free (self->shown);
  self->shown = g_strdup (lines->spoken->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->shown, -1);
  return TRUE;
}

/* ---- what is done from it ---------------------------------------------------------------------------------------- */

static void
close_form (MusterTodayRow *self)
{
  GtkWidget *form = g_steal_pointer (&self->form);

  if (form == NULL)
    return;
  if (has_focus_inside (form))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_box_remove (GTK_BOX (self->box), form);
}

static void
on_form_saved_cb (MusterTodayRow *self)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), MUSTER_TYPE_PAGE);
  g_autofree char *title = muster_record_dup_title (self->record);
  g_autofree char *quoted = muster_words_quote (title, G_MAXUINT);
  g_autofree char *text = g_strdup_printf (self->doing == MUSTER_DEED_POSTPONE ? _("Postponed “%s”")
                                           : self->doing == MUSTER_DEED_OWNER  ? _("Named an owner for “%s”")
                                                                               : _("Noted on “%s”"),
                                           quoted);

  close_form (self);
  if (page != NULL)
    muster_page_emit_toast (MUSTER_PAGE (page), text, TRUE);
}

static void
open_form (MusterTodayRow *self, MusterDeed deed, const char *const *fields)
{
  close_form (self);
  self->doing = deed;
  self->form = muster_quick_form_new (self->store, self->record, fields);
  /* It stands below the words, and as far from the edge as they are. */
  gtk_widget_set_margin_start (self->form, MUSTER_TONE_ICON_SIZE + LINE_GAP);
  gtk_widget_set_margin_end (self->form, EDGE_BESIDE_BUTTONS);
  gtk_widget_set_margin_bottom (self->form, 6);
  g_signal_connect_swapped (self->form, "saved", G_CALLBACK (on_form_saved_cb), self);
  g_signal_connect_swapped (self->form, "closed", G_CALLBACK (close_form), self);
  gtk_box_append (GTK_BOX (self->box), self->form);
  muster_quick_form_focus (MUSTER_QUICK_FORM (self->form), fields[0]);
}

gboolean
muster_today_row_do (MusterTodayRow *self, MusterDeed deed)
{
  g_autofree const char **fields = muster_deed_dup_fields (deed, self->record);

  if (muster_deed_get_name (deed, self->record) == NULL || !muster_store_can_write (self->store))
    return FALSE;
  if (fields != NULL)
    open_form (self, deed, fields);
  else
    muster_deed_do (deed, GTK_WIDGET (self), self->store, self->record);
  return TRUE;
}

gboolean
muster_today_row_is_open (MusterTodayRow *self)
{
  return self->form != NULL;
}

void
muster_today_row_flush (MusterTodayRow *self)
{
  if (self->form != NULL)
    muster_quick_form_flush (MUSTER_QUICK_FORM (self->form));
}

void
muster_today_row_save (MusterTodayRow *self)
{
  if (self->form != NULL)
    gtk_widget_activate_action (self->form, "record.save", NULL);
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

MusterRecord *
muster_today_row_get_record (MusterTodayRow *self)
{
  return self->record;
}

void
muster_today_row_set_order (MusterTodayRow *self, guint order)
{
  self->order = order;
}

guint
muster_today_row_get_order (MusterTodayRow *self)
{
  return self->order;
}

static void
muster_today_row_dispose (GObject *object)
{
  MusterTodayRow *self = MUSTER_TODAY_ROW (object);

  self->line = self->form = NULL;
  g_clear_object (&self->record);
  g_clear_object (&self->store);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (muster_today_row_parent_class)->dispose (object);
}

static void
muster_today_row_class_init (MusterTodayRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_today_row_dispose;
}

static void
muster_today_row_init (MusterTodayRow *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_widget_add_css_class (GTK_WIDGET (self), "today-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), self->box);
}

GtkWidget *
muster_today_row_new (MusterStore *store, MusterTodayPart part)
{
  MusterTodayRow *self = g_object_new (MUSTER_TYPE_TODAY_ROW, NULL);

  self->store = g_object_ref (store);
  self->part = part;
  return GTK_WIDGET (self);
}
