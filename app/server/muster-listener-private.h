/* muster-listener-private.h - what the parts of the listener share.
 *
 *   link      one connection, for limits and deadlines
 *   exchange  one request on it and its answer; lives until libmicrohttpd says that it is done
 *   job       an exchange that waits for the writer
 *   sleeper   an exchange that is held back: a long poll, a stream of events
 *
 * An exchange belongs to the thread that libmicrohttpd calls with it; while its connection is suspended, to whoever is
 * going to resume it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-endpoint.h"
#include "muster-listener.h"

#include <microhttpd.h>

G_BEGIN_DECLS

/* PROTOCOL.md section 14. */
#define MAX_HEADER   (16 * 1024)
#define MAX_PARAMETERS 64
#define MAX_BODY     (1024 * 1024)
#define MAX_INFLATED (8 * 1024 * 1024)
#define MAX_RATIO    64
#define MAX_WAIT     50
#define MAX_HELD     (256 * 1024 * 1024) /* bodies of all requests together */
#define TOKEN_TRIES  300 /* a minute, of one address, which may be that of a whole hospital */
#define BURST        10 /* seconds of its rate that a device may use at once */

/* The sense of time: so many a second, counted by the main context. */
#define TICKS 10

typedef struct _Link Link;
typedef struct _Exchange Exchange;

typedef enum {
  LINK_IDLE,    /* nothing of a request has come */
  LINK_READING, /* it is coming, since `since` */
  LINK_WORKING, /* it has come, and we are at it */
  LINK_SENDING, /* its answer goes out, since `since` */
  LINK_STREAM,  /* events, which have no end */
} LinkState;

struct _Link {
  GList     node;     /* in links; data is the link */
  int       fd;
  char     *address;
  LinkState state;
  guint     since;    /* tick */
  guint64   received; /* bytes that had come when it became idle */
};

typedef enum {
  STAGE_NEW,
  STAGE_BODY,
  STAGE_WRITER, /* suspended, in the queue of the writer */
  STAGE_ASLEEP, /* suspended until there is news */
  STAGE_SENT,
} Stage;

struct _Exchange {
  MusterListener        *listener;
  struct MHD_Connection *connection;
  Link                  *link;
  Stage                  stage;
  MusterRequest         *request;
  MusterResponse        *response;  /* from the writer */
  GByteArray            *body;
  gsize                  body_size; /* what came, kept or not */
  gsize                  held;      /* its share in what all bodies may take */
  gboolean               gzip, takes_gzip, must_close;
  guint                  news;      /* generation of the head when it was last looked */
  guint                  until;     /* tick at which to stop waiting */
  gboolean               stream, asleep, due;
  gint64                 told;      /* seq last told on a stream; -1: none */
  guint                  told_at;   /* tick */
  guint                  checked_at; /* tick at which it was last seen that the stream may go on */
  MusterTime             began;
  gsize                  sent;
};

typedef struct {
  MusterLedger   *ledger;
  MusterRandom   *random;
  MusterEndpoint *endpoint;
} Reader;

/* Requests within a time, of one address or device. */
typedef struct {
  double left;
  guint  at; /* tick */
} Allowance;

struct _MusterListener {
  MusterListenerOptions options;
  MusterClock          *clock;
  char                 *path, *certificate, *key;
  MusterIdText          server;
  struct MHD_Daemon    *daemon;
  int                   socket;
  guint16               port;
  guint                 ticker;
  guint                 tick;       /* atomic */
  gboolean              stopping;   /* atomic */
  void                (*stopped) (gpointer data);
  gpointer              stopped_data;
  guint                 stop_by;    /* tick */

  GMutex      lock;       /* for what follows */
  GQueue      links;      /* Link */
  GHashTable *addresses;  /* address -> number of links */
  guint       refused_at; /* tick at which the log last told of a connection too many; 0: never */
  GHashTable *allowances; /* key -> Allowance */
  GHashTable *readers;    /* GThread -> Reader */
  GPtrArray  *sleepers;   /* Exchange, suspended */
  GPtrArray  *streams;    /* Exchange, asleep or not */
  guint       active;     /* exchanges that have begun and are no stream */
  gsize       held;       /* bytes of bodies */
  gint64      head;
  guint       news;       /* generation of the head */
  guint       teller;     /* the source of a wake-up that is on its way; 0: none */

