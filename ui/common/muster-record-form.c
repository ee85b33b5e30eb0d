/* muster-record-form.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-record-form.h"

#include "muster-field-editor.h"

#define GAP 15
/* As many fields as are made in one turn of the main loop, of a form that nobody has asked for anything yet. */
#define A_TURN 8

/* Where the next editor goes: two short ones stand side by side, and one without another takes the whole line. */
typedef struct {
  GtkWidget *grid;
  GtkWidget *lone; /* the first half of a line; nullable */
  int row, column;
} Place;

struct _MusterRecordForm {
  GtkWidget parent_instance;
  MusterStore *store;
  const MusterKind *kind;
  GStrv only;         /* fields to show; NULL: all */
  GPtrArray *editors; /* MusterFieldEditor, in the order of the form: those that are made */
  guint next;         /* the field of the kind that is made next */
  guint source;       /* makes it; 0: all are made */
  Place place;
  const char *group;  /* that place is in; NULL: none */
  MusterFieldEditor *last; /* typed into last; not owned, nullable */
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (MusterRecordForm, muster_record_form, GTK_TYPE_WIDGET)

enum { EDITED, OPEN_RECORD, N_SIGNALS };
static guint signals[N_SIGNALS];

/* ---- laying out -------------------------------------------------------------------------------------------------- */

static Place
begin_grid (GtkWidget *box)
{
  Place place = { gtk_grid_new (), NULL, 0, 0 };

  gtk_grid_set_column_homogeneous (GTK_GRID (place.grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (place.grid), GAP);
  gtk_grid_set_row_spacing (GTK_GRID (place.grid), GAP);
  gtk_box_append (GTK_BOX (box), place.grid);
  return place;
}

static gboolean
is_short (const MusterField *field)
{
  switch (field->type)
    {
    case MUSTER_VALUE_INTEGER:
    case MUSTER_VALUE_DECIMAL:
    case MUSTER_VALUE_BOOLEAN:
    case MUSTER_VALUE_MONEY:
    case MUSTER_VALUE_PERCENT:
    case MUSTER_VALUE_SCORE:
    case MUSTER_VALUE_CHOICE:
    case MUSTER_VALUE_WHEN:
    case MUSTER_VALUE_POPULATION:
      return TRUE;
    case MUSTER_VALUE_TEXT:
    case MUSTER_VALUE_LONG_TEXT:
    case MUSTER_VALUE_PARTY:
    case MUSTER_VALUE_REF:
    case MUSTER_VALUE_REFS:
    case MUSTER_VALUE_LIST:
    default:
      return FALSE;
    }
}

static void
end_line (Place *place)
{
  GtkLayoutManager *layout = place->grid != NULL ? gtk_widget_get_layout_manager (place->grid) : NULL;

  if (place->lone != NULL)
    g_object_set (gtk_layout_manager_get_layout_child (layout, place->lone), "column-span", 2, NULL);
  place->lone = NULL;
  place->row++;
  place->column = 0;
}

static void
place_editor (Place *place, GtkWidget *editor, const MusterField *field)
{
  int span = is_short (field) ? 1 : 2;

  if (place->column + span > 2)
    end_line (place);
  gtk_grid_attach (GTK_GRID (place->grid), editor, place->column, place->row, span, 1);
  place->column += span;
  place->lone = place->column == 1 ? editor : NULL;
}

static gboolean
is_shown (MusterRecordForm *self, const MusterField *field)
{
  return !muster_field_is_derived (field)
         && (self->only == NULL || g_strv_contains ((const char *const *) self->only, field->name));
}

static gboolean
has_company (MusterRecordForm *self, guint index)
{
  const MusterField *fields = self->kind->fields;
  const char *group = fields[index].group;

  for (guint i = 0; group != NULL && i < self->kind->n_fields; i++)
    if (i != index && is_shown (self, &fields[i]) && g_strcmp0 (fields[i].group, group) == 0)
      return TRUE;
  return FALSE;
}

static GtkWidget *
make_card (MusterRecordForm *self, const char *group)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_set_margin_start (inside, 12);
  gtk_widget_set_margin_end (inside, 12);
  gtk_widget_set_margin_top (inside, 12);
  gtk_widget_set_margin_bottom (inside, 15);
  gtk_box_append (GTK_BOX (card), inside);
  gtk_box_append (GTK_BOX (self->box), card);
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  muster_kind_group_label (self->kind, group), -1);
  return inside;
}

static void
on_edited_cb (MusterFieldEditor *editor, MusterRecordForm *self)
{
  self->last = editor;
  g_signal_emit (self, signals[EDITED], 0);
}

