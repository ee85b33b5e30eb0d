/* muster-server.h - what the commands of muster-server share.
 *
 * A command reads its arguments, works on the ledger and writes to `out`, which main() prints in the end. What goes
 * wrong is a GError, from which main() makes the sentence and the exit code.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-ledger.h"
#include "muster-listener.h"

G_BEGIN_DECLS

/* Exit codes; the manual page lists them, and they never change. */
typedef enum {
  MUSTER_SERVER_OK        = 0,
  MUSTER_SERVER_REFUSED   = 1,
  MUSTER_SERVER_USAGE     = 2,
  MUSTER_SERVER_NOT_FOUND = 3,
  MUSTER_SERVER_DATA      = 4, /* the server's data cannot be opened */
  MUSTER_SERVER_IO        = 5,
  MUSTER_SERVER_FAULTS    = 6, /* verify found faults */
} MusterServerExit;

#define MUSTER_SERVER_ERROR (muster_server_error_quark ())
GQuark muster_server_error_quark (void);

#define MUSTER_SERVER_NOT_GIVEN G_MININT /* of a number */

typedef struct {
  gboolean version, all, json, behind_proxy;
  int      port, connections, per_address, deadline, rate, threads, heartbeat, grace, hours;
  char    *data, *address, *listen, *port_file, *certificate, *key, *person, *name, *role, *scope, *output;
} MusterServerOptions;

typedef struct {
  MusterServerOptions options;
  MusterClock        *clock;
  MusterRandom       *random;
  MusterLedger       *ledger;
  char               *path; /* of the data, through links */
  GString            *out;
  MusterServerExit    status;
} MusterServer;

typedef struct {
  const char *name;      /* "device list" */
  const char *arguments;
  const char *summary;   /* N_() */
  const char *options;   /* names, with spaces between */
  int         min, max;
  gboolean  (*run) (MusterServer *server, char **arguments, GError **error);
} MusterServerCommand;

gboolean muster_server_serve         (MusterServer *server, char **arguments, GError **error);
gboolean muster_server_init          (MusterServer *server, char **arguments, GError **error);
gboolean muster_server_invite        (MusterServer *server, char **arguments, GError **error);
gboolean muster_server_grant         (MusterServer *server, char **arguments, GError **error);
gboolean muster_server_withdraw      (MusterServer *server, char **arguments, GError **error);
gboolean muster_server_list_people   (MusterServer *server, char **arguments, GError **error);
gboolean muster_server_list_devices  (MusterServer *server, char **arguments, GError **error);
gboolean muster_server_revoke_device (MusterServer *server, char **arguments, GError **error);
gboolean muster_server_list_scopes   (MusterServer *server, char **arguments, GError **error);
gboolean muster_server_back_up       (MusterServer *server, char **arguments, GError **error);
gboolean muster_server_restore       (MusterServer *server, char **arguments, GError **error);
gboolean muster_server_verify        (MusterServer *server, char **arguments, GError **error);
gboolean muster_server_export        (MusterServer *server, char **arguments, GError **error);

/* The file that --data names, else server.muster in the folder of the service's state or of the user's data. */
const char *muster_server_path       (MusterServer *server);
/* Takes failure, why they cannot be opened. */
void        muster_server_refuse_data (MusterServer *server, GError *failure, GError **error);
gboolean    muster_server_open       (MusterServer *server, MusterLedgerFlags flags, GError **error);
void        muster_server_print      (MusterServer *server, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean    muster_server_refuse_usage (GError **error, const char *message);

G_END_DECLS
