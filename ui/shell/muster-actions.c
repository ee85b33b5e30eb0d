/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-actions.h"

#include "muster-outline-keys.h"
#include "muster-pages.h"
#include "muster-record-editor.h"
#include "muster-sync-page.h"
#include "muster-today-keys.h"
#include "muster-window-private.h"

#include <glib/gi18n.h>

#define MENU MUSTER_ACTION_IN_MENU
#define TEXT MUSTER_ACTION_AFTER_TEXT
#define PAGE MUSTER_ACTION_OF_PAGE
#define SHOW MUSTER_ACTION_ON_SHOW

/* As X and Wayland number them. */
#define MOUSE_BACK 8
#define MOUSE_FORWARD 9

static const char *const group_labels[MUSTER_N_ACTION_GROUPS] = {
  [MUSTER_ACTION_RECORDS] = N_("Records"),
  [MUSTER_ACTION_EDITING] = N_("Editing"),
  [MUSTER_ACTION_GOING] = N_("Going about"),
  [MUSTER_ACTION_TODAY] = N_("In a row of Today"),
  [MUSTER_ACTION_PLAN] = N_("In a row of a plan"),
  [MUSTER_ACTION_FILES] = N_("Files"),
  [MUSTER_ACTION_GENERAL] = N_("General"),
};

/* Groups of keys that belong to a page. */
static const struct
{
  MusterActionGroup group;
  const MusterKey *(*list) (guint *n);
} page_keys[] = {
  { MUSTER_ACTION_TODAY, muster_today_keys_list },
  { MUSTER_ACTION_PLAN, muster_outline_keys_list },
};

