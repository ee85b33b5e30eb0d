/* muster-register-filters.c - what the table asks for besides words: choices of its fields, and filters kept by name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-register-table-private.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-label.h"
#include "muster-register-header.h"
#include "muster-tooltip.h"
#include "muster-views.h"
#include "muster-words.h"

/* Owners and the like: the commonest. Whoever looks for another one types the name into the filter. */
#define MOST_PARTIES 30
/* Names that are read once it is open do not make it wider. */
#define POPOVER_WIDTH 300
#define LEAST_HEIGHT 200
/* The arrow, the edges and the shadow of a popover. */
#define POPOVER_EDGES 60
/* Of the name of a filter that is kept: a line of the list. */
#define LONGEST_NAME 80

typedef struct {
  MusterRegisterTable *table; /* not owned */
  GtkWidget *box;
  GtkWidget *name;   /* entry of a filter to be kept */
  GtkWidget *said;   /* why it is not kept */
  char *renaming;    /* the filter whose name stands there; NULL: a new one */
  gboolean filling;
} Panel;

static void fill (Panel *panel);

static gboolean
can_filter (const MusterField *field)
{
  return (field->flags & MUSTER_FIELD_COLUMN) != 0
         && (field->type == MUSTER_VALUE_CHOICE || field->type == MUSTER_VALUE_PARTY);
}

/* ---- choosing ---------------------------------------------------------------------------------------------------- */

static void
on_term_cb (GtkCheckButton *check, Panel *panel)
{
  const MusterField *field = g_object_get_data (G_OBJECT (check), "field");
  g_autoptr(GPtrArray) terms = g_ptr_array_new ();

  if (panel->filling)
    return;
  for (GtkWidget *at = gtk_widget_get_first_child (gtk_widget_get_parent (GTK_WIDGET (check))); at != NULL;
       at = gtk_widget_get_next_sibling (at))
    if (GTK_IS_CHECK_BUTTON (at) && gtk_check_button_get_active (GTK_CHECK_BUTTON (at)))
      g_ptr_array_add (terms, g_object_get_data (G_OBJECT (at), "term"));
  g_ptr_array_add (terms, NULL);
  muster_query_set_choices (panel->table->query, field->name, (const char *const *) terms->pdata);
  muster_register_table_apply_query (panel->table);
}

static void
add_term (Panel *panel, GtkWidget *group, const MusterField *field, const char *term)
{
  GtkWidget *check = gtk_check_button_new_with_label (muster_register_table_label_term (field, term));
  g_auto(GStrv) chosen = muster_query_get_choices (panel->table->query, field->name);
  g_autofree char *name = g_strdup_printf ("%s: %s", muster_field_get_label (field),
                                           muster_register_table_label_term (field, term));

  panel->filling = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               chosen != NULL && g_strv_contains ((const char *const *) chosen, term));
  panel->filling = FALSE;
  gtk_label_set_wrap (GTK_LABEL (gtk_widget_get_last_child (check)), TRUE);
  gtk_label_set_xalign (GTK_LABEL (gtk_widget_get_last_child (check)), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (gtk_widget_get_last_child (check)), 1);
  gtk_widget_set_hexpand (gtk_widget_get_last_child (check), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (check), "field", (gpointer) field);
  g_object_set_data_full (G_OBJECT (check), "term", g_strdup (term), g_free);
  g_signal_connect (check, "toggled", G_CALLBACK (on_term_cb), panel);
  gtk_box_append (GTK_BOX (group), check);
}

typedef struct {
  const MusterKind *kind;
  const MusterField *field;
  Panel *panel;
  GtkWidget *group; /* owned */
} Parties;

static gpointer
read_parties (MusterReplica *replica, gpointer data, GError **error)
{
  Parties *parties = data;

  return muster_replica_list_parties (replica, parties->kind, parties->field->name, MOST_PARTIES, error);
}

