/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-attention-section.h"
#include "muster-focus.h"
#include "muster-label.h"
#include "muster-steps.h"

#include <glib/gi18n-lib.h>

/* Cards that are made before the first frame. What is below them has a frame each: they are not quickly made. */
#define AT_ONCE 1

struct _MusterAttentionSection {
  GtkBox parent_instance;
  MusterStore *store; /* that of the page */
  MusterAttentionPart part;
  MusterAttention *attention; /* as shown last, while cards are still made of it; nullable */
  MusterSteps *steps;
  GtkWidget *title;
  GtkWidget *tools;
  GtkWidget *cards;
  GtkWidget *more;
};

G_DEFINE_FINAL_TYPE (MusterAttentionSection, muster_attention_section, GTK_TYPE_BOX)

enum { ACT, OPEN_RECORD, MORE, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
on_act_cb (MusterAttentionSection *self, int act, MusterAttentionCard *card)
{
  g_signal_emit (self, signals[ACT], 0, card, act);
}

static void
on_open_cb (MusterAttentionSection *self, const MusterId *id, const MusterKind *kind)
{
  g_signal_emit (self, signals[OPEN_RECORD], 0, id, kind);
}

static void
on_more_cb (MusterAttentionSection *self)
{
  g_signal_emit (self, signals[MORE], 0);
}

/* ---- cards in step ----------------------------------------------------------------------------------------------- */

static MusterAttentionCard *
find_card (MusterAttentionSection *self, const char *key)
{
  for (GtkWidget *card = gtk_widget_get_first_child (self->cards); card != NULL;
       card = gtk_widget_get_next_sibling (card))
    if (g_str_equal (muster_attention_card_get_key (MUSTER_ATTENTION_CARD (card)), key))
      return MUSTER_ATTENTION_CARD (card);
  return NULL;
}

static GtkWidget *
make_card (MusterAttentionSection *self, MusterAttention *attention, guint i)
{
  MusterAttentionCard *card = muster_attention_card_new (self->store, attention, self->part, i);

  g_signal_connect_swapped (card, "act", G_CALLBACK (on_act_cb), self);
  g_signal_connect_swapped (card, "open-record", G_CALLBACK (on_open_cb), self);
  return GTK_WIDGET (card);
}

/* The card with the focus, and its place; NULL: none has it. */
static GtkWidget *
find_focus (MusterAttentionSection *self, int *place)
{
  GtkWidget *card = gtk_widget_get_first_child (self->cards);

  for (*place = 0; card != NULL && !muster_focus_is_within (card); (*place)++)
    card = gtk_widget_get_next_sibling (card);
  return card;
}

static GtkWidget *
card_at (MusterAttentionSection *self, int place)
{
  GtkWidget *card = gtk_widget_get_first_child (self->cards);

  while (card != NULL && place-- > 0 && gtk_widget_get_next_sibling (card) != NULL)
    card = gtk_widget_get_next_sibling (card);
  return card;
}

/* The card of an item, moved or, with make, made below another; NULL: it was not there and is not made. */
static GtkWidget *
put_card (MusterAttentionSection *self, MusterAttention *attention, guint i, GtkWidget *above, gboolean make)
{
  g_autofree char *key = muster_attention_card_dup_key (attention, self->part, i);
  GtkWidget *card = GTK_WIDGET (find_card (self, key));

  if (card != NULL)
    gtk_box_reorder_child_after (GTK_BOX (self->cards), card, above);
  else if (make)
    gtk_box_insert_child_after (GTK_BOX (self->cards), card = make_card (self, attention, i), above);
  return card;
}

/* Those above it are there by now. */
static void
make_later (gpointer section, guint i)
{
  MusterAttentionSection *self = section;
  g_autofree char *key = i > 0 ? muster_attention_card_dup_key (self->attention, self->part, i - 1) : NULL;

  put_card (self, self->attention, i, key != NULL ? GTK_WIDGET (find_card (self, key)) : NULL, TRUE);
}

/* Those that stay come first to their new place; what is behind them has gone. TRUE: the one with the focus was among
 * that. */
static gboolean
put_cards (MusterAttentionSection *self, MusterAttention *attention, GtkWidget *focused)
{
  GtkWidget *above = NULL, *card;
  guint n = attention->items[self->part]->len, n_put = 0;
  gboolean lost = FALSE;

  for (guint i = 0; i < n; i++)
    {
      card = put_card (self, attention, i, above, i < AT_ONCE);
      if (card == NULL)
        continue;
      above = card;
      n_put++;
    }
  while ((card = above != NULL ? gtk_widget_get_next_sibling (above) : gtk_widget_get_first_child (self->cards))
         != NULL)
    {
      lost = lost || card == focused;
      gtk_box_remove (GTK_BOX (self->cards), card);
    }
  g_clear_pointer (&self->attention, muster_attention_unref);
  self->attention = muster_attention_ref (attention);
  muster_steps_run (self->steps, n_put < n ? n : 0, 0);
  return lost;
}

gboolean
muster_attention_section_show (MusterAttentionSection *self, MusterAttention *attention, const char *title)
{
  int place;
  GtkWidget *focused = find_focus (self, &place);
  gboolean lost = put_cards (self, attention, focused);
  guint n = attention->items[self->part]->len;
  GtkWidget *next = card_at (self, place);
  gboolean in_tools = n == 0 && muster_focus_is_within (GTK_WIDGET (self));

  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_visible (self->more, attention->n[self->part] > n);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  if (lost && next != NULL)
    muster_attention_card_focus (MUSTER_ATTENTION_CARD (next));
  return !(lost && next == NULL) && !in_tools;
}

gboolean
muster_attention_section_focus (MusterAttentionSection *self)
{
  GtkWidget *card = gtk_widget_get_first_child (self->cards);

  if (card == NULL || !gtk_widget_get_visible (GTK_WIDGET (self)))
    return FALSE;
  muster_attention_card_focus (MUSTER_ATTENTION_CARD (card));
  return TRUE;
}

void
muster_attention_section_add_tool (MusterAttentionSection *self, GtkWidget *button)
{
  gtk_box_append (GTK_BOX (self->tools), button);
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static void
muster_attention_section_finalize (GObject *object)
{
  g_clear_pointer (&MUSTER_ATTENTION_SECTION (object)->attention, muster_attention_unref);
  G_OBJECT_CLASS (muster_attention_section_parent_class)->finalize (object);
}

/* The frames of a widget end before it does. */
static void
muster_attention_section_dispose (GObject *object)
{
  g_clear_pointer (&MUSTER_ATTENTION_SECTION (object)->steps, muster_steps_free);
  G_OBJECT_CLASS (muster_attention_section_parent_class)->dispose (object);
}

static void
muster_attention_section_class_init (MusterAttentionSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = muster_attention_section_dispose;
  G_OBJECT_CLASS (klass)->finalize = muster_attention_section_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  signals[ACT] = g_signal_new ("act", MUSTER_TYPE_ATTENTION_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 2, MUSTER_TYPE_ATTENTION_CARD, G_TYPE_INT);
  signals[OPEN_RECORD] = g_signal_new ("open-record", MUSTER_TYPE_ATTENTION_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
  signals[MORE] = g_signal_new ("more", MUSTER_TYPE_ATTENTION_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
muster_attention_section_init (MusterAttentionSection *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 9);
  self->steps = muster_steps_new (GTK_WIDGET (self), make_later);
}

GtkWidget *
muster_attention_section_new (MusterStore *store, MusterAttentionPart part, const char *about)
{
  MusterAttentionSection *self = g_object_new (MUSTER_TYPE_ATTENTION_SECTION, "visible", FALSE, NULL);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *text = muster_label_new (about, "dim-label");

  self->store = store;
  self->part = part;
  self->title = muster_label_new (NULL, "title-4");
  self->tools = muster_attention_card_make_row ();
  self->cards = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->more = gtk_button_new_with_label (_("Show more"));
  gtk_widget_set_halign (self->more, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (on_more_cb), self);
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (head), text);
  gtk_box_append (GTK_BOX (self), head);
  gtk_box_append (GTK_BOX (self), self->tools);
  gtk_box_append (GTK_BOX (self), self->cards);
  gtk_box_append (GTK_BOX (self), self->more);
  return GTK_WIDGET (self);
}
