/* muster-alike-card.c - two records that may be of one thing, side by side: which is to go, or that they are two.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-attention-card.h"

#include <glib/gi18n-lib.h>

#include "muster-abreast-layout.h"
#include "muster-label.h"
#include "muster-words.h"

#define COLUMN_GAP 12
/* What differs is to be judged, not read through: each record is a link. */
#define FIELDS_MAX 3
#define VALUE_CHARS 160

/* ---- what hangs on one alone ------------------------------------------------------------------------------------- */

/* "1 mitigation, 2 assessments"; links are by kind. */
static char *
count_kinds (GPtrArray *links)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0, n; i < links->len; i += n)
    {
      const MusterKind *kind = ((MusterBacklink *) links->pdata[i])->kind;
      g_autofree char *count = NULL;

      for (n = 1; i + n < links->len && ((MusterBacklink *) links->pdata[i + n])->kind == kind; n++)
        ;
      count = muster_words_count (kind, n);
      /* Translators: between the parts of a list: "1 mitigation, 2 assessments" */
      g_string_append_printf (text, "%s%s", text->len > 0 ? _(", ") : "", count);
    }
  return g_string_free (text, FALSE);
}

static char *
describe_links (const MusterAlikeSide *side)
{
  g_autofree char *kinds = NULL;

  if (side->only->len == 0)
    return NULL;
  kinds = count_kinds (side->only);
  /* Translators: "1 mitigation, 2 assessments" */
  return g_strdup_printf (_("Only this one has: %s. If it is archived, that stays with it and is not moved to the "
                            "other."), kinds);
}

/* ---- one side ---------------------------------------------------------------------------------------------------- */

static char *
describe_making (const MusterAlikeSide *side)
{
  g_autofree char *time = muster_words_time (side->made_at);

  /* Translators: a name, and "21 November 2026, 10:42" */
  return g_strdup_printf (_("Added by %s on %s"), side->made_by, time);
}

static void
add_caption (GtkWidget *frame, const char *text)
{
  GtkWidget *label = muster_label_new (text, "caption");

  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (frame), label);
}

static void
add_fields (GtkWidget *frame, const MusterAlike *alike, guint side)
{
  for (guint i = 0; i < MIN (alike->differ->len, FIELDS_MAX); i++)
    {
      const MusterAlikeField *field = alike->differ->pdata[i];
      g_autofree char *value = muster_words_line (*field->sides[side] != '\0' ? field->sides[side] : _("Nothing"),
                                                  VALUE_CHARS);
      g_autofree char *text = g_strdup_printf (_("%s: %s"), field->label, value);

      gtk_box_append (GTK_BOX (frame), muster_label_new (text, NULL));
    }
}

static void
add_archive (MusterAttentionCard *self, GtkWidget *frame, const char *title, const char *links, guint side)
{
  /* Translators: the name of a button for those who hear it: "Archive this one: R-3 Posts not filled" */
  g_autofree char *name = g_strdup_printf (_("%s: %s"), _("Archive this one"), title);
  GtkWidget *button = muster_attention_card_make_button (self, _("Archive this one"), name,
                                                         side == 0 ? MUSTER_CARD_FIRST : MUSTER_CARD_SECOND);

  if (links != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, links, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_END);
  gtk_widget_set_vexpand (button, TRUE);
  gtk_widget_set_margin_top (button, 3);
  gtk_box_append (GTK_BOX (frame), button);
}

static GtkWidget *
make_side (MusterAttentionCard *self, const MusterAlike *alike, guint i)
{
  const MusterAlikeSide *side = &alike->sides[i];
  g_autofree char *title = muster_record_dup_title (side->record), *whole = muster_words_title (side->record);
  g_autofree char *made = describe_making (side), *links = describe_links (side);
  g_autofree char *name = g_strdup_printf ("%s, %s", whole, made);
  GtkWidget *frame = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);

  gtk_widget_add_css_class (frame, "attention-side");
  gtk_box_append (GTK_BOX (frame),
                  muster_attention_card_make_title (self, muster_record_get_ref_code (side->record), title,
                                                    muster_record_get_id (side->record),
                                                    muster_record_get_kind (side->record)));
  add_caption (frame, made);
  add_fields (frame, alike, i);
  if (links != NULL)
    gtk_box_append (GTK_BOX (frame), muster_label_new (links, NULL));
  add_archive (self, frame, whole, links, i);
  gtk_accessible_update_property (GTK_ACCESSIBLE (frame), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return frame;
}

/* ---- both -------------------------------------------------------------------------------------------------------- */

static char *
describe_rest (const MusterAlike *alike)
{
  guint more = alike->differ->len > FIELDS_MAX ? alike->differ->len - FIELDS_MAX : 0;
  g_autofree char *number = muster_words_number (more);

  if (alike->differ->len == 0)
    return g_strdup (_("Nothing else differs."));
  if (more == 0)
    return NULL;
  return g_strdup_printf (ngettext ("They differ in %s more field.", "They differ in %s more fields.", more), number);
}

void
muster_alike_card_fill (MusterAttentionCard *self, const MusterAlike *alike)
{
  MusterRecord *first = alike->sides[0].record;
  const char *kind = muster_words_singular (muster_record_get_kind (first));
  g_autofree char *title = muster_record_dup_title (first), *rest = describe_rest (alike);
  /* Translators: two records that may be of one thing: "Risk: Posts not filled" */
  g_autofree char *name = g_strdup_printf (_("%s: %s"), kind, title);
  GtkWidget *sides = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  add_caption (GTK_WIDGET (self), kind);
  gtk_widget_set_layout_manager (sides, muster_abreast_layout_new (COLUMN_GAP));
  for (guint i = 0; i < 2; i++)
    gtk_box_append (GTK_BOX (sides), make_side (self, alike, i));
  gtk_box_append (GTK_BOX (self), sides);
  if (rest != NULL)
    add_caption (GTK_WIDGET (self), rest);
  gtk_box_append (GTK_BOX (self), muster_attention_card_make_button (self, _("They are two"), NULL,
                                                                     MUSTER_CARD_APART));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
