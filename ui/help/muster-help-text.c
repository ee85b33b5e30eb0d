/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-help-text.h"
#include "muster-label.h"

#include <glib/gi18n.h>

typedef struct {
  GPtrArray *boxes;  /* GtkWidget, not owned: the box that widgets go to, innermost last */
  GString *text;     /* Pango markup of the paragraph that is being read; NULL between paragraphs */
  GArray *numbers;   /* of int: the number of the next item of each list around; 0: a list without numbers */
  guint sections;    /* how deep */
  gboolean in_item;  /* the next paragraph takes the sign of its item */
  gboolean in_info;
  MusterHelpText *page;
} Reading;

/* How the inline elements read. */
static const struct {
  const char *element, *open, *close;
} inlines[] = {
  { "em", "<i>", "</i>" },
  { "gui", "<b>", "</b>" },
  { "key", "<tt>", "</tt>" },
  { "keyseq", "", "" },
};

static int
find_inline (const char *element)
{
  for (guint i = 0; i < G_N_ELEMENTS (inlines); i++)
    if (g_str_equal (inlines[i].element, element))
      return i;
  return -1;
}

static GtkWidget *
top (Reading *self)
{
  return g_ptr_array_index (self->boxes, self->boxes->len - 1);
}

static GtkWidget *
push_box (Reading *self, int spacing)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, spacing);

  gtk_box_append (GTK_BOX (top (self)), box);
  g_ptr_array_add (self->boxes, box);
  return box;
}

static void
pop_box (Reading *self)
{
  g_ptr_array_set_size (self->boxes, self->boxes->len - 1);
}

/* ---- words ------------------------------------------------------------------------------------------------------- */

/* Source lines end where the editor broke them. */
static char *
collapse (const char *text)
{
  GString *plain = g_string_new (NULL);
  gboolean space = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isspace (*p))
      {
        space = plain->len > 0;
      }
    else
      {
        if (space)
          g_string_append_c (plain, ' ');
        space = FALSE;
        g_string_append_c (plain, *p);
      }
  return g_string_free (plain, FALSE);
}

static GtkWidget *
make_label (const char *markup)
{
  GtkWidget *label = muster_label_new (NULL, NULL);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  return label;
}

/* The sign of an item stands beside its first paragraph. */
static void
add_paragraph (Reading *self, const char *markup)
{
  int *number = self->numbers->len > 0 ? &g_array_index (self->numbers, int, self->numbers->len - 1) : NULL;
  g_autofree char *sign = NULL;
  GtkWidget *line, *label;

  if (!self->in_item)
    {
      gtk_box_append (GTK_BOX (top (self)), make_label (markup));
      return;
    }
  self->in_item = FALSE;
  sign = number != NULL && *number > 0 ? g_strdup_printf ("%d.", (*number)++) : g_strdup ("•");
  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  label = gtk_label_new (sign);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_label_set_width_chars (GTK_LABEL (label), 2);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (line), label);
  label = make_label (markup);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (top (self)), line);
}

static void
add_title (Reading *self, const char *markup)
{
  GtkWidget *label = make_label (markup);

  gtk_widget_add_css_class (label, self->sections == 0 ? "title-1" : "title-4");
  if (self->sections > 0)
    gtk_widget_set_margin_top (label, 9);
  gtk_box_append (GTK_BOX (top (self)), label);
  if (self->sections == 0 && self->page->title == NULL)
    self->page->title = g_strdup (gtk_label_get_text (GTK_LABEL (label)));
}

/* ---- elements ---------------------------------------------------------------------------------------------------- */

static const char *
find_attribute (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];
  return NULL;
}