static void
on_open_record_cb (MusterRecordForm *self, const MusterId *id)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, id);
}

static GtkWidget *
make_editor (MusterRecordForm *self, const MusterField *field)
{
  GtkWidget *editor = muster_field_editor_new (self->store, field);

  g_signal_connect (editor, "edited", G_CALLBACK (on_edited_cb), self);
  g_signal_connect_swapped (editor, "open-record", G_CALLBACK (on_open_record_cb), self);
  g_ptr_array_add (self->editors, editor);
  return editor;
}

/* A kind whose every field is one judgement is no card within a form: it is the form. */
static gboolean
has_cards (MusterRecordForm *self)
{
  gboolean cards = FALSE;

  for (guint i = 0; i < self->kind->n_fields; i++)
    cards |= is_shown (self, &self->kind->fields[i]) && self->kind->fields[i].group == NULL;
  return cards && self->only == NULL && !(self->kind->flags & MUSTER_KIND_APPEND_ONLY);
}

static void
add_field (MusterRecordForm *self, guint i)
{
  const MusterField *field = &self->kind->fields[i];
  const char *group = has_company (self, i) && has_cards (self) ? field->group : NULL;

  if (self->place.grid == NULL || g_strcmp0 (group, self->group) != 0)
    {
      end_line (&self->place);
      self->place = begin_grid (group != NULL ? make_card (self, group) : self->box);
    }
  self->group = group;
  place_editor (&self->place, make_editor (self, field), field);
}

static void
add_fields (MusterRecordForm *self, guint n)
{
  for (; self->next < self->kind->n_fields && n > 0; self->next++)
    if (is_shown (self, &self->kind->fields[self->next]))
      {
        add_field (self, self->next);
        n--;
      }
  if (self->next < self->kind->n_fields)
    return;
  end_line (&self->place);
  self->place = (Place){ NULL };
  g_clear_handle_id (&self->source, g_source_remove);
}

static gboolean
on_turn_cb (gpointer data)
{
  MusterRecordForm *self = data;

  add_fields (self, A_TURN);
  return self->source != 0;
}

/* Whoever needs the fields now has all of them. */
static void
make_rest (MusterRecordForm *self)
{
  if (self->source != 0)
    add_fields (self, G_MAXUINT);
}

/* ---- content ----------------------------------------------------------------------------------------------------- */

static MusterFieldEditor *
editor_at (MusterRecordForm *self, guint i)
{
  return g_ptr_array_index (self->editors, i);
}

void
muster_record_form_load (MusterRecordForm *self, MusterRecord *record)
{
  make_rest (self);
  for (guint i = 0; i < self->editors->len; i++)
    muster_field_editor_load (editor_at (self, i), record);
  self->last = NULL;
}

guint
muster_record_form_rebase (MusterRecordForm *self, MusterRecord *record)
{
  guint clashes = 0;

  make_rest (self);
  for (guint i = 0; i < self->editors->len; i++)
    clashes += muster_field_editor_rebase (editor_at (self, i), record) ? 1 : 0;
  return clashes;
}

gboolean
muster_record_form_is_changed (MusterRecordForm *self)
{
  for (guint i = 0; i < self->editors->len; i++)
    if (muster_field_editor_is_changed (editor_at (self, i)))
      return TRUE;
  return FALSE;
}

void
muster_record_form_collect (MusterRecordForm *self, MusterRecord *record, GPtrArray *problems)
{
  for (guint i = 0; i < self->editors->len; i++)
    {
      const MusterField *field = muster_field_editor_get_field (editor_at (self, i));
      g_autofree char *text = NULL;
      g_autoptr(MusterValue) value = NULL;
      g_autoptr(GError) error = NULL;

      if (!muster_field_editor_is_changed (editor_at (self, i)))
        continue;
      text = muster_field_editor_dup_text (editor_at (self, i));
      if (muster_field_parse (field, text, &value, &error))
        muster_record_set (record, field->name, value);
      else
        g_ptr_array_add (problems, muster_problem_new (MUSTER_SEVERITY_ERROR, "TEXT", field->name,
                                                       g_strdup (error->message)));
    }
}

GHashTable *
muster_record_form_get_texts (MusterRecordForm *self)
{
  GHashTable *texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < self->editors->len; i++)
    if (muster_field_editor_is_changed (editor_at (self, i)))
      g_hash_table_insert (texts, g_strdup (muster_field_editor_get_field (editor_at (self, i))->name),
                           muster_field_editor_dup_text (editor_at (self, i)));
  return texts;
}

