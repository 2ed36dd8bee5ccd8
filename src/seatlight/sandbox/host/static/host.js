// The page around the app's frame: who looks, where, in which theme; and the other end of the bridge.
// An address says all of it: /host/VIEWER/THEME/projects/KEY/PAGE, or /settings/PAGE, and then the app's own path.

const PLACE = /^\/host\/([a-z]+)\/(light|dark)\/(?:projects\/([A-Z0-9]+)|settings)\/([a-z-]+)/;
const MINE = 'allow-downloads allow-forms allow-modals allow-pointer-lock allow-same-origin allow-scripts';

const [base, viewer, , project = null, page] = PLACE.exec(location.pathname);
let theme = PLACE.exec(location.pathname)[2];
let frame = null;

const $ = (id) => document.getElementById(id);
const site = await said();
const frames = new URL(site.frame).origin;

async function said() {
  const query = new URLSearchParams({ viewer, module: page, ...(project ? { project } : {}) });
  const answer = await fetch(`/host/site.json?${query}`);
  if (!answer.ok) throw new Error(`The stand-in says ${answer.status}.`);
  return answer.json();
}

function made(name, text = '', attributes = {}) {
  const element = Object.assign(document.createElement(name), attributes);
  if (text) element.append(text);
  return element;
}

// Where one can go.

function address({ who = viewer, at = project, to = page, look = theme }) {
  return `/host/${who}/${look}/${at ? `projects/${at}` : 'settings'}/${to}`;
}

function lastProject() {
  return project ?? sessionStorage.getItem('project') ?? site.projects[0].key;
}

function side() {
  const at = lastProject();
  const groups = [
    ['', [['Board'], ['Backlog'], [site.title, { at, to: 'project-page' }]]],
    ['Project settings', [['Details'], ['Access'], [site.title, { at, to: 'project-settings' }]]],
    ['Jira settings, Apps', [['Manage apps'], [site.title, { at: null, to: 'admin-page' }]]],
    ['Your profile', [['Preferences'], [site.title, { at: null, to: 'personal-page' }]]],
  ];
  $('places').replaceChildren(
    ...groups.map(([title, entries]) => {
      const group = made('li');
      const list = made('ul');
      list.append(...entries.map(entry));
      group.append(...(title ? [made('h2', title)] : []), list);
      return group;
    }),
  );
}

function entry([name, place]) {
  const line = made('li');
  if (!place) line.append(made('span', name));
  else {
    const link = made('a', '', { href: address(place) });
    const text = made('span', name);
    if (site.icon) link.append(made('img', '', { src: site.icon, alt: '' }));
    if (place.to === page) link.setAttribute('aria-current', 'page');
    if (!site.listed.includes(place.to)) text.append(made('small', 'not listed for them in Jira'));
    link.append(text);
    line.append(link);
  }
  return line;
}

function chosen(select, options, value, went) {
  select.replaceChildren(...options.map(([key, text]) => made('option', text, { value: key })));
  select.value = value;
  select.onchange = () => location.assign(went(select.value));
}

function head() {
  const people = site.viewers.map(({ key, name, says }) => [key, `${name}, ${says}`]);
  chosen($('viewer'), people, viewer, (who) => address({ who }));
  const kept = project ? page : 'project-page';
  chosen(
    $('project'),
    site.projects.map(({ key, name }) => [key, `${name} (${key})`]),
    lastProject(),
    (at) => address({ at, to: kept }),
  );
  $('letter').textContent = lastProject()[0];
  const { name } = site.viewers.find(({ key }) => key === viewer);
  $('initials').textContent = /^(.).* (.)/u.exec(name)?.slice(1).join('') ?? name[0];
  if (project) sessionStorage.setItem('project', project);
  $('note').hidden = site.listed.includes(page);
  $('note').textContent = `Jira would not list this page for ${name}. It is shown so that the answer can be seen.`;
  document.title = `${site.title} - Stand-in for Jira`;
}

function paint() {
  document.documentElement.dataset.theme = theme;
  $('theme').textContent = theme === 'light' ? 'Dark theme' : 'Light theme';
}

$('theme').onclick = () => {
  const rest = location.href.slice(location.origin.length + PLACE.exec(location.pathname)[0].length);
  theme = theme === 'light' ? 'dark' : 'light';
  history.replaceState(history.state, '', address({}) + rest);
  paint();
  side();
  tell({ theme: looks() });
};

function looks() {
  return { colorMode: theme, themes: site.themes };
}

// The other end of the bridge.

function tell(message) {
  frame.contentWindow.postMessage({ bridge: 1, ...message }, frames);
}

function appLocation() {
  const pathname = location.pathname.replace(PLACE, '') || '/';
  return { pathname, search: location.search, hash: location.hash, state: history.state ?? undefined };
}

async function invoke({ invokeType, path, method, headers = {}, body = null }) {
  if (invokeType !== 'ui-remote-fetch') throw new Error(`The app has no ${invokeType ?? 'functions'}.`);
  const asked = { viewer, module: page, project, path, method, headers, body };
  const answer = await fetch('/host/call', { method: 'POST', body: JSON.stringify(asked) });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.message);
  if ('rejected' in told) throw new Error(told.rejected);
  return told;
}

function flag({ id, title = '', description = '' }) {
  const shown = made('div', '', { id: `flag-${id}` });
  shown.append(made('strong', title), made('p', description));
  $('flags').append(shown);
  setTimeout(() => shown.remove(), 8000);
}

function navigate({ url = '', type }) {
  const to = new URL(url || '/', location.origin);
  if (to.origin === location.origin) flag({ id: 'navigate', title: 'Jira would go there', description: to.pathname });
  else if (/^https?:$/.test(to.protocol)) window.open(to, type === 'new-tab' ? '_blank' : '_self', 'noopener');
}

const COMMANDS = {
  invoke,
  navigate,
  getContext: () => ({
    ...site.context,
    locale: navigator.language.replace('_', '-'),
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    theme: { colorMode: theme, dark: 'dark', light: 'light', spacing: 'spacing', typography: 'typography' },
    surfaceColor: null,
    extension: { ...site.context.extension, location: location.href },
  }),
  theme: looks,
  location: appLocation,
  history: ({ action, location: to }) => {
    const url = base + (to.pathname === '/' ? '' : to.pathname) + to.search + to.hash;
    const placed = url.replace(/^(\/host\/[a-z]+)\/[a-z]+/, `$1/${theme}`);
    history[action === 'PUSH' ? 'pushState' : 'replaceState'](to.state ?? null, '', placed);
  },
  go: ({ steps }) => history.go(steps),
  changeWindowTitle: (title) => {
    document.title = String(title);
  },
  showFlag: flag,
  closeFlag: ({ id }) => $(`flag-${id}`)?.remove(),
  reload: () => location.reload(),
  close: () => false,
  open: () => false,
  refresh: () => false,
  submit: () => false,
};

addEventListener('message', async ({ source, origin, data }) => {
  if (source !== frame?.contentWindow || origin !== frames || data?.bridge !== 1) return;
  const { number, command, payload } = data;
  try {
    if (!Object.hasOwn(COMMANDS, command)) throw new Error(`The stand-in does not know the command ${command}.`);
    tell({ number, answer: await COMMANDS[command](payload ?? {}) });
  } catch (error) {
    tell({ number, rejected: error.message });
  }
});

addEventListener('popstate', () => tell({ location: appLocation() }));

head();
side();
paint();
frame = made('iframe', '', { title: site.title, src: site.frame });
frame.setAttribute('sandbox', MINE);
frame.setAttribute('allow', 'clipboard-write');
document.querySelector('main').append(frame);
