/* muster-ctl.h - what the commands of musterctl share.
 *
 * A command reads its arguments, works on the one open replica and writes to `out`; main() prints that in the end, so
 * that nothing is half said. What goes wrong is a GError, from which main() makes the sentence and the exit code.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "muster-json.h"
#include "muster-keys.h"
#include "muster-replica.h"

G_BEGIN_DECLS

/* Exit codes; the manual page lists them, and they never change. */
typedef enum {
  MUSTER_CTL_OK        = 0,
  MUSTER_CTL_REFUSED   = 1, /* what was given does not fit, or the record has changed since */
  MUSTER_CTL_USAGE     = 2,
  MUSTER_CTL_NOT_FOUND = 3, /* no such record, kind or field; nothing to undo */
  MUSTER_CTL_REPLICA   = 4, /* the replica cannot be opened */
  MUSTER_CTL_IO        = 5, /* full disk, closed output, no answer of the server */
  MUSTER_CTL_FAULTS    = 6, /* check found faults */
  MUSTER_CTL_HELD      = 7, /* many records would go, and were not let */
} MusterCtlExit;

/* The exit codes that no MusterErrorCode stands for. */
#define MUSTER_CTL_ERROR (muster_ctl_error_quark ())
GQuark muster_ctl_error_quark (void);

#define MUSTER_CTL_NO_LIMIT G_MAXINT

typedef struct {
  gboolean json, version;
  char    *replica, *actor;
  gboolean all, allow_vanishing, archived, bom, derived, dismissed, dry_run, example;
  gboolean mine, readable, rebuild, seen, strict;
  int      limit;    /* MUSTER_CTL_NO_LIMIT where none is given */
  char    *ca, *fields, *filter, *format, *kind, *output, *reason, *sort, *within;
  char   **where;
} MusterCtlOptions;

typedef struct {
  MusterCtlOptions options;
  MusterClock     *clock;
  MusterRandom    *random;
  MusterReplica   *replica;  /* NULL until muster_ctl_open() */
  MusterKeys      *keys;     /* NULL until muster_ctl_tokens() */
  GString         *out;      /* what is printed in the end */
  GPtrArray       *warnings; /* char *: said on stderr, and counted by --strict */
  MusterCtlExit    status;
  gboolean         saved;    /* something durable has been done */
} MusterCtl;

typedef struct {
  const char *name;
  const char *arguments; /* "KIND FIELD=VALUE…" */
  const char *summary;   /* N_() */
  const char *options;   /* names of options, with spaces between; "" for none */
  int         min, max;  /* how many arguments; max -1: any number */
  gboolean    takes_file; /* the arguments are file names, not text */
  gboolean  (*run) (MusterCtl *ctl, char **arguments, GError **error);
  const char *details;   /* N_(), what its arguments may be; NULL: the summary says it */
} MusterCtlCommand;

/* ---- commands ---------------------------------------------------------------------------------------------------- */

gboolean muster_ctl_init      (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_backup    (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_check     (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_export    (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_import    (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_kinds     (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_list      (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_show      (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_today     (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_search    (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_findings  (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_history   (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_add       (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_set       (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_archive   (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_unarchive (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_restore   (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_undo      (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_redo      (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_join      (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_sync      (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_conflicts (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_resolve   (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_outbox    (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_refused   (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_resend    (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_aside     (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_departed  (MusterCtl *ctl, char **arguments, GError **error);
gboolean muster_ctl_duplicates (MusterCtl *ctl, char **arguments, GError **error);

/* ---- options and arguments ---------------------------------------------------------------------------------- */

/* The global ones, and those that names (spaces between) has. */
void     muster_ctl_add_options       (MusterCtl *ctl, GOptionContext *context, const char *names);
void     muster_ctl_clear_options     (MusterCtl *ctl);
/* What was given on the command line, as text. Replaces *text. */
gboolean muster_ctl_make_utf8         (char **text, GError **error);
/* The options as text, and within what they may be. */
gboolean muster_ctl_read_options      (MusterCtl *ctl, GError **error);

/* ---- the replica and what is in it ------------------------------------------------------------------------------ */

/* The file that --replica names, else the one in the user's data folder. */
const char       *muster_ctl_path      (MusterCtl *ctl);
/* The name under which to save: that of --actor, else of the person at the keyboard. */
const char       *muster_ctl_actor     (MusterCtl *ctl);
/* Makes the error of a replica that cannot be opened or made from what the replica says: exit code 4, 5 where the
 * disk is full. */
void              muster_ctl_refuse_replica (const GError *failure, GError **error);
gboolean          muster_ctl_open      (MusterCtl *ctl, const char *path, MusterReplicaFlags flags, GError **error);
const MusterKind *muster_ctl_find_kind (const char *name, GError **error);
/* From KIND and the options --sort, --filter, --where and --archived. */
MusterQuery      *muster_ctl_query     (MusterCtl *ctl, const MusterKind *kind, GError **error);
/* Sets what FIELD=VALUE arguments say. */
gboolean          muster_ctl_assign    (MusterCtl *ctl, MusterRecord *record, char **assignments, GError **error);

/* ---- saying it -------------------------------------------------------------------------------------------------- */

/* On stderr, and counted. */
void  muster_ctl_warn       (MusterCtl *ctl, const char *message);
/* On stderr, for people only: where there is nothing to print. */
void  muster_ctl_note       (MusterCtl *ctl, const char *message);
/* Takes json; the items of an array stand on lines of their own. */
void  muster_ctl_print_json (MusterCtl *ctl, json_t *json);
/* "412", "+7"; null for 0. A new reference. */
json_t *muster_ctl_version_json (gint64 version);
void  muster_ctl_print      (MusterCtl *ctl, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Rows of n texts each (element type char **). */
GPtrArray *muster_ctl_rows_new (void);
void  muster_ctl_rows_add   (GPtrArray *rows, guint n, ... /* char *, taken */);
/* rows in aligned columns, or list where JSON is asked for. Takes list. */
void  muster_ctl_print_rows (MusterCtl *ctl, GPtrArray *rows, guint n, json_t *list);
/* text in lines that begin at the column `indent`, the first of them where the cursor stands. */
void  muster_ctl_print_indented (MusterCtl *ctl, const char *text, guint indent);
/* A terminal obeys what it is sent: a replica that came from elsewhere must not move its cursor. */
char *muster_ctl_make_harmless (const char *text);
/* How many columns of a terminal text takes. */
guint muster_ctl_width      (const char *text);
json_t *muster_ctl_problem_to_json (const MusterProblem *problem);
/* "R-12 “Title”" or "“Title”". */
char *muster_ctl_name       (MusterRecord *record);
char *muster_ctl_time       (MusterTime time); /* "21 November 2026 14:05" in London */
char *muster_ctl_iso_time   (MusterTime time); /* "2026-11-21T14:05:00Z" */

G_END_DECLS
