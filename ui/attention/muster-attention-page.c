/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-attention-page-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "muster-focus.h"
#include "muster-label.h"
#include "muster-page.h"
#include "muster-words.h"
#include "muster-writing.h"

/* As many cards of a section as are made at once. */
#define AT_ONCE 10

static void page_init (MusterPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (MusterAttentionPage, muster_attention_page, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (MUSTER_TYPE_PAGE, page_init))

/* In the order of the parts. */
static const struct {
  MusterAttentionPart part;
  const char *about;
} abouts[] = {
  { MUSTER_ATTENTION_CONFLICTS, N_("Two people changed the same thing without seeing each other’s edit. Choose what is "
                                   "to count. The other stays in the history. Underlined words were added, struck "
                                   "out ones removed.") },
  { MUSTER_ATTENTION_REFUSED, N_("What you saved here and the server did not take. It counts for nobody until it is "
                                 "changed and sent again.") },
  { MUSTER_ATTENTION_ASIDE, N_("The server was put back from a backup that lacks this. What you keep is saved again "
                               "in your name.") },
  { MUSTER_ATTENTION_LEFT, N_("They were moved to where you have no access, or your access was taken back. What you "
                              "had not sent of them is among the edits refused. If this is a mistake, ask your "
                              "administrator: what you may see again comes back by itself.") },
  { MUSTER_ATTENTION_MERGED, N_("Your edit and another were put together. See that the text still says what it "
                                "should.") },
  { MUSTER_ATTENTION_ALIKE, N_("Two people may have added the same thing without seeing each other’s. Archive one, or "
                               "say that they are two. An archived record keeps its history and can be brought "
                               "back.") },
  { MUSTER_ATTENTION_AWAY, N_("The server did not take these, and you put them away.") },
};

/* ---- showing ----------------------------------------------------------------------------------------------------- */

G_STATIC_ASSERT (G_N_ELEMENTS (abouts) == MUSTER_ATTENTION_N);

static char *
make_title (MusterAttentionPart part, guint n)
{
  g_autofree char *number = muster_words_number (n);

  switch ((int) part)
    {
    case MUSTER_ATTENTION_CONFLICTS:
      return g_strdup_printf (ngettext ("%s conflict to settle", "%s conflicts to settle", n), number);
    case MUSTER_ATTENTION_REFUSED:
      return g_strdup_printf (ngettext ("%s edit refused", "%s edits refused", n), number);
    case MUSTER_ATTENTION_ASIDE:
      return g_strdup_printf (ngettext ("%s save set aside", "%s saves set aside", n), number);
    case MUSTER_ATTENTION_MERGED:
      return g_strdup_printf (ngettext ("%s text to check", "%s texts to check", n), number);
    case MUSTER_ATTENTION_LEFT:
      return g_strdup (_("Records no longer yours to see"));
    case MUSTER_ATTENTION_ALIKE:
      return g_strdup_printf (ngettext ("%s possible duplicate", "%s possible duplicates", n), number);
    default:
      return g_strdup_printf (ngettext ("%s put away", "%s put away", n), number);
    }
}

static gboolean
focus_first (MusterAttentionPage *self)
{
  for (guint i = 0; i < MUSTER_ATTENTION_N; i++)
    if (muster_attention_section_focus (MUSTER_ATTENTION_SECTION (self->sections[i])))
      return TRUE;
  if (gtk_widget_get_visible (self->calm))
    return gtk_widget_grab_focus (self->calm);
  return muster_focus_first (self->scrolled);
}

static void
show_calm (MusterAttentionPage *self, guint away)
{
  g_autofree char *number = muster_words_number (away);
  g_autofree char *text =
    away == 0 ? g_strdup (_("No conflict is open, and the server took all that you sent."))
              : g_strdup_printf (ngettext ("No conflict is open. %s save that the server did not take is put away.",
                                           "No conflict is open. %s saves that the server did not take are put away.",
                                           away), number);

  gtk_label_set_label (GTK_LABEL (self->calm_text), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->calm), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
show_rest (MusterAttentionPage *self, const MusterAttention *attention)
{
  guint n = attention->n_findings, away = attention->n[MUSTER_ATTENTION_AWAY];
  g_autofree char *n_findings = muster_words_number (n), *n_away = muster_words_number (away);
  g_autofree char *findings = g_strdup_printf (ngettext ("%s open finding", "%s open findings", n), n_findings);
  g_autofree char *shown = self->show_away
                             ? g_strdup (_("Hide what was put away"))
                             : g_strdup_printf (ngettext ("Show %s put away", "Show %s put away", away), n_away);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->findings_row), findings);
  gtk_widget_set_visible (self->findings, n > 0);
  gtk_button_set_label (GTK_BUTTON (self->away), shown);
  gtk_widget_set_visible (self->away, away > 0);
  gtk_widget_set_visible (self->bulk_mine, attention->n[MUSTER_ATTENTION_CONFLICTS] > 1);
  gtk_widget_set_visible (self->bulk_theirs, attention->n[MUSTER_ATTENTION_CONFLICTS] > 1);
  gtk_widget_set_visible (self->calm, muster_attention_count (attention) == 0
                                        && attention->n[MUSTER_ATTENTION_MERGED] == 0
                                        && attention->n[MUSTER_ATTENTION_ALIKE] == 0);
  gtk_widget_set_halign (self->away, gtk_widget_get_visible (self->calm) ? GTK_ALIGN_CENTER : GTK_ALIGN_START);
  show_calm (self, away);
}