void
muster_record_form_put_texts (MusterRecordForm *self, GHashTable *texts)
{
  make_rest (self);
  for (guint i = 0; i < self->editors->len; i++)
    {
      const char *text = g_hash_table_lookup (texts, muster_field_editor_get_field (editor_at (self, i))->name);

      if (text != NULL)
        muster_field_editor_put_text (editor_at (self, i), text);
    }
}

void
muster_record_form_put_record (MusterRecordForm *self, MusterRecord *base, MusterRecord *edited)
{
  make_rest (self);
  for (guint i = 0; i < self->editors->len; i++)
    {
      const MusterField *field = muster_field_editor_get_field (editor_at (self, i));
      const MusterValue *value = muster_record_get (edited, field->name);
      g_autofree char *text = NULL;

      if (muster_value_equal (muster_record_get (base, field->name), value))
        continue;
      text = muster_field_to_text (field, value);
      muster_field_editor_put_text (editor_at (self, i), text);
    }
}

/* ---- problems and focus ------------------------------------------------------------------------------------------ */

static const char *
find_message (GPtrArray *problems, const char *field)
{
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      MusterProblem *problem = g_ptr_array_index (problems, i);

      if (problem->severity == MUSTER_SEVERITY_ERROR && g_strcmp0 (problem->field, field) == 0)
        return problem->message;
    }
  return NULL;
}

void
muster_record_form_show_problems (MusterRecordForm *self, GPtrArray *problems)
{
  for (guint i = 0; i < self->editors->len; i++)
    muster_field_editor_set_problem (
      editor_at (self, i), find_message (problems, muster_field_editor_get_field (editor_at (self, i))->name));
}

static MusterFieldEditor *
find_editor (MusterRecordForm *self, const char *field)
{
  make_rest (self);
  for (guint i = 0; i < self->editors->len; i++)
    if (g_strcmp0 (muster_field_editor_get_field (editor_at (self, i))->name, field) == 0)
      return editor_at (self, i);
  return NULL;
}

gboolean
muster_record_form_has_field (MusterRecordForm *self, const char *field)
{
  return find_editor (self, field) != NULL;
}

gboolean
muster_record_form_focus_field (MusterRecordForm *self, const char *field)
{
  MusterFieldEditor *editor = find_editor (self, field);

  if (editor != NULL)
    muster_field_editor_focus (editor);
  return editor != NULL;
}

void
muster_record_form_focus_first (MusterRecordForm *self)
{
  make_rest (self);
  if (self->editors->len > 0)
    muster_field_editor_focus (editor_at (self, 0));
}

/* What was chosen, or stood there from the start, is no place where one stopped typing. */
void
muster_record_form_resume (MusterRecordForm *self)
{
  for (guint i = 0; i < self->editors->len; i++)
    if (muster_field_editor_is_typed (editor_at (self, i)))
      {
        muster_field_editor_go_on (editor_at (self, i));
        return;
      }
  muster_record_form_focus_last (self);
}

void
muster_record_form_focus_last (MusterRecordForm *self)
{
  if (self->last != NULL)
    muster_field_editor_go_on (self->last);
  else
    muster_record_form_focus_first (self);
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static void
muster_record_form_dispose (GObject *object)
{
  MusterRecordForm *self = MUSTER_RECORD_FORM (object);

  self->last = NULL;
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->store);
  g_ptr_array_set_size (self->editors, 0);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_record_form_parent_class)->dispose (object);
}

static void
muster_record_form_finalize (GObject *object)
{
  g_ptr_array_unref (MUSTER_RECORD_FORM (object)->editors);
  g_strfreev (MUSTER_RECORD_FORM (object)->only);
  G_OBJECT_CLASS (muster_record_form_parent_class)->finalize (object);
}

static void
muster_record_form_class_init (MusterRecordFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_record_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = muster_record_form_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_FORM);
  signals[EDITED] = g_signal_new ("edited", MUSTER_TYPE_RECORD_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[OPEN_RECORD] = g_signal_new ("open-record", MUSTER_TYPE_RECORD_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
muster_record_form_init (MusterRecordForm *self)
{
  self->editors = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, GAP);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
muster_record_form_new (MusterStore *store, const MusterKind *kind, const char *const *only)
{
  MusterRecordForm *self = g_object_new (MUSTER_TYPE_RECORD_FORM, NULL);

  self->store = g_object_ref (store);
  self->kind = kind;
  self->only = g_strdupv ((char **) only);
  /* Before the next frame, and in turn with the keys that come meanwhile. */
  self->source = g_idle_add_full (G_PRIORITY_DEFAULT, on_turn_cb, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  g_dgettext (GETTEXT_PACKAGE, kind->singular), -1);
  return GTK_WIDGET (self);
}
