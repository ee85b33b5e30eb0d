/* muster-editors-private.h - the kinds of field editor.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-field-editor.h"

G_BEGIN_DECLS

/* One line: text, numbers, dates, parties, populations. */
#define MUSTER_TYPE_ENTRY_EDITOR (muster_entry_editor_get_type ())
G_DECLARE_FINAL_TYPE (MusterEntryEditor, muster_entry_editor, MUSTER, ENTRY_EDITOR, MusterFieldEditor)

/* Paragraphs, and lists with an item a line. */
#define MUSTER_TYPE_TEXT_EDITOR (muster_text_editor_get_type ())
G_DECLARE_FINAL_TYPE (MusterTextEditor, muster_text_editor, MUSTER, TEXT_EDITOR, MusterFieldEditor)

/* Choices and scores. */
#define MUSTER_TYPE_CHOICE_EDITOR (muster_choice_editor_get_type ())
G_DECLARE_FINAL_TYPE (MusterChoiceEditor, muster_choice_editor, MUSTER, CHOICE_EDITOR, MusterFieldEditor)

#define MUSTER_TYPE_SWITCH_EDITOR (muster_switch_editor_get_type ())
G_DECLARE_FINAL_TYPE (MusterSwitchEditor, muster_switch_editor, MUSTER, SWITCH_EDITOR, MusterFieldEditor)

/* References to one record or several. */
#define MUSTER_TYPE_LINKS_EDITOR (muster_links_editor_get_type ())
G_DECLARE_FINAL_TYPE (MusterLinksEditor, muster_links_editor, MUSTER, LINKS_EDITOR, MusterFieldEditor)

G_END_DECLS