/* What was sent again from here came back: the number of cards alone would not tell. */
static gboolean
is_refused_again (const MusterAttention *before, const MusterAttention *now)
{
  GPtrArray *items = now->items[MUSTER_ATTENTION_REFUSED];

  for (guint i = 0; before != NULL && i < items->len; i++)
    {
      const MusterKept *kept = items->pdata[i];
      gboolean known = !kept->again;

      for (guint j = 0; j < before->items[MUSTER_ATTENTION_REFUSED]->len; j++)
        known |= ((const MusterKept *) before->items[MUSTER_ATTENTION_REFUSED]->pdata[j])->version == kept->version;
      if (!known)
        return TRUE;
    }
  return FALSE;
}

static void
show (gpointer page, gpointer answer)
{
  MusterAttentionPage *self = page;
  MusterAttention *attention = answer;
  gboolean had_focus = muster_focus_is_within (self->scrolled), lost = FALSE;

  if (is_refused_again (self->attention, attention))
    muster_page_emit_toast (MUSTER_PAGE (self), _("The server refused it again, and says why"), FALSE);
  g_clear_pointer (&self->attention, muster_attention_unref);
  self->attention = attention;
  show_rest (self, attention);
  for (guint i = 0; i < MUSTER_ATTENTION_N; i++)
    {
      g_autofree char *title = make_title (i, attention->n[i]);

      if (!muster_attention_section_show (MUSTER_ATTENTION_SECTION (self->sections[i]), attention, title))
        lost = TRUE;
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "content");
  /* What was hidden under the keyboard leaves it with the pane that scrolls. */
  lost |= had_focus && !muster_focus_is_within (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (self->scrolled)));
  if (lost || self->focus_wanted)
    focus_first (self);
  self->focus_wanted = FALSE;
}

/* ---- reading ----------------------------------------------------------------------------------------------------- */

static gpointer
ask (gpointer page)
{
  MusterAttentionPage *self = page;

  return g_memdup2 (&self->question, sizeof self->question);
}

static gpointer
read_attention (MusterReplica *replica, gpointer data, GError **error)
{
  return muster_attention_read (replica, data, error);
}

static void
show_failed (gpointer page, const char *message)
{
  MusterAttentionPage *self = page;
  g_autofree char *plain = g_markup_escape_text (message, -1);

  adw_status_page_set_description (ADW_STATUS_PAGE (self->failed), plain);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->failed);
}

static const MusterReadingFuncs reading_funcs = {
  ask, g_free, read_attention, (GDestroyNotify) muster_attention_unref, show, show_failed,
};

