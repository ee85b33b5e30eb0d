/* cut-words.c - a module that is loaded into the app as it is (LD_PRELOAD) and tells, each time it gets SIGUSR1, which
 * words on the screen are not whole: the accessibility bus has them whole whatever the screen shows.
 *
 * To the file that MUSTER_CUT_WORDS names, which is there once all is in it, a line for each label: what is wrong
 * with it, then its words. "short": it ends in an ellipsis and no tooltip of it or of what holds it tells the rest.
 * "cut": it has less room than its words take. "beside": it stands out of what would have to be scrolled sideways and
 * cannot be. "mute": a button with no word on it, and no tooltip that says what it does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

/* Letters may reach a little over what they are measured as. */
#define TOLERANCE 1

static guint n_labels;

/* Whether the pointer on it is answered: a tooltip of what holds it that says something else tells nothing. */
static gboolean
is_told (GtkWidget *label)
{
  const char *words = gtk_label_get_text (GTK_LABEL (label));
  g_autoptr(GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);

  for (GtkWidget *widget = label; widget != NULL && !GTK_IS_NATIVE (widget); widget = gtk_widget_get_parent (widget))
    {
      const char *text = g_object_get_data (G_OBJECT (widget), "muster-tooltip");
      gboolean told = FALSE;

      if (gtk_widget_get_has_tooltip (widget))
        g_signal_emit_by_name (widget, "query-tooltip", 0, 0, FALSE, tooltip, &told);
      if (told && (text == NULL || strstr (text, words) != NULL))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_cut (GtkWidget *label)
{
  int width, height;

  pango_layout_get_pixel_size (gtk_label_get_layout (GTK_LABEL (label)), &width, &height);
  return width > gtk_widget_get_width (label) + TOLERANCE || height > gtk_widget_get_height (label) + TOLERANCE;
}

static gboolean
is_beside (GtkWidget *label)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (label, GTK_TYPE_SCROLLED_WINDOW);
  GtkPolicyType policy = GTK_POLICY_AUTOMATIC;
  graphene_rect_t bounds;

  if (scrolled != NULL)
    gtk_scrolled_window_get_policy (GTK_SCROLLED_WINDOW (scrolled), &policy, NULL);
  if ((policy != GTK_POLICY_NEVER && policy != GTK_POLICY_EXTERNAL)
      || !gtk_widget_compute_bounds (label, scrolled, &bounds))
    return FALSE;
  return bounds.origin.x < -TOLERANCE
         || bounds.origin.x + bounds.size.width > (float) (gtk_widget_get_width (scrolled) + TOLERANCE);
}

static void
look_at (GtkWidget *label, FILE *out)
{
  const char *words = gtk_label_get_text (GTK_LABEL (label)), *fault = NULL;
  g_autofree char *line = g_strdelimit (g_strdup (words), "\n", ' ');

  n_labels++;
  if (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))))
    fault = is_told (label) ? NULL : "short";
  else if (is_cut (label))
    fault = "cut";
  if (fault == NULL && is_beside (label))
    fault = "beside";
  if (fault != NULL)
    fprintf (out, "%s\t%s\t%s in %s\n", fault, line, G_OBJECT_TYPE_NAME (label),
             G_OBJECT_TYPE_NAME (gtk_widget_get_parent (label)));
}

static gboolean
has_words (GtkWidget *widget)
{
  gboolean found = GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0';

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = gtk_widget_get_mapped (child) && has_words (child);
  return found;
}

/* Those of the window itself are the desktop's. A menu button has its tooltip around the button that is pressed. */
static gboolean
is_mute (GtkWidget *button)
{
  gboolean told = gtk_widget_get_has_tooltip (button) || gtk_widget_get_has_tooltip (gtk_widget_get_parent (button));

  return !told && !has_words (button) && gtk_widget_get_ancestor (button, GTK_TYPE_WINDOW_CONTROLS) == NULL;
}

/* Where the pointer rests a tooltip may just come: it is GTK's own, and has its room a moment after its words. */
static gboolean
is_tooltip (GtkWidget *widget)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkTooltipWindow");
}

static void
walk (GtkWidget *widget, FILE *out)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_child_visible (widget) || is_tooltip (widget))
    return;
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    look_at (widget, out);
  if (GTK_IS_BUTTON (widget) && is_mute (widget))
    fprintf (out, "mute\t\t%s in %s\n", G_OBJECT_TYPE_NAME (widget),
             G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    walk (child, out);
}

static gboolean
on_asked_cb (gpointer data)
{
  const char *path = g_getenv ("MUSTER_CUT_WORDS");
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  GListModel *windows = gtk_window_get_toplevels ();
  FILE *out = fopen (part, "w");

  n_labels = 0;
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      walk (window, out);
    }
  fprintf (out, "labels\t%u\n", n_labels);
  fclose (out);
  rename (part, path);
  return G_SOURCE_CONTINUE;
}

__attribute__ ((constructor)) static void
begin (void)
{
  if (g_getenv ("MUSTER_CUT_WORDS") != NULL)
    g_unix_signal_add (SIGUSR1, on_asked_cb, NULL);
}
