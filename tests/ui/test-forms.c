/* test-forms.c - every field of every form given too much, too little and the wrong thing.
 *
 * Fields and their limits come from the schema, so that a new one is tried without a word here.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <string.h>

#include "forms-desk.h"
#include "muster-number.h"
#include "muster-text.h"

/* ---- what is typed ----------------------------------------------------------------------------------------------- */

typedef enum { REFUSED, TAKEN } Verdict;

typedef struct {
  MusterValueType type;
  Verdict verdict;
  const char *text;
} Case;

#define RTL "\342\200\256desrever\342\200\254"
#define MARKUP "<b>Bold</b> & <script>alert('x')</script> &amp; %s %n \\n {0}"

static const Case cases[] = {
  { MUSTER_VALUE_TEXT, TAKEN, MARKUP },
  { MUSTER_VALUE_TEXT, TAKEN, "  \327\251\327\234\327\225\327\235 Barnet  " },
  { MUSTER_VALUE_TEXT, TAKEN, "bell\007 null\001 " RTL },
  { MUSTER_VALUE_TEXT, TAKEN, "two\nlines\tand a tab" },
  { MUSTER_VALUE_LONG_TEXT, TAKEN, MARKUP "\n\n  indented\n" },
  { MUSTER_VALUE_LONG_TEXT, TAKEN, "bell\007 null\001 " RTL },
  { MUSTER_VALUE_LIST, TAKEN, "one\n\n  two  \n" MARKUP },
  { MUSTER_VALUE_PARTY, TAKEN, MARKUP },
  { MUSTER_VALUE_PARTY, TAKEN, "supported by" },
  { MUSTER_VALUE_PARTY, TAKEN, "bell\007 " RTL },
  { MUSTER_VALUE_INTEGER, REFUSED, "twelve" },
  { MUSTER_VALUE_INTEGER, REFUSED, "1.5" },
  { MUSTER_VALUE_INTEGER, REFUSED, "1,5" },
  { MUSTER_VALUE_INTEGER, REFUSED, "99999999999999999999999" },
  { MUSTER_VALUE_INTEGER, REFUSED, "<b>3</b>" },
  { MUSTER_VALUE_DECIMAL, REFUSED, "one and a half" },
  { MUSTER_VALUE_DECIMAL, REFUSED, "1,5" },
  { MUSTER_VALUE_DECIMAL, REFUSED, "0.12345" },
  { MUSTER_VALUE_DECIMAL, REFUSED, "99999999999999999999999" },
  { MUSTER_VALUE_MONEY, REFUSED, "a lot" },
  { MUSTER_VALUE_MONEY, REFUSED, "£1.234" },
  { MUSTER_VALUE_MONEY, REFUSED, "$12" },
  { MUSTER_VALUE_MONEY, REFUSED, "£99999999999999999999999" },
  { MUSTER_VALUE_PERCENT, REFUSED, "half" },
  { MUSTER_VALUE_PERCENT, REFUSED, "101" },
  { MUSTER_VALUE_PERCENT, REFUSED, "-1" },
  { MUSTER_VALUE_PERCENT, REFUSED, "12.5" },
  { MUSTER_VALUE_SCORE, REFUSED, "6" },
  { MUSTER_VALUE_SCORE, REFUSED, "0" },
  { MUSTER_VALUE_SCORE, REFUSED, "Rather likely" },
  { MUSTER_VALUE_CHOICE, REFUSED, "Unheard of" },
  { MUSTER_VALUE_CHOICE, REFUSED, MARKUP },
  { MUSTER_VALUE_WHEN, REFUSED, "32 Febtober" },
  { MUSTER_VALUE_WHEN, REFUSED, "30 February 2027" },
  { MUSTER_VALUE_WHEN, REFUSED, "9 March" },
  { MUSTER_VALUE_WHEN, REFUSED, "Q2" },
  { MUSTER_VALUE_WHEN, REFUSED, "9 March 1017" },
  { MUSTER_VALUE_WHEN, REFUSED, "1 January 9999" },
  { MUSTER_VALUE_WHEN, REFUSED, "days 60 to 30" },
  { MUSTER_VALUE_WHEN, REFUSED, "day 0" },
  { MUSTER_VALUE_WHEN, REFUSED, MARKUP },
  { MUSTER_VALUE_WHEN, REFUSED, RTL },
  { MUSTER_VALUE_POPULATION, REFUSED, "plenty" },
  { MUSTER_VALUE_POPULATION, REFUSED, "-5" },
  { MUSTER_VALUE_POPULATION, REFUSED, "900,000,000" },
  { MUSTER_VALUE_POPULATION, REFUSED, "80k to 50k" },
  { MUSTER_VALUE_POPULATION, REFUSED, "12.5" },
};

