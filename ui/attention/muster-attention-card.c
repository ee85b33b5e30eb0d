/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-attention-card.h"

#include "muster-focus.h"
#include "muster-label.h"
#include "muster-wrap-layout.h"
#include "muster-writing.h"

#define GAP 6

struct _MusterAttentionCard {
  GtkBox parent_instance;
  MusterStore *store;
  MusterAttention *attention; /* owned: item is in it */
  MusterAttentionPart part;
  gconstpointer item;
  char *key;
  GtkWidget *first; /* the first button that decides; in us */
};

G_DEFINE_FINAL_TYPE (MusterAttentionCard, muster_attention_card, GTK_TYPE_BOX)

enum { ACT, OPEN_RECORD, N_SIGNALS };
static guint signals[N_SIGNALS];

typedef struct {
  MusterId id;
  const MusterKind *kind;
} Target;

static void
muster_attention_card_finalize (GObject *object)
{
  MusterAttentionCard *self = MUSTER_ATTENTION_CARD (object);

  g_free (self->key);
  g_clear_object (&self->store);
  g_clear_pointer (&self->attention, muster_attention_unref);
  G_OBJECT_CLASS (muster_attention_card_parent_class)->finalize (object);
}

static void
muster_attention_card_class_init (MusterAttentionCardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = muster_attention_card_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  signals[ACT] = g_signal_new ("act", MUSTER_TYPE_ATTENTION_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                               1, G_TYPE_INT);
  signals[OPEN_RECORD] = g_signal_new ("open-record", MUSTER_TYPE_ATTENTION_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
}

static void
muster_attention_card_init (MusterAttentionCard *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 9);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "attention-card");
}

static char *
key_conflict (const MusterConflict *conflict)
{
  MusterIdText id;

  return g_strdup_printf ("%s %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s",
                          muster_id_to_text (&conflict->record, id), conflict->group, conflict->current.version,
                          conflict->other.version, conflict->title);
}

static char *
key_merged (const MusterMerged *merged)
{
  MusterIdText id;

  return g_strdup_printf ("%s %" G_GINT64_FORMAT " %s %s", muster_id_to_text (&merged->record, id), merged->n,
                          merged->label, merged->title);
}

/* All that it says of the two. */
static char *
key_alike (const MusterAlike *alike)
{
  GString *key = g_string_new (NULL);
  MusterIdText id;

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *title = muster_record_dup_title (alike->sides[i].record);
      const char *code = muster_record_get_ref_code (alike->sides[i].record);

      muster_id_to_text (muster_record_get_id (alike->sides[i].record), id);
      g_string_append_printf (key, "%s %s %s %u ", id, code != NULL ? code : "", title, alike->sides[i].only->len);
    }
  for (guint i = 0; i < alike->differ->len; i++)
    {
      const MusterAlikeField *field = alike->differ->pdata[i];

      g_string_append_printf (key, "%s\n%s\n%s\n", field->label, field->sides[0], field->sides[1]);
    }
  return g_string_free (key, FALSE);
}

char *
muster_attention_card_dup_key (const MusterAttention *attention, MusterAttentionPart part, guint i)
{
  gconstpointer item = attention->items[part]->pdata[i];

  switch ((int) part)
    {
    case MUSTER_ATTENTION_CONFLICTS:
      return key_conflict (((const MusterDispute *) item)->conflict);
    case MUSTER_ATTENTION_MERGED:
      return key_merged (((const MusterJoined *) item)->merged);
    case MUSTER_ATTENTION_ALIKE:
      return key_alike (item);
    case MUSTER_ATTENTION_LEFT:
      return g_strdup_printf ("%" G_GINT64_FORMAT " %u", ((const MusterDeparture *) item)->at,
                              ((const MusterDeparture *) item)->n);
    default:
      return g_strdup_printf ("%d %" G_GINT64_FORMAT, part, ((const MusterKept *) item)->version);
    }
}

static void
fill (MusterAttentionCard *self)
{
  switch ((int) self->part)
    {
    case MUSTER_ATTENTION_CONFLICTS:
      muster_dispute_card_fill (self, self->item);
      break;
    case MUSTER_ATTENTION_MERGED:
      muster_joined_card_fill (self, self->item);
      break;
    case MUSTER_ATTENTION_ALIKE:
      muster_alike_card_fill (self, self->item);
      break;
    case MUSTER_ATTENTION_LEFT:
      muster_left_card_fill (self, self->item);
      break;
    default:
      muster_kept_card_fill (self, self->item, self->part);
    }
}

MusterAttentionCard *
muster_attention_card_new (MusterStore *store, MusterAttention *attention, MusterAttentionPart part, guint i)
{
  MusterAttentionCard *self = g_object_new (MUSTER_TYPE_ATTENTION_CARD, NULL);

  self->store = g_object_ref (store);
  self->attention = muster_attention_ref (attention);
  self->part = part;
  self->item = attention->items[part]->pdata[i];
  self->key = muster_attention_card_dup_key (attention, part, i);
  fill (self);
  return self;
}

const char *
muster_attention_card_get_key (MusterAttentionCard *self)
{
  return self->key;
}

gconstpointer
muster_attention_card_get_item (MusterAttentionCard *self)
{
  return self->item;
}

void
muster_attention_card_focus (MusterAttentionCard *self)
{
  if (self->first == NULL || !gtk_widget_grab_focus (self->first))
    muster_focus_first (GTK_WIDGET (self));
}

/* ---- for those who fill it --------------------------------------------------------------------------------------- */

static void
on_act_cb (MusterAttentionCard *self, GtkButton *button)
{
  g_signal_emit (self, signals[ACT], 0, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "act")));
}

GtkWidget *
muster_attention_card_make_button (MusterAttentionCard *self, const char *label, const char *name, MusterCardAct act)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *text = gtk_label_new (label);

  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_button_set_child (GTK_BUTTON (button), text);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : label, -1);
  g_object_set_data (G_OBJECT (button), "act", GINT_TO_POINTER (act));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_act_cb), self, G_CONNECT_SWAPPED);
  if (self->first == NULL)
    self->first = button;
  return act == MUSTER_CARD_COPY ? button : muster_writing_limit (button, self->store);
}

static void
on_open_cb (MusterAttentionCard *self, GtkButton *button)
{
  Target target = *(Target *) g_object_get_data (G_OBJECT (button), "target");

  g_signal_emit (self, signals[OPEN_RECORD], 0, &target.id, target.kind);
}

GtkWidget *
muster_attention_card_make_title (MusterAttentionCard *self, const char *ref_code, const char *title,
                                  const MusterId *id, const MusterKind *kind)
{
  g_autofree char *text = ref_code != NULL ? g_strdup_printf ("%s %s", ref_code, title) : g_strdup (title);
  GtkWidget *label = muster_label_new (text, "heading");
  GtkWidget *button;
  Target *target;

  if (kind == NULL)
    return label;
  target = g_new0 (Target, 1);
  *target = (Target){ *id, kind };
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "attention-link");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data_full (G_OBJECT (button), "target", target, g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_open_cb), self, G_CONNECT_SWAPPED);
  return button;
}

GtkWidget *
muster_attention_card_make_row (void)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, GAP);

  gtk_widget_set_layout_manager (row, muster_wrap_layout_new (GAP));
  return row;
}

