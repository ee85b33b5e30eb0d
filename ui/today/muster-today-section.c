/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-today-section.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-line.h"
#include "muster-page.h"
#include "muster-today-list.h"
#include "muster-today-since.h"
#include "muster-tooltip.h"
#include "muster-words.h"
#include "muster-writing.h"

/* As many as one takes in at a glance, and as many as a list of widgets can be long. */
#define MOST_ROWS 200

struct _MusterTodaySection {
  GtkWidget parent_instance;
  MusterStore *store;
  MusterTodayPart part;
  GtkWidget *box;
  GtkWidget *heading;  /* the button that folds */
  GtkWidget *arrow;
  GtkWidget *count;
  GtkWidget *since;    /* in the part on changes; else nullable */
  GtkWidget *seen;     /* likewise */
  GtkWidget *body;
  GtkWidget *list;
  GtkWidget *more;
  guint n;             /* all there are */
  guint n_shown;       /* of them, when it is not folded */
  gboolean folded;
  gboolean all;        /* all were asked for */
};

G_DEFINE_FINAL_TYPE (MusterTodaySection, muster_today_section, GTK_TYPE_WIDGET)

enum { MORE, FOLDED, SEEN, ABOVE, BEYOND, N_SIGNALS };
static guint signals[N_SIGNALS];

static const char *const names[MUSTER_TODAY_N] = {
  "overdue", "soon", "reviews", "unowned", "undated", "changed",
};

const char *
muster_today_section_get_name (MusterTodayPart part)
{
  return names[part];
}

static MusterTodayList *
get_list (MusterTodaySection *self)
{
  return MUSTER_TODAY_LIST (self->list);
}

/* ---- heading ----------------------------------------------------------------------------------------------------- */

static void
update_heading (MusterTodaySection *self)
{
  gboolean unfolded = !self->folded && self->n > 0;

  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow), unfolded ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_widget_set_opacity (self->arrow, self->n > 0 ? 1 : 0);
  gtk_widget_set_sensitive (self->heading, self->n > 0);
  gtk_widget_set_visible (self->body, unfolded);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->heading), GTK_ACCESSIBLE_STATE_EXPANDED, unfolded, -1);
}

static void
update_more (MusterTodaySection *self)
{
  guint shown = self->n_shown;
  g_autofree char *text = NULL, *all = muster_words_number (self->n), *first = muster_words_number (shown);

  gtk_widget_set_visible (self->more, self->n > shown || self->all);
  if (self->all && self->n > shown)
    text = g_strdup_printf (ngettext ("Show fewer: these are the first %s of %s",
                                      "Show fewer: these are the first %s of %s", shown), first, all);
  else if (self->all)
    text = g_strdup (_("Show fewer"));
  else
    text = g_strdup_printf (_("Show all %s"), all);
  gtk_button_set_label (GTK_BUTTON (self->more), text);
}

static void
on_more_cb (MusterTodaySection *self)
{
  self->all = !self->all;
  g_signal_emit (self, signals[MORE], 0);
}

static void
on_since_cb (MusterTodaySection *self)
{
  g_signal_emit (self, signals[MORE], 0);
}

static void
on_heading_cb (MusterTodaySection *self)
{
  muster_today_section_set_folded (self, !self->folded);
  g_signal_emit (self, signals[FOLDED], 0);
}

static void
on_seen_cb (MusterTodaySection *self)
{
  g_signal_emit (self, signals[SEEN], 0);
}

static void
on_activated_cb (MusterTodaySection *self, MusterTodayRow *row)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), MUSTER_TYPE_PAGE);
  MusterRecord *record = muster_today_row_get_record (row);

  muster_page_emit_open_record (MUSTER_PAGE (page), muster_record_get_id (record), muster_record_get_kind (record));
}

static void
go_up (MusterTodaySection *self, GtkWidget *from)
{
  if (from == self->list)
    gtk_widget_grab_focus (self->heading);
  else if (from == self->heading || !muster_today_list_focus_last (get_list (self)))
    g_signal_emit (self, signals[ABOVE], 0);
}

