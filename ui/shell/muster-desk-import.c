/* muster-desk-import.c - a table of what the page of a desk shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-desk-private.h"

#include "muster-adder.h"
#include "muster-page.h"

static MusterPage *
current_page (MusterDesk *self)
{
  return MUSTER_PAGE (gtk_stack_get_visible_child (self->pages));
}

gboolean
muster_desk_can_import (MusterDesk *self)
{
  return muster_kind_by_name (muster_desk_get_page (self)) != NULL;
}

static void
on_imported_cb (MusterDesk *self, const char *text)
{
  muster_page_emit_toast (current_page (self), text, TRUE);
}

/* What a new record on this page is: in a plan that is open, its work; else of the page's own kind, in its scope. */
static MusterRecord *
make_fresh (MusterDesk *self)
{
  const MusterKind *kind = muster_kind_by_name (muster_desk_get_page (self));
  const MusterId *scope = muster_scope_button_get_id (self->scope);
  MusterId plan;

  if (kind->id == MUSTER_KIND_PLAN && muster_page_get_record (current_page (self), &plan))
    return muster_adder_make (self->store, muster_kind_get (MUSTER_KIND_DELIVERABLE), kind, &plan);
  if (scope != NULL)
    return muster_adder_make (self->store, kind, muster_scope_button_get_kind (self->scope), scope);
  return muster_store_make_record (self->store, kind);
}

void
muster_desk_import (MusterDesk *self)
{
  g_autoptr(MusterRecord) fresh = make_fresh (self);
  MusterImportDialog *dialog = muster_import_dialog_present (self->store, fresh, GTK_WIDGET (self));

  g_signal_connect_object (dialog, "imported", G_CALLBACK (on_imported_cb), self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->importing, dialog);
}

gboolean
muster_desk_may_leave (MusterDesk *self)
{
  return self->importing == NULL || muster_import_dialog_may_leave (self->importing);
}
