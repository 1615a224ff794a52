'use strict';

// Follows the saves of the edition. What changed is put in place of what stands there, so that the page keeps its scroll
// position, and a mail is shown only when all of it has been loaded. Without this script the page works by its links and form.
(() => {
  const PARTS = '[data-part]';
  let running = Promise.resolve();
  let wanted = document.body.dataset.version;

  /** As tall as the mail in it, so that the page is what scrolls. */
  function fit(frame) {
    const page = frame.contentDocument;
    if (page && page.body) {
      const height = Math.max(page.documentElement.getBoundingClientRect().height, page.body.scrollHeight);
      frame.style.height = Math.ceil(height) + 'px';
    }
  }

  function loaded(frame) {
    return new Promise((done) => {
      frame.addEventListener('load', done, { once: true });
      frame.addEventListener('error', done, { once: true });
    });
  }

  function ready(frame) {
    const page = frame.contentDocument;
    return page && page.readyState === 'complete' && page.URL !== 'about:blank';
  }

  async function fitFrames() {
    await Promise.all(
      [...document.querySelectorAll('iframe.sheet')].map(async (frame) => {
        if (!ready(frame)) {
          await loaded(frame);
        }
        fit(frame);
      }),
    );
    document.body.dataset.shown = document.body.dataset.version;
  }

  /** The new mail is loaded behind the old one, which stays until then. */
  async function turnOver(old, next) {
    next.classList.add('coming');
    const done = loaded(next);
    old.after(next);
    await done;
    fit(next);
    next.classList.remove('coming');
    old.remove();
  }

  function sameFrames(next) {
    const ids = (root) => [...root.querySelectorAll('#view iframe.sheet')].map((frame) => frame.id).join();
    return ids(document) !== '' && ids(document) === ids(next);
  }

  /** True when the page stayed as tall as it was all the time, so that whoever scrolled meanwhile is where they want to be. */
  async function putView(next) {
    const here = document.getElementById('view');
    const there = next.getElementById('view');
    if (here.dataset.view !== 'mail' || !sameFrames(next)) {
      here.replaceWith(document.adoptNode(there));
      return false;
    }
    const olds = [...here.querySelectorAll('iframe.sheet')];
    const news = [...there.querySelectorAll('iframe.sheet')];
    if (olds.every((frame, i) => frame.getAttribute('src') === news[i].getAttribute('src'))) {
      here.className = there.className;
      return true;
    }
    await Promise.all(olds.map((frame, i) => turnOver(frame, document.importNode(news[i], true))));
    here.className = there.className;
    const note = (root) => root.querySelector('.remote');
    note(here)?.remove();
    if (note(there)) {
      here.prepend(document.adoptNode(note(there)));
    }
    return true;
  }

  function putParts(next) {
    for (const part of document.querySelectorAll(PARTS)) {
      const other = next.getElementById(part.id);
      if (!other || part.outerHTML === other.outerHTML) {
        continue;
      }
      const active = part.contains(document.activeElement) ? document.activeElement : null;
      if (active && active.id === 'reader' && active.value !== active.defaultValue) {
        continue; // somebody is typing
      }
      const mark = active && { id: active.id, name: active.name, value: active.value, href: active.getAttribute('href') };
      const fresh = document.adoptNode(other);
      part.replaceWith(fresh);
      if (mark) {
        focusLike(fresh, mark);
      }
    }
  }

  function focusLike(part, mark) {
    const same = [...part.querySelectorAll('a, input, select, button')].find((one) =>
      mark.id ? one.id === mark.id : mark.name ? one.name === mark.name && one.value === mark.value : one.getAttribute('href') === mark.href,
    );
    same?.focus({ preventScroll: true });
  }

  async function show(url) {
    const answer = await fetch(url, { headers: { Accept: 'text/html' } });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const whole = !document.getElementById('view') !== !next.getElementById('view');
    if (whole) {
      location.reload(); // from nothing to a mail, or back
      return;
    }
    let scrolled = [scrollX, scrollY];
    if (next.getElementById('view') && (await putView(next))) {
      scrolled = [scrollX, scrollY];
    }
    putParts(next);
    document.title = next.title;
    document.body.dataset.version = next.body.dataset.version;
    await fitFrames();
    scrollTo(...scrolled);
  }

  /** One at a time, in order. */
  function go(url) {
    running = running.then(() => show(url)).catch((failure) => console.warn('not shown', failure));
    return running;
  }

  function chosen(form) {
    return '?' + new URLSearchParams(new FormData(form));
  }

  document.addEventListener('change', (event) => {
    const form = event.target.closest('#controls');
    if (form) {
      const url = chosen(form);
      history.pushState(null, '', url);
      go(url);
    }
  });

  document.addEventListener('submit', (event) => {
    if (event.target.id === 'controls') {
      event.preventDefault();
      const url = chosen(event.target);
      history.pushState(null, '', url);
      go(url);
    }
  });

  document.addEventListener('click', (event) => {
    const tab = event.target.closest('#tabs a');
    if (tab && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      history.pushState(null, '', tab.getAttribute('href'));
      go(tab.getAttribute('href'));
    }
  });

  addEventListener('popstate', () => go(location.href));
  addEventListener('resize', () => document.querySelectorAll('iframe.sheet').forEach(fit));

  const changes = new EventSource('changes');
  changes.addEventListener('version', (event) => {
    document.body.classList.remove('gone');
    if (event.data !== wanted) {
      wanted = event.data;
      go(location.href);
    }
  });
  changes.addEventListener('error', () => document.body.classList.add('gone'));

  document.documentElement.classList.add('live');
  fitFrames();
})();
