/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "muster-migrations.h"

#include "store-resources.h"

static const char *const files[] = {
  "/org/muster/Muster/store/0001.sql",
  "/org/muster/Muster/store/0002.sql",
  "/org/muster/Muster/store/0003.sql",
  "/org/muster/Muster/store/0004.sql",
  "/org/muster/Muster/store/0005.sql",
  "/org/muster/Muster/store/0006.sql",
  "/org/muster/Muster/store/0007.sql",
  "/org/muster/Muster/store/0008.sql",
};

const char *const *
muster_migrations_get (int *n_steps)
{
  static const char *steps[G_N_ELEMENTS (files)];
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      for (guint i = 0; i < G_N_ELEMENTS (files); i++)
        {
          g_autoptr(GBytes) bytes = g_resource_lookup_data (muster_store_get_resource (), files[i], 0, NULL);

          g_assert (bytes != NULL);
          steps[i] = g_bytes_get_data (bytes, NULL); /* resources end with a NUL and live as long as the program */
        }
      g_once_init_leave (&ready, 1);
    }
  *n_steps = G_N_ELEMENTS (files);
  return steps;
}
