/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-today-row.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-column-layout.h"
#include "muster-duty.h"
#include "muster-label.h"
#include "muster-page.h"
#include "muster-quick-form.h"
#include "muster-tone-icon.h"
#include "muster-words.h"

#define NOTE_CHARS 140
#define CHANGE_CHARS 140
#define MOST_SAVES 3

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

/* ---- words ------------------------------------------------------------------------------------------------------- */

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

/* "Milestone" rather than the name of the kind, where the record says what it is. */
static char *
dup_what (MusterRecord *record)
{
  const MusterKind *kind = muster_record_get_kind (record);
  gboolean typed = muster_kind_get_field (kind, "type") != NULL;
  g_autofree char *type = typed ? muster_record_to_display (record, "type") : NULL;

  return type != NULL && *type != '\0' ? g_steal_pointer (&type) : g_strdup (muster_words_singular (kind));
}

static void
add_words (GString *text, const char *words)
{
  if (*words != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words);
}

static void
add_field (GString *text, MusterRecord *record, const MusterField *field)
{
  g_autofree char *words = field != NULL ? muster_record_to_display (record, field->name) : NULL;

  if (words != NULL)
    add_words (text, words);
}

/* "Milestone · In progress · Camden plan · PCN lead" */
static char *
describe (const MusterTodayItem *item)
{
  const MusterDuty *duty = muster_duty_of (muster_record_get_kind (item->record));
  GString *text = g_string_new (NULL);
  g_autofree char *what = dup_what (item->record);

  add_words (text, what);
  if (muster_record_is_archived (item->record))
    add_words (text, _("Archived"));
  add_field (text, item->record, duty != NULL ? duty->status : NULL);
  add_words (text, item->context);
  if (duty != NULL && duty->owner != NULL && !muster_record_has (item->record, duty->owner->name))
    add_words (text, _("No owner"));
  else
    add_field (text, item->record, duty != NULL ? duty->owner : NULL);
  return g_string_free (text, FALSE);
}

static char *
dup_note (MusterRecord *record)
{
  const MusterDuty *duty = muster_duty_of (muster_record_get_kind (record));
  gboolean noted = duty != NULL && duty->note != NULL;
  g_autofree char *note = noted ? muster_record_to_display (record, duty->note->name) : NULL;

  return muster_words_line (noted ? note : "", NOTE_CHARS);
}

static char *
dup_title (MusterRecord *record)
{
  g_autofree char *title = muster_record_dup_title (record);
  const char *code = muster_record_get_ref_code (record);

  return code != NULL ? g_strdup_printf ("%s  %s", code, title) : g_steal_pointer (&title);
}

/* ---- what changed ------------------------------------------------------------------------------------------------ */

/* One save; returns how many entries it took. */
static guint
add_save (GtkWidget *box, GPtrArray *changes, guint first, GString *shown)
{
  const MusterHistoryEntry *head = changes->pdata[first];
  g_autofree char *time = muster_words_time (head->at);
  g_autofree char *who = g_strdup_printf ("%s · %s", head->actor, time);
  guint n = 0;

  gtk_box_append (GTK_BOX (box), muster_label_new (who, "caption-heading"));
  g_string_append_printf (shown, ". %s", who);
  for (; first + n < changes->len; n++)
    {
      const MusterHistoryEntry *entry = changes->pdata[first + n];
      g_autofree char *text = muster_history_entry_describe (entry, CHANGE_CHARS);

      if (entry->version != head->version)
        break;
      gtk_box_append (GTK_BOX (box), muster_label_new (text, "caption"));
      g_string_append_printf (shown, ". %s", text);
    }
  return n;
}

static guint
count_saves (GPtrArray *changes, guint first)
{
  guint n = 0;

  for (guint i = first; i < changes->len; i++)
    n += i == first || ((MusterHistoryEntry *) changes->pdata[i])->version
                         != ((MusterHistoryEntry *) changes->pdata[i - 1])->version;
  return n;
}

