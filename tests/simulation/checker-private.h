/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>
#include <sqlite3.h>

#include "checker.h"

typedef enum { CHECKED_HEAD, CHECKED_SAME, CHECKED_MERGED, CHECKED_CONFLICT } CheckedOutcome;

typedef struct {
  gint64         seq, seen, base, settles, n, undoes;
  char          *commit, *replica; /* hex */
  guint          i;
  char          *record, *kind, *group, *value, *merged;
  CheckedOutcome outcome;
} Checked;

struct _Checker {
  GPtrArray  *faults;
  GPtrArray  *changes;  /* Checked, by seq and index */
  GHashTable *groups;   /* "record group" -> GPtrArray of Checked, in order */
  GHashTable *by_name;  /* "commit i" -> Checked */
  GString    *log;      /* the log as text */
  GString    *first;    /* tables of the first file */
  GHashTable *refused;  /* hex ids of commits */
  char       *sum;      /* of all changes, as hex; NULL: not asked for yet */
};

const char *checked_value (const Checked *change); /* what counts */
void        checker_fault (Checker *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
sqlite3    *checker_open  (const char *path);
/* Each row as "column|column|…\n". */
void        checker_query (sqlite3 *db, const char *sql, GString *text);
/* Numbers of the endpoint's file, without a gap. */
void        checker_count (Checker *self, sqlite3 *db);
/* The digest of all changes, as hex. */
char       *checker_sum   (Checker *self);
/* The head of a group before seq (0: now); NULL: none. */
Checked    *checker_head  (Checker *self, const char *record, const char *group, gint64 before);
