/* test-lookup.h - a small world of records in memory, made from editing texts.
 *
 * A row is { kind, name, "field = text | field = text" }; "@name" in a text is the record of that name. Names stand for
 * themselves until a row gives them a record, so rows may come in any order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-rules.h"

G_BEGIN_DECLS

typedef struct _TestWorld TestWorld;

typedef struct {
  const char *kind, *name, *fields;
} TestRow;

TestWorld          *test_world_new      (void);
/* rows end with a NULL kind. The world is settled. */
TestWorld          *test_world_new_from (const TestRow *rows);
void                test_world_free     (TestWorld *self);

/* Adds a record, or puts a new version in place of the one of that name. Not settled. */
void                test_world_set      (TestWorld *self, const char *kind, const char *name, const char *fields);
/* Changes the fields given and leaves the others. Not settled. */
void                test_world_edit     (TestWorld *self, const char *name, const char *fields);
void                test_world_put      (TestWorld *self, MusterRecord *record);
void                test_world_archive  (TestWorld *self, const char *name, gboolean archive);

/* An edited copy of what is there, or a new record where kind is given, that is not put anywhere. */
MusterRecord       *test_world_draft    (TestWorld *self, const char *kind, const char *name, const char *fields);
/* Borrowed; the record of that name must be there. */
MusterRecord       *test_world_get      (TestWorld *self, const char *name);
void                test_world_id       (const char *name, MusterId *id);
const char         *test_world_name_of  (TestWorld *self, const MusterId *id); /* "?" for none */
guint               test_world_n        (TestWorld *self);
MusterRecord       *test_world_nth      (TestWorld *self, guint i);

const MusterLookup *test_world_lookup   (TestWorld *self);
/* From then on answers come in a random order. */
void                test_world_shuffle  (TestWorld *self);

/* Derives and resolves every record once, as a replica does that is made anew. */
void                test_world_settle   (TestWorld *self);
/* Derives and resolves a copy of one record, puts it, and tells whether that changed anything. */
gboolean            test_world_refresh  (TestWorld *self, const MusterId *id);
/* The editing text of a field, references as "@name"; g_free() it. */
char               *test_world_text     (TestWorld *self, const char *name, const char *field);

#define test_world_assert(self, name, field, expected)                                                               \
  G_STMT_START                                                                                                       \
  {                                                                                                                  \
    g_autofree char *text_ = test_world_text (self, name, field);                                                    \
    g_assert_cmpstr (text_, ==, expected);                                                                           \
  }                                                                                                                  \
  G_STMT_END

/* What a field of a record is as text; a table of them ends with a NULL name. */
typedef struct {
  const char *name, *field, *expected;
} TestExpected;

/* Makes a world and checks what is derived in it, then once more in another order. */
void test_world_check (const TestRow *rows, const TestExpected *expected);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestWorld, test_world_free)

G_END_DECLS
