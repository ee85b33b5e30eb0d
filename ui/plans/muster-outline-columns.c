/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-outline-columns.h"

#include "muster-remarks.h"
#include "muster-words.h"

#include <glib/gi18n-lib.h>

#include <string.h>

typedef struct {
  const char *label;
  const char *field;
  int         digits; /* as wide as so many at least, or as what is held where that fits */
  int         weight; /* share of what is left */
  int         need;   /* the least needed goes first; 0: always there */
  gboolean    fits;   /* no wider than what it holds */
} Column;

static const Column columns[MUSTER_OUTLINE_N_COLUMNS] = {
  [MUSTER_OUTLINE_TITLE] = { N_("What"), "title", 26, 5, 0 },
  [MUSTER_OUTLINE_RAG] = { N_("RAG"), "rag", 11, 0, 0, TRUE },
  [MUSTER_OUTLINE_STATE] = { N_("Status"), "status", 17, 0, 0, TRUE },
  [MUSTER_OUTLINE_DUE] = { N_("Due"), "forecast", 23, 0, 0, TRUE },
  [MUSTER_OUTLINE_SLIP] = { N_("Slip"), "forecast", 14, 0, 2, TRUE },
  [MUSTER_OUTLINE_OWNER] = { N_("Owner"), "owner", 16, 1, 4, TRUE },
  [MUSTER_OUTLINE_NOTE] = { N_("Note"), "status_note", 20, 3, 1 },
  [MUSTER_OUTLINE_TIME] = { N_("Timeline"), "forecast", 36, 3, 3 },
};

struct _MusterOutlineColumns {
  GObject parent_instance;
  int x[MUSTER_OUTLINE_N_COLUMNS], width[MUSTER_OUTLINE_N_COLUMNS]; /* width 0: left out */
  int wants[MUSTER_OUTLINE_N_COLUMNS]; /* what a column that fits holds; 0: not known */
  MusterWork *longest[MUSTER_OUTLINE_N_COLUMNS]; /* whose cell says most there; nullable */
  int allocated, digit;
  gboolean compact;
  gboolean flat;
  gboolean with_time;
  MusterDays days;
  guint32 today;
};

G_DEFINE_FINAL_TYPE (MusterOutlineColumns, muster_outline_columns, G_TYPE_OBJECT)

enum { CHANGED, FOLD, EDIT, DROP, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
muster_outline_columns_dispose (GObject *object)
{
  for (guint i = 0; i < MUSTER_OUTLINE_N_COLUMNS; i++)
    g_clear_object (&MUSTER_OUTLINE_COLUMNS (object)->longest[i]);
  G_OBJECT_CLASS (muster_outline_columns_parent_class)->dispose (object);
}

static void
muster_outline_columns_class_init (MusterOutlineColumnsClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = muster_outline_columns_dispose;
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FOLD] = g_signal_new ("fold", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                MUSTER_TYPE_WORK);
  signals[EDIT] = g_signal_new ("edit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                MUSTER_TYPE_WORK, G_TYPE_STRING);
  signals[DROP] = g_signal_new ("drop", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                MUSTER_TYPE_WORK, MUSTER_TYPE_WORK, G_TYPE_INT);
}

static void
muster_outline_columns_init (MusterOutlineColumns *self)
{
}

MusterOutlineColumns *
muster_outline_columns_new (void)
{
  return g_object_new (MUSTER_TYPE_OUTLINE_COLUMNS, NULL);
}

/* ---- places ------------------------------------------------------------------------------------------------------ */

static int
measure_digit (GtkWidget *widget)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, "0000000000");
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return MAX (width / 10, 1);
}

static int
measure_layout (PangoLayout *layout)
{
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width + 2 * MUSTER_OUTLINE_PADDING;
}

static void
measure (MusterOutlineColumns *self, GtkWidget *widget)
{
  self->digit = measure_digit (widget);
  for (guint i = 0; i < MUSTER_OUTLINE_N_COLUMNS; i++)
    if (self->longest[i] != NULL)
      {
        g_autoptr(PangoLayout) label = gtk_widget_create_pango_layout (widget, _(columns[i].label));
        g_autoptr(PangoLayout) cell = muster_outline_columns_make_layout (i, self->longest[i], widget);

        /* As many letters of another cell may be a little wider. */
        self->wants[i] = MAX (measure_layout (label), measure_layout (cell) + self->digit
                                                        + (i == MUSTER_OUTLINE_RAG ? MUSTER_OUTLINE_SHAPE : 0));
      }
}

/* The least that a column is worth having with. */
static int
base_of (MusterOutlineColumns *self, guint column)
{
  int most = columns[column].digits * self->digit;

  return self->wants[column] != 0 ? MIN (most, self->wants[column]) : most;
}

