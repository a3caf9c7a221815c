/**
 * The button that a city puts on its own site with one tag, which may stand there more than once:
 *
 *   <script src="https://…/embed.js" data-city="namur" data-lang="fr" async></script>
 *
 * It stands where the tag stands; with `data-place="corner"`, or a tag in the head, in the corner
 * of the window. It says how it stands with the city, and opens our own page: in a frame, or in a
 * window on small screens and where frames are refused. It stores nothing, asks nobody but us, and
 * touches nothing of the page: its looks live in a shadow tree that the page's CSS cannot reach,
 * made by scripts alone, so no `style-src` has to be widened for it.
 *
 * For the page's own scripts: `Miti.open({city, subject, language})`, `Miti.close()`; the events
 * `miti-state`, `miti-open` and `miti-close` bubble from the button. What is said stays between
 * the visitor and us: no event tells the page about it.
 */
(() => {
  /**
   * @typedef {{city?: string, subject?: string, language?: string}} Wish
   * @typedef {object} Door
   * @property {string} state  open, busy, unstaffed or closed
   * @property {string} language
   * @property {string} direction
   * @property {string[]} languages  in which there is a page
   * @property {Record<'ask' | 'state' | 'title' | 'close' | 'refused' | 'window', string>} words
   */
  const tag = document.currentScript;
  if (!(tag instanceof HTMLScriptElement)) return;
  const home = new URL(tag.src).origin;
  const { city = '', lang = document.documentElement.lang.split('-')[0] ?? '', place } = tag.dataset;
  const inCorner = place === 'corner' || document.head.contains(tag);

  /** Milliseconds between looks at how it stands. */
  const EVERY = 60_000;
  /** So long after a frame has loaded our page has said that it is there. */
  const PATIENCE = 1000;
  const SMALL = '(max-width: 36em), (max-height: 30em)';
  const LOOKS = `
    :host { all: initial !important; display: inline-block !important; --ink: #1c2530; --deep: #0e5a5a;
      font: 17px/1.3 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif !important }
    :host([hidden]), [hidden] { display: none !important }
    :host([data-corner]) { position: fixed !important; z-index: 2147483000 !important;
      inset-block-end: calc(16px + var(--miti-below, 0) * 76px) !important; inset-inline-end: 16px !important }
    * { box-sizing: border-box; font: inherit }
    strong { font-weight: 700 }
    button, a { display: inline-flex; align-items: center; gap: 12px; min-block-size: 44px; margin: 0;
      border: 1px solid transparent; border-radius: 10px; cursor: pointer; text-align: start; text-decoration: none }
    .ask, a { padding: 10px 18px; background: var(--deep); color: #fff; box-shadow: 0 1px 2px #1c25301f, 0 6px 20px #1c253029 }
    .ask { border-radius: 32px }
    .ask:hover, a:hover { background: #0a4646 }
    .ask > span { display: grid }
    .state { font-size: 14px; color: #e2efed }
    .state::before { margin-inline-end: 5px; content: "○" / "" }
    .state[data-state="open"]::before { content: "●" / "" }
    .state[data-state="busy"]::before { content: "◐" / "" }
    :focus-visible { outline: 3px solid #1f5fbf; outline-offset: 2px; box-shadow: 0 0 0 2px #fff }
    svg { flex: none; inline-size: 28px; block-size: 28px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round }
    .news { min-inline-size: 26px; padding: 2px 8px; border-radius: 99px; background: #fbefd8; color: #85540a; font-weight: 700; text-align: center }
    .panel { position: fixed; inset: auto; inset-block-end: 16px; inset-inline-end: 16px; z-index: 2147483001;
      display: flex; flex-direction: column; margin: 0; padding: 0; overflow: hidden;
      inline-size: min(26rem, 100vw - 32px); block-size: min(44rem, 100vh - 32px);
      border: 1px solid #858a94; border-radius: 12px; background: #faf8f4; color: var(--ink); box-shadow: 0 12px 40px #1c253047 }
    .bar { display: flex; align-items: center; justify-content: space-between; padding-inline: 16px 4px; background: var(--deep); color: #fff }
    .bar button { padding-inline: 12px; background: none; color: inherit }
    .bar :focus-visible { outline-color: #fff; outline-offset: -4px; box-shadow: none }
    .refused { display: grid; gap: 16px; justify-items: start; margin: 0; padding: 24px }
    p { margin: 0 }
    iframe { flex: 1; inline-size: 100%; min-block-size: 0; border: 0 }
    @media (forced-colors: active) { .ask, a, .news { border: 1px solid } }`;

  /**
   * @param {string} name
   * @param {Record<string, string>} attributes
   * @param {...(Node | string)} children
   */
  function make(name, attributes, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  }

  function sign() {
    const [image, shape] = ['svg', 'path'].map((name) => document.createElementNS('http://www.w3.org/2000/svg', name));
    image?.setAttribute('viewBox', '0 0 32 32');
    image?.setAttribute('aria-hidden', 'true');
    shape?.setAttribute('d', 'M7 4h18a5 5 0 0 1 5 5v10a5 5 0 0 1-5 5H15l-7 6v-6H7a5 5 0 0 1-5-5V9a5 5 0 0 1 5-5ZM9 18.5v-8l7 6 7-6v8');
    image?.append(/** @type {Element} */ (shape));
    return /** @type {Element} */ (image);
  }

  const host = make('miti-chat', { hidden: '' });
  const tree = host.attachShadow({ mode: 'open' });
  try {
    const looks = new CSSStyleSheet();
    looks.replaceSync(LOOKS);
    tree.adoptedStyleSheets = [looks];
  } catch {
    tree.append(make('style', {}, LOOKS)); // Safari before 16.4, Firefox before 101: as far as the page lets it
  }
  const [title, state, news] = ['strong', 'span', 'span'].map((name) => make(name, {}));
  const button = make('button', { class: 'ask', type: 'button', 'aria-haspopup': 'dialog', 'aria-expanded': 'false' },
    sign(), make('span', {}, title ?? '', state ?? ''), news ?? '');
  state?.setAttribute('class', 'state');
  news?.setAttribute('class', 'news');
  news?.setAttribute('hidden', '');
  tree.append(button);
  button.addEventListener('click', () => (panel?.hidden === false ? close() : void open({})));

  /** @type {Door | null} */ let door = null;
  /** @type {HTMLElement | null} */ let panel = null;
  /** @type {HTMLIFrameElement | null} */ let frame = null;
  let isThere = false; // our page has answered from inside the frame
  let refusesFrames = false;
  /** @type {string | undefined} */ let wished;

  /** @param {string} name */
  const tell = (name) => host.dispatchEvent(new CustomEvent(`miti-${name}`, { bubbles: true, detail: { city, state: door?.state } }));

  async function look() {
    try {
      const answer = await fetch(`${home}/embed/${encodeURIComponent(city)}.json?lang=${encodeURIComponent(lang)}`,
        { credentials: 'omit', referrerPolicy: 'no-referrer' });
      if (answer.ok) show(await answer.json());
    } catch {
      // Not to be reached just now, or not allowed on this site: what was shown stays.
      if (!door) console.warn(`Miti: is ${location.origin} among the origins of “${city}”?`);
    }
  }

  /** @param {Door} fresh */
  function show(fresh) {
    const before = door?.state;
    door = fresh;
    for (const node of [button, panel]) {
      node?.setAttribute('lang', door.language);
      node?.setAttribute('dir', door.direction);
    }
    if (title) title.textContent = door.words.ask;
    if (state) {
      state.textContent = door.words.state;
      state.dataset.state = door.state;
    }
    host.hidden = false;
    if (door.state !== before) tell('state');
  }

  /** @param {Wish} wish */
  function address({ subject, language = '' }) {
    const known = door?.languages.includes(language) ? language : (door?.language ?? lang);
    const query = new URLSearchParams({ site: city, ...(subject ? { subject } : {}) });
    return `${home}/${known}/?${query}`;
  }

  /** @param {Wish} wish */
  async function open(wish) {
    await looked;
    const url = address(wish);
    if (!door || refusesFrames || matchMedia(SMALL).matches) {
      window.open(url, '_blank', 'noopener,noreferrer');
    } else {
      panel ??= draw(url, door);
      panel.hidden = false;
      panel.showPopover?.();
      button.setAttribute('aria-expanded', 'true');
      wished = wish.subject;
      say({ miti: 'here', subject: wished });
      frame?.focus();
    }
    tell('open');
  }

  /**
   * @param {string} url
   * @param {Door} known
   */
  function draw(url, { words, language, direction }) {
    frame = /** @type {HTMLIFrameElement} */ (make('iframe', { title: words.title, src: url, allow: 'clipboard-write', referrerpolicy: 'no-referrer' }));
    frame.addEventListener('load', () => setTimeout(() => isThere || refused(url), PATIENCE));
    const closing = make('button', { type: 'button', 'aria-label': words.close }, '✕');
    closing.addEventListener('click', close);
    const made = make('div', { class: 'panel', role: 'dialog', 'aria-label': words.title, popover: 'manual', lang: language, dir: direction },
      make('div', { class: 'bar' }, make('strong', {}, 'Miti'), closing), frame);
    made.addEventListener('keydown', ({ key }) => key === 'Escape' && close());
    tree.append(made);
    return made;
  }

  /** @param {string} url  which this page, or a proxy on the way, does not let into a frame */
  function refused(url) {
    refusesFrames = true;
    const opened = window.open(url, '_blank');
    if (opened) opened.opener = null;
    if (opened || !door) close();
    else frame?.replaceWith(make('div', { class: 'refused' }, make('p', {}, door.words.refused),
      make('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, door.words.window)));
  }

  function close() {
    if (!panel || panel.hidden) return;
    panel.hidden = true;
    if (refusesFrames) {
      panel.remove();
      panel = frame = null;
    }
    say({ miti: 'away' });
    button.setAttribute('aria-expanded', 'false');
    button.focus();
    tell('close');
  }

  /** @param {{miti: string, subject?: string | undefined}} word  to our page in the frame */
  const say = (word) => frame?.contentWindow?.postMessage(word, home);

  addEventListener('message', ({ source, origin, data }) => {
    if (origin !== home || !frame || source !== frame.contentWindow) return;
    if (!isThere) say({ miti: 'here', subject: wished }); // said before, nobody was there to hear it
    isThere = true;
    if (/^https:/.test(data.exit)) location.replace(data.exit);
    if (!news || typeof data.news !== 'string') return;
    news.textContent = data.news;
    news.hidden = !data.news;
  });

  const all = (/** @type {any} */ (window).Miti ??= {
    /** @type {any[]} */ buttons: [],
    /** @param {Wish} wish  goes to the button that is open, else to one in that language, or the first */
    open(wish = {}) {
      const able = all.buttons.filter((/** @type {any} */ each) => !wish.city || each.city === wish.city);
      const fits = (/** @type {any} */ each) => each.lang === wish.language;
      return (able.find((/** @type {any} */ each) => each.isOpen()) ?? able.find(fits) ?? able[0])?.open(wish);
    },
    close: () => all.buttons.forEach((/** @type {{close: () => void}} */ each) => each.close()),
  });
  if (inCorner) {
    host.toggleAttribute('data-corner', true);
    host.style.setProperty('--miti-below', String(document.querySelectorAll('miti-chat[data-corner]').length));
    document.body ? document.body.append(host) : addEventListener('DOMContentLoaded', () => document.body.append(host));
  } else tag.after(host);
  all.buttons.push({ city, lang, open, close, isOpen: () => panel?.hidden === false });
  const looked = look();
  setInterval(() => document.hidden || void look(), EVERY);
  document.addEventListener('visibilitychange', () => document.hidden || void look());
})();
