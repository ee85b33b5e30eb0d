/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-hit-item.h"

#include "muster-words.h"

#include <glib/gi18n.h>
#include <string.h>

#define MATCH_BEGINS '\001'
#define MATCH_ENDS   '\002'

struct _MusterHitItem
{
  GObject parent_instance;

  MusterHit *hit; /* owned */
};

G_DEFINE_FINAL_TYPE (MusterHitItem, muster_hit_item, G_TYPE_OBJECT)

static void
muster_hit_item_finalize (GObject *object)
{
  g_clear_pointer (&MUSTER_HIT_ITEM (object)->hit, muster_hit_free);

  G_OBJECT_CLASS (muster_hit_item_parent_class)->finalize (object);
}

static void
muster_hit_item_class_init (MusterHitItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = muster_hit_item_finalize;
}

static void
muster_hit_item_init (MusterHitItem *self)
{
}

MusterHitItem *
muster_hit_item_new (MusterHit *hit)
{
  MusterHitItem *self = g_object_new (MUSTER_TYPE_HIT_ITEM, NULL);

  self->hit = hit;

  return self;
}

const MusterHit *
muster_hit_item_get (MusterHitItem *self)
{
  return self->hit;
}

/* A match may lack its other end where a long line was cut. */
char *
muster_hit_to_markup (const char *text)
{
  GString *markup = g_string_new (NULL);
  gboolean bold = FALSE;

  while (*text != '\0')
    {
      const char marks[] = { MATCH_BEGINS, MATCH_ENDS, '\0' };
      gsize length = strcspn (text, marks);
      g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

      g_string_append (markup, escaped);
      text += length;
      if (*text == '\0')
        break;
      if ((*text == MATCH_BEGINS) != bold)
        {
          bold = !bold;
          g_string_append (markup, bold ? "<b>" : "</b>");
        }
      text++;
    }
  if (bold)
    g_string_append (markup, "</b>");

  return g_string_free (markup, FALSE);
}

static char *
dup_plain (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (*text != MATCH_BEGINS && *text != MATCH_ENDS)
      g_string_append_c (plain, *text);

  return g_string_free (plain, FALSE);
}

char *
muster_hit_item_dup_title (MusterHitItem *self)
{
  g_autofree char *title = muster_hit_to_markup (self->hit->title);

  if (self->hit->ref_code == NULL)
    return g_steal_pointer (&title);

  return g_strdup_printf ("%s  %s", self->hit->ref_code, title);
}

char *
muster_hit_item_dup_context (MusterHitItem *self)
{
  g_autofree char *line = muster_words_line (self->hit->context, 400);

  return muster_hit_to_markup (line);
}

char *
muster_hit_item_dup_name (MusterHitItem *self)
{
  const MusterHit *hit = self->hit;
  g_autofree char *title = dup_plain (hit->title);
  g_autofree char *context = dup_plain (hit->context);
  g_autoptr(GString) name = g_string_new (NULL);

  if (hit->ref_code != NULL)
    g_string_append_printf (name, "%s ", hit->ref_code);
  g_string_append_printf (name, "%s, %s", title, muster_words_singular (hit->kind));
  if (hit->archived)
    g_string_append_printf (name, ", %s", _("Archived"));
  if (*context != '\0')
    g_string_append_printf (name, ": %s", context);

  return g_string_free (g_steal_pointer (&name), FALSE);
}