static char *
make_long (gsize length)
{
  GString *text = g_string_new (NULL);

  while (text->len < length)
    g_string_append (text, "A line of a text that somebody has pasted from somewhere, all of it.\n");
  g_string_truncate (text, length - 1);
  g_string_append_c (text, '.');
  return g_string_free (text, FALSE);
}

static char *
write_number (const MusterField *field, gint64 number)
{
  if (field->type == MUSTER_VALUE_MONEY)
    return muster_money_to_text (number);
  return field->type == MUSTER_VALUE_DECIMAL ? muster_decimal_to_text (number) : muster_integer_to_text (number);
}

static gboolean
is_words (const MusterField *field)
{
  return field->type != MUSTER_VALUE_REF && field->type != MUSTER_VALUE_REFS && field->type != MUSTER_VALUE_CHOICE
         && field->type != MUSTER_VALUE_SCORE && field->type != MUSTER_VALUE_BOOLEAN;
}

static void
add_limits (const MusterField *field, Verdict verdict, GPtrArray *texts)
{
  if (field->type == MUSTER_VALUE_TEXT)
    g_ptr_array_add (texts, g_strnfill (verdict == REFUSED ? 501 : 500, 'W'));
  else if (field->type == MUSTER_VALUE_PARTY)
    g_ptr_array_add (texts, make_long (verdict == REFUSED ? 10001 : 10000));
  else if (field->min < field->max && verdict == REFUSED)
    {
      g_ptr_array_add (texts, write_number (field, field->max + 1));
      g_ptr_array_add (texts, write_number (field, field->min - 1));
    }
}

/* All that a field must refuse, or take: element type char *. */
static GPtrArray *
texts_for (const MusterField *field, Verdict verdict)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  gboolean required = (field->flags & MUSTER_FIELD_REQUIRED) != 0;

  add_limits (field, verdict, texts);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (cases[i].type == field->type && cases[i].verdict == verdict)
      g_ptr_array_add (texts, g_strdup (cases[i].text));
  if (verdict == REFUSED ? required : !required && is_words (field))
    g_ptr_array_add (texts, g_strdup (""));
  if (is_words (field) && required == (verdict == REFUSED))
    g_ptr_array_add (texts, g_strdup ("   "));
  return texts;
}

/* ---- what must come of it ---------------------------------------------------------------------------------------- */

static const char *const ways_out[] = { "Enter", "enter", "Use ", "Choose ", "Shorten ", "Fill it in",
                                        "must be between ", "check the ", "count from", NULL };

/* By the field, with its name, a whole sentence, and the way out. */
static void
assert_said (MusterFieldEditor *editor, const char *text)
{
  const MusterField *field = muster_field_editor_get_field (editor);
  const char *message = desk_message (editor);
  gboolean helps = FALSE;

  if (message == NULL)
    g_error ("Nothing is said beside “%s” of “%.60s”", field->name, text);
  g_assert_true (g_str_has_prefix (message, "Error: ") && g_str_has_suffix (message, "."));
  g_assert_nonnull (strstr (message, muster_field_get_label (field)));
  g_assert_cmpint (g_utf8_strlen (message, -1), <, 600);
  for (guint i = 0; ways_out[i] != NULL; i++)
    helps |= strstr (message, ways_out[i]) != NULL;
  if (!helps)
    g_error ("“%s” knows no way out", message);
}

static void
assert_refused (MusterFieldEditor *editor, const char *text)
{
  g_autofree char *typed = desk_read (editor);

  assert_said (editor, text);
  g_assert_cmpstr (typed, ==, text);
}

static char *
read_saved (Desk *self, const MusterField *field)
{
  return muster_field_to_text (field, muster_record_get (self->editor->base, field->name));
}

static void
strip_lines (char **lines)
{
  for (guint i = 0; lines[i] != NULL; i++)
    g_strstrip (lines[i]);
}

/* But for white space around it, and around the items of a list. */
static gboolean
is_as_typed (const MusterField *field, const char *saved, const char *text)
{
  g_autofree char *typed = g_strstrip (g_strdup (text));
  g_auto(GStrv) lines = g_strsplit (typed, "\n", -1);
  g_autoptr(GString) items = g_string_new (NULL);

  if (field->type != MUSTER_VALUE_LIST)
    return g_str_equal (saved, typed);
  strip_lines (lines);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      g_string_append_printf (items, "%s%s", items->len > 0 ? "\n" : "", lines[i]);
  return g_str_equal (saved, items->str);
}