static void
on_parties_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Parties *parties = data;
  g_autoptr(GPtrArray) texts = muster_store_read_finish (MUSTER_STORE (source), result, NULL);

  /* It was filled anew meanwhile, or has gone. */
  if (texts != NULL && gtk_widget_get_parent (parties->group) != NULL)
    {
      g_auto(GStrv) chosen = muster_query_get_choices (parties->panel->table->query, parties->field->name);

      for (guint i = 0; i < texts->len; i++)
        if (chosen == NULL || !g_strv_contains ((const char *const *) chosen, texts->pdata[i]))
          add_term (parties->panel, parties->group, parties->field, texts->pdata[i]);
      gtk_popover_present (gtk_menu_button_get_popover (GTK_MENU_BUTTON (parties->panel->table->filters)));
    }
  g_object_unref (parties->group);
  g_free (parties);
}

static void
add_parties (Panel *panel, GtkWidget *group, const MusterField *field)
{
  g_auto(GStrv) chosen = muster_query_get_choices (panel->table->query, field->name);
  Parties *parties = g_new0 (Parties, 1);

  add_term (panel, group, field, "");
  for (guint i = 0; chosen != NULL && chosen[i] != NULL; i++)
    if (*chosen[i] != '\0')
      add_term (panel, group, field, chosen[i]);
  *parties = (Parties){ panel->table->kind, field, panel, g_object_ref (group) };
  muster_store_read_async (panel->table->store, read_parties, parties, NULL, (GDestroyNotify) g_ptr_array_unref, NULL,
                           on_parties_cb, parties);
}

static void
add_heading (GtkWidget *box, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_top (label, 9);
  gtk_box_append (GTK_BOX (box), label);
}

static void
add_field (Panel *panel, const MusterField *field)
{
  GtkWidget *group = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  add_heading (panel->box, muster_field_get_label (field));
  gtk_box_append (GTK_BOX (panel->box), group);
  if (field->type == MUSTER_VALUE_PARTY)
    add_parties (panel, group, field);
  else
    {
      for (const MusterChoice *choice = field->choices; choice->nick != NULL; choice++)
        add_term (panel, group, field, choice->nick);
      if ((field->flags & MUSTER_FIELD_REQUIRED) == 0)
        add_term (panel, group, field, "");
    }
}

/* ---- kept by name ------------------------------------------------------------------------------------------------ */

static void
set_state (MusterRegisterTable *self, const char *action, GVariant *state)
{
  GAction *found = g_action_map_lookup_action (G_ACTION_MAP (self->actions), action);

  g_simple_action_set_state (G_SIMPLE_ACTION (found), state);
}

static void
recall (MusterRegisterTable *self, GVariant *kept)
{
  gboolean descending;
  const char *sort;

  muster_query_recall (self->query, kept);
  sort = muster_query_get_sort (self->query, &descending);
  gtk_editable_set_text (GTK_EDITABLE (self->filter), muster_query_get_text (self->query));
  set_state (self, "sort", g_variant_new_string (sort));
  set_state (self, "descending", g_variant_new_boolean (descending));
  set_state (self, "show-archived",
             g_variant_new_boolean (muster_query_get_archived (self->query) == MUSTER_ARCHIVED_SHOWN));
  muster_register_header_set_sort (MUSTER_REGISTER_HEADER (self->header), sort, descending);
  muster_register_table_apply_query (self);
}

static void
on_recall_cb (GtkButton *button, Panel *panel)
{
  g_autoptr(GVariant) kept = muster_views_get_filter (panel->table->kind,
                                                      g_object_get_data (G_OBJECT (button), "name"));

  gtk_menu_button_popdown (GTK_MENU_BUTTON (panel->table->filters));
  if (kept != NULL)
    recall (panel->table, kept);
}

static void
on_drop_cb (GtkButton *button, Panel *panel)
{
  muster_views_drop_filter (panel->table->kind, g_object_get_data (G_OBJECT (button), "name"));
  fill (panel);
  gtk_widget_grab_focus (panel->name);
}

static void
on_rename_cb (GtkButton *button, Panel *panel)
{
  g_free (panel->renaming);
  panel->renaming = g_strdup (g_object_get_data (G_OBJECT (button), "name"));
  fill (panel);
  gtk_editable_set_text (GTK_EDITABLE (panel->name), panel->renaming);
  gtk_widget_grab_focus (panel->name);
}

