/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-page.h"

G_DEFINE_INTERFACE (MusterPage, muster_page, GTK_TYPE_WIDGET)

enum {
  OPEN_RECORD,
  OPEN_PAGE,
  TOAST,
  LEAVING,
  WAY_BACK_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
muster_page_default_init (MusterPageInterface *iface)
{
  signals[OPEN_RECORD] = g_signal_new ("open-record", MUSTER_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_POINTER);
  signals[OPEN_PAGE] = g_signal_new ("open-page", MUSTER_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[TOAST] = g_signal_new ("toast", MUSTER_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[LEAVING] = g_signal_new ("leaving", MUSTER_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[WAY_BACK_CHANGED] = g_signal_new ("way-back-changed", MUSTER_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 0);
}

void
muster_page_open_record (MusterPage *self, const MusterId *id)
{
  MusterPageInterface *iface = MUSTER_PAGE_GET_IFACE (self);

  g_return_if_fail (iface->open_record != NULL);
  iface->open_record (self, id);
}

void
muster_page_resume (MusterPage *self, const MusterId *id)
{
  MusterPageInterface *iface = MUSTER_PAGE_GET_IFACE (self);

  g_return_if_fail (iface->resume != NULL);
  iface->resume (self, id);
}

gboolean
muster_page_get_record (MusterPage *self, MusterId *id)
{
  MusterPageInterface *iface = MUSTER_PAGE_GET_IFACE (self);

  return iface->get_record != NULL && iface->get_record (self, id);
}

void
muster_page_close_record (MusterPage *self)
{
  MusterPageInterface *iface = MUSTER_PAGE_GET_IFACE (self);

  if (iface->close_record != NULL)
    iface->close_record (self);
}

void
muster_page_set_scope (MusterPage *self, const MusterKind *kind, const MusterId *scope)
{
  MusterPageInterface *iface = MUSTER_PAGE_GET_IFACE (self);

  if (iface->set_scope != NULL)
    iface->set_scope (self, kind, scope);
}

gboolean
muster_page_has_scope (MusterPage *self)
{
  return MUSTER_PAGE_GET_IFACE (self)->set_scope != NULL;
}

gboolean
muster_page_can_go_back (MusterPage *self)
{
  MusterPageInterface *iface = MUSTER_PAGE_GET_IFACE (self);

  return iface->can_go_back != NULL && iface->can_go_back (self);
}

gboolean
muster_page_go_back (MusterPage *self)
{
  MusterPageInterface *iface = MUSTER_PAGE_GET_IFACE (self);

  return iface->go_back != NULL && iface->go_back (self);
}

gboolean
muster_page_can_add (MusterPage *self)
{
  return MUSTER_PAGE_GET_IFACE (self)->add != NULL;
}

void
muster_page_add (MusterPage *self)
{
  MusterPageInterface *iface = MUSTER_PAGE_GET_IFACE (self);

  g_return_if_fail (iface->add != NULL);
  iface->add (self);
}

void
muster_page_go_on (MusterPage *self, const MusterId *id)
{
  MusterPageInterface *iface = MUSTER_PAGE_GET_IFACE (self);

  g_return_if_fail (iface->go_on != NULL);
  iface->go_on (self, id);
}

gboolean
muster_page_can_filter (MusterPage *self)
{
  return MUSTER_PAGE_GET_IFACE (self)->focus_filter != NULL;
}

void
muster_page_focus_filter (MusterPage *self)
{
  MusterPageInterface *iface = MUSTER_PAGE_GET_IFACE (self);

  g_return_if_fail (iface->focus_filter != NULL);
  iface->focus_filter (self);
}

void
muster_page_flush (MusterPage *self)
{
  MusterPageInterface *iface = MUSTER_PAGE_GET_IFACE (self);

  if (iface->flush != NULL)
    iface->flush (self);
}

void
muster_page_emit_open_record (MusterPage *self, const MusterId *id, const MusterKind *kind)
{
  MusterId copy = *id; /* what it points to may go while the page changes */

  g_signal_emit (self, signals[OPEN_RECORD], 0, &copy, kind);
}

void
muster_page_emit_open_page (MusterPage *self, const char *name)
{
  g_signal_emit (self, signals[OPEN_PAGE], 0, name);
}

void
muster_page_emit_toast (MusterPage *self, const char *text, gboolean offer_undo)
{
  g_signal_emit (self, signals[TOAST], 0, text, offer_undo);
}

void
muster_page_emit_leaving (MusterPage *self)
{
  g_signal_emit (self, signals[LEAVING], 0);
}

void
muster_page_emit_way_back (MusterPage *self)
{
  g_signal_emit (self, signals[WAY_BACK_CHANGED], 0);
}