/* What cannot be kept is left out where everybody can see it. */
static void
assert_taken (Desk *self, MusterFieldEditor *editor, const char *text)
{
  const MusterField *field = muster_field_editor_get_field (editor);
  g_autofree char *saved = read_saved (self, field), *shown = desk_read (editor);

  g_assert_null (desk_message (editor));
  if (is_as_typed (field, saved, text))
    {
      g_assert_cmpstr (shown, ==, text);
      return;
    }
  g_assert_cmpstr (shown, ==, saved);
  if (!desk_leaves_out (editor))
    g_error ("%s keeps “%s” of “%s”, and does not say so", field->name, saved, text);
}

/* ---- the rounds -------------------------------------------------------------------------------------------------- */

static void
assert_focus (Desk *self, const MusterKind *kind, MusterFieldEditor *editor)
{
  if (!desk_focus_comes (self, editor))
    g_error ("The focus does not go to %s of %s", muster_field_editor_get_field (editor)->name, kind->name);
}

/* Nothing but this field can be what is complained of. */
static void
try_alone (Desk *self, const MusterKind *kind, const MusterField *field, const char *text)
{
  MusterFieldEditor *editor = desk_editor_of (self, field);

  desk_start (self);
  desk_type (editor, text);
  if (desk_save (self))
    g_error ("%s took “%.60s” for %s", kind->name, text, field->name);
  assert_refused (editor, text);
  assert_focus (self, kind, editor);
}

static gboolean
is_edited (const MusterField *field)
{
  return !muster_field_is_derived (field);
}

/* The nth text of each field that has so many, all in one form. FALSE: none has. */
static gboolean
try_together (Desk *self, const MusterKind *kind, Verdict verdict, guint nth)
{
  g_autoptr(GPtrArray) editors = g_ptr_array_new ();
  g_autoptr(GPtrArray) typed = g_ptr_array_new_with_free_func (g_free);

  desk_start (self);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_autoptr(GPtrArray) texts = is_edited (&kind->fields[i]) ? texts_for (&kind->fields[i], verdict) : NULL;

      if (texts == NULL || nth >= texts->len)
        continue;
      g_ptr_array_add (editors, desk_editor_of (self, &kind->fields[i]));
      g_ptr_array_add (typed, g_strdup (texts->pdata[nth]));
      desk_type (editors->pdata[editors->len - 1], texts->pdata[nth]);
    }
  if (editors->len == 0)
    return FALSE;
  if (desk_save (self) != (verdict == TAKEN))
    g_error ("%s %s the texts %u", kind->name, verdict == TAKEN ? "refused" : "took", nth);
  for (guint i = 0; i < editors->len; i++)
    if (verdict == TAKEN)
      assert_taken (self, editors->pdata[i], typed->pdata[i]);
    else
      assert_refused (editors->pdata[i], typed->pdata[i]);
  if (verdict == REFUSED)
    assert_focus (self, kind, editors->pdata[0]);
  return TRUE;
}

static void
test_right (gconstpointer data)
{
  Desk *self = (Desk *) data;
  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    {
      desk_show_kind (self, muster_kind_get (i));
      desk_start (self);
      if (!desk_save (self))
        g_error ("The right %s was refused", muster_kind_get (i)->name);
    }
}

static void
test_alone (gconstpointer data)
{
  Desk *self = (Desk *) data;
  guint n_fields = 0;

  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    {
      const MusterKind *kind = muster_kind_get (i);

      desk_show_kind (self, kind);
      for (guint j = 0; j < kind->n_fields; j++)
        {
          g_autoptr(GPtrArray) texts = is_edited (&kind->fields[j]) ? texts_for (&kind->fields[j], REFUSED) : NULL;

          if (texts == NULL || texts->len == 0)
            continue;
          try_alone (self, kind, &kind->fields[j], texts->pdata[0]);
          n_fields++;
        }
    }
  g_assert_cmpuint (n_fields, >, 200);
}

static void
try_rounds (Desk *self, Verdict verdict)
{
  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    {
      guint n = 0;

      desk_show_kind (self, muster_kind_get (i));
      while (try_together (self, muster_kind_get (i), verdict, n))
        n++;
      g_assert_cmpuint (n, >, 1);
    }
}

static void
test_refused (gconstpointer data)
{
  try_rounds ((Desk *) data, REFUSED);
}

static void
test_taken (gconstpointer data)
{
  try_rounds ((Desk *) data, TAKEN);
}