  GThread *writer;
  GMutex   queue_lock;
  GCond    queue_filled;
  GQueue   queue;         /* Exchange */
  gboolean queue_closed;
};

/* ---- muster-listener.c ------------------------------------------------------------------------------------------- */

guint muster_listener_now   (MusterListener *self); /* the tick */
/* The reading endpoint of this thread; NULL where the ledger cannot be opened. */
MusterEndpoint *muster_listener_get_reader (MusterListener *self);

/* ---- muster-listener-links.c: how many, how long, how often ------------------------------------------------------ */

void     muster_listener_notify_link   (void *self, struct MHD_Connection *connection, void **context,
                                        enum MHD_ConnectionNotificationCode code);
void     muster_listener_set_link      (MusterListener *self, Link *link, LinkState state);
/* Shuts what is late. */
void     muster_listener_check_links   (MusterListener *self);
/* Takes one from what key may do: `burst` at once and `rate` a second. FALSE, and the seconds to wait, where nothing
 * is left. */
gboolean muster_listener_allow (MusterListener *self, const char *key, double rate, double burst, guint *seconds);
void     muster_listener_forget_allowances (MusterListener *self);
/* Counts n more bytes for the body of exchange, until it ends. FALSE: too much is held already. */
gboolean muster_listener_hold          (Exchange *exchange, gsize n);

/* ---- muster-listener-request.c ----------------------------------------------------------------------------------- */

void           *muster_listener_begin  (void *self, const char *uri, struct MHD_Connection *connection);
enum MHD_Result muster_listener_handle (void *self, struct MHD_Connection *connection, const char *url,
                                        const char *method, const char *version, const char *data, size_t *n_data,
                                        void **context);
void            muster_listener_end    (void *self, struct MHD_Connection *connection, void **context,
                                        enum MHD_RequestTerminationCode code);

/* ---- muster-listener-check.c ------------------------------------------------------------------------------------- */

/* Fills the request from the head. NULL, or the answer that refuses it. */
MusterResponse *muster_listener_check_head (Exchange *exchange, const char *method, const char *version);
/* The body as it was meant, in the request; else the answer that refuses it. */
MusterResponse *muster_listener_check_body (Exchange *exchange);

/* ---- muster-listener-answer.c ------------------------------------------------------------------------------------ */

MusterResponse *muster_listener_refuse (guint status, const char *type, const char *retry, guint after,
                                        const char *detail);
/* Takes response. */
enum MHD_Result muster_listener_answer (Exchange *exchange, MusterResponse *response);
/* What every answer has. */
void            muster_listener_add_headers (MusterListener *self, struct MHD_Response *response);

/* ---- muster-listener-writer.c ------------------------------------------------------------------------------------ */

gboolean muster_listener_start_writer (MusterListener *self, GError **error);
void     muster_listener_enqueue      (Exchange *exchange); /* suspends */
/* Ends what is queued, then the thread. */
void     muster_listener_stop_writer  (MusterListener *self);

/* ---- muster-listener-wait.c -------------------------------------------------------------------------------------- */

/* Whether the answer to a pull tells nothing that the asker does not know. */
gboolean        muster_listener_is_empty (const MusterResponse *response);
/* Suspends until there is news or the wait is over. */
void            muster_listener_sleep    (Exchange *exchange);
enum MHD_Result muster_listener_stream   (Exchange *exchange);
/* The head is now seq: wakes who waits. Any thread. */
void            muster_listener_tell     (MusterListener *self, gint64 seq);
/* Wakes whose time has come; everybody when all is TRUE. */
void            muster_listener_wake     (MusterListener *self, gboolean all);

/* ---- muster-listener-log.c --------------------------------------------------------------------------------------- */

void muster_listener_log_exchange (Exchange *exchange, guint status);
void muster_listener_log          (MusterListener *self, const char *event, const char *more);

G_END_DECLS
