/* muster-inflate.h - gzip both ways, with an end to what a small body may become. Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One whole gzip member and nothing behind it. MUSTER_ERROR_NO_SPACE: it would be more than max bytes, or more than
 * ratio times its size; MUSTER_ERROR_INVALID: it is no gzip. */
GBytes *muster_inflate (GBytes *packed, gsize max, guint ratio, GError **error);
/* NULL where it would not be smaller. */
GBytes *muster_deflate (GBytes *plain);
/* The body of a request as it is packed to be sent; NULL: it goes as it is, because little is gained or more than is
 * unpacked. */
GBytes *muster_deflate_request (GBytes *plain);
/* Whether the endpoint takes it for its size: PROTOCOL.md section 14. */
gboolean muster_request_fits (GBytes *plain);

G_END_DECLS