/* Laying out a quarter of a megabyte takes its time: the form of one field of each type is given it. */
static void
test_longest (gconstpointer data)
{
  Desk *self = (Desk *) data;
  g_autofree char *text = make_long (MUSTER_TEXT_MAX_BYTES + 1);
  guint tried = 0;

  for (guint i = 0; i < MUSTER_N_KINDS; i++)
    for (guint j = 0; j < muster_kind_get (i)->n_fields; j++)
      {
        const MusterField *field = &muster_kind_get (i)->fields[j];
        g_autoptr(MusterValue) value = NULL;

        if (!is_edited (field) || (field->type != MUSTER_VALUE_LONG_TEXT && field->type != MUSTER_VALUE_LIST))
          continue;
        g_assert_false (muster_field_parse (field, text, &value, NULL));
        if ((tried & 1u << field->type) != 0)
          continue;
        desk_show_kind (self, muster_kind_get (i));
        try_alone (self, muster_kind_get (i), field, text);
        tried |= 1u << field->type;
      }
}

/* GTK cuts off what an entry cannot hold: no field may take the rest for all of it. */
static void
test_cut_off (gconstpointer data)
{
  Desk *self = (Desk *) data;
  const MusterKind *kind = muster_kind_get (MUSTER_KIND_RISK);
  g_autofree char *text = make_long (70000);

  desk_show_kind (self, kind);
  for (guint i = 0; i < kind->n_fields; i++)
    if (is_edited (&kind->fields[i])
        && GTK_IS_ENTRY (desk_control (desk_editor_of (self, &kind->fields[i]))))
      {
        desk_start (self);
        desk_type (desk_editor_of (self, &kind->fields[i]), text);
        g_assert_false (desk_save (self));
        assert_said (desk_editor_of (self, &kind->fields[i]), text);
      }
}

/* What is on the clipboard may hold anything: what is seen of it is what is kept. */
static void
test_pasted_nul (gconstpointer data)
{
  static const char pasted[] = "before\0after";
  Desk *self = (Desk *) data;
  const MusterKind *kind = muster_kind_get (MUSTER_KIND_RISK);
  const MusterField *title = muster_kind_get_field (kind, "title");
  g_autoptr(GBytes) bytes = g_bytes_new_static (pasted, sizeof pasted - 1);
  g_autoptr(GdkContentProvider) content = gdk_content_provider_new_for_bytes ("text/plain;charset=utf-8", bytes);
  g_autofree char *seen = NULL;
  GtkWidget *entry;

  desk_show_kind (self, kind);
  desk_start (self);
  entry = desk_control (desk_editor_of (self, title));
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  gdk_clipboard_set_content (gtk_widget_get_clipboard (entry), content);
  gtk_widget_activate_action (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (entry))), "clipboard.paste", NULL);
  while (*gtk_editable_get_text (GTK_EDITABLE (entry)) == '\0')
    g_main_context_iteration (NULL, TRUE);
  seen = desk_read (desk_editor_of (self, title));
  g_assert_true (desk_save (self));
  g_assert_true (g_str_has_prefix (seen, "before"));
  g_assert_cmpstr (muster_record_get_text (self->editor->base, "title"), ==, seen);
}

/* Somebody goes on typing after a save, and saves again before the first is done. */
static void
test_saved_twice (gconstpointer data)
{
  Desk *self = (Desk *) data;
  const MusterKind *kind = muster_kind_get (MUSTER_KIND_ORGANISATION);
  MusterFieldEditor *title;

  desk_show_kind (self, kind);
  desk_start (self);
  title = desk_editor_of (self, muster_kind_title_field (kind));
  g_assert_true (desk_save (self));
  desk_type (title, "first");
  muster_record_editor_save (self->editor);
  desk_type (title, "second");
  muster_record_editor_save (self->editor);
  for (guint n = self->n_saved; self->n_saved < n + 2;)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (muster_record_get_text (self->editor->base, muster_kind_title_field (kind)->name), ==, "second");
  g_assert_false (muster_record_editor_is_changed (self->editor));
}

int
main (int argc, char **argv)
{
  Desk desk = { 0 };
  int status;

  /* Nobody listens here: what a screen reader would be told of each letter takes a third of the time. */
  g_setenv ("GTK_A11Y", "none", TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  desk_open (&desk);
  g_test_add_data_func ("/forms/right", &desk, test_right);
  g_test_add_data_func ("/forms/alone", &desk, test_alone);
  g_test_add_data_func ("/forms/refused", &desk, test_refused);
  g_test_add_data_func ("/forms/taken", &desk, test_taken);
  g_test_add_data_func ("/forms/longest", &desk, test_longest);
  g_test_add_data_func ("/forms/cut-off", &desk, test_cut_off);
  g_test_add_data_func ("/forms/pasted-nul", &desk, test_pasted_nul);
  g_test_add_data_func ("/forms/saved-twice", &desk, test_saved_twice);
  status = g_test_run ();
  desk_close (&desk);
  return status;
}
