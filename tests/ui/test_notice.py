# SPDX-License-Identifier: GPL-3.0-or-later
"""What the desktop is told of overdue reviews. Run under with-display: test_notice.py BINARY MUSTERCTL"""

import os
import pathlib
import re
import subprocess
import tempfile
import threading
import unittest

from gi.repository import Gio, GLib

from jobs import BINARY, ME, MUSTERCTL, Keyboard, day
from muster_ui import call_me

NOTIFICATIONS = '''<node><interface name="org.gtk.Notifications">
  <method name="AddNotification"><arg type="s"/><arg type="s"/><arg type="a{sv}"/></method>
  <method name="RemoveNotification"><arg type="s"/><arg type="s"/></method>
</interface></node>'''
APPLICATION = 'org.muster.Muster'


class Desktop:
    """Where notifications go. told: what stands there, by name; heard: what was ever said, in order."""

    def __init__(self):
        self.told, self.heard = {}, []
        self.ready = threading.Event()
        self.context = GLib.MainContext()
        self.loop = GLib.MainLoop.new(self.context, False)
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()
        self.ready.wait()

    def run(self):
        self.context.push_thread_default()
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(os.environ['DBUS_SESSION_BUS_ADDRESS'], flags, None, None)
        interface = Gio.DBusNodeInfo.new_for_xml(NOTIFICATIONS).interfaces[0]
        self.bus.register_object('/org/gtk/Notifications', interface, self.on_call, None, None)
        self.bus.call_sync('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'RequestName',
                           GLib.Variant('(su)', ('org.gtk.Notifications', 0)), None, 0, -1, None)
        self.ready.set()
        self.loop.run()
        self.bus.close_sync(None)
        self.context.pop_thread_default()

    def on_call(self, connection, sender, path, interface, method, arguments, invocation):
        application, name, *more = arguments.unpack()
        assert application == APPLICATION, application
        if method == 'AddNotification':
            self.told[name] = more[0]
            self.heard.append(more[0]['title'])
        else:
            self.told.pop(name, None)
            self.heard.append(None)
        invocation.return_value(None)

    def activate(self, notification):
        """As a click on it does."""
        action = notification['default-action'].removeprefix('app.')
        target = GLib.Variant('s', notification['default-action-target'])
        self.bus.call_sync(APPLICATION, '/org/muster/Muster', 'org.freedesktop.Application', 'ActivateAction',
                           GLib.Variant('(sava{sv})', (action, [target], {})), None, 0, -1, None)

    def stop(self):
        self.loop.quit()
        self.thread.join()


class TestNotice(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='muster-notice-')
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.replica = self.folder / 'own.muster'
        self.ctl('init', self.replica)
        for title, owner, due in (('Posts stay empty', ME, -2), ('Roof leaks', 'Estates', -3), ('No lift', ME, 2)):
            self.ctl('--replica', self.replica, 'add', 'risk', f'title={title}', 'status=open', f'owner={owner}', f'next_review={day(due)}',
                     'review_months=2')
        self.desktop = Desktop()
        self.addCleanup(self.desktop.stop)

    def ctl(self, *arguments):
        subprocess.run([MUSTERCTL, *arguments], check=True, stdout=subprocess.DEVNULL)

    def start(self):
        app = Keyboard(BINARY, self.replica, data=self.folder, env={'GSETTINGS_BACKEND': 'keyfile'})
        app.__enter__()
        self.addCleanup(app.__exit__, None, None, None)
        app.ready()
        return app

    def told(self, app, title):
        return app.wait(lambda: next((one for one in self.desktop.told.values() if one['title'] == title), None),
                        lambda: f'notification “{title}” among {self.desktop.told}')

    def nothing_told(self, app):
        app.wait(lambda: not self.desktop.told, lambda: f'end of {self.desktop.told}')

    def review(self, app, title):
        app.press('alt+Home')
        app.find('frame', 'Today – Muster')
        app.focus_is('.')
        app.go('Down', title, 6)
        app.press('c')

    def has_looked(self, app):
        """It is known how the file stands, so the count was asked for; and a table was read after that."""
        app.press('alt+6')
        app.says('On This Computer Only')
        app.press('alt+3')
        app.find(name=re.compile('Roof leaks'))

    def test_what_is_mine_and_that_it_leads_to_today(self):
        call_me(ME)
        app = self.start()
        notice = self.told(app, '1 review is overdue')
        self.assertEqual(notice['body'], 'Today shows what is to be looked at again.')
        self.assertNotRegex(str({**notice, 'default-action-target': ''}), 'Posts|Roof|PCN')
        app.press('alt+3')
        app.find('frame', 'Risks – Muster')
        self.desktop.activate(notice)
        app.find('frame', 'Today – Muster')
        # It goes once that is no longer true.
        app.turn_to()
        self.review(app, 'Posts stay empty')
        self.nothing_told(app)
        app.close()

    def test_of_the_file_where_nobody_said_who_she_is(self):
        call_me('')
        app = self.start()
        self.told(app, '2 reviews are overdue')
        self.review(app, 'Roof leaks')
        # What stands there stays true, and is not told anew.
        self.assertEqual(self.told(app, '1 review is overdue')['priority'], 'low')
        app.close()

    def test_once_a_day_over_restarts(self):
        call_me(ME)
        app = self.start()
        self.told(app, '1 review is overdue')
        app.close()
        # Nobody watches any more whether it is true.
        self.assertEqual(self.desktop.told, {})
        heard = len(self.desktop.heard)
        app = self.start()
        self.has_looked(app)
        self.assertEqual(self.desktop.heard[heard:], [])
        app.close()

    def test_not_wanted(self):
        call_me(ME, notify_reviews='false')
        app = self.start()
        self.has_looked(app)
        self.assertEqual(self.desktop.told, {})
        app.close()
        self.assertEqual(set(self.desktop.heard), {None})


if __name__ == '__main__':
    unittest.main(verbosity=2)
