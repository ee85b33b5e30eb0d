/* muster-field-editor.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-field-editor.h"

#include <glib/gi18n-lib.h>

#include "muster-editors-private.h"
#include "muster-focus.h"
#include "muster-label.h"
#include "muster-words.h"

typedef struct {
  MusterStore *store;
  const MusterField *field;
  char *base;   /* editing text of the record's value */
  char *newer;  /* what the record came to have while something else was typed; NULL: nothing */
  gboolean touched;
  gboolean loading;

  GtkWidget *box;
  GtkWidget *label;
  GtkWidget *help;
  GtkWidget *problem;
  GtkWidget *control;
  GtkWidget *note;
  GtkWidget *meanwhile; /* nullable */
} MusterFieldEditorPrivate;

typedef MusterFieldEditorPrivate Private;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (MusterFieldEditor, muster_field_editor, GTK_TYPE_WIDGET)

enum { EDITED, OPEN_RECORD, N_SIGNALS };
static guint signals[N_SIGNALS];

static Private *
get_private (MusterFieldEditor *self)
{
  return muster_field_editor_get_instance_private (self);
}

static GtkWidget *
get_target (MusterFieldEditor *self)
{
  MusterFieldEditorClass *klass = MUSTER_FIELD_EDITOR_GET_CLASS (self);

  return klass->get_target != NULL ? klass->get_target (self) : get_private (self)->control;
}

static GtkWidget *
make_line (const char *text, const char *style)
{
  GtkWidget *label = muster_label_new (text, style);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_visible (label, text != NULL);
  return label;
}

static void
build (MusterFieldEditor *self)
{
  Private *priv = get_private (self);
  const MusterField *field = priv->field;
  const char *help = field->help != NULL ? g_dgettext (GETTEXT_PACKAGE, field->help) : NULL;
  const char *name = muster_field_get_label (field);
  g_autofree char *required = g_strdup_printf (_("%s (required)"), name);
  GtkWidget *target;

  priv->label = make_line (field->flags & MUSTER_FIELD_REQUIRED ? required : name, "heading");
  gtk_widget_remove_css_class (priv->label, "heading");
  gtk_widget_remove_css_class (priv->label, "caption");
  gtk_widget_add_css_class (priv->label, "caption-heading");
  priv->help = make_line (help, "dim-label");
  priv->problem = make_line (NULL, "error");
  priv->note = make_line (NULL, "dim-label");
  priv->control = MUSTER_FIELD_EDITOR_GET_CLASS (self)->build (self);
  gtk_box_append (GTK_BOX (priv->box), priv->label);
  gtk_box_append (GTK_BOX (priv->box), priv->help);
  gtk_box_append (GTK_BOX (priv->box), priv->problem);
  gtk_box_append (GTK_BOX (priv->box), priv->control);
  gtk_box_append (GTK_BOX (priv->box), priv->note);

  target = get_target (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (target), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_REQUIRED, (field->flags & MUSTER_FIELD_REQUIRED) != 0, -1);
  if (help != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (target), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, help, -1);
}

/* ---- content ----------------------------------------------------------------------------------------------------- */

static void
forget_undo (MusterFieldEditor *self)
{
  MusterFieldEditorClass *klass = MUSTER_FIELD_EDITOR_GET_CLASS (self);

  if (klass->forget_undo != NULL)
    klass->forget_undo (self);
}

static void
show_text (MusterFieldEditor *self, const char *text, MusterRecord *titles)
{
  Private *priv = get_private (self);

  priv->loading = TRUE;
  MUSTER_FIELD_EDITOR_GET_CLASS (self)->show (self, text, titles);
  priv->loading = FALSE;
  forget_undo (self);
}

static void
drop_meanwhile (MusterFieldEditor *self)
{
  Private *priv = get_private (self);

  g_clear_pointer (&priv->newer, g_free);
  if (priv->meanwhile != NULL)
    gtk_box_remove (GTK_BOX (priv->box), priv->meanwhile);
  priv->meanwhile = NULL;
}

static char *
text_of (const MusterField *field, MusterRecord *record)
{
  return muster_field_to_text (field, muster_record_get (record, field->name));
}

/* Whether two editing texts say the same: white space at the ends and the like do not count. */
static gboolean
same_meaning (const MusterField *field, const char *a, const char *b)
{
  g_autoptr(MusterValue) first = NULL;
  g_autoptr(MusterValue) second = NULL;

  return strcmp (a, b) == 0
         || (muster_field_parse (field, a, &first, NULL) && muster_field_parse (field, b, &second, NULL)
             && muster_value_equal (first, second));
}

/* What a date of this record means beside its plan or milestone. */
static void
note_days (MusterFieldEditor *self, MusterRecord *record)
{
  Private *priv = get_private (self);
  g_autofree char *days = NULL;

  if (priv->field->type != MUSTER_VALUE_WHEN)
    return;
  days = muster_words_days (muster_record_get_days (record, priv->field->name));
  muster_field_editor_set_note (self, *days != '\0' && strcmp (days, priv->base) != 0 ? days : NULL);
}