static const MusterAction actions[] = {
  { "new-record", { "<Control>n" }, N_("_New record"), MUSTER_ACTION_RECORDS, SHOW, muster_window_new_record },
  { "add-team", { NULL }, N_("Add a _team"), MUSTER_ACTION_RECORDS, 0, muster_window_add_to_page, "team",
    N_("new create make team") },
  { "add-plan", { NULL }, N_("New _plan from its template"), MUSTER_ACTION_RECORDS, 0, muster_window_add_plan, "plan",
    N_("add create make start mobilisation plan") },
  { "add-risk", { NULL }, N_("Add a _risk"), MUSTER_ACTION_RECORDS, 0, muster_window_add_to_page, "risk",
    N_("new raise create report log risk") },
  { "import-risks", { NULL }, N_("Import a table of ris_ks"), MUSTER_ACTION_RECORDS, 0, muster_window_import, "risk",
    N_("load csv spreadsheet register") },
  { "save", { "<Control>s" }, N_("_Save"), MUSTER_ACTION_RECORDS, SHOW, muster_window_save },
  { "print", { "<Control>p" }, N_("_Print this page"), MUSTER_ACTION_RECORDS, SHOW, muster_window_print },
  { "search", { "<Control>f" }, N_("_Search everything"), MUSTER_ACTION_RECORDS, SHOW, muster_window_search },
  { "filter", { "<Control><Shift>f" }, N_("_Filter this table"), MUSTER_ACTION_RECORDS, SHOW, muster_window_filter },

  { "undo", { "<Control>z" }, N_("_Undo"), MUSTER_ACTION_EDITING, MENU | TEXT, muster_window_undo },
  { "redo", { "<Control><Shift>z" }, N_("_Redo"), MUSTER_ACTION_EDITING, MENU | TEXT, muster_window_redo },

  { "go-today", { "<Alt>Home", "<Alt>0" }, N_("To_day"), MUSTER_ACTION_GOING, 0, muster_window_go_to_page, "today" },
  { "go-teams", { "<Alt>1" }, N_("_Teams"), MUSTER_ACTION_GOING, 0, muster_window_go_to_page, "team" },
  { "go-plans", { "<Alt>2" }, N_("_Plans"), MUSTER_ACTION_GOING, 0, muster_window_go_to_page, "plan" },
  { "go-risks", { "<Alt>3" }, N_("_Risks"), MUSTER_ACTION_GOING, 0, muster_window_go_to_page, "risk" },
  { "go-programme", { "<Alt>4" }, N_("Pro_gramme"), MUSTER_ACTION_GOING, 0, muster_window_go_to_page,
    MUSTER_PAGE_PROGRAMME },
  { "go-attention", { "<Alt>5" }, N_("Needs _attention"), MUSTER_ACTION_GOING, 0, muster_window_go_to_page,
    "attention" },
  { "go-sync", { "<Alt>6" }, N_("S_ync"), MUSTER_ACTION_GOING, 0, muster_window_go_to_page, MUSTER_PAGE_SYNC },
  { "choose-scope", { "<Control>l" }, N_("Choose the _place to show"), MUSTER_ACTION_GOING, 0,
    muster_window_choose_scope },
  { "show-everywhere", { "<Control><Shift>l" }, N_("Show _everywhere"), MUSTER_ACTION_GOING, 0,
    muster_window_show_everywhere },
  { "go-back", { "<Alt>Left", "Back" }, N_("Go _back"), MUSTER_ACTION_GOING, 0, muster_window_go_back },
  { "go-forward", { "<Alt>Right", "Forward" }, N_("Go _forward again"), MUSTER_ACTION_GOING, 0,
    muster_window_go_forward },

  { "programme-next", { "<Control>Page_Down" }, N_("Next part of the programme"), MUSTER_ACTION_GOING, PAGE },
  { "programme-previous", { "<Control>Page_Up" }, N_("Part of the programme before"), MUSTER_ACTION_GOING, PAGE },

  { "sync-now", { "F5" }, N_("Sync _now"), MUSTER_ACTION_FILES, MENU, muster_window_sync_now },
  { "programmes", { "<Control><Shift>o" }, N_("_Programmes…"), MUSTER_ACTION_FILES, MENU,
    muster_window_show_programmes },
  { "join", { NULL }, N_("_Join your programme…"), MUSTER_ACTION_FILES, MENU, muster_window_join },
  { "choose-file", { "<Control>o" }, N_("_Open a file…"), MUSTER_ACTION_FILES, MENU, muster_window_choose_file },
  { "import", { "<Control>i" }, N_("_Import a table…"), MUSTER_ACTION_FILES, MENU | SHOW, muster_window_import },
  { "backups", { "<Control>b" }, N_("_Backups…"), MUSTER_ACTION_FILES, MENU, muster_window_show_backups },
  { "open-example", { NULL }, N_("Look at the _example programme"), MUSTER_ACTION_FILES, MENU,
    muster_window_look_at_example },
  { "start-here", { NULL }, N_("_Work on this computer only"), MUSTER_ACTION_FILES, 0, muster_window_start_here },
  { "try-again", { NULL }, N_("_Try again"), MUSTER_ACTION_FILES, 0, muster_window_try_again },

  { "who-you-are", { "<Control>m" }, N_("_Who you are…"), MUSTER_ACTION_GENERAL, MENU, muster_window_say_who },
  { "preferences", { "<Control>comma" }, N_("_Preferences"), MUSTER_ACTION_GENERAL, MENU,
    muster_window_show_preferences },
  { "open-menu", { "F10" }, N_("Open the _menu"), MUSTER_ACTION_GENERAL, 0, muster_window_open_menu },
  { "help", { "F1" }, N_("_Help"), MUSTER_ACTION_GENERAL, MENU, muster_window_show_help },
  { "shortcuts", { "<Control>question" }, N_("_Keyboard shortcuts"), MUSTER_ACTION_GENERAL, MENU,
    muster_window_show_shortcuts },
  { "about", { NULL }, N_("_About Muster"), MUSTER_ACTION_GENERAL, MENU, muster_window_show_about },
  { "close", { "<Control>w" }, N_("_Close the window"), MUSTER_ACTION_GENERAL, 0, muster_window_close },
  { "quit", { "<Control>q" }, N_("_Quit"), MUSTER_ACTION_GENERAL, 0, muster_window_quit },
};

/* One key for two things would do one of them, and nobody could say which. */
static void
check_key_is_free (GHashTable *taken, const MusterAction *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (action->accels) && action->accels[i] != NULL; i++)
    if (!g_hash_table_add (taken, (gpointer) action->accels[i]))
      g_warning ("%s has the key %s of another action", action->name, action->accels[i]);
}

void
muster_actions_set_accels (GtkApplication *application)
{
  g_autoptr(GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autofree char *name = g_strconcat ("win.", actions[i].name, NULL);

      check_key_is_free (taken, &actions[i]);
      if ((actions[i].flags & (TEXT | PAGE)) == 0)
        gtk_application_set_accels_for_action (application, name, actions[i].accels);
    }
}

