/* muster-kind.h - record kinds, each described once.
 *
 * One static table per kind drives the SQL, the JSON on the wire, the form, the columns, the CSV header,
 * the search text, the history and the checks. Adding a field is one line here and one migration step.
 * A second hand-written list of fields anywhere is a defect. Everything here is constant; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-value.h"

G_BEGIN_DECLS

/* Stable only within one build: names, not numbers, go to disk and wire. */
typedef enum {
  MUSTER_KIND_TEAM,
  MUSTER_KIND_TEAM_NAME,
  MUSTER_KIND_AREA,
  MUSTER_KIND_ORGANISATION,
  MUSTER_KIND_POPULATION,
  MUSTER_KIND_COHORT,
  MUSTER_KIND_PLAN,
  MUSTER_KIND_DELIVERABLE,
  MUSTER_KIND_ACTION,
  MUSTER_KIND_DEPENDENCY,
  MUSTER_KIND_RISK,
  MUSTER_KIND_ASSESSMENT,
  MUSTER_KIND_MITIGATION,
  MUSTER_KIND_ESCALATION,
  MUSTER_KIND_ISSUE,
  MUSTER_KIND_ASSUMPTION,
  MUSTER_KIND_PROGRAMME,
  MUSTER_KIND_WORKSTREAM,
  MUSTER_KIND_BODY,
  MUSTER_KIND_BODY_LINK,
  MUSTER_KIND_MEMBERSHIP,
  MUSTER_KIND_MEETING,
  MUSTER_KIND_DECISION,
  MUSTER_KIND_PERSON,
  MUSTER_KIND_ROLE,
  MUSTER_KIND_POST,
  MUSTER_KIND_STAKEHOLDER,
  MUSTER_KIND_ENGAGEMENT,
  MUSTER_KIND_KPI,
  MUSTER_KIND_MEASUREMENT,
  MUSTER_KIND_BUDGET,
  MUSTER_KIND_BUDGET_SECTION,
  MUSTER_KIND_BUDGET_LINE,
  MUSTER_KIND_UPDATE,
  MUSTER_KIND_FINDING,
  MUSTER_N_KINDS
} MusterKindId;

/* A set of kinds, for what a reference may point to. */
#define MUSTER_KINDS(id) (G_GUINT64_CONSTANT (1) << MUSTER_KIND_##id)
#define MUSTER_KINDS_ANY (~G_GUINT64_CONSTANT (0))

/* Where a kind stands in the sidebar. */
typedef enum {
  MUSTER_SECTION_TEAMS,
  MUSTER_SECTION_PLANS,
  MUSTER_SECTION_RISKS,
  MUSTER_SECTION_GOVERNANCE,
  MUSTER_SECTION_PEOPLE,
  MUSTER_SECTION_MEASURES,
  MUSTER_SECTION_MONEY,
  MUSTER_SECTION_RECORD,
  MUSTER_N_SECTIONS
} MusterSection;

/* A term of an enumeration. Choices end with a NULL nick; their order is the sort order. */
typedef struct {
  const char *nick;  /* on disk and wire; never changes */
  const char *label; /* N_() */
  const char *also;  /* other words that search finds it by; NULL: none */
  gboolean    first; /* what a new record obviously begins as */
} MusterChoice;

typedef enum {
  MUSTER_FIELD_REQUIRED   = 1 << 0, /* a form will not save without it; a loaded record shows as incomplete */
  MUSTER_FIELD_TITLE      = 1 << 1, /* the text that a record is called by; one per kind */
  MUSTER_FIELD_SEARCH     = 1 << 2, /* part of the full text index */
  MUSTER_FIELD_COLUMN     = 1 << 3, /* a column of the table */
  MUSTER_FIELD_SORT       = 1 << 4, /* offered as a sort order, hence indexed */
  MUSTER_FIELD_PARENT     = 1 << 5, /* REF: this record is a part of that one and is shown and derived with it */
  MUSTER_FIELD_DERIVED    = 1 << 6, /* computed from other records; never edited, never in a commit */
  MUSTER_FIELD_LABEL_ONLY = 1 << 7, /* a number that is a label (a section number): shown without separators */
  MUSTER_FIELD_MAP        = 1 << 8, /* SCORE: with the field after it a cell of a map; both are indexed together */
  MUSTER_FIELD_QUIET      = 1 << 9, /* DERIVED: there to count and filter by; what it says stands elsewhere in words */
  MUSTER_FIELD_LEAD       = 1 << 10, /* a COLUMN that stands beside the title: what somebody looks for first */
} MusterFieldFlags;

