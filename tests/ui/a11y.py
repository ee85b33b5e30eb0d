# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands on the accessibility bus, asked for directly.

A window has some hundred parts, and a question to it takes a turn of its main loop. libatspi asks one question after
the other, three for each part; here all that is to be known of a whole level is asked at once, so that looking through
a window takes a few turns instead of a thousand.
"""

import collections
import re

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

ACCESSIBLE = 'org.a11y.atspi.Accessible'
ACTION = 'org.a11y.atspi.Action'
COMPONENT = 'org.a11y.atspi.Component'
TEXT = 'org.a11y.atspi.Text'
EDITABLE = 'org.a11y.atspi.EditableText'
EVENT = 'org.a11y.atspi.Event.Object'
REGISTRY = 'org.a11y.atspi.Registry'

# An app that hangs is to fail a test, not to hang it.
PATIENCE_MS = 10000

ENTRIES = ('text', 'entry', 'password text', 'spin button')

# From a row down to its deepest part.
ROW_DEPTH = 8

# What has no parts of its own.
LEAVES = ('label', 'icon', 'image', 'separator')

# What an app is asked: interface, method, arguments.
Question = collections.namedtuple('Question', 'node interface method arguments', defaults=[None])
Extents = collections.namedtuple('Extents', 'x y width height')


def _property(node, name, interface=ACCESSIBLE):
    return Question(node, 'org.freedesktop.DBus.Properties', 'Get', GLib.Variant('(ss)', (interface, name)))


class Bus:
    """The accessibility bus of this session."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.address = session.call_sync('org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None,
                                         Gio.DBusCallFlags.NONE, -1).unpack()[0]
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.connection = Gio.DBusConnection.new_for_address_sync(self.address, flags)
        self.focused = {}
        self.roles = {}  # by app and path: a role stays, and no path is given twice
        self.connection.signal_subscribe(None, EVENT, 'StateChanged', None, 'focused', Gio.DBusSignalFlags.NONE,
                                         self._on_focus)
        self.ask([Question(Node(REGISTRY, '/org/a11y/atspi/registry'), REGISTRY, 'RegisterEvent',
                           GLib.Variant('(s)', ('object:state-changed:focused',)))])

    def _on_focus(self, _connection, sender, path, _interface, _signal, arguments):
        if arguments[1] == 1:
            self.focused[sender] = Node(sender, path)

    def learn_focus(self, root):
        """Asks all of an app who has the keyboard, unless it is told meanwhile."""
        nodes = root.walk()
        states = self.ask([Question(node, ACCESSIBLE, 'GetState') for node in nodes])
        focused = [node for node, answer in zip(nodes, states) if _in_states(answer, Atspi.StateType.FOCUSED)]
        if focused:
            self.focused.setdefault(root.app, focused[0])

    @staticmethod
    def listen():
        context = GLib.MainContext.default()
        while context.pending():
            context.iteration(False)

    def ask(self, questions):
        """An answer to each, as a tuple; None from what has gone meanwhile, or does not know of such things."""
        answers = [None] * len(questions)
        left = len(questions)

        def done(connection, result, index):
            nonlocal left
            left -= 1
            try:
                answers[index] = connection.call_finish(result).unpack()
            except GLib.Error:
                pass
        for index, question in enumerate(questions):
            self.connection.call(question.node.app, question.node.path, question.interface, question.method,
                                 question.arguments, None, Gio.DBusCallFlags.NO_AUTO_START, PATIENCE_MS, None, done,
                                 index)
        while left > 0:
            GLib.MainContext.default().iteration(True)
        return answers

    def ask_one(self, question, otherwise=None):
        answer = self.ask([question])[0]
        return otherwise if answer is None else answer[0] if len(answer) == 1 else answer

    def app_of(self, pid):
        """The root of what a process shows; None while it shows nothing."""
        root = Node(REGISTRY, '/org/a11y/atspi/accessible/root')
        apps = root.children()
        daemon = Node('org.freedesktop.DBus', '/org/freedesktop/DBus')
        pids = self.ask([Question(daemon, 'org.freedesktop.DBus', 'GetConnectionUnixProcessID',
                                  GLib.Variant('(s)', (app.app,))) for app in apps])
        return next((app for app, answer in zip(apps, pids) if answer == (pid,)), None)


