/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plausible.h"

static const char *const places[] = {
  "Ashbourne", "Brentholme", "Castle Hill", "Dunmoor", "Eastfield", "Fernleigh", "Grange Park", "Hartwell",
  "Ivy Bridge",
  "Juniper Road", "Kingsmead", "Larkhall", "Mill Green", "Northolt", "Oakwood", "Priory", "Queensway", "Ravensbourne",
  "Stoneleigh", "Tanner's Hill", "Underwood", "Vale", "Westbury", "Yew Tree", "Abbots", "Brookside", "Chestnut",
  "Dockside", "Elmfield", "Fairview", NULL,
};

static const char *const corners[] = {
  "North", "South", "East", "West", "Central", "Upper", "Lower", "Old", "New", "Riverside", "Parkside", "Hillside",
  NULL,
};

static const char *const shapes[] = { "PCN", "PCN", "Neighbourhood", "INT", "Hub", "CHIN", NULL };

static const char *const posts[] = {
  "PCN Clinical Director", "PCN Operational Manager", "Programme Director", "Programme Manager",
  "Service Mobilisation Lead",
  "Borough Director", "Head of Primary Care", "Lead Nurse", "Lead Pharmacist", "Public Health Consultant",
  "Social Care Lead", "Voluntary Sector Lead", "Finance Manager", "Workforce Lead", "Digital Lead", "Estates Manager",
  "Community Matron", "GP Federation Chair", "Head of Quality", "Communications Manager", "Data Analyst",
  "Café Co-ordinator",
  NULL,
};

static const char *const verbs[] = {
  "Recruit", "Agree", "Set up", "Review", "Publish", "Draft", "Sign off", "Roll out", "Evaluate", "Train", "Procure",
  "Map",
  "Pilot", "Extend", "Commission", "Baseline", "Share", "Test", NULL,
};

static const char *const objects[] = {
  "care coordinators", "the information sharing agreement", "the multidisciplinary team meeting",
  "the frailty register",
  "social prescribing link workers", "the estates plan", "the workforce plan", "the memorandum of understanding",
  "the diabetes pathway", "the extended access rota", "the population health dashboard", "the communications plan",
  "clinical pharmacists", "the resident survey", "the referral form", "the outcomes framework",
  "the governance structure",
  "the budget for the first year", "the digital front door", "the home visiting service", "the end of life register",
  "the children's hub", "the mental health practitioners", "the mobilisation gateway", "the quality improvement team",
  "the risk stratification tool", "the carers' café", "the pharmacy first scheme", NULL,
};

static const char *const purposes[] = {
  "", "", "", " for people with frailty", " for residents over 65", " with the voluntary sector", " before go live",
  " across all practices", " with the community trust", " with the council", " for the winter",
  " in two practices first",
  " for housebound patients", " and report to the board", NULL,
};

static const char *const hazards[] = {
  "Delay to", "Lack of capacity for", "No agreed funding for", "Low uptake of", "Practices withdraw from", "Loss of",
  "Unclear accountability for", "Poor data quality in", "Vacancies hold up", "Duplication of", "Late approval of",
  "Overspend on", NULL,
};

static const char *const controls[] = {
  "Weekly review of", "Named lead for", "Interim cover for", "Escalation route for", "Monthly report on",
  "Shared plan for",
  "Contract variation for", "Training in", "Bank staff for", "Joint board oversight of", NULL,
};

static const char *const openings[] = {
  "The team has agreed", "Practices asked for", "The board noted", "Partners are still waiting for",
  "The council will fund",
  "Residents told us about", "A small group is working on", "The trust has paused", "The federation can lend staff to",
  "Nobody has yet taken on", "The first two practices have started", "The audit found gaps in", NULL,
};

static const char *const endings[] = {
  "and will report back next month.", "while recruitment goes on.", "because the contract ends in March.",
  "so that people need to tell their story only once.", "although two practices are short of rooms.",
  "and the cost is within the budget.", "before the next gateway review.", "and this was raised at the steering group.",
  "which keeps people out of hospital.", "as the naïve estimate did not hold.", NULL,
};

gboolean
plausible_chance (MusterRandom *random, guint percent)
{
  return muster_random_below (random, 100) < percent;
}

const char *
plausible_pick (MusterRandom *random, const char *const *words)
{
  guint n = 0;

  while (words[n] != NULL)
    n++;
  return words[muster_random_below (random, n)];
}

char *
plausible_borough (guint i)
{
  return g_strdup (places[i % (G_N_ELEMENTS (places) - 1)]);
}

char *
plausible_team (MusterRandom *random, guint i)
{
  guint n_corners = G_N_ELEMENTS (corners) - 1;
  guint n_places = G_N_ELEMENTS (places) - 1;

  return g_strdup_printf ("%s %s %s", corners[i % n_corners], places[i / n_corners % n_places],
                          plausible_pick (random, shapes));
}

char *
plausible_practice (MusterRandom *random)
{
  static const char *const kinds[] = { "Surgery", "Medical Centre", "Health Centre", "Group Practice", NULL };
  const char *place = plausible_pick (random, places);

  return g_strdup_printf ("%s %s", place, plausible_pick (random, kinds));
}

const char *
plausible_post (MusterRandom *random)
{
  return plausible_pick (random, posts);
}

/* The order in which a call's arguments are worked out is the compiler's own: each word is drawn by itself. */
static char *
join_three (MusterRandom *random, const char *const *first, const char *const *second, const char *const *third)
{
  const char *a = plausible_pick (random, first);
  const char *b = plausible_pick (random, second);
  const char *c = plausible_pick (random, third);

  return g_strdup_printf ("%s %s%s", a, b, c);
}

char *
plausible_work (MusterRandom *random)
{
  return join_three (random, verbs, objects, purposes);
}

char *
plausible_risk (MusterRandom *random)
{
  return join_three (random, hazards, objects, purposes);
}

char *
plausible_control (MusterRandom *random)
{
  return join_three (random, controls, objects, purposes);
}

char *
plausible_sentences (MusterRandom *random, guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      const char *opening = plausible_pick (random, openings);
      const char *object = plausible_pick (random, objects);

      g_string_append_printf (text, "%s%s %s %s", i > 0 ? " " : "", opening, object, plausible_pick (random, endings));
    }
  return g_string_free (text, FALSE);
}

static const char *const months[] = {
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
  "December",
  NULL,
};

char *
plausible_date (MusterRandom *random)
{
  guint day = 1 + muster_random_below (random, 28);
  const char *month = plausible_pick (random, months);

  return g_strdup_printf ("%u %s %u", day, month, 2024 + muster_random_below (random, 4));
}

char *
plausible_when (MusterRandom *random)
{
  guint year = 2024 + muster_random_below (random, 4);
  guint chance = muster_random_below (random, 100);

  if (chance < 55)
    return plausible_date (random);
  if (chance < 75)
    return g_strdup_printf ("Q%u %u/%02u", 1 + muster_random_below (random, 4), year, (year + 1) % 100);
  if (chance < 90)
    return g_strdup_printf ("%s %u", plausible_pick (random, months), year);
  if (chance < 95)
    return g_strdup ("TBC");
  return g_strdup (chance < 98 ? "ongoing" : "days 30 to 60");
}