/* What is called is worth more than its slip and its note. */
#define TITLE_WANTS 26

/* Leaves out what has no room; tells what is left to share out, below 0: nothing fits. */
static int
choose (MusterOutlineColumns *self, int width, gboolean chosen[MUSTER_OUTLINE_N_COLUMNS])
{
  int left = width;

  for (guint i = 0; i < MUSTER_OUTLINE_N_COLUMNS; i++)
    {
      chosen[i] = i != MUSTER_OUTLINE_TIME || (self->with_time && self->days.latest != 0);
      left -= chosen[i] ? base_of (self, i) : 0;
    }
  for (int need = 1; left < (need <= 2 ? TITLE_WANTS * self->digit : 0) && need <= 4; need++)
    for (guint i = 0; i < MUSTER_OUTLINE_N_COLUMNS; i++)
      if (chosen[i] && columns[i].need == need)
        {
          chosen[i] = FALSE;
          left += base_of (self, i);
        }
  return left;
}

/* Those that fit go first: what they do not need is for the others. */
static void
share_out (MusterOutlineColumns *self, int left, const gboolean chosen[], int more[])
{
  int weights = 0;

  for (guint i = 0; i < MUSTER_OUTLINE_N_COLUMNS; i++)
    weights += chosen[i] ? columns[i].weight : 0;
  for (int fits = TRUE; fits >= FALSE; fits--)
    for (guint i = 0; i < MUSTER_OUTLINE_N_COLUMNS; i++)
      if (chosen[i] && columns[i].weight > 0 && (self->wants[i] != 0) == fits)
        {
          int part = left * columns[i].weight / weights;

          more[i] = fits ? MIN (part, self->wants[i] - base_of (self, i)) : part;
          left -= more[i];
          weights -= columns[i].weight;
        }
}

static void
place (MusterOutlineColumns *self, int width)
{
  gboolean chosen[MUSTER_OUTLINE_N_COLUMNS];
  int more[MUSTER_OUTLINE_N_COLUMNS] = { 0 }, left = choose (self, width, chosen), x = 0;

  self->compact = left < 0 || self->flat;
  share_out (self, MAX (left, 0), chosen, more);
  for (guint i = 0; i < MUSTER_OUTLINE_N_COLUMNS; i++)
    {
      self->x[i] = x;
      self->width[i] = chosen[i] && !self->compact ? base_of (self, i) + more[i] : 0;
      x += self->width[i];
    }
}