/* ---- what is asked of it ----------------------------------------------------------------------------------------- */

static void
on_act_cb (MusterAttentionPage *self, MusterAttentionCard *card, int act)
{
  muster_attention_page_act (self, card, act);
}

static void
on_open_cb (MusterAttentionPage *self, const MusterId *id, const MusterKind *kind)
{
  muster_page_emit_open_record (MUSTER_PAGE (self), id, kind);
}

static void
on_more_cb (MusterAttentionPage *self, GtkWidget *section)
{
  for (guint i = 0; i < MUSTER_ATTENTION_N; i++)
    if (self->sections[i] == section)
      self->question.limits[i] += AT_ONCE;
  muster_reading_ask (self->reading);
}

static void
on_away_cb (MusterAttentionPage *self)
{
  self->show_away = !self->show_away;
  self->question.limits[MUSTER_ATTENTION_AWAY] = self->show_away ? AT_ONCE : 0;
  muster_reading_ask (self->reading);
}

static void
on_mine_cb (MusterAttentionPage *self)
{
  muster_attention_page_settle_all (self, TRUE);
}

static void
on_theirs_cb (MusterAttentionPage *self)
{
  muster_attention_page_settle_all (self, FALSE);
}

static void
on_seen_cb (MusterAttentionPage *self)
{
  muster_attention_page_mark_seen (self);
}

static void
on_findings_cb (MusterAttentionPage *self)
{
  muster_page_emit_open_page (MUSTER_PAGE (self), muster_kind_get (MUSTER_KIND_FINDING)->name);
}

static gboolean
muster_attention_page_grab_focus (GtkWidget *widget)
{
  MusterAttentionPage *self = MUSTER_ATTENTION_PAGE (widget);

  self->focus_wanted = self->attention == NULL || !muster_reading_is_current (self->reading);
  return !self->focus_wanted && focus_first (self);
}

/* ---- building ---------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_tool (MusterAttentionPage *self, MusterAttentionPart part, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_signal_connect_swapped (button, "clicked", callback, self);
  muster_writing_limit (button, self->store);
  muster_attention_section_add_tool (MUSTER_ATTENTION_SECTION (self->sections[part]), button);
  return button;
}

static void
make_sections (MusterAttentionPage *self, GtkWidget *box)
{
  for (guint i = 0; i < G_N_ELEMENTS (abouts); i++)
    {
      MusterAttentionPart part = abouts[i].part;

      self->question.limits[part] = part == MUSTER_ATTENTION_AWAY ? 0 : AT_ONCE;
      self->sections[part] = muster_attention_section_new (self->store, part, _(abouts[i].about));
      g_signal_connect_swapped (self->sections[part], "act", G_CALLBACK (on_act_cb), self);
      g_signal_connect_swapped (self->sections[part], "open-record", G_CALLBACK (on_open_cb), self);
      g_signal_connect_swapped (self->sections[part], "more", G_CALLBACK (on_more_cb), self);
      gtk_box_append (GTK_BOX (box), self->sections[part]);
    }
  self->bulk_mine = make_tool (self, MUSTER_ATTENTION_CONFLICTS, _("Use all of mine"), G_CALLBACK (on_mine_cb));
  self->bulk_theirs = make_tool (self, MUSTER_ATTENTION_CONFLICTS, _("Use all of theirs"),
                                 G_CALLBACK (on_theirs_cb));
  make_tool (self, MUSTER_ATTENTION_MERGED, _("I have checked these"), G_CALLBACK (on_seen_cb));
}

static GtkWidget *
make_findings (MusterAttentionPage *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->findings_row = adw_action_row_new ();
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->findings_row),
                               _("Where a source contradicts itself, or a figure does not add up"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->findings_row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->findings_row), TRUE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_append (GTK_LIST_BOX (list), self->findings_row);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Findings"), -1);
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (on_findings_cb), self);
  return list;
}

static GtkWidget *
make_status_page (const char *icon, const char *title, const char *text)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), text);
  return page;
}

/* No status page: it scrolls what is in it, which would be a stop of the keyboard without a name. */
static GtkWidget *
make_calm (MusterAttentionPage *self)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("emblem-ok-symbolic");
  GtkWidget *title = muster_label_new (_("Nothing Needs You"), "title-1");

  self->calm = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 12, "focusable", TRUE,
                             "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, "margin-top", 36, NULL);
  self->calm_text = muster_label_new ("", NULL);
  gtk_image_set_pixel_size (GTK_IMAGE (icon), 96);
  gtk_widget_add_css_class (icon, "dim-label");
  gtk_widget_set_margin_bottom (icon, 12);
  gtk_label_set_justify (GTK_LABEL (title), GTK_JUSTIFY_CENTER);
  gtk_label_set_justify (GTK_LABEL (self->calm_text), GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (title), 0.5f);
  gtk_label_set_xalign (GTK_LABEL (self->calm_text), 0.5f);
  gtk_box_append (GTK_BOX (self->calm), icon);
  gtk_box_append (GTK_BOX (self->calm), title);
  gtk_box_append (GTK_BOX (self->calm), self->calm_text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->calm), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Nothing Needs You"),
                                  -1);
  return self->calm;
}