void
muster_field_editor_load (MusterFieldEditor *self, MusterRecord *record)
{
  Private *priv = get_private (self);

  drop_meanwhile (self);
  g_free (priv->base);
  priv->base = text_of (priv->field, record);
  priv->touched = FALSE;
  show_text (self, priv->base, record);
  muster_field_editor_set_problem (self, NULL);
  muster_field_editor_set_note (self, NULL);
  note_days (self, record);
}

static void
on_take_newer_cb (MusterFieldEditor *self)
{
  Private *priv = get_private (self);
  GtkWidget *target = get_target (self);

  show_text (self, priv->newer, NULL);
  priv->touched = FALSE;
  gtk_widget_grab_focus (target);
  drop_meanwhile (self);
  g_signal_emit (self, signals[EDITED], 0);
}

static void
show_meanwhile (MusterFieldEditor *self, MusterRecord *record)
{
  Private *priv = get_private (self);
  g_autofree char *display = muster_record_to_display (record, priv->field->name);
  g_autofree char *line = muster_words_quote (display, 120);
  g_autofree char *said = *line != '\0'
                            ? g_strdup_printf (_("Meanwhile this became “%s”. What you typed is kept."), line)
                            : g_strdup (_("Meanwhile this was emptied. What you typed is kept."));
  GtkWidget *button = gtk_button_new_with_label (_("Show the new value"));
  g_autofree char *name = g_strdup_printf (_("Show the new value of %s"), muster_field_get_label (priv->field));

  priv->newer = text_of (priv->field, record);
  priv->meanwhile = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_box_append (GTK_BOX (priv->meanwhile), make_line (said, "warning"));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_take_newer_cb), self);
  gtk_box_append (GTK_BOX (priv->meanwhile), button);
  gtk_box_append (GTK_BOX (priv->box), priv->meanwhile);
}

gboolean
muster_field_editor_note_left_out (MusterFieldEditor *self)
{
  GtkWidget *target = get_target (self);
  g_autofree char *text = GTK_IS_EDITABLE (target) ? g_strdup (gtk_editable_get_text (GTK_EDITABLE (target)))
                                                   : muster_field_editor_dup_text (self);

  if (!muster_field_leaves_out (get_private (self)->field, text))
    return FALSE;
  muster_field_editor_set_note (self, _("Line breaks in a line, control characters and marks that turn text round are "
                                        "left out."));
  return TRUE;
}

gboolean
muster_field_editor_rebase (MusterFieldEditor *self, MusterRecord *record)
{
  Private *priv = get_private (self);
  g_autofree char *typed = muster_field_editor_dup_text (self);
  g_autofree char *before = g_steal_pointer (&priv->base);
  gboolean same, arrived;

  priv->base = text_of (priv->field, record);
  same = strcmp (before, priv->base) == 0;
  arrived = same_meaning (priv->field, typed, priv->base);
  if (!priv->touched || arrived || same_meaning (priv->field, typed, before))
    {
      drop_meanwhile (self);
      note_days (self, record);
      /* A control that says the same is left alone: cursor and selection stay. References may have new titles, and what
       * was left out is not to seem kept. */
      if (!arrived || priv->field->type == MUSTER_VALUE_REF || priv->field->type == MUSTER_VALUE_REFS
          || (priv->touched && muster_field_editor_note_left_out (self)))
        show_text (self, priv->base, record);
      /* What was typed is saved: now undo takes the save back. */
      else if (priv->touched)
        forget_undo (self);
      priv->touched = FALSE;
      return FALSE;
    }
  if (same)
    return FALSE;
  drop_meanwhile (self);
  show_meanwhile (self, record);
  return TRUE;
}

static void
go_to_end (MusterFieldEditor *self)
{
  if (GTK_IS_EDITABLE (get_target (self)))
    gtk_editable_set_position (GTK_EDITABLE (get_target (self)), -1);
}

void
muster_field_editor_put_text (MusterFieldEditor *self, const char *text)
{
  get_private (self)->touched = TRUE;
  show_text (self, text, NULL);
  /* One goes on where one stopped. */
  if (muster_focus_is_within (get_target (self)))
    go_to_end (self);
  g_signal_emit (self, signals[EDITED], 0);
}

char *
muster_field_editor_dup_text (MusterFieldEditor *self)
{
  return MUSTER_FIELD_EDITOR_GET_CLASS (self)->read (self);
}

gboolean
muster_field_editor_is_changed (MusterFieldEditor *self)
{
  Private *priv = get_private (self);
  g_autofree char *text = priv->touched ? muster_field_editor_dup_text (self) : NULL;

  return text != NULL && !same_meaning (priv->field, text, priv->base);
}

void
muster_field_editor_emit_edited (MusterFieldEditor *self)
{
  Private *priv = get_private (self);

  if (priv->loading)
    return;
  priv->touched = TRUE;
  g_signal_emit (self, signals[EDITED], 0);
}

void
muster_field_editor_emit_open (MusterFieldEditor *self, const MusterId *id)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, id);
}

/* ---- what is said about it --------------------------------------------------------------------------------------- */

