/* checker.h - an independent reading of the files that a simulation leaves: SQLite and jansson alone, no line shared
 * with the product.
 *
 * It judges the endpoint's log by its own reading of app/sync/PROTOCOL.md, and compares every replica with it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _Checker Checker;

/* faults: element char *, a sentence each; empty: all is as it must be. */
Checker *checker_new          (const char *ledger_path, GPtrArray *faults);
void     checker_free         (Checker *self);

/* Every outcome in the log is what the rules say. */
void     checker_judge        (Checker *self);
/* Every undo takes back what its author had done. Where a server was put back, bases may be others than those that she
 * saw. */
void     checker_judge_undos  (Checker *self);
/* A line "commit index record group value" for each change that was reported as saved: each is in the log. */
void     checker_find_saves   (Checker *self, GPtrArray *saves);
/* Where a server was put back that has forgotten what it refused, its author has it still; with her file, find_saves()
 * takes that for kept. */
void     checker_add_kept     (Checker *self, const char *path);
/* The file has the endpoint's log, and its tables say what that comes to; the first one given is what the others are
 * compared with. */
void     checker_compare_file (Checker *self, const char *path);
/* The same of the file of somebody who may see a part of it: what she may see is as in the first file, and nothing else
 * is there. */
void     checker_compare_part (Checker *self, const char *ledger_path, const char *path, const char *person);

/* What a person may see now. Records are named by the last of their hex digits. */
typedef struct _CheckerView CheckerView;

CheckerView *checker_view_new  (const char *ledger_path, const char *person);
void         checker_view_free (CheckerView *self);
gboolean     checker_view_sees (CheckerView *self, const char *end_of_record);
/* What came to a file before the endpoint was put back, and whose author may not save it any more, is not known to the
 * endpoint. It is set aside in the file, and says itself where it belongs: whoever has that place still may keep it. */
gboolean     checker_view_keeps (CheckerView *self, const char *path, const char *end_of_record);

/* How many conflicts are open by the log. */
guint    checker_count_open   (Checker *self);

G_END_DECLS
