/* plausible.h - words for a made-up programme: names, titles and sentences drawn from a seeded source.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "muster-random.h"

G_BEGIN_DECLS

/* TRUE in percent of a hundred cases. */
gboolean    plausible_chance   (MusterRandom *random, guint percent);
/* One of the nicks of a list that ends with NULL; those that stand there twice come twice as often. */
const char *plausible_pick     (MusterRandom *random, const char *const *words);

/* Boroughs differ up to 30, teams of one borough up to some hundred. */
char       *plausible_borough  (guint i);
char       *plausible_team     (MusterRandom *random, guint i);
char       *plausible_practice (MusterRandom *random);
const char *plausible_post     (MusterRandom *random); /* "PCN Clinical Director" */
char       *plausible_work     (MusterRandom *random); /* "Recruit care coordinators for the frailty service" */
char       *plausible_risk     (MusterRandom *random);
char       *plausible_control  (MusterRandom *random);
char       *plausible_sentences (MusterRandom *random, guint n);

/* Dates as people write them, within two years of 2026: "14 March 2026", "Q2 2026/27", "March 2027", "TBC". */
char       *plausible_date     (MusterRandom *random);
char       *plausible_when     (MusterRandom *random);

G_END_DECLS
