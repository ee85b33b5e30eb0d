/* muster-sheet-print.h - prints a sheet, or writes it to a PDF.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-sheet.h"

G_BEGIN_DECLS

/* The dialog of the desktop, which offers a PDF too. told (data, sentence) where it could not be printed. */
typedef void (*MusterPrintTold) (gpointer data, const char *sentence);
void     muster_sheet_print (MusterSheet *sheet, GtkWidget *parent, MusterPrintTold told, gpointer data);

G_END_DECLS
