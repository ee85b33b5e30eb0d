/* test-when-parse.c - what people type and what the source documents say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-when.h"

#include "muster-error.h"

/* A day as 20170309, 0 for unknown. */
static guint32
day_of (guint date)
{
  GDate gdate;

  if (date == 0)
    return 0;
  g_date_clear (&gdate, 1);
  g_date_set_dmy (&gdate, (GDateDay) (date % 100), (GDateMonth) (date / 100 % 100), (GDateYear) (date / 10000));
  return g_date_get_julian (&gdate);
}

static MusterWhen *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  MusterWhen *when = muster_when_parse (text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (when);
  return when;
}

typedef struct {
  const char *text;
  const char *canonical;
  guint first, last; /* as 20170309 */
} Case;

static void
assert_cases (MusterWhenKind kind, const Case *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autoptr (MusterWhen) when = parse (cases[i].text);
      g_autofree char *canonical = muster_when_to_canonical (when);
      MusterDays days = muster_when_get_days (when);

      g_assert_cmpstr (canonical, ==, cases[i].canonical);
      g_assert_cmpint (muster_when_get_kind (when), ==, kind);
      g_assert_cmpint (muster_when_is_dated (when), ==, kind <= MUSTER_WHEN_RANGE);
      g_assert_cmpuint (days.earliest, ==, day_of (cases[i].first));
      g_assert_cmpuint (days.latest, ==, day_of (cases[i].last));
      g_assert_cmpstr (muster_when_get_text (when), ==, cases[i].text);
    }
}

static void
test_date (void)
{
  static const Case cases[] = {
    { "9 March 2017", "9 March 2017", 20170309, 20170309 },
    { "09/03/2017", "9 March 2017", 20170309, 20170309 },
    { "9/3/17", "9 March 2017", 20170309, 20170309 },
    { "9.3.2017", "9 March 2017", 20170309, 20170309 },
    { "9-3-2017", "9 March 2017", 20170309, 20170309 },
    { "2017-03-09", "9 March 2017", 20170309, 20170309 },
    { "2017/3/9", "9 March 2017", 20170309, 20170309 },
    { "9 Mar 17", "9 March 2017", 20170309, 20170309 },
    { "9 Mar '17", "9 March 2017", 20170309, 20170309 },
    { "9 mar. 2017", "9 March 2017", 20170309, 20170309 },
    { "9-Mar-17", "9 March 2017", 20170309, 20170309 },
    { "9th March 2017", "9 March 2017", 20170309, 20170309 },
    { "the 9th of March, 2017", "9 March 2017", 20170309, 20170309 },
    { "18th June 2019", "18 June 2019", 20190618, 20190618 },
    { "1st July 2019", "1 July 2019", 20190701, 20190701 },
    { "1st July 2022", "1 July 2022", 20220701, 20220701 },
    { "18th August 2021", "18 August 2021", 20210818, 20210818 },
    { "1st December 2016", "1 December 2016", 20161201, 20161201 },
    { "30th Sept 2019", "30 September 2019", 20190930, 20190930 },
    { "1 April 2017", "1 April 2017", 20170401, 20170401 },
    { "31/3/2017", "31 March 2017", 20170331, 20170331 },
    { "31/03/2017 00:00:00", "31 March 2017", 20170331, 20170331 },
    { "Thursday 9 March 2017", "9 March 2017", 20170309, 20170309 },
    { "Thu, 9 Mar 2017", "9 March 2017", 20170309, 20170309 },
    { "Thursday the 9th of March 2017", "9 March 2017", 20170309, 20170309 },
    { "March 9 2017", "9 March 2017", 20170309, 20170309 },
    { "March 17 2017", "17 March 2017", 20170317, 20170317 },
    { "March 9th, 2017", "9 March 2017", 20170309, 20170309 },
    { "29 February 2024", "29 February 2024", 20240229, 20240229 },
    { "by 31 March 2018", "31 March 2018", 20180331, 20180331 },
    { "no later than 31 March 2018", "31 March 2018", 20180331, 20180331 },
    { "all teams by 31 March 2018", "31 March 2018", 20180331, 20180331 },
    { "due on 31/3/18", "31 March 2018", 20180331, 20180331 },
    { "31 March 2018 (subject to procurement)", "31 March 2018", 20180331, 20180331 },
    { "31 March 2018 TBC", "31 March 2018", 20180331, 20180331 },
    { "end of March 2022", "31 March 2022", 20220331, 20220331 },
    { "by the end of March 2022", "31 March 2022", 20220331, 20220331 },
    { "end of June 2019", "30 June 2019", 20190630, 20190630 },
    { "end of February 2024", "29 February 2024", 20240229, 20240229 },
    { "end of Q2 2017/18", "30 September 2017", 20170930, 20170930 },
    { "\320\234arch 9 2017", "9 March 2017", 20170309, 20170309 }, /* a Cyrillic capital */
    { "9\302\240March\342\200\2572017", "9 March 2017", 20170309, 20170309 },
  };

  assert_cases (MUSTER_WHEN_DATE, cases, G_N_ELEMENTS (cases));
}

