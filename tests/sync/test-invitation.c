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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/invitation/read", test_read);
  return g_test_run ();
}