static GtkWidget *
make_content (MusterAttentionPage *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);

  gtk_box_append (GTK_BOX (box), make_calm (self));
  make_sections (self, box);
  self->findings = make_findings (self);
  self->away = gtk_button_new_with_label ("");
  g_signal_connect_swapped (self->away, "clicked", G_CALLBACK (on_away_cb), self);
  gtk_box_insert_child_after (GTK_BOX (box), self->findings, self->sections[MUSTER_ATTENTION_ALIKE]);
  gtk_box_insert_child_after (GTK_BOX (box), self->away, self->findings);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 820);
  gtk_widget_add_css_class (box, "attention");
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  return clamp;
}

static void
build (MusterAttentionPage *self)
{
  /* It would be drawn as large as the page. */
  GtkWidget *loading = g_object_new (GTK_TYPE_SPINNER, "spinning", TRUE, "halign", GTK_ALIGN_CENTER, "valign",
                                     GTK_ALIGN_CENTER, "width-request", 32, "height-request", 32, NULL);
  GtkWidget *viewport;

  self->stack = gtk_stack_new ();
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), make_content (self));
  /* Long texts are as high as they are long. */
  viewport = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (self->scrolled));
  gtk_scrollable_set_vscroll_policy (GTK_SCROLLABLE (viewport), GTK_SCROLL_NATURAL);
  self->failed = make_status_page ("dialog-warning-symbolic", _("This Could Not Be Read"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (loading), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Reading…"), -1);
  gtk_stack_add_named (GTK_STACK (self->stack), loading, "loading");
  gtk_stack_add_named (GTK_STACK (self->stack), self->scrolled, "content");
  gtk_stack_add_named (GTK_STACK (self->stack), self->failed, "failed");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

static void
page_init (MusterPageInterface *iface)
{
}

static void
muster_attention_page_dispose (GObject *object)
{
  MusterAttentionPage *self = MUSTER_ATTENTION_PAGE (object);

  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_pointer (&self->attention, muster_attention_unref);
  g_clear_object (&self->reading);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_attention_page_parent_class)->dispose (object);
}

static void
muster_attention_page_class_init (MusterAttentionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_attention_page_dispose;
  widget_class->grab_focus = muster_attention_page_grab_focus;
  widget_class->focus = muster_focus_next;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
muster_attention_page_init (MusterAttentionPage *self)
{
}

GtkWidget *
muster_attention_page_new (MusterStore *store)
{
  MusterAttentionPage *self = g_object_new (MUSTER_TYPE_ATTENTION_PAGE, NULL);

  self->store = g_object_ref (store);
  self->reading = muster_reading_new (store, GTK_WIDGET (self), &reading_funcs);
  build (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Needs attention"), -1);
  g_signal_connect_object (store, "notify::n-attention", G_CALLBACK (muster_reading_ask), self->reading,
                           G_CONNECT_SWAPPED);
  muster_reading_ask (self->reading);
  return GTK_WIDGET (self);
}
