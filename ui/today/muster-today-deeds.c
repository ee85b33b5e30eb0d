/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-today-deeds.h"

#include <glib/gi18n-lib.h>

#include "muster-duty.h"
#include "muster-page.h"
#include "muster-words.h"

/* How often a risk is looked at that does not say itself (domain 2.4). */
static const struct {
  const char *band;
  guint       months;
} reviews[] = {
  { "extreme", 1 }, { "high", 1 }, { "moderate", 3 }, { "low", 12 },
};

static const char *const icons[MUSTER_DEED_N] = {
  [MUSTER_DEED_COMPLETE] = "object-select-symbolic",
  [MUSTER_DEED_POSTPONE] = "x-office-calendar-symbolic",
  [MUSTER_DEED_NOTE] = "document-edit-symbolic",
  [MUSTER_DEED_OWNER] = "avatar-default-symbolic",
};

const char *
muster_deed_get_icon (MusterDeed deed)
{
  return icons[deed];
}

/* Every how many months; 0: it is not looked at again and again. */
static guint
review_months (MusterRecord *record)
{
  const MusterKind *kind = muster_record_get_kind (record);

  if (muster_kind_get_field (kind, "review_months") == NULL)
    return 0;
  if (muster_record_has (record, "review_months"))
    return (guint) muster_record_get_number (record, "review_months");
  for (guint i = 0; i < G_N_ELEMENTS (reviews); i++)
    if (muster_record_is_choice (record, "band", reviews[i].band))
      return reviews[i].months;
  return 3;
}

const char *
muster_deed_get_name (MusterDeed deed, MusterRecord *record)
{
  const MusterDuty *duty = muster_duty_of (muster_record_get_kind (record));
  gboolean open = duty != NULL && muster_duty_is_open (record) && !muster_record_is_archived (record);

  if (!open)
    return NULL;
  switch (deed)
    {
    case MUSTER_DEED_COMPLETE:
      if (duty->review && review_months (record) > 0)
        return _("Reviewed");
      return muster_duty_can_complete (duty) ? _("Complete") : NULL;
    case MUSTER_DEED_POSTPONE:
      return duty->move != NULL ? _("Postpone") : NULL;
    case MUSTER_DEED_NOTE:
      return duty->note != NULL ? _("Note") : NULL;
    case MUSTER_DEED_OWNER:
      return duty->owner != NULL ? _("Name an owner") : NULL;
    case MUSTER_DEED_N:
    default:
      return NULL;
    }
}

const char **
muster_deed_dup_fields (MusterDeed deed, MusterRecord *record)
{
  const MusterDuty *duty = muster_duty_of (muster_record_get_kind (record));
  const MusterField *fields[3] = { NULL };
  const char **names;

  if (deed == MUSTER_DEED_COMPLETE || muster_deed_get_name (deed, record) == NULL)
    return NULL;
  fields[0] = deed == MUSTER_DEED_POSTPONE ? duty->move : deed == MUSTER_DEED_NOTE ? duty->note : duty->owner;
  fields[1] = deed == MUSTER_DEED_POSTPONE ? duty->reason : deed == MUSTER_DEED_NOTE ? duty->status : NULL;
  fields[2] = deed == MUSTER_DEED_NOTE ? duty->percent : NULL;
  names = g_new0 (const char *, G_N_ELEMENTS (fields) + 1);
  for (guint i = 0; i < G_N_ELEMENTS (fields) && fields[i] != NULL; i++)
    names[i] = fields[i]->name;
  return names;
}

/* ---- at once ----------------------------------------------------------------------------------------------------- */

static void
set_day (MusterRecord *record, const char *field, guint32 day)
{
  g_autoptr(MusterWhen) when = muster_when_new_date (day);
  g_autoptr(MusterValue) value = muster_value_new_when (when);

  muster_record_set (record, field, value);
}

/* What is complete is at 100 %, and was done today where nobody has said when. */
static void
complete (MusterRecord *record, const MusterDuty *duty, guint32 today)
{
  g_autoptr(MusterValue) status = muster_value_new_text (MUSTER_VALUE_CHOICE, "complete");

  muster_record_set (record, duty->status->name, status);
  if (duty->percent != NULL && muster_record_has (record, duty->percent->name))
    {
      g_autoptr(MusterValue) percent = muster_value_new_number (MUSTER_VALUE_PERCENT, 100);

      muster_record_set (record, duty->percent->name, percent);
    }
  if (duty->done != NULL)
    set_day (record, duty->done->name, today);
}

static guint32
add_months (guint32 day, guint months)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, day);
  g_date_add_months (&date, months);
  return g_date_get_julian (&date);
}

/* On the widget that a deed is done from, while it is saved: a second press is for what will stand there then. */
#define KEY_DOING "muster-deed-doing"

typedef struct {
  GtkWidget *page;   /* weak */
  GtkWidget *widget; /* weak */
  char      *said;
} Doing;

static void
doing_free (Doing *doing)
{
  g_clear_weak_pointer (&doing->page);
  g_clear_weak_pointer (&doing->widget);
  g_free (doing->said);
  g_free (doing);
}

static void
on_saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Doing *doing = data;
  g_autoptr(GError) error = NULL;
  gboolean saved = muster_store_save_finish (MUSTER_STORE (source), result, NULL, &error);

  if (doing->widget != NULL)
    g_object_set_data (G_OBJECT (doing->widget), KEY_DOING, NULL);
  if (doing->page != NULL && (saved || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    muster_page_emit_toast (MUSTER_PAGE (doing->page), saved ? doing->said : error->message, saved);
  doing_free (doing);
}

static char *
review_again (MusterRecord *edited, const MusterDuty *duty, guint32 today)
{
  guint32 day = add_months (today, review_months (edited));
  g_autofree char *text = muster_day_to_text (day);

  set_day (edited, duty->due->name, day);
  return g_strdup_printf (_("Reviewed, next on %s"), text);
}

void
muster_deed_do (MusterDeed deed, GtkWidget *widget, MusterStore *store, MusterRecord *record)
{
  const MusterDuty *duty = muster_duty_of (muster_record_get_kind (record));
  guint32 today = muster_clock_today (muster_store_get_clock (store));
  g_autoptr(MusterRecord) edited = muster_record_copy (record);
  g_autoptr(MusterCommit) commit = muster_commit_new (NULL);
  g_autofree char *title = muster_record_dup_title (record);
  Doing *doing;

  if (deed != MUSTER_DEED_COMPLETE || muster_deed_get_name (deed, record) == NULL
      || g_object_get_data (G_OBJECT (widget), KEY_DOING) != NULL)
    return;
  doing = g_new0 (Doing, 1);
  g_set_weak_pointer (&doing->widget, widget);
  g_object_set_data (G_OBJECT (widget), KEY_DOING, doing);
  g_set_weak_pointer (&doing->page, gtk_widget_get_ancestor (widget, MUSTER_TYPE_PAGE));
  if (duty->review)
    doing->said = review_again (edited, duty, today);
  else
    {
      g_autofree char *quoted = muster_words_quote (title, G_MAXUINT);

      complete (edited, duty, today);
      doing->said = g_strdup_printf (_("Completed “%s”"), quoted);
    }
  muster_commit_add_edit (commit, record, edited);
  muster_store_save_async (store, commit, NULL, on_saved_cb, doing);
}