/* Heard with the name of the field as soon as it has the focus. References describe themselves. */
static void
describe (MusterFieldEditor *self, const char *problem)
{
  const MusterField *field = get_private (self)->field;
  const char *help = field->help != NULL ? g_dgettext (GETTEXT_PACKAGE, field->help) : "";
  g_autofree char *both = problem != NULL ? g_strdup_printf ("%s %s", problem, help) : NULL;

  if (field->type != MUSTER_VALUE_REF && field->type != MUSTER_VALUE_REFS)
    gtk_accessible_update_property (GTK_ACCESSIBLE (get_target (self)), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    both != NULL ? g_strchomp (both) : help, -1);
}

void
muster_field_editor_set_problem (MusterFieldEditor *self, const char *message)
{
  Private *priv = get_private (self);
  GtkAccessible *target = GTK_ACCESSIBLE (get_target (self));
  /* Translators: before a message beside a field, so that it is not told from others by colour alone. */
  g_autofree char *text = message != NULL ? g_strdup_printf (_("Error: %s"), message) : NULL;

  gtk_label_set_text (GTK_LABEL (priv->problem), text != NULL ? text : "");
  gtk_widget_set_visible (priv->problem, message != NULL);
  describe (self, text);
  if (message != NULL)
    {
      gtk_accessible_update_state (target, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
      gtk_accessible_update_relation (target, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE, priv->problem, -1);
      gtk_widget_add_css_class (priv->control, "error");
    }
  else
    {
      gtk_accessible_reset_state (target, GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_relation (target, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE);
      gtk_widget_remove_css_class (priv->control, "error");
    }
}

void
muster_field_editor_set_note (MusterFieldEditor *self, const char *note)
{
  Private *priv = get_private (self);

  gtk_label_set_text (GTK_LABEL (priv->note), note != NULL ? note : "");
  gtk_widget_set_visible (priv->note, note != NULL);
}

void
muster_field_editor_focus (MusterFieldEditor *self)
{
  gtk_widget_grab_focus (get_target (self));
  muster_focus_reveal (GTK_WIDGET (self));
}

gboolean
muster_field_editor_is_typed (MusterFieldEditor *self)
{
  return muster_field_editor_is_changed (self)
         && (GTK_IS_EDITABLE (get_target (self)) || GTK_IS_TEXT_VIEW (get_target (self)));
}

void
muster_field_editor_go_on (MusterFieldEditor *self)
{
  muster_field_editor_focus (self);
  go_to_end (self);
}

const MusterField *
muster_field_editor_get_field (MusterFieldEditor *self)
{
  return get_private (self)->field;
}

MusterStore *
muster_field_editor_get_store (MusterFieldEditor *self)
{
  return get_private (self)->store;
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static void
muster_field_editor_dispose (GObject *object)
{
  Private *priv = get_private (MUSTER_FIELD_EDITOR (object));

  g_clear_pointer (&priv->box, gtk_widget_unparent);
  g_clear_object (&priv->store);
  g_clear_pointer (&priv->base, g_free);
  g_clear_pointer (&priv->newer, g_free);
  G_OBJECT_CLASS (muster_field_editor_parent_class)->dispose (object);
}

static void
muster_field_editor_class_init (MusterFieldEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_field_editor_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  signals[EDITED] = g_signal_new ("edited", MUSTER_TYPE_FIELD_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[OPEN_RECORD] = g_signal_new ("open-record", MUSTER_TYPE_FIELD_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
muster_field_editor_init (MusterFieldEditor *self)
{
  Private *priv = get_private (self);

  priv->base = g_strdup ("");
  priv->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_parent (priv->box, GTK_WIDGET (self));
}

static GType
editor_type (const MusterField *field)
{
  switch (field->type)
    {
    case MUSTER_VALUE_LONG_TEXT:
    case MUSTER_VALUE_LIST:
      return MUSTER_TYPE_TEXT_EDITOR;
    case MUSTER_VALUE_CHOICE:
    case MUSTER_VALUE_SCORE:
      return MUSTER_TYPE_CHOICE_EDITOR;
    case MUSTER_VALUE_BOOLEAN:
      return MUSTER_TYPE_SWITCH_EDITOR;
    case MUSTER_VALUE_REF:
    case MUSTER_VALUE_REFS:
      return MUSTER_TYPE_LINKS_EDITOR;
    case MUSTER_VALUE_TEXT:
    case MUSTER_VALUE_INTEGER:
    case MUSTER_VALUE_DECIMAL:
    case MUSTER_VALUE_MONEY:
    case MUSTER_VALUE_PERCENT:
    case MUSTER_VALUE_WHEN:
    case MUSTER_VALUE_PARTY:
    case MUSTER_VALUE_POPULATION:
    default:
      return MUSTER_TYPE_ENTRY_EDITOR;
    }
}

GtkWidget *
muster_field_editor_new (MusterStore *store, const MusterField *field)
{
  MusterFieldEditor *self = g_object_new (editor_type (field), NULL);
  Private *priv = get_private (self);

  priv->store = g_object_ref (store);
  priv->field = field;
  build (self);
  return GTK_WIDGET (self);
}