_bus = None


def bus():
    global _bus
    if _bus is None:
        _bus = Bus()
    return _bus


def matches(wanted, given):
    if wanted is None:
        return True
    if isinstance(wanted, re.Pattern):
        return wanted.search(given) is not None
    if isinstance(wanted, tuple):
        return given in wanted
    return wanted == given


def _single(name):
    # GTK 4.8 names some buttons twice: by themselves and by the label within.
    twice = re.fullmatch(r'(.+) \1', name)
    return twice[1] if twice else name


class Node:
    """One accessible object. Anything asked of one that has gone meanwhile gives nothing."""

    def __init__(self, app, path):
        self.app = app
        self.path = path

    def __eq__(self, other):
        return isinstance(other, Node) and (self.app, self.path) == (other.app, other.path)

    def __hash__(self):
        return hash((self.app, self.path))

    def __repr__(self):
        return f'{self.role} “{self.name}”'

    @property
    def role(self):
        _take_roles([self])
        return _known_role(self)

    @property
    def name(self):
        return _single(bus().ask_one(_property(self, 'Name'), ''))

    @property
    def description(self):
        return bus().ask_one(_property(self, 'Description'), '')

    @property
    def text(self):
        return _texts([self])[0]

    @property
    def caret(self):
        """How many characters are before the cursor."""
        return bus().ask_one(_property(self, 'CaretOffset', TEXT), -1)

    def set_text(self, text):
        return bus().ask_one(Question(self, EDITABLE, 'SetTextContents', GLib.Variant('(s)', (text,))), False)

    def has(self, state):
        return _in_states(bus().ask([Question(self, ACCESSIBLE, 'GetState')])[0], state)

    @property
    def sensitive(self):
        return self.has(Atspi.StateType.SENSITIVE)

    @property
    def focused(self):
        return self.has(Atspi.StateType.FOCUSED)

    @property
    def extents(self):
        answer = bus().ask_one(self._ask_extents())
        return None if answer is None else Extents(*answer)

    def _ask_extents(self):
        return Question(self, COMPONENT, 'GetExtents', GLib.Variant('(u)', (int(Atspi.CoordType.WINDOW),)))

    @property
    def size(self):
        extents = self.extents
        return (extents.width, extents.height) if extents is not None else None

    @property
    def showing(self):
        # GTK 4.8 says "visible" of everything and leaves out what is hidden. Pages of a stack have no size.
        return self.size != (0, 0)

    @property
    def actions(self):
        """Names, in the order in which do() counts them."""
        count = bus().ask_one(_property(self, 'NActions', ACTION), 0)
        answers = bus().ask([Question(self, ACTION, 'GetName', GLib.Variant('(i)', (i,))) for i in range(count)])
        return [answer[0] if answer is not None else '' for answer in answers]

    def do(self, index):
        return bus().ask_one(Question(self, ACTION, 'DoAction', GLib.Variant('(i)', (index,))), False)

    @property
    def parent(self):
        answer = bus().ask_one(_property(self, 'Parent'))
        return Node(*answer) if answer is not None else None

    def children(self):
        return self._take_children(bus().ask([Question(self, ACCESSIBLE, 'GetChildren')])[0])

    @staticmethod
    def _take_children(answer):
        return [Node(app, path) for app, path in answer[0]] if answer is not None else []

    def walk(self):
        """This and all below it, as it is read. Rows say all that is in them; what they are made of is left out, unless
        it is a row that is asked."""
        below = {}
        level = [self]
        while level:
            _take_roles(level)
            level = [node for node in level if _known_role(node) not in LEAVES
                     and (_known_role(node) != 'list item' or node is self)]
            answers = bus().ask([Question(node, ACCESSIBLE, 'GetChildren') for node in level])
            for node, answer in zip(level, answers):
                below[node] = self._take_children(answer)
            level = [child for node in level for child in below[node]]

        def read(node):
            yield node
            for child in below.get(node, ()):
                yield from read(child)
        return list(read(self))

    def find_all(self, role=None, name=None):
        found = [node for node in self.walk() if matches(role, _known_role(node))]
        if name is not None:
            found = [node for node, given in zip(found, _names(found)) if matches(name, given)]
        extents = bus().ask([node._ask_extents() for node in found])
        return [node for node, answer in zip(found, extents) if answer is None or answer[0][2:] != (0, 0)]

    def in_sight(self, roles):
        """What of a window has one of these roles and nothing covers, each with its extents: a page of a stack that was
        shown before keeps its place."""
        nodes = [node for node in self.walk() if _known_role(node) in roles]
        answers = bus().ask([node._ask_extents() for node in nodes])
        boxes = {node: Extents(*answer[0]) for node, answer in zip(nodes, answers)
                 if answer is not None and answer[0][2:] != (0, 0)}
        picked = bus().ask([Question(self, COMPONENT, 'GetAccessibleAtPoint',
                                     GLib.Variant('(iiu)', (box.x + box.width // 2, box.y + box.height // 2,
                                                            int(Atspi.CoordType.WINDOW)))) for box in boxes.values()])
        tops = {node: Node(*answer[0]) for node, answer in zip(boxes, picked) if answer is not None}
        # A label may stand in what takes the pointer for it, and a button under its label. What a row is made of
        # is on the bus once it was asked for.
        parents = _parents(list(boxes))
        above = {node: [top] for node, top in tops.items() if _known_role(node) not in LEAVES and top.app != ''}
        for _ in range(ROW_DEPTH):
            over = _parents([chain[-1] for chain in above.values()])
            for chain in above.values():
                chain.append(over[chain[-1]] or chain[-1])
        return [(node, boxes[node]) for node, top in tops.items()
                if (top.app == '' and _known_role(node) == 'list item' or top in (node, parents[node])
                    or node in above.get(node, ()))]

    def said(self):
        """Whatever is showing, and all that is said of it: name, description, and what stands in an entry."""
        nodes = self.find_all()
        descriptions = [answer[0] if answer is not None else ''
                        for answer in bus().ask([_property(node, 'Description') for node in nodes])]
        entries = [node for node in nodes if _known_role(node) in ENTRIES]
        texts = dict(zip(entries, _texts(entries)))
        return [(node, words) for node, name, description in zip(nodes, _names(nodes), descriptions)
                for words in (name, description, texts.get(node, '')) if words]

    def words(self):
        """All that can be read in it."""
        nodes = self.walk()
        entries = [node for node in nodes if _known_role(node) in ENTRIES]
        texts = dict(zip(entries, _texts(entries)))
        return [words for node, name in zip(nodes, _names(nodes)) for words in (name, texts.get(node, '')) if words]