/* NULL: nothing is wrong any more. What was typed stays. */
static void
say_wrong (Panel *panel, const char *sentence)
{
  gtk_label_set_text (GTK_LABEL (panel->said), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (panel->said, sentence != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (panel->name), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  sentence != NULL ? sentence : "", -1);
  if (sentence == NULL)
    gtk_widget_remove_css_class (panel->name, "error");
  else
    {
      gtk_widget_add_css_class (panel->name, "error");
      gtk_widget_grab_focus (panel->name);
    }
}

static void
on_name_changed_cb (Panel *panel)
{
  say_wrong (panel, NULL);
}

static gboolean
asks_for_anything (MusterQuery *query)
{
  return muster_query_count_choices (query) > 0 || *muster_query_get_text (query) != '\0'
         || muster_query_get_archived (query) == MUSTER_ARCHIVED_SHOWN;
}

/* NULL: it can be kept under that name. (transfer full) */
static char *
find_wrong (Panel *panel, const char *name)
{
  glong length = g_utf8_strlen (name, -1);

  if (*name == '\0')
    return g_strdup (_("Type a name for the filter."));
  if (length > LONGEST_NAME)
    return g_strdup_printf (_("The name is %ld characters long, and there is room for %d. Shorten it."), length,
                            LONGEST_NAME);
  if (panel->renaming == NULL && !asks_for_anything (panel->table->query))
    return g_strdup (_("Nothing is filtered yet. Choose from the lists below, or type in the filter, then save."));
  return NULL;
}

static void
on_keep_cb (Panel *panel)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (panel->name))));
  g_autofree char *wrong = find_wrong (panel, name);

  if (wrong != NULL)
    {
      say_wrong (panel, wrong);
      return;
    }
  if (panel->renaming != NULL && !g_str_equal (panel->renaming, name)
      && !muster_views_rename_filter (panel->table->kind, panel->renaming, name))
    {
      say_wrong (panel, _("Another filter has that name."));
      return;
    }
  if (panel->renaming == NULL)
    muster_views_put_filter (panel->table->kind, name, muster_query_keep (panel->table->query));
  g_clear_pointer (&panel->renaming, g_free);
  fill (panel);
  gtk_widget_grab_focus (panel->name);
}

static void
add_named_button (GtkWidget *line, GtkWidget *button, const char *name, GCallback callback, Panel *panel)
{
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (name), g_free);
  g_signal_connect (button, "clicked", callback, panel);
  gtk_box_append (GTK_BOX (line), button);
}

static void
add_kept (Panel *panel, const char *name)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3), *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (name);
  g_autofree char *quoted = muster_words_quote (name, G_MAXUINT);
  g_autofree char *rename = g_strdup_printf (_("Rename “%s”"), quoted);
  g_autofree char *drop = g_strdup_printf (_("Delete “%s”"), quoted);

  muster_label_shorten (label);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_hexpand (button, TRUE);
  muster_tooltip_set (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  add_named_button (line, button, name, G_CALLBACK (on_recall_cb), panel);
  add_named_button (line, muster_button_new_icon ("document-edit-symbolic", rename, NULL), name,
                    G_CALLBACK (on_rename_cb), panel);
  add_named_button (line, muster_button_new_icon ("user-trash-symbolic", drop, NULL), name, G_CALLBACK (on_drop_cb),
                    panel);
  gtk_box_append (GTK_BOX (panel->box), line);
}