static void
add_changes (GtkWidget *box, GPtrArray *changes, GString *shown)
{
  guint i = 0, rest;

  for (guint saves = 0; changes != NULL && i < changes->len && saves < MOST_SAVES; saves++)
    i += add_save (box, changes, i, shown);
  rest = changes != NULL ? count_saves (changes, i) : 0;
  if (rest > 0)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("and %u earlier save", "and %u earlier saves", rest), rest);

      gtk_box_append (GTK_BOX (box), muster_label_new (text, "caption"));
    }
}

/* ---- the line ---------------------------------------------------------------------------------------------------- */

/* "Overdue since 9 March 2017 · Action · In progress", the first of it standing out. */
static GtkWidget *
make_why (const char *day, const char *what)
{
  g_autofree char *markup = *day != '\0' ? g_markup_printf_escaped ("<b>%s</b> · %s", day, what)
                                         : g_markup_escape_text (what, -1);
  GtkWidget *why = muster_label_new (NULL, "caption");

  gtk_label_set_markup (GTK_LABEL (why), markup);
  return why;
}

static GtkWidget *
make_words (const MusterTodayItem *item, guint32 today, GString *shown)
{
  GtkWidget *words = muster_column_new (3);
  g_autofree char *title = dup_title (item->record);
  g_autofree char *day = muster_today_describe_day (item, today);
  g_autofree char *what = describe (item);
  g_autofree char *note = dup_note (item->record);

  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), muster_label_new (title, NULL));
  gtk_box_append (GTK_BOX (words), make_why (day, what));
  if (*note != '\0')
    gtk_box_append (GTK_BOX (words), muster_label_new (note, "dim-label"));
  g_string_append_printf (shown, "%s%s%s, %s%s%s", title, *day != '\0' ? ", " : "", day, what,
                          *note != '\0' ? ": " : "", note);
  add_changes (words, item->changes, shown);
  return words;
}

static void
on_deed_cb (GtkWidget *button, MusterTodayRow *self)
{
  muster_today_row_do (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "deed")));
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
      button = muster_button_new_icon (muster_deed_get_icon (i), name, NULL);
      /* Translators: what a button does, and the key for it. */
      tip = g_strdup_printf (_("%s (%c)"), name, g_ascii_toupper ((char) muster_deed_get_key (i)));
      gtk_widget_set_tooltip_text (button, tip);
      g_object_set_data (G_OBJECT (button), "deed", GUINT_TO_POINTER (i));
      g_signal_connect (button, "clicked", G_CALLBACK (on_deed_cb), self);
      gtk_box_append (GTK_BOX (buttons), button);
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
make_line (MusterTodayRow *self, const MusterTodayItem *item, guint32 today, GString *shown)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_append (GTK_BOX (line), muster_tone_icon_new (tone_of (item, today)));
  gtk_box_append (GTK_BOX (line), make_words (item, today, shown));
  gtk_box_append (GTK_BOX (line), make_buttons (self));
  return line;
}

void
muster_today_row_show (MusterTodayRow *self, const MusterTodayItem *item, guint32 today)
{
  g_autoptr(GString) shown = g_string_new (NULL);
  GtkWidget *line;

  g_set_object (&self->record, item->record);
  line = g_object_ref_sink (make_line (self, item, today, shown));
  if (g_strcmp0 (self->shown, shown->str) != 0)
    {
      if (self->line != NULL && has_focus_inside (self->line))
        gtk_widget_grab_focus (GTK_WIDGET (self));
      if (self->line != NULL)
        gtk_box_remove (GTK_BOX (self->box), self->line);
      gtk_box_prepend (GTK_BOX (self->box), line);
      self->line = line;
      g_free (self->shown);
      self->shown = g_strdup (shown->str);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->shown, -1);
    }
  g_object_unref (line);
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
  g_autofree char *text = g_strdup_printf (self->doing == MUSTER_DEED_POSTPONE ? _("Postponed “%s”")
                                           : self->doing == MUSTER_DEED_OWNER  ? _("Named an owner for “%s”")
                                                                               : _("Noted on “%s”"),
                                           title);

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

  if (muster_deed_get_name (deed, self->record) == NULL)
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