/* A record that is made for another one, which its PARENT field points to. */
typedef struct {
  MusterKindId kind;
  const char  *choice_field, *choice; /* which of those that the other one has: "kind" is "current" */
  const char  *computed, *stated;     /* DERIVED, and what a source says instead of it */
  const char  *day;                   /* WHEN: today, where nothing else is said */
} MusterPartMade;

typedef struct {
  const char         *name;    /* on disk, wire and CSV header; never changes */
  MusterValueType     type;
  MusterFieldFlags    flags;
  const char         *label;   /* N_() */
  const char         *group;   /* what is judged, saved and versioned together; NULL: the field alone */
  const char         *help;    /* N_(): a line under the entry; NULL for none */
  const MusterChoice *choices; /* CHOICE */
  guint64             refers;  /* REF, REFS: the kinds that it may point to */
  gint64              min, max; /* INTEGER, DECIMAL and MONEY: range where min < max */
  const char         *also;    /* N_(): other names of its column in people's tables, ";" between */
  /* DERIVED: what a table that is brought in means by it: a field of the record or, with part, of a part to make. */
  const char         *given;
  const MusterPartMade *part;
  const char         *given_again; /* instead of given, where that is set already */
} MusterField;

typedef enum {
  /* Records are added and withdrawn, never edited: two people's never conflict, and none overwrites another. */
  MUSTER_KIND_APPEND_ONLY = 1 << 0,
} MusterKindFlags;

typedef struct {
  MusterKindId       id;
  const char        *name;       /* on disk, wire and command line: "risk" */
  const char        *singular;   /* N_() "Risk" */
  const char        *plural;     /* N_() "Risks" */
  const char        *article;    /* N_() "a risk", for sentences */
  MusterSection      section;
  MusterKindFlags    flags;
  const char        *ref_prefix; /* "R" gives R-12; NULL where nobody quotes such numbers */
  const char        *empty;      /* N_() what the empty table says */
  const MusterField *fields;
  guint              n_fields;
  const char        *default_sort; /* a SORT field; "-" in front: descending */
} MusterKind;

const MusterKind  *muster_kind_get           (MusterKindId id);
/* NULL where this version knows no such kind. */
const MusterKind  *muster_kind_by_name       (const char *name);
const char        *muster_section_get_label  (MusterSection section); /* translated */

/* The index of a field, -1 where there is none. */
int                muster_kind_find_field    (const MusterKind *kind, const char *name);
const MusterField *muster_kind_get_field     (const MusterKind *kind, const char *name); /* NULL: none */
const MusterField *muster_kind_title_field   (const MusterKind *kind);
/* NULL for kinds that stand by themselves. */
const MusterField *muster_kind_parent_field  (const MusterKind *kind);

const char        *muster_field_get_group    (const MusterField *field);
const char        *muster_field_get_label    (const MusterField *field); /* translated */
gboolean           muster_field_is_derived   (const MusterField *field);
const MusterChoice *muster_field_find_choice (const MusterField *field, const char *nick);
const MusterChoice *muster_field_first_choice (const MusterField *field); /* of a new record; NULL: none */
/* The label of the group of a field, for history and conflicts: that of the first field in the group. Translated. */
const char        *muster_kind_group_label   (const MusterKind *kind, const char *group);

/* Editing text: what stands in an entry and in a CSV cell. muster_field_parse() of it gives an equal value back.
 * References are "[uuid]" each; choices are labels in English ("In progress"), which parse by label or nick. */
char              *muster_field_to_text      (const MusterField *field, const MusterValue *value);
/* Cleans text, then reads it for the field. Blank text gives TRUE and *value NULL. On failure a MUSTER_ERROR_INVALID
 * whose sentence names the field, says what is wrong and what would do. */
gboolean           muster_field_parse        (const MusterField *field, const char *text,
                                              MusterValue **value, GError **error);
/* Whether that cleaning takes more than white space at the ends away: line breaks of a line, control characters, marks
 * that turn text round. */
gboolean           muster_field_leaves_out   (const MusterField *field, const char *text);
/* What a person reads in a table: "£72,101", "4 Likely", "In progress" (translated), "Q1 2017/18". References have no
 * text here: the store knows their titles. "" for NULL. */
char              *muster_field_to_display   (const MusterField *field, const MusterValue *value);

/* The NPSA 2008 words for 1 to 5: Rare to Almost certain, Negligible to Catastrophic. Translated. */
const char        *muster_likelihood_label   (gint64 score);
const char        *muster_consequence_label  (gint64 score);

G_END_DECLS
