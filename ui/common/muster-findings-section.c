/* muster-findings-section.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-findings-section.h"

#include <glib/gi18n-lib.h>

#include "muster-chip.h"
#include "muster-facts.h"
#include "muster-label.h"
#include "muster-words.h"

static void
add_problems (GtkWidget *box, const char *heading, GPtrArray *problems)
{
  if (problems == NULL || problems->len == 0)
    return;
  gtk_box_append (GTK_BOX (box), muster_label_new (heading, "heading"));
  for (guint i = 0; i < problems->len; i++)
    {
      MusterProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char *figures = NULL;

      gtk_box_append (GTK_BOX (box), muster_label_new (problem->message, NULL));
      if (problem->stated == NULL || problem->computed == NULL)
        continue;
      figures = g_strdup_printf (_("Stated: %s · Computed: %s"), problem->stated, problem->computed);
      gtk_box_append (GTK_BOX (box), muster_label_new (figures, "dim-label"));
    }
}

GtkWidget *
muster_findings_section_new (MusterDetail *detail)
{
  GtkWidget *box;

  if ((detail->findings == NULL || detail->findings->len == 0) && (detail->gaps == NULL || detail->gaps->len == 0))
    return NULL;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  add_problems (box, _("Does not add up"), detail->findings);
  add_problems (box, _("Missing"), detail->gaps);
  return box;
}

/* ---- roll-up ----------------------------------------------------------------------------------------------------- */

static void
add_number (GtkWidget *grid, const char *name, gint64 number, const char *unit)
{
  g_autofree char *text = g_strdup_printf ("%'" G_GINT64_FORMAT "%s", number, unit);

  muster_facts_add (grid, name, muster_facts_text (text), FALSE);
}

static void
add_bands (GtkWidget *grid, const MusterRollup *rollup)
{
  static const char *const nicks[] = { "low", "moderate", "high", "extreme" };
  const MusterField *band = muster_kind_get_field (muster_kind_get (MUSTER_KIND_RISK), "band");
  GtkWidget *chips = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  for (guint i = G_N_ELEMENTS (nicks); i-- > 0;)
    {
      const MusterChoice *choice = muster_field_find_choice (band, nicks[i]);
      g_autofree char *number = muster_words_number (rollup->risks_by_band[i]);
      g_autofree char *text = g_strdup_printf ("%s %s", number,
                                               g_dgettext (GETTEXT_PACKAGE, choice->label));

      if (rollup->risks_by_band[i] > 0)
        gtk_box_append (GTK_BOX (chips), muster_chip_new (muster_tone_of_band (nicks[i]), text));
    }
  muster_facts_add (grid, _("Open risks by band"), chips, TRUE);
}

GtkWidget *
muster_rollup_section_new (MusterDetail *detail)
{
  const MusterRollup *rollup = &detail->rollup;
  GtkWidget *box, *grid;

  if (!detail->has_rollup)
    return NULL;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  grid = muster_facts_grid ();
  /* Translators: heading over the sums of everything under a team, an area or a programme. */
  gtk_box_append (GTK_BOX (box), muster_label_new (_("All together"), "heading"));
  if (rollup->teams > 0)
    add_number (grid, _("Teams"), rollup->teams, "");
  if (rollup->population >= 0)
    add_number (grid, _("Population"), rollup->population, "");
  add_number (grid, _("Plans"), rollup->plans, "");
  if (rollup->progress >= 0)
    add_number (grid, _("Progress"), rollup->progress, "%");
  add_number (grid, _("Pieces of work"), rollup->work, "");
  add_number (grid, _("Complete"), rollup->work_complete, "");
  add_number (grid, _("Overdue"), rollup->work_overdue, "");
  add_number (grid, _("Due soon"), rollup->work_due_soon, "");
  add_number (grid, _("Without owner"), rollup->work_unowned, "");
  add_number (grid, _("Open risks"), rollup->risks, "");
  add_number (grid, _("Reviews overdue"), rollup->reviews_overdue, "");
  add_number (grid, _("Open issues"), rollup->issues_open, "");
  if (rollup->risks > 0)
    add_bands (grid, rollup);
  gtk_box_append (GTK_BOX (box), grid);
  return box;
}