void
muster_outline_columns_allocate (MusterOutlineColumns *self, GtkWidget *widget, int width)
{
  int digit = measure_digit (widget);

  if (width == self->allocated && digit == self->digit)
    return;
  self->allocated = width;
  if (digit != self->digit)
    measure (self, widget);
  place (self, width);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
place_again (MusterOutlineColumns *self)
{
  if (self->digit != 0)
    place (self, self->allocated);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
muster_outline_columns_fit (MusterOutlineColumns *self, GtkWidget *widget, GPtrArray *works)
{
  int before[MUSTER_OUTLINE_N_COLUMNS];

  for (guint i = 0; i < MUSTER_OUTLINE_N_COLUMNS; i++)
    {
      glong most = -1;

      for (guint j = 0; columns[i].fits && j < works->len; j++)
        {
          g_autofree char *text = muster_outline_columns_dup_text (i, works->pdata[j]);
          glong chars = g_utf8_strlen (text, -1);

          if (chars > most)
            g_set_object (&self->longest[i], works->pdata[j]);
          most = MAX (most, chars);
        }
    }
  memcpy (before, self->wants, sizeof before);
  measure (self, widget);
  if (memcmp (before, self->wants, sizeof before) != 0)
    place_again (self);
}

void
muster_outline_columns_show_time (MusterOutlineColumns *self, gboolean show)
{
  self->with_time = show;
  place_again (self);
}

void
muster_outline_columns_set_days (MusterOutlineColumns *self, MusterDays days, guint32 today)
{
  if (days.earliest == self->days.earliest && days.latest == self->days.latest && today == self->today)
    return;
  self->days = days;
  self->today = today;
  place_again (self);
}

MusterDays
muster_outline_columns_get_days (MusterOutlineColumns *self, guint32 *today)
{
  *today = self->today;
  return self->days;
}

void
muster_outline_columns_set_flat (MusterOutlineColumns *self)
{
  self->flat = self->compact = TRUE;
}

gboolean
muster_outline_columns_is_flat (MusterOutlineColumns *self)
{
  return self->flat;
}

gboolean
muster_outline_columns_is_compact (MusterOutlineColumns *self)
{
  return self->compact;
}

gboolean
muster_outline_columns_get (MusterOutlineColumns *self, MusterOutlineColumn column, int *x, int *width)
{
  *x = self->x[column];
  *width = self->width[column];
  return *width > 0;
}

MusterOutlineColumn
muster_outline_columns_at (MusterOutlineColumns *self, int x)
{
  for (guint i = 0; i < MUSTER_OUTLINE_N_COLUMNS; i++)
    if (self->width[i] > 0 && x >= self->x[i] && x < self->x[i] + self->width[i])
      return i;
  return MUSTER_OUTLINE_N_COLUMNS;
}

const char *
muster_outline_columns_get_label (MusterOutlineColumn column)
{
  return _(columns[column].label);
}

const char *
muster_outline_columns_get_field (MusterOutlineColumn column)
{
  return columns[column].field;
}

char *
muster_outline_columns_dup_text (MusterOutlineColumn column, MusterWork *work)
{
  g_autofree char *title = NULL;

  switch (column)
    {
    case MUSTER_OUTLINE_RAG:
      /* Translators: a RAG that somebody set by hand: "Green, by hand". */
      return work->rag->overridden ? g_strdup_printf (_("%s, by hand"), muster_rag_label (work->rag->shown))
                                   : g_strdup (muster_rag_label (work->rag->shown));
    case MUSTER_OUTLINE_STATE:
      return muster_work_dup_state (work);
    case MUSTER_OUTLINE_DUE:
      return muster_work_dup_due (work);
    case MUSTER_OUTLINE_SLIP:
      return muster_slip_to_text (work->record);
    case MUSTER_OUTLINE_OWNER:
      return muster_work_dup_owner (work);
    case MUSTER_OUTLINE_NOTE:
      return muster_words_line (muster_record_get_text (work->record, "status_note"), 160);
    case MUSTER_OUTLINE_TITLE:
      title = muster_record_dup_title (work->record);
      return muster_words_line (title, 200);
    case MUSTER_OUTLINE_TIME:
    case MUSTER_OUTLINE_N_COLUMNS:
    default:
      return g_strdup ("");
    }
}

/* ---- how it is drawn --------------------------------------------------------------------------------------------- */

static void
add_attribute (PangoAttrList *list, PangoAttribute *attribute, guint from, guint to)
{
  attribute->start_index = from;
  attribute->end_index = to;
  pango_attr_list_insert (list, attribute);
}

/* The title, and smaller behind it what it is. */
static PangoLayout *
make_title (MusterWork *work, GtkWidget *widget)
{
  g_autofree char *title = muster_outline_columns_dup_text (MUSTER_OUTLINE_TITLE, work);
  g_autofree char *type = muster_work_dup_type (work->record);
  g_autofree char *text = *type != '\0' ? g_strdup_printf ("%s  %s", title, type) : g_strdup (title);
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  if (work->has_parts)
    add_attribute (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), 0, (guint) strlen (title));
  add_attribute (attributes, pango_attr_scale_new (0.83), (guint) strlen (title), PANGO_ATTR_INDEX_TO_TEXT_END);
  add_attribute (attributes, pango_attr_foreground_alpha_new (G_MAXUINT16 / 4 * 3), (guint) strlen (title),
                 PANGO_ATTR_INDEX_TO_TEXT_END);
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

static void
embolden_overdue (PangoLayout *layout)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  const char *text = pango_layout_get_text (layout), *end = strstr (text, " · ");

  add_attribute (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), 0,
                 end != NULL ? (guint) (end - text) : PANGO_ATTR_INDEX_TO_TEXT_END);
  pango_layout_set_attributes (layout, attributes);
}

PangoLayout *
muster_outline_columns_make_layout (MusterOutlineColumn column, MusterWork *work, GtkWidget *widget)
{
  g_autofree char *text = muster_outline_columns_dup_text (column, work);
  PangoLayout *layout = column == MUSTER_OUTLINE_TITLE ? make_title (work, widget)
                                                       : gtk_widget_create_pango_layout (widget, text);

  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  if (column == MUSTER_OUTLINE_DUE && work->timing == MUSTER_TIMING_OVERDUE)
    embolden_overdue (layout);
  return layout;
}

/* ---- what was done ----------------------------------------------------------------------------------------------- */

void
muster_outline_columns_emit_fold (MusterOutlineColumns *self, MusterWork *work)
{
  g_signal_emit (self, signals[FOLD], 0, work);
}

void
muster_outline_columns_emit_edit (MusterOutlineColumns *self, MusterWork *work, const char *field)
{
  g_signal_emit (self, signals[EDIT], 0, work, field);
}

void
muster_outline_columns_emit_drop (MusterOutlineColumns *self, MusterWork *what, MusterWork *target,
                                  MusterDropPlace drop)
{
  g_signal_emit (self, signals[DROP], 0, what, target, (int) drop);
}
