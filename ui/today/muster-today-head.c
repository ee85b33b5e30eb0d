/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-today-head.h"

#include <glib/gi18n-lib.h>

#include "muster-button.h"
#include "muster-line.h"
#include "muster-today-states.h"
#include "muster-tooltip.h"

struct _MusterTodayHead {
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *day;
  GtkWidget *mine, *everyone;
  GtkWidget *for_whom;
  GtkWidget *say_who;
};

G_DEFINE_FINAL_TYPE (MusterTodayHead, muster_today_head, GTK_TYPE_WIDGET)

static guint switched_signal;

static void
on_toggled_cb (MusterTodayHead *self)
{
  g_signal_emit (self, switched_signal, 0);
}

gboolean
muster_today_head_is_mine (MusterTodayHead *self)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->mine));
}

void
muster_today_head_set_mine (MusterTodayHead *self, gboolean mine)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (mine ? self->mine : self->everyone), TRUE);
}

void
muster_today_head_focus (MusterTodayHead *self)
{
  gtk_widget_grab_focus (muster_today_head_is_mine (self) ? self->mine : self->everyone);
}

/* Nobody may be called so here, or be called otherwise than she is known here: which can be said. */
static void
show_for_whom (MusterTodayHead *self, const MusterToday *today, gboolean may_say)
{
  g_autofree char *text = NULL;
  guint all = 0;

  for (guint i = 0; i < MUSTER_TODAY_N; i++)
    all += today->n[i];
  if (muster_today_head_is_mine (self))
    text = g_strdup_printf (all > 0   ? _("What names %s as owner or lead.")
                            : may_say ? _("Nothing here names %s as owner or lead.")
                                      : _("Nothing here names %s as owner or lead. That is your name at the server "
                                          "that this file has joined."), today->actor);
  gtk_widget_set_visible (self->say_who, text != NULL && all == 0 && may_say);
  gtk_label_set_text (GTK_LABEL (self->for_whom), text != NULL ? text : "");
  gtk_widget_set_visible (self->for_whom, text != NULL);
}

void
muster_today_head_show (MusterTodayHead *self, const MusterToday *today, gboolean may_say)
{
  g_autofree char *day = muster_today_describe_date (today->today);

  gtk_label_set_text (GTK_LABEL (self->day), day);
  show_for_whom (self, today, may_say);
}

/* ---- life -------------------------------------------------------------------------------------------------------- */

static void
muster_today_head_dispose (GObject *object)
{
  g_clear_pointer (&MUSTER_TODAY_HEAD (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (muster_today_head_parent_class)->dispose (object);
}

static void
muster_today_head_class_init (MusterTodayHeadClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_today_head_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  switched_signal = g_signal_new ("switched", MUSTER_TYPE_TODAY_HEAD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static GtkWidget *
make_switch (MusterTodayHead *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->mine = gtk_toggle_button_new_with_label (_("Mine"));
  self->everyone = gtk_toggle_button_new_with_label (_("Everyone"));
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->mine), GTK_TOGGLE_BUTTON (self->everyone));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->everyone), TRUE);
  muster_tooltip_set (self->mine, _("What names you as owner or lead (M)"));
  muster_tooltip_set (self->everyone, _("What anybody is asked for (M)"));
  g_signal_connect_swapped (self->mine, "toggled", G_CALLBACK (on_toggled_cb), self);
  gtk_widget_add_css_class (box, "linked");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->mine);
  gtk_box_append (GTK_BOX (box), self->everyone);
  return box;
}

static GtkWidget *
make_label (const char *style)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
muster_today_head_init (MusterTodayHead *self)
{
  GtkWidget *line = muster_line_new (12);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->day = make_label ("title-2");
  self->for_whom = make_label ("dim-label");
  gtk_widget_set_hexpand (self->day, TRUE);
  gtk_box_append (GTK_BOX (line), self->day);
  gtk_box_append (GTK_BOX (line), make_switch (self));
  gtk_box_append (GTK_BOX (self->box), line);
  gtk_box_append (GTK_BOX (self->box), self->for_whom);
  self->say_who = muster_button_new (_("Say _who you are…"), "win.who-you-are");
  muster_tooltip_set (self->say_who, _("Choose yourself among the people of the programme, or type your "
                                                "name (Ctrl+I)"));
  gtk_widget_set_halign (self->say_who, GTK_ALIGN_START);
  gtk_widget_set_visible (self->say_who, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->say_who);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
muster_today_head_new (void)
{
  return g_object_new (MUSTER_TYPE_TODAY_HEAD, NULL);
}
