/* muster-population.h - a number of people, with how sure its source was.
 *
 * "80,000" is exact, "~80k", "about 80,000" and "c. 80k" are about, "50-80k" and "50,000 to 80,000" are a range,
 * "N/A" and "not available" are not available. A stray currency sign ("£100k", as one source has) is read past and
 * kept in the text, and so are "patients", "each" and a note in brackets.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  MUSTER_POPULATION_EXACT,
  MUSTER_POPULATION_ABOUT,
  MUSTER_POPULATION_RANGE,
  MUSTER_POPULATION_NOT_AVAILABLE,
} MusterPopulationQualifier;

typedef struct _MusterPopulation MusterPopulation; /* immutable, reference counted, any thread */

/* Numbers are 0 to 100,000,000. "k" and "m" multiply; in "50-80k" the k serves both ends, and in "30-50,000" (with a
 * dash) the thousands do. */
MusterPopulation         *muster_population_parse         (const char *text, GError **error);
/* text may be NULL: then the canonical text is kept. low equals high unless qualifier is RANGE. NULL where a number is
 * out of range or high is below low. */
MusterPopulation         *muster_population_new           (MusterPopulationQualifier qualifier, gint64 low, gint64 high,
                                                           const char *text);
MusterPopulation         *muster_population_ref           (MusterPopulation *self);
void                      muster_population_unref         (MusterPopulation *self);

MusterPopulationQualifier muster_population_get_qualifier (const MusterPopulation *self);
gint64                    muster_population_get_low       (const MusterPopulation *self);
gint64                    muster_population_get_high      (const MusterPopulation *self);
const char               *muster_population_get_text      (const MusterPopulation *self);
/* "80,000", "about 80,000", "50,000 to 80,000", "not available". Parses back to the same value. */
char                     *muster_population_to_canonical  (const MusterPopulation *self);
/* Qualifier, numbers and text are all the same. */
gboolean                  muster_population_equal         (const MusterPopulation *a, const MusterPopulation *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MusterPopulation, muster_population_unref)

G_END_DECLS