def extents(nodes):
    """Where each is, all asked at once: what scrolls, scrolls for all of them. None of what has gone."""
    return [Extents(*answer[0]) if answer is not None else None
            for answer in bus().ask([node._ask_extents() for node in nodes])]


def _in_states(answer, state):
    low, high = answer[0] if answer is not None else (0, 0)
    return bool((low | high << 32) & 1 << int(state))


def _known_role(node):
    return bus().roles.get((node.app, node.path), '')


def _take_roles(nodes):
    roles = bus().roles
    fresh = [node for node in nodes if (node.app, node.path) not in roles]
    answers = bus().ask([Question(node, ACCESSIBLE, 'GetRole') for node in fresh])
    for node, answer in zip(fresh, answers):
        if answer is not None:
            roles[(node.app, node.path)] = Atspi.role_get_name(Atspi.Role(answer[0]))


def _names(nodes):
    return [_single(answer[0]) if answer is not None else ''
            for answer in bus().ask([_property(node, 'Name') for node in nodes])]


def _parents(nodes):
    return {node: Node(*answer[0]) if answer is not None and answer[0][0] != '' else None
            for node, answer in zip(nodes, bus().ask([_property(node, 'Parent') for node in nodes]))}


def _texts(nodes):
    # GTK 4.8 gives nothing up to an end of -1.
    answers = bus().ask([_property(node, 'CharacterCount', TEXT) for node in nodes])
    counts = [answer[0] if answer is not None else 0 for answer in answers]
    answers = bus().ask([Question(node, TEXT, 'GetText', GLib.Variant('(ii)', (0, count)))
                         for node, count in zip(nodes, counts)])
    return [answer[0] if answer is not None else '' for answer in answers]