static void
begin_block (Reading *self, const char *element, GError **error)
{
  int number = g_str_equal (element, "steps") ? 1 : 0;

  if (g_str_equal (element, "section"))
    {
      self->sections++;
      push_box (self, 9);
    }
  else if (g_str_equal (element, "note"))
    gtk_widget_add_css_class (push_box (self, 9), "help-note");
  else if (g_str_equal (element, "list") || g_str_equal (element, "steps"))
    {
      push_box (self, 6);
      g_array_append_val (self->numbers, number);
    }
  else if (g_str_equal (element, "item"))
    self->in_item = TRUE;
  else if (g_str_equal (element, "info"))
    self->in_info = TRUE;
  else if (!g_str_equal (element, "page"))
    g_set_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_UNKNOWN_ELEMENT, "<%s> has no look in the pages of help",
                 element);
}

static void
on_start_cb (GMarkupParseContext *context, const char *element, const char **names, const char **values,
             gpointer data, GError **error)
{
  Reading *self = data;
  const char *to = find_attribute (names, values, "xref");
  int i = find_inline (element);

  if (self->in_info && g_str_equal (element, "link"))
    {
      g_ptr_array_add (self->page->topics, g_strdup (to));
      return;
    }
  if (g_str_equal (element, "p") || g_str_equal (element, "title"))
    {
      self->text = g_string_new (NULL);
      return;
    }
  if (self->text == NULL)
    {
      begin_block (self, element, error);
      return;
    }
  if (g_str_equal (element, "link") && to != NULL)
    {
      g_autofree char *escaped = g_markup_escape_text (to, -1);

      g_string_append_printf (self->text, "<a href=\"%s\">", escaped);
    }
  else if (i >= 0)
    g_string_append (self->text, inlines[i].open);
  else
    g_set_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_UNKNOWN_ELEMENT, "<%s> has no look within a paragraph", element);
}

static void
end_text (Reading *self, const char *element)
{
  g_autofree char *markup = collapse (self->text->str);

  g_string_free (g_steal_pointer (&self->text), TRUE);
  if (g_str_equal (element, "title"))
    add_title (self, markup);
  else
    add_paragraph (self, markup);
}

static void
on_end_cb (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Reading *self = data;
  int i = find_inline (element);

  if (g_str_equal (element, "p") || g_str_equal (element, "title"))
    end_text (self, element);
  else if (self->text != NULL && g_str_equal (element, "link"))
    g_string_append (self->text, "</a>");
  else if (self->text != NULL && i >= 0)
    g_string_append (self->text, inlines[i].close);
  else if (g_str_equal (element, "info"))
    self->in_info = FALSE;
  else if (g_str_equal (element, "list") || g_str_equal (element, "steps"))
    {
      g_array_set_size (self->numbers, self->numbers->len - 1);
      pop_box (self);
    }
  else if (g_str_equal (element, "section") || g_str_equal (element, "note"))
    {
      self->sections -= g_str_equal (element, "section");
      pop_box (self);
    }
}

static void
on_text_cb (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  Reading *self = data;
  g_autofree char *escaped = self->text != NULL ? g_markup_escape_text (text, length) : NULL;

  if (escaped != NULL)
    g_string_append (self->text, escaped);
}

/* ---- a page ------------------------------------------------------------------------------------------------------ */

MusterHelpText *
muster_help_text_parse (const char *xml, gssize length, GError **error)
{
  static const GMarkupParser parser = { on_start_cb, on_end_cb, on_text_cb, NULL, NULL };
  g_autoptr(MusterHelpText) page = g_new0 (MusterHelpText, 1);
  g_autoptr(GPtrArray) boxes = g_ptr_array_new ();
  g_autoptr(GArray) numbers = g_array_new (FALSE, FALSE, sizeof (int));
  Reading reading = { boxes, NULL, numbers, 0, FALSE, FALSE, page };
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, &reading,
                                                                       NULL);
  gboolean read;

  page->body = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  page->topics = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (boxes, page->body);
  read = g_markup_parse_context_parse (context, xml, length, error)
         && g_markup_parse_context_end_parse (context, error);
  if (reading.text != NULL)
    g_string_free (reading.text, TRUE);
  return read ? g_steal_pointer (&page) : NULL;
}

void
muster_help_text_free (MusterHelpText *self)
{
  g_free (self->title);
  g_ptr_array_unref (self->topics);
  g_clear_object (&self->body);
  g_free (self);
}