static void
test_month (void)
{
  static const Case cases[] = {
    { "March 2017", "March 2017", 20170301, 20170331 },
    { "Mar 17", "March 2017", 20170301, 20170331 },
    { "Mar-17", "March 2017", 20170301, 20170331 },
    { "mar '17", "March 2017", 20170301, 20170331 },
    { "03/2017", "March 2017", 20170301, 20170331 },
    { "Apr 2017", "April 2017", 20170401, 20170430 },
    { "Sept 2017", "September 2017", 20170901, 20170930 },
    { "September 21", "September 2021", 20210901, 20210930 },
    { "Jan 2019", "January 2019", 20190101, 20190131 },
    { "February 2017 (Gateway 1)", "February 2017", 20170201, 20170228 },
    { "August 2019 (Frailty)", "August 2019", 20190801, 20190831 },
    { "April 2017 Prior to CHIN/QIST mobilisation", "April 2017", 20170401, 20170430 },
    { "All CCGs by Mar 19", "March 2019", 20190301, 20190331 },
    { "by April 2022", "April 2022", 20220401, 20220430 },
    { "in July 2019", "July 2019", 20190701, 20190731 },
    { "early February 2022", "February 2022", 20220201, 20220228 },
    { "mid-May 2022", "May 2022", 20220501, 20220531 },
    { "the beginning of March 2020", "March 2020", 20200301, 20200331 },
    { "February 2024", "February 2024", 20240201, 20240229 },
    { "May 2022", "May 2022", 20220501, 20220531 },
  };

  assert_cases (MUSTER_WHEN_MONTH, cases, G_N_ELEMENTS (cases));
}

static void
test_quarter (void)
{
  static const Case cases[] = {
    { "Q1 2017/18", "Q1 2017/18", 20170401, 20170630 },
    { "Q1/ 2017/18", "Q1 2017/18", 20170401, 20170630 },
    { "Q2/2017/18", "Q2 2017/18", 20170701, 20170930 },
    { "Q3/ 2017/18", "Q3 2017/18", 20171001, 20171231 },
    { "Q4/ 2018/19", "Q4 2018/19", 20190101, 20190331 },
    { "Q1 17/18", "Q1 2017/18", 20170401, 20170630 },
    { "17/18 Q1", "Q1 2017/18", 20170401, 20170630 },
    { "2017/18 Q4", "Q4 2017/18", 20180101, 20180331 },
    { "2017/18, Q4", "Q4 2017/18", 20180101, 20180331 },
    { "Q2 of 2017/18", "Q2 2017/18", 20170701, 20170930 },
    { "Q1 FY17/18", "Q1 2017/18", 20170401, 20170630 },
    { "quarter 1, 2017/2018", "Q1 2017/18", 20170401, 20170630 },
    { "q1 2018-19", "Q1 2018/19", 20180401, 20180630 },
    { "by Q1 2018/19", "Q1 2018/19", 20180401, 20180630 },
    { "Q4 1999/00", "Q4 1999/00", 20000101, 20000331 },
  };

  assert_cases (MUSTER_WHEN_QUARTER, cases, G_N_ELEMENTS (cases));
}

static void
test_financial_year (void)
{
  static const Case cases[] = {
    { "2017/18", "2017/18", 20170401, 20180331 },
    { "17/18", "2017/18", 20170401, 20180331 },
    { "FY 2017/18", "2017/18", 20170401, 20180331 },
    { "FY17/18", "2017/18", 20170401, 20180331 },
    { "financial year 2017/18", "2017/18", 20170401, 20180331 },
    { "2019 / 20", "2019/20", 20190401, 20200331 },
    { "2020-21", "2020/21", 20200401, 20210331 },
    { "2020/2021", "2020/21", 20200401, 20210331 },
    { "16/17", "2016/17", 20160401, 20170331 },
    { "by 2023/24", "2023/24", 20230401, 20240331 },
  };

  assert_cases (MUSTER_WHEN_FINANCIAL_YEAR, cases, G_N_ELEMENTS (cases));
}

