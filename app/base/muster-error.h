/* muster-error.h - the one error domain, with codes that a caller can act on.
 *
 * Messages are whole sentences for a manager: they name the place and the way out. What only a
 * developer can use (SQL, result codes) goes to the debug log instead.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MUSTER_ERROR (muster_error_quark ())

typedef enum {
  MUSTER_ERROR_FAILED,    /* nothing more is known */
  MUSTER_ERROR_INVALID,   /* what was typed or given does not fit; the message says where and why */
  MUSTER_ERROR_NOT_FOUND, /* no such record, kind, field or file */
  MUSTER_ERROR_EXISTS,    /* something is already there */
  MUSTER_ERROR_BUSY,      /* another process holds the replica */
  MUSTER_ERROR_READ_ONLY, /* the replica or its folder cannot be written */
  MUSTER_ERROR_CORRUPT,   /* the file is damaged */
  MUSTER_ERROR_FOREIGN,   /* the file is something else than a Muster replica */
  MUSTER_ERROR_NEWER,     /* the replica was written by a newer Muster */
  MUSTER_ERROR_NO_SPACE,  /* the disk is full */
  MUSTER_ERROR_STALE,     /* the edit was made on a version that is no longer the head */
  MUSTER_ERROR_HELD,      /* more records would go than may without asking */
} MusterErrorCode;

GQuark muster_error_quark (void);

G_END_DECLS