static void
go_down (MusterTodaySection *self, GtkWidget *from)
{
  if (from == self->heading && muster_today_section_focus_row (self))
    return;
  if (from != self->list || !gtk_widget_get_visible (self->more) || !gtk_widget_grab_focus (self->more))
    g_signal_emit (self, signals[BEYOND], 0);
}

/* The arrow keys go through all that there is to see, from heading to rows to the next heading. */
static void
on_passed_cb (MusterTodaySection *self, gboolean downwards)
{
  if (downwards)
    go_down (self, self->list);
  else
    go_up (self, self->list);
}

static void
on_emptied_cb (MusterTodaySection *self)
{
  gtk_widget_grab_focus (self->heading);
}

static gboolean
on_arrow_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, MusterTodaySection *self)
{
  GtkWidget *from = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if (key != GDK_KEY_Up && key != GDK_KEY_KP_Up && key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Up || key == GDK_KEY_KP_Up)
    go_up (self, from);
  else
    go_down (self, from);
  return GDK_EVENT_STOP;
}

static void
add_arrows (MusterTodaySection *self, GtkWidget *button)
{
  GtkEventController *arrows = gtk_event_controller_key_new ();

  g_signal_connect (arrows, "key-pressed", G_CALLBACK (on_arrow_cb), self);
  gtk_widget_add_controller (button, arrows);
}

static void
show_since (MusterTodaySection *self, const MusterToday *today)
{
  if (self->since == NULL)
    return;
  muster_today_since_show (MUSTER_TODAY_SINCE (self->since), today);
  gtk_widget_set_visible (self->seen, self->n > 0 && today->since == 0);
}

void
muster_today_section_show (MusterTodaySection *self, const MusterToday *today)
{
  g_autofree char *heading = muster_today_describe_part (today, self->part);

  self->n = today->n[self->part];
  self->n_shown = today->items[self->part]->len;
  gtk_label_set_text (GTK_LABEL (self->count), heading);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->heading), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  muster_today_list_set_name (get_list (self), heading);
  muster_today_list_show (get_list (self), today->items[self->part], today->today);
  show_since (self, today);
  update_heading (self);
  update_more (self);
}

guint
muster_today_section_fill (MusterTodaySection *self, guint n)
{
  return self->folded ? 0 : muster_today_list_fill (get_list (self), n);
}

guint
muster_today_section_count_rest (MusterTodaySection *self)
{
  return self->folded ? 0 : muster_today_list_count_rest (get_list (self));
}

guint
muster_today_section_get_limit (MusterTodaySection *self)
{
  return self->all ? MOST_ROWS : MUSTER_TODAY_FIRST_ROWS;
}

guint32
muster_today_section_get_since (MusterTodaySection *self)
{
  return self->since != NULL ? muster_today_since_get_day (MUSTER_TODAY_SINCE (self->since)) : 0;
}

gboolean
muster_today_section_is_folded (MusterTodaySection *self)
{
  return self->folded;
}

void
muster_today_section_set_folded (MusterTodaySection *self, gboolean folded)
{
  self->folded = folded;
  update_heading (self);
}

gboolean
muster_today_section_focus (MusterTodaySection *self)
{
  return self->n > 0 && gtk_widget_grab_focus (self->heading);
}

gboolean
muster_today_section_focus_last (MusterTodaySection *self)
{
  if (self->n == 0)
    return FALSE;
  if (self->folded)
    return gtk_widget_grab_focus (self->heading);
  return (gtk_widget_get_visible (self->more) && gtk_widget_grab_focus (self->more))
         || muster_today_list_focus_last (get_list (self));
}

void
muster_today_section_go_to (MusterTodaySection *self)
{
  if (self->folded)
    on_heading_cb (self);
  gtk_widget_grab_focus (self->heading);
}

gboolean
muster_today_section_focus_row (MusterTodaySection *self)
{
  return !self->folded && self->n > 0 && muster_today_list_focus_first (get_list (self));
}