static void
on_activate_cb (GSimpleAction *simple, GVariant *parameter, gpointer window)
{
  const MusterAction *action = g_object_get_data (G_OBJECT (simple), "muster-action");

  action->activate (window, action);
}

/* Whether the text that has the focus did it. A text takes the keys even where it has nothing to undo, and only its
 * content tells. */
static gboolean
text_does (GtkWidget *focus, const char *name)
{
  g_autofree char *before = NULL;
  g_autofree char *action = NULL;

  if (GTK_IS_TEXT_VIEW (focus))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus));
      gboolean undo = g_str_equal (name, "undo");

      if (!(undo ? gtk_text_buffer_get_can_undo (buffer) : gtk_text_buffer_get_can_redo (buffer)))
        return FALSE;
      if (undo)
        gtk_text_buffer_undo (buffer);
      else
        gtk_text_buffer_redo (buffer);
      return TRUE;
    }
  if (!GTK_IS_TEXT (focus))
    return FALSE;
  before = g_strdup (gtk_editable_get_text (GTK_EDITABLE (focus)));
  action = g_strconcat ("text.", name, NULL);
  gtk_widget_activate_action (focus, action, NULL);
  return !g_str_equal (before, gtk_editable_get_text (GTK_EDITABLE (focus)));
}

/* Somebody with a form before them that is not saved wants that back, wherever the focus has gone, and not a save of
 * something else that is out of sight. */
static gboolean
is_typing (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (MUSTER_IS_RECORD_EDITOR (widget))
    return muster_record_editor_is_changed (MUSTER_RECORD_EDITOR (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_typing (child))
      return TRUE;
  return FALSE;
}

static gboolean
on_text_first_cb (GtkWidget *window, GVariant *arguments, gpointer data)
{
  const MusterAction *action = data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));
  g_autofree char *name = g_strconcat ("win.", action->name, NULL);

  if (focus != NULL && text_does (focus, action->name))
    return TRUE;
  if (is_typing (window))
    muster_window_show_toast (MUSTER_WINDOW (window), _("Save or discard what you typed here first"), NULL, NULL);
  else
    gtk_widget_activate_action (window, name, NULL);
  return TRUE;
}

/* A controller that hears keys before what has the focus, as those of the application do. */
static GtkShortcutController *
add_controller (GtkWidget *window)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (window, controller);

  return GTK_SHORTCUT_CONTROLLER (controller);
}

/* The buttons for back and forward that some mice have. */
static void
on_mouse_cb (GtkGestureSingle *gesture, int n_press, double x, double y, GtkWidget *window)
{
  guint button = gtk_gesture_single_get_current_button (gesture);

  if (button == MOUSE_BACK || button == MOUSE_FORWARD)
    gtk_widget_activate_action (window, button == MOUSE_BACK ? "win.go-back" : "win.go-forward", NULL);
}

static void
install_mouse (GtkWidget *window)
{
  GtkGesture *mouse = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (mouse), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (mouse), GTK_PHASE_CAPTURE);
  g_signal_connect (mouse, "pressed", G_CALLBACK (on_mouse_cb), window);
  gtk_widget_add_controller (window, GTK_EVENT_CONTROLLER (mouse));
}

void
muster_actions_install (GtkApplicationWindow *window)
{
  GtkShortcutController *text_first = add_controller (GTK_WIDGET (window));

  install_mouse (GTK_WIDGET (window));
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      const MusterAction *action = &actions[i];
      g_autoptr(GSimpleAction) simple = NULL;

      if ((action->flags & PAGE) != 0)
        continue;
      simple = g_simple_action_new (action->name, NULL);
      g_object_set_data (G_OBJECT (simple), "muster-action", (gpointer) action);
      g_signal_connect_object (simple, "activate", G_CALLBACK (on_activate_cb), window, 0);
      g_action_map_add_action (G_ACTION_MAP (window), G_ACTION (simple));

      if ((action->flags & MUSTER_ACTION_AFTER_TEXT) != 0)
        gtk_shortcut_controller_add_shortcut (
          text_first, gtk_shortcut_new (gtk_shortcut_trigger_parse_string (action->accels[0]),
                                        gtk_callback_action_new (on_text_first_cb, (gpointer) action, NULL)));
    }
}

