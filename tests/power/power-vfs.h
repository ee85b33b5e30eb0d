/* power-vfs.h - what SQLite does to files, noted; and the files as a disk may have them when the power goes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  POWER_WRITE,
  POWER_TRUNCATE,
  POWER_DELETE,
  POWER_SYNC,
} PowerKind;

typedef struct {
  PowerKind kind;
  guint     file;   /* in Power.files */
  gint64    offset; /* the size with TRUNCATE */
  GBytes   *data;   /* with WRITE */
} PowerEvent;

typedef struct {
  char   *path;
  GBytes *base; /* as it was, all of it on the disk, when noting began; NULL: there was none */
} PowerFile;

typedef struct {
  gboolean   noting;
  gboolean   ended;  /* files opened from now on are images */
  GPtrArray *files;  /* PowerFile */
  GArray    *events; /* PowerEvent */
} Power;

/* The default of SQLite from now on; one for the process. */
Power *power_install   (void);
/* From here on events are noted; what is there is on the disk. */
void   power_begin     (Power *self);
void   power_end       (Power *self);
void   power_forget    (Power *self);

typedef enum {
  POWER_NOTHING, /* of what was not synced */
  POWER_ALL,
  POWER_SOME,    /* each write or not */
  POWER_TORN,    /* each sector of each write or not */
} PowerLoss;

/* Puts the files into folder as they may be when the power went before event n. lies: files whose name ends so were
 * never synced, whatever was said; NULL: no lie. */
void   power_make_image (Power *self, guint n, PowerLoss loss, const char *lies, const char *folder);

G_END_DECLS
