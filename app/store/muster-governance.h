/* muster-governance.h - the bodies of a programme as a tree of who answers to whom.
 *
 * People draw governance as a tree, and it is none: a body reports to one and feeds into another, and now and then two
 * report to each other. Each body stands once, under the first that it reports to, else that has delegated to it, else
 * that it feeds into; whatever would close a circle, and every further line, is told beside it. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-record.h"

G_BEGIN_DECLS

/* A line from a body that the tree does not draw. */
typedef struct {
  MusterRecord *link; /* its reporting line */
  MusterRecord *to;   /* the other body */
  gboolean      outwards; /* the body is the one that the line is from */
} MusterBodyTie;

typedef struct {
  MusterRecord *body;
  MusterRecord *link;     /* that the tree draws to the one above; NULL at a root */
  GPtrArray    *children; /* MusterBodyNode, by name */
  GPtrArray    *ties;     /* MusterBodyTie */
  GPtrArray    *members;  /* MusterRecord of kind membership */
} MusterBodyNode;

/* Elements are MusterRecord; what a line points to must be among bodies, or the line is left out. Gives the roots, by
 * name; element type MusterBodyNode, (transfer full). */
GPtrArray *muster_governance_arrange (GPtrArray *bodies, GPtrArray *links, GPtrArray *memberships);

G_END_DECLS