void
muster_actions_set_enabled (GtkApplicationWindow *window, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (window), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

GMenuModel *
muster_actions_make_menu (void)
{
  GMenu *menu = g_menu_new ();

  for (int group = 0; group < MUSTER_N_ACTION_GROUPS; group++)
    {
      g_autoptr(GMenu) section = g_menu_new ();

      for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
        {
          g_autofree char *name = g_strconcat ("win.", actions[i].name, NULL);
          g_autoptr(GMenuItem) item = g_menu_item_new (_(actions[i].label), name);

          if ((int) actions[i].group != group || (actions[i].flags & MUSTER_ACTION_IN_MENU) == 0)
            continue;
          if (actions[i].accels[0] != NULL)
            g_menu_item_set_attribute (item, "accel", "s", actions[i].accels[0]);
          g_menu_append_item (section, item);
        }
      if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
        g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
    }

  return G_MENU_MODEL (menu);
}

/* "_Search everything" as "Search everything". */
static char *
dup_title (const char *label)
{
  g_auto(GStrv) parts = g_strsplit (label, "_", -1);

  return g_strjoinv ("", parts);
}

/* Whether every word of text begins a word of the title. */
static gboolean
matches (const char *title, const char *text)
{
  g_auto(GStrv) typed = g_str_tokenize_and_fold (text, NULL, NULL);
  g_auto(GStrv) words = g_str_tokenize_and_fold (title, NULL, NULL);
  gboolean all = typed[0] != NULL;

  for (guint i = 0; all && typed[i] != NULL; i++)
    {
      all = FALSE;
      for (guint j = 0; !all && words[j] != NULL; j++)
        all = g_str_has_prefix (words[j], typed[i]);
    }
  return all;
}

void
muster_actions_find (const char *text, MusterActionFoundFunc func, gpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autofree char *title = dup_title (_(actions[i].label));
      g_autofree char *name = g_strconcat ("win.", actions[i].name, NULL);
      g_autofree char *called = g_strjoin (" ", title, actions[i].also != NULL ? _(actions[i].also) : NULL, NULL);

      if ((actions[i].flags & (PAGE | SHOW)) == 0 && matches (called, text))
        func (name, title, data);
    }
}

static void
append_shortcut (GString *xml, const char *title, const char *accel)
{
  g_autofree char *line = g_markup_printf_escaped ("<child><object class='GtkShortcutsShortcut'>"
                                                   "<property name='title'>%s</property>"
                                                   "<property name='accelerator'>%s</property></object></child>",
                                                   title, accel);

  g_string_append (xml, line);
}

static void
append_page_keys (GString *xml, int group)
{
  for (guint i = 0; i < G_N_ELEMENTS (page_keys); i++)
    {
      guint n;
      const MusterKey *keys = page_keys[i].list (&n);

      for (guint j = 0; j < n && (int) page_keys[i].group == group; j++)
        append_shortcut (xml, _(keys[j].label), keys[j].accel);
    }
}

static void
append_help_group (GString *xml, int group)
{
  g_string_append_printf (xml, "<child><object class='GtkShortcutsGroup'><property name='title'>%s</property>",
                          _(group_labels[group]));
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autofree char *title = dup_title (_(actions[i].label));

      if ((int) actions[i].group == group && actions[i].accels[0] != NULL)
        append_shortcut (xml, title, actions[i].accels[0]);
    }
  append_page_keys (xml, group);
  g_string_append (xml, "</object></child>");
}

/* GTK 4.8 fills a window of shortcuts from markup only. */
GtkWindow *
muster_actions_make_help (void)
{
  g_autoptr(GString) xml = g_string_new ("<interface><object class='GtkShortcutsWindow' id='help'>"
                                         "<property name='modal'>1</property><child>"
                                         "<object class='GtkShortcutsSection'>"
                                         "<property name='section-name'>shortcuts</property>"
                                         "<property name='max-height'>16</property>");
  g_autoptr(GtkBuilder) builder = NULL;

  for (int group = 0; group < MUSTER_N_ACTION_GROUPS; group++)
    append_help_group (xml, group);
  g_string_append (xml, "</object></child></object></interface>");
  builder = gtk_builder_new_from_string (xml->str, (gssize) xml->len);

  return GTK_WINDOW (gtk_builder_get_object (builder, "help"));
}
