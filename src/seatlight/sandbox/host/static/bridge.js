// Stands in for the script that Forge puts at the head of the page: what @forge/bridge finds at globalThis.__bridge.
// Every command goes to the page around this frame; only what needs functions or the frame's own document stays here.
(() => {
  'use strict';

  const site = new URL(document.referrer || 'http://127.0.0.1').origin;
  const waiting = new Map();
  const listeners = { history: new Set(), events: new Map() };
  let number = 0;
  let location = null;

  /** Ask the page around us; its refusals come as errors, as they do in Jira. */
  function ask(command, payload) {
    return new Promise((resolve, reject) => {
      number += 1;
      waiting.set(number, { resolve, reject });
      parent.postMessage({ bridge: 1, number, command, payload }, site);
    });
  }

  addEventListener('message', ({ source, origin, data }) => {
    if (source !== parent || origin !== site || data?.bridge !== 1) return;
    const asked = waiting.get(data.number);
    waiting.delete(data.number);
    if (asked && 'rejected' in data) asked.reject(new Error(data.rejected));
    else if (asked) asked.resolve(data.answer);
    if (data.theme) void paint(data.theme);
    if (data.location) moved(data.location, 'POP');
  });

  // Theme: the attributes and the styles that Jira writes into the page.

  async function paint({ colorMode, themes }) {
    const names = Object.keys(themes);
    const root = document.documentElement;
    const marks = names.map((name) => `${name}:${name}`);
    root.dataset.theme = (marks.length ? marks : ['dark:dark', 'light:light']).join(' ');
    root.dataset.colorMode = colorMode;
    await Promise.all(names.map((name) => style(name, `/frame/${themes[name]}`)));
  }

  async function style(name, address) {
    if (document.head.querySelector(`style[data-theme="${name}"]`)) return;
    const tag = document.createElement('style');
    tag.dataset.theme = name;
    document.head.append(tag);
    tag.textContent = (await import(address)).default;
  }

  // History: paths are the app's own, wherever in Jira it stands.

  function parsed(to, state) {
    if (typeof to !== 'string') return { pathname: '/', search: '', hash: '', ...to };
    const { pathname, search, hash } = new URL(to, 'http://app/');
    return { pathname, search, hash, state };
  }

  function moved(to, action) {
    location = to;
    history.location = to;
    history.action = action;
    for (const listener of listeners.history) listener(to, action);
  }

  function go(to, state, action) {
    moved(parsed(to, state), action);
    void ask('history', { action, location });
  }

  const history = {
    action: 'POP',
    push: (to, state) => go(to, state, 'PUSH'),
    replace: (to, state) => go(to, state, 'REPLACE'),
    go: (steps) => void ask('go', { steps }),
    goBack: () => void ask('go', { steps: -1 }),
    goForward: () => void ask('go', { steps: 1 }),
    createHref: ({ pathname = '/', search = '', hash = '' }) => pathname + search + hash,
    listen: (listener) => {
      listeners.history.add(listener);
      return () => listeners.history.delete(listener);
    },
  };

  // Events: between the frames of an app, of which there is one here.

  function on({ event, callback }) {
    const found = listeners.events.get(event) ?? new Set();
    listeners.events.set(event, found.add(callback));
    return { unsubscribe: () => found.delete(callback) };
  }

  function emit({ event, payload }) {
    for (const callback of listeners.events.get(event) ?? []) callback(payload);
  }

  const here = {
    on,
    emit,
    onPublic: on,
    emitPublic: emit,
    emitReadyEvent: () => undefined,
    getFrameId: () => 'seatlight',
    enableTheming: async () => paint(await ask('theme')),
    createHistory: async () => {
      moved(await ask('location'), 'POP');
      return history;
    },
    showFlag: ({ actions, ...flag }) => ask('showFlag', flag),
  };

  globalThis.__bridge = {
    callBridge: async (command, payload) => (here[command] ? here[command](payload) : ask(command, payload)),
  };
})();