void
muster_today_section_foreach (MusterTodaySection *self, void (*func) (MusterTodayRow *row))
{
  muster_today_list_foreach (get_list (self), func);
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

static void
muster_today_section_dispose (GObject *object)
{
  MusterTodaySection *self = MUSTER_TODAY_SECTION (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (muster_today_section_parent_class)->dispose (object);
}

static void
muster_today_section_class_init (MusterTodaySectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_today_section_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[MORE] = g_signal_new ("more", MUSTER_TYPE_TODAY_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                0);
  signals[FOLDED] = g_signal_new ("folded", MUSTER_TYPE_TODAY_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[ABOVE] = g_signal_new ("above", MUSTER_TYPE_TODAY_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[BEYOND] = g_signal_new ("beyond", MUSTER_TYPE_TODAY_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  signals[SEEN] = g_signal_new ("seen", MUSTER_TYPE_TODAY_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                0);
}

static GtkWidget *
make_heading (MusterTodaySection *self)
{
  GtkWidget *inside = muster_line_new (6);

  self->heading = gtk_button_new ();
  self->arrow = gtk_image_new ();
  self->count = gtk_label_new ("");
  gtk_label_set_wrap (GTK_LABEL (self->count), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->count), 0);
  gtk_widget_add_css_class (self->count, "heading");
  gtk_box_append (GTK_BOX (inside), self->arrow);
  gtk_box_append (GTK_BOX (inside), self->count);
  gtk_button_set_child (GTK_BUTTON (self->heading), inside);
  gtk_widget_add_css_class (self->heading, "flat");
  gtk_widget_set_hexpand (self->heading, TRUE);
  add_arrows (self, self->heading);
  g_signal_connect_swapped (self->heading, "clicked", G_CALLBACK (on_heading_cb), self);
  return self->heading;
}

static GtkWidget *
make_top (MusterTodaySection *self)
{
  GtkWidget *top = muster_line_new (6);

  gtk_box_append (GTK_BOX (top), make_heading (self));
  if (self->part != MUSTER_TODAY_CHANGED)
    return top;
  self->seen = muster_button_new (_("_Seen"), NULL);
  muster_tooltip_set (self->seen, _("Mark all of this as seen (S)"));
  gtk_widget_set_valign (self->seen, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->seen, "clicked", G_CALLBACK (on_seen_cb), self);
  gtk_box_append (GTK_BOX (top), muster_writing_limit (self->seen, self->store));
  return top;
}

static GtkWidget *
make_body (MusterTodaySection *self)
{
  self->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->list = muster_today_list_new (self->store, self->part);
  self->more = gtk_button_new_with_label ("");
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_set_halign (self->more, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->more))), TRUE);
  g_signal_connect_swapped (self->list, "activated", G_CALLBACK (on_activated_cb), self);
  g_signal_connect_swapped (self->list, "emptied", G_CALLBACK (on_emptied_cb), self);
  g_signal_connect_swapped (self->list, "passed", G_CALLBACK (on_passed_cb), self);
  add_arrows (self, self->more);
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (on_more_cb), self);
  gtk_box_append (GTK_BOX (self->body), self->list);
  gtk_box_append (GTK_BOX (self->body), self->more);
  return self->body;
}

static void
muster_today_section_init (MusterTodaySection *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
muster_today_section_new (MusterStore *store, MusterTodayPart part)
{
  MusterTodaySection *self = g_object_new (MUSTER_TYPE_TODAY_SECTION, NULL);

  self->store = g_object_ref (store);
  self->part = part;
  gtk_box_append (GTK_BOX (self->box), make_top (self));
  if (part == MUSTER_TODAY_CHANGED)
    {
      self->since = muster_today_since_new ();
      g_signal_connect_swapped (self->since, "chosen", G_CALLBACK (on_since_cb), self);
      gtk_box_append (GTK_BOX (self->box), self->since);
    }
  gtk_box_append (GTK_BOX (self->box), make_body (self));
  return GTK_WIDGET (self);
}