static void
test_range (void)
{
  static const Case cases[] = {
    { "17 to 31 March 2017", "17 March 2017 to 31 March 2017", 20170317, 20170331 },
    { "17-31 March 2017", "17 March 2017 to 31 March 2017", 20170317, 20170331 },
    { "17th \342\200\223 31st March 2017", "17 March 2017 to 31 March 2017", 20170317, 20170331 },
    { "March 17 \342\200\223 31 2017", "17 March 2017 to 31 March 2017", 20170317, 20170331 },
    { "March 17 to April 3 2017", "17 March 2017 to 3 April 2017", 20170317, 20170403 },
    { "Mar 17 - Jun 17", "1 March 2017 to 30 June 2017", 20170301, 20170630 },
    { "17/3/17 - 31/3/17", "17 March 2017 to 31 March 2017", 20170317, 20170331 },
    { "17/3/17-31/3/17", "17 March 2017 to 31 March 2017", 20170317, 20170331 },
    { "2017-03-17 to 2017-03-31", "17 March 2017 to 31 March 2017", 20170317, 20170331 },
    { "17 March 2017 to 31 March", "17 March 2017 to 31 March 2017", 20170317, 20170331 },
    { "from 17 March to 3 April 2017", "17 March 2017 to 3 April 2017", 20170317, 20170403 },
    { "between 17 and 31 March 2017", "17 March 2017 to 31 March 2017", 20170317, 20170331 },
    { "17/18 March 2017", "17 March 2017 to 18 March 2017", 20170317, 20170318 },
    { "April to June 2017", "1 April 2017 to 30 June 2017", 20170401, 20170630 },
    { "April \342\200\223 June 2019", "1 April 2019 to 30 June 2019", 20190401, 20190630 },
    { "June \342\200\223 July 2018", "1 June 2018 to 31 July 2018", 20180601, 20180731 },
    { "January/February 2017", "1 January 2017 to 28 February 2017", 20170101, 20170228 },
    { "February/March 2017", "1 February 2017 to 31 March 2017", 20170201, 20170331 },
    { "July 2019 - April 2021", "1 July 2019 to 30 April 2021", 20190701, 20210430 },
    { "Q2 to Q4 2019/20", "1 July 2019 to 31 March 2020", 20190701, 20200331 },
    { "Q2-Q4 2019/20", "1 July 2019 to 31 March 2020", 20190701, 20200331 },
    { "2019/20 Q2 to Q4", "1 July 2019 to 31 March 2020", 20190701, 20200331 },
    { "Q2/Q3 2017/18", "1 July 2017 to 31 December 2017", 20170701, 20171231 },
    { "Q4 2017/18 to Q1 2018/19", "1 January 2018 to 30 June 2018", 20180101, 20180630 },
    { "2017/18 to 2020/21", "1 April 2017 to 31 March 2021", 20170401, 20210331 },
    { "2020/21 and 2021/22", "1 April 2020 to 31 March 2022", 20200401, 20220331 },
    { "9 March 2017 to Q1 2017/18", "9 March 2017 to 30 June 2017", 20170309, 20170630 },
    { "end of March 2017 to end of April 2017", "31 March 2017 to 30 April 2017", 20170331, 20170430 },
    { "2021", "1 January 2021 to 31 December 2021", 20210101, 20211231 },
    { "in 2019", "1 January 2019 to 31 December 2019", 20190101, 20191231 },
    { "w/c 6 March 2017", "6 March 2017 to 12 March 2017", 20170306, 20170312 },
    { "week commencing Monday 6 March 2017", "6 March 2017 to 12 March 2017", 20170306, 20170312 },
    { "w/c 6 March to w/c 20 March 2017", "6 March 2017 to 26 March 2017", 20170306, 20170326 },
    { "5 March 2017 to 5 March 2017", "5 March 2017 to 5 March 2017", 20170305, 20170305 },
  };

  assert_cases (MUSTER_WHEN_RANGE, cases, G_N_ELEMENTS (cases));
}

static void
test_plain (void)
{
  static const Case ongoing[] = {
    { "ongoing", "ongoing", 0, 0 },
    { "Ongoing with delivery", "ongoing", 0, 0 },
    { "on-going from July 2019", "ongoing", 0, 0 },
    { "from July 2019", "ongoing", 0, 0 },
    { "since October 2015", "ongoing", 0, 0 },
    { "2020/21 onwards", "ongoing", 0, 0 },
    { "January 2019 \342\200\223 Date", "ongoing", 0, 0 },
    { "October 2018 to date", "ongoing", 0, 0 },
  };
  static const Case tbc[] = {
    { "TBC", "TBC", 0, 0 },
    { "(TBC)", "TBC", 0, 0 },
    { "tbc", "TBC", 0, 0 },
    { "TBD", "TBC", 0, 0 },
    { "T.B.C.", "TBC", 0, 0 },
    { "to be confirmed", "TBC", 0, 0 },
    { "To be agreed with partners", "TBC", 0, 0 },
    { "\320\242\320\222\320\241", "TBC", 0, 0 },
    { "TBC \342\200\223 Director of Strategy to determine", "TBC", 0, 0 },
    { "As agreed with commissioners", "TBC", 0, 0 },
    { "As per mobilisation plans", "TBC", 0, 0 },
  };
  static const Case in_post[] = {
    { "in post", "in post", 0, 0 },
    { "In post", "in post", 0, 0 },
    { "in-post", "in post", 0, 0 },
  };

  assert_cases (MUSTER_WHEN_ONGOING, ongoing, G_N_ELEMENTS (ongoing));
  assert_cases (MUSTER_WHEN_TBC, tbc, G_N_ELEMENTS (tbc));
  assert_cases (MUSTER_WHEN_IN_POST, in_post, G_N_ELEMENTS (in_post));
}

