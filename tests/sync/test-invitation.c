/* test-invitation.c - what people paste.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "muster-invitation.h"

static void
test_read (void)
{
  static const struct {
    const char *text, *address, *code; /* NULL: it stays */
  } cases[] = {
    { "https://muster.example.nhs.uk/#K7QF-2M9D-XR4T", "https://muster.example.nhs.uk", "K7QF-2M9D-XR4T" },
    { "Join at https://muster.example.nhs.uk:8443/ with k7qf-2m9d-xr4t.", "https://muster.example.nhs.uk:8443",
      "K7QF-2M9D-XR4T" },
    { "Your code: “K7QF-2M9D-XR4T”\nThe server: <https://muster.example.nhs.uk>.", "https://muster.example.nhs.uk",
      "K7QF-2M9D-XR4T" },
    { "http://127.0.0.1:8790 K7QF-2M9D-XR4T", "http://127.0.0.1:8790", "K7QF-2M9D-XR4T" },
    { "https://one.example K7QF-2M9D-XR4T https://two.example AAAA-BBBB-CCCC", "https://one.example",
      "K7QF-2M9D-XR4T" },
    { "[Come to [https://[2001:db8::1]:8443] with [K7QF-2M9D-XR4T]]", "https://[2001:db8::1]:8443", "K7QF-2M9D-XR4T" },
    { "https://muster.example.nhs.uk", "https://muster.example.nhs.uk", NULL },
    { "K7QF-2M9D-XR4T", NULL, "K7QF-2M9D-XR4T" },
    { "K7QF-2M9D-XR4", NULL, NULL },
    { "K7QF2M9D-XR4T-", NULL, NULL },
    { "muster.example.nhs.uk", NULL, NULL },
    { "", NULL, NULL },
    { "\xc2\xa0\xe2\x80\xa8#", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *address = g_strdup ("typed"), *code = g_strdup ("before");
      gboolean both = muster_invitation_read (cases[i].text, &address, &code);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (address, ==, cases[i].address != NULL ? cases[i].address : "typed");
      g_assert_cmpstr (code, ==, cases[i].code != NULL ? cases[i].code : "before");
      g_assert_true (both == (cases[i].address != NULL && cases[i].code != NULL));
    }
}

/* What is printed is what is read. */
static void
test_print (void)
{
  static const struct {
    const char *given, *address; /* NULL: it is refused */
  } cases[] = {
    { "https://muster.example.nhs.uk", "https://muster.example.nhs.uk" },
    { "https://muster.example.nhs.uk:8443/", "https://muster.example.nhs.uk:8443" },
    { "http://127.0.0.1:8790", "http://127.0.0.1:8790" },
    { "http://localhost:8790", "http://localhost:8790" },
    { "http://[::1]:8790", "http://[::1]:8790" },
    { "http://muster.example.nhs.uk", NULL },
    { "https://muster.example.nhs.uk/path", NULL },
    { "https://me@muster.example.nhs.uk", NULL },
    { "https://muster.example.nhs.uk/?a", NULL },
    { "https://muster.example.nhs.uk/#AAAA-BBBB-CCCC", NULL },
    { "muster.example.nhs.uk", NULL },
    { "https://", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *link = muster_invitation_print (cases[i].given, "K7QF-2M9D-XR4T");
      g_autofree char *address = NULL, *code = NULL;

      g_test_message ("%s: %s", cases[i].given, link);
      g_assert_true ((link != NULL) == (cases[i].address != NULL));
      if (link == NULL)
        continue;
      g_assert_true (muster_invitation_read (link, &address, &code));
      g_assert_cmpstr (address, ==, cases[i].address);
      g_assert_cmpstr (code, ==, "K7QF-2M9D-XR4T");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/invitation/read", test_read);
  g_test_add_func ("/sync/invitation/print", test_print);
  return g_test_run ();
}
