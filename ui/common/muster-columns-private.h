/* muster-columns-private.h - columns cut by concern: widths, and what stands in a cell.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-columns.h"

G_BEGIN_DECLS

struct _MusterColumns {
  GObject parent_instance;
  const MusterKind *kind;
  GArray *columns; /* MusterColumn */
  MusterRemarks *remarks; /* nullable */
  gboolean compact;
  guint32 today;
  int ten_digits; /* their width, which tells the font; 0: not measured */
  int line_height; /* 0: the font may have changed */
  int width;      /* shared out last */
  int sight_from, sight_to;
  GHashTable *layouts; /* "column text" -> PangoLayout */
};

G_END_DECLS