static void
test_days (void)
{
  static const struct {
    const char *text;
    guint first, last;
  } cases[] = {
    { "days 30 to 60", 30, 60 },
    { "Days 1-30", 1, 30 },
    { "Days 1 \342\200\223 30 (September)", 1, 30 },
    { "Days 30 \342\200\223 60 [October]", 30, 60 },
    { "Days 60 \342\200\223 90 (November)", 60, 90 },
    { "Days 90 \342\200\223 100 [December]", 90, 100 },
    { "day 1 to day 30", 1, 30 },
    { "day 100", 100, 100 },
    { "by day 60", 60, 60 },
    { "day 99999", 99999, 99999 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterWhen) when = parse (cases[i].text);
      guint first;
      guint last;

      g_assert_cmpint (muster_when_get_kind (when), ==, MUSTER_WHEN_DAYS);
      muster_when_get_window (when, &first, &last);
      g_assert_cmpuint (first, ==, cases[i].first);
      g_assert_cmpuint (last, ==, cases[i].last);
      g_assert_cmpstr (muster_when_get_text (when), ==, cases[i].text);
      g_assert_cmpuint (muster_when_get_days (when).latest, ==, 0);
    }
}

static void
test_relative (void)
{
  static const struct {
    const char *text;
    MusterWhenRelation relation;
    const char *name;
  } cases[] = {
    { "before Hub mobilisation", MUSTER_WHEN_BEFORE, "Hub mobilisation" },
    { "Prior to CHIN/QIST mobilisation", MUSTER_WHEN_BEFORE, "CHIN/QIST mobilisation" },
    { "Prior to CHIN/QIST mobilisation period", MUSTER_WHEN_BEFORE, "CHIN/QIST mobilisation period" },
    { "PRIOR  TO\nmobilisation", MUSTER_WHEN_BEFORE, "mobilisation" },
    { "During CHIN/QIST mobilisation", MUSTER_WHEN_DURING, "CHIN/QIST mobilisation" },
    { "after go-live", MUSTER_WHEN_AFTER, "go-live" },
    { "Following Borough needs assessment", MUSTER_WHEN_AFTER, "Borough needs assessment" },
    { "Before September", MUSTER_WHEN_BEFORE, "September" },
    { "before 日本語", MUSTER_WHEN_BEFORE, "日本語" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (MusterWhen) when = parse (cases[i].text);

      g_assert_cmpint (muster_when_get_kind (when), ==, MUSTER_WHEN_RELATIVE);
      g_assert_cmpint (muster_when_get_relation (when), ==, cases[i].relation);
      g_assert_cmpstr (muster_when_get_event_name (when), ==, cases[i].name);
      g_assert_null (muster_when_get_event (when));
      g_assert_cmpstr (muster_when_get_text (when), ==, cases[i].text);
    }
}

static void
test_bound (void)
{
  static const char *const id = "01900000-0000-7000-8000-00000000000a";
  g_autofree char *text = g_strdup_printf ("Prior to Hub 3 mobilisation [%s]", id);
  g_autoptr (MusterWhen) when = parse (text);
  g_autofree char *canonical = muster_when_to_canonical (when);
  g_autofree char *expected = g_strdup_printf ("before Hub 3 mobilisation [%s]", id);
  MusterIdText written;

  g_assert_cmpstr (muster_when_get_event_name (when), ==, "Hub 3 mobilisation");
  g_assert_cmpstr (muster_when_get_text (when), ==, "Prior to Hub 3 mobilisation");
  g_assert_cmpstr (muster_id_to_text (muster_when_get_event (when), written), ==, id);
  g_assert_cmpstr (canonical, ==, expected);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/when-parse/date", test_date);
  g_test_add_func ("/when-parse/month", test_month);
  g_test_add_func ("/when-parse/quarter", test_quarter);
  g_test_add_func ("/when-parse/financial-year", test_financial_year);
  g_test_add_func ("/when-parse/range", test_range);
  g_test_add_func ("/when-parse/plain", test_plain);
  g_test_add_func ("/when-parse/days", test_days);
  g_test_add_func ("/when-parse/relative", test_relative);
  g_test_add_func ("/when-parse/bound", test_bound);
  return g_test_run ();
}