static void
add_keeping (Panel *panel)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *keep = muster_button_new (panel->renaming != NULL ? _("_Rename") : _("_Save"), NULL);
  const char *name = panel->renaming != NULL ? _("New name of the filter") : _("Save this filter as");

  panel->name = gtk_entry_new ();
  g_object_set (panel->name, "placeholder-text", name, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (panel->name), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_hexpand (panel->name, TRUE);
  panel->said = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, "wrap", TRUE, "xalign", 0.f,
                              "max-width-chars", 1, "visible", FALSE, NULL);
  gtk_widget_add_css_class (panel->said, "error");
  g_signal_connect_swapped (panel->name, "changed", G_CALLBACK (on_name_changed_cb), panel);
  g_signal_connect_swapped (panel->name, "activate", G_CALLBACK (on_keep_cb), panel);
  g_signal_connect_swapped (keep, "clicked", G_CALLBACK (on_keep_cb), panel);
  gtk_box_append (GTK_BOX (line), panel->name);
  gtk_box_append (GTK_BOX (line), keep);
  gtk_box_append (GTK_BOX (panel->box), line);
  gtk_box_append (GTK_BOX (panel->box), panel->said);
}

/* ---- the panel --------------------------------------------------------------------------------------------------- */

static void
fill (Panel *panel)
{
  g_auto(GStrv) names = muster_views_list_filters (panel->table->kind);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (panel->box)) != NULL)
    gtk_box_remove (GTK_BOX (panel->box), child);
  if (names[0] != NULL)
    add_heading (panel->box, _("Saved filters"));
  for (guint i = 0; names[i] != NULL; i++)
    add_kept (panel, names[i]);
  add_keeping (panel);
  for (guint i = 0; i < panel->table->kind->n_fields; i++)
    if (can_filter (&panel->table->kind->fields[i]))
      add_field (panel, &panel->table->kind->fields[i]);
}

static void
panel_free (gpointer data)
{
  Panel *panel = data;

  g_free (panel->renaming);
  g_free (panel);
}

static void
on_closed_cb (Panel *panel)
{
  if (panel->renaming != NULL)
    gtk_editable_set_text (GTK_EDITABLE (panel->name), "");
  g_clear_pointer (&panel->renaming, g_free);
}

/* It begins at its top, and is as high as the window has room for below the button. */
static void
fit (GtkScrolledWindow *scrolled, GtkWidget *button)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (button));
  graphene_rect_t place;
  int room = LEAST_HEIGHT;

  if (gtk_widget_compute_bounds (button, root, &place))
    room = gtk_widget_get_height (root) - (int) (place.origin.y + place.size.height) - POPOVER_EDGES;
  gtk_scrolled_window_set_max_content_height (scrolled, MAX (room, LEAST_HEIGHT));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (scrolled), 0);
}

/* Made when it is first wanted, and filled anew each time: who owns what changes. */
static void
make_popup (GtkMenuButton *button, gpointer data)
{
  MusterRegisterTable *self = data;
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  g_autofree char *typed = NULL;
  Panel *panel;

  if (popover == NULL)
    {
      GtkWidget *scrolled = gtk_scrolled_window_new ();

      panel = g_new0 (Panel, 1);
      panel->table = self;
      panel->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
      popover = gtk_popover_new ();
      gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
      gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
      gtk_widget_set_size_request (panel->box, POPOVER_WIDTH, -1);
      gtk_widget_set_margin_end (panel->box, MUSTER_BESIDE_SCROLL_BAR);
      gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), panel->box);
      gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
      gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Filters"), -1);
      g_object_set_data_full (G_OBJECT (popover), "panel", panel, panel_free);
      g_signal_connect_swapped (popover, "closed", G_CALLBACK (on_closed_cb), panel);
      gtk_menu_button_set_popover (button, popover);
    }
  panel = g_object_get_data (G_OBJECT (popover), "panel");
  /* What was typed and not saved yet is there again. */
  if (panel->name != NULL)
    typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (panel->name)));
  fill (panel);
  gtk_editable_set_text (GTK_EDITABLE (panel->name), typed != NULL ? typed : "");
  fit (GTK_SCROLLED_WINDOW (gtk_popover_get_child (GTK_POPOVER (popover))), GTK_WIDGET (button));
}

GtkWidget *
muster_register_table_make_filters (MusterRegisterTable *self)
{
  muster_register_table_make_filters_line (self);
  self->filters = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->filters), _("Filters"));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->filters), make_popup, self, NULL);
  gtk_widget_add_css_class (self->filters, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filters), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Filters"), -1);
  return self->filters;
}
