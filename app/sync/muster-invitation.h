/* muster-invitation.h - an address and a code as they come in a message. No I/O; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Finds in what somebody pasted the address of an endpoint and the code:
 * "https://muster.example.nhs.uk/#K7QF-2M9D-XR4T", or both anywhere in a message. Each is set where it is there, else
 * left as it is. TRUE: both were. */
gboolean muster_invitation_read (const char *text, char **address, char **code);
/* The same as one link; NULL: address is none that a computer joins, see muster_transport_check_address(). */
char    *muster_invitation_print (const char *address, const char *code);

G_END_DECLS
